"""Marks of attendance, written so that nobody overwrites what they have not seen.

At every press: the statements are built once, since building one costs more than running it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.db.sheets import Reach
from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    children,
    class_members,
    enrolments,
    school_classes,
    services,
    staff,
    staff_counts,
)
from core.db.transaction import Transaction
from core.db.upserts import upsert_in, upsert_into
from core.model.attendance import Hour
from core.model.planning import Cell, Mark, RequestKind

_SERVICE: BindParameter[int] = bindparam("service")
_CHILD: BindParameter[int] = bindparam("child")
_DAY: BindParameter[date] = bindparam("on")
_YEAR: BindParameter[int] = bindparam("year")
_SEEN: BindParameter[Mark] = bindparam("seen")

COMES_NOT = (RequestKind.CANCEL, RequestKind.ABSENCE)
"""A family that asks for one of these says that the child will not come."""


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell as its mark is judged, and the mark.

    ``class_id``: the child's, in the service's school; ``is_elsewhere``: in a class of another school.
    """

    school_id: int
    key: str
    class_id: int | None
    is_elsewhere: bool
    is_enrolled: bool
    is_asked: bool
    mark: Mark | None
    marked_at: datetime | None
    marked_by: str | None
    arrived: int | None
    departed: int | None


_mark = attendance.c
_AS_SEEN = (_mark.child_id == _CHILD, _mark.service_id == _SERVICE, _mark.day == _DAY, _mark.mark == _SEEN)
_BOOKING = (
    select(bookings.c.id)
    .where(bookings.c.child_id == _CHILD, bookings.c.service_id == _SERVICE, bookings.c.day == _DAY)
    .with_for_update(read=True, key_share=True)
)
_CELL = (
    select(
        services.c.school_id,
        services.c.key,
        class_members.c.class_id,
        school_classes.c.school_id,
        enrolments.c.child_id.is_not(None),
        exists()
        .where(
            booking_requests.c.child_id == _CHILD,
            booking_requests.c.service_id == _SERVICE,
            booking_requests.c.day == _DAY,
            PENDING,
        )
        .label("is_asked"),
        _mark.mark,
        _mark.marked_at,
        staff.c.name,
        _mark.arrived,
        _mark.departed,
    )
    .select_from(services)
    .join(children, children.c.id == _CHILD)
    .outerjoin(class_members, and_(class_members.c.child_id == _CHILD, class_members.c.school_year == _YEAR))
    .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    .outerjoin(
        enrolments,
        and_(enrolments.c.child_id == _CHILD, enrolments.c.service_id == _SERVICE, enrolments.c.school_year == _YEAR),
    )
    .outerjoin(attendance, and_(*_AS_SEEN[:-1]))
    .outerjoin(staff, staff.c.id == _mark.marked_by)
    .where(services.c.id == _SERVICE)
)


_CHANGE = (
    update(attendance)
    .where(*_AS_SEEN)
    .values(
        mark=bindparam("wanted"),
        marked_at=bindparam("now"),
        marked_by=bindparam("staff"),
        arrived=null(),
        departed=null(),
    )
)
_TAKE = delete(attendance).where(*_AS_SEEN)


@cache
def _adding(dialect: str) -> postgresql.Insert | sqlite.Insert:
    return upsert_in(dialect, attendance).on_conflict_do_nothing()


@cache
def _timing(hour: Hour) -> Update:
    column, other = (_mark.arrived, _mark.departed) if hour is Hour.ARRIVED else (_mark.departed, _mark.arrived)
    minute: BindParameter[int | None] = bindparam("minute", type_=column.type)
    in_order = other >= minute if hour is Hour.ARRIVED else other <= minute
    is_fit = or_(other.is_(None), minute.is_(None), in_order)
    return update(attendance).where(*_AS_SEEN, is_fit).values({column: minute})


def _key(cell: Cell) -> dict[str, Any]:
    return {"child": cell.child_id, "service": cell.service_id, "on": cell.day}


def hold_booking(tx: Transaction, cell: Cell) -> bool:
    """Whether a cell is booked; if so, it stays until the end of the transaction."""
    return tx.execute(_BOOKING, _key(cell)).first() is not None


def cell_row(tx: Transaction, cell: Cell, year: int) -> CellRow | None:
    """What a mark is judged by, of a school year; ``None`` where there is no such child or service."""
    row = tx.execute(_CELL, {**_key(cell), "year": year}).first()
    if row is None:
        return None
    school_id, key, class_id, of_school, is_enrolled, is_asked, mark, *marked = row
    is_here = of_school == school_id
    return CellRow(
        school_id,
        key,
        class_id if is_here else None,
        class_id is not None and not is_here,
        bool(is_enrolled),
        bool(is_asked),
        Mark(mark) if mark else None,
        *marked,
    )


