"""Chats of teams: which there are, and the codes that link them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, literal_column, select, update

from core.db.tables import deliveries, group_chats, group_codes, outbox, schools, staff
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.people import Role


@dataclass(frozen=True, slots=True)
class GroupCode:
    """A code for a group, known by its digest: which team it links, who made it, and the group it has linked."""

    digest: str
    role: Role
    school_id: int | None
    created_by: int
    expires_at: datetime
    used_by: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A linked group: told what staff of the role are told, of one school or of all (``None``)."""

    id: int
    telegram_id: int
    title: str
    role: Role
    school_id: int | None
    school_name: str | None
    locale: str
    is_blocked: bool


_GROUPS = select(
    group_chats.c.id,
    group_chats.c.telegram_id,
    group_chats.c.title,
    group_chats.c.role,
    group_chats.c.school_id,
    schools.c.name,
    group_chats.c.locale,
    group_chats.c.blocked_at.is_not(None),
).outerjoin(schools, schools.c.id == group_chats.c.school_id)


def groups_known(tx: Transaction) -> list[GroupRow]:
    """Every linked group, by title."""
    return [_group(row) for row in tx.execute(_GROUPS.order_by(group_chats.c.title, group_chats.c.id))]


def group_of(tx: Transaction, telegram_id: int) -> GroupRow | None:
    """The linked group of a chat."""
    row = tx.execute(_GROUPS.where(group_chats.c.telegram_id == telegram_id)).one_or_none()
    return _group(row) if row is not None else None


def _group(row: Row[Any]) -> GroupRow:
    group_id, telegram_id, title, role, *rest = tuple(row)
    return GroupRow(group_id, telegram_id, title, Role(role), *rest)


def put_group(tx: Transaction, telegram_id: int, title: str, locale: str, code: GroupCode, now: datetime) -> GroupRow:
    """Link a chat to the team of a code, whichever it was linked to before."""
    values = {
        "title": title,
        "role": code.role,
        "school_id": code.school_id,
        "locale": locale,
        "linked_by": code.created_by,
        "linked_at": now,
        "blocked_at": None,
    }
    statement = upsert_into(tx, group_chats).values(telegram_id=telegram_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=[group_chats.c.telegram_id], set_=values))
    return _group(tx.execute(_GROUPS.where(group_chats.c.telegram_id == telegram_id)).one())


def forget_group(tx: Transaction, group_id: int) -> None:
    """Unlink a group: what was to be told to it is told to nobody."""
    of_group = update(outbox).where(outbox.c.group_id == group_id)
    tx.execute(of_group.where(outbox.c.state == literal_column("'waiting'")).values(state="failed"))
    _hand_over(tx, group_id, None)
    tx.execute(delete(group_chats).where(group_chats.c.id == group_id))


def _hand_over(tx: Transaction, group_id: int, other_id: int | None) -> None:
    """What was, or is to be, told to a group is of another, or (``None``) of none."""
    for table in (outbox, deliveries):
        tx.execute(update(table).where(table.c.group_id == group_id).values(group_id=other_id))


def move_group(tx: Transaction, old: int, new: int) -> None:
    """The group has become a supergroup, with another id; one that was linked under it already stays as it is.

    What waits for it goes there.
    """
    before, after = group_of(tx, old), group_of(tx, new)
    tx.execute(update(group_codes).where(group_codes.c.used_by == old).values(used_by=new))
    to_old = update(deliveries).where(deliveries.c.channel == "telegram", deliveries.c.address == str(old))
    tx.execute(to_old.where(deliveries.c.state == literal_column("'waiting'")).values(address=str(new)))
    if before is None:
        return
    if after is None:
        tx.execute(update(group_chats).where(group_chats.c.id == before.id).values(telegram_id=new))
        return
    _hand_over(tx, before.id, after.id)
    forget_group(tx, before.id)


def set_blocked(tx: Transaction, telegram_id: int, at: datetime | None) -> None:
    """The bot was put out of a group, or (``None``) let in again."""
    tx.execute(update(group_chats).where(group_chats.c.telegram_id == telegram_id).values(blocked_at=at))


def add_code(
    tx: Transaction, digest: str, role: Role, school_id: int | None, created_by: int, expires_at: datetime
) -> None:
    """Keep a code by its digest, in place of any unused one that the same person made for the same team."""
    same_school = group_codes.c.school_id.is_not_distinct_from(school_id)
    of_team = (group_codes.c.created_by == created_by) & (group_codes.c.role == role) & same_school
    tx.execute(delete(group_codes).where(of_team, group_codes.c.used_by.is_(None)))
    row = {"code_hash": digest, "role": role, "school_id": school_id, "created_by": created_by}
    tx.execute(insert(group_codes).values(**row, expires_at=expires_at))


def find_code(tx: Transaction, digest: str) -> GroupCode | None:
    """The code of a digest, held until the end of the transaction. That of a suspended member of staff is not found."""
    query = (
        select(
            group_codes.c.code_hash,
            group_codes.c.role,
            group_codes.c.school_id,
            group_codes.c.created_by,
            group_codes.c.expires_at,
            group_codes.c.used_by,
        )
        .join(staff, (staff.c.id == group_codes.c.created_by) & staff.c.is_active)
        .where(group_codes.c.code_hash == digest)
        .with_for_update(of=group_codes)
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    code_hash, role, *rest = row
    return GroupCode(code_hash, Role(role), *rest)


def use_code(tx: Transaction, digest: str, telegram_id: int) -> None:
    """Mark a code as used by a chat."""
    tx.execute(update(group_codes).where(group_codes.c.code_hash == digest).values(used_by=telegram_id))
