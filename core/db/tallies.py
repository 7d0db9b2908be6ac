"""How announcements go out: deliveries counted by recipient, those not reached, and the author's message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update

from core.db.tables import (
    announcements,
    class_members,
    deliveries,
    families,
    group_chats,
    guardians,
    guardianships,
    outbox,
    school_classes,
    staff,
)
from core.db.transaction import Transaction
from core.model.announcements import Bounced, Unreached
from core.model.notices import Notice


@dataclass(frozen=True, slots=True)
class Tally:
    """The recipients of an announcement, each counted once: by the best that happened to them."""

    by_chat: int = 0
    by_email: int = 0
    waiting: int = 0
    unknown: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class AuthorMessage:
    """A message in a chat of an announcement's author, by which they follow it."""

    announcement_id: int
    outbox_id: int
    created_at: datetime
    chat_id: int
    message_id: int
    locale: str


def tallies(tx: Transaction, ids: Collection[int]) -> dict[int, Tally]:
    """How announcements stand, by id; one that was for nobody is left out."""
    recipients = (
        select(
            outbox.c.announcement_id,
            (outbox.c.state == "waiting").label("is_new"),
            _any(deliveries.c.state == "sent", deliveries.c.channel == "telegram").label("by_chat"),
            _any(deliveries.c.state == "sent").label("sent"),
            _any(deliveries.c.state == "waiting").label("waiting"),
            _any(deliveries.c.state == "unknown").label("unknown"),
        )
        .outerjoin(deliveries, deliveries.c.outbox_id == outbox.c.id)
        .where(outbox.c.announcement_id.in_(ids), outbox.c.kind == Notice.ANNOUNCEMENT)
        .group_by(outbox.c.id, outbox.c.announcement_id, outbox.c.state)
        .subquery("recipients")
    )
    one = recipients.c
    state = case(
        (one.by_chat == 1, "by_chat"),
        (one.sent == 1, "by_email"),
        (or_(one.is_new, one.waiting == 1), "waiting"),
        (one.unknown == 1, "unknown"),
        else_="failed",
    ).label("state")
    counted: dict[int, dict[str, int]] = {}
    states = select(one.announcement_id, state).subquery("states")
    query = select(states.c.announcement_id, states.c.state, func.count()).group_by(
        states.c.announcement_id, states.c.state
    )
    for announcement_id, name, count in tx.execute(query):
        counted.setdefault(announcement_id, {})[name] = count
    return {announcement_id: Tally(**counts) for announcement_id, counts in counted.items()}


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where any delivery of a recipient is so."""
    return func.coalesce(func.max(case((and_(*conditions), 1), else_=0)), 0)


def unreached(tx: Transaction, announcement_id: int, limit: int | None = None) -> tuple[Unreached, ...]:
    """The recipients counted as failed, by family and name; at most ``limit``."""
    hope = exists().where(deliveries.c.outbox_id == outbox.c.id, deliveries.c.state.in_(("sent", "waiting", "unknown")))
    family = func.coalesce(func.min(families.c.name), "").label("family")
    name = func.coalesce(guardians.c.first_name + " " + guardians.c.last_name, staff.c.name, group_chats.c.title).label(
        "name"
    )
    query = (
        select(name, func.coalesce(guardians.c.phone, ""), family)
        .select_from(outbox)
        .outerjoin(guardians, guardians.c.id == outbox.c.guardian_id)
        .outerjoin(guardianships, guardianships.c.guardian_id == guardians.c.id)
        .outerjoin(families, families.c.id == guardianships.c.family_id)
        .outerjoin(staff, staff.c.id == outbox.c.staff_id)
        .outerjoin(group_chats, group_chats.c.id == outbox.c.group_id)
        .where(
            outbox.c.announcement_id == announcement_id,
            outbox.c.kind == Notice.ANNOUNCEMENT,
            outbox.c.state != "waiting",
            ~hope,
        )
        .group_by(outbox.c.id, guardians.c.id, staff.c.id, group_chats.c.id)
        .order_by(family, name, outbox.c.id)
        .limit(limit)
    )
    return tuple(Unreached(*row) for row in tx.execute(query))


def followed(tx: Transaction, since: datetime) -> dict[int, datetime]:
    """When what was announced since, and of which the end is not told yet, was announced: by id."""
    columns = announcements.c
    is_open = columns.reported_at.is_(None), columns.created_at >= since
    query = select(columns.id, columns.created_at).where(*is_open).order_by(columns.id)
    return {row.id: row.created_at for row in tx.execute(query)}


def author_messages(tx: Transaction, ids: Collection[int]) -> list[AuthorMessage]:
    """The messages by which authors follow announcements."""
    query = (
        select(
            outbox.c.announcement_id,
            outbox.c.id,
            outbox.c.created_at,
            deliveries.c.address,
            deliveries.c.message_id,
            deliveries.c.locale,
        )
        .join(deliveries, deliveries.c.outbox_id == outbox.c.id)
        .where(
            outbox.c.announcement_id.in_(ids),
            outbox.c.kind == Notice.PROGRESS,
            deliveries.c.channel == "telegram",
            deliveries.c.state == "sent",
            deliveries.c.message_id.is_not(None),
        )
        .order_by(outbox.c.announcement_id, deliveries.c.id)
    )
    return [
        AuthorMessage(announcement_id, outbox_id, created_at, int(address), message_id, locale)
        for announcement_id, outbox_id, created_at, address, message_id, locale in tx.execute(query)
    ]


def take_progress(tx: Transaction, announcement_id: int, interval: timedelta, now: datetime) -> bool:
    """Whether it is this caller's turn to look after the author's message: nobody has for ``interval``."""
    row = announcements.c
    is_due = or_(row.progress_at.is_(None), row.progress_at <= now - interval)
    statement = update(announcements).where(row.id == announcement_id, row.reported_at.is_(None), is_due)
    return tx.execute(statement.values(progress_at=now)).rowcount == 1


def end_progress(tx: Transaction, announcement_id: int, now: datetime) -> None:
    """The end was told."""
    statement = update(announcements).where(announcements.c.id == announcement_id)
    tx.execute(statement.values(reported_at=now))


def bounced(tx: Transaction, school_ids: Collection[int] | None) -> tuple[Bounced, ...]:
    """Guardians with a child in one of the schools (``None``: any) whose e-mail bounced, the latest first."""
    query = (
        select(
            guardians.c.first_name,
            guardians.c.last_name,
            func.min(families.c.name),
            guardians.c.email,
            guardians.c.email_refused_at,
        )
        .outerjoin(guardianships, guardianships.c.guardian_id == guardians.c.id)
        .outerjoin(families, families.c.id == guardianships.c.family_id)
        .where(guardians.c.email_refused_at.is_not(None), guardians.c.email.is_not(None))
        .group_by(guardians.c.id)
        .order_by(guardians.c.email_refused_at.desc(), guardians.c.id)
    )
    if school_ids is not None:
        query = query.where(guardianships.c.child_id.in_(_pupils(school_ids)))
    rows: Sequence[Any] = tx.execute(query).all()
    return tuple(Bounced(f"{first} {last}", family or "", email, at) for first, last, family, email, at in rows)


def _pupils(school_ids: Collection[int]) -> Any:
    return (
        select(class_members.c.child_id)
        .join(school_classes, school_classes.c.id == class_members.c.class_id)
        .where(school_classes.c.school_id.in_(school_ids))
    )
