"""School years."""

from datetime import date, timedelta

FIRST_MONTH = 8
"""A school year runs from August to July: the pupils' file of the new year is there before the first day of school."""


def school_year(day: date) -> int:
    """The school year of a day, named by the calendar year it begins in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a school year."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)
