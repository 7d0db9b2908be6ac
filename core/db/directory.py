"""Whoever is known: schools, classes, families, guardians, children, staff. Read whole, and written by the hundred."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Table, bindparam, delete, func, insert, select, update

from core.db.tables import (
    children,
    class_members,
    enrolments,
    families,
    guardians,
    guardianships,
    link_codes,
    school_classes,
    schools,
    services,
    staff,
    staff_scopes,
)
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.people import Custody, Role, Scope

Row = Mapping[str, object]

_TURN = 0x44495245
"""Key of the advisory lock on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class of one school year."""

    id: int
    school_id: int
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian, and how to reach them."""

    id: int
    last_name: str
    first_name: str
    email: str | None
    phone: str | None


def _add(tx: Transaction, table: Table, rows: Sequence[Row]) -> list[int]:
    """Insert rows; their ids, in the order of the rows."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(tx.scalars(statement, [dict(row) for row in rows]))


def _put(tx: Transaction, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        tx.execute(insert(table), [dict(row) for row in rows])


def take_turns(tx: Transaction) -> None:
    """Wait for whoever else writes the directory: two imports must not both add a family.

    Not needed on SQLite, where writers take turns anyway.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(_TURN)))


def schools_known(tx: Transaction) -> dict[int, str]:
    """Names of the schools, by id."""
    query = select(schools.c.id, schools.c.name).order_by(schools.c.name)
    return {school_id: str(name) for school_id, name in tx.execute(query)}


def add_schools(tx: Transaction, names: Sequence[str]) -> list[int]:
    """New schools; their ids, in order."""
    return _add(tx, schools, [{"name": name} for name in names])


def open_services(tx: Transaction, school_ids: Collection[int], keys: Collection[str]) -> None:
    """See to it that each school has a row for each service; rows that are there already keep their capacity."""
    known = {(school, key) for school, key in tx.execute(select(services.c.school_id, services.c.key))}
    wanted = [(school, key) for school in school_ids for key in keys if (school, key) not in known]
    _put(tx, services, [{"school_id": school, "key": key} for school, key in wanted])


def classes_of_year(tx: Transaction, year: int) -> list[SchoolClass]:
    """The classes of every school in a school year, by name."""
    query = (
        select(school_classes.c.id, school_classes.c.school_id, school_classes.c.name, school_classes.c.level)
        .where(school_classes.c.school_year == year)
        .order_by(school_classes.c.name, school_classes.c.id)
    )
    return [SchoolClass(*row) for row in tx.execute(query)]


def add_classes(tx: Transaction, year: int, rows: Sequence[tuple[int, str, str]]) -> list[int]:
    """New classes from ``(school, name, level)``; their ids, in order."""
    return _add(
        tx,
        school_classes,
        [{"school_id": school, "school_year": year, "name": name, "level": level} for school, name, level in rows],
    )


def set_levels(tx: Transaction, levels: Mapping[int, str]) -> None:
    """Change the level of classes, by id."""
    if levels:
        statement = update(school_classes).where(school_classes.c.id == bindparam("key")).values(level=bindparam("to"))
        tx.execute(statement, [{"key": key, "to": level} for key, level in levels.items()])


def families_known(tx: Transaction) -> dict[int, str]:
    """Names of the families, by id."""
    return {family_id: str(name) for family_id, name in tx.execute(select(families.c.id, families.c.name))}


def add_families(tx: Transaction, names: Sequence[str]) -> list[int]:
    """New families; their ids, in order."""
    return _add(tx, families, [{"name": name} for name in names])


def guardians_known(tx: Transaction) -> list[Guardian]:
    """Every guardian, oldest first."""
    query = select(
        guardians.c.id, guardians.c.last_name, guardians.c.first_name, guardians.c.email, guardians.c.phone
    ).order_by(guardians.c.id)
    return [Guardian(*row) for row in tx.execute(query)]


def add_guardians(tx: Transaction, rows: Sequence[tuple[str, str, str | None, str | None]]) -> list[int]:
    """New guardians from ``(last name, first name, e-mail, phone)``; their ids, in order."""
    return _add(
        tx,
        guardians,
        [
            {"last_name": last, "first_name": first, "email": email, "phone": phone}
            for last, first, email, phone in rows
        ],
    )


def set_contacts(tx: Transaction, contacts: Mapping[int, tuple[str | None, str | None]]) -> None:
    """Change guardians' ``(e-mail, phone)``, by id; not of those who had theirs erased."""
    if contacts:
        statement = update(guardians).where(guardians.c.id == bindparam("key"), guardians.c.erased_at.is_(None))
        statement = statement.values(
            email=bindparam("to_email"), phone=bindparam("to_phone"), email_refused_at=None
        )  # an address that was corrected is tried again
        rows = [{"key": key, "to_email": email, "to_phone": phone} for key, (email, phone) in contacts.items()]
        tx.execute(statement, rows)


def children_known(tx: Transaction) -> dict[int, tuple[str, str, date]]:
    """``(last name, first name, birth date)`` of every child, by id."""
    query = select(children.c.id, children.c.last_name, children.c.first_name, children.c.birth_date)
    return {child_id: (last, first, born) for child_id, last, first, born in tx.execute(query.order_by(children.c.id))}


