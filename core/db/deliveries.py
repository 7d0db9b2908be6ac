"""Deliveries: leased by a relay, so that only one sends; recorded by the holder of the lease alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, literal_column, or_, select, update

from core.db.tables import chats, deliveries, outbox
from core.db.transaction import Transaction

# Spelt out, not bound, or neither database would use its partial index.
_WAITING = deliveries.c.state == literal_column("'waiting'")

ERROR_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that one relay may send until its lease ends. ``attempts`` counts this one."""

    id: int
    outbox_id: int
    kind: str
    facts: dict[str, Any]
    created_at: datetime
    locale: str
    channel: str
    address: str
    priority: int
    attempts: int
    expires_at: datetime


def claim_due(tx: Transaction, now: datetime, limit: int) -> list[int]:
    """Deliveries that may be sent, the most urgent and then the oldest first, held until the end of the transaction.

    At most one for each address, and none for an address that is being sent to, so that a chat reads in order.
    """
    other = deliveries.alias("other")
    # Not correlated: read once, where an EXISTS would be searched anew for every row in a long line.
    busy = select(other.c.address).where(other.c.state == literal_column("'waiting'"), other.c.lease_until > now)
    query = (
        select(deliveries.c.id, deliveries.c.address)
        .where(
            _WAITING,
            deliveries.c.available_at <= now,
            deliveries.c.expires_at > now,
            _unleased(now),
            deliveries.c.address.not_in(busy),
        )
        .order_by(deliveries.c.priority, deliveries.c.available_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )
    first: dict[str, int] = {}
    for delivery_id, address in tx.execute(query):
        first.setdefault(address, delivery_id)
    return list(first.values())


def _unleased(now: datetime) -> ColumnElement[bool]:
    return or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)


def lease(tx: Transaction, delivery_ids: list[int], owner: str, until: datetime) -> list[Leased]:
    """Give deliveries to a relay, in the order of their urgency. The attempt is counted now: a crash is one too."""
    tx.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(delivery_ids))
        .values(lease_owner=owner, lease_until=until, attempts=deliveries.c.attempts + 1)
    )
    query = (
        select(
            deliveries.c.id,
            deliveries.c.outbox_id,
            outbox.c.kind,
            outbox.c.facts,
            outbox.c.created_at,
            deliveries.c.locale,
            deliveries.c.channel,
            deliveries.c.address,
            deliveries.c.priority,
            deliveries.c.attempts,
            deliveries.c.expires_at,
        )
        .join(outbox, outbox.c.id == deliveries.c.outbox_id)
        .where(deliveries.c.id.in_(delivery_ids))
        .order_by(deliveries.c.priority, deliveries.c.available_at, deliveries.c.id)
    )
    return [Leased(*row) for row in tx.execute(query)]


def finish(
    tx: Transaction, delivery_id: int, owner: str, state: str, *, now: datetime, error: str | None = None
) -> str | None:
    """End a delivery; its address, or ``None`` for one whose lease went to another relay: nothing is changed then."""
    return _record(tx, delivery_id, owner, state=state, error=_short(error), finished_at=now)


def put_off(tx: Transaction, delivery_id: int, owner: str, available_at: datetime, error: str) -> str | None:
    """Give a delivery back, to be sent at ``available_at``; ``None`` as in ``finish``."""
    return _record(tx, delivery_id, owner, available_at=available_at, error=_short(error))


def _record(tx: Transaction, delivery_id: int, owner: str, **values: Any) -> str | None:
    statement = (
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.lease_owner == owner, _WAITING)
        .values(lease_owner=None, lease_until=None, **values)
        .returning(deliveries.c.address)
    )
    return tx.execute(statement).scalar_one_or_none()


def _short(error: str | None) -> str | None:
    return error and error[:ERROR_LENGTH]


def expire(tx: Transaction, now: datetime) -> int:
    """End what is too late to be sent; how many that was.

    A lease that nobody recorded means a relay that crashed: the message may have left, so it ends as ``unknown``.
    """
    state = case((deliveries.c.lease_owner.is_(None), "expired"), else_="unknown")
    statement = (
        update(deliveries)
        .where(_WAITING, deliveries.c.expires_at <= now, _unleased(now))
        .values(state=state, lease_owner=None, lease_until=None, finished_at=now)
    )
    return tx.execute(statement).rowcount


def drop(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """End whatever was still to be sent to a chat: it is not, or no longer, of the person it was for."""
    waiting = update(deliveries).where(
        deliveries.c.channel == "telegram", deliveries.c.address == str(telegram_id), _WAITING
    )
    tx.execute(waiting.values(state="failed", error="unlinked", lease_owner=None, lease_until=None, finished_at=now))


def block(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """Remember that the person behind a chat has blocked the bot."""
    tx.execute(update(chats).where(chats.c.telegram_id == telegram_id).values(blocked_at=now))
