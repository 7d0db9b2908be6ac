"""What is kept no longer: up to which day, and which invoices and payments may go without changing a balance."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.model.policy import Retention
from core.model.privacy import Kept
from core.rules.school_years import days_of, school_year

_DAY = timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day so many months later (or earlier); the last of its month where that is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_year_over(today: date, months: int) -> int:
    """The last school year that ended more than so many months ago."""
    year = school_year(today)
    while add_months(days_of(year)[1], months) >= today:
        year -= 1
    return year


def limits(retention: Retention, today: date) -> dict[Kept, date]:
    """Up to which day, included, each category goes.

    What belongs to a school year goes with the whole of it, and an invoice with its calendar year; the rest by its own
    day. The school year of ``today`` never goes.
    """
    return {
        Kept.ATTENDANCE: days_of(last_year_over(today, retention.attendance))[1],
        Kept.INVOICES: _last_calendar_year_over(today, retention.invoices),
        Kept.MESSAGES: add_months(today, -retention.messages) - _DAY,
        Kept.AUDIT: add_months(today, -retention.audit) - _DAY,
        Kept.CONVERSATIONS: add_months(today, -retention.conversations) - _DAY,
        Kept.FILES: days_of(last_year_over(today, retention.files))[1],
    }


def _last_calendar_year_over(today: date, months: int) -> date:
    end = date(today.year, 12, 31)
    while add_months(end, months) >= today:
        end = date(end.year - 1, 12, 31)
    return end


def end_of(day: date, tz: ZoneInfo) -> datetime:
    """The instant at which a local day is over."""
    return datetime.combine(day + _DAY, time(), tz)


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An invoice of a family; a credit note has a negative amount."""

    id: int
    issued_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of a family, for an invoice or (``None``) on account."""

    id: int
    invoice_id: int | None
    paid_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OldAccounts:
    """Invoices and payments that may go, by their ids."""

    invoice_ids: frozenset[int]
    payment_ids: frozenset[int]


def old_accounts(invoices: Iterable[Invoiced], payments: Iterable[Paid], until: date) -> OldAccounts:
    """Which of one family's invoices and payments of up to a day may go: never so that its balance changes.

    An invoice goes with the payments that pay just it. The others of that time go together with what was paid on
    account, where they come to nothing; else something is unpaid, or owed to the family, and all of them stay.
    """
    old = {one.id: one for one in invoices if one.issued_on <= until}
    paid = list(payments)
    of_invoice = {key: [one for one in paid if one.invoice_id == key] for key in old}
    is_over = {key: all(one.paid_on <= until for one in theirs) for key, theirs in of_invoice.items()}
    settled = {key for key in old if is_over[key] and _sum(of_invoice[key]) == old[key].amount}
    rest = old.keys() - settled
    on_account = [one for one in paid if one.invoice_id is None and one.paid_on <= until]
    owed = sum((old[key].amount for key in rest), Decimal(0))
    given = _sum(on_account) + sum((_sum(of_invoice[key]) for key in rest), Decimal(0))
    if owed == given and all(is_over[key] for key in rest):
        settled |= rest
        gone = on_account
    else:
        gone = []
    gone += [one for key in settled for one in of_invoice[key]]
    return OldAccounts(frozenset(settled), frozenset(one.id for one in gone))


def _sum(payments: Iterable[Paid]) -> Decimal:
    return sum((one.amount for one in payments), Decimal(0))
