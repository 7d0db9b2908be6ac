"""What staff have done at once: the order, its preview, what came of it, under the key of its press."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.model.planning import Service


class OperationKind(StrEnum):
    """What an operation does."""

    REPORT = "report"
    ENROL = "enrol"
    BOOK = "book"
    REMOVE = "remove"
    PROMOTE = "promote"


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """Enrol, book or remove at once. Both days are included; weekdays are ISO numbers.

    Empty ``class_ids`` and ``child_ids`` mean all children of the school in the school year of ``first_day``; where
    both are given, both narrow. Empty ``weekdays`` mean all. Enrolling is for the school year of ``first_day``, and
    minds no weekdays. A promotion is listed as an order for the school year it moved to.

    ``family_id``: booked for, or removed of, this family alone; ``guardian_id``: and of it not on the days of another
    guardian alone. ``with_enrolment``: who is booked is enrolled first,
    where not yet; of whom all bookings are removed the enrolment ends.
    """

    kind: OperationKind
    school_id: int
    service_keys: frozenset[str]
    first_day: date
    last_day: date
    weekdays: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()
    child_ids: frozenset[int] = frozenset()
    family_id: int | None = None
    guardian_id: int | None = None
    with_enrolment: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "BulkOrder":
        """As ``as_json`` gave it."""
        return cls(
            kind=OperationKind(kept["kind"]),
            school_id=kept["school"],
            service_keys=frozenset(kept["services"]),
            first_day=date.fromisoformat(kept["first_day"]),
            last_day=date.fromisoformat(kept["last_day"]),
            weekdays=frozenset(kept["weekdays"]),
            class_ids=frozenset(kept["classes"]),
            child_ids=frozenset(kept["children"]),
            family_id=kept.get("family"),
            guardian_id=kept.get("guardian"),
            with_enrolment=kept.get("with_enrolment", False),
        )

    def as_json(self) -> dict[str, Any]:
        """To be kept among the facts of its operation."""
        return {
            "kind": self.kind,
            "school": self.school_id,
            "services": sorted(self.service_keys),
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "weekdays": sorted(self.weekdays),
            "classes": sorted(self.class_ids),
            "children": sorted(self.child_ids),
            "family": self.family_id,
            "guardian": self.guardian_id,
            "with_enrolment": self.with_enrolment,
        }


class Skip(StrEnum):
    """Why a cell, or a child, is left out."""

    NOT_ENROLLED = "not_enrolled"
    ALREADY_ENROLLED = "already_enrolled"
    ALREADY_BOOKED = "already_booked"
    NOT_BOOKED = "not_booked"
    PENDING = "pending"
    """The family has asked for something there, which is still to be decided."""
    FULL = "full"
    MARKED = "marked"
    PAST = "past"
    BILLED = "billed"
    NO_FAMILY = "no_family"
    """Nobody decides for the child that day, so that nobody could be billed."""
    OTHER_FAMILY = "other_family"
    """The day is not of the family that the order is for."""


@dataclass(frozen=True, slots=True)
class SkippedChild:
    """How many cells of a child are left out, by reason."""

    child_id: int
    name: str
    skips: Mapping[Skip, int]


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What an order would do: ``cells`` (or enrolments) of ``children``; and what it leaves out.

    ``skipped``: the cells left out by reason; ``closed_days``: days of the period on which nothing runs;
    ``enrolments``: those made, or ended, along with the cells.
    """

    children: int
    cells: int
    skipped: Mapping[Skip, int]
    skipped_children: tuple[SkippedChild, ...]
    closed_days: int
    enrolments: int = 0


@dataclass(frozen=True, slots=True)
class Operated:
    """What an operation did: its id, and how many cells or enrolments. ``is_new``: false where the key was used.

    ``enrolments``: those made, or ended, along with the cells.
    """

    id: int
    done: int
    is_new: bool
    enrolments: int = 0


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation as it is listed. ``can_undo``: nothing has been marked on it, or billed."""

    id: int
    kind: OperationKind
    by: str
    at: datetime
    order: BulkOrder
    done: int
    undone_at: datetime | None
    can_undo: bool


class UndoProblem(StrEnum):
    """Why nothing of an operation is undone."""

    MARKED = "marked"
    """Attendance was marked on a cell of it."""
    BILLED = "billed"
    """A cell of it is in a month that has been billed."""
    ALREADY = "already"
    """It has been undone."""
    FINAL = "final"
    """Operations of this kind are not undone."""


@dataclass(frozen=True, slots=True)
class BulkPlace:
    """A school that can be planned for, and its classes looked after, by name. ``is_whole``: all of it is.

    ``service_keys``: what it offers.
    """

    id: int
    name: str
    classes: tuple[tuple[int, str], ...]
    is_whole: bool
    service_keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of a class of this school year."""

    child_id: int
    first_name: str
    last_name: str
    class_name: str
    school_id: int
    school: str


@dataclass(frozen=True, slots=True)
class PupilService:
    """A service of a pupil's school. ``coming_bookings``: from today on, until the end of the school year."""

    service: Service
    is_enrolled: bool
    coming_bookings: int


@dataclass(frozen=True, slots=True)
class PupilEnrolments:
    """What a pupil is enrolled in; the services in the policy's order. ``school_year``: by the year it begins in."""

    pupil: Pupil
    school_year: int
    services: tuple[PupilService, ...]


class EnrolmentProblem(StrEnum):
    """Why an enrolment is not ended."""

    HAS_BOOKINGS = "has_bookings"
    """Bookings remain, from today on."""
    PENDING = "pending"
    """The family has asked for something there, which is still to be decided."""


@dataclass(frozen=True, slots=True)
class ChangedChild:
    """A child's days of a service that an operation changed, in order; none where it changed an enrolment."""

    child_id: int
    first_name: str
    service_key: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PlanningChangedFacts:
    """What an operation (``ENROL``, ``BOOK`` or ``REMOVE``) changed for a guardian: own children, own weeks.

    ``undone``: it was undone, and ``children`` says of what. One entry a child and service, by child's name, then in
    the policy's order.
    """

    kind: OperationKind
    undone: bool
    children: tuple[ChangedChild, ...]
