"""What an approval does to the planning: places taken, places given back, absences marked. As sets, by decision."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, literal, or_, select

from core.db.tables import attendance, booking_requests, bookings
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.planning import AbsenceOutcome, Mark, RequestKind

_request = booking_requests.c


def take_places(tx: Transaction, decision_id: int) -> None:
    """Book what was asked for; what is booked already stays as it is."""
    columns = ["child_id", "service_id", "day", "family_id"]
    asked = select(*(_request[name] for name in columns)).where(
        _request.decision_id == decision_id, _request.kind == RequestKind.BOOK
    )
    tx.execute(upsert_into(tx, bookings).from_select(columns, asked).on_conflict_do_nothing())


def give_places_back(tx: Transaction, decision_id: int) -> None:
    """Undo the bookings that were cancelled, or whose absence was declared in time.

    Held in the order of ids, as whoever marks or removes many does: two wait for one another, never in a circle.
    """
    frees = or_(_request.kind == RequestKind.CANCEL, _request.outcome == AbsenceOutcome.GIVEN_BACK)
    freed = select(bookings.c.id).join(booking_requests, _same_cell()).where(_request.decision_id == decision_id, frees)
    held = freed.order_by(bookings.c.id).with_for_update(of=bookings).subquery("held")
    tx.execute(delete(bookings).where(bookings.c.id.in_(select(held.c.id))))


def _same_cell() -> ColumnElement[bool]:
    return and_(*(_request[name] == bookings.c[name] for name in ("child_id", "service_id", "day")))


def mark_absences(
    tx: Transaction, decision_id: int, marks: Mapping[AbsenceOutcome, Mark], staff_id: int, now: datetime
) -> None:
    """Mark absences by their outcome. A mark made by staff stands: they saw the child."""
    columns = ["child_id", "service_id", "day"]
    for outcome, mark in marks.items():
        absences = select(
            *(_request[name] for name in columns),
            literal(mark, attendance.c.mark.type),
            literal(now, attendance.c.marked_at.type),
            literal(staff_id, attendance.c.marked_by.type),
        ).where(_request.decision_id == decision_id, _request.outcome == outcome)
        insert = upsert_into(tx, attendance).from_select([*columns, "mark", "marked_at", "marked_by"], absences)
        tx.execute(insert.on_conflict_do_nothing())
