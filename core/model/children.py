"""A child as its guardians read it: the sheet, who may fetch it, what is on file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.errors import CantineError
from core.model.family import FamilyRequestKind, PickupPerson, RecordField, RecordKind
from core.model.policy import Rate
from core.model.terms import Label

LARGEST_PHOTO = 10_000_000
"""Bytes of a photo as it is sent."""

LONGEST_SIDE = 800
"""Pixels of a photo as it is kept."""

LONGEST_NAME = 80
LONGEST_RELATION = 40
MOST_PICKUPS = 20
"""Who may fetch a child, those who are asked for among them."""


@dataclass(frozen=True, slots=True)
class EnrolledService:
    """A service a child is enrolled in this school year.

    ``rate``: what it costs the family of whoever reads; ``None`` where the policy has no rates for it.
    """

    label: Label
    symbol: str
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class PendingPickup:
    """What a family has asked about who fetches a child, and nobody has decided yet.

    ``person_id``: whom to end; ``None`` where a person is to be added.
    """

    kind: FamilyRequestKind
    first_name: str
    last_name: str
    relation: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Pickups:
    """Who may fetch a child today, by name, and what the family of whoever reads has asked about it."""

    child_id: int
    first_name: str
    persons: tuple[PickupPerson, ...]
    pending: tuple[PendingPickup, ...]


@dataclass(frozen=True, slots=True)
class ChildSheet:
    """What a chat may show of a child. ``on_file``: when each kind of record was last changed (aware UTC).

    ``school_year``: the calendar year it begins in.
    """

    id: int
    first_name: str
    last_name: str
    birth_date: date
    school: str | None
    class_name: str | None
    school_year: int
    services: tuple[EnrolledService, ...]
    pickups: Pickups
    on_file: Mapping[RecordKind, datetime]
    has_photo: bool


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One thing that is kept of a child."""

    field: RecordField
    value: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A child's sheet as a document tells it. ``photo``: a JPEG.

    ``records``: ``None`` on the sheet that goes without them.
    """

    sheet: ChildSheet
    photo: bytes | None
    records: tuple[ChildRecord, ...] | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class NewPickup:
    """Who is to fetch a child: ``relation`` in the guardian's own words, ``phone`` as ``phone_of`` writes it."""

    first_name: str
    last_name: str
    relation: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photo as it is kept: a JPEG of at most ``LONGEST_SIDE`` pixels a side, without metadata."""

    jpeg: bytes


class PickupProblem(StrEnum):
    """Why a pick-up person is not asked for."""

    ALREADY_LISTED = "already_listed"
    ALREADY_ENDED = "already_ended"
    TOO_MANY = "too_many"
    """There are ``MOST_PICKUPS`` already."""


class Sending(StrEnum):
    """What comes of asking for a document."""

    COMES = "comes"
    """It also says so where the same one was asked for a moment ago: that one comes, and no second."""
    NO_EMAIL = "no_email"
    EMAIL_REFUSED = "email_refused"
    """Mail to the address came back."""


class PhotoProblem(StrEnum):
    """Why a file is not kept as a photo."""

    TOO_BIG = "too_big"
    NOT_A_PHOTO = "not_a_photo"
    """Of a format that is not read here (HEIC, a video, text), or damaged."""


class PhotoRefusedError(CantineError):
    """The file cannot be kept as a photo of a child; ``problem`` says why."""

    code = "photo-refused"

    def __init__(self, problem: PhotoProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """A value that may not be kept: ``word`` names a religion, or what follows one."""

    child_id: int
    field: RecordField
    word: str


class RecordsRefusedError(CantineError):
    """Some values may not be recorded; ``problems`` says which. Nothing was written."""

    code = "records-refused"

    def __init__(self, problems: tuple[RecordProblem, ...]) -> None:
        super().__init__(", ".join(f"{one.field} of child {one.child_id}: {one.word!r}" for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RecordsTally:
    """What was written of children's records: values added, changed, taken away, and left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int
