"""Services of the schools, the days they are closed, and the places they have."""

from collections.abc import Collection

from sqlalchemy import func, select

from core.db.tables import closures, services
from core.db.transaction import Transaction
from core.model.planning import Closure

_DOORS = 0x444F4F52
"""Key of an advisory lock on PostgreSQL: shared by those who ask for places, held alone by who closes."""

_CLOSURES = select(
    closures.c.first_day, closures.c.last_day, closures.c.school_id, closures.c.service_id, closures.c.label
).where(closures.c.reopened_at.is_(None))


def services_of(tx: Transaction, school_ids: Collection[int]) -> list[tuple[int, int, str]]:
    """``(id, school, key)`` of every service of the schools."""
    query = select(services.c.id, services.c.school_id, services.c.key).where(services.c.school_id.in_(school_ids))
    return [(service_id, school_id, key) for service_id, school_id, key in tx.execute(query)]


def closures_of(tx: Transaction, school_ids: Collection[int]) -> tuple[Closure, ...]:
    """Closures of the schools, and of all schools, but those reopened."""
    known = (Closure(*row) for row in tx.execute(_CLOSURES))
    return tuple(closure for closure in known if closure.school_id is None or closure.school_id in school_ids)


def hold_off_closures(tx: Transaction) -> None:
    """Let nothing close until the end of the transaction: a day read as open is still open when it is asked for.

    Not needed on SQLite, where writers take turns anyway.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock_shared(_DOORS)))


def wait_to_close(tx: Transaction) -> None:
    """Wait for whoever is asking for places: what they ask for is seen, and answered, by the closure."""
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(_DOORS)))


def lock_places(tx: Transaction, service_ids: Collection[int]) -> None:
    """Hold the places of the services until the end of the transaction, so that two families cannot both take the last.

    PostgreSQL: row locks, in the order of ids, so that two such calls never wait in a circle; of the kind that leaves
    foreign keys alone, so that an approval need not wait. SQLite writes none and needs none: writers take turns.
    """
    if service_ids:
        held = select(services.c.id).where(services.c.id.in_(service_ids)).order_by(services.c.id)
        tx.execute(held.with_for_update(key_share=True)).all()
