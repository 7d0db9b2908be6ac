"""What the rows say of the cells of some children over some days.

Read at every press: the statements are built once, since building one costs more than running it.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, func, select, union_all

from core.db.tables import PENDING, attendance, booking_requests, bookings
from core.db.transaction import Transaction
from core.model.planning import Cell, Mark, RequestKind, RequestState

_CHILD_IDS: BindParameter[Any] = bindparam("child_ids", expanding=True)
_SERVICE_IDS: BindParameter[Any] = bindparam("service_ids", expanding=True)
_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")


def _cells_of(table: Table, *columns: str) -> Select[*tuple[Any, ...]]:
    """The cells of a table, by child and span, with more columns of it."""
    names = ("child_id", "service_id", "day", *columns)
    return select(*(table.c[name] for name in names)).where(
        table.c.child_id.in_(_CHILD_IDS), table.c.day.between(_FIRST, _LAST)
    )


_BOOKED = _cells_of(bookings)
_REQUESTED = _cells_of(booking_requests, "kind", "state").order_by(booking_requests.c.id)
_MARKED = _cells_of(attendance, "mark")

_TAKEN = union_all(
    select(bookings.c.service_id, bookings.c.day).where(
        bookings.c.service_id.in_(_SERVICE_IDS), bookings.c.day.between(_FIRST, _LAST)
    ),
    select(booking_requests.c.service_id, booking_requests.c.day).where(
        booking_requests.c.service_id.in_(_SERVICE_IDS),
        booking_requests.c.day.between(_FIRST, _LAST),
        PENDING,
        booking_requests.c.kind == RequestKind.BOOK,
    ),
).subquery()
_TAKEN_BY_DAY = select(_TAKEN.c.service_id, _TAKEN.c.day, func.count()).group_by(_TAKEN.c.service_id, _TAKEN.c.day)


def booked_cells(tx: Transaction, child_ids: Collection[int], first: date, last: date) -> set[Cell]:
    """Cells with a confirmed place."""
    rows = tx.execute(_BOOKED, {"child_ids": list(child_ids), "first": first, "last": last})
    return {Cell(child_id, service_id, day) for child_id, service_id, day in rows}


def latest_requests(
    tx: Transaction, child_ids: Collection[int], first: date, last: date
) -> dict[Cell, tuple[RequestKind, RequestState]]:
    """The newest request of each cell that ever had one."""
    rows = tx.execute(_REQUESTED, {"child_ids": list(child_ids), "first": first, "last": last})
    return {
        Cell(child_id, service_id, day): (RequestKind(kind), RequestState(state))
        for child_id, service_id, day, kind, state in rows
    }


def marks(tx: Transaction, child_ids: Collection[int], first: date, last: date) -> dict[Cell, Mark]:
    """Attendance marks."""
    rows = tx.execute(_MARKED, {"child_ids": list(child_ids), "first": first, "last": last})
    return {Cell(child_id, service_id, day): Mark(mark) for child_id, service_id, day, mark in rows}


def places_taken(tx: Transaction, service_ids: Collection[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """Places taken by ``(service, day)``: bookings, and requests to book, since a pending request holds its place."""
    rows = tx.execute(_TAKEN_BY_DAY, {"service_ids": list(service_ids), "first": first, "last": last})
    return {(service_id, day): count for service_id, day, count in rows}
