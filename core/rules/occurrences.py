"""What is due when: reminders, digests, rosters. Computed from the policy and the calendar, never stored in advance.

An occurrence is known by its kind, its instant and its scope: whoever computes it, and however often, it is the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.model.notices import Notice
from core.model.planning import Service
from core.model.policy import Policy, Reminder, ReminderOnDay
from core.rules.calendar import SchoolCalendar, instant_of, is_working_day, why_closed
from core.rules.cutoffs import cutoff_instant

LATE_AFTER = timedelta(minutes=30)
"""What is enqueued later than this is marked late."""

_DAY = timedelta(days=1)
_NOON = timedelta(hours=12)
_LOOK_AHEAD = timedelta(days=130)
"""How far ahead a day may be whose deadline is near: eight weeks, or sixty working days."""

_LONGEST_REMINDER = timedelta(days=8)
_DIGEST_LIFE = timedelta(days=2)

WEEKLY, NEXT_DAY = "weekly", "next_day"
"""Scopes of the validation digest."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something due at an instant. Instants are aware, UTC; days are local.

    ``until``: from then on it comes to nothing. ``day``: the day it is about. Of a reminder: the ``deadline``, the
    first and the last day it governs, and the services whose deadline it is.
    """

    kind: Notice
    due_at: datetime
    scope: str
    until: datetime
    day: date | None = None
    deadline: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    service_keys: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, datetime, str]:
        """By which it is known."""
        return self.kind, self.due_at, self.scope


def is_late(occurrence: Occurrence, now: datetime) -> bool:
    """Whether people should be told that it comes late."""
    return now > occurrence.due_at + LATE_AFTER


def without_repeats(due: Sequence[Occurrence]) -> list[Occurrence]:
    """What is due at once, of which only the last reminder of each deadline is still worth sending."""
    last = {one.scope: one for one in sorted(due, key=lambda one: one.due_at) if one.kind is Notice.REMINDER}
    return [
        replace(one, until=one.due_at) if one.kind is Notice.REMINDER and one is not last[one.scope] else one
        for one in due
    ]


def occurrences_between(policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime) -> list[Occurrence]:
    """All that is due after one instant and until another, that one included, in order."""
    found = (
        occurrence
        for occurrences in (_reminders, _digests, _rosters, _unmarked)
        for occurrence in occurrences(policy, calendar, after, until)
        if after < occurrence.due_at <= until
    )
    return sorted(found, key=lambda occurrence: (occurrence.due_at, occurrence.kind, occurrence.scope))


def upcoming(policy: Policy, calendar: SchoolCalendar, now: datetime, until: datetime) -> list[Occurrence]:
    """What is still to come."""
    return occurrences_between(policy, calendar, now, until)


def _reminders(policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime) -> Iterator[Occurrence]:
    tz = policy.calendar.tz
    for deadline, governed in _deadlines(policy, calendar, after, until).items():
        days = [day for day, _ in governed]
        for reminder in policy.notices.reminders:
            due_at = _reminds_at(reminder, deadline, tz)
            if due_at < deadline:
                yield Occurrence(
                    Notice.REMINDER,
                    due_at,
                    deadline.isoformat(),
                    deadline,
                    deadline=deadline,
                    first_day=min(days),
                    last_day=max(days),
                    service_keys=frozenset(key for _, key in governed),
                )


def _deadlines(
    policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime
) -> dict[datetime, list[tuple[date, str]]]:
    """The deadlines to book that are near, and the days and services each governs."""
    tz = policy.calendar.tz
    found: dict[datetime, list[tuple[date, str]]] = defaultdict(list)
    first = after.astimezone(tz).date()
    for day in _days(first, until.astimezone(tz).date() + _LOOK_AHEAD):
        for service in _running(policy, calendar, day):
            deadline = cutoff_instant(policy.cutoffs_of(service.terms).book, day, calendar, tz)
            if deadline is not None and after < deadline <= until + _LONGEST_REMINDER:
                found[deadline].append((day, service.terms.key))
    return found


def _reminds_at(reminder: Reminder, deadline: datetime, tz: ZoneInfo) -> datetime:
    """A deadline at midnight is of the day that begins: its eve is the evening it ends on."""
    if isinstance(reminder, ReminderOnDay):
        return _at(deadline.astimezone(tz).date() - reminder.days * _DAY, reminder.time, tz)
    return deadline - timedelta(hours=reminder.hours)


def _digests(policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime) -> Iterator[Occurrence]:
    tz = policy.calendar.tz
    for day in _local_days(after, until, tz):
        if day.isoweekday() == policy.validation.weekday:
            due_at = instant_of(day, policy.validation.time, tz)
            yield Occurrence(Notice.VALIDATION_DIGEST, due_at, WEEKLY, due_at + _DIGEST_LIFE)
        if policy.notices.pending_digest is not None and is_working_day(calendar, day):
            served = _next_served(policy, calendar, day)
            if served is not None:
                due_at = _at(day, policy.notices.pending_digest, tz)
                yield Occurrence(Notice.VALIDATION_DIGEST, due_at, NEXT_DAY, instant_of(served, _NOON, tz), day=served)


def _next_served(policy: Policy, calendar: SchoolCalendar, day: date) -> date | None:
    """The day a working day is the eve of: the next on which anything runs, before the next working day is over."""
    for other in _days(day + _DAY, day + 14 * _DAY):
        if any(_running(policy, calendar, other)):
            return other
        if is_working_day(calendar, other):
            return None
    return None


def _rosters(policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime) -> Iterator[Occurrence]:
    tz = policy.calendar.tz
    for day in _local_days(after, until, tz):
        if not any(_running(policy, calendar, day)):
            continue
        midnight = instant_of(day + _DAY, timedelta(), tz)
        for role, at in policy.notices.rosters:
            if at is not None:
                yield Occurrence(Notice.ROSTER, _at(day, at, tz), role, midnight, day=day)


def _unmarked(policy: Policy, calendar: SchoolCalendar, after: datetime, until: datetime) -> Iterator[Occurrence]:
    minutes = policy.notices.unmarked_after
    if minutes is None:
        return
    tz = policy.calendar.tz
    for day in _local_days(after, until, tz):
        for service in _running(policy, calendar, day):
            due_at = _at(day, service.terms.ends, tz) + timedelta(minutes=minutes)
            noon = instant_of(day + _DAY, _NOON, tz)
            yield Occurrence(
                Notice.UNMARKED, due_at, service.terms.key, noon, day=day, service_keys=frozenset({service.terms.key})
            )


def _running(policy: Policy, calendar: SchoolCalendar, day: date) -> Iterator[Service]:
    """The services that run on a day, in a school that nothing but the calendar closes."""
    for terms in policy.services:
        service = Service(0, 0, terms, None)
        if why_closed(calendar, service, day) is None:
            yield service


def _local_days(after: datetime, until: datetime, tz: ZoneInfo) -> Iterator[date]:
    """Every day on which something may be due in a span; what is due after a service may run past midnight."""
    return _days(after.astimezone(tz).date() - _DAY, until.astimezone(tz).date())


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _at(day: date, at: time, tz: ZoneInfo) -> datetime:
    return instant_of(day, timedelta(hours=at.hour, minutes=at.minute), tz)
