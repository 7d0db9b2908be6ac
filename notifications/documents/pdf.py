"""Tables on paper: A4, a class a page, a head on each, and the signs explained below."""

from collections.abc import Sequence

from core.model.reports import Column, ColumnKind, ReportSheet, Value
from notifications.documents.document import NUMBERS, SIGNS, Document
from notifications.documents.paper import FONT, PADDING, Paper
from notifications.documents.typeface import drawable
from notifications.documents.widths import Layout, Measure, is_day, laid_out, turns
from notifications.documents.words import heads, meaning, place, sign, signs

_SIZE = 10.0
_HEAD_SIZE = 9.0
_LINE = 5.5
_TO_TICK = 7.0
"""A line with boxes for a pen."""
_NEXT = 4.4
"""From a line of a cell to the next."""
_TALLEST_HEAD = 60.0
_GREY = 235
_RULE = 150
_TO_MM = 25.4 / 72


def drawn_pdf(document: Document) -> bytes:
    """A document as a PDF: the same to the byte for the same facts and instant. Every sheet begins a page."""
    paper = Paper(document)
    for sheet in document.sheets:
        _Table(paper, document, sheet).draw()
    if not document.sheets:
        paper.add_page()
    return bytes(paper.output())


class _Table:
    """A sheet, over as many pages as it takes."""

    def __init__(self, paper: Paper, document: Document, sheet: ReportSheet) -> None:
        self._paper = paper
        self._document = document
        self._sheet = sheet
        self._said = [[self._text(*cell) for cell in zip(sheet.columns, row, strict=True)] for row in sheet.rows]
        self._totals = self._totals_said()
        self._layout = self._laid_out()
        self._size = _SIZE * self._layout.scale
        is_to_tick = any(column.kind is ColumnKind.BLANK for column in sheet.columns)
        self._line = (_TO_TICK if is_to_tick else _LINE) * self._layout.scale
        self._top = 0.0

    def draw(self) -> None:
        """The whole sheet."""
        self._add_page()
        for number, said in enumerate(self._said):
            self._put(said, is_shaded=number % 2 == 1)
        if self._totals is not None:
            self._put(self._totals, is_bold=True)
        self._close()
        self._legend()

    def _text(self, column: Column, value: Value) -> str:
        return drawable(self._document.said(column, value))

    def _totals_said(self) -> list[str] | None:
        if self._sheet.totals is None:
            return None
        said = [self._text(*cell) for cell in zip(self._sheet.columns, self._sheet.totals, strict=True)]
        return [said[0] or self._document.words.text("document-total"), *said[1:]]

    def _laid_out(self) -> Layout:
        paper = self._paper
        columns = self._sheet.columns
        upright, across = sorted((paper.w, paper.h))
        margins = paper.l_margin + paper.r_margin
        return laid_out(columns, self._measures(), upright - margins, across - margins)

    def _measures(self) -> list[Measure]:
        columns = self._sheet.columns
        self._paper.set_font(FONT, "B", _HEAD_SIZE)
        names = [drawable(self._document.head(column)) for column in columns]
        words = [max(map(self._measured, name.split()), default=0.0) for name in names]
        whole = [self._measured(name) for name in names]
        values = [{row[index] for row in self._said} for index in range(len(columns))]
        self._paper.set_font(FONT, "B", _SIZE)
        values = [known | {row} for known, row in zip(values, self._totals or [""] * len(columns), strict=True)]
        widest = [max(map(self._measured, known)) for known in values]
        return [Measure(*measure) for measure in zip(widest, words, whole, strict=True)]

    def _measured(self, text: str) -> float:
        return self._paper.measured(text) + 2 * PADDING + 0.1 if text else 0.0

    def _add_page(self) -> None:
        self._paper.place = drawable(place(self._sheet, self._document.words))
        self._paper.add_page(orientation="L" if self._layout.is_landscape else "P")
        self._head()

    def _head(self) -> None:
        paper = self._paper
        paper.set_font(FONT, "B", _HEAD_SIZE * self._layout.scale)
        columns = list(zip(self._sheet.columns, self._layout.widths, strict=True))
        line = _LINE * self._layout.scale
        upright = {index for index, (column, _) in enumerate(columns) if self._layout.is_turned and turns(column)}
        names = [self._head_lines(column, width, index in upright) for index, (column, width) in enumerate(columns)]
        lying = [lines for index, lines in enumerate(names) if index not in upright]
        standing = [paper.measured(names[index][0]) + 2 * PADDING for index in upright]
        height = max([self._height(line, lying), *standing])
        self._top = top = paper.get_y()
        left = paper.l_margin
        for index, ((column, width), lines) in enumerate(zip(columns, names, strict=True)):
            if index in upright:
                self._stand(lines[0], left + width / 2, top + height)
            else:
                self._write(column, lines, (left, top + height - self._height(line, [lines]), width), line)
            left += width
        paper.set_xy(paper.l_margin, top + height)
        paper.set_draw_color(_RULE)
        self._rule(top)
        self._rule(top + height)

    def _head_lines(self, column: Column, width: float, is_upright: bool) -> list[str]:
        parts = [drawable(part) for part in heads(column, self._document.words, self._document.policy)]
        if is_upright:
            return [self._cut(" ".join(parts))]
        if is_day(column):
            weekday, number = parts[0].split()
            return [weekday[0].upper(), number]
        return self._paper.broken(" ".join(parts), width)

    def _cut(self, head: str) -> str:
        while self._paper.measured(head) > _TALLEST_HEAD:
            head = head.rstrip("…")[:-1].rstrip() + "…"
        return head

    def _stand(self, text: str, centre: float, bottom: float) -> None:
        size = _HEAD_SIZE * self._layout.scale * _TO_MM
        with self._paper.rotation(90, centre, bottom):
            self._paper.text(centre + PADDING, bottom + size * 0.35, text)

    def _cells(self, said: Sequence[str]) -> list[list[str]]:
        widths = self._layout.widths
        return [self._broken(text, width) if text else [] for text, width in zip(said, widths, strict=True)]

    def _broken(self, text: str, width: float) -> list[str]:
        """What is short enough whatever its letters is not even measured."""
        if len(text) * self._size * _TO_MM <= width - 2 * PADDING:
            return [text]
        return self._paper.broken(text, width)

    def _put(self, said: Sequence[str], *, is_shaded: bool = False, is_bold: bool = False) -> None:
        """A line of the table, on a new page under a new head where it has no room."""
        paper = self._paper
        style = "B" if is_bold else ""
        paper.set_font(FONT, style, self._size)
        cells = self._cells(said)
        height = self._height(self._line, cells)
        if not paper.has_room(height):
            self._close()
            self._add_page()
            paper.set_font(FONT, style, self._size)
        top = paper.get_y()
        if is_shaded:
            paper.set_fill_color(_GREY)
            paper.rect(paper.l_margin, top, sum(self._layout.widths), height, style="F")
            self._rule(top)
        left = paper.l_margin
        for column, lines, width in zip(self._sheet.columns, cells, self._layout.widths, strict=True):
            if lines:
                self._write(column, lines, (left, top, width), self._line)
            left += width
        self._rule(top + height)
        paper.set_xy(paper.l_margin, top + height)

    def _height(self, line: float, cells: Sequence[Sequence[str]]) -> float:
        """Of a row whose cells take one line or more."""
        return line + _NEXT * self._layout.scale * (max([1, *map(len, cells)]) - 1)

    def _write(self, column: Column, lines: Sequence[str], box: tuple[float, float, float], line: float) -> None:
        """Lines of text in a cell; ``box``: its left, top and width."""
        left, top, width = box
        paper = self._paper
        rise = line / 2 + paper.font_size * 0.35
        for number, text in enumerate(lines):
            at = left + PADDING
            if column.kind in SIGNS or column.kind is ColumnKind.COUNT:
                at = left + (width - paper.measured(text)) / 2
            elif column.kind in NUMBERS:
                at = left + width - PADDING - paper.measured(text)
            paper.text(at, top + number * _NEXT * self._layout.scale + rise, text)

    def _rule(self, y: float) -> None:
        self._paper.line(self._paper.l_margin, y, self._paper.l_margin + sum(self._layout.widths), y)

    def _close(self) -> None:
        """The lines between the columns, from the head down to here."""
        left, bottom = self._paper.l_margin, self._paper.get_y()
        for width in (0.0, *self._layout.widths):
            left += width
            self._paper.line(left, self._top, left, bottom)

    def _legend(self) -> None:
        words = self._document.words
        used = signs([self._sheet])
        if not used:
            return
        parts = [words.text("sheet-sign-means", sign=sign(one, words), meaning=meaning(one, words)) for one in used]
        paper = self._paper
        paper.set_font(FONT, "", 8)
        if not paper.has_room(_LINE * 2):
            self._paper.add_page(same=True)
            paper.set_font(FONT, "", 8)
        paper.ln(2)
        paper.write_lines(drawable(" · ".join(parts)), 4)
