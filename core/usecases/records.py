"""Complementary and health data of children, as the service's own software or a file gives them."""

from collections.abc import Mapping
from datetime import datetime

from core.db import audit
from core.db.child_records import put_records, records_of, take_records
from core.model.children import RecordProblem, RecordsRefusedError, RecordsTally
from core.model.family import RecordField
from core.organisation import UnitOfWork
from core.rules.records import religion_in


def write_records(uow: UnitOfWork, rows: Mapping[int, Mapping[RecordField, str]], now: datetime) -> RecordsTally:
    """Write what is kept of children, by their ids; fields that are not named stay, an empty value takes one away.

    Written twice it changes nothing more: a value that is the same keeps its date. For the service's own command line,
    where whoever runs it is the actor. Raises ``RecordsRefusedError`` where a value names a religion.
    """
    if problems := record_problems(rows):
        raise RecordsRefusedError(problems)
    wanted = {(child, field): value.strip() for child, of in rows.items() for field, value in of.items()}
    known = {(child, one.field): one.value for child, of in records_of(uow.tx, rows).items() for one in of}
    added = {key: value for key, value in wanted.items() if value and key not in known}
    changed = {key: value for key, value in wanted.items() if value and known.get(key, value) != value}
    removed = [key for key, value in wanted.items() if not value and key in known]
    put_records(uow.tx, added | changed, now)
    take_records(uow.tx, removed)
    tally = RecordsTally(len(added), len(changed), len(removed), len(wanted) - len(added) - len(changed) - len(removed))
    if added or changed or removed:
        children = len({child for child, _ in (*added, *changed, *removed)})
        audit.record(uow.tx, None, "records", now, {"children": children})
    return tally


def record_problems(rows: Mapping[int, Mapping[RecordField, str]]) -> tuple[RecordProblem, ...]:
    """The values that may not be recorded."""
    return tuple(
        RecordProblem(child_id, field, word)
        for child_id, values in rows.items()
        for field, value in values.items()
        if (word := religion_in(field, value))
    )
