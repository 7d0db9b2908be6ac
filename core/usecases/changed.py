"""What staff changed at once, as each guardian is told it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from core.db import changes, operations
from core.db.changes import ChangedRow, OwnChild
from core.db.deliveries import Leased
from core.db.operations import OperationRecord
from core.model.operations import ChangedChild, OperationKind, PlanningChangedFacts
from core.organisation import UnitOfWork
from core.rules.authorisation import has_custody
from core.rules.names import folded


def read_changes(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, PlanningChangedFacts]:
    """What each delivery tells its guardian of an operation or its undoing, as far as it still stands.

    Nothing where nothing of it does: undone since, or otherwise since. A few queries, whatever the number of
    deliveries.
    """
    records = operations.records(uow.tx, {one.facts["operation"] for one in leased})
    own: dict[int, list[OwnChild]] = {}
    for child in changes.own_children(uow.tx, {one.guardian_id for one in leased if one.guardian_id is not None}):
        own.setdefault(child.guardian_id, []).append(child)
    child_ids = {child.child_id for children in own.values() for child in children}
    rows = {undone: _rows(uow, records, child_ids, undone=undone) for undone in {one.facts["undone"] for one in leased}}
    facts: dict[int, PlanningChangedFacts] = {}
    for one in leased:
        record, undone = records.get(one.facts["operation"]), one.facts["undone"]
        if record is None or one.guardian_id is None:
            continue
        children = _children(uow, own.get(one.guardian_id, ()), rows[undone].get(record.id, {}))
        if children:
            facts[one.id] = PlanningChangedFacts(record.kind, undone, children)
    return facts


def _rows(
    uow: UnitOfWork, records: Mapping[int, OperationRecord], child_ids: Collection[int], *, undone: bool
) -> dict[int, dict[int, list[ChangedRow]]]:
    """What operations changed, or their undoing, by operation and child.

    A removal undone adds, and whatever else was undone takes away.
    """
    removals = {one.id for one in records.values() if one.kind is OperationKind.REMOVE}
    others = records.keys() - removals
    added, taken = (removals, others) if undone else (others, removals)
    found: dict[int, dict[int, list[ChangedRow]]] = {}
    for row in (
        *(changes.put_back_by if undone else changes.added_to)(uow.tx, added, child_ids),
        *changes.taken_from(uow.tx, taken, child_ids),
        *(_ended(uow, records.values()) if undone else ()),
    ):
        found.setdefault(row.operation_id, {}).setdefault(row.child_id, []).append(row)
    return found


def _ended(uow: UnitOfWork, records: Iterable[OperationRecord]) -> Iterator[ChangedRow]:
    """The enrolments that undoing ended, of which nothing else is left."""
    keys = changes.service_keys(uow.tx)
    for record in records:
        for child_id, service_id in record.facts.get("ended", ()):
            yield ChangedRow(record.id, child_id, keys[service_id], None)


def _children(
    uow: UnitOfWork, own: Iterable[OwnChild], rows: Mapping[int, Sequence[ChangedRow]]
) -> tuple[ChangedChild, ...]:
    """A guardian's children, each in own weeks."""
    order = {terms.key: place for place, terms in enumerate(uow.policy.services)}
    changed: list[ChangedChild] = []
    for child in sorted(own, key=lambda one: (folded(one.first_name), one.child_id)):
        days: dict[str, list[date]] = {}
        for row in rows.get(child.child_id, ()):
            if row.day is None:
                days.setdefault(row.service_key, [])
            elif has_custody(child.custody, row.day):
                days.setdefault(row.service_key, []).append(row.day)
        changed.extend(
            ChangedChild(child.child_id, child.first_name, key, tuple(sorted(days[key])))
            for key in sorted(days, key=lambda key: (order.get(key, len(order)), key))
        )
    return tuple(changed)
