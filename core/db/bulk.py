"""The cells of many children at once: read as plain tuples, written by the thousand, and taken back.

A cell is ``(child, service, day)``: a school year of one school is 56,000 of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from core.db.closures import Cells
from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    children,
    class_members,
    enrolments,
    guardianships,
    operations,
    removed_bookings,
    school_classes,
    schools,
    services,
)
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.people import Custody, Guardianship
from core.rules.bulk import Key
from core.rules.school_years import days_of

_CELL = ("child_id", "service_id", "day")


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A child of a class of a school year."""

    child_id: int
    first_name: str
    last_name: str
    class_id: int
    class_name: str
    school_id: int
    school: str


@dataclass(frozen=True, slots=True)
class Span:
    """The cells of some children and services from one day to another, both included."""

    child_ids: Collection[int]
    service_ids: Collection[int]
    first: date
    last: date

    def within(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """The rows of a table that are about these cells."""
        return (
            table.c.child_id.in_(self.child_ids),
            table.c.service_id.in_(self.service_ids),
            table.c.day.between(self.first, self.last),
        )


def _same_cell(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in _CELL))


def _columns(table: FromClause, *more: str) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in (*_CELL, *more)]


# --- who and what there is


def pupils_of(
    tx: Transaction, year: int, *, school_id: int | None = None, child_id: int | None = None
) -> list[PupilRow]:
    """The children of the classes of a school year, of one school or of all, in no order."""
    only = ((school_classes.c.school_id, school_id), (class_members.c.child_id, child_id))
    query = (
        select(
            children.c.id,
            children.c.first_name,
            children.c.last_name,
            school_classes.c.id,
            school_classes.c.name,
            schools.c.id,
            schools.c.name,
        )
        .join(class_members, class_members.c.child_id == children.c.id)
        .join(school_classes, school_classes.c.id == class_members.c.class_id)
        .join(schools, schools.c.id == school_classes.c.school_id)
        .where(class_members.c.school_year == year, *(column == one for column, one in only if one is not None))
    )
    return [PupilRow(*row) for row in tx.execute(query)]


def members_of(tx: Transaction, class_ids: Collection[int]) -> set[int]:
    """The children of classes."""
    query = select(class_members.c.child_id).where(class_members.c.class_id.in_(class_ids))
    return set(tx.execute(query).scalars())


def schools_of_classes(tx: Transaction, class_ids: Collection[int]) -> dict[int, int]:
    """The school of each class, whichever its school year."""
    query = select(school_classes.c.id, school_classes.c.school_id).where(school_classes.c.id.in_(class_ids))
    return {row.id: row.school_id for row in tx.execute(query)}


def services_with_places(tx: Transaction, school_id: int) -> list[tuple[int, str, int | None]]:
    """``(id, key, capacity)`` of the services of a school; a capacity of ``None`` leaves it to the policy."""
    query = select(services.c.id, services.c.key, services.c.capacity).where(services.c.school_id == school_id)
    return [(service_id, key, capacity) for service_id, key, capacity in tx.execute(query)]


def guardianships_of(tx: Transaction, child_ids: Collection[int]) -> dict[int, list[Guardianship]]:
    """Who decides for children, by child."""
    row = guardianships.c
    query = select(row.guardian_id, row.child_id, row.family_id, row.custody).where(row.child_id.in_(child_ids))
    found: dict[int, list[Guardianship]] = {}
    for guardian_id, child_id, family_id, custody in tx.execute(query):
        tie = Guardianship(guardian_id, child_id, family_id, Custody(custody))
        found.setdefault(child_id, []).append(tie)
    return found


# --- what is known of cells


def booked_in(tx: Transaction, span: Span, *, hold: bool) -> dict[Key, int]:
    """The bookings of cells, and the family of each.

    ``hold``: until the end of the transaction nobody else takes one away; in the order of ids, as everybody does.
    """
    query = select(*_columns(bookings, "family_id")).where(*span.within(bookings)).order_by(bookings.c.id)
    rows = tx.execute(query.with_for_update() if hold else query)
    return {(child_id, service_id, day): family_id for child_id, service_id, day, family_id in rows}


def families_in(tx: Transaction, span: Span) -> set[tuple[int, int]]:
    """``(child, family)`` of the bookings of cells."""
    query = select(bookings.c.child_id, bookings.c.family_id).where(*span.within(bookings)).distinct()
    return {(child_id, family_id) for child_id, family_id in tx.execute(query)}


def pending_in(tx: Transaction, span: Span) -> set[Key]:
    """The cells for which anything is asked and not decided."""
    return _cells(tx, select(*_columns(booking_requests)).where(PENDING, *span.within(booking_requests)))


def marked_in(tx: Transaction, span: Span) -> set[Key]:
    """The cells on which attendance is marked."""
    return _cells(tx, select(*_columns(attendance)).where(*span.within(attendance)))


