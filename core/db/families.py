"""Children, as their guardians know them.

Read at every press: the statements are built once, since building one costs more than running it.
"""

from sqlalchemy import and_, bindparam, select

from core.db.tables import children, class_members, enrolments, guardianships, school_classes
from core.db.transaction import Transaction
from core.model.people import Child, Custody

_CHILDREN_OF = (
    select(
        children.c.id,
        children.c.first_name,
        children.c.last_name,
        guardianships.c.family_id,
        guardianships.c.custody,
        school_classes.c.school_id,
        school_classes.c.name,
    )
    .join(guardianships, guardianships.c.child_id == children.c.id)
    .outerjoin(
        class_members,
        and_(class_members.c.child_id == children.c.id, class_members.c.school_year == bindparam("year")),
    )
    .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    .where(guardianships.c.guardian_id == bindparam("guardian_id"))
    .order_by(children.c.birth_date, children.c.id)
)

_ENROLMENTS_OF = (
    select(enrolments.c.child_id, enrolments.c.service_id, enrolments.c.school_year)
    .join(guardianships, guardianships.c.child_id == enrolments.c.child_id)
    .where(guardianships.c.guardian_id == bindparam("guardian_id"))
)


def children_of(tx: Transaction, guardian_id: int, year: int) -> tuple[Child, ...]:
    """The children a guardian decides for, youngest last, with their class in a school year."""
    rows = tx.execute(_CHILDREN_OF, {"guardian_id": guardian_id, "year": year})
    return tuple(
        Child(child_id, first, last, family_id, Custody(custody), school_id, class_name)
        for child_id, first, last, family_id, custody, school_id, class_name in rows
    )


def enrolments_of(tx: Transaction, guardian_id: int) -> set[tuple[int, int, int]]:
    """``(child, service, school year)`` of every enrolment of the guardian's children."""
    rows = tx.execute(_ENROLMENTS_OF, {"guardian_id": guardian_id})
    return {(child_id, service_id, year) for child_id, service_id, year in rows}
