"""Booking requests: asking, withdrawing, reading."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from core.db.tables import PENDING, booking_requests, children, guardianships, services
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.planning import AbsenceOutcome, Cell, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request about to be written."""

    cell: Cell
    kind: RequestKind
    family_id: int
    reason: str | None = None
    outcome: AbsenceOutcome | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as its family reads it.

    ``reason``: the code of the absence reason. ``refusal``: the manager's words.
    """

    id: int
    cell: Cell
    child_name: str
    service_key: str
    kind: RequestKind
    state: RequestState
    reason: str | None
    outcome: AbsenceOutcome | None
    refusal: str | None
    created_at: datetime
    decided_at: datetime | None


def insert_pending(
    tx: Transaction, guardian_id: int, requests: Iterable[NewRequest], now: datetime
) -> Collection[Cell]:
    """Write requests; the cells of those that were written: not of those that had a pending one already."""
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
        for new in requests
    ]
    if not rows:
        return set()
    statement = (
        upsert_into(tx, booking_requests)
        .on_conflict_do_nothing()
        .returning(booking_requests.c.child_id, booking_requests.c.service_id, booking_requests.c.day)
    )
    return {Cell(*row) for row in tx.execute(statement, rows)}


def families_of(tx: Transaction, guardian_id: int) -> set[int]:
    """The families a guardian acts for."""
    query = select(guardianships.c.family_id).where(guardianships.c.guardian_id == guardian_id)
    return set(tx.execute(query).scalars())


def withdraw_pending(
    tx: Transaction, family_ids: Collection[int], request_ids: Collection[int], now: datetime
) -> Mapping[int, Cell]:
    """Withdraw those of the requests that are the families' own and still pending; which they were."""
    held = (
        select(booking_requests.c.id)
        .where(booking_requests.c.id.in_(request_ids), booking_requests.c.family_id.in_(family_ids), PENDING)
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


def count_pending_of(tx: Transaction, family_ids: Collection[int]) -> int:
    """How many requests of families are pending."""
    query = select(func.count()).where(booking_requests.c.family_id.in_(family_ids), PENDING)
    return tx.execute(query).scalar_one()


def requests_of(
    tx: Transaction, family_ids: Collection[int], decided_since: datetime, from_day: date, limit: int
) -> list[RequestRow]:
    """Requests of families: all that are pending, then those decided lately or about days to come; by day."""
    lately = booking_requests.c.decided_at >= decided_since
    query = (
        select(booking_requests, children.c.first_name, services.c.key)
        .join(children, children.c.id == booking_requests.c.child_id)
        .join(services, services.c.id == booking_requests.c.service_id)
        .where(
            booking_requests.c.family_id.in_(family_ids),
            or_(PENDING, lately, booking_requests.c.day >= from_day),
        )
        .order_by(
            booking_requests.c.state != RequestState.PENDING,
            booking_requests.c.day,
            children.c.birth_date,
            services.c.id,
        )
        .limit(limit)
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
