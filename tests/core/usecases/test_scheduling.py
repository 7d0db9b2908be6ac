"""What is due is done once, by whoever comes first, on both databases."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.model.notices import Notice
from core.organisation import Organisation, UnitOfWork
from core.rules.occurrences import Occurrence
from core.usecases import scheduling
from core.usecases.scheduling import begin_scheduling, due_now, happen
from notifications.scheduler import Scheduler
from tests.builders import Town
from tests.clock import NOW, paris

EVE = paris("2026-11-26 18:00")
LAST_CALL = paris("2026-11-26 21:00")
DEADLINE = paris("2026-11-27 00:00")


def two_families(uow: UnitOfWork) -> None:
    """Neither has booked anything."""
    town = Town(uow)
    town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
    town.family("Sorbier").guardian("Luc").child("Zoé")
    begin_scheduling(uow, NOW)


def done(uow: UnitOfWork) -> list[tuple[str, datetime, str, int]]:
    """Every reminder that was done: instant, state, messages."""
    row = t.occurrences.c
    query = select(row.kind, row.due_at, row.state, row.messages).where(row.kind == Notice.REMINDER)
    return [(kind, at, state, count) for kind, at, state, count in uow.tx.execute(query.order_by(row.due_at))]


def told(uow: UnitOfWork) -> int:
    """How many reminders are in the outbox."""
    return len(uow.tx.execute(select(t.outbox.c.id).where(t.outbox.c.kind == Notice.REMINDER)).all())


async def reminders(organisation: Organisation, now: datetime) -> list[Occurrence]:
    """The reminders that are due."""
    return [one for one in await organisation.read(due_now, now) if one.kind is Notice.REMINDER]


@pytest.fixture
async def town(organisation: Organisation) -> Organisation:
    """Watched by a scheduler since Tuesday."""
    await organisation.write(two_families)
    return organisation


async def test_the_first_scheduler_there_is_does_nothing_of_what_was_due_before(organisation: Organisation) -> None:
    assert await organisation.read(due_now, NOW) == []
    await organisation.write(begin_scheduling, NOW)
    assert await organisation.read(due_now, NOW) == []
    await organisation.write(begin_scheduling, DEADLINE)
    assert await organisation.read(due_now, DEADLINE), "the second did not begin anew"


async def test_schedulers_that_look_first_at_the_same_instant_do_not_mind(organisation: Organisation) -> None:
    await asyncio.gather(*(organisation.write(begin_scheduling, NOW) for _ in range(4)))
    assert await organisation.read(due_now, DEADLINE)


async def test_at_its_time_each_guardian_is_reminded_once(town: Organisation) -> None:
    assert await reminders(town, EVE - timedelta(seconds=1)) == []
    (eve,) = await reminders(town, EVE)
    assert await town.write(happen, eve, EVE) == 3
    assert await reminders(town, EVE) == []
    assert await town.write(happen, eve, EVE) == 0, "by a scheduler that had looked before"
    assert await town.read(done) == [("reminder", EVE, "on_time", 3)]
    assert await town.read(told) == 3


async def test_of_two_schedulers_at_once_one_does_it(town: Organisation) -> None:
    (eve,) = await reminders(town, EVE)
    messages = await asyncio.gather(*(town.write(happen, eve, EVE) for _ in range(4)))
    assert sorted(messages) == [0, 0, 0, 3]
    assert await town.read(told) == 3


async def test_after_its_deadline_a_reminder_is_dropped_and_this_is_recorded(town: Organisation) -> None:
    late = DEADLINE + timedelta(hours=1)
    assert [await town.write(happen, one, late) for one in await reminders(town, late)] == [0, 0]
    assert await town.read(done) == [("reminder", EVE, "dropped", 0), ("reminder", LAST_CALL, "dropped", 0)]
    assert await reminders(town, late) == []
    assert await town.read(told) == 0


async def test_a_late_reminder_still_helps_before_the_deadline(town: Organisation) -> None:
    late = EVE + timedelta(hours=2)
    (eve,) = await reminders(town, late)
    assert await town.write(happen, eve, late) == 3
    assert await town.read(done) == [("reminder", EVE, "late", 3)]


async def test_of_two_reminders_missed_families_get_the_last(town: Organisation) -> None:
    late = LAST_CALL + timedelta(hours=1)
    assert [await town.write(happen, one, late) for one in await reminders(town, late)] == [0, 3]
    assert await town.read(done) == [("reminder", EVE, "dropped", 0), ("reminder", LAST_CALL, "late", 3)]


async def test_what_was_due_long_before_a_scheduler_came_back_is_not_caught_up(town: Organisation) -> None:
    assert await reminders(town, EVE + timedelta(days=4)) == []


async def test_what_fails_leaves_nothing_behind_stops_nothing_and_is_done_later(
    town: Organisation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[Occurrence] = []
    enqueue = scheduling._ENQUEUERS[Notice.REMINDER]

    def fails_once(uow: UnitOfWork, occurrence: Occurrence, occurrence_id: int, now: datetime) -> int:
        messages = enqueue(uow, occurrence, occurrence_id, now)
        if not failures:
            failures.append(occurrence)
            raise OSError("disk full")
        return messages

    monkeypatch.setitem(scheduling._ENQUEUERS, Notice.REMINDER, fails_once)
    now = EVE
    scheduler = Scheduler(town, lambda: now)
    await scheduler.run_once()
    assert "disk full" in caplog.text
    assert await town.read(done) == []
    assert [one.kind for one in await town.read(due_now, now)] == [Notice.REMINDER], "all else was done"
    await scheduler.run_once()
    assert await town.read(done) == [("reminder", EVE, "on_time", 3)]
    assert await town.read(told) == 3
