"""Complementary and health data of children."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from core.db.tables import child_records
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.children import ChildRecord
from core.model.family import RecordField

_AT_ONCE = 500
"""How many children a statement names by their ids."""


def records_of(tx: Transaction, child_ids: Collection[int]) -> dict[int, list[ChildRecord]]:
    """What is kept of children, by child."""
    record = child_records.c
    query = select(record.child_id, record.field, record.value, record.updated_at).order_by(record.child_id)
    found: dict[int, list[ChildRecord]] = {}
    ids = sorted(set(child_ids))
    for start in range(0, len(ids), _AT_ONCE):
        for child_id, field, value, at in tx.execute(query.where(record.child_id.in_(ids[start : start + _AT_ONCE]))):
            found.setdefault(child_id, []).append(ChildRecord(RecordField(field), value, at))
    return found


def put_records(tx: Transaction, values: Mapping[tuple[int, RecordField], str], now: datetime) -> None:
    """Write values by child and field, in place of any there are."""
    if not values:
        return
    statement = upsert_into(tx, child_records)
    replaced = statement.on_conflict_do_update(
        index_elements=["child_id", "field"],
        set_={"value": statement.excluded.value, "updated_at": statement.excluded.updated_at},
    )
    rows = [
        {"child_id": child_id, "field": field, "value": value, "updated_at": now}
        for (child_id, field), value in values.items()
    ]
    tx.execute(replaced, rows)


def take_records(tx: Transaction, which: Collection[tuple[int, RecordField]]) -> None:
    """Keep these no more: ``(child, field)``."""
    if which:
        statement = delete(child_records).where(
            child_records.c.child_id == bindparam("child"), child_records.c.field == bindparam("which")
        )
        tx.execute(statement, [{"child": child, "which": field} for child, field in sorted(which)])
