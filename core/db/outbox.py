"""What must be told: kept as facts in the transaction that causes it, then addressed to chats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    String,
    case,
    cast,
    exists,
    insert,
    literal_column,
    select,
    union,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.db.tables import (
    booking_requests,
    chats,
    children,
    deliveries,
    guardians,
    guardianships,
    outbox,
    services,
    staff,
)
from core.db.transaction import Transaction
from core.model.planning import AbsenceOutcome, RequestKind, RequestState

RESULT = "result"
LINK_ALERT = "link_alert"

PRIORITY = {RESULT: 2, LINK_ALERT: 1}
"""By kind. A smaller number goes first; the numbers are those of the rate gate, where 0 is for replies to a press."""

# Spelt out, not bound: PostgreSQL finds the index of an ON CONFLICT by it, and both databases their partial indexes.
_WAITING = outbox.c.state == literal_column("'waiting'")
_OPEN_RESULT = (outbox.c.kind == literal_column("'result'")) & _WAITING

_DECIDED = (RequestState.APPROVED, RequestState.REFUSED)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A decided request, as a result message tells it. No reason of absence: it can be a health fact."""

    child_id: int
    child_first_name: str
    service_key: str
    day: date
    kind: RequestKind
    state: RequestState
    outcome: AbsenceOutcome | None
    refusal: str | None


def enqueue_results(
    tx: Transaction, family_ids: Sequence[int], now: datetime, available_at: datetime, expires_at: datetime
) -> dict[int, int]:
    """The open result message of each family, opened where there is none: family id → outbox id.

    What it tells are the requests whose ``result_id`` it is. Joining it puts it off to ``available_at``, so that
    answers given in a row leave together.

    The conflict updates the row, and thereby locks it. DO NOTHING and a SELECT would not: between that SELECT and our
    commit a relay could address the message and send it without the requests that we are about to hang on it, and
    nothing would ever tell them. Locked by us, the row is passed over by relays until we commit. Locked by a relay, it
    makes us wait, is open no longer, and a new one is opened. Families are taken in the order of their ids, so that
    two managers who decide at once wait for one another and never in a circle.
    """
    message = {
        "kind": RESULT,
        "priority": PRIORITY[RESULT],
        "facts": {},
        "created_at": now,
        "available_at": available_at,
        "expires_at": expires_at,
    }
    rows = [{**message, "family_id": family_id} for family_id in sorted(set(family_ids))]
    if not rows:
        return {}
    upsert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = upsert(outbox)
    statement = statement.on_conflict_do_update(
        index_elements=[outbox.c.family_id],
        index_where=_OPEN_RESULT,
        set_={"available_at": statement.excluded.available_at, "expires_at": statement.excluded.expires_at},
    )
    opened = tx.execute(statement.returning(outbox.c.family_id, outbox.c.id), rows)
    return {row.family_id: row.id for row in opened}


def enqueue_link_alerts(tx: Transaction, guardian_id: int, now: datetime, expires_at: datetime) -> None:
    """Tell each other guardian of this guardian's children that a chat was linked."""
    theirs = select(guardianships.c.child_id).where(guardianships.c.guardian_id == guardian_id)
    others = (
        select(guardianships.c.guardian_id)
        .distinct()
        .where(guardianships.c.child_id.in_(theirs), guardianships.c.guardian_id != guardian_id)
    )
    alert = {
        "kind": LINK_ALERT,
        "priority": PRIORITY[LINK_ALERT],
        "facts": {"guardian_id": guardian_id, "at": now.isoformat()},
        "created_at": now,
        "available_at": now,
        "expires_at": expires_at,
    }
    alerts = [{**alert, "guardian_id": other} for other in tx.execute(others).scalars()]
    if alerts:
        tx.execute(insert(outbox), alerts)


