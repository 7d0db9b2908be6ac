"""Requests, as families and the service read them."""

from dataclasses import dataclass
from datetime import date, datetime

from core.model.planning import AbsenceOutcome, Cell, RequestKind, RequestState

NO_CLASS = 0
"""Selects children who are in no class this year."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request about to be written."""

    cell: Cell
    kind: RequestKind
    family_id: int
    reason: str | None = None
    outcome: AbsenceOutcome | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as its family reads it.

    ``reason``: the code of the absence reason. ``refusal``: the manager's words.
    """

    id: int
    cell: Cell
    child_name: str
    service_key: str
    kind: RequestKind
    state: RequestState
    reason: str | None
    outcome: AbsenceOutcome | None
    refusal: str | None
    created_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which pending requests: all that fit every field that is set. ``up_to`` is the newest id its reader has seen.

    ``class_id`` 0: children of no class.
    """

    first_day: date | None = None
    last_day: date | None = None
    school_id: int | None = None
    class_id: int | None = None
    ids: frozenset[int] | None = None
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class PendingCount:
    """How many requests are pending for a day and a class, and the newest of them.

    ``undecided``: how many are late absences which the policy leaves to the manager.
    """

    day: date
    school_id: int
    school: str
    class_id: int | None
    class_name: str | None
    count: int
    undecided: int
    newest: int


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """A pending request as the service reads it."""

    id: int
    first_name: str
    last_name: str
    class_name: str | None
    service_key: str
    day: date
    kind: RequestKind
    reason: str | None
    outcome: AbsenceOutcome | None
