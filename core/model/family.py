"""A family's file: what the service keeps of it, and what a guardian asks the service to change in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.model.errors import CantineError


class FamilyRequestKind(StrEnum):
    """What is asked about a file."""

    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    PICKUP_ADD = "pickup_add"
    """Another person may fetch the child."""
    PICKUP_END = "pickup_end"
    YEARLY = "yearly"
    """Enrolment or cancellation for the rest of the school year (« demande annuelle »)."""
    ERASURE = "erasure"


class FamilyRequestState(StrEnum):
    """Where a request stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewFamilyRequest:
    """A request about to be written.

    ``subject``: what it is about (``"phone"``, ``"pickup_end:12"``), of which a guardian may have one pending; asking
    again replaces what was asked. ``before`` and ``after``: the old and the new, by name of field; an empty ``after``
    removes. Days in them are ISO dates.
    """

    kind: FamilyRequestKind
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    child_id: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class FamilyRequest:
    """A request as its guardian and the service read it.

    ``school``: of the child, or the one school of the guardian's children; ``None`` for several or none.
    ``guardian`` and ``child``: first and last names. ``refusal``: the manager's words. ``class_name``: of the child,
    this year, where the service reads it.
    """

    id: int
    kind: FamilyRequestKind
    state: FamilyRequestState
    guardian_id: int
    guardian: str
    family_id: int
    family: str
    child_id: int | None
    child: str | None
    school_id: int | None
    school: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    comment: str
    created_at: datetime
    decided_at: datetime | None
    refusal: str | None
    operation_id: int | None
    class_name: str | None = None


class FamilyRequestProblem(StrEnum):
    """Why a request is not decided, and stays as it is."""

    APPROVED = "approved"
    """Somebody has accepted it before."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """The guardian took it back, or asked for something else in its place."""
    CHILD_LEFT = "child_left"
    """The child is not one of the guardian's, in that family, any more."""
    GUARDIAN_GONE = "guardian_gone"
    """The guardian's file has been erased."""
    PERSON_GONE = "person_gone"
    """The person may not fetch the child any more as it is."""
    NOTHING_TO_APPLY = "nothing_to_apply"
    """Nothing would change: nothing is left of it to book, enrol or end."""


class FamilyRequestRefusedError(CantineError):
    """A request cannot be applied, since its ground is gone: nothing of it is."""

    code = "family-request"

    def __init__(self, problem: FamilyRequestProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class RecordField(StrEnum):
    """What is kept of a child beyond who it is and where it goes."""

    INSURANCE = "insurance"
    DOCTOR = "doctor"
    IMAGE = "image"
    """Consent to being photographed (« droit à l'image »)."""
    OUTINGS = "outings"
    LEAVES_ALONE = "leaves_alone"
    ASSOCIATIONS = "associations"
    """Consent to passing the address on to parents' associations."""
    NOTES = "notes"
    ALLERGIES = "allergies"
    CARE_PLAN = "care_plan"
    """An individual plan (« PAI »)."""
    TREATMENT = "treatment"
    VACCINES = "vaccines"
    MEALS = "meals"
    """What the kitchen leaves out, never why (CNIL: « sans porc » may be recorded, a religion may not)."""


class RecordKind(StrEnum):
    """The two sheets of the seed: « données complémentaires » and « données sanitaires »."""

    COMPLEMENTARY = "complementary"
    HEALTH = "health"


HEALTH_FIELDS = frozenset(
    {RecordField.ALLERGIES, RecordField.CARE_PLAN, RecordField.TREATMENT, RecordField.VACCINES, RecordField.MEALS}
)


def kind_of(field: RecordField) -> RecordKind:
    """The sheet a field is on."""
    return RecordKind.HEALTH if field in HEALTH_FIELDS else RecordKind.COMPLEMENTARY


@dataclass(frozen=True, slots=True)
class PickupPerson:
    """Who may fetch a child. ``ended_on``: the first day they may not."""

    id: int
    last_name: str
    first_name: str
    phone: str | None
    relation: str
    since: date
    ended_on: date | None
