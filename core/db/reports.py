"""Who is listed in a report: classes, their children, enrolments, and who has custody. A few statements, as sets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from core.db.tables import (
    children,
    class_members,
    enrolments,
    guardians,
    guardianships,
    school_classes,
    services,
)
from core.db.transaction import Transaction
from core.model.people import Custody


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of a school year."""

    id: int
    school_id: int
    school_year: int
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A child."""

    child_id: int
    last_name: str
    first_name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class ParentRow:
    """A guardian of a child, and how to call them."""

    child_id: int
    name: str
    phone: str | None
    custody: Custody


_PUPIL = (children.c.id, children.c.last_name, children.c.first_name, children.c.birth_date)


def classes_known(tx: Transaction, years: Collection[int], class_id: int | None) -> list[ClassRow]:
    """The classes of some school years in any school, or one class, whichever year it is of."""
    row = school_classes.c
    wanted = row.school_year.in_(years) if class_id is None else row.id == class_id
    query = select(row.id, row.school_id, row.school_year, row.name, row.level).where(wanted)
    return [ClassRow(*found) for found in tx.execute(query)]


def pupils_of(tx: Transaction, class_ids: Collection[int]) -> list[tuple[int, PupilRow]]:
    """``(class, child)`` of every child of the classes, in no order."""
    query = (
        select(class_members.c.class_id, *_PUPIL)
        .join(children, children.c.id == class_members.c.child_id)
        .where(class_members.c.class_id.in_(class_ids))
    )
    return [(class_id, PupilRow(*child)) for class_id, *child in tx.execute(query)]


def outsiders_of(
    tx: Transaction, service_ids: Collection[int], years: Collection[int]
) -> list[tuple[int, int, PupilRow]]:
    """``(school, school year, child)`` of those enrolled in services of a school, and in no class.

    Who is in a class of another school is not theirs for an enrolment left behind, as in ``core.db.sheets``.
    """
    in_class = (
        exists()
        .where(
            class_members.c.child_id == enrolments.c.child_id,
            class_members.c.school_year == enrolments.c.school_year,
        )
        .correlate(enrolments)
    )
    query = (
        select(services.c.school_id, enrolments.c.school_year, *_PUPIL)
        .select_from(enrolments)
        .join(services, services.c.id == enrolments.c.service_id)
        .join(children, children.c.id == enrolments.c.child_id)
        .where(enrolments.c.service_id.in_(service_ids), enrolments.c.school_year.in_(years), ~in_class)
        .distinct()
    )
    return [(school_id, year, PupilRow(*child)) for school_id, year, *child in tx.execute(query)]


def children_named(tx: Transaction, child_ids: Collection[int]) -> list[PupilRow]:
    """Some children, in no order."""
    return [PupilRow(*row) for row in tx.execute(select(*_PUPIL).where(children.c.id.in_(child_ids)))]


def enrolled_in(tx: Transaction, service_ids: Collection[int], years: Collection[int]) -> set[tuple[int, int, int]]:
    """``(child, service, school year)`` of every enrolment in the services."""
    row = enrolments.c
    query = select(row.child_id, row.service_id, row.school_year).where(
        row.service_id.in_(service_ids), row.school_year.in_(years)
    )
    return {(child_id, service_id, year) for child_id, service_id, year in tx.execute(query)}


def parents_of(tx: Transaction, child_ids: Collection[int]) -> list[ParentRow]:
    """The guardians of some children, by name."""
    query = (
        select(
            guardianships.c.child_id,
            guardians.c.first_name + " " + guardians.c.last_name,
            guardians.c.phone,
            guardianships.c.custody,
        )
        .join(guardians, guardians.c.id == guardianships.c.guardian_id)
        .where(guardianships.c.child_id.in_(child_ids))
        .order_by(guardians.c.last_name, guardians.c.first_name, guardians.c.id)
    )
    return [ParentRow(child_id, name, phone, Custody(custody)) for child_id, name, phone, custody in tx.execute(query)]
