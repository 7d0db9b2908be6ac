"""What a guardian is about to ask."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from core.db.tables import draft_cells
from core.db.transaction import Transaction
from core.db.upserts import upsert_in
from core.model.planning import Cell, RequestKind

_DRAFT_OF = (
    select(draft_cells.c.child_id, draft_cells.c.service_id, draft_cells.c.day, draft_cells.c.kind)
    .where(draft_cells.c.guardian_id == bindparam("guardian_id"))
    .order_by(draft_cells.c.day, draft_cells.c.child_id, draft_cells.c.service_id)
)


def read_draft(tx: Transaction, guardian_id: int) -> dict[Cell, RequestKind]:
    """Every cell of the draft, in the order of days, and what is wanted of it."""
    rows = tx.execute(_DRAFT_OF, {"guardian_id": guardian_id})
    return {Cell(child_id, service_id, day): RequestKind(kind) for child_id, service_id, day, kind in rows}


def put_in_draft(tx: Transaction, guardian_id: int, kind: RequestKind, cells: Iterable[Cell]) -> None:
    """Want something of cells; what was wanted of them before is replaced."""
    rows = [{"guardian_id": guardian_id, "kind": kind, **asdict(cell)} for cell in cells]
    if rows:
        tx.execute(_replace(tx.dialect.name), rows)


@cache
def _replace(dialect: str) -> postgresql.Insert | sqlite.Insert:
    insert = upsert_in(dialect, draft_cells)
    return insert.on_conflict_do_update(
        index_elements=list(draft_cells.primary_key), set_={"kind": insert.excluded.kind}
    )


_TAKE = delete(draft_cells).where(
    draft_cells.c.guardian_id == bindparam("guardian"),
    draft_cells.c.child_id == bindparam("child"),
    draft_cells.c.service_id == bindparam("service"),
    draft_cells.c.day == bindparam("on"),
)


def take_from_draft(tx: Transaction, guardian_id: int, cells: Iterable[Cell]) -> None:
    """Want nothing of cells any more."""
    rows = [
        {"guardian": guardian_id, "child": cell.child_id, "service": cell.service_id, "on": cell.day} for cell in cells
    ]
    if rows:
        tx.execute(_TAKE, rows)


def empty_draft(tx: Transaction, guardian_id: int) -> None:
    """Want nothing any more."""
    tx.execute(delete(draft_cells).where(draft_cells.c.guardian_id == guardian_id))
