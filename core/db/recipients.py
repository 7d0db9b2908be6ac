"""Those whom waiting messages are for, and the ways there are to each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select, union

from core.db.tables import booking_requests, chats, group_chats, guardians, guardianships, outbox, staff
from core.db.transaction import Transaction
from core.model.notices import Channels
from core.rules.ways import wanted_by_staff


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a message is for. ``column``: of a delivery, which names them by ``id``; ``None`` for a mailbox.

    ``chats``: those that take messages, each with its language. ``email`` takes messages as far as is known.
    ``quiet``: minutes after local midnight between which only what is urgent is sent.
    """

    outbox_id: int
    kind: str
    priority: int
    available_at: datetime
    expires_at: datetime
    column: str | None
    id: int
    chats: tuple[tuple[int, str], ...]
    email: str | None
    wanted: Channels
    quiet: tuple[int, int] | None = None


_MESSAGE = (outbox.c.id, outbox.c.kind, outbox.c.priority, outbox.c.available_at, outbox.c.expires_at)
_OF_STAFF = (staff.c.email, staff.c.email_refused_at, outbox.c.facts)


def recipients_of(tx: Transaction, outbox_ids: Collection[int]) -> list[Recipient]:
    """The guardians, staff and teams that messages are for, whether or not there is a way to them.

    Of a family's answers: its guardians, each for a child whose request is among them.
    """
    return [
        *_guardians(tx, outbox_ids),
        *_staff(tx, outbox_ids),
        *_groups(tx, outbox_ids),
        *_mailboxes(tx, outbox_ids),
    ]


def _guardians(tx: Transaction, outbox_ids: Collection[int]) -> Iterator[Recipient]:
    whom = _told_guardians(outbox_ids).subquery()
    query = (
        select(
            *_MESSAGE,
            guardians.c.id,
            guardians.c.email,
            guardians.c.email_refused_at,
            guardians.c.channel,
            guardians.c.quiet_from,
            guardians.c.quiet_until,
        )
        .join(whom, whom.c.outbox_id == outbox.c.id)
        .join(guardians, guardians.c.id == whom.c.guardian_id)
    )
    rows = tx.execute(query).all()
    known = _chats_of(tx, chats.c.guardian_id, {row[5] for row in rows})
    for row in rows:
        outbox_id, kind, priority, available_at, expires_at, guardian_id, email, refused_at, channel, start, end = row
        yield Recipient(
            outbox_id,
            kind,
            priority,
            available_at,
            expires_at,
            "guardian_id",
            guardian_id,
            known.get(guardian_id, ()),
            email if refused_at is None else None,
            Channels(channel),
            None if start is None else (start, end),
        )


def _told_guardians(outbox_ids: Collection[int]) -> Any:
    request = booking_requests.c
    for_child = (guardianships.c.child_id == request.child_id) & (guardianships.c.family_id == outbox.c.family_id)
    answers = outbox.join(booking_requests, request.result_id == outbox.c.id).join(guardianships, for_child)
    return union(
        select(outbox.c.id.label("outbox_id"), outbox.c.guardian_id).where(
            outbox.c.id.in_(outbox_ids), outbox.c.guardian_id.is_not(None)
        ),
        select(outbox.c.id, guardianships.c.guardian_id)
        .select_from(answers)
        .where(outbox.c.id.in_(outbox_ids), outbox.c.family_id.is_not(None)),
    )


def _staff(tx: Transaction, outbox_ids: Collection[int]) -> Iterator[Recipient]:
    query = _whom(staff, outbox.c.staff_id == staff.c.id, outbox_ids, *_OF_STAFF)
    rows = tx.execute(query.where(staff.c.is_active)).all()
    known = _chats_of(tx, chats.c.staff_id, {row[5] for row in rows})
    for outbox_id, kind, priority, available_at, expires_at, staff_id, email, refused_at, facts in rows:
        yield Recipient(
            outbox_id,
            kind,
            priority,
            available_at,
            expires_at,
            "staff_id",
            staff_id,
            known.get(staff_id, ()),
            email if refused_at is None else None,
            wanted_by_staff(kind, facts),
        )


def _groups(tx: Transaction, outbox_ids: Collection[int]) -> Iterator[Recipient]:
    query = _whom(
        group_chats, outbox.c.group_id == group_chats.c.id, outbox_ids, group_chats.c.telegram_id, group_chats.c.locale
    ).where(group_chats.c.blocked_at.is_(None))
    for outbox_id, kind, priority, available_at, expires_at, group_id, telegram_id, locale in tx.execute(query):
        yield Recipient(
            outbox_id,
            kind,
            priority,
            available_at,
            expires_at,
            "group_id",
            group_id,
            ((telegram_id, locale),),
            None,
            Channels.CHAT,
        )


def _mailboxes(tx: Transaction, outbox_ids: Collection[int]) -> Iterator[Recipient]:
    query = select(*_MESSAGE, outbox.c.mailbox).where(outbox.c.id.in_(outbox_ids), outbox.c.mailbox.is_not(None))
    for outbox_id, kind, priority, available_at, expires_at, mailbox in tx.execute(query):
        yield Recipient(outbox_id, kind, priority, available_at, expires_at, None, 0, (), mailbox, Channels.EMAIL)


def _whom(table: Table, on: Any, outbox_ids: Collection[int], *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*_MESSAGE, table.c.id, *columns).join(table, on).where(outbox.c.id.in_(outbox_ids))


def _chats_of(tx: Transaction, holder: Any, ids: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    query = (
        select(holder, chats.c.telegram_id, chats.c.locale)
        .where(holder.in_(ids), chats.c.blocked_at.is_(None))
        .order_by(chats.c.telegram_id)
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for holder_id, telegram_id, locale in tx.execute(query):
        found[holder_id] = (*found.get(holder_id, ()), (telegram_id, locale))
    return found
