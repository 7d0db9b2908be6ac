"""Several processes on one PostgreSQL, each with connections of its own: everything happens once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.db.transaction import Database, open_database
from core.model.notices import Notice
from core.model.people import Role
from core.model.policy import Policy
from core.organisation import Organisation, UnitOfWork
from notifications.scheduler import Scheduler
from tests.builders import Town
from tests.clock import paris
from tests.faults.crowd import Post, StillClock, alert, answer, crowd, due, occurrences, relay, states

SCHEDULERS, RELAYS = 2, 4
PEOPLE = 50
MORNING = paris("2026-11-26 06:00")
HOURS = ("07:00", "08:30", "09:30", "14:00", "17:00", "18:00", "19:30", "21:00")
"""At each of which something is due on that Thursday, the last day to book for the next week."""


def town(uow: UnitOfWork) -> None:
    """Families who have not booked, and each of the staff who is sent a roster."""
    families = crowd(uow, PEOPLE)
    answer(uow, families[: PEOPLE // 2], MORNING)
    alert(uow, families, 3, MORNING)
    staff = Town(uow)
    for chat, role in enumerate((Role.MANAGER, Role.DIRECTOR, Role.CARER, Role.KITCHEN), 1):
        staff.linked(chat, staff.manager(f"Camille {role}", role=role))


def reminders(uow: UnitOfWork) -> Counter[int]:
    """How many reminders each guardian was to be sent."""
    return Counter(uow.tx.scalars(select(t.outbox.c.guardian_id).where(t.outbox.c.kind == Notice.REMINDER)))


@pytest.fixture
async def processes(database: Database, policy: Policy) -> AsyncIterator[list[Organisation]]:
    """As many organisations as there are processes, that share nothing but the database."""
    async with AsyncExitStack() as stack:
        own = [open_database(database.url.render_as_string(hide_password=False)) for _ in range(SCHEDULERS + RELAYS)]
        for each in own:
            stack.push_async_callback(each.close)
        yield [Organisation(each, policy) for each in own]


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_two_schedulers_and_four_relays_do_everything_once(processes: list[Organisation]) -> None:
    clock, post = StillClock(MORNING), Post()
    (first, *_) = processes
    await first.write(town)
    schedulers = [Scheduler(each, clock) for each in processes[:SCHEDULERS]]
    relays = [relay(each, post, clock, f"relay {count}") for count, each in enumerate(processes[SCHEDULERS:])]
    await asyncio.gather(*(scheduler.run_once() for scheduler in schedulers))
    for hour in HOURS:
        clock.now = paris(f"2026-11-26 {hour}")
        await asyncio.gather(
            *(scheduler.run_once() for scheduler in schedulers), *(each.drain(asyncio.Event()) for each in relays)
        )
    while any(await asyncio.gather(*(each.drain(asyncio.Event()) for each in relays))):
        pass
    told = [messages for kind, _, _, messages in await first.read(occurrences) if kind == Notice.ROSTER]
    assert told == [1, 1, 0, 1], "carer, director, no teacher, kitchen"
    assert set((await first.read(reminders)).values()) == {2}, "18:00 and 21:00"
    assert post.told == Counter(await first.read(due))
    assert await first.read(states) == {"sent": len(post.taken)}
