"""What announcements have undone, and reopenings restored, as the guardians concerned are told it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from core.db.tables import (
    PENDING,
    announcements,
    booking_requests,
    cancelled_bookings,
    children,
    class_members,
    closures,
    guardianships,
    school_classes,
    services,
)
from core.db.transaction import Transaction
from core.model.planning import RequestState


@dataclass(frozen=True, slots=True)
class CancelledRow:
    """A booking that an announcement cancelled, of a child of a guardian."""

    announcement_id: int
    guardian_id: int
    child_id: int
    first_name: str
    service_key: str
    day: date
    is_restored: bool


def cancelled_of(tx: Transaction, ids: Collection[int], guardian_ids: Collection[int]) -> list[CancelledRow]:
    """The bookings that announcements cancelled, of all children of guardians, by child and day."""
    cancelled = cancelled_bookings.c
    query = (
        select(
            cancelled.announcement_id,
            guardianships.c.guardian_id,
            children.c.id,
            children.c.first_name,
            services.c.key,
            cancelled.day,
            cancelled.restored_at.is_not(None),
        )
        .join(guardianships, guardianships.c.child_id == cancelled.child_id)
        .join(children, children.c.id == cancelled.child_id)
        .join(services, services.c.id == cancelled.service_id)
        .where(cancelled.announcement_id.in_(ids), guardianships.c.guardian_id.in_(guardian_ids))
        .order_by(children.c.birth_date, children.c.id, services.c.id, cancelled.day)
    )
    return [CancelledRow(*row) for row in tx.execute(query)]


def refused_of(
    tx: Transaction, decision_ids: Collection[int], guardian_ids: Collection[int]
) -> dict[tuple[int, int], int]:
    """How many requests each decision has refused, for the children of guardians: by ``(decision, guardian)``."""
    request = booking_requests.c
    query = (
        select(request.decision_id, guardianships.c.guardian_id, func.count())
        .join(guardianships, guardianships.c.child_id == request.child_id)
        .where(
            request.decision_id.in_(decision_ids),
            request.state == RequestState.REFUSED,
            guardianships.c.guardian_id.in_(guardian_ids),
        )
        .group_by(request.decision_id, guardianships.c.guardian_id)
    )
    return {(decision_id, guardian_id): count for decision_id, guardian_id, count in tx.execute(query)}


def pending_again_of(
    tx: Transaction, reopening_ids: Collection[int], guardian_ids: Collection[int]
) -> dict[tuple[int, int], int]:
    """How many requests, older than a reopening, are pending for what it opened: by ``(reopening, guardian)``."""
    request = booking_requests.c
    of_span = and_(
        closures.c.announcement_id == announcements.c.reopens_id,
        closures.c.reopened_at.is_not(None),
        or_(closures.c.school_id.is_(None), closures.c.school_id == services.c.school_id),
        or_(closures.c.service_id.is_(None), closures.c.service_id == services.c.id),
        request.day.between(closures.c.first_day, closures.c.last_day),
    )
    query = (
        select(announcements.c.id, guardianships.c.guardian_id, func.count(request.id.distinct()))
        .select_from(booking_requests)
        .join(services, services.c.id == request.service_id)
        .join(guardianships, guardianships.c.child_id == request.child_id)
        .join(announcements, announcements.c.id.in_(reopening_ids))
        .join(closures, of_span)
        .where(PENDING, guardianships.c.guardian_id.in_(guardian_ids), request.created_at < announcements.c.created_at)
        .group_by(announcements.c.id, guardianships.c.guardian_id)
    )
    return {(reopening_id, guardian_id): count for reopening_id, guardian_id, count in tx.execute(query)}


def schools_of(tx: Transaction, guardian_ids: Collection[int], year: int) -> dict[int, set[int]]:
    """The schools of guardians' children in a school year, by guardian."""
    query = (
        select(guardianships.c.guardian_id, school_classes.c.school_id)
        .join(class_members, class_members.c.child_id == guardianships.c.child_id)
        .join(school_classes, school_classes.c.id == class_members.c.class_id)
        .where(class_members.c.school_year == year, guardianships.c.guardian_id.in_(guardian_ids))
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for guardian_id, school_id in tx.execute(query):
        found.setdefault(guardian_id, set()).add(school_id)
    return found
