"""Whom an announcement is for: children, and through them guardians; staff; teams."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, union

from core.db.closures import Cells
from core.db.tables import (
    PENDING,
    booking_requests,
    bookings,
    cancelled_bookings,
    chats,
    class_members,
    draft_cells,
    enrolments,
    group_chats,
    guardians,
    guardianships,
    outbox,
    school_classes,
    services,
    staff,
    staff_scopes,
)
from core.db.transaction import Transaction
from core.model.notices import Channels, Notice


@dataclass(frozen=True, slots=True)
class Target:
    """Children enrolled in services of their school (in a school year), or booked there on some days.

    ``booked``: only those booked, or about to be, on these cells. ``class_ids``: of these classes; all where empty.
    ``closed``: the cells that are to close: whoever has anything on them is told in any case.
    """

    year: int
    service_ids: frozenset[int]
    class_ids: frozenset[int]
    booked: Cells | None
    closed: Cells


@dataclass(frozen=True, slots=True)
class Told:
    """A guardian to be told, on behalf of a family, and the ways there are."""

    guardian_id: int
    family_id: int
    wanted: Channels
    has_chat: bool
    has_email: bool


def guardians_told(tx: Transaction, target: Target) -> list[Told]:
    """The guardians of the children concerned, whoever has custody; one row for each of their families."""
    has_chat = exists().where(chats.c.guardian_id == guardians.c.id, chats.c.blocked_at.is_(None))
    has_email = guardians.c.email.is_not(None) & guardians.c.email_refused_at.is_(None)
    query = (
        select(guardians.c.id, guardianships.c.family_id, guardians.c.channel, has_chat, has_email)
        .join(guardianships, guardianships.c.guardian_id == guardians.c.id)
        .where(guardianships.c.child_id.in_(_children(target)))
        .distinct()
        .order_by(guardians.c.id)
    )
    return [
        Told(guardian_id, family_id, Channels(channel), bool(chat), bool(email))
        for guardian_id, family_id, channel, chat, email in tx.execute(query)
    ]


def _children(target: Target) -> Select[int]:
    chosen = _on(target.booked) if target.booked is not None else [_enrolled(target)]
    within = (
        select(class_members.c.child_id)
        .where(class_members.c.school_year == target.year, class_members.c.class_id.in_(target.class_ids))
        .scalar_subquery()
    )
    if target.class_ids:
        chosen = [one.where(one.selected_columns[0].in_(within)) for one in chosen]
    wishes = select(draft_cells.c.child_id).where(target.closed.within(draft_cells))
    every = union(*chosen, *_on(target.closed), wishes).subquery("concerned")
    return select(every.c[0])


def _enrolled(target: Target) -> Select[int]:
    """Children enrolled in one of the services, of the school in which they are in a class."""
    return (
        select(enrolments.c.child_id)
        .join(services, services.c.id == enrolments.c.service_id)
        .join(
            class_members,
            and_(
                class_members.c.child_id == enrolments.c.child_id,
                class_members.c.school_year == enrolments.c.school_year,
            ),
        )
        .join(school_classes, school_classes.c.id == class_members.c.class_id)
        .where(
            enrolments.c.school_year == target.year,
            services.c.id.in_(target.service_ids),
            school_classes.c.school_id == services.c.school_id,
        )
    )


def _on(cells: Cells) -> list[Select[int]]:
    """Children booked on cells, or with a pending request for one."""
    return [
        select(bookings.c.child_id).where(cells.within(bookings)),
        select(booking_requests.c.child_id).where(cells.within(booking_requests), PENDING),
    ]


def staff_told(tx: Transaction, school_ids: Collection[int], class_ids: Collection[int], author_id: int) -> list[int]:
    """Active staff who look after one of the schools, or one of the classes where some are named; not the author."""
    in_class = staff_scopes.c.class_id.in_(class_ids) if class_ids else staff_scopes.c.id.is_not(None)
    query = (
        select(staff.c.id)
        .join(staff_scopes, staff_scopes.c.staff_id == staff.c.id)
        .where(
            staff.c.is_active,
            staff.c.id != author_id,
            or_(staff_scopes.c.school_id.is_(None), staff_scopes.c.school_id.in_(school_ids)),
            or_(staff_scopes.c.class_id.is_(None), in_class),
        )
        .distinct()
    )
    return list(tx.execute(query).scalars())


def groups_told(tx: Transaction, school_ids: Collection[int]) -> list[int]:
    """The teams of the schools, and those of all schools."""
    of_school = or_(group_chats.c.school_id.is_(None), group_chats.c.school_id.in_(school_ids))
    query = select(group_chats.c.id).where(group_chats.c.blocked_at.is_(None), of_school)
    return list(tx.execute(query).scalars())


def guardians_undone(tx: Transaction, announcement_id: int, decision_id: int) -> set[int]:
    """The guardians of the children whose bookings or requests an announcement has undone."""
    undone = union(
        select(cancelled_bookings.c.child_id).where(cancelled_bookings.c.announcement_id == announcement_id),
        select(booking_requests.c.child_id).where(booking_requests.c.decision_id == decision_id),
    )
    query = select(guardianships.c.guardian_id).where(guardianships.c.child_id.in_(undone))
    return set(tx.execute(query).scalars())


def told_before(tx: Transaction, announcement_id: int) -> tuple[set[int], set[int], set[int]]:
    """The guardians, staff and teams an announcement was for."""
    query = select(outbox.c.guardian_id, outbox.c.staff_id, outbox.c.group_id).where(_of(announcement_id))
    rows = tx.execute(query).all()
    guardian_ids, staff_ids, group_ids = ({row[column] for row in rows} - {None} for column in range(3))
    return guardian_ids, staff_ids, group_ids


def _of(announcement_id: int) -> ColumnElement[bool]:
    return and_(outbox.c.announcement_id == announcement_id, outbox.c.kind == Notice.ANNOUNCEMENT)


def families_of(tx: Transaction, announcement_id: int) -> int:
    """How many families an announcement was for."""
    query = (
        select(guardianships.c.family_id)
        .join(outbox, outbox.c.guardian_id == guardianships.c.guardian_id)
        .where(_of(announcement_id))
        .distinct()
    )
    return len(tx.execute(query).all())
