"""What is due is done once: an occurrence and its messages are written in one transaction, by whoever comes first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.db import occurrences
from core.db.services import closures_of
from core.model.notices import Notice
from core.organisation import UnitOfWork
from core.rules.calendar import SchoolCalendar, school_calendar
from core.rules.occurrences import Occurrence, is_late, occurrences_between, without_repeats
from core.usecases.digests import enqueue_validation_digest
from core.usecases.reminding import enqueue_reminders
from core.usecases.rosters import enqueue_rosters
from core.usecases.unmarked import enqueue_unmarked

LOOK_BACK = timedelta(days=8)
"""How long after it was due something may still come to anything: a reminder set a week before its deadline."""

RECORDED = timedelta(days=3)
"""For how long what came to nothing while no scheduler ran is recorded as dropped."""

_ENQUEUERS: dict[Notice, Callable[[UnitOfWork, Occurrence, int, datetime], int]] = {
    Notice.REMINDER: enqueue_reminders,
    Notice.VALIDATION_DIGEST: enqueue_validation_digest,
    Notice.ROSTER: enqueue_rosters,
    Notice.UNMARKED: enqueue_unmarked,
}


def begin_scheduling(uow: UnitOfWork, now: datetime) -> None:
    """Nothing was due before the first scheduler looked. Harmless when it is not the first."""
    if occurrences.first_look(uow.tx) is None:
        occurrences.remember_first_look(uow.tx, now)


def due_now(uow: UnitOfWork, now: datetime) -> list[Occurrence]:
    """What is due and not done yet, in order; nothing before ``begin_scheduling``."""
    first = occurrences.first_look(uow.tx)
    if first is None:
        return []
    since = max(first, now - LOOK_BACK)
    known = occurrences.known_since(uow.tx, since)
    due = [
        occurrence
        for occurrence in occurrences_between(uow.policy, general_calendar(uow), since, now)
        if now < occurrence.until or now - RECORDED < occurrence.due_at
    ]
    return without_repeats([occurrence for occurrence in due if occurrence.key not in known])


def general_calendar(uow: UnitOfWork) -> SchoolCalendar:
    """The calendar of the organisation as a whole: with the closures that hold for every school."""
    return school_calendar(uow.policy.calendar, closures_of(uow.tx, ()))


def happen(uow: UnitOfWork, occurrence: Occurrence, now: datetime) -> int:
    """Do what is due, unless it is done; how many messages it caused.

    What comes to nothing by now is dropped, and recorded as such.
    """
    is_over = now >= occurrence.until
    state = "dropped" if is_over else "late" if is_late(occurrence, now) else "on_time"
    occurrence_id = occurrences.claim(uow.tx, *occurrence.key, state, now)
    if occurrence_id is None or is_over:
        return 0
    messages = _ENQUEUERS[occurrence.kind](uow, occurrence, occurrence_id, now)
    occurrences.count_messages(uow.tx, occurrence_id, messages)
    return messages
