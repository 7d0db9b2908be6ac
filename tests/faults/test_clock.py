"""The clock leaps, or changes its time: nothing is told twice, nothing is lost."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.model.notices import Notice
from core.model.policy import Notices, Policy, RosterTimes
from core.organisation import Organisation, UnitOfWork
from notifications.relay import Relay
from notifications.scheduler import Scheduler
from tests.builders import Town
from tests.clock import NOW, PARIS
from tests.faults.crowd import FIRST_CHAT, Post, StillClock, answered_crowd, due, occurrences, relay, states

HOUR = timedelta(hours=1)
PEOPLE = 40

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("leaps", [(HOUR, -HOUR), (-HOUR, HOUR), (HOUR, HOUR), (-HOUR, -HOUR)])
@ON_SQLITE
async def test_a_relay_sends_once_what_the_clock_leaps_over(
    organisation: Organisation, leaps: tuple[timedelta, timedelta]
) -> None:
    """An hour forward, leases run out under the relay's feet; an hour back, what was due is not due yet."""
    clock = StillClock()
    leaps_left = list(leaps)

    async def leaping() -> None:
        if leaps_left and len(post.taken) % 15 == 5:
            clock.advance(leaps_left.pop(0))
        await asyncio.sleep(0.05 if len(post.taken) % 4 == 0 else 0)  # some are still under way when others are done

    await organisation.write(answered_crowd, PEOPLE)
    post = Post(leaping)
    running = relay(organisation, post, clock)
    while await running.drain(asyncio.Event()) or leaps_left:
        clock.now = max(clock.now, NOW)
    assert post.told == Counter(await organisation.read(due))
    assert await organisation.read(states) == {"sent": PEOPLE}


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)], ids=["an hour twice", "an hour missing"])
@ON_SQLITE
async def test_what_is_due_in_an_hour_that_is_there_twice_or_not_at_all_is_told_once(
    organisation: Organisation, sunday: date
) -> None:
    """A roster of a Sunday at 02:30, looked for by two schedulers every twenty minutes of the night."""
    town = Organisation(organisation.database, _night_school(organisation.policy))
    await town.write(_one_teacher)
    clock = StillClock(datetime.combine(sunday, time(0), PARIS).astimezone(UTC))
    schedulers = [Scheduler(town, clock), Scheduler(town, clock)]
    while clock.now.astimezone(PARIS).hour < 5:
        for scheduler in schedulers:
            await scheduler.run_once()
        clock.advance(timedelta(minutes=20))
    assert await town.read(occurrences) == [(Notice.ROSTER, "teacher", "on_time", 1)]
    post = Post()
    await Relay(town, {"telegram": post}, clock, "relay").drain(asyncio.Event())
    assert len(post.taken) == 1


def _one_teacher(uow: UnitOfWork) -> None:
    town = Town(uow)
    town.linked(FIRST_CHAT, town.teacher())


def _night_school(policy: Policy) -> Policy:
    """One that is open on Sundays and in the holidays, and tells teachers of it at half past two, and nobody else."""
    daily = [
        each.model_copy(update={"weekdays": frozenset(range(1, 8)), "runs_in_holidays": True})
        for each in policy.services
    ]
    rosters = RosterTimes(teacher=time(2, 30), carer=None, kitchen=None, director=None)
    notices = Notices(rosters=rosters, reminders=(), pending_digest=None, unmarked_after=None)
    return policy.model_copy(update={"services": tuple(daily), "notices": notices})
