"""Children, as their guardians know them, and what they may use.

Read at every press: one statement, built once, since building it costs more than running it.
"""

from dataclasses import dataclass, field

from sqlalchemy import and_, bindparam, select

from core.db.tables import children, class_members, enrolments, guardianships, school_classes, services
from core.db.transaction import Transaction
from core.model.people import Child, Custody

_GUARDED = (
    select(
        children.c.id,
        children.c.first_name,
        children.c.last_name,
        guardianships.c.family_id,
        guardianships.c.custody,
        school_classes.c.school_id,
        school_classes.c.name,
        services.c.id,
        services.c.key,
        services.c.capacity,
        enrolments.c.school_year,
    )
    .join(guardianships, guardianships.c.child_id == children.c.id)
    .outerjoin(
        class_members,
        and_(class_members.c.child_id == children.c.id, class_members.c.school_year == bindparam("year")),
    )
    .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    .outerjoin(services, services.c.school_id == school_classes.c.school_id)
    .outerjoin(enrolments, and_(enrolments.c.child_id == children.c.id, enrolments.c.service_id == services.c.id))
    .where(guardianships.c.guardian_id == bindparam("guardian_id"))
    .order_by(children.c.birth_date, children.c.id, services.c.id)
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guardian's children, youngest last; the services of their schools as ``(school, key, capacity)`` by id.

    ``enrolled``: ``(child, service, school year)`` of every enrolment. A capacity of ``None`` leaves it to the policy.
    """

    children: dict[int, Child] = field(default_factory=dict)
    services: dict[int, tuple[int, str, int | None]] = field(default_factory=dict)
    enrolled: set[tuple[int, int, int]] = field(default_factory=set)


def guarded_by(tx: Transaction, guardian_id: int, year: int) -> Guarded:
    """The children a guardian decides for, their class in a school year, and what they may use."""
    guarded = Guarded()
    rows = tx.execute(_GUARDED, {"guardian_id": guardian_id, "year": year})
    for child_id, first, last, family_id, custody, school_id, class_name, service_id, key, capacity, enrolled in rows:
        if child_id not in guarded.children:
            child = Child(child_id, first, last, family_id, Custody(custody), school_id, class_name)
            guarded.children[child_id] = child
        if service_id is not None:
            guarded.services[service_id] = school_id, key, capacity
        if enrolled is not None:
            guarded.enrolled.add((child_id, service_id, enrolled))
    return guarded