def _cells(tx: Transaction, query: Select[*tuple[Any, ...]]) -> set[Key]:
    return {(child_id, service_id, day) for child_id, service_id, day in tx.execute(query)}


def enrolled_of(
    tx: Transaction, child_ids: Collection[int], service_ids: Collection[int], years: Collection[int]
) -> set[tuple[int, int, int]]:
    """``(child, service, school year)`` of the enrolments of children in services."""
    row = enrolments.c
    query = select(row.child_id, row.service_id, row.school_year).where(
        row.child_id.in_(child_ids), row.service_id.in_(service_ids), row.school_year.in_(years)
    )
    return {(child_id, service_id, year) for child_id, service_id, year in tx.execute(query)}


def count_bookings(tx: Transaction, child_id: int, first: date, last: date) -> dict[int, int]:
    """How many bookings a child has from one day to another, by service."""
    query = (
        select(bookings.c.service_id, func.count().label("bookings"))
        .where(bookings.c.child_id == child_id, bookings.c.day.between(first, last))
        .group_by(bookings.c.service_id)
    )
    return {row.service_id: row.bookings for row in tx.execute(query)}


# --- writing


def insert_bookings(tx: Transaction, operation_id: int, cells: Mapping[Key, int]) -> int:
    """Book cells, each for its family; how many were not yet."""
    if cells:
        tx.execute(upsert_into(tx, bookings).on_conflict_do_nothing(), _rows(operation_id, cells))
    mine = select(func.count()).select_from(bookings).where(bookings.c.operation_id == operation_id)
    return tx.execute(mine).scalar_one()


def remove_bookings(tx: Transaction, operation_id: int, cells: Mapping[Key, int]) -> int:
    """Move bookings to those an operation removed; how many. They must be held."""
    if cells:
        tx.execute(insert(removed_bookings), _rows(operation_id, cells))
        made = select(bookings.c.operation_id).where(_same_cell(removed_bookings, bookings)).scalar_subquery()
        mine = removed_bookings.c.operation_id == operation_id
        tx.execute(update(removed_bookings).where(mine).values(made_by=made))
    return _delete_removed(tx, operation_id)


def _rows(operation_id: int, cells: Mapping[Key, int]) -> list[dict[str, object]]:
    """In the order of cells, whoever writes: two at once wait for one another, and never in a circle."""
    return [{**_row(cell, cells[cell]), "operation_id": operation_id} for cell in sorted(cells)]


def _row(cell: Key, family_id: int) -> dict[str, object]:
    child_id, service_id, day = cell
    return {"child_id": child_id, "service_id": service_id, "day": day, "family_id": family_id}


def _delete_removed(tx: Transaction, operation_id: int) -> int:
    gone = select(bookings.c.id).join(removed_bookings, _same_cell(removed_bookings, bookings))
    statement = delete(bookings).where(bookings.c.id.in_(gone.where(removed_bookings.c.operation_id == operation_id)))
    return tx.execute(statement).rowcount


def insert_enrolments(tx: Transaction, operation_id: int, year: int, pairs: Iterable[tuple[int, int]]) -> int:
    """Enrol: ``(child, service)``; how many were not yet."""
    rows = [
        {"child_id": child_id, "service_id": service_id, "school_year": year, "operation_id": operation_id}
        for child_id, service_id in sorted(pairs)
    ]
    if rows:
        tx.execute(upsert_into(tx, enrolments).on_conflict_do_nothing(), rows)
    mine = select(func.count()).select_from(enrolments).where(enrolments.c.operation_id == operation_id)
    return tx.execute(mine).scalar_one()


def enrol(tx: Transaction, year: int, child_id: int, service_id: int) -> bool:
    """Enrol one child; whether it was not yet."""
    row = {"child_id": child_id, "service_id": service_id, "school_year": year}
    return tx.execute(upsert_into(tx, enrolments).values(row).on_conflict_do_nothing()).rowcount == 1


def end_enrolment(tx: Transaction, year: int, child_id: int, service_id: int) -> bool:
    """End an enrolment; whether there was one."""
    row = enrolments.c
    statement = delete(enrolments).where(
        row.child_id == child_id, row.service_id == service_id, row.school_year == year
    )
    return tx.execute(statement).rowcount == 1


# --- undoing


def removed_by(tx: Transaction, operation_id: int) -> dict[Key, int]:
    """The bookings that an operation removed, in the order of cells, and the family of each.

    But for those of an operation that has been undone since: nobody wants them any more.
    """
    row = removed_bookings.c
    is_undone = exists().where(operations.c.id == row.made_by, operations.c.undone_at.is_not(None))
    columns = _columns(removed_bookings, "family_id")
    query = select(*columns).where(row.operation_id == operation_id, ~is_undone.correlate(removed_bookings))
    found = tx.execute(query.order_by(*columns[:3]))
    return {(child_id, service_id, day): family for child_id, service_id, day, family in found}


