"""What is on file of children, for their guardians: many at once, in a number of queries that does not grow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from core.db.tables import (
    child_records,
    children,
    class_members,
    enrolments,
    guardians,
    guardianships,
    outbox,
    photos,
    quotients,
    school_classes,
    schools,
    services,
)
from core.db.transaction import Transaction
from core.model.family import RecordField, RecordKind, kind_of
from core.model.notices import Notice

Pair = tuple[int, int]
"""A guardian and a child."""

_NEWEST = 1000
"""How many messages are looked through: no index leads to those of a guardian."""


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child, its class in a school year, and on behalf of which family the guardian decides for it."""

    id: int
    first_name: str
    last_name: str
    birth_date: date
    family_id: int
    school_id: int | None
    school: str | None
    class_name: str | None


def guarded_children(tx: Transaction, guardian_ids: Collection[int], year: int) -> dict[Pair, ChildRow]:
    """The children of guardians, oldest first, by guardian and child."""
    child = children.c
    query = (
        select(
            guardianships.c.guardian_id,
            child.id,
            child.first_name,
            child.last_name,
            child.birth_date,
            guardianships.c.family_id,
            school_classes.c.school_id,
            schools.c.name,
            school_classes.c.name.label("class_name"),
        )
        .join(guardianships, guardianships.c.child_id == child.id)
        .outerjoin(class_members, and_(class_members.c.child_id == child.id, class_members.c.school_year == year))
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
        .outerjoin(schools, schools.c.id == school_classes.c.school_id)
        .where(guardianships.c.guardian_id.in_(sorted(set(guardian_ids))))
        .order_by(child.birth_date, child.id)
    )
    return {(guardian_id, values[0]): ChildRow(*values) for guardian_id, *values in tx.execute(query)}


def enrolled_services(tx: Transaction, child_ids: Collection[int], year: int) -> dict[int, set[str]]:
    """The services that children are enrolled in, by their keys."""
    query = (
        select(enrolments.c.child_id, services.c.key)
        .join(services, services.c.id == enrolments.c.service_id)
        .where(enrolments.c.child_id.in_(sorted(set(child_ids))), enrolments.c.school_year == year)
    )
    found: dict[int, set[str]] = {}
    for child_id, key in tx.execute(query):
        found.setdefault(child_id, set()).add(key)
    return found


def quotients_of(tx: Transaction, family_ids: Collection[int], day: date) -> dict[int, int]:
    """The quotient of each family that has one on a day."""
    query = (
        select(quotients.c.family_id, quotients.c.value)
        .where(quotients.c.family_id.in_(sorted(set(family_ids))), quotients.c.first_day <= day)
        .order_by(quotients.c.first_day)
    )
    return {row.family_id: row.value for row in tx.execute(query)}


def last_changes(tx: Transaction, child_ids: Collection[int]) -> dict[int, dict[RecordKind, datetime]]:
    """When each kind of record of children was last changed, for the kinds there is any of."""
    record = child_records.c
    query = select(record.child_id, record.field, record.updated_at).where(record.child_id.in_(sorted(set(child_ids))))
    found: dict[int, dict[RecordKind, datetime]] = {}
    for child_id, field, at in tx.execute(query):
        of_child, kind = found.setdefault(child_id, {}), kind_of(RecordField(field))
        of_child[kind] = max(of_child.get(kind, at), at)
    return found


def children_with_photo(tx: Transaction, child_ids: Collection[int]) -> set[int]:
    """Of which children there is a photo."""
    query = select(photos.c.child_id).where(photos.c.child_id.in_(sorted(set(child_ids))))
    return set(tx.execute(query).scalars())


def email_of(tx: Transaction, guardian_id: int) -> tuple[str | None, bool]:
    """A guardian's address, and whether mail to it came back."""
    query = select(guardians.c.email, guardians.c.email_refused_at).where(guardians.c.id == guardian_id)
    row = tx.execute(query).one_or_none()
    return (None, False) if row is None else (row.email, row.email_refused_at is not None)


def is_on_its_way(
    tx: Transaction, kind: Notice, guardian_id: int, facts: Mapping[str, object], since: datetime
) -> bool:
    """Whether a guardian was sent just this, or is about to be, since an instant: looked for in the newest alone."""
    newest = select(func.max(outbox.c.id)).scalar_subquery()
    query = select(outbox.c.facts).where(
        outbox.c.id > newest - _NEWEST,
        outbox.c.kind == kind,
        outbox.c.guardian_id == guardian_id,
        outbox.c.created_at >= since,
    )
    return any(kept == facts for kept in tx.execute(query).scalars())
