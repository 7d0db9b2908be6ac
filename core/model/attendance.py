"""Attendance (« pointage »): the list of a service and day, its marks and totals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.planning import Mark, Service


class AttendanceState(StrEnum):
    """The six states of the attendance tool, in the order of the tutorial (Peaugres)."""

    NOTHING = "nothing"
    """Neither booked nor marked."""
    BOOKED = "booked"
    MARKED = "marked"
    """Marked present without a booking."""
    PRESENT = "present"
    """Booked, and marked present."""
    ABSENT_EXCUSED = "absent_excused"
    ABSENT_BILLED = "absent_billed"


class MarkProblem(StrEnum):
    """Why a mark is not taken."""

    CLOSED = "closed"
    CALENDAR_UNKNOWN = "calendar_unknown"
    BILLED = "billed"
    """The month has been billed."""
    NOT_YET = "not_yet"
    """The day has not come."""
    NOT_ENROLLED = "not_enrolled"
    NOT_BOOKED = "not_booked"
    """An absence is of a booking."""
    NO_UNEXPECTED = "no_unexpected"
    """The policy takes no child without a booking."""
    UNEXPECTED_TOO_LATE = "unexpected_too_late"
    """The policy takes a child without a booking only before the service begins."""
    CHANGED = "changed"
    """Somebody else has marked it since the list was drawn."""
    NO_HOURS = "no_hours"
    """Arrival and departure are not recorded for this service."""
    NOT_PRESENT = "not_present"
    """Hours are of a child who is there."""
    WRONG_ORDER = "wrong_order"
    """A departure before the arrival."""
    HOUR_NOT_YET = "hour_not_yet"
    """An hour that has not come."""
    HOUR_OUTSIDE = "hour_outside"
    """An arrival long before the service or after it, a departure before it: most likely a slip."""


class Hour(StrEnum):
    """Which of the two hours of a child in care."""

    ARRIVED = "arrived"
    DEPARTED = "departed"


@dataclass(frozen=True, slots=True)
class ListKey:
    """Which list: a service of a school, a day, and a class; ``None`` for all classes the actor looks after."""

    service_id: int
    day: date
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListedClass:
    """A class of a school year."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ListedService:
    """A service that runs on the day, with what is booked of the classes looked after and not marked yet."""

    service: Service
    booked: int
    unmarked: int


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """A school an actor marks in: its services of the day in the policy's order, the classes looked after by name.

    ``is_whole``: whether all of the school is looked after; then children in no class are too.
    """

    id: int
    name: str
    services: tuple[ListedService, ...]
    classes: tuple[ListedClass, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DayChoices:
    """What can be marked on a day.

    ``problem``: why nothing can be marked at all. ``suggested``: the list that is most likely wanted now, the service
    that is on, or next, or was last, and the class where there is only one; ``None`` where nothing runs that day.
    """

    day: date
    schools: tuple[ListedSchool, ...]
    problem: MarkProblem | None
    suggested: ListKey | None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A child of a list. ``name`` is as much of it as the policy shows; two children of a list never show the same.

    ``is_asked``: a request to book is pending. ``is_declared_absent``: an absence is, whose reason is not told here, or
    a request to cancel: the family says that the child will not come.
    ``arrived`` and ``departed``: minutes after local midnight, as recorded.
    """

    child_id: int
    name: str
    class_name: str | None
    state: AttendanceState
    mark: Mark | None
    is_booked: bool
    is_asked: bool
    is_declared_absent: bool
    arrived: int | None
    departed: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals under a list (Peaugres). ``present`` counts ``unbooked`` in; ``unmarked`` are booked."""

    booked: int = 0
    pending: int = 0
    present: int = 0
    unbooked: int = 0
    absent_billed: int = 0
    absent_excused: int = 0
    unmarked: int = 0


@dataclass(frozen=True, slots=True)
class Adults:
    """The adults there for a service and day, all classes together (« encadrement »).

    ``counted``: ``None`` until somebody counts. ``children``: those marked present; before anybody is, those booked.
    ``needed``: adults by the policy's ratio for these children; ``None`` where the service has none.
    """

    counted: int | None
    needed: int | None
    children: int


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """A list of attendance. ``lines`` by name; ``class_name`` is ``None`` for all classes.

    ``problem``: why nothing can be marked on this day.
    """

    key: ListKey
    service: Service
    school: str
    class_name: str | None
    lines: tuple[SheetLine, ...]
    totals: Totals
    adults: Adults
    problem: MarkProblem | None


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A child over a week, by day; a day on which the service does not run is not there."""

    child_id: int
    name: str
    class_name: str | None
    days: dict[date, SheetLine]


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """A list of attendance over the days of a week on which the service runs. ``key.day`` is a day of that week."""

    key: ListKey
    service: Service
    school: str
    class_name: str | None
    days: tuple[date, ...]
    lines: tuple[WeekLine, ...]
    totals: dict[date, Totals]
    problems: dict[date, MarkProblem]


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of a press: the mark as it is now, or why it was not taken.

    ``by`` and ``at``: who marked it otherwise since, where the problem is ``CHANGED``; aware UTC.
    """

    mark: Mark | None
    problem: MarkProblem | None = None
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkedAll:
    """What « Tout pointer » did: how many were marked present, and how many declared absences it left alone.

    ``at`` names it for its undoing.
    """

    count: int
    declared_absent: int
    at: datetime
    problem: MarkProblem | None = None
