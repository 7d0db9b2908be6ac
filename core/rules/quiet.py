"""Quiet hours: when a guardian does not want to be disturbed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.rules.calendar import instant_of

_DAY = timedelta(days=1)


def after_quiet(at: datetime, quiet: tuple[int, int] | None, tz: ZoneInfo) -> datetime:
    """The first instant not before ``at`` that is outside quiet hours; aware, ``at`` itself where it is.

    ``quiet``: from when, and until when, in minutes after local midnight; they may span it. From and until the same
    minute are no quiet hours at all. Changes of time: see ``instant_of``.
    """
    if quiet is None:
        return at
    starts, ends = (timedelta(minutes=minutes) for minutes in quiet)
    today = at.astimezone(tz).date()
    for day in (today - _DAY, today):
        last_day = day if starts <= ends else day + _DAY
        end = instant_of(last_day, ends, tz)
        if instant_of(day, starts, tz) <= at < end:
            return end
    return at
