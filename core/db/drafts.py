"""What a guardian is about to ask."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, delete, select, tuple_

from core.db.tables import draft_cells
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
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
    rows = [
        {
            "guardian_id": guardian_id,
            "child_id": cell.child_id,
            "service_id": cell.service_id,
            "day": cell.day,
            "kind": kind,
        }
        for cell in cells
    ]
    if not rows:
        return
    insert = upsert_into(tx, draft_cells)
    replace = {"kind": insert.excluded.kind}
    tx.execute(insert.on_conflict_do_update(index_elements=list(draft_cells.primary_key), set_=replace), rows)


def take_from_draft(tx: Transaction, guardian_id: int, cells: Collection[Cell]) -> None:
    """Want nothing of cells any more."""
    key = tuple_(draft_cells.c.child_id, draft_cells.c.service_id, draft_cells.c.day)
    tx.execute(
        delete(draft_cells).where(
            draft_cells.c.guardian_id == guardian_id,
            key.in_([(cell.child_id, cell.service_id, cell.day) for cell in cells]),
        )
    )
