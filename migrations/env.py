"""Run by Alembic: works in the transaction it is given, which whoever opened it commits."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column

from core.db.tables import Hundredths, Instant, metadata


def _plainly(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our types as those they are in the database: a revision must not change with the program."""
    if kind != "type":
        return False
    if isinstance(item, Hundredths):
        return "sa.Integer()"
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


def _is_other_default(
    _context: MigrationContext,
    _inspected: Column[object],
    _declared: Column[object],
    inspected_default: str | None,
    _default: object,
    declared_default: str | None,
) -> bool | None:
    """Alembic's own comparison (``None``), which on SQLite takes an empty text for a change of it."""
    if inspected_default is None or declared_default is None:
        return None
    both_empty = inspected_default.strip("()'") == declared_default.strip("()'") == ""
    return False if both_empty else None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    compare_type=True,
    compare_server_default=_is_other_default,
    render_as_batch=bool(context.script.get_heads()),  # SQLite alters a table by copying it
    render_item=_plainly,
)
with context.begin_transaction():
    context.run_migrations()
