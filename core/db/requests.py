"""Booking requests: asking, withdrawing, reading."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, not_, or_, select, tuple_, update

from core.db.tables import PENDING, booking_requests, children, guardianships, services
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.people import Custody
from core.model.planning import AbsenceOutcome, Cell, RequestKind, RequestState
from core.model.requests import NewRequest, RequestRow


def insert_pending(
    tx: Transaction, guardian_id: int, requests: Iterable[NewRequest], now: datetime
) -> Collection[Cell]:
    """Write requests; the cells of those that were written: not of those that had a pending one already.

    In the order of cells, whoever asks: two guardians at once wait for one another, and never in a circle.
    """
    rows = [
        {
            "child_id": new.cell.child_id,
            "service_id": new.cell.service_id,
            "day": new.cell.day,
            "kind": new.kind,
            "family_id": new.family_id,
            "guardian_id": guardian_id,
            "reason": new.reason,
            "outcome": new.outcome,
            "created_at": now,
        }
        for new in sorted(requests, key=lambda new: new.cell)
    ]
    if not rows:
        return set()
    statement = (
        upsert_into(tx, booking_requests)
        .on_conflict_do_nothing()
        .returning(booking_requests.c.child_id, booking_requests.c.service_id, booking_requests.c.day)
    )
    return {Cell(*row) for row in tx.execute(statement, rows)}


def _asked_by(guardian_id: int) -> ColumnElement[bool]:
    """The requests a guardian may know of: for a child of theirs, on behalf of the family they act for with that child.

    Not the whole family's: it may hold children of another guardian alone, and a family is known by its name.
    """
    ties = select(guardianships.c.child_id, guardianships.c.family_id).where(guardianships.c.guardian_id == guardian_id)
    return tuple_(booking_requests.c.child_id, booking_requests.c.family_id).in_(ties)


def withdraw_pending(
    tx: Transaction, guardian_id: int, request_ids: Collection[int], now: datetime
) -> Mapping[int, Cell]:
    """Withdraw those of the requests that are the guardian's to know and still pending; which they were."""
    held = (
        select(booking_requests.c.id)
        .where(booking_requests.c.id.in_(request_ids), _asked_by(guardian_id), PENDING)
        .order_by(booking_requests.c.id)  # the order in which a decision takes them: neither waits in a circle
        .with_for_update()
    )
    statement = (
        update(booking_requests)
        .where(booking_requests.c.id.in_(held), PENDING)
        .values(state=RequestState.WITHDRAWN, decided_at=now)
        .returning(
            booking_requests.c.id, booking_requests.c.child_id, booking_requests.c.service_id, booking_requests.c.day
        )
    )
    return {request_id: Cell(*cell) for request_id, *cell in tx.execute(statement)}


def pending_of(tx: Transaction, guardian_id: int) -> dict[int, Cell]:
    """The cells of the pending requests that are the guardian's to know, by id."""
    request = booking_requests.c
    query = select(request.id, request.child_id, request.service_id, request.day).where(_asked_by(guardian_id), PENDING)
    return {request_id: Cell(*cell) for request_id, *cell in tx.execute(query)}


def custody_of(tx: Transaction, guardian_id: int) -> dict[int, Custody]:
    """The weeks in which a guardian decides, by child."""
    query = select(guardianships.c.child_id, guardianships.c.custody).where(guardianships.c.guardian_id == guardian_id)
    return {child_id: Custody(custody) for child_id, custody in tx.execute(query)}


def requests_of(
    tx: Transaction, guardian_id: int, decided_since: datetime, from_day: date, limit: int
) -> list[RequestRow]:
    """Requests for a guardian's children: all that are pending, by day; then at most ``limit`` of those decided lately
    or about days to come, the latest decision first.
    """
    lately = booking_requests.c.decided_at >= decided_since
    decided = (
        select(booking_requests.c.id)
        .where(_asked_by(guardian_id), not_(PENDING), or_(lately, booking_requests.c.day >= from_day))
        .order_by(booking_requests.c.decided_at.desc(), booking_requests.c.day)
        .limit(limit)
    )
    query = (
        select(booking_requests, children.c.first_name, services.c.key)
        .join(children, children.c.id == booking_requests.c.child_id)
        .join(services, services.c.id == booking_requests.c.service_id)
        .where(or_(and_(_asked_by(guardian_id), PENDING), booking_requests.c.id.in_(decided)))
        .order_by(
            booking_requests.c.state != RequestState.PENDING,
            booking_requests.c.decided_at.desc(),
            booking_requests.c.day,
            children.c.birth_date,
            services.c.id,
        )
    )
    return [_request(row) for row in tx.execute(query)]


def _request(row: Row[*tuple[Any, ...]]) -> RequestRow:
    return RequestRow(
        id=row.id,
        cell=Cell(row.child_id, row.service_id, row.day),
        child_name=row.first_name,
        service_key=row.key,
        kind=RequestKind(row.kind),
        state=RequestState(row.state),
        reason=row.reason,
        outcome=AbsenceOutcome(row.outcome) if row.outcome else None,
        refusal=row.refusal,
        created_at=row.created_at,
        decided_at=row.decided_at,
    )
