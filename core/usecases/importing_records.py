"""Complementary and health data of children, from a file. What it says of a child is never shown."""

from datetime import datetime

from core.db import directory
from core.db.child_records import records_of
from core.imports.records import read_records
from core.imports.register import Children
from core.model.family import RecordField
from core.model.filed import FiledRecord
from core.model.importing import (
    Change,
    ImportOptions,
    ImportPlan,
    ImportRefusedError,
    Prepared,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from core.organisation import UnitOfWork
from core.usecases.records import write_records


def prepare_records(uow: UnitOfWork, sheet: Sheet, _options: ImportOptions, now: datetime) -> Prepared:
    """What a file of records would change: a change for each child. A line of a child that is not known is left out.

    Raises ``ImportRefusedError``.
    """
    filed, problems = read_records(sheet)
    if problems:
        raise ImportRefusedError(problems)
    wanted, names, unmatched = _matched(uow, filed)
    changes = tuple(_changes(uow, wanted, names))
    unchanged = {Subject.RECORD: len(wanted) - len(changes)}

    def write() -> None:
        write_records(uow, wanted, now)

    return Prepared(ImportPlan(changes, unchanged, tuple(unmatched)), write)


def _matched(
    uow: UnitOfWork, filed: tuple[FiledRecord, ...]
) -> tuple[dict[int, dict[RecordField, str]], dict[int, str], list[Problem]]:
    """The values by child, the names of the children, and the lines that are of none."""
    children = Children(directory.children_known(uow.tx))
    wanted: dict[int, dict[RecordField, str]] = {}
    names: dict[int, str] = {}
    unmatched: list[Problem] = []
    for one in filed:
        child = children.find(one.child.last_name, one.child.first_name, one.child.born)
        if isinstance(child, ProblemKind):
            unmatched.append(Problem(one.number, child, "child_last_name", one.child.name))
        else:
            wanted.setdefault(child, {})[one.field] = one.value
            names.setdefault(child, one.child.name)
    return wanted, names, unmatched


def _changes(uow: UnitOfWork, wanted: dict[int, dict[RecordField, str]], names: dict[int, str]) -> list[Change]:
    known = records_of(uow.tx, wanted)
    changes = []
    for child, values in wanted.items():
        before = {record.field: record.value for record in known.get(child, ())}
        if any(before.get(field, "") != value for field, value in values.items()):
            changes.append(Change(Subject.RECORD, Step.CHANGED if before else Step.ADDED, names[child]))
    return changes
