"""What must be told: kept as facts in the transaction that causes it, then addressed to chats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, delete, exists, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.db.tables import (
    booking_requests,
    bookings,
    cancelled_bookings,
    chats,
    children,
    deliveries,
    guardians,
    guardianships,
    outbox,
    services,
)
from core.db.transaction import Transaction
from core.model.notices import Notice
from core.model.planning import AbsenceOutcome, RequestKind, RequestState

URGENT, BULK = 1, 2
"""Priorities. A smaller number goes first; they are those of the rate gate, where 0 is for replies to a press."""

# Spelt out, not bound: PostgreSQL finds the index of an ON CONFLICT by it, and both databases their partial indexes.
_WAITING = outbox.c.state == literal_column("'waiting'")
_OPEN_RESULT = (outbox.c.kind == literal_column("'result'")) & _WAITING

_AT_ONCE = 500
"""How many rows a statement names by their ids."""

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


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message to be told, the same facts to each of its recipients. Instants are aware UTC."""

    kind: Notice
    facts: dict[str, Any]
    created_at: datetime
    available_at: datetime
    expires_at: datetime
    is_urgent: bool = False
    occurrence_id: int | None = None
    announcement_id: int | None = None


def enqueue(
    tx: Transaction,
    notice: NewNotice,
    *,
    guardians: Collection[int] = (),
    staff: Collection[int] = (),
    groups: Collection[int] = (),
    mailboxes: Collection[str] = (),
) -> int:
    """Have a message told to each of the recipients; how many rows that made. Whoever calls sees to telling once.

    ``mailboxes``: addresses of the service itself.
    """
    common = {
        "kind": notice.kind,
        "priority": URGENT if notice.is_urgent else BULK,
        "facts": notice.facts,
        "created_at": notice.created_at,
        "available_at": notice.available_at,
        "expires_at": notice.expires_at,
        "occurrence_id": notice.occurrence_id,
        "announcement_id": notice.announcement_id,
    }
    recipients: dict[str, list[Any]] = {
        "guardian_id": sorted(set(guardians)),
        "staff_id": sorted(set(staff)),
        "group_id": sorted(set(groups)),
        "mailbox": sorted(set(mailboxes)),
    }
    for column, whom in recipients.items():
        if whom:
            tx.execute(insert(outbox), [{**common, column: one} for one in whom])
    return sum(map(len, recipients.values()))


def take_back(tx: Transaction, kind: Notice, facts: dict[str, Any]) -> set[int]:
    """Have what waits to be told, of just these facts, not told at all; the guardians it was for.

    What a relay is addressing meanwhile is waited for, and left to it.
    """
    waiting = tx.execute(select(outbox.c.id, outbox.c.facts).where(_WAITING, outbox.c.kind == kind))
    ids = sorted(row.id for row in waiting if row.facts == facts)
    gone: set[int] = set()
    for start in range(0, len(ids), _AT_ONCE):
        of_them = outbox.c.id.in_(ids[start : start + _AT_ONCE]), _WAITING
        gone |= set(tx.execute(delete(outbox).where(*of_them).returning(outbox.c.guardian_id)).scalars())
    return gone


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
        "kind": Notice.RESULT,
        "priority": BULK,
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


def enqueue_link_alerts(
    tx: Transaction, guardian_id: int, now: datetime, expires_at: datetime, telegram_id: int
) -> None:
    """Tell each other guardian of this guardian's children that a chat was linked, and the guardian's own other chats.

    ``telegram_id``: of that chat, which is not told of itself.
    """
    theirs = select(guardianships.c.child_id).where(guardianships.c.guardian_id == guardian_id)
    others = (
        select(guardianships.c.guardian_id)
        .distinct()
        .where(guardianships.c.child_id.in_(theirs), guardianships.c.guardian_id != guardian_id)
    )
    own = select(chats.c.guardian_id).where(
        chats.c.guardian_id == guardian_id, chats.c.telegram_id != telegram_id, chats.c.blocked_at.is_(None)
    )
    alert = NewNotice(
        Notice.LINK_ALERT,
        {"guardian_id": guardian_id, "at": now.isoformat(), "chat": telegram_id},
        created_at=now,
        available_at=now,
        expires_at=expires_at,
        is_urgent=True,
    )
    enqueue(tx, alert, guardians=[*tx.execute(others).scalars(), *tx.execute(own).scalars()])


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


def end_addressing(tx: Transaction, outbox_ids: Collection[int]) -> None:
    """Messages are addressed now; one for whom there was no way ends as ``failed``."""
    is_addressed = exists().where(deliveries.c.outbox_id == outbox.c.id)
    state = case((is_addressed, "addressed"), else_="failed")
    tx.execute(update(outbox).where(outbox.c.id.in_(outbox_ids)).values(state=state))


def list_answers(tx: Transaction, outbox_ids: Collection[int]) -> dict[tuple[int, int], list[AnswerRow]]:
    """The decided requests that result messages tell, by message and guardian: each is told of their own children.

    A family may hold children of one of its guardians alone. A place that a closure took back since is not told as
    granted: the closure has said so.
    """
    request = booking_requests.c
    is_taken_back = exists().where(
        request.kind == RequestKind.BOOK,
        request.state == RequestState.APPROVED,
        _same_cell(cancelled_bookings),
        cancelled_bookings.c.restored_at.is_(None),
        ~exists().where(_same_cell(bookings)),
    )
    query = (
        select(
            request.result_id,
            guardianships.c.guardian_id,
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
        .where(request.result_id.in_(outbox_ids), request.state.in_(_DECIDED), ~is_taken_back)
    )
    answers: dict[tuple[int, int], list[AnswerRow]] = {}
    for row in tx.execute(query):
        answers.setdefault((row.result_id, row.guardian_id), []).append(
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
        )
    return answers


def _same_cell(table: Table) -> ColumnElement[bool]:
    return and_(*(booking_requests.c[name] == table.c[name] for name in ("child_id", "service_id", "day")))


def guardian_names(tx: Transaction, guardian_ids: Collection[int]) -> dict[int, str]:
    """First and last names of guardians."""
    query = select(guardians.c.id, guardians.c.first_name, guardians.c.last_name).where(
        guardians.c.id.in_(guardian_ids)
    )
    return {guardian_id: f"{first_name} {last_name}" for guardian_id, first_name, last_name in tx.execute(query)}
