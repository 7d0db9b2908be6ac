"""Whoever works here and is told what happens: members of staff, and the chats of their teams."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from core.db.tables import group_chats, staff, staff_scopes
from core.db.transaction import Transaction
from core.model.people import Role, Scope, StaffActor


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff in service. ``has_email``: at an address that has not refused."""

    actor: StaffActor
    has_email: bool


def members_of(tx: Transaction, roles: Collection[Role]) -> dict[int, Member]:
    """The members of staff in service who look after anything, by id, in order."""
    has_email = (staff.c.email.is_not(None) & staff.c.email_refused_at.is_(None)).label("has_email")
    query = (
        select(staff.c.id, staff.c.role, has_email, staff_scopes.c.school_id, staff_scopes.c.class_id)
        .join(staff_scopes, staff_scopes.c.staff_id == staff.c.id)
        .where(staff.c.is_active, staff.c.role.in_(roles))
        .order_by(staff.c.id, staff_scopes.c.id)
    )
    scopes: dict[int, list[Scope]] = {}
    known: dict[int, tuple[Role, bool]] = {}
    for staff_id, role, is_reachable, school_id, class_id in tx.execute(query):
        known[staff_id] = Role(role), bool(is_reachable)
        scopes.setdefault(staff_id, []).append(Scope(school_id, class_id))
    return {
        staff_id: Member(StaffActor(staff_id, role, tuple(scopes[staff_id])), is_reachable)
        for staff_id, (role, is_reachable) in known.items()
    }


def teams_of(tx: Transaction, role: Role) -> dict[int, Scope]:
    """What the chats of a role's teams look after, by id; not of chats that take nothing."""
    query = select(group_chats.c.id, group_chats.c.school_id).where(
        group_chats.c.role == role, group_chats.c.blocked_at.is_(None)
    )
    return {group_id: Scope(school_id) for group_id, school_id in tx.execute(query.order_by(group_chats.c.id))}
