"""Chats: whose they are, the codes that link them, and where their conversation stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from core.db.tables import (
    chats,
    children,
    conversations,
    guardians,
    guardianships,
    link_attempts,
    link_codes,
    staff,
    staff_scopes,
)
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.people import GuardianActor, Identity, Role, Scope, StaffActor


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A link code, known by its digest: whom it links, until when, and which chat it has linked.

    One that was used by no chat is void: too many did not know the birth date that it ``asks``.
    """

    digest: str
    guardian_id: int | None
    staff_id: int | None
    expires_at: datetime
    used_at: datetime | None
    used_by: int | None
    asks_birth_date: bool


_IDENTITY_OF = (
    select(
        chats.c.locale,
        chats.c.guardian_id,
        guardians.c.first_name,
        staff.c.id.label("staff_id"),
        staff.c.role,
        staff.c.name,
    )
    .outerjoin(guardians, guardians.c.id == chats.c.guardian_id)
    .outerjoin(staff, (staff.c.id == chats.c.staff_id) & staff.c.is_active)
    .where(chats.c.telegram_id == bindparam("telegram_id"))
)
_SCOPES_OF = select(staff_scopes.c.school_id, staff_scopes.c.class_id).where(
    staff_scopes.c.staff_id == bindparam("staff_id")
)


def identity_of(tx: Transaction, telegram_id: int) -> Identity | None:
    """Who is behind a chat; ``None`` for one never seen. A suspended member of staff is nobody."""
    row = tx.execute(_IDENTITY_OF, {"telegram_id": telegram_id}).one_or_none()
    if row is None:
        return None
    guardian = GuardianActor(row.guardian_id) if row.guardian_id is not None else None
    member = (
        StaffActor(row.staff_id, Role(row.role), _scopes_of(tx, row.staff_id)) if row.staff_id is not None else None
    )
    return Identity(telegram_id, row.locale, guardian, member, row.first_name or row.name or "")


def _scopes_of(tx: Transaction, staff_id: int) -> tuple[Scope, ...]:
    return tuple(Scope(*row) for row in tx.execute(_SCOPES_OF, {"staff_id": staff_id}))


def put_chat(tx: Transaction, telegram_id: int, **values: Any) -> None:
    """Write columns of a chat, which need not exist yet; ``locale`` must be among them where it does not."""
    statement = upsert_into(tx, chats).values(telegram_id=telegram_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=[chats.c.telegram_id], set_=values))


def unblock_chat(tx: Transaction, telegram_id: int) -> None:
    """The person behind the chat writes again."""
    tx.execute(update(chats).where(chats.c.telegram_id == telegram_id).values(blocked_at=None))


def block_chat(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """The person behind the chat does not want to be written to."""
    tx.execute(update(chats).where(chats.c.telegram_id == telegram_id).values(blocked_at=now))


def forget_chat(tx: Transaction, telegram_id: int) -> bool:
    """Unlink a chat and forget its conversation; whether it was known."""
    tx.execute(delete(conversations).where(conversations.c.telegram_id == telegram_id))
    return tx.execute(delete(chats).where(chats.c.telegram_id == telegram_id)).rowcount > 0


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A linked chat; ``id`` is our own."""

    id: int
    telegram_id: int
    guardian_id: int | None
    locale: str
    linked_at: datetime | None
    blocked_at: datetime | None


_CHAT_ROW = select(
    chats.c.id, chats.c.telegram_id, chats.c.guardian_id, chats.c.locale, chats.c.linked_at, chats.c.blocked_at
)


def chats_of(tx: Transaction, guardian_id: int) -> list[ChatRow]:
    """The chats of a guardian, the oldest link first."""
    query = _CHAT_ROW.where(chats.c.guardian_id == guardian_id).order_by(chats.c.linked_at, chats.c.id)
    return [ChatRow(*row) for row in tx.execute(query)]


def find_chat(tx: Transaction, chat_id: int) -> ChatRow | None:
    """A chat, by our own id."""
    row = tx.execute(_CHAT_ROW.where(chats.c.id == chat_id)).one_or_none()
    return ChatRow(*row) if row is not None else None


def release_guardian(tx: Transaction, chat_id: int) -> bool:
    """Unlink a guardian from a chat; whether it is nobody's now, and not a member of staff's too."""
    tx.execute(update(chats).where(chats.c.id == chat_id).values(guardian_id=None))
    return tx.execute(select(chats.c.staff_id).where(chats.c.id == chat_id)).scalar_one() is None


def find_code(tx: Transaction, digest: str) -> LinkCode | None:
    """The link code of a digest, held until the end of the transaction: two chats cannot both use it.

    The code of a suspended member of staff is not found.
    """
    query = (
        select(
            link_codes.c.code_hash,
            link_codes.c.guardian_id,
            link_codes.c.staff_id,
            link_codes.c.expires_at,
            link_codes.c.used_at,
            link_codes.c.used_by,
            link_codes.c.asks_birth_date,
        )
        .outerjoin(staff, staff.c.id == link_codes.c.staff_id)
        .where(link_codes.c.code_hash == digest, or_(link_codes.c.staff_id.is_(None), staff.c.is_active))
        .with_for_update(of=link_codes)
    )
    row = tx.execute(query).one_or_none()
    return LinkCode(*row) if row is not None else None


def use_code(tx: Transaction, digest: str, telegram_id: int, now: datetime) -> None:
    """Mark a code as used by a chat."""
    tx.execute(update(link_codes).where(link_codes.c.code_hash == digest).values(used_at=now, used_by=telegram_id))


def is_birth_date_of_child(tx: Transaction, guardian_id: int, day: date) -> bool:
    """Whether a child of a guardian was born on a day."""
    query = (
        select(guardianships.c.child_id)
        .join(children, children.c.id == guardianships.c.child_id)
        .where(guardianships.c.guardian_id == guardian_id, children.c.birth_date == day)
    )
    return tx.execute(query.limit(1)).first() is not None


def count_wrong_answer(tx: Transaction, digest: str) -> int:
    """One more did not know what a code asks; how many by now."""
    one_more = update(link_codes).where(link_codes.c.code_hash == digest)
    one_more = one_more.values(wrong_answers=link_codes.c.wrong_answers + 1)
    return int(tx.execute(one_more.returning(link_codes.c.wrong_answers)).scalar_one())


def void_code(tx: Transaction, digest: str, now: datetime) -> None:
    """Let a code link nobody any more."""
    tx.execute(update(link_codes).where(link_codes.c.code_hash == digest).values(used_at=now))


def record_attempt(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """Remember that a chat typed a wrong code."""
    tx.execute(insert(link_attempts).values(telegram_id=telegram_id, at=now))


def attempts_since(tx: Transaction, telegram_id: int, since: datetime) -> int:
    """How many wrong codes a chat has typed."""
    query = select(func.count()).where(link_attempts.c.telegram_id == telegram_id, link_attempts.c.at > since)
    return tx.execute(query).scalar_one()
