"""What guardians ask about their files: asking, withdrawing, reading, deciding."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, insert, literal_column, or_, select, update

from core.db.tables import (
    children,
    class_members,
    families,
    family_requests,
    guardians,
    guardianships,
    school_classes,
    schools,
)
from core.db.transaction import Transaction
from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState, NewFamilyRequest

_request = family_requests.c
_PENDING = _request.state == literal_column(f"'{FamilyRequestState.PENDING}'")
"""Spelt out, not bound, or neither database would see that the partial index of pending requests applies."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request belongs when it is asked: whose family, and which school; ``None``: of several, or none."""

    family_id: int
    school_id: int | None


def hold_file(tx: Transaction, guardian_id: int) -> None:
    """Hold what a guardian asks until the end of the transaction: whoever asks, withdraws or decides takes turns.

    PostgreSQL: a row lock of the kind that leaves foreign keys alone. On SQLite writers take turns anyway.
    """
    held = select(guardians.c.id).where(guardians.c.id == guardian_id)
    tx.execute(held.with_for_update(key_share=True)).all()


@contextmanager
def all_or_nothing(tx: Transaction) -> Iterator[None]:
    """An error takes back what was done since, and nothing else of the transaction."""
    with tx.begin_nested():
        yield


def insert_pending(tx: Transaction, guardian_id: int, place: Place, new: NewFamilyRequest, now: datetime) -> int:
    """Write a request; its id. None of the same subject may be pending."""
    row = {
        "kind": new.kind,
        "guardian_id": guardian_id,
        "family_id": place.family_id,
        "child_id": new.child_id,
        "school_id": place.school_id,
        "subject": new.subject,
        "before": dict(new.before),
        "after": dict(new.after),
        "comment": new.comment,
        "created_at": now,
    }
    request_id: int = tx.execute(insert(family_requests).values(row).returning(_request.id)).scalar_one()
    return request_id


def find_pending(tx: Transaction, guardian_id: int, subject: str) -> int | None:
    """The pending request of a subject."""
    of_subject = (_request.guardian_id == guardian_id, _request.subject == subject, _PENDING)
    return tx.execute(select(_request.id).where(*of_subject)).scalar_one_or_none()


def withdraw_pending(tx: Transaction, guardian_id: int, request_id: int, now: datetime) -> bool:
    """Withdraw a guardian's own request; whether it still was pending."""
    mine = (_request.id == request_id, _request.guardian_id == guardian_id, _PENDING)
    withdrawn = update(family_requests).where(*mine).values(state=FamilyRequestState.WITHDRAWN, decided_at=now)
    return tx.execute(withdrawn).rowcount == 1


@dataclass(frozen=True, slots=True)
class Decided:
    """How a request is decided: by whom, under which line of the journal, and why where it is refused."""

    state: FamilyRequestState
    staff_id: int
    decision_id: int
    refusal: str | None = None


def decide_pending(tx: Transaction, request_id: int, decided: Decided, now: datetime) -> None:
    """Decide a request that is held and pending."""
    values = {
        "state": decided.state,
        "decided_at": now,
        "decided_by": decided.staff_id,
        "decision_id": decided.decision_id,
        "refusal": decided.refusal,
    }
    tx.execute(update(family_requests).where(_request.id == request_id, _PENDING).values(values))


def set_operation(tx: Transaction, request_id: int, operation_id: int) -> None:
    """Say by which operation a request was applied."""
    tx.execute(update(family_requests).where(_request.id == request_id).values(operation_id=operation_id))


def requests_of(tx: Transaction, guardian_id: int, year: int, limit: int) -> list[FamilyRequest]:
    """A guardian's own requests: all that are pending, then at most ``limit`` others; the latest first, in both."""
    mine = _request.guardian_id == guardian_id
    ended = select(_request.id).where(mine, ~_PENDING).order_by(_request.decided_at.desc(), _request.id.desc())
    wanted = or_(and_(mine, _PENDING), _request.id.in_(ended.limit(limit)))
    order = (_request.state != FamilyRequestState.PENDING, _request.decided_at.desc(), _request.id.desc())
    return [_read(row) for row in tx.execute(_requests(year).where(wanted).order_by(*order))]


def requests_known(tx: Transaction, ids: Collection[int], year: int) -> dict[int, FamilyRequest]:
    """Requests by their ids."""
    found = (_read(row) for row in tx.execute(_requests(year).where(_request.id.in_(ids))))
    return {request.id: request for request in found}


