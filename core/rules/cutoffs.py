"""Deadlines: until when a day may be asked for.

All are counted in days of the local calendar, then turned into one instant.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.planning import Service
from core.model.policy import Cutoff, DaysBeforeCutoff, DaysUnit, TableCutoff, WeekdayMoment, WeeklyCutoff
from core.rules.calendar import SchoolCalendar, instant_of, is_school_day, is_working_day, why_closed

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline (aware, UTC), and the first and last day it governs."""

    at: datetime
    first_day: date
    last_day: date


def cutoff_instant(cutoff: Cutoff, day: date, calendar: SchoolCalendar, tz: ZoneInfo) -> datetime | None:
    """The instant from which asking for ``day`` is late; aware, UTC.

    ``None`` only where a table has no row for the weekday; a policy has one for every weekday a service runs.
    """
    if isinstance(cutoff, WeeklyCutoff):
        monday = day - timedelta(days=day.isoweekday() - 1)
        last_day = monday - cutoff.weeks_before * _WEEK + timedelta(days=cutoff.weekday - 1)
        return instant_of(last_day, cutoff.time, tz)
    if isinstance(cutoff, TableCutoff):
        row = cutoff.rows.get(day.isoweekday())
        return None if row is None else instant_of(_last_before(row, day), row.time, tz)
    return instant_of(_counted_back(cutoff, day, calendar), cutoff.time, tz)


def _last_before(moment: WeekdayMoment, day: date) -> date:
    """The last such weekday before a day; a week before it where the weekday is the same."""
    return day - timedelta(days=(day.isoweekday() - moment.weekday - 1) % 7 + 1)


def _counted_back(cutoff: DaysBeforeCutoff, day: date, calendar: SchoolCalendar) -> date:
    counts = _UNITS[cutoff.unit]
    to_count = cutoff.days
    while to_count:
        day -= _DAY
        to_count -= counts(calendar, day)
    return day


def _any_day(calendar: SchoolCalendar, day: date) -> bool:
    return True


_UNITS: dict[DaysUnit, Callable[[SchoolCalendar, date], bool]] = {
    DaysUnit.CALENDAR: _any_day,
    DaysUnit.WORKING: is_working_day,
    DaysUnit.SCHOOL: is_school_day,
}


def is_late(now: datetime, cutoff: datetime) -> bool:
    """Open means before the deadline: at the deadline itself it is too late."""
    return now >= cutoff


def next_deadline(
    cutoff: Cutoff, now: datetime, calendar: SchoolCalendar, service: Service, tz: ZoneInfo
) -> Deadline | None:
    """The next deadline still open for days on which the service runs; ``None`` after the last day known."""
    open_days = (
        (at, day)
        for day in _running_days(calendar, service, now.astimezone(tz).date())
        if (at := cutoff_instant(cutoff, day, calendar, tz)) is not None and not is_late(now, at)
    )
    first = next(open_days, None)
    if first is None:
        return None
    nearby = [first, *_while_near(open_days, *first)]
    soonest = min(at for at, _ in nearby)
    governed = [day for at, day in nearby if at == soonest]
    return Deadline(soonest, governed[0], governed[-1])


def _running_days(calendar: SchoolCalendar, service: Service, day: date) -> Iterator[date]:
    while day <= calendar.known_until:
        if why_closed(calendar, service, day) is None:
            yield day
        day += _DAY


def _while_near(days: Iterator[tuple[datetime, date]], at: datetime, day: date) -> Iterator[tuple[datetime, date]]:
    """The days which may share a deadline with the first one, or come before it.

    Deadlines follow the order of the days, but in a table, where a later weekday may close first: never a week later.
    """
    for other_at, other_day in days:
        if other_at > at and other_day > day + _WEEK:
            return
        yield other_at, other_day
