"""The days and instants the tests live in: the last days of November 2026, between two holidays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> datetime:
    """What the clocks of Paris show, such as ``2026-11-26 23:59:59``, as an aware UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


NOW = paris("2026-11-24 10:00")
"""A Tuesday morning, on which the week of ``MONDAY`` can still be booked under both presets."""

LAST_MONDAY = date(2026, 11, 16)
THIS_MONDAY = date(2026, 11, 23)
MONDAY = date(2026, 11, 30)
"""The week to be booked: the first after ``NOW``."""
TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)
THURSDAY = date(2026, 12, 3)
FRIDAY = date(2026, 12, 4)
