"""Invoices and payments, written as the town's own software has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, delete, insert, select, update

from core.db.tables import invoice_lines, invoices, payments
from core.db.transaction import Transaction

LineContent = tuple[int | None, str, Decimal, Decimal, Decimal]
"""Of a line: the child's id, the label, quantity, unit price and amount."""


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """An invoice as a file has it."""

    number: str
    family_id: int
    label: str
    issued_on: date
    due_on: date | None
    amount: Decimal
    lines: tuple[LineContent, ...]


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment as a file has it."""

    reference: str
    family_id: int
    invoice_id: int | None
    paid_on: date
    amount: Decimal
    means: str


def all_invoices(tx: Transaction) -> dict[str, tuple[int, NewInvoice]]:
    """Every invoice by its number, as a file would have it, and its id."""
    line = invoice_lines.c
    lines: dict[int, list[LineContent]] = {}
    query = select(line.invoice_id, line.child_id, line.label, line.quantity, line.unit_price, line.amount)
    for invoice_id, *row in tx.execute(query.order_by(line.invoice_id, line.position)):
        lines.setdefault(invoice_id, []).append((row[0], row[1], row[2], row[3], row[4]))
    content = select(
        invoices.c.id,
        invoices.c.number,
        invoices.c.family_id,
        invoices.c.label,
        invoices.c.issued_on,
        invoices.c.due_on,
        invoices.c.amount,
    )
    found: dict[str, tuple[int, NewInvoice]] = {}
    for invoice_id, number, family_id, label, issued_on, due_on, amount in tx.execute(content):
        own = tuple(lines.get(invoice_id, ()))
        found[number] = invoice_id, NewInvoice(number, family_id, label, issued_on, due_on, amount, own)
    return found


def all_payments(tx: Transaction) -> dict[str, tuple[int, NewPayment]]:
    """Every payment by its reference, as a file would have it, and its id."""
    content = select(
        payments.c.id,
        payments.c.reference,
        payments.c.family_id,
        payments.c.invoice_id,
        payments.c.paid_on,
        payments.c.amount,
        payments.c.means,
    )
    return {
        reference: (payment_id, NewPayment(reference, *of_payment))
        for payment_id, reference, *of_payment in tx.execute(content)
    }


def put_invoices(tx: Transaction, added: Iterable[NewInvoice], changed: Mapping[int, NewInvoice]) -> None:
    """Write new invoices, and others anew by id, with all of their lines."""
    new = list(added)
    known = dict(changed)
    if new:
        statement = insert(invoices).returning(invoices.c.id, sort_by_parameter_order=True)
        known.update(zip(tx.scalars(statement, [_invoice_row(one) for one in new]), new, strict=True))
    if changed:
        renewed = update(invoices).where(invoices.c.id == bindparam("key"))
        tx.execute(renewed, [{"key": key, **_invoice_row(one)} for key, one in changed.items()])
        gone = delete(invoice_lines).where(invoice_lines.c.invoice_id == bindparam("key"))
        tx.execute(gone, [{"key": key} for key in changed])
    rows = [
        {
            "invoice_id": key,
            "position": position,
            "child_id": child,
            "label": label,
            "quantity": quantity,
            "unit_price": unit_price,
            "amount": amount,
        }
        for key, one in known.items()
        for position, (child, label, quantity, unit_price, amount) in enumerate(one.lines, start=1)
    ]
    if rows:
        tx.execute(insert(invoice_lines), rows)


def _invoice_row(one: NewInvoice) -> dict[str, object]:
    return {
        "number": one.number,
        "family_id": one.family_id,
        "label": one.label,
        "issued_on": one.issued_on,
        "due_on": one.due_on,
        "amount": one.amount,
    }


def put_payments(tx: Transaction, added: Iterable[NewPayment], changed: Mapping[int, NewPayment]) -> None:
    """Write new payments, and others anew by id."""
    rows = [_payment_row(one) for one in added]
    if rows:
        tx.execute(insert(payments), rows)
    if changed:
        renewed = update(payments).where(payments.c.id == bindparam("key"))
        tx.execute(renewed, [{"key": key, **_payment_row(one)} for key, one in changed.items()])


def _payment_row(one: NewPayment) -> dict[str, object]:
    return {
        "reference": one.reference,
        "family_id": one.family_id,
        "invoice_id": one.invoice_id,
        "paid_on": one.paid_on,
        "amount": one.amount,
        "means": one.means,
    }
