"""What is kept no longer, at the edges of months, school years and balances."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from core.model.policy import Retention
from core.model.privacy import Kept
from core.rules.retention import Invoiced, Paid, add_months, end_of, limits, old_accounts
from core.rules.school_years import school_year
from tests.clock import PARIS

UNTIL = date(2015, 12, 31)
OLD, NEW = date(2015, 11, 30), date(2016, 1, 1)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2015-12-31", 120, "2025-12-31"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day: str, count: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("today", "attendance", "files"),
    [
        ("2026-07-31", "2023-07-31", "2024-07-31"),
        ("2026-08-01", "2024-07-31", "2025-07-31"),
        ("2027-07-31", "2024-07-31", "2025-07-31"),
    ],
)
def test_a_school_year_goes_whole_the_day_after_its_months_are_over(today: str, attendance: str, files: str) -> None:
    until = limits(Retention(attendance=24, files=12), date.fromisoformat(today))
    assert until[Kept.ATTENDANCE] == date.fromisoformat(attendance)
    assert until[Kept.FILES] == date.fromisoformat(files)


@pytest.mark.parametrize(("today", "until"), [("2025-12-31", "2014-12-31"), ("2026-01-01", "2015-12-31")])
def test_invoices_are_kept_ten_years_after_the_year_they_were_issued_in(today: str, until: str) -> None:
    assert limits(Retention(), date.fromisoformat(today))[Kept.INVOICES] == date.fromisoformat(until)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("months", [1, 5, 12])
def test_the_current_school_year_never_goes(month: int, months: int) -> None:
    today = date(2026, month, 1)
    until = limits(Retention(attendance=months, files=months), today)
    assert school_year(until[Kept.ATTENDANCE]) < school_year(today)
    assert school_year(until[Kept.FILES]) < school_year(today)


def test_what_was_written_six_months_ago_today_is_kept_until_tomorrow() -> None:
    until = limits(Retention(messages=6), date(2026, 11, 24))[Kept.MESSAGES]
    assert until == date(2026, 5, 23)
    assert end_of(until, PARIS) == datetime(2026, 5, 24, tzinfo=PARIS)


def _bill(key: int, amount: str, day: date = OLD) -> Invoiced:
    return Invoiced(key, day, Decimal(amount))


def _pay(key: int, of: int | None, amount: str, day: date = OLD) -> Paid:
    return Paid(key, of, day, Decimal(amount))


@pytest.mark.parametrize(
    ("invoices", "payments", "gone"),
    [
        pytest.param([_bill(1, "9")], [_pay(1, 1, "4"), _pay(2, 1, "5")], ({1}, {1, 2}), id="paid in two"),
        pytest.param([_bill(1, "9")], [_pay(1, 1, "8.99")], (set(), set()), id="a cent is owed"),
        pytest.param([_bill(1, "9")], [_pay(1, 1, "10")], (set(), set()), id="paid too much"),
        pytest.param([_bill(1, "9")], [_pay(1, 1, "9", NEW)], (set(), set()), id="paid too late to go yet"),
        pytest.param([_bill(1, "9", NEW)], [_pay(1, 1, "9")], (set(), set()), id="paid before it was due"),
        pytest.param([_bill(1, "9")], [_pay(1, None, "9")], ({1}, {1}), id="paid on account"),
        pytest.param([_bill(1, "9"), _bill(2, "-9")], [], ({1, 2}, set()), id="credited"),
        pytest.param([_bill(1, "9"), _bill(2, "4")], [_pay(1, 1, "9")], ({1}, {1}), id="one of two is paid"),
        pytest.param([], [_pay(1, None, "9")], (set(), set()), id="owed to the family"),
        pytest.param([_bill(1, "0")], [], ({1}, set()), id="nothing to pay"),
    ],
)
def test_invoices_and_payments_go_only_where_the_balance_stays(
    invoices: list[Invoiced], payments: list[Paid], gone: tuple[set[int], set[int]]
) -> None:
    old = old_accounts(invoices, payments, UNTIL)
    assert (set(old.invoice_ids), set(old.payment_ids)) == gone
    billed = sum((one.amount for one in invoices if one.id in old.invoice_ids), Decimal(0))
    assert billed == sum((one.amount for one in payments if one.id in old.payment_ids), Decimal(0))
