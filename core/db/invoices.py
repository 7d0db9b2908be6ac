"""Invoices and payments of families, as their guardians read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from core.db.tables import (
    children,
    families,
    family_accounts,
    guardians,
    guardianships,
    invoice_lines,
    invoices,
    outbox,
    payments,
)
from core.db.transaction import Transaction
from core.model.notices import Notice
from core.model.statements import Invoice, Payment

_INVOICES = select(
    invoices.c.id,
    invoices.c.number,
    invoices.c.family_id,
    invoices.c.label,
    invoices.c.issued_on,
    invoices.c.due_on,
    invoices.c.amount,
)
_PAYMENTS = select(
    payments.c.id,
    payments.c.reference,
    payments.c.family_id,
    payments.c.invoice_id,
    payments.c.paid_on,
    payments.c.amount,
    payments.c.means,
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an invoice, with the child it is about."""

    child_id: int | None
    child: str | None
    label: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a family's invoices are written to, and how they are paid.

    ``responsible``: first and last name, and ``address`` theirs; ``None`` where nobody is named, or no guardian of the
    family is by now.
    """

    responsible: str | None
    address: str | None
    iban_end: str | None
    mandate: str | None
    mandate_since: date | None


@dataclass(frozen=True, slots=True)
class Ties:
    """The families that guardians act for, by id with their names, and their children; both by guardian."""

    families: Mapping[int, Mapping[int, str]]
    children: Mapping[int, frozenset[int]]

    def acts_for(self, guardian_id: int, family_id: int) -> bool:
        """Whether a guardian acts for a family."""
        return family_id in self.families.get(guardian_id, {})


def ties_of(tx: Transaction, guardian_ids: Collection[int]) -> Ties:
    """The families guardians act for today, by name, and their children."""
    query = (
        select(guardianships.c.guardian_id, guardianships.c.family_id, families.c.name, guardianships.c.child_id)
        .join(families, families.c.id == guardianships.c.family_id)
        .where(guardianships.c.guardian_id.in_(guardian_ids))
        .order_by(families.c.name, families.c.id)
    )
    known: dict[int, dict[int, str]] = {}
    theirs: dict[int, set[int]] = {}
    for guardian_id, family_id, name, child_id in tx.execute(query):
        known.setdefault(guardian_id, {})[family_id] = name
        theirs.setdefault(guardian_id, set()).add(child_id)
    return Ties(known, {guardian: frozenset(ids) for guardian, ids in theirs.items()})


def invoices_of(tx: Transaction, family_ids: Collection[int]) -> list[Invoice]:
    """The invoices of families, the newest first."""
    newest = invoices.c.issued_on.desc(), invoices.c.id.desc()
    query = _INVOICES.where(invoices.c.family_id.in_(family_ids)).order_by(*newest)
    return [Invoice(*row) for row in tx.execute(query)]


def invoices_by_id(tx: Transaction, ids: Collection[int]) -> dict[int, Invoice]:
    """Invoices, as far as they are there."""
    return {row.id: Invoice(*row) for row in tx.execute(_INVOICES.where(invoices.c.id.in_(ids)))}


def payments_of(tx: Transaction, family_ids: Collection[int]) -> list[Payment]:
    """The payments of families, the newest first."""
    newest = payments.c.paid_on.desc(), payments.c.id.desc()
    query = _PAYMENTS.where(payments.c.family_id.in_(family_ids)).order_by(*newest)
    return [Payment(*row) for row in tx.execute(query)]


def lines_of(tx: Transaction, invoice_ids: Collection[int]) -> dict[int, list[LineRow]]:
    """The lines of invoices, in their order, with the first names of children."""
    line = invoice_lines.c
    query = (
        select(
            line.invoice_id,
            line.child_id,
            children.c.first_name,
            line.label,
            line.quantity,
            line.unit_price,
            line.amount,
        )
        .outerjoin(children, children.c.id == line.child_id)
        .where(line.invoice_id.in_(invoice_ids))
        .order_by(line.invoice_id, line.position)
    )
    found: dict[int, list[LineRow]] = {}
    for invoice_id, *row in tx.execute(query):
        found.setdefault(invoice_id, []).append(LineRow(*row))
    return found


def accounts_of(tx: Transaction, family_ids: Collection[int]) -> dict[int, Account]:
    """What is on file of how families pay, by family; none where nothing is."""
    account = family_accounts.c
    is_theirs = (
        select(guardianships.c.guardian_id)
        .where(guardianships.c.guardian_id == account.responsible_id, guardianships.c.family_id == account.family_id)
        .exists()
    )
    query = (
        select(
            account.family_id,
            guardians.c.first_name + " " + guardians.c.last_name,
            guardians.c.address,
            account.iban_end,
            account.mandate,
            account.mandate_since,
        )
        .select_from(family_accounts)
        .outerjoin(guardians, (guardians.c.id == account.responsible_id) & guardians.c.erased_at.is_(None) & is_theirs)
        .where(account.family_id.in_(family_ids))
    )
    return {family_id: Account(*row) for family_id, *row in tx.execute(query)}


def recipients_named(tx: Transaction, guardian_ids: Collection[int]) -> dict[int, tuple[str, str | None]]:
    """First and last name, and the address, of guardians."""
    name = guardians.c.first_name + " " + guardians.c.last_name
    query = select(guardians.c.id, name, guardians.c.address).where(guardians.c.id.in_(guardian_ids))
    return {guardian_id: (person, address) for guardian_id, person, address in tx.execute(query)}


def is_on_its_way(tx: Transaction, guardian_id: int, invoice_id: int) -> bool:
    """Whether an invoice waits to be sent to a guardian already."""
    query = select(outbox.c.facts).where(
        outbox.c.kind == Notice.INVOICE, outbox.c.guardian_id == guardian_id, outbox.c.state == "waiting"
    )
    return any(facts["invoice"] == invoice_id for facts in tx.execute(query).scalars())
