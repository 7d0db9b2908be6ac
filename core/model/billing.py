"""What is billed, and the months it is billed by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.notices import StrikeMode
from core.model.planning import Mark


@dataclass(frozen=True, slots=True)
class AlikeCells:
    """Cells of a child and service that are billed alike, to one family: ``count`` of them.

    ``family_id``: ``None`` for a child without guardians. ``since``: a day that stands for the days of all of them, no
    quotient and no strike having begun or ended in between. ``stayed``: minutes from arrival to departure, not rounded;
    ``None`` where either was not recorded.
    """

    child_id: int
    service_id: int
    family_id: int | None
    since: date
    is_booked: bool
    mark: Mark | None
    stayed: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Bill:
    """Cells counted, and how much of that is billed.

    ``booked`` is the sum of ``present``, ``absent_billed``, ``absent_excused`` and ``unmarked``; ``unbooked`` came
    without a booking. ``picnic``: of all these, those whose meal the family brought on a day of strike.
    ``billed`` and ``minutes``, then the same of those who came without a booking: times and minutes to be paid for.
    """

    booked: int = 0
    present: int = 0
    absent_billed: int = 0
    absent_excused: int = 0
    unmarked: int = 0
    unbooked: int = 0
    picnic: int = 0
    billed: int = 0
    minutes: int = 0
    billed_unbooked: int = 0
    minutes_unbooked: int = 0

    def __add__(self, other: "Bill") -> "Bill":
        """Both together."""
        return Bill(
            self.booked + other.booked,
            self.present + other.present,
            self.absent_billed + other.absent_billed,
            self.absent_excused + other.absent_excused,
            self.unmarked + other.unmarked,
            self.unbooked + other.unbooked,
            self.picnic + other.picnic,
            self.billed + other.billed,
            self.minutes + other.minutes,
            self.billed_unbooked + other.billed_unbooked,
            self.minutes_unbooked + other.minutes_unbooked,
        )


@dataclass(frozen=True, slots=True)
class LineKey:
    """What a line of the billing export is about; ``rate_key`` is ``None`` where the service has no rates."""

    family_id: int | None
    child_id: int
    service_id: int
    rate_key: str | None


@dataclass(frozen=True, slots=True)
class Strike:
    """A strike as it was announced: what each school does (by id), about some services; an empty set means all.

    Both days are included. ``announced_at`` and ``reopened_at``: aware UTC.
    """

    first_day: date
    last_day: date
    modes: Mapping[int, StrikeMode]
    service_keys: frozenset[str]
    announced_at: datetime
    reopened_at: datetime | None


class ClosingProblem(StrEnum):
    """Why a month cannot be closed."""

    NOT_OVER = "not_over"
    PENDING = "pending"
    """Requests about its days are still to be decided."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month, by its first day.

    ``unmarked``: cells booked on days that are over and marked by nobody, not counted (0) once it is closed.
    ``pending``: requests about its days that are still to be decided. ``closed_at``: aware UTC, and by whom; ``None``
    where it is open.
    """

    month: date
    is_over: bool
    unmarked: int
    pending: int
    closed_at: datetime | None
    closed_by: str | None
