"""Which invoices are paid, whatever was billed and paid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.statements import Invoice, InvoiceState, Payment
from core.rules.ibans import is_iban
from core.rules.statements import balance_of, settled

TODAY = date(2026, 11, 24)
SOON, LATE = date(2026, 12, 3), date(2026, 11, 23)
NOTHING = Decimal(0)


def invoice(number: int, amount: str, due_on: date | None = SOON, issued_on: date = date(2026, 11, 3)) -> Invoice:
    return Invoice(number, f"F{number}", 1, "Cantine", issued_on, due_on, Decimal(amount))


def payment(amount: str, invoice_id: int | None = None) -> Payment:
    return Payment(1, "R1", 1, invoice_id, date(2026, 11, 10), Decimal(amount), "card")


def standing(invoices: list[Invoice], payments: list[Payment]) -> list[tuple[InvoiceState, str]]:
    return [(one.state, str(one.left)) for one in settled(invoices, payments, TODAY)]


@pytest.mark.parametrize(
    ("due_on", "paid", "state", "left"),
    [
        (SOON, "0", InvoiceState.DUE, "42.60"),
        (TODAY, "0", InvoiceState.DUE, "42.60"),
        (LATE, "0", InvoiceState.OVERDUE, "42.60"),
        (None, "0", InvoiceState.DUE, "42.60"),
        (SOON, "40.00", InvoiceState.PARTLY, "2.60"),
        (LATE, "40.00", InvoiceState.OVERDUE, "2.60"),
        (LATE, "42.60", InvoiceState.PAID, "0.00"),
        (SOON, "50.00", InvoiceState.PAID, "0.00"),
        (LATE, "-5.00", InvoiceState.OVERDUE, "42.60"),
    ],
)
def test_an_invoice_is_due_until_its_day_then_overdue_and_paid_when_nothing_is_left(
    due_on: date | None, paid: str, state: InvoiceState, left: str
) -> None:
    assert standing([invoice(1, "42.60", due_on)], [payment(paid, 1)]) == [(state, left)]


def test_money_on_account_pays_for_the_oldest_invoice_first() -> None:
    newest, oldest = invoice(2, "30.00"), invoice(1, "20.00", issued_on=date(2026, 10, 3))
    assert standing([newest, oldest], [payment("25.00")]) == [
        (InvoiceState.PARTLY, "25.00"),
        (InvoiceState.PAID, "0.00"),
    ]


def test_a_payment_pays_for_its_own_invoice_and_what_is_over_for_another() -> None:
    newest, oldest = invoice(2, "30.00"), invoice(1, "20.00", issued_on=date(2026, 10, 3))
    paid = [payment("35.00", 2)]
    assert standing([newest, oldest], paid) == [(InvoiceState.PAID, "0.00"), (InvoiceState.PARTLY, "15.00")]
    assert balance_of([newest, oldest], paid) == Decimal("15.00")


def test_a_credit_note_pays_for_an_invoice_but_for_what_was_given_back_of_it() -> None:
    bills = [invoice(1, "20.00"), invoice(2, "-15.00")]
    assert standing(bills, []) == [(InvoiceState.PARTLY, "5.00"), (InvoiceState.CREDIT, "0.00")]
    assert standing(bills, [payment("-15.00", 2)]) == [(InvoiceState.DUE, "20.00"), (InvoiceState.CREDIT, "0.00")]


def test_a_rejected_debit_makes_its_invoice_due_again() -> None:
    assert standing([invoice(1, "20.00")], [payment("20.00", 1), payment("-20.00", 1)]) == [(InvoiceState.DUE, "20.00")]


amounts = st.integers(-9_000, 9_000).map(lambda cents: Decimal(cents).scaleb(-2))
days = st.integers(0, 400).map(lambda count: date(2026, 1, 1) + timedelta(days=count))
bills = st.lists(st.tuples(days, st.none() | days, amounts), max_size=6).map(
    lambda rows: [Invoice(key, str(key), 1, "x", on, due, amount) for key, (on, due, amount) in enumerate(rows)]
)
paid = st.lists(st.tuples(st.none() | st.integers(0, 7), days, amounts), max_size=8).map(
    lambda rows: [Payment(key, str(key), 1, of, on, amount, "card") for key, (of, on, amount) in enumerate(rows)]
)


@settings(deadline=None, max_examples=150)
@given(bills, paid)
def test_the_balance_is_what_was_billed_less_what_was_paid_and_the_states_agree_with_it(
    invoices: list[Invoice], payments: list[Payment]
) -> None:
    balance = balance_of(invoices, payments)
    assert balance == sum(one.amount for one in invoices) - sum(one.amount for one in payments)
    found = settled(invoices, payments, TODAY)
    assert [one.invoice for one in found] == invoices
    billed = sum((max(one.amount, NOTHING) for one in invoices), NOTHING)
    assert sum((one.left for one in found), NOTHING) == min(max(balance, NOTHING), billed)
    for one in found:
        assert NOTHING <= one.left <= max(one.invoice.amount, NOTHING)
        assert (one.state is InvoiceState.CREDIT) is (one.invoice.amount < 0)
        assert (one.state in {InvoiceState.PAID, InvoiceState.CREDIT}) is (one.left == 0)
        assert (one.state is InvoiceState.OVERDUE) is (
            one.left > 0 and one.invoice.due_on is not None and one.invoice.due_on < TODAY
        )


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        ("FR76 3000 6000 0112 3456 7890 189", True),
        ("fr7630006000011234567890189", True),
        ("DE89 3704 0044 0532 0130 00", True),
        ("FR76 3000 6000 0112 3456 7890 188", False),
        ("FR76 3000 6000 0112 3456 7890", False),
        ("12345678901", False),
        ("", False),
    ],
)
def test_a_mistyped_account_number_is_known(number: str, is_right: bool) -> None:
    assert is_iban(number) is is_right
