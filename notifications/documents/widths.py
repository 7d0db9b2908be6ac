"""How the columns of a table share a page: pure measures, in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.reports import Column, ColumnKind
from notifications.documents.document import SIGNS

_NARROW = 8.0
"""Of a sign under a day; less where there is no room."""
_NARROWEST = 5.2
_TURNED = 7.0
"""Of a column under a head that stands upright."""
_SIGN = 28.0
_NAME = 48.0
_TEXT = 24.0
_GREATEST = 75.0
_FLEXIBLE = frozenset({ColumnKind.NAME, ColumnKind.TEXT})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column is asked to hold: the widest value, the longest word of its head, its head on one line."""

    value: float
    word: float
    head: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, and its columns on it. ``is_turned``: heads over signs and counts stand upright.

    ``scale``: 1, or by how much all is smaller where it would not fit.
    """

    is_landscape: bool
    is_turned: bool
    scale: float
    widths: tuple[float, ...]


def laid_out(columns: Sequence[Column], measures: Sequence[Measure], portrait: float, landscape: float) -> Layout:
    """The first that fits: a page upright, a page across, heads turned upright, letters made smaller."""
    for is_landscape, is_turned in ((False, False), (True, False), (True, True)):
        room = landscape if is_landscape else portrait
        pairs = list(zip(columns, measures, strict=True))
        least = [_least(column, measure, is_turned=is_turned) for column, measure in pairs]
        if sum(least) <= room:
            most = [_most(column, measure, is_turned=is_turned) for column, measure in pairs]
            return Layout(is_landscape, is_turned, 1.0, _filled(columns, least, most, room))
    scale = landscape / sum(least)
    return Layout(True, True, scale, tuple(width * scale for width in least))


def turns(column: Column) -> bool:
    """Whether the head of a column may stand upright."""
    return not is_day(column) and (column.kind in SIGNS or column.kind is ColumnKind.COUNT)


def is_day(column: Column) -> bool:
    """Whether a day alone heads it, which takes two short lines."""
    return column.kind in SIGNS and column.day is not None and column.service_key is None


def _least(column: Column, measure: Measure, *, is_turned: bool) -> float:
    if column.kind is ColumnKind.NAME:
        return max(measure.word, min(measure.value, _NAME))
    if column.kind is ColumnKind.TEXT:
        return max(measure.word, min(measure.value, _TEXT))
    if is_turned and turns(column):
        return max(measure.value, _TURNED)
    if is_day(column):
        return max(measure.value, _NARROWEST)
    return max(measure.value, measure.word)


def _most(column: Column, measure: Measure, *, is_turned: bool) -> float:
    if column.kind in _FLEXIBLE:
        return max(_least(column, measure, is_turned=is_turned), min(measure.value, _GREATEST))
    if is_day(column):
        return max(measure.value, _NARROW)
    return max(_least(column, measure, is_turned=is_turned), min(_SIGN, measure.head))


def _filled(columns: Sequence[Column], least: list[float], most: list[float], room: float) -> tuple[float, ...]:
    """What is left goes to texts until none is broken, then to the others, then to texts again."""
    widths = least[:]
    flexible = [index for index, column in enumerate(columns) if column.kind in _FLEXIBLE]
    others = [index for index in range(len(columns)) if index not in flexible]
    for group in (flexible, others):
        wanted = {index: most[index] - widths[index] for index in group}
        share = min(1.0, (room - sum(widths)) / (sum(wanted.values()) or 1.0))
        for index, want in wanted.items():
            widths[index] += want * share
    left = room - sum(widths)
    for index in flexible:
        widths[index] += left / len(flexible)
    return tuple(widths)
