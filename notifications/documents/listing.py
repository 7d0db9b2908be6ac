"""The tables of a document as long lists to sort and to count in: all classes in one, by the same columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.model.reports import Column, ColumnKind, ReportSheet, Value
from notifications.documents.document import Document
from notifications.documents.words import class_name

SCHOOL = Column(ColumnKind.TEXT, "school")
CLASS = Column(ColumnKind.TEXT, "class")
DAY = Column(ColumnKind.DAY, "day")

_Key = tuple[Column, int]
"""A column, and how many like it stand before it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its columns and rows, and of each class its totals, without the columns that nowhere have one."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: "Listing | None" = None


def listings(document: Document) -> list[Listing]:
    """The lists of a document: tables that begin with the same column are one."""
    tables = [_table(sheet, document) for sheet in document.sheets]
    firsts = dict.fromkeys(table.sheet.columns[:1] for table in tables)
    alike = ([table for table in tables if table.sheet.columns[:1] == first] for first in firsts)
    return [_listing(document, of_one_form) for of_one_form in alike]


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet, and the day that all of it is of, which no column need say then."""

    sheet: ReportSheet
    day: date | None


def _table(sheet: ReportSheet, document: Document) -> _Table:
    days = {column.day for column in sheet.columns if column.day is not None}
    if len(days) == 1:
        columns = tuple(replace(column, day=None) for column in sheet.columns)
        return _Table(replace(sheet, columns=columns), days.pop())
    says_its_day = days or any(column.code == DAY.code for column in sheet.columns)
    return _Table(sheet, None if says_its_day else document.day)


def _listing(document: Document, tables: Sequence[_Table]) -> Listing:
    keys = _merged([_keys(table.sheet) for table in tables])
    leading = list(_leading(tables))
    rows = tuple(
        (*_places(document, table, leading), *row)
        for table in tables
        for row in _spread(table.sheet, table.sheet.rows, keys)
    )
    return Listing((*leading, *(column for column, _ in keys)), rows, _totals(document, tables, keys, leading))


def _totals(
    document: Document, tables: Iterable[_Table], keys: Sequence[_Key], leading: Iterable[Column]
) -> Listing | None:
    summed = [
        (_places(document, table, leading), row)
        for table in tables
        if table.sheet.totals
        for row in _spread(table.sheet, (table.sheet.totals,), keys)
    ]
    kept = [index for index in range(len(keys)) if any(values[index] is not None for _, values in summed)]
    if not kept:
        return None
    rows = ((*places, *(values[index] for index in kept)) for places, values in summed)
    return Listing((*leading, *(keys[index][0] for index in kept)), tuple(rows))


def _leading(tables: Sequence[_Table]) -> Iterator[Column]:
    """What a table says above itself, a list says in each row."""
    if any(table.day is not None for table in tables):
        yield DAY
    yield SCHOOL
    if any(table.sheet.is_class for table in tables):
        yield CLASS


def _places(document: Document, table: _Table, leading: Iterable[Column]) -> tuple[Value, ...]:
    known: dict[Column, Value] = {
        DAY: table.day,
        SCHOOL: table.sheet.school,
        CLASS: class_name(table.sheet, document.words) if table.sheet.is_class else None,
    }
    return tuple(known[column] for column in leading)


def _keys(sheet: ReportSheet) -> list[_Key]:
    return [(column, sheet.columns[:index].count(column)) for index, column in enumerate(sheet.columns)]


def _spread(sheet: ReportSheet, rows: Iterable[tuple[Value, ...]], keys: Iterable[_Key]) -> Iterator[tuple[Value, ...]]:
    """Rows under the columns of the whole list."""
    own = {key: index for index, key in enumerate(_keys(sheet))}
    order = [own.get(key) for key in keys]
    for row in rows:
        yield tuple(None if index is None else row[index] for index in order)


def _merged(orders: Iterable[list[_Key]]) -> list[_Key]:
    """All columns once: what a table adds stands before the next column that it shares with those before it."""
    merged: list[_Key] = []
    for order in orders:
        for index, key in enumerate(order):
            if key not in merged:
                shared = (merged.index(later) for later in order[index + 1 :] if later in merged)
                merged.insert(next(shared, len(merged)), key)
    return merged
