"""The columns of reports, by what heads them."""

from datetime import date
from enum import StrEnum

from core.model.reports import Column, ColumnKind


class Head(StrEnum):
    """What heads a column, where that is neither a service nor a day. What is billed has heads of its own."""

    CHILD = "child"
    NUMBER = "number"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    BIRTH_DATE = "birth_date"
    SCHOOL_YEAR = "school_year"
    """The calendar year in which it begins, a number."""
    LEVEL = "level"
    GUARDIANS = "guardians"
    """Who has custody, with their phones."""
    DAY = "day"
    SERVICE = "service"
    """The key of a service, to be written as its label."""
    STATE = "state"
    ARRIVED = "arrived"
    DEPARTED = "departed"
    STAY = "stay"
    ROUNDED = "rounded"
    """The stay, rounded as the policy says."""
    BOOKED = "booked"
    PRESENT = "present"
    ABSENT_BILLED = "absent_billed"
    ABSENT_EXCUSED = "absent_excused"
    UNBOOKED = "unbooked"
    """Present without a booking."""
    ADULTS = "adults"
    NEEDED = "needed"
    """Adults by the legal ratio."""
    COUNTED_BY = "counted_by"
    COUNTED_AT = "counted_at"
    MARKED_BY = "marked_by"
    MARKS = "marks"
    FIRST_MARK = "first_mark"
    LAST_MARK = "last_mark"


def headed(kind: ColumnKind, head: Head, *, service_key: str | None = None) -> Column:
    """A column under a word, of a service where one is given."""
    return Column(kind, head, service_key)


def of_service(kind: ColumnKind, service_key: str, day: date | None = None) -> Column:
    """A column of a service, on a day where one is given."""
    return Column(kind, "", service_key, day)


CHILD = headed(ColumnKind.NAME, Head.CHILD)
