"""Invoices and payments of a family of a ``Town``."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.db import tables as t
from tests.builders import Family


def billed(
    family: Family,
    number: str,
    amount: str,
    *,
    label: str = "Cantine, octobre",
    issued_on: date = date(2026, 11, 3),
    due_on: date | None = date(2026, 12, 3),
    lines: Sequence[tuple[int | None, str, str]] = (),
) -> int:
    """An invoice, with lines of a child's id, a label and an amount; its id."""
    invoice_id = family.town.add(
        t.invoices,
        number=number,
        family_id=family.id,
        label=label,
        issued_on=issued_on,
        due_on=due_on,
        amount=Decimal(amount),
    )
    family.town.put(
        t.invoice_lines,
        *(
            {
                "invoice_id": invoice_id,
                "position": position,
                "child_id": child,
                "label": line,
                "quantity": Decimal("1.00"),
                "unit_price": Decimal(price),
                "amount": Decimal(price),
            }
            for position, (child, line, price) in enumerate(lines, start=1)
        ),
    )
    return invoice_id


def paid(family: Family, reference: str, amount: str, *, invoice: int | None = None, means: str = "card") -> int:
    """A payment, on account or for an invoice; its id."""
    return family.town.add(
        t.payments,
        reference=reference,
        family_id=family.id,
        invoice_id=invoice,
        paid_on=date(2026, 11, 10),
        amount=Decimal(amount),
        means=means,
    )
