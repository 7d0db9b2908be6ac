"""Who is expected on a day, and whom nobody has marked: a few statements, whatever the number of children."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, func, literal_column, not_, select, union_all

from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    children,
    class_members,
    school_classes,
    schools,
    services,
)
from core.db.transaction import Transaction
from core.model.planning import Mark, RequestKind
from core.model.rosters import Presence

_ABSENT = (Mark.ABSENT_EXCUSED, Mark.ABSENT_BILLED)

_IN_USE = timedelta(days=30)
"""A school that has marked nobody present for so long marks attendance elsewhere, or not at all."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A child on a service of a day. The school is the service's; a class is of the school year asked for."""

    child_id: int
    last_name: str
    first_name: str
    school_id: int
    school: str
    class_id: int | None
    class_name: str | None
    service_id: int
    presence: Presence


@dataclass(frozen=True, slots=True)
class UnmarkedRow:
    """The booked children of a class on some services of a day, and how many of them nobody has marked."""

    school_id: int
    school: str
    class_id: int | None
    class_name: str | None
    booked: int
    unmarked: int


def _same_cell(one: Table, other: Table) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in ("child_id", "service_id", "day")))


def _placed(
    rows: Table, service_ids: Collection[int], day: date, year: int, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """The rows of services on a day, with their child, school, and class of a school year.

    By the service, by which both tables are found: by the day alone, all that was ever booked would be read.
    """
    in_class = and_(class_members.c.child_id == rows.c.child_id, class_members.c.school_year == year)
    source = (
        rows.join(services, services.c.id == rows.c.service_id)
        .join(schools, schools.c.id == services.c.school_id)
        .join(children, children.c.id == rows.c.child_id)
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
        .outerjoin(attendance, _same_cell(attendance, rows))
    )
    return select(*columns).select_from(source).where(rows.c.service_id.in_(service_ids), rows.c.day == day)


def roster_of(tx: Transaction, service_ids: Collection[int], day: date, year: int) -> list[RosterRow]:
    """Every child who is booked on one of the services on a day or has asked for it, in no order."""
    columns = (
        children.c.id.label("child_id"),
        children.c.last_name,
        children.c.first_name,
        schools.c.id.label("school_id"),
        schools.c.name.label("school"),
        school_classes.c.id.label("class_id"),
        school_classes.c.name.label("class_name"),
        services.c.id.label("service_id"),
    )
    request = booking_requests.c
    is_declared = exists().where(_same_cell(booking_requests, bookings), PENDING, request.kind == RequestKind.ABSENCE)
    presence = case(
        (attendance.c.mark.in_(_ABSENT), Presence.ABSENT),
        (is_declared & attendance.c.mark.is_(None), Presence.DECLARED_ABSENT),
        else_=Presence.EXPECTED,
    ).label("presence")
    is_booked = exists().where(_same_cell(bookings, booking_requests))
    asked = _placed(booking_requests, service_ids, day, year, *columns, literal_column(f"'{Presence.PENDING}'"))
    query = union_all(
        _placed(bookings, service_ids, day, year, *columns, presence),
        asked.where(PENDING, request.kind == RequestKind.BOOK, not_(is_booked)),
    )
    found = tx.execute(query).mappings()
    return [RosterRow(**{**row, "presence": Presence(row["presence"])}) for row in found]


def unmarked_on(tx: Transaction, service_ids: Collection[int], day: date, year: int) -> list[UnmarkedRow]:
    """The classes in which anybody booked on one of the services is not marked, by school and class.

    Of services where attendance is marked at all: a child was marked present in the ``_IN_USE`` before.
    """
    in_use = _marked_between(tx, service_ids, day - _IN_USE, day)
    group = (schools.c.id, schools.c.name, school_classes.c.id, school_classes.c.name)
    unmarked = func.count().filter(attendance.c.child_id.is_(None))
    query = (
        _placed(bookings, in_use, day, year, *group, func.count(), unmarked)
        .group_by(*group)
        .having(unmarked > 0)
        .order_by(schools.c.name, school_classes.c.name)
    )
    return [UnmarkedRow(*row) for row in tx.execute(query)]


def _marked_between(tx: Transaction, service_ids: Collection[int], first_day: date, last_day: date) -> list[int]:
    """The services on which anybody was marked present."""
    is_marked = exists().where(
        attendance.c.service_id == services.c.id,
        attendance.c.day.between(first_day, last_day),
        attendance.c.mark == Mark.PRESENT,
    )
    return list(tx.execute(select(services.c.id).where(services.c.id.in_(service_ids), is_marked)).scalars())
