"""Whether the database is sound, and what is in it, for whoever sets the service up."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select, text
from sqlalchemy.exc import DatabaseError

from core.db.tables import (
    chats,
    class_members,
    enrolments,
    guardians,
    guardianships,
    invoices,
    school_classes,
    schools,
    services,
    staff,
)
from core.db.transaction import Transaction
from core.model.people import Role

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How SQLite begins the names of such errors (https://www.sqlite.org/rescode.html)."""

_FEW = 3
"""How many of the errors of a file are told."""


@dataclass(frozen=True, slots=True)
class Guardians:
    """How many guardians of children there are: with a chat, by e-mail alone, and with neither."""

    in_chat: int
    by_email: int
    unreached: int


def is_damage(error: BaseException | None) -> bool:
    """Whether an SQLite file could not be opened because of what is in it."""
    found = error.orig if isinstance(error, DatabaseError) else None
    return str(getattr(found, "sqlite_errorname", "")).startswith(_DAMAGED)


def damage_of(tx: Transaction) -> list[str]:
    """What is broken in an SQLite file. PostgreSQL looks after its own."""
    if tx.dialect.name != "sqlite":
        return []
    try:
        found = [row[0] for row in tx.execute(text(f"PRAGMA quick_check({_FEW})"))]
        orphans = [row[0] for row in tx.execute(text("PRAGMA foreign_key_check"))]
    except DatabaseError as error:
        return [str(error.orig)]
    return [line for line in found if line != "ok"] + sorted(set(orphans))[:_FEW]


def count_schools(tx: Transaction) -> int:
    """How many schools there are."""
    return tx.scalar(select(func.count()).select_from(schools)) or 0


def count_classes(tx: Transaction, year: int) -> int:
    """How many classes there are in a school year."""
    return tx.scalar(select(func.count()).where(school_classes.c.school_year == year)) or 0


def count_pupils(tx: Transaction, year: int) -> int:
    """How many children are in a class that school year."""
    return tx.scalar(select(func.count()).where(class_members.c.school_year == year)) or 0


def services_enrolled_in(tx: Transaction, year: int) -> set[str]:
    """The keys of the services some child is enrolled in that school year."""
    enrolled = enrolments.c.school_year == year
    return set(tx.scalars(select(services.c.key).join(enrolments).where(enrolled).distinct()))


def count_guardians(tx: Transaction) -> Guardians:
    """By what way those are reached who have a child and are not erased."""
    has_chat = exists().where(chats.c.guardian_id == guardians.c.id, chats.c.blocked_at.is_(None))
    has_email = guardians.c.email.is_not(None) & guardians.c.email_refused_at.is_(None)
    return Guardians(
        _count_guardians(tx, has_chat),
        _count_guardians(tx, ~has_chat & has_email),
        _count_guardians(tx, ~has_chat & ~has_email),
    )


def _count_guardians(tx: Transaction, which: ColumnElement[bool]) -> int:
    is_one = exists().where(guardianships.c.guardian_id == guardians.c.id)
    return (
        tx.scalar(select(func.count()).select_from(guardians).where(is_one, guardians.c.erased_at.is_(None), which))
        or 0
    )


def has_manager(tx: Transaction) -> bool:
    """Whether somebody decides and gives access."""
    found = select(staff.c.id).where(staff.c.role == Role.MANAGER, staff.c.is_active).limit(1)
    return tx.scalar(found) is not None


def has_invoices(tx: Transaction) -> bool:
    """Whether any invoice is on file."""
    return tx.scalar(select(invoices.c.id).limit(1)) is not None
