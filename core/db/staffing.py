"""Members of staff: what they look after, their chats, and what is still to be sent to them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from core.db.tables import chats, deliveries, link_codes, school_classes, schools, staff, staff_scopes
from core.db.transaction import Transaction
from core.model.people import Role, Scope
from core.model.staff import LinkedChat, Member, Place


def read_team(tx: Transaction) -> list[Member]:
    """Every member of staff."""
    row = staff.c
    query = select(row.id, row.name, row.role, row.is_active, row.email, row.email_refused_at).order_by(row.id)
    places, linked = _places(tx), _chats(tx)
    return [
        Member(
            id=staff_id,
            name=name,
            role=Role(role),
            is_active=bool(is_active),
            email=email,
            email_refused=refused_at is not None,
            places=tuple(places.get(staff_id, ())),
            chats=tuple(linked.get(staff_id, ())),
        )
        for staff_id, name, role, is_active, email, refused_at in tx.execute(query)
    ]


def _places(tx: Transaction) -> dict[int, list[Place]]:
    query = (
        select(
            staff_scopes.c.staff_id,
            staff_scopes.c.school_id,
            staff_scopes.c.class_id,
            schools.c.name,
            school_classes.c.name,
            school_classes.c.school_year,
        )
        .outerjoin(schools, schools.c.id == staff_scopes.c.school_id)
        .outerjoin(school_classes, school_classes.c.id == staff_scopes.c.class_id)
        .order_by(schools.c.name, school_classes.c.name, staff_scopes.c.id)
    )
    found: dict[int, list[Place]] = {}
    for staff_id, school_id, class_id, school, class_name, year in tx.execute(query):
        found.setdefault(staff_id, []).append(Place(Scope(school_id, class_id), school, class_name, year))
    return found


def _chats(tx: Transaction) -> dict[int, list[LinkedChat]]:
    columns = chats.c.staff_id, chats.c.id, chats.c.telegram_id, chats.c.linked_at, chats.c.blocked_at
    query = select(*columns).where(chats.c.staff_id.is_not(None)).order_by(chats.c.linked_at, chats.c.id)
    found: dict[int, list[LinkedChat]] = {}
    for staff_id, chat_id, telegram_id, linked_at, blocked_at in tx.execute(query):
        found.setdefault(staff_id, []).append(LinkedChat(chat_id, telegram_id, linked_at, blocked_at is not None))
    return found


def add_member(tx: Transaction, name: str, role: Role, scopes: Iterable[Scope]) -> int:
    """A new member of staff; the id."""
    staff_id: int = tx.execute(insert(staff).values(name=name, role=role).returning(staff.c.id)).scalar_one()
    put_scopes(tx, staff_id, scopes)
    return staff_id


def set_role(tx: Transaction, staff_id: int, role: Role) -> None:
    """Give a role."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(role=role))


def put_scopes(tx: Transaction, staff_id: int, scopes: Iterable[Scope]) -> None:
    """Write all that somebody looks after, in place of what they did."""
    tx.execute(delete(staff_scopes).where(staff_scopes.c.staff_id == staff_id))
    rows = [{"staff_id": staff_id, "school_id": scope.school_id, "class_id": scope.class_id} for scope in scopes]
    tx.execute(insert(staff_scopes), rows)


def set_email(tx: Transaction, staff_id: int, email: str | None) -> None:
    """Write an address, or none; one that is written is tried, whatever was refused before."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(email=email, email_refused_at=None))


def suspend(tx: Transaction, staff_id: int, now: datetime) -> None:
    """Take somebody out of service: nothing more is sent to them, and a code not used yet is void."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(is_active=False))
    tx.execute(delete(link_codes).where(link_codes.c.staff_id == staff_id, link_codes.c.used_at.is_(None)))
    waiting = (deliveries.c.staff_id == staff_id) & (deliveries.c.state == "waiting")
    ended = {"state": "failed", "error": "suspended", "lease_owner": None, "lease_until": None, "finished_at": now}
    tx.execute(update(deliveries).where(waiting).values(ended))


def restore(tx: Transaction, staff_id: int) -> None:
    """Take somebody back into service."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(is_active=True))


def release_chat(tx: Transaction, chat_id: int) -> bool:
    """Unlink a member of staff from a chat; whether it is nobody's now, and not a guardian's too."""
    tx.execute(update(chats).where(chats.c.id == chat_id).values(staff_id=None))
    return tx.execute(select(chats.c.guardian_id).where(chats.c.id == chat_id)).scalar_one() is None
