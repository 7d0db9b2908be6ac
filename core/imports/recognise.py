"""A file is recognised by its header, in whichever order its columns stand, and cut into rows."""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO

from core.imports.cells import header_name
from core.imports.layouts import LAYOUTS, Layout
from core.imports.text import decode
from core.model.importing import ImportKind, ImportRefusedError, Problem, ProblemKind, Sheet, SheetRow

_LARGEST = 30_000_000
"""Bytes: more than 100,000 pupils take; a file of a town has a thousandth of them."""
_MOST_COLUMNS = 1_000
_DELIMITERS = (";", ",", "\t")
_ALIKE = 0.5
"""A header with this part of the columns of a file was meant to be that file's."""
_TITLES, _SHOWN = 3, 80
"""What is repeated of a header that is none; without one, a pupil's line must not be."""
_WORDY = 4
"""Whoever's name has as many words is not alone on a line."""


def recognise(content: bytes) -> Sheet:
    """Read a whole file. Raises ``ImportRefusedError``: no text, no header that is known, rows of another length."""
    if len(content) > _LARGEST:
        raise ImportRefusedError([Problem(1, ProblemKind.TOO_LARGE, number=_LARGEST // 1_000_000)])
    text, encoding = decode(content)
    top = text.strip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=top.count)
    if top.count(delimiter) > _MOST_COLUMNS:
        raise ImportRefusedError([Problem(1, ProblemKind.UNKNOWN_FILE, value=top[:_SHOWN])])
    rows = _rows(text, delimiter)
    first = next(rows, None)
    if first is None:
        raise ImportRefusedError([Problem(1, ProblemKind.EMPTY_FILE)])
    titles = _without_empty_end(first.cells)
    header = tuple(header_name(title) for title in titles)
    kind = _kind_of(header)
    if kind is None:
        raise ImportRefusedError(
            [Problem(1, ProblemKind.UNKNOWN_FILE, value=delimiter.join(titles[:_TITLES])[:_SHOWN])]
        )
    layout = LAYOUTS[kind]
    _check_header(header, titles, layout)
    is_ended = not text[max(map(text.rfind, "\r\n")) + 1 :].strip()
    body, footers = _without_footers(tuple(rows), len(header), layout, is_ended=is_ended)
    if not body:
        raise ImportRefusedError([Problem(1, ProblemKind.EMPTY_FILE)])
    sheet_rows = _fitted(body, header, layout, is_ended=is_ended or bool(footers))
    return Sheet(kind, encoding, delimiter, header, sheet_rows, footers)


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    """Each row with the number of the line it begins on; no blank ones."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            clean = tuple(" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells)
            number, begins = begins, reader.line_num + 1
            if any(clean):
                yield SheetRow(number, clean)
    except csv.Error as error:
        raise ImportRefusedError([Problem(begins, ProblemKind.QUOTES)]) from error


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    used = max(place for place, cell in enumerate(cells, 1) if cell)
    return cells[:used]


def _kind_of(header: Sequence[str]) -> ImportKind | None:
    """The kind whose columns these are most alike, if they are."""
    best = max(LAYOUTS, key=lambda kind: _likeness(frozenset(header), LAYOUTS[kind]))
    return best if _likeness(frozenset(header), LAYOUTS[best]) >= _ALIKE else None


def _likeness(there: frozenset[str], layout: Layout) -> float:
    """From 0 to 1: how many columns are the layout's, of those that are there or should be.

    Of other software's files only what should be there counts: they have many columns more.
    """
    needed = {header_name(column) for column in (*layout.required, *layout.repeated)}
    if layout.is_foreign:
        return len(needed & there) / len(needed)
    return len(there & layout.titles().keys()) / len(there | needed)


def _check_header(header: Sequence[str], titles: Sequence[str], layout: Layout) -> None:
    known = layout.titles()
    needed = (*layout.required, *layout.repeated)
    problems = [
        Problem(1, ProblemKind.MISSING_COLUMN, column) for column in needed if header_name(column) not in header
    ]
    if not layout.is_foreign:
        problems += [
            Problem(1, ProblemKind.UNKNOWN_COLUMN, title, known=tuple(known.values()))
            for name, title in zip(header, titles, strict=True)
            if name not in known
        ]
    once = known.keys() - {header_name(column) for column in layout.repeated}
    problems += [
        Problem(1, ProblemKind.REPEATED_COLUMN, title)
        for name, title in known.items()
        if name in once and header.count(name) > 1
    ]
    if problems:
        raise ImportRefusedError(problems)


def _without_footers(
    rows: tuple[SheetRow, ...], width: int, layout: Layout, *, is_ended: bool
) -> tuple[tuple[SheetRow, ...], tuple[str, ...]]:
    footers: list[str] = []
    while layout.is_foreign and rows and width > 1 and _is_footer(rows[-1], is_ended=is_ended or bool(footers)):
        footers.insert(0, rows[-1].cells[0])
        rows = rows[:-1]
    return rows, tuple(footers)


def _is_footer(row: SheetRow, *, is_ended: bool) -> bool:
    """Whether a row is a sentence about the file, and not a name at which the file was cut."""
    text = row.cells[0]
    if any(row.cells[1:]) or not text:
        return False
    return any(symbol.isdigit() or symbol in ":©" for symbol in text) or (is_ended and len(text.split()) >= _WORDY)


def _fitted(rows: Sequence[SheetRow], header: Sequence[str], layout: Layout, *, is_ended: bool) -> tuple[SheetRow, ...]:
    """The rows, each as long as the header.

    ``is_ended``: the last line has its end. Where it has not, the file may have been cut in its last cell: ``13`` was
    ``130,00``. So that cell must be one that is not read.
    """
    width = len(header)
    start = min((header.index(header_name(column)) for column in layout.repeated), default=width)
    is_last_read = header[-1] in layout.titles()
    fitted: list[SheetRow] = []
    problems: list[Problem] = []
    for row in rows:
        is_whole = is_ended or row is not rows[-1]
        cells = _as_long(row.cells, width, start, len(layout.repeated) if is_whole else 0)
        if not is_whole and (len(row.cells) < width or (is_last_read and cells is not None)):
            problems.append(Problem(row.number, ProblemKind.CUT, number=width))
        elif cells is None:
            problems.append(Problem(row.number, ProblemKind.CELLS, number=width))
        else:
            fitted.append(SheetRow(row.number, cells))
    if problems:
        raise ImportRefusedError(problems)
    return tuple(fitted)


def _as_long(cells: tuple[str, ...], width: int, start: int, block: int) -> tuple[str, ...] | None:
    """Cells as long as the header; ``None`` for too few or too many.

    From ``start`` on they may come in blocks: as many as there are, where blocks have ``block`` cells.
    """
    if block and len(cells) >= start and (len(cells) - start) % block == 0:
        return (*cells, *("" for _ in range(width - len(cells))))
    if len(cells) < width or any(cells[width:]):
        return None
    return cells[:width]
