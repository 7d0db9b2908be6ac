"""What happened, as reports tell it: bookings and marks, adults counted, who marked. Always by the service's id."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from core.db.tables import attendance, bookings, children, class_members, staff, staff_counts
from core.db.transaction import Transaction
from core.model.planning import Mark


@dataclass(frozen=True, slots=True)
class Span:
    """Some services over some days, both included; of the children of some classes, or (``None``) of all."""

    service_ids: Collection[int]
    first_day: date
    last_day: date
    class_ids: Collection[int] | None = None

    def within(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that are about it."""
        concerned = and_(table.c.service_id.in_(self.service_ids), table.c.day.between(self.first_day, self.last_day))
        if self.class_ids is None:
            return concerned
        members = select(class_members.c.child_id).where(class_members.c.class_id.in_(self.class_ids))
        return and_(concerned, table.c.child_id.in_(members))


class CellRow(NamedTuple):
    """A child on a service and day, booked or marked. ``family_id``: of the booking; hours after local midnight."""

    child_id: int
    service_id: int
    day: date
    family_id: int | None
    mark: Mark | None
    arrived: int | None
    departed: int | None

    @property
    def is_booked(self) -> bool:
        """Whether the child is booked, and not only marked."""
        return self.family_id is not None


class AdultsRow(NamedTuple):
    """The adults of a service and day, as counted last."""

    service_id: int
    day: date
    adults: int
    by: str
    at: datetime


class PresentRow(NamedTuple):
    """The children marked present on a service and day; ``under_six`` of them are not six yet that day."""

    service_id: int
    day: date
    children: int
    under_six: int


class MarkerRow(NamedTuple):
    """What a member of staff marked on a service and day, of what still stands."""

    service_id: int
    day: date
    by: str
    marks: int
    first_at: datetime
    last_at: datetime


_MARKS = {mark.value: mark for mark in Mark}


def cells_of(tx: Transaction, span: Span) -> list[CellRow]:
    """Every booking and every mark, each child once a service and day, in no order."""
    hours = attendance.c.mark, attendance.c.arrived, attendance.c.departed
    booked = (
        _cells(bookings, bookings.c.family_id, *hours)
        .outerjoin(attendance, _same_cell(attendance, bookings))
        .where(span.within(bookings))
    )
    is_booked = exists().where(_same_cell(bookings, attendance)).correlate(attendance)
    unbooked = _cells(attendance, literal_column("NULL"), *hours).where(span.within(attendance), ~is_booked)
    return [
        CellRow(child_id, service_id, day, family_id, _MARKS[mark] if mark else None, arrived, departed)
        for child_id, service_id, day, family_id, mark, arrived, departed in tx.execute(union_all(booked, unbooked))
    ]


def _cells(table: Table, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(table.c.child_id, table.c.service_id, table.c.day, *columns).select_from(table)


def _same_cell(one: Table, other: Table) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in ("child_id", "service_id", "day")))


def adults_of(tx: Transaction, span: Span) -> dict[tuple[int, date], AdultsRow]:
    """The adults counted, by service and day."""
    row = staff_counts.c
    query = (
        select(row.service_id, row.day, row.adults, staff.c.name, row.counted_at)
        .join(staff, staff.c.id == row.counted_by)
        .where(span.within(staff_counts))
    )
    return {(found[0], found[1]): AdultsRow(*found) for found in tx.execute(query)}


def present_of(
    tx: Transaction, span: Span, sixth_birthdays: Mapping[date, date] | None = None
) -> dict[tuple[int, date], PresentRow]:
    """The children marked present, by service and day.

    ``sixth_birthdays``: of each day, the last birth date of who is six by then; without it, nobody is under six.
    """
    row = attendance.c
    query = select(row.service_id, row.day, func.count(), func.sum(_younger(sixth_birthdays or {})))
    if sixth_birthdays:
        query = query.join(children, children.c.id == row.child_id)
    query = query.where(span.within(attendance), row.mark == Mark.PRESENT).group_by(row.service_id, row.day)
    return {(found[0], found[1]): PresentRow(*found) for found in tx.execute(query)}


def _younger(sixth_birthdays: Mapping[date, date]) -> ColumnElement[int]:
    """1 for who is not six yet."""
    cases = [(and_(attendance.c.day == day, children.c.birth_date > born), 1) for day, born in sixth_birthdays.items()]
    return case(*cases, else_=0) if cases else literal(0)


def markers_of(tx: Transaction, span: Span) -> list[MarkerRow]:
    """Who marked, by service, day and the first of their marks that stands."""
    row = attendance.c
    first_at, last_at = func.min(row.marked_at), func.max(row.marked_at)
    query = (
        select(row.service_id, row.day, staff.c.name, func.count(), first_at, last_at)
        .join(staff, staff.c.id == row.marked_by)
        .where(span.within(attendance))
        .group_by(row.service_id, row.day, staff.c.id, staff.c.name)
        .order_by(row.service_id, row.day, first_at, staff.c.id)
    )
    return [MarkerRow(*found) for found in tx.execute(query)]


def booked_by_day(tx: Transaction, span: Span) -> dict[tuple[int, date], int]:
    """How many children are booked, by service and day."""
    row = bookings.c
    query = select(row.service_id, row.day, func.count()).where(span.within(bookings))
    return {(service_id, day): count for service_id, day, count in tx.execute(query.group_by(row.service_id, row.day))}