def put_back_bookings(tx: Transaction, operation_id: int, cells: Mapping[Key, int]) -> None:
    """Book again what an operation removed, each for the operation that had booked it, if any had."""
    if not cells:
        return
    row = removed_bookings.c
    query = select(*_columns(removed_bookings, "made_by")).where(row.operation_id == operation_id)
    found = tx.execute(query.where(row.made_by.is_not(None)))
    made_by = {(child_id, service_id, day): maker for child_id, service_id, day, maker in found}
    rows = [{**_row(cell, cells[cell]), "operation_id": made_by.get(cell)} for cell in sorted(cells)]
    tx.execute(upsert_into(tx, bookings).on_conflict_do_nothing(), rows)


def take_back_bookings(tx: Transaction, operation_id: int, cells: Cells) -> int:
    """Move the bookings that an operation made, of some cells, to those it removed; how many.

    But for those about which a family has asked something, which is decided on its own, and those marked: for an
    absence that was decided ahead of its day, or while they were waited for: it is judged again once they are held.
    """
    is_asked = exists().where(_same_cell(booking_requests, bookings), PENDING).correlate(bookings)
    mine = bookings.c.operation_id == operation_id, cells.within(bookings), ~is_asked, ~_is_marked(bookings)
    held = select(bookings.c.id).where(*mine).order_by(bookings.c.id).with_for_update().subquery("held")
    tx.execute(select(func.count()).select_from(held))
    columns = [*_CELL, "family_id"]
    moved = select(literal(operation_id, removed_bookings.c.operation_id.type), *_columns(bookings, "family_id")).where(
        *mine
    )
    tx.execute(insert(removed_bookings).from_select(["operation_id", *columns], moved))
    return _delete_removed(tx, operation_id)


def take_back_enrolments(tx: Transaction, operation_id: int, year: int) -> list[tuple[int, int]]:
    """End the enrolments that an operation made and on which nothing hangs; which they were: ``(child, service)``."""
    row = enrolments.c
    first, last = days_of(year)

    def used(table: Table, *only: ColumnElement[bool]) -> ColumnElement[bool]:
        same = table.c.child_id == row.child_id, table.c.service_id == row.service_id
        return exists().where(*same, table.c.day.between(first, last), *only).correlate(enrolments)

    idle = row.operation_id == operation_id, ~used(bookings), ~used(booking_requests, PENDING)
    gone = delete(enrolments).where(*idle).returning(row.child_id, row.service_id)
    return sorted((child_id, service_id) for child_id, service_id in tx.execute(gone))


def marked_operations(tx: Transaction, ids: Collection[int], today: date) -> set[int]:
    """Those of the operations on a cell of which attendance was marked, of a day up to ``today``.

    A later day can only be marked by an absence that was decided: of what that is about, a booking is not taken back.
    """
    made = exists().where(bookings.c.operation_id == operations.c.id, bookings.c.day <= today, _is_marked(bookings))
    removed = exists().where(
        removed_bookings.c.operation_id == operations.c.id,
        removed_bookings.c.day <= today,
        _is_marked(removed_bookings),
    )
    return _which(tx, ids, or_(made, removed)) | _marked_enrolments(tx, ids)


def _is_marked(table: Table) -> ColumnElement[bool]:
    return exists().where(_same_cell(attendance, table)).correlate(table)


def _marked_enrolments(tx: Transaction, ids: Collection[int]) -> set[int]:
    row = enrolments.c
    years = tx.execute(select(row.school_year).where(row.operation_id.in_(ids)).distinct()).scalars().all()
    found: set[int] = set()
    for year in years:
        same = attendance.c.child_id == row.child_id, attendance.c.service_id == row.service_id
        is_marked = exists().where(*same, attendance.c.day.between(*days_of(year))).correlate(enrolments)
        enrolled = exists().where(row.operation_id == operations.c.id, row.school_year == year, is_marked)
        found |= _which(tx, ids, enrolled)
    return found


def billed_operations(tx: Transaction, ids: Collection[int], spans: Collection[tuple[date, date]]) -> set[int]:
    """Those of the operations a cell of which is within spans of days, both included: the months billed."""

    def within(table: Table) -> ColumnElement[bool]:
        days = (table.c.day.between(first, last) for first, last in spans)
        return exists().where(table.c.operation_id == operations.c.id, or_(false(), *days))

    return _which(tx, ids, or_(within(bookings), within(removed_bookings))) if spans else set()


def _which(tx: Transaction, ids: Collection[int], condition: ColumnElement[bool]) -> set[int]:
    return set(tx.execute(select(operations.c.id).where(operations.c.id.in_(ids), condition)).scalars())