def claim_due(tx: Transaction, now: datetime, limit: int) -> list[int]:
    """Messages that may leave, held until the end of the transaction; not those another relay holds."""
    query = (
        select(outbox.c.id)
        .where(_WAITING, outbox.c.available_at <= now)
        .order_by(outbox.c.priority, outbox.c.available_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(tx.execute(query).scalars())


def address(tx: Transaction, outbox_ids: Collection[int]) -> None:
    """Write a delivery for each chat of those a message is for. One for whom there is no chat ends as ``failed``."""
    columns = ["outbox_id", "channel", "address", "locale", "priority", "available_at", "expires_at"]
    upsert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    tx.execute(upsert(deliveries).from_select(columns, _recipients(outbox_ids)).on_conflict_do_nothing())
    is_addressed = exists().where(deliveries.c.outbox_id == outbox.c.id)
    state = case((is_addressed, "addressed"), else_="failed")
    tx.execute(update(outbox).where(outbox.c.id.in_(outbox_ids)).values(state=state))


def _recipients(outbox_ids: Collection[int]) -> CompoundSelect[*tuple[Any, ...]]:
    """The chats of the guardians whom a message of answers concerns, of its guardian, or of its member of staff.

    Those of its family, for a child whose request is in it: a family may hold children of one of its guardians alone.
    """
    request = booking_requests.c
    for_child = (guardianships.c.child_id == request.child_id) & (guardianships.c.family_id == outbox.c.family_id)
    sources = (
        outbox.join(booking_requests, request.result_id == outbox.c.id)
        .join(guardianships, for_child)
        .join(chats, chats.c.guardian_id == guardianships.c.guardian_id),
        outbox.join(chats, chats.c.guardian_id == outbox.c.guardian_id),
        outbox.join(staff, (staff.c.id == outbox.c.staff_id) & staff.c.is_active).join(
            chats, chats.c.staff_id == staff.c.id
        ),
    )
    row: tuple[ColumnElement[Any], ...] = (
        outbox.c.id,
        literal_column("'telegram'"),
        cast(chats.c.telegram_id, String),
        chats.c.locale,
        outbox.c.priority,
        outbox.c.available_at,
        outbox.c.expires_at,
    )
    reachable = outbox.c.id.in_(outbox_ids) & chats.c.blocked_at.is_(None)
    return union(*(select(*row).select_from(source).where(reachable) for source in sources))


def list_answers(tx: Transaction, outbox_id: int, telegram_id: int) -> list[AnswerRow]:
    """The decided requests that a result message tells a chat: those for the children of whoever it is linked to now.

    A family may hold children of one of its guardians alone; and a chat may have been unlinked since it was addressed.
    """
    request = booking_requests.c
    query = (
        select(
            request.child_id,
            children.c.first_name,
            services.c.key,
            request.day,
            request.kind,
            request.state,
            request.outcome,
            request.refusal,
        )
        .join(children, children.c.id == request.child_id)
        .join(services, services.c.id == request.service_id)
        .join(
            guardianships,
            (guardianships.c.child_id == request.child_id) & (guardianships.c.family_id == request.family_id),
        )
        .join(chats, chats.c.guardian_id == guardianships.c.guardian_id)
        .where(request.result_id == outbox_id, request.state.in_(_DECIDED), chats.c.telegram_id == telegram_id)
    )
    return [
        AnswerRow(
            row.child_id,
            row.first_name,
            row.key,
            row.day,
            RequestKind(row.kind),
            RequestState(row.state),
            AbsenceOutcome(row.outcome) if row.outcome else None,
            row.refusal,
        )
        for row in tx.execute(query)
    ]


def guardian_name(tx: Transaction, guardian_id: int) -> str:
    """First and last name of a guardian. Raises ``NoResultFound`` where there is none."""
    query = select(guardians.c.first_name, guardians.c.last_name).where(guardians.c.id == guardian_id)
    first_name, last_name = tx.execute(query).one()
    return f"{first_name} {last_name}"