def add_mark(tx: Transaction, cell: Cell, mark: Mark, staff_id: int, now: datetime) -> bool:
    """Mark a cell; whether it was not marked yet."""
    row = {
        "child_id": cell.child_id,
        "service_id": cell.service_id,
        "day": cell.day,
        "mark": mark,
        "marked_at": now,
        "marked_by": staff_id,
    }
    return tx.execute(_adding(tx.dialect.name), row).rowcount == 1


def change_mark(tx: Transaction, cell: Cell, seen: Mark, mark: Mark, staff_id: int, now: datetime) -> bool:
    """Mark a cell otherwise, and forget its hours; whether it was still marked as it was seen."""
    wanted = {"wanted": mark, "now": now, "staff": staff_id}
    return tx.execute(_CHANGE, {**_key(cell), "seen": seen, **wanted}).rowcount == 1


def take_mark(tx: Transaction, cell: Cell, seen: Mark) -> bool:
    """Remove a mark; whether it was still as it was seen."""
    return tx.execute(_TAKE, {**_key(cell), "seen": seen}).rowcount == 1


def set_hour(tx: Transaction, cell: Cell, hour: Hour, minute: int | None) -> bool:
    """Write when a child came or left; whether it is still marked present, and leaves no earlier than it came."""
    values = {**_key(cell), "seen": Mark.PRESENT, "minute": minute}
    return tx.execute(_timing(hour), values).rowcount == 1


# --- « Tout pointer »


def _in_classes(child: ColumnElement[int], reach: Reach) -> tuple[ColumnElement[bool], ...]:
    if reach.class_ids is None:
        return ()
    members = select(class_members.c.child_id).where(
        class_members.c.class_id.in_(reach.class_ids), class_members.c.school_year == reach.year
    )
    return (child.in_(members),)


def _same_cell(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in ("child_id", "service_id", "day")))


def mark_booked(tx: Transaction, reach: Reach, day: date, staff_id: int, now: datetime) -> tuple[int, int]:
    """Mark present whoever is booked and not marked; how many, and how many more are declared absent and left alone.

    The bookings are held first, in the order of ids as whoever removes some does: none goes while it is marked.
    """
    concerned = (
        bookings.c.service_id == reach.service_id,
        bookings.c.day == day,
        ~exists().where(_same_cell(attendance, bookings)),
        *_in_classes(bookings.c.child_id, reach),
    )
    is_declared = exists().where(
        _same_cell(booking_requests, bookings), PENDING, booking_requests.c.kind.in_(COMES_NOT)
    )
    held = select(bookings.c.id).where(*concerned).order_by(bookings.c.id)
    held_ids = held.with_for_update(read=True, key_share=True).subquery("held")
    tx.execute(select(func.count()).select_from(held_ids))
    declared = tx.execute(select(func.count()).select_from(bookings).where(*concerned, is_declared)).scalar_one()
    columns = ["child_id", "service_id", "day"]
    present = (
        select(
            *(bookings.c[name] for name in columns),
            literal(Mark.PRESENT, _mark.mark.type),
            literal(now, _mark.marked_at.type),
            literal(staff_id, _mark.marked_by.type),
        )
        .where(*concerned, ~is_declared)
        .order_by(bookings.c.id)
    )
    statement = upsert_into(tx, attendance).from_select([*columns, "mark", "marked_at", "marked_by"], present)
    return tx.execute(statement.on_conflict_do_nothing()).rowcount, declared


def unmark_booked(tx: Transaction, reach: Reach, day: date, staff_id: int, at: datetime) -> int:
    """Remove what somebody marked present at an instant and nobody has changed since; how many."""
    statement = delete(attendance).where(
        _mark.service_id == reach.service_id,
        _mark.day == day,
        _mark.marked_at == at,
        _mark.marked_by == staff_id,
        _mark.mark == Mark.PRESENT,
        _mark.arrived.is_(None),
        _mark.departed.is_(None),
        *_in_classes(_mark.child_id, reach),
    )
    return tx.execute(statement).rowcount


# --- adults


def put_adults(tx: Transaction, service_id: int, day: date, adults: int, staff_id: int, now: datetime) -> bool:
    """Write how many adults are there; whether it was otherwise."""
    counted = {"adults": adults, "counted_at": now, "counted_by": staff_id}
    statement = upsert_into(tx, staff_counts).values(service_id=service_id, day=day, **counted)
    statement = statement.on_conflict_do_update(
        index_elements=["service_id", "day"], set_=counted, where=staff_counts.c.adults != adults
    )
    return tx.execute(statement).rowcount == 1
