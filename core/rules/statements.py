"""Which invoices are paid, from what is billed and what was paid."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from core.model.statements import Invoice, InvoiceState, Payment, SettledInvoice

NOTHING = Decimal("0.00")


def balance_of(invoices: Iterable[Invoice], payments: Iterable[Payment]) -> Decimal:
    """What a family owes: all that was billed less all that was paid. Below zero: paid in advance."""
    billed = sum((invoice.amount for invoice in invoices), NOTHING)
    return billed - sum((payment.amount for payment in payments), NOTHING)


def settled(invoices: Sequence[Invoice], payments: Sequence[Payment], today: date) -> list[SettledInvoice]:
    """The invoices of one family, in their order, each with what is left to pay of it on a day.

    A payment pays for its invoice first. What is left of it, credit notes and money paid on account pay for the oldest
    invoices; money given back on account was taken from the newest.
    """
    left, on_account = _paid_for_themselves(invoices, payments)
    in_order = sorted((one for one in invoices if one.amount > 0), key=lambda one: (one.issued_on, one.id))
    for invoice in in_order if on_account > 0 else reversed(in_order):
        before = left[invoice.id]
        left[invoice.id] = _within(before - on_account, invoice.amount)
        on_account -= before - left[invoice.id]
    return [SettledInvoice(one, _state(one, left[one.id], today), left[one.id]) for one in invoices]


def _paid_for_themselves(
    invoices: Iterable[Invoice], payments: Iterable[Payment]
) -> tuple[dict[int, Decimal], Decimal]:
    """What payments leave of the invoices they are for, by id, and what is over for others."""
    open_ = {invoice.id: invoice.amount for invoice in invoices}
    on_account = NOTHING
    for payment in payments:
        if payment.invoice_id in open_:
            open_[payment.invoice_id] -= payment.amount
        else:
            on_account += payment.amount
    left = {invoice.id: _within(open_[invoice.id], invoice.amount) for invoice in invoices}
    return left, on_account + sum((left[key] - open_[key] for key in open_), NOTHING)


def _within(left: Decimal, amount: Decimal) -> Decimal:
    """Neither less than nothing nor more than was billed; of a credit note there is nothing to pay."""
    return max(NOTHING, min(left, amount))


def _state(invoice: Invoice, left: Decimal, today: date) -> InvoiceState:
    if invoice.amount < 0:
        return InvoiceState.CREDIT
    if not left:
        return InvoiceState.PAID
    if invoice.due_on is not None and invoice.due_on < today:
        return InvoiceState.OVERDUE
    return InvoiceState.PARTLY if left < invoice.amount else InvoiceState.DUE
