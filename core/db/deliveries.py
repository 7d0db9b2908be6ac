"""Deliveries: leased by a relay, so that only one sends; recorded by the holder of the lease alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, literal_column, or_, select, update

from core.db.tables import chats, deliveries, group_chats, guardians, outbox, staff
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.notices import BY_EMAIL_ALONE

# Spelt out, not bound, or neither database would use its partial index.
_WAITING = deliveries.c.state == literal_column("'waiting'")

ERROR_LENGTH = 300

OVERTAKEN = "nothing to tell any more"
"""Why a delivery ended as ``expired`` that events have overtaken: no failure."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that one relay may send until its lease ends. ``attempts`` counts this one.

    For a guardian, a member of staff or a team; ``family_id`` is that of the message, if it is a family's.
    """

    id: int
    outbox_id: int
    kind: str
    facts: dict[str, Any]
    created_at: datetime
    announcement_id: int | None
    family_id: int | None
    guardian_id: int | None
    staff_id: int | None
    group_id: int | None
    locale: str
    channel: str
    address: str
    priority: int
    attempts: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How a leased delivery is recorded: in a final ``state``, or (``None``) to be sent again at ``again_at``."""

    delivery_id: int
    state: str | None
    again_at: datetime | None = None
    error: str | None = None
    message_id: int | None = None


