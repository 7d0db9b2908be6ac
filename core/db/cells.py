"""What the rows say of the cells of some children over some days.

Read at every press: the statements are built once, since building one costs more than running it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    bindparam,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from core.db.tables import PENDING, attendance, booking_requests, bookings, guardianships
from core.db.transaction import Transaction
from core.model.planning import Cell, Mark, RequestKind, RequestState

_SERVICE_IDS: BindParameter[Any] = bindparam("service_ids", expanding=True)
_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")
_NOTHING = null()


def _of_guardian(table: Table, what: str, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """The cells of a table over a span, of a guardian's children: what they are, which, and three columns more."""
    return (
        select(literal_column(f"'{what}'").label("what"), table.c.child_id, table.c.service_id, table.c.day, *columns)
        .join(guardianships, guardianships.c.child_id == table.c.child_id)
        .where(guardianships.c.guardian_id == bindparam("guardian_id"), table.c.day.between(_FIRST, _LAST))
    )


_request = booking_requests.c
_CELLS_OF = union_all(
    _of_guardian(bookings, "booking", _NOTHING.label("word"), _NOTHING.label("state"), literal_column("0").label("id")),
    _of_guardian(booking_requests, "request", _request.kind, _request.state, _request.id),
    _of_guardian(attendance, "mark", attendance.c.mark, _NOTHING, literal_column("0")),
).order_by("id")

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


@dataclass(frozen=True, slots=True)
class CellRows:
    """What the rows say of the cells of a guardian's children: confirmed places, newest request, attendance mark."""

    booked: set[Cell] = field(default_factory=set)
    requests: dict[Cell, tuple[RequestKind, RequestState]] = field(default_factory=dict)
    marks: dict[Cell, Mark] = field(default_factory=dict)


def cells_of(tx: Transaction, guardian_id: int, first: date, last: date) -> CellRows:
    """All that is known of the cells of a guardian's children over some days."""
    rows = CellRows()
    found = tx.execute(_CELLS_OF, {"guardian_id": guardian_id, "first": first, "last": last})
    for what, child_id, service_id, day, word, state, _id in found:
        cell = Cell(child_id, service_id, day)
        if what == "booking":
            rows.booked.add(cell)
        elif what == "mark":
            rows.marks[cell] = Mark(word)
        else:
            rows.requests[cell] = RequestKind(word), RequestState(state)
    return rows


def places_taken(tx: Transaction, service_ids: Collection[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """Places taken by ``(service, day)``: bookings, and requests to book, since a pending request holds its place."""
    rows = tx.execute(_TAKEN_BY_DAY, {"service_ids": list(service_ids), "first": first, "last": last})
    return {(service_id, day): count for service_id, day, count in rows}
