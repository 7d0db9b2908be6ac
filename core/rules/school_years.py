"""School years."""

from datetime import date

FIRST_MONTH = 8
"""A school year runs from August to July: the pupils' file of the new year is there before the first day of school."""


def school_year(day: date) -> int:
    """The school year of a day, named by the calendar year it begins in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1
