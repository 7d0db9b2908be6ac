"""What staff had done at once, each under the key of the press that confirmed it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from core.db.tables import operations, staff
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.operations import OperationKind


@dataclass(frozen=True, slots=True)
class OperationRecord:
    """An operation as it is kept. ``facts``: the order, and what came of it."""

    id: int
    key: str
    kind: OperationKind
    staff_id: int
    by: str
    created_at: datetime
    facts: dict[str, Any]
    undone_at: datetime | None


def insert_once(
    tx: Transaction, key: str, kind: OperationKind, staff_id: int, facts: Mapping[str, object], now: datetime
) -> int | None:
    """Write an operation; its id, or ``None`` where its key was used.

    On PostgreSQL this waits for whoever is writing one under the same key.
    """
    row = {"key": key, "kind": kind, "staff_id": staff_id, "created_at": now, "facts": dict(facts)}
    statement = upsert_into(tx, operations).values(row).on_conflict_do_nothing().returning(operations.c.id)
    return tx.execute(statement).scalar_one_or_none()


def complete(tx: Transaction, operation_id: int, facts: Mapping[str, object]) -> None:
    """Say what an operation came to."""
    tx.execute(update(operations).where(operations.c.id == operation_id).values(facts=dict(facts)))


def end(tx: Transaction, operation_id: int, staff_id: int, facts: Mapping[str, object], now: datetime) -> None:
    """Note who undid an operation, and what that came to. It must be held."""
    statement = update(operations).where(operations.c.id == operation_id)
    tx.execute(statement.values(undone_at=now, undone_by=staff_id, facts=dict(facts)))


def find_used(tx: Transaction, key: str) -> OperationRecord | None:
    """The operation that used a key."""
    row = tx.execute(_records().where(operations.c.key == key)).one_or_none()
    return None if row is None else _record(row)


def hold(tx: Transaction, operation_id: int) -> OperationRecord | None:
    """An operation; until the end of the transaction nobody else undoes it."""
    query = _records().where(operations.c.id == operation_id).with_for_update(of=operations)
    row = tx.execute(query).one_or_none()
    return None if row is None else _record(row)


def records(tx: Transaction, ids: Collection[int]) -> dict[int, OperationRecord]:
    """Operations by id."""
    rows = tx.execute(_records().where(operations.c.id.in_(ids)))
    return {record.id: record for record in map(_record, rows)}


def latest(tx: Transaction, kinds: Collection[OperationKind]) -> Iterator[OperationRecord]:
    """Every operation of some kinds, the latest first."""
    query = _records().where(operations.c.kind.in_(kinds))
    for row in tx.execute(query.order_by(operations.c.created_at.desc(), operations.c.id.desc())):
        yield _record(row)


def _records() -> Select[*tuple[Any, ...]]:
    row = operations.c
    return select(
        row.id,
        row.key,
        row.kind,
        row.staff_id,
        staff.c.name.label("by"),
        row.created_at,
        row.facts,
        row.undone_at,
    ).join(staff, staff.c.id == row.staff_id)


def _record(row: Row[*tuple[Any, ...]]) -> OperationRecord:
    return OperationRecord(**{**row._mapping, "kind": OperationKind(row.kind)})
