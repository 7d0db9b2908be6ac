"""A family's account with the service: what it is billed, what it has paid, where that leaves it.

Amounts are euros with two places. A balance is what the family owes; below zero it has paid in advance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class InvoiceState(StrEnum):
    """Where an invoice stands on a day."""

    PAID = "paid"
    DUE = "due"
    """To be paid, and not too late."""
    PARTLY = "partly"
    """Paid in part, and not too late for the rest."""
    OVERDUE = "overdue"
    """Too late, for all of it or for the rest."""
    CREDIT = "credit"
    """A credit note (« avoir »): it pays for other invoices."""


class Means(StrEnum):
    """By what something is paid, where there is a word for it in each language; else as the file calls it."""

    DEBIT = "debit"
    CARD = "card"
    CHEQUE = "cheque"
    CASH = "cash"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    """Paid for by an employer or the state (« CESU »)."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a family is billed. ``due_on``: the last day to pay it; a credit note has an ``amount`` below zero."""

    id: int
    number: str
    family_id: int
    label: str
    issued_on: date
    due_on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """What a family has paid: for an invoice, or (``invoice_id`` is ``None``) on account.

    ``amount``: below zero where it was given back, or a debit was rejected. ``means``: of ``Means``, or other words.
    """

    id: int
    reference: str
    family_id: int
    invoice_id: int | None
    paid_on: date
    amount: Decimal
    means: str


@dataclass(frozen=True, slots=True)
class SettledInvoice:
    """An invoice, its state, and how much of it is still to be paid."""

    invoice: Invoice
    state: InvoiceState
    left: Decimal


@dataclass(frozen=True, slots=True)
class FamilyStatement:
    """The account of one family (« relevé de compte »): invoices and payments, the newest first."""

    family_id: int
    family: str
    balance: Decimal
    invoices: Sequence[SettledInvoice]
    payments: Sequence[Payment]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line of an invoice. ``child``: a first name; ``None`` for no child, or one that is not the reader's."""

    child: str | None
    label: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Debit:
    """A mandate for direct debit. ``iban_end``: all that is kept of the bank account, if it is known."""

    mandate: str
    iban_end: str | None


@dataclass(frozen=True, slots=True)
class InvoiceSheet:
    """An invoice as one guardian reads it.

    ``payments``: those for this invoice, the oldest first. ``addressee``: whom it is written to, first and last name;
    ``address``: the lines of theirs, if known. ``debit``: how it is paid, where a mandate is on file.
    """

    invoice: Invoice
    state: InvoiceState
    left: Decimal
    family: str
    lines: Sequence[InvoiceLine]
    payments: Sequence[Payment]
    addressee: str
    address: Sequence[str]
    debit: Debit | None
