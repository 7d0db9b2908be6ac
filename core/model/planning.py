"""The planning: one cell for each child, service and day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.policy import ServicePolicy


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One child, one service, one day: the natural key of a booking and of a request."""

    child_id: int
    service_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Service:
    """A service of one school: its row, and the terms the policy sets for it."""

    id: int
    school_id: int
    terms: ServicePolicy
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a school (or all), or one service of it (or all), is closed. Both days are included."""

    first_day: date
    last_day: date
    school_id: int | None = None
    service_id: int | None = None
    label: str = ""


class RequestKind(StrEnum):
    """What a family asks for."""

    BOOK = "book"
    CANCEL = "cancel"
    ABSENCE = "absence"


class RequestState(StrEnum):
    """Where a request stands; all but ``PENDING`` are final."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Mark(StrEnum):
    """An attendance mark."""

    PRESENT = "present"
    ABSENT_EXCUSED = "absent_excused"
    ABSENT_BILLED = "absent_billed"


class AbsenceOutcome(StrEnum):
    """What an absence costs once it is approved."""

    GIVEN_BACK = "given_back"
    """Declared before the deadline to cancel: the place is given back, nothing is billed."""
    EXCUSED = "excused"
    BILLED = "billed"
    UNDECIDED = "undecided"
    """Late, and the policy leaves it to the manager."""


class CellState(StrEnum):
    """What a cell shows. Derived from the rows, never stored."""

    CLOSED = "closed"
    NOT_ENROLLED = "not_enrolled"
    OTHER_CUSTODY = "other_custody"
    FREE = "free"
    PENDING_BOOK = "pending_book"
    PENDING_CANCEL = "pending_cancel"
    PENDING_ABSENCE = "pending_absence"
    BOOKED = "booked"
    REFUSED = "refused"
    PAST = "past"
    MARKED = "marked"
    """Marked present without a booking."""
    PRESENT = "present"
    ABSENT_EXCUSED = "absent_excused"
    ABSENT_BILLED = "absent_billed"


class Refusal(StrEnum):
    """Why a cell cannot be asked for."""

    CLOSED = "closed"
    CALENDAR_UNKNOWN = "calendar_unknown"
    NOT_ENROLLED = "not_enrolled"
    OTHER_CUSTODY = "other_custody"
    PAST = "past"
    PAST_CUTOFF = "past_cutoff"
    FULL = "full"
    ALREADY_BOOKED = "already_booked"
    ALREADY_PENDING = "already_pending"
    NOT_BOOKED = "not_booked"
    ALREADY_MARKED = "already_marked"


class Closed(StrEnum):
    """Why a service does not run on a day."""

    WEEKDAY = "weekday"
    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    CLOSURE = "closure"
    UNKNOWN = "unknown"
    """After the last day the school calendar is published for."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """All that the rules need to know of a cell, read from the database and the calendar."""

    closed: Closed | None = None
    is_enrolled: bool = True
    in_custody: bool = True
    is_booked: bool = False
    pending: RequestKind | None = None
    last_refused: bool = False
    """The latest request for the cell was to book it, and it was refused."""
    mark: Mark | None = None
    places_left: int | None = None
    """Places nobody holds; ``None`` where there is no limit."""
    book_by: datetime | None = None
    """Aware, UTC; ``None`` where no deadline applies."""
    cancel_by: datetime | None = None
    starts_at: datetime | None = None
    """When the service begins that day; aware, UTC."""