def add_children(tx: Transaction, rows: Sequence[tuple[str, str, date]]) -> list[int]:
    """New children from ``(last name, first name, birth date)``; their ids, in order."""
    return _add(
        tx, children, [{"last_name": last, "first_name": first, "birth_date": born} for last, first, born in rows]
    )


def guardianships_known(tx: Transaction) -> dict[tuple[int, int], int]:
    """The family of every ``(guardian, child)``."""
    query = select(guardianships.c.guardian_id, guardianships.c.child_id, guardianships.c.family_id)
    return {(guardian, child): family for guardian, child, family in tx.execute(query)}


def put_guardianships(tx: Transaction, rows: Mapping[tuple[int, int], int], known: Collection[tuple[int, int]]) -> None:
    """Write the family of each ``(guardian, child)``; one that is ``known`` keeps its custody weeks."""
    added = [(pair, family) for pair, family in rows.items() if pair not in known]
    moved = [(pair, family) for pair, family in rows.items() if pair in known]
    _put(
        tx,
        guardianships,
        [{"guardian_id": guardian, "child_id": child, "family_id": family} for (guardian, child), family in added],
    )
    if moved:
        of_pair = (guardianships.c.guardian_id == bindparam("guardian")) & (
            guardianships.c.child_id == bindparam("child")
        )
        statement = update(guardianships).where(of_pair).values(family_id=bindparam("family"))
        tx.execute(statement, [{"guardian": pair[0], "child": pair[1], "family": family} for pair, family in moved])


def set_custody(tx: Transaction, guardian_id: int, child_ids: Collection[int], custody: Custody) -> None:
    """Say in which weeks a guardian decides for some children."""
    statement = update(guardianships).where(
        guardianships.c.guardian_id == guardian_id, guardianships.c.child_id.in_(child_ids)
    )
    tx.execute(statement.values(custody=custody))


def members_of_year(tx: Transaction, year: int) -> dict[int, int]:
    """The class of every child in a school year."""
    query = select(class_members.c.child_id, class_members.c.class_id).where(class_members.c.school_year == year)
    return {child: int(class_id) for child, class_id in tx.execute(query)}


def put_members(tx: Transaction, year: int, rows: Mapping[int, int]) -> None:
    """Put children in a class, out of whichever they were in that year."""
    if not rows:
        return
    statement = upsert_into(tx, class_members)
    statement = statement.on_conflict_do_update(
        index_elements=["child_id", "school_year"], set_={"class_id": statement.excluded.class_id}
    )
    tx.execute(
        statement, [{"child_id": child, "school_year": year, "class_id": class_id} for child, class_id in rows.items()]
    )


def enrolments_of_year(tx: Transaction, year: int) -> set[tuple[int, int]]:
    """``(child, service)`` of every enrolment of a school year."""
    query = select(enrolments.c.child_id, enrolments.c.service_id).where(enrolments.c.school_year == year)
    return {(child, service) for child, service in tx.execute(query)}


def put_enrolments(tx: Transaction, year: int, pairs: Collection[tuple[int, int]]) -> None:
    """Enrol children: ``(child, service)``."""
    rows = [{"child_id": child, "school_year": year, "service_id": service} for child, service in sorted(pairs)]
    _put(tx, enrolments, rows)


def take_enrolments(tx: Transaction, year: int, pairs: Collection[tuple[int, int]]) -> None:
    """End enrolments: ``(child, service)``. Bookings stay: what was granted is not taken back by a file."""
    if pairs:
        statement = delete(enrolments).where(
            enrolments.c.school_year == year,
            enrolments.c.child_id == bindparam("child"),
            enrolments.c.service_id == bindparam("service"),
        )
        tx.execute(statement, [{"child": child, "service": service} for child, service in sorted(pairs)])


def replace_staff_code(tx: Transaction, staff_id: int, code_hash: str, now: datetime, expires_at: datetime) -> None:
    """Give a member of staff a new code, in place of any unused one."""
    tx.execute(delete(link_codes).where(link_codes.c.staff_id == staff_id, link_codes.c.used_at.is_(None)))
    row = {"code_hash": code_hash, "staff_id": staff_id, "created_at": now, "expires_at": expires_at}
    tx.execute(insert(link_codes), row)


def staff_known(tx: Transaction) -> dict[int, str]:
    """Names of the staff, by id."""
    return {staff_id: str(name) for staff_id, name in tx.execute(select(staff.c.id, staff.c.name))}


def put_staff(tx: Transaction, staff_id: int | None, name: str, role: Role, scope: Scope, email: str | None) -> int:
    """Write a member of staff, active and with one scope; a new one where ``staff_id`` is ``None``. The id.

    An address is only ever replaced by another.
    """
    if staff_id is None:
        (staff_id,) = _add(tx, staff, [{"name": name, "role": role}])
    else:
        tx.execute(update(staff).where(staff.c.id == staff_id).values(role=role, is_active=True))
        tx.execute(delete(staff_scopes).where(staff_scopes.c.staff_id == staff_id))
    if email is not None:
        reached = update(staff).where(staff.c.id == staff_id).values(email=email, email_refused_at=None)
        tx.execute(reached)
    tx.execute(insert(staff_scopes), {"staff_id": staff_id, "school_id": scope.school_id, "class_id": scope.class_id})
    return staff_id