def add_deliveries(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Write deliveries; one that is there already stays as it is."""
    if rows:
        tx.execute(upsert_into(tx, deliveries).on_conflict_do_nothing(), rows)


def claim_due(tx: Transaction, channels: Collection[str], now: datetime, limit: int) -> list[int]:
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
            deliveries.c.channel.in_(channels),
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
    return _read(tx, deliveries.c.id.in_(delivery_ids))


def _read(tx: Transaction, which: ColumnElement[bool]) -> list[Leased]:
    query = (
        select(
            deliveries.c.id,
            deliveries.c.outbox_id,
            outbox.c.kind,
            outbox.c.facts,
            outbox.c.created_at,
            outbox.c.announcement_id,
            outbox.c.family_id,
            deliveries.c.guardian_id,
            deliveries.c.staff_id,
            deliveries.c.group_id,
            deliveries.c.locale,
            deliveries.c.channel,
            deliveries.c.address,
            deliveries.c.priority,
            deliveries.c.attempts,
            deliveries.c.expires_at,
        )
        .join(outbox, outbox.c.id == deliveries.c.outbox_id)
        .where(which)
        .order_by(deliveries.c.priority, deliveries.c.available_at, deliveries.c.id)
    )
    return [Leased(**row) for row in tx.execute(query).mappings()]


def holders_of_chats(tx: Transaction, telegram_ids: Collection[int]) -> set[tuple[int, int | None, int | None]]:
    """``(chat, guardian, member of staff)`` of the chats that are linked; nobody who is suspended."""
    in_service = (staff.c.id == chats.c.staff_id) & staff.c.is_active
    linked = select(chats.c.telegram_id, chats.c.guardian_id, staff.c.id).outerjoin(staff, in_service)
    query = linked.where(chats.c.telegram_id.in_(telegram_ids))
    return {(telegram_id, guardian_id, staff_id) for telegram_id, guardian_id, staff_id in tx.execute(query)}


def record(tx: Transaction, owner: str, endings: Collection[Ending], now: datetime) -> set[int]:
    """Write how deliveries ended; the ids of those written: not those whose lease is no longer the owner's."""
    ours = (
        select(deliveries.c.id)
        .where(
            deliveries.c.id.in_([ending.delivery_id for ending in endings]), deliveries.c.lease_owner == owner, _WAITING
        )
        .with_for_update()
    )
    held = set(tx.execute(ours).scalars())
    written = [ending for ending in endings if ending.delivery_id in held]
    ended = [
        {
            "_id": ending.delivery_id,
            "_state": ending.state,
            "_error": _short(ending.error),
            "_message_id": ending.message_id,
        }
        for ending in written
        if ending.state is not None
    ]
    again = [
        {"_id": ending.delivery_id, "_available_at": ending.again_at, "_error": _short(ending.error)}
        for ending in written
        if ending.state is None
    ]
    if ended:
        tx.execute(_END, [{**row, "_finished_at": now} for row in ended])
    if again:
        tx.execute(_PUT_OFF, again)
    return held


_RELEASED = update(deliveries).where(deliveries.c.id == bindparam("_id")).values(lease_owner=None, lease_until=None)
_END = _RELEASED.values(
    state=bindparam("_state"),
    error=bindparam("_error"),
    message_id=bindparam("_message_id"),
    finished_at=bindparam("_finished_at"),
)
_PUT_OFF = _RELEASED.values(available_at=bindparam("_available_at"), error=bindparam("_error"))


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


def fall_back(tx: Transaction, failed: Leased, now: datetime) -> None:
    """Tell a person who could not be told in a chat by e-mail or in a chat linked since, and the other way round.

    What was tried already is not tried again, and what no chat may hold is told in none.
    """
    ways: list[tuple[str, tuple[str | int, str]]] = [("email", row) for row in _emails_of(tx, failed)]
    if failed.kind not in BY_EMAIL_ALONE:
        ways += [("telegram", row) for row in _chats_of(tx, failed)]
    rows = [
        {
            "outbox_id": failed.outbox_id,
            "guardian_id": failed.guardian_id,
            "staff_id": failed.staff_id,
            "channel": channel,
            "address": str(address),
            "locale": locale,
            "priority": failed.priority,
            "available_at": now,
            "expires_at": failed.expires_at,
            "is_fallback": True,
        }
        for channel, (address, locale) in ways
    ]
    add_deliveries(tx, rows)


def _emails_of(tx: Transaction, failed: Leased) -> list[tuple[str, str]]:
    if failed.guardian_id is not None:
        people, is_they = guardians, guardians.c.id == failed.guardian_id
    elif failed.staff_id is not None:
        people, is_they = staff, (staff.c.id == failed.staff_id) & staff.c.is_active
    else:
        return []
    takes_mail = people.c.email.is_not(None), people.c.email_refused_at.is_(None)
    return [
        (email, failed.locale) for email in tx.execute(select(people.c.email).where(is_they, *takes_mail)).scalars()
    ]


def _chats_of(tx: Transaction, failed: Leased) -> list[tuple[int, str]]:
    query = select(chats.c.telegram_id, chats.c.locale).where(chats.c.blocked_at.is_(None))
    if failed.guardian_id is not None:
        query = query.where(chats.c.guardian_id == failed.guardian_id)
    elif failed.staff_id is not None:
        query = query.join(staff, (staff.c.id == chats.c.staff_id) & staff.c.is_active)
        query = query.where(chats.c.staff_id == failed.staff_id)
    else:
        return []
    return [(telegram_id, locale) for telegram_id, locale in tx.execute(query)]


def drop(tx: Transaction, telegram_id: int, now: datetime) -> list[Leased]:
    """End whatever was still to be sent to a chat, and say what that was: it is not, or no longer, of that person."""
    to_chat = (deliveries.c.channel == "telegram") & (deliveries.c.address == str(telegram_id)) & _WAITING
    dropped = _read(tx, to_chat)
    ended = {"state": "failed", "error": "unlinked", "lease_owner": None, "lease_until": None, "finished_at": now}
    tx.execute(update(deliveries).where(to_chat).values(ended))
    return dropped


def close_address(tx: Transaction, channel: str, address: str, now: datetime) -> None:
    """Remember that an address takes nothing any more: blocked, gone, or bouncing."""
    if channel == "telegram":
        for table in (chats, group_chats):
            tx.execute(update(table).where(table.c.telegram_id == int(address)).values(blocked_at=now))
    else:
        for people in (guardians, staff):
            tx.execute(update(people).where(people.c.email == address).values(email_refused_at=now))
