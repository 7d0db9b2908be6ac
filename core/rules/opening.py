"""Whether the office is open, until when, and when it opens again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.model.policy import OpeningHours
from core.rules.calendar import SchoolCalendar

_DAY = timedelta(days=1)
_FARTHEST = 366
"""How many days ahead a next opening is looked for: a closure of a whole year ends at some time."""


@dataclass(frozen=True, slots=True)
class Opening:
    """``until``: when the office closes, where it is open now. ``reopens``: when it opens again, where it is not.

    Aware, UTC. Neither is known where the calendar does not reach so far.
    """

    until: datetime | None = None
    reopens: datetime | None = None


def opening_at(hours: Iterable[OpeningHours], calendar: SchoolCalendar, now: datetime, tz: ZoneInfo) -> Opening:
    """Whether the office is open at an instant (aware).

    It is on the hours of the policy, but on public holidays and while the whole organisation is closed. School holidays
    do not close it. A span is open from ``opens`` on, and not at ``closes`` any more.
    """
    spans = tuple(hours)
    today = now.astimezone(tz).date()
    for day in (today + _DAY * count for count in range(_FARTHEST)):
        if day.year > calendar.known_until.year:
            break
        for opens, closes in _opened_on(spans, calendar, day, tz):
            if closes > now:
                return Opening(until=closes) if opens <= now else Opening(reopens=opens)
    return Opening()


def _opened_on(
    hours: tuple[OpeningHours, ...], calendar: SchoolCalendar, day: date, tz: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    if not _is_closed(calendar, day):
        for opens, closes in spans_on(hours, day.isoweekday()):
            yield _instant(day, opens, tz), _instant(day, closes, tz)


def _instant(day: date, at: time, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tz).astimezone(UTC)


def _is_closed(calendar: SchoolCalendar, day: date) -> bool:
    return day in calendar.public_holidays or any(
        closure.first_day <= day <= closure.last_day for closure in calendar.general_closures
    )


def spans_on(hours: Iterable[OpeningHours], weekday: int) -> list[tuple[time, time]]:
    """From when until when the office is open on an ISO weekday, in order; what meets or overlaps is one span."""
    spans: list[tuple[time, time]] = []
    for opens, closes in sorted((span.opens, span.closes) for span in hours if weekday in span.weekdays):
        if spans and opens <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], closes)
        else:
            spans.append((opens, closes))
    return spans
