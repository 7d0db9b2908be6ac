"""No scheduler runs for a while: what is too late by then is dropped and recorded, what is not goes out as late."""

import asyncio

import pytest

from core.model.notices import Notice
from core.model.people import Role, Scope
from core.organisation import Organisation, UnitOfWork
from core.rules.occurrences import NEXT_DAY, WEEKLY
from notifications.scheduler import Scheduler
from tests.builders import SCHOOL, Town
from tests.clock import MONDAY, paris
from tests.faults.crowd import FIRST_CHAT, Post, StillClock, crowd, occurrences, relay

DEADLINE = "2026-11-27 00:00"
MANAGER, CARER = "11", "12"
PEOPLE, UNDECIDED = 3, 2

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = ON_SQLITE


def school(uow: UnitOfWork) -> None:
    """Three families, of whom one has asked for a meal; a manager, and a carer of the school."""
    (asking, *_) = crowd(uow, PEOPLE)
    town = Town(uow)
    town.linked(int(MANAGER), town.manager())
    town.linked(int(CARER), town.manager("Alix Mélèze", role=Role.CARER, scopes=[Scope(town.school(SCHOOL).id)]))
    asking.town.requested(asking.cell("Charlie", "cantine", MONDAY))


async def looks(organisation: Organisation, *instants: str) -> None:
    """Schedulers that look each at one instant, and are gone in between."""
    for instant in instants:
        await Scheduler(organisation, StillClock(paris(instant))).run_once()


async def sent_at(organisation: Organisation, instant: str) -> dict[str, list[str]]:
    """What a relay sends at an instant, by chat."""
    post = Post()
    await relay(organisation, post, StillClock(paris(instant))).drain(asyncio.Event())
    told: dict[str, list[str]] = {}
    for envelope in post.taken:
        told.setdefault(envelope.address, []).append(envelope.message.html)
    return told


async def of(organisation: Organisation, kind: Notice) -> list[tuple[str, str, int]]:
    """Scope, state and messages of what was due of a kind."""
    rows = await organisation.read(occurrences)
    return [(scope, state, messages) for found, scope, state, messages in rows if found == kind]


@pytest.mark.parametrize(
    ("back", "first", "second"),
    [
        ("2026-11-26 20:00", ("late", UNDECIDED), None),
        ("2026-11-26 23:59", ("dropped", 0), ("late", UNDECIDED)),
        (DEADLINE, ("dropped", 0), ("dropped", 0)),
        ("2026-11-27 08:00", ("dropped", 0), ("dropped", 0)),
    ],
)
async def test_a_reminder_that_was_missed_goes_out_once_until_the_deadline_and_never_after_it(
    organisation: Organisation, back: str, first: tuple[str, int], second: tuple[str, int] | None
) -> None:
    """They are due at 18:00 and 21:00, and the scheduler is away from half past five. Two at once would be one too
    many."""
    await organisation.write(school)
    await looks(organisation, "2026-11-26 17:30", back)
    found = await of(organisation, Notice.REMINDER)
    assert [(state, messages) for _, state, messages in found] == [each for each in (first, second) if each]
    told = await sent_at(organisation, back)
    reminded = UNDECIDED if "late" in (first[0], second and second[0]) else 0
    assert [len(told[chat]) for chat in told if int(chat) >= FIRST_CHAT] == [1] * reminded


async def test_the_digest_and_the_roster_of_a_morning_that_was_missed_say_that_they_are_late(
    organisation: Organisation,
) -> None:
    await organisation.write(school)
    await looks(organisation, "2026-11-27 06:00", "2026-11-27 11:00")
    assert (WEEKLY, "late", 1) in await of(organisation, Notice.VALIDATION_DIGEST)
    assert ("carer", "late", 1) in await of(organisation, Notice.ROSTER)
    told = await sent_at(organisation, "2026-11-27 11:00")
    assert "⏰ En retard, prévu vendredi 27 novembre à 9 h" in told[MANAGER][0]
    assert "⏰ En retard, prévue à 7 h" in told[CARER][0]


async def test_after_a_weekend_without_a_scheduler_each_occurrence_is_accounted_for_once(
    organisation: Organisation,
) -> None:
    await organisation.write(school)
    await looks(organisation, "2026-11-27 16:30", "2026-11-30 07:10", "2026-11-30 07:20")
    assert await organisation.read(occurrences) == [
        (Notice.VALIDATION_DIGEST, NEXT_DAY, "late", 1),
        (Notice.UNMARKED, "garderie_soir", "dropped", 0),
        (Notice.ROSTER, "carer", "on_time", 1),
    ]


async def test_the_first_scheduler_there_ever_is_sends_nothing_of_the_past(organisation: Organisation) -> None:
    await organisation.write(school)
    schedulers = [Scheduler(organisation, StillClock(paris("2026-11-26 18:30"))) for _ in range(2)]
    assert await asyncio.gather(*(scheduler.run_once() for scheduler in schedulers)) == [0, 0]
    assert await organisation.read(occurrences) == []
    await looks(organisation, "2026-11-26 21:00")
    assert [state for _, state, _ in await of(organisation, Notice.REMINDER)] == ["on_time"]
