"""Invoices, payments and balances in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from core.model.statements import (
    FamilyStatement,
    Invoice,
    InvoiceLine,
    InvoiceSheet,
    InvoiceState,
    Means,
    Payment,
    SettledInvoice,
)
from locales import Translator
from locales.amounts import euros, figures

_SYMBOLS = {
    InvoiceState.PAID: "✅",
    InvoiceState.DUE: "🔹",
    InvoiceState.PARTLY: "🔸",
    InvoiceState.OVERDUE: "❗",
    InvoiceState.CREDIT: "↩️",
}
_LABEL = 28
"""Characters of a label that a button shows."""


def numeric(day: date) -> str:
    """``05/11/2026``: accounts go back for years."""
    return f"{day:%d/%m/%Y}"


def balance(t: Translator, statement: FamilyStatement) -> str:
    """What a family owes, or has paid in advance."""
    if not statement.balance:
        return t.html("statement-settled")
    message = "statement-owed" if statement.balance > 0 else "statement-advance"
    return t.html(message, amount=euros(abs(statement.balance), t))


def standing(t: Translator, invoice: Invoice, state: InvoiceState, left: Decimal) -> str:
    """The state of an invoice, with what is left and until when."""
    due = "" if invoice.due_on is None else numeric(invoice.due_on)
    words = t.text(f"invoice-{state}-undated" if state is InvoiceState.DUE and not due else f"invoice-{state}", due=due)
    if state is InvoiceState.PARTLY and due:
        return t.text("invoice-partly-due", left=euros(left, t), due=due)
    if state is InvoiceState.PARTLY or (state is InvoiceState.OVERDUE and left < invoice.amount):
        return t.text("invoice-with-rest", state=words, left=euros(left, t))
    return words


def invoice_line(t: Translator, one: SettledInvoice) -> str:
    """An invoice of a list."""
    invoice = one.invoice
    return t.html(
        "statement-invoice",
        symbol=_SYMBOLS[one.state],
        label=invoice.label,
        amount=euros(invoice.amount, t),
        state=standing(t, invoice, one.state, one.left),
    )


def invoice_key(t: Translator, one: SettledInvoice) -> str:
    """An invoice on a button."""
    label = one.invoice.label
    short = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    return f"{_SYMBOLS[one.state]} {short} · {euros(one.invoice.amount, t)}"


def payment_line(t: Translator, payment: Payment, numbers: dict[int, str]) -> str:
    """A payment of a list; ``numbers``: of the invoices, by id."""
    number = None if payment.invoice_id is None else numbers.get(payment.invoice_id)
    return t.html(
        "statement-payment" if number is None else "statement-payment-for",
        day=numeric(payment.paid_on),
        amount=euros(payment.amount, t),
        means=means(t, payment.means),
        **({} if number is None else {"number": number}),
    )


def means(t: Translator, text: str) -> str:
    """By what something was paid."""
    return t.text(f"means-{text}") if text in set(Means) else text


def invoice_parts(t: Translator, sheet: InvoiceSheet) -> Iterator[str]:
    """An invoice as paragraphs: what it is, its lines by child, what was paid for it."""
    invoice = sheet.invoice
    yield "\n".join(
        [
            t.html("credit-title" if sheet.state is InvoiceState.CREDIT else "invoice-title", number=invoice.number),
            t.html("invoice-label", label=invoice.label, day=numeric(invoice.issued_on)),
            t.html("statement-family", family=sheet.family),
        ]
    )
    if sheet.lines:
        yield "\n".join(_lines(t, sheet.lines))
    yield "\n".join(
        [
            t.html("invoice-amount", amount=euros(invoice.amount, t)),
            f"{_SYMBOLS[sheet.state]} {standing(t, invoice, sheet.state, sheet.left)}",
        ]
    )
    if sheet.payments:
        paid = (payment_line(t, payment, {}) for payment in sheet.payments)
        yield "\n".join([t.html("invoice-payments"), *paid])


def _lines(t: Translator, lines: Iterable[InvoiceLine]) -> Iterator[str]:
    child: str | None = None
    for line in lines:
        if line.child != child:
            yield t.html("invoice-child", child=line.child or t.text("invoice-others"))
        child = line.child
        yield t.html(
            "invoice-line",
            label=line.label,
            quantity=figures(line.quantity, t),
            price=euros(line.unit_price, t),
            amount=euros(line.amount, t),
        )
