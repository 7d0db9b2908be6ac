"""Classes of the next school year, and the children who are in one already."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from core.db.tables import class_members, school_classes
from core.db.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of a school year, and how many children are in it."""

    id: int
    name: str
    level: str
    children: int


def classes_at(tx: Transaction, school_id: int, year: int) -> list[ClassRow]:
    """The classes of a school in a school year, by name."""
    row = school_classes.c
    query = (
        select(row.id, row.name, row.level, func.count(class_members.c.child_id))
        .outerjoin(class_members, class_members.c.class_id == row.id)
        .where(row.school_id == school_id, row.school_year == year)
        .group_by(row.id, row.name, row.level)
        .order_by(row.name, row.id)
    )
    return [ClassRow(*found) for found in tx.execute(query)]


def placed_in(tx: Transaction, year: int, child_ids: Collection[int]) -> dict[int, str]:
    """The name of the class, of whichever school, in which children are in a school year."""
    query = (
        select(class_members.c.child_id, school_classes.c.name)
        .join(school_classes, school_classes.c.id == class_members.c.class_id)
        .where(class_members.c.school_year == year, class_members.c.child_id.in_(child_ids))
    )
    return {row.child_id: row.name for row in tx.execute(query)}
