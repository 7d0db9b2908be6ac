"""Days as people type them."""

import re
from datetime import date, timedelta

_SPAN = re.compile(r"(?:(?:du|le|from)\s+)?(?P<first>[\d./]+)(?:\s*(?:-|–|—|au|to|\u00e0)\s*(?P<last>[\d./]+))?")
_DAY = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?")

_LOOK_BACK = timedelta(days=90)
"""A day without a year is the next one of that name, unless it was not long ago: then it was meant, and is over."""


def span_of(text: str, today: date) -> tuple[date, date] | None:
    """``12/01``, ``12/01-14/01``, ``du 12/01/2027 au 14/01/2027``; ``None`` where there are no such days."""
    found = _SPAN.fullmatch(" ".join(text.split()).lower())
    if not found:
        return None
    first = _day_of(found["first"], today)
    last = _day_of(found["last"], first) if found["last"] and first else first
    return (first, last) if first and last else None


def _day_of(text: str, near: date) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    day, month = int(found["day"]), int(found["month"])
    if found["year"]:
        return _date(int(found["year"]) % 100 + 2000, month, day)
    days = (_date(near.year + years, month, day) for years in (-1, 0, 1))
    return next((day for day in days if day and day >= near - _LOOK_BACK), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
