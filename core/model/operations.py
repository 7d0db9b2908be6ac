"""What staff have done at once: the order, its preview, what came of it, under the key of its press."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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

    Empty ``class_ids`` and ``child_ids`` mean all children of the school. Enrolling is for the school year of
    ``first_day``, and minds no weekdays.
    """

    kind: OperationKind
    school_id: int
    service_keys: frozenset[str]
    first_day: date
    last_day: date
    weekdays: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()
    child_ids: frozenset[int] = frozenset()


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


@dataclass(frozen=True, slots=True)
class SkippedChild:
    """How many cells of a child are left out, by reason."""

    child_id: int
    name: str
    skips: Mapping[Skip, int]


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What an order would do: ``cells`` (or enrolments) of ``children``; and what it leaves out.

    ``skipped``: the cells left out by reason; ``closed_days``: days of the period on which nothing runs.
    """

    children: int
    cells: int
    skipped: Mapping[Skip, int]
    skipped_children: tuple[SkippedChild, ...]
    closed_days: int


@dataclass(frozen=True, slots=True)
class Operated:
    """What an operation did: its id, and how many cells or enrolments. ``is_new``: false where the key was used."""

    id: int
    done: int
    is_new: bool


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
