"""What is kept of people: what an erasure takes and leaves, and what goes once its time is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class ErasureScope:
    """What erasing a guardian takes, and what must stay.

    ``children_alone``: first names of those who have no other guardian: their photo, records and pick-up persons go.
    ``children_shared``: of the others, whose file stays with the other guardian. ``drafts``: days chosen and not sent.
    ``pending``: requests without an answer, which are withdrawn; not those for a child whose family has another
    guardian. ``bookings``: days booked, past and to come, of the families the guardian acts for, kept until
    ``bookings_until`` at least. ``invoices`` and ``payments``: of the same families, kept until ``invoices_until`` at
    least (``None`` where there are none).
    """

    guardian: str
    chats: int
    has_email: bool
    has_phone: bool
    has_address: bool
    drafts: int
    pending: int
    children_alone: tuple[str, ...]
    children_shared: tuple[str, ...]
    bookings: int
    bookings_until: date | None
    invoices: int
    payments: int
    invoices_until: date | None


class Kept(StrEnum):
    """What is kept, by how long: the periods of ``core.model.policy.Retention``."""

    ATTENDANCE = "attendance"
    INVOICES = "invoices"
    MESSAGES = "messages"
    AUDIT = "audit"
    CONVERSATIONS = "conversations"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Due:
    """What is to go of one category: up to a day, included; rows by table, none of them 0."""

    kept: Kept
    until: date
    rows: Mapping[str, int]

    @property
    def count(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is kept of a guardian, as they may see it (``docs/privacy.md`` names the sections and their fields).

    ``sections``: rows by section; their values are texts, numbers, days, instants, amounts, bytes, or JSON.
    """

    drawn_at: datetime
    sections: Mapping[str, Sequence[Mapping[str, Any]]]
