"""Quiet hours, as somebody writes them."""

import re

_TIME = r"(\d{1,2})\s*(?:[:.h]\s*(\d{2})?)?"
_HOURS = re.compile(rf"(?:de|from)?\s*{_TIME}\s*(?:-|\u2013|\u2014|\u00e0|to|till|until)\s*{_TIME}", re.IGNORECASE)
_HOUR = 60
_DAY = 24 * _HOUR


def hours_of(text: str) -> tuple[int, int] | None:
    """From and until, in minutes after midnight; ``None`` for what says neither.

    ``21:30-6:45``, ``21h30 - 6h45``, ``21-7``.
    """
    found = _HOURS.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    hours, minutes, last_hours, last_minutes = (int(part or 0) for part in found.groups())
    if max(minutes, last_minutes) >= _HOUR:
        return None
    span = hours * _HOUR + minutes, last_hours * _HOUR + last_minutes
    if max(span) > _DAY:
        return None
    starts, ends = span[0] % _DAY, span[1] % _DAY
    return (starts, ends) if starts != ends else None
