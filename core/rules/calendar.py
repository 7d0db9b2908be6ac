"""Which days a service runs.

School and public holidays come from the package ``holidays``, read once per zone; then a day is looked up in sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

import holidays

from core.model.planning import Closed, Closure, Service
from core.model.policy import CalendarPolicy, ClosedDays

PUBLISHED_UNTIL = date(2028, 8, 31)
"""The end of the last school year the ministry has published; ``holidays`` invents what comes after."""

_FIRST_YEAR = 2024
"""No planning is older, and no deadline is counted back further."""

_SATURDAY = 6


@dataclass(frozen=True)
class SchoolCalendar:
    """The days that are not like the others. ``known_until``: the last day of which this can be said."""

    public_holidays: frozenset[date]
    school_holidays: frozenset[date]
    known_until: date
    closures: tuple[Closure, ...]
    school_weekdays: frozenset[int] = frozenset({1, 2, 4, 5})

    @cached_property
    def general_closures(self) -> tuple[Closure, ...]:
        """Those of the whole organisation: every school, every service."""
        return tuple(closure for closure in self.closures if closure.school_id is None and closure.service_id is None)


def school_calendar(policy: CalendarPolicy, closures: Iterable[Closure] = ()) -> SchoolCalendar:
    """The calendar of an organisation: its zone, the days its policy adds, and the closures its staff entered."""
    known_until = policy.known_until or PUBLISHED_UNTIL
    own_closures = (Closure(days.first, days.last, label=days.label) for days in policy.closures)
    return SchoolCalendar(
        public_holidays=_public_holidays(policy.subdivision, known_until.year),
        school_holidays=_school_holidays(policy.zone, policy.school_holidays),
        known_until=known_until,
        closures=(*own_closures, *closures),
        school_weekdays=policy.school_weekdays,
    )


@cache
def _public_holidays(subdivision: str | None, last_year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=subdivision, years=range(_FIRST_YEAR, last_year + 1)))


@cache
def _school_holidays(zone: str, own: tuple[ClosedDays, ...]) -> frozenset[date]:
    return _zone_holidays(zone).union(*map(_days_of, own))


@cache
def _zone_holidays(zone: str) -> frozenset[date]:
    if zone == "own":
        return frozenset()
    years = range(_FIRST_YEAR, PUBLISHED_UNTIL.year + 1)
    days = holidays.country_holidays("FR", subdiv=f"Zone {zone}", categories=("school",), years=years)
    return frozenset(day for day in days if day <= PUBLISHED_UNTIL)


def _days_of(span: ClosedDays) -> Iterable[date]:
    return (span.first + timedelta(days=count) for count in range((span.last - span.first).days + 1))


def why_closed(calendar: SchoolCalendar, service: Service, day: date) -> Closed | None:
    """Why a service does not run on a day, or ``None`` where it runs."""
    terms = service.terms
    if day.isoweekday() not in terms.weekdays:
        return Closed.WEEKDAY
    if day > calendar.known_until:
        return Closed.UNKNOWN
    if day in calendar.public_holidays:
        return Closed.PUBLIC_HOLIDAY
    if day in calendar.school_holidays and not terms.runs_in_holidays:
        return Closed.SCHOOL_HOLIDAY
    if any(_concerns(closure, service) and _covers(closure, day) for closure in calendar.closures):
        return Closed.CLOSURE
    return None


def _concerns(closure: Closure, service: Service) -> bool:
    return closure.school_id in (None, service.school_id) and closure.service_id in (None, service.id)


def _covers(closure: Closure, day: date) -> bool:
    return closure.first_day <= day <= closure.last_day


def is_working_day(calendar: SchoolCalendar, day: date) -> bool:
    """Monday to Friday, but public holidays and the days the whole organisation is closed."""
    return (
        day.isoweekday() < _SATURDAY
        and day not in calendar.public_holidays
        and not any(_covers(closure, day) for closure in calendar.general_closures)
    )


def is_school_day(calendar: SchoolCalendar, day: date) -> bool:
    """A working day on which children are taught."""
    return (
        day.isoweekday() in calendar.school_weekdays
        and day not in calendar.school_holidays
        and is_working_day(calendar, day)
    )


def instant_of(day: date, offset: timedelta, tz: ZoneInfo) -> datetime:
    """When the clocks of ``tz`` show ``offset`` past midnight of a day; aware, UTC.

    Python adds to a local time on the clock's face, so a change of time moves no hour and 24:00 is the next midnight.
    A time that spring skips is read an hour later, one that autumn repeats the first time.
    """
    return (datetime.combine(day, time(), tz) + offset).astimezone(UTC)


def starts_at(service: Service, day: date, tz: ZoneInfo) -> datetime:
    """When a service begins on a day; aware, UTC."""
    return datetime.combine(day, service.terms.starts, tz).astimezone(UTC)
