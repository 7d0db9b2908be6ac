"""Months that have been billed, by their first day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select

from core.db.tables import billed_months, staff
from core.db.transaction import Transaction
from core.db.upserts import upsert_into

_AMONG = select(billed_months.c.month).where(billed_months.c.month.between(bindparam("first"), bindparam("last")))
"""Built once: it is asked at every mark."""


@dataclass(frozen=True, slots=True)
class BilledMonth:
    """When a month was closed (aware UTC), and by whom."""

    closed_at: datetime
    closed_by: str


def is_billed(tx: Transaction, day: date) -> bool:
    """Whether the month of a day has been billed."""
    return day.replace(day=1) in billed_among(tx, day, day)


def billed_among(tx: Transaction, first: date, last: date) -> set[date]:
    """The months billed, by their first day, of those from one day to another."""
    return set(tx.execute(_AMONG, {"first": first.replace(day=1), "last": last}).scalars())


def billed_since(tx: Transaction, first: date) -> dict[date, BilledMonth]:
    """The months billed from one on, and how they were closed."""
    query = (
        select(billed_months.c.month, billed_months.c.closed_at, staff.c.name)
        .join(staff, staff.c.id == billed_months.c.closed_by)
        .where(billed_months.c.month >= first)
    )
    return {month: BilledMonth(at, name) for month, at, name in tx.execute(query)}


def add_billed(tx: Transaction, month: date, staff_id: int, now: datetime) -> bool:
    """Write that a month is billed; whether it was not yet."""
    row = {"month": month, "closed_at": now, "closed_by": staff_id}
    statement = upsert_into(tx, billed_months).values(row).on_conflict_do_nothing()
    return tx.execute(statement).rowcount == 1


def take_billed(tx: Transaction, month: date) -> bool:
    """Forget that a month was billed; whether it was."""
    return tx.execute(delete(billed_months).where(billed_months.c.month == month)).rowcount == 1
