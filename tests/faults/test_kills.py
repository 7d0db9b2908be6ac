"""kill -9 of the relay and the scheduler, again and again: nothing is lost, and each kill repeats a message at most."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import func, make_url, select, text, update
from sqlalchemy.ext.asyncio import create_async_engine

import migrations
from core.db import tables as t
from core.db.occurrences import remember_first_look
from core.db.transaction import open_database
from core.model.notices import Notice
from core.organisation import Organisation, UnitOfWork
from core.policy import load_policy, preset_text
from core.rules.school_years import school_year
from simulator.clock import Clock
from simulator.server import Simulator
from tests.faults.crowd import FIRST_CHAT, TOKEN, answer, crowd, due, occurrences, start_chats, states, told_at
from tests.faults.lives import Life

_ADAPTED = {
    '\nweekdays = ["mon", "tue", "thu", "fri"]': (
        '\nweekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\nruns_in_holidays = true'
    ),
    '{ kind = "weekly", weekday = "thu", time = "24:00" }': '{ kind = "days_before", days = 0, time = "06:00" }',
    '{ kind = "day", days = 1, time = "18:00" }, { kind = "hours", hours = 3 }': (
        '{ kind = "day", days = 7, time = "00:00" }, { kind = "hours", hours = 48 }'
    ),
}
"""So that reminders are due on any day of the year."""

RATE = "15"
"""Messages a second: slow enough for each to be recorded before the next leaves, even on a busy machine."""

LONGEST_WAIT = 6.0
"""Seconds of a life, at most, for what does not come any more."""

_log = logging.getLogger(__name__)


@dataclass
class Mortal:
    """A service that everybody waits to hear of, and that is killed again and again."""

    folder: Path
    telegram: Simulator
    organisation: Organisation
    chance: random.Random

    async def founded(self, people: int) -> None:
        """Everybody's answer is due, and so are reminders since days ago, when the last scheduler looked."""
        await migrations.upgrade(_url(self.organisation))
        start_chats(self.telegram, range(FIRST_CHAT, FIRST_CHAT + people))
        await self.organisation.write(_due_to, people)

    def born(self) -> Life:
        """Start it once more."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.address,
            "DATABASE_URL": _url(self.organisation),
            "RATE": RATE,
        }
        return Life(self.folder, settings)

    async def dies_sending(self) -> None:
        """Killed a moment after some more messages have arrived, which may be before it has recorded the last."""
        some_more = len(self.telegram.calls) + self.chance.randint(1, 10)

        async def has_arrived() -> bool:
            return len(self.telegram.calls) >= some_more

        await self._dies_once(has_arrived, self.chance.uniform(0, 0.05))

    async def dies_scheduling(self) -> None:
        """Killed while it does what was due one by one."""
        one_more = len(await self.organisation.read(occurrences)) + 1

        async def has_happened() -> bool:
            return len(await self.organisation.read(occurrences)) >= one_more

        await self._dies_once(has_happened, self.chance.uniform(0, 0.01))

    async def _dies_once(self, has_happened: Callable[[], Awaitable[bool]], pause: float) -> None:
        life = self.born()
        patience = monotonic() + LONGEST_WAIT
        while monotonic() < patience and not await has_happened():
            assert not life.is_over, self.log
            await asyncio.sleep(0.002)
        await asyncio.sleep(pause)
        life.kill()
        await self.organisation.write(_let_leases_run_out)

    async def finishes(self) -> None:
        """Left alone until nothing waits."""
        life = self.born()
        while await self.organisation.read(_waiting):
            assert not life.is_over, self.log
            await asyncio.sleep(0.1)
        life.kill()

    @property
    def log(self) -> str:
        """What it wrote, in all its lives."""
        return (self.folder / "log").read_text("utf-8")


def _url(organisation: Organisation) -> str:
    return organisation.database.url.render_as_string(hide_password=False)


def _due_to(uow: UnitOfWork, people: int) -> None:
    now = datetime.now(UTC)
    remember_first_look(uow.tx, now - timedelta(days=3))
    answer(uow, crowd(uow, people), now, now.date() + timedelta(days=30))


def _let_leases_run_out(uow: UnitOfWork) -> None:
    """As they do a minute later."""
    leased = t.deliveries.c.lease_until.is_not(None)
    uow.tx.execute(update(t.deliveries).where(leased).values(lease_until=datetime.now(UTC)))


def _waiting(uow: UnitOfWork) -> int:
    """How many messages are not addressed, or not sent."""
    tables = (t.outbox, t.deliveries)
    waiting = (select(func.count()).where(table.c.state == "waiting") for table in tables)
    return sum(uow.tx.execute(count).scalar_one() for count in waiting)


@asynccontextmanager
async def mortal(folder: Path, url: str) -> AsyncIterator[Mortal]:
    """The service of a new town. How it dies is a matter of chance, of which the seed is logged."""
    seed = secrets.randbits(32)
    _log.warning("seed %d", seed)
    text = preset_text("peaugres")
    for found, adapted in _ADAPTED.items():
        assert found in text, found
        text = text.replace(found, adapted)
    known_until = f"[calendar]\nknown_until = {datetime.now(UTC).year + 1}-12-31"
    (folder / "cantine.toml").write_text(text.replace("[calendar]", known_until), "utf-8")
    database = open_database(url)
    async with Simulator(TOKEN, "cantine_bot", Clock(), web=False) as telegram:
        yield Mortal(
            folder, telegram, Organisation(database, load_policy(folder / "cantine.toml")), random.Random(seed)
        )
    await database.close()


@pytest.fixture(autouse=True)
def _of_this_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes live by the real clock, and so must the town."""
    monkeypatch.setattr("tests.builders._YEAR", school_year(datetime.now(UTC).date() + timedelta(days=3)))


async def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    async with mortal(tmp_path, f"sqlite:///{tmp_path}/cantine.sqlite3") as service:
        await _all_is_told_however_often_it_dies(service, people=6, kills=3)


@pytest.mark.long
async def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    async with mortal(tmp_path, f"sqlite:///{tmp_path}/cantine.sqlite3") as service:
        await _all_is_told_however_often_it_dies(service, people=120, kills=100)


@pytest.mark.long
@pytest.mark.postgres
async def test_a_hundred_kills_lose_nothing_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with mortal(tmp_path, await _new_database(postgres_url)) as service:
        await _all_is_told_however_often_it_dies(service, people=120, kills=100)


async def _all_is_told_however_often_it_dies(service: Mortal, people: int, kills: int) -> None:
    await service.founded(people)
    scheduling = max(1, kills // 10)
    for count in range(kills):
        await (service.dies_scheduling() if count < scheduling else service.dies_sending())
    await service.finishes()
    told, messages = told_at(service.telegram), await service.organisation.read(due)
    reminders = [row for row in await service.organisation.read(occurrences) if row.kind == Notice.REMINDER]
    assert await service.organisation.read(states) == {"sent": len(messages)}
    assert told.keys() == messages
    assert len(messages) == people + sum(row.messages for row in reminders)
    assert told.total() - len(messages) <= kills


async def _new_database(server: str) -> str:
    engine = create_async_engine(make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE killed"))
    await engine.dispose()
    return make_url(server).set(database="killed").render_as_string(hide_password=False)
