"""What the service has on file of a family, as one of its guardians reads it in a chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.family import FamilyRequestKind

CORRECTABLE = (FamilyRequestKind.ADDRESS, FamilyRequestKind.PHONE, FamilyRequestKind.EMAIL)
"""What guardians may ask to have corrected, of their own."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One way to reach a guardian. ``shown``: as a chat may hold it, ``None`` where none is known.

    ``wanted``: what the pending request for a correction asks for, shown likewise; ``None`` where there is none.
    """

    shown: str | None
    wanted: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Between which two steps of the rates a quotient lies, both included: ``None`` where nothing limits it."""

    above: int | None
    up_to: int | None


@dataclass(frozen=True, slots=True)
class QuotientOnFile:
    """That a quotient is known, since when it holds, and its band; ``None`` where no rate depends on it."""

    since: date
    band: Band | None


@dataclass(frozen=True, slots=True)
class Debit:
    """The bank account that is debited, by its last characters, under a mandate."""

    iban_end: str
    mandate: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """What is on file of one family.

    ``responsible``: whom the service writes to and bills, and ``others``: its other guardians, by first and last name;
    ``is_responsible``: whether that is who reads. ``children``: first names. ``tax_year``: of the newest tax notice on
    file. ``caf_end``: the end of the number with the CAF.
    """

    family_id: int
    family: str
    children: tuple[str, ...]
    responsible: str | None
    is_responsible: bool
    others: tuple[str, ...]
    tax_year: int | None
    caf_end: str | None
    quotient: QuotientOnFile | None
    debit: Debit | None


@dataclass(frozen=True, slots=True)
class Account:
    """A guardian's own details, and what is on file of each of their families."""

    name: str
    details: Mapping[FamilyRequestKind, Detail]
    email_refused: bool
    families: tuple[FamilyFile, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a guardian wants a detail of theirs to be: ``before`` as a chat may hold it, ``after`` in full."""

    kind: FamilyRequestKind
    before: str | None
    after: str


class CorrectionProblem(StrEnum):
    """Why a correction cannot be asked for."""

    UNREADABLE = "unreadable"
    """It is no address, no number, no mailbox."""
    SAME = "same"
    """It is what is on file."""