def open_requests(tx: Transaction, school_ids: Collection[int] | None, year: int) -> list[FamilyRequest]:
    """Pending requests of some schools (``None``: all, and those of no one school), the oldest first."""
    query = _requests(year).where(_open(school_ids, year)).order_by(_request.created_at, _request.id)
    return [_read(row) for row in tx.execute(query)]


def count_open(tx: Transaction, school_ids: Collection[int] | None, year: int) -> int:
    """How many ``open_requests`` there are."""
    query = select(func.count()).select_from(family_requests).where(_open(school_ids, year))
    count: int = tx.execute(query).scalar_one()
    return count


def open_by_school(tx: Transaction, year: int) -> dict[int | None, int]:
    """How many requests are pending, by school; ``None``: of no one school."""
    school = select(_school(year).label("id")).where(_PENDING).subquery().c.id
    return {row[0]: row[1] for row in tx.execute(select(school, func.count()).group_by(school))}


def _open(school_ids: Collection[int] | None, year: int) -> ColumnElement[bool]:
    return _PENDING if school_ids is None else and_(_PENDING, _school(year).in_(school_ids))


def _school(year: int) -> ColumnElement[int | None]:
    """The school of the child, or the one of all the guardian's children, in a school year.

    Where none is in a class it is the one it was when they asked. A child moves, and its file with it.
    """
    tie, one = guardianships.c, school_classes.c.school_id
    of_request = and_(
        tie.guardian_id == _request.guardian_id,
        or_(_request.child_id.is_(None), tie.child_id == _request.child_id),
        class_members.c.school_year == year,
    )
    of_all = case((func.count() == 0, _request.school_id), (func.min(one) == func.max(one), func.min(one)))
    places = guardianships.join(class_members, class_members.c.child_id == tie.child_id)
    places = places.join(school_classes, school_classes.c.id == class_members.c.class_id)
    return select(of_all).select_from(places).where(of_request).correlate(family_requests).scalar_subquery()


def _requests(year: int) -> Select[*tuple[Any, ...]]:
    in_class = and_(class_members.c.child_id == _request.child_id, class_members.c.school_year == year)
    return (
        select(
            family_requests,
            (guardians.c.first_name + " " + guardians.c.last_name).label("guardian"),
            families.c.name.label("family"),
            (children.c.first_name + " " + children.c.last_name).label("child"),
            schools.c.id.label("place_id"),
            schools.c.name.label("school"),
            school_classes.c.name.label("class_name"),
        )
        .join(guardians, guardians.c.id == _request.guardian_id)
        .join(families, families.c.id == _request.family_id)
        .outerjoin(children, children.c.id == _request.child_id)
        .outerjoin(schools, schools.c.id == _school(year))
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    )


def _read(row: Row[*tuple[Any, ...]]) -> FamilyRequest:
    return FamilyRequest(
        id=row.id,
        kind=FamilyRequestKind(row.kind),
        state=FamilyRequestState(row.state),
        guardian_id=row.guardian_id,
        guardian=row.guardian,
        family_id=row.family_id,
        family=row.family,
        child_id=row.child_id,
        child=row.child,
        school_id=row.place_id,
        school=row.school,
        before=row.before,
        after=row.after,
        comment=row.comment,
        created_at=row.created_at,
        decided_at=row.decided_at,
        refusal=row.refusal,
        operation_id=row.operation_id,
        class_name=row.class_name,
    )


def is_guardian(tx: Transaction, guardian_id: int, child_id: int | None, family_id: int) -> bool:
    """Whether a guardian decides for a child on behalf of a family."""
    row = guardianships.c
    tie = exists().where(row.guardian_id == guardian_id, row.child_id == child_id, row.family_id == family_id)
    return bool(tx.execute(select(tie)).scalar_one())


def is_erased(tx: Transaction, guardian_id: int) -> bool:
    """Whether a guardian's file was erased."""
    return bool(tx.execute(select(guardians.c.erased_at.is_not(None)).where(guardians.c.id == guardian_id)).scalar())


def email_of(tx: Transaction, guardian_id: int) -> str | None:
    """A guardian's address, unless it bounced."""
    reached = (guardians.c.id == guardian_id, guardians.c.email_refused_at.is_(None))
    return tx.execute(select(guardians.c.email).where(*reached)).scalar_one_or_none()
