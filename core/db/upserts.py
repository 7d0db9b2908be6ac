"""INSERT with ON CONFLICT, which SQLAlchemy has in the words of each database."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from core.db.transaction import Transaction


def upsert_into(tx: Transaction, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return upsert_in(tx.dialect.name, table)


def upsert_in(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """The same for a dialect by its name, to be built once."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
