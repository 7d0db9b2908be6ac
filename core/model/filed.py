"""What the town's own software says of families, as its files have it: names instead of ids.

``number`` is the line in the file, the header being 1.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.model.family import RecordField


@dataclass(frozen=True, slots=True)
class FiledChild:
    """A child by its names, and its birth date where the file says it."""

    last_name: str
    first_name: str
    born: date | None

    @property
    def name(self) -> str:
        """As it is repeated to people."""
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class FiledLine:
    """A line of an invoice; of no child in particular where ``child`` is ``None``."""

    number: int
    child: FiledChild | None
    label: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FiledInvoice:
    """An invoice, told over as many rows as it has lines. ``number``: of the first of them; ``key``: the invoice's."""

    number: int
    key: str
    family: str
    label: str
    issued_on: date
    due_on: date | None
    amount: Decimal
    lines: tuple[FiledLine, ...]


@dataclass(frozen=True, slots=True)
class FiledPayment:
    """A payment; on account where it names no ``invoice``."""

    number: int
    key: str
    family: str
    invoice: str
    paid_on: date
    amount: Decimal
    means: str


@dataclass(frozen=True, slots=True)
class FiledAccount:
    """What is on file of a family. ``None``, or an empty text, is what the file does not say: it stays as it is."""

    number: int
    family: str
    responsible: tuple[str, str] | None
    """Last and first name."""
    address: str | None
    caf_number: str
    tax: tuple[int, int, Decimal] | None
    """Year of income, income in whole euros, shares."""
    iban_end: str
    mandate: str
    mandate_since: date | None


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """A field of a child's sheets; an empty value takes it away."""

    number: int
    child: FiledChild
    field: RecordField
    value: str
