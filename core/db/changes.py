"""What operations on many cells changed, as far as it still stands: read to be told to guardians."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, exists, literal, select, union_all

from core.db.tables import bookings, children, enrolments, guardianships, removed_bookings, services
from core.db.transaction import Transaction
from core.model.people import Custody

_CELL = ("child_id", "service_id", "day")


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child of a guardian."""

    guardian_id: int
    custody: Custody
    child_id: int
    first_name: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A cell that an operation changed; without a ``day``: an enrolment."""

    operation_id: int
    child_id: int
    service_key: str
    day: date | None


def own_children(tx: Transaction, guardian_ids: Collection[int]) -> list[OwnChild]:
    """The children of guardians."""
    row = guardianships.c
    query = (
        select(row.guardian_id, row.custody, row.child_id, children.c.first_name)
        .join(children, children.c.id == row.child_id)
        .where(row.guardian_id.in_(guardian_ids))
    )
    return [
        OwnChild(guardian_id, Custody(custody), child_id, first_name)
        for guardian_id, custody, child_id, first_name in tx.execute(query)
    ]


def added_to(tx: Transaction, ids: Collection[int], child_ids: Collection[int]) -> list[ChangedRow]:
    """The bookings and enrolments that operations made and that stand, of children."""
    # By the child, not by the operation, which may be a whole school's: adding 0 keeps its index out of it.
    days = _changed(bookings, bookings.c.day, child_ids).where((bookings.c.operation_id + 0).in_(ids))
    no_day = literal(None, bookings.c.day.type)
    enrolled = _changed(enrolments, no_day, child_ids).where(enrolments.c.operation_id.in_(ids))
    return [ChangedRow(*row) for row in tx.execute(union_all(days, enrolled))]


def taken_from(tx: Transaction, ids: Collection[int], child_ids: Collection[int]) -> list[ChangedRow]:
    """The bookings that operations took away, and that were not made again, of children."""
    return _removed(tx, ~_is_booked(), ids, child_ids)


def put_back_by(tx: Transaction, ids: Collection[int], child_ids: Collection[int]) -> list[ChangedRow]:
    """The bookings that operations had taken away, and that stand again, of children."""
    return _removed(tx, _is_booked(), ids, child_ids)


def _is_booked() -> ColumnElement[bool]:
    same = (bookings.c[name] == removed_bookings.c[name] for name in _CELL)
    return exists().where(*same).correlate(removed_bookings)


def _removed(
    tx: Transaction, condition: ColumnElement[bool], ids: Collection[int], child_ids: Collection[int]
) -> list[ChangedRow]:
    query = _changed(removed_bookings, removed_bookings.c.day, child_ids)
    return [ChangedRow(*row) for row in tx.execute(query.where(removed_bookings.c.operation_id.in_(ids), condition))]


def _changed(table: Table, day: ColumnElement[Any], child_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(table.c.operation_id, table.c.child_id, services.c.key, day.label("day"))
        .join(services, services.c.id == table.c.service_id)
        .where(table.c.child_id.in_(child_ids))
    )


def service_keys(tx: Transaction) -> dict[int, str]:
    """The key of every service, by id."""
    return {row.id: row.key for row in tx.execute(select(services.c.id, services.c.key))}
