"""Whom a reminder may concern, for a town as a whole: a few queries, however many families there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, null, or_, select, true, union_all

from core.db.tables import (
    booking_requests,
    bookings,
    children,
    class_members,
    draft_cells,
    enrolments,
    guardianships,
    muted_kinds,
    school_classes,
    services,
)
from core.db.transaction import Transaction
from core.model.notices import Notice
from core.model.people import Custody
from core.model.planning import Cell, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class Charge:
    """A guardian decides for a child, which is enrolled in a service of its school in a school year."""

    guardian_id: int
    child_id: int
    first_name: str
    custody: Custody
    service_id: int
    school_year: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What a guardian's draft wants of a cell of their child."""

    guardian_id: int
    custody: Custody
    cell: Cell
    kind: RequestKind


@dataclass(frozen=True, slots=True)
class Span:
    """Some services over some days, both included; of some guardians, or (``None``) of all there are."""

    service_ids: Collection[int]
    first_day: date
    last_day: date
    guardian_ids: Collection[int] | None = None


def services_of_keys(tx: Transaction, keys: Collection[str]) -> list[tuple[int, int, str, int | None]]:
    """``(id, school, key, capacity)`` of the services of every school by these keys."""
    query = select(services.c.id, services.c.school_id, services.c.key, services.c.capacity)
    return [tuple(row) for row in tx.execute(query.where(services.c.key.in_(keys)).order_by(services.c.id))]


def charges(tx: Transaction, span: Span, years: Collection[int], class_year: int) -> list[Charge]:
    """Who decides for whom, by guardian, then the children youngest last.

    ``years``: of the enrolments; ``class_year``: the one by whose classes a child belongs to a school.
    """
    query = (
        select(
            guardianships.c.guardian_id,
            guardianships.c.child_id,
            children.c.first_name,
            guardianships.c.custody,
            enrolments.c.service_id,
            enrolments.c.school_year,
        )
        .join(children, children.c.id == guardianships.c.child_id)
        .join(enrolments, enrolments.c.child_id == guardianships.c.child_id)
        .join(services, services.c.id == enrolments.c.service_id)
        .join(
            class_members,
            and_(class_members.c.child_id == guardianships.c.child_id, class_members.c.school_year == class_year),
        )
        .join(
            school_classes,
            and_(school_classes.c.id == class_members.c.class_id, school_classes.c.school_id == services.c.school_id),
        )
        .where(
            # By the child, of which there are few: by the service, SQLite would read the whole town for each guardian.
            (enrolments.c.service_id + 0).in_(span.service_ids),
            enrolments.c.school_year.in_(years),
            _among(guardianships.c.guardian_id, span),
        )
        .order_by(guardianships.c.guardian_id, children.c.birth_date, children.c.id, enrolments.c.service_id)
    )
    return [
        Charge(guardian_id, child_id, first_name, Custody(custody), service_id, year)
        for guardian_id, child_id, first_name, custody, service_id, year in tx.execute(query)
    ]


def cells_spoken_of(tx: Transaction, span: Span) -> list[tuple[Cell, RequestKind | None, RequestState | None]]:
    """Every booking (no kind, no state), and every request with its kind and state."""
    request = booking_requests.c
    query = union_all(
        select(
            bookings.c.child_id, bookings.c.service_id, bookings.c.day, null().label("kind"), null().label("state")
        ).where(
            bookings.c.service_id.in_(span.service_ids),
            bookings.c.day.between(span.first_day, span.last_day),
            _of_their_children(bookings.c.child_id, span),
        ),
        select(request.child_id, request.service_id, request.day, request.kind, request.state).where(
            request.service_id.in_(span.service_ids),
            request.day.between(span.first_day, span.last_day),
            # By the child even for a town as a whole: what is decided has no index by service, and is kept for good.
            request.child_id.in_(_their_children(span)),
        ),
    )
    return [
        (
            Cell(child_id, service_id, day),
            RequestKind(kind) if kind else None,
            RequestState(state) if state else None,
        )
        for child_id, service_id, day, kind, state in tx.execute(query)
    ]


def wishes(tx: Transaction, span: Span) -> list[Wish]:
    """What the drafts want."""
    drafted = draft_cells.c
    query = (
        select(
            drafted.guardian_id,
            guardianships.c.custody,
            drafted.child_id,
            drafted.service_id,
            drafted.day,
            drafted.kind,
        )
        .join(
            guardianships,
            and_(guardianships.c.guardian_id == drafted.guardian_id, guardianships.c.child_id == drafted.child_id),
        )
        .where(
            drafted.service_id.in_(span.service_ids),
            drafted.day.between(span.first_day, span.last_day),
            _among(drafted.guardian_id, span),
        )
    )
    return [
        Wish(guardian_id, Custody(custody), Cell(child_id, service_id, day), RequestKind(kind))
        for guardian_id, custody, child_id, service_id, day, kind in tx.execute(query)
    ]


def muting(tx: Transaction, kind: Notice, day: date) -> set[int]:
    """Guardians who do not want to be sent a kind of message about a day."""
    query = select(muted_kinds.c.guardian_id).where(
        muted_kinds.c.kind == kind, or_(muted_kinds.c.until.is_(None), muted_kinds.c.until >= day)
    )
    return set(tx.execute(query).scalars())


def _among(column: ColumnElement[int], span: Span) -> ColumnElement[bool]:
    return true() if span.guardian_ids is None else column.in_(span.guardian_ids)


def _of_their_children(column: ColumnElement[int], span: Span) -> ColumnElement[bool]:
    return true() if span.guardian_ids is None else column.in_(_their_children(span))


def _their_children(span: Span) -> Select[int]:
    return select(guardianships.c.child_id).where(_among(guardianships.c.guardian_id, span))
