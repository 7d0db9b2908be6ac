"""The list of a day on paper: A4, a class a page, a line a child, a column a service."""

import unicodedata
from datetime import datetime
from typing import NamedTuple

from font_roboto import Roboto, RobotoBold  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from core.model.policy import Policy
from core.model.rosters import NamedRoster, Presence, RosterSheet
from locales import Translator
from notifications.documents.words import class_name, drawn, service_name

TICKS = {
    Presence.EXPECTED: "×",
    Presence.DECLARED_ABSENT: "(×)",
    Presence.PENDING: "?",
    Presence.ABSENT: "–",
}
"""What stands in a column; each glyph is one that the font has."""

_UNDRAWABLE = "◊"
"""In place of what the font has no glyph for."""

_FONT = "Roboto"
_MARGIN = 15.0
_FOOT = 12.0
_LINE = 5.5
_WIDEST_SERVICE = 28.0
_WIDEST_SERVICES = 115.0
"""Of all columns together; names keep the rest. Millimetres, as everything here."""
_GREY = 235


class _Line(NamedTuple):
    """A line of the table: its name, broken to fit, and what stands in each column."""

    names: list[str]
    ticks: list[str]


class _Paper(FPDF):
    """Pages that each say of which class and day they are, and which page of how many."""

    def __init__(self, words: Translator, drawn_at: str) -> None:
        super().__init__(format="A4")
        self._words = words
        self.heading = ("", "")
        self.add_font(_FONT, "", Roboto)
        self.add_font(_FONT, "B", RobotoBold)
        faces = (font.cmap for font in self.fonts.values() if isinstance(font, TTFFont))
        self._glyphs = frozenset.intersection(*map(frozenset, faces))
        self.set_margin(_MARGIN)
        self.set_auto_page_break(False)
        self._drawn_at = self.drawable(drawn_at)

    def drawable(self, text: str) -> str:
        """A text in glyphs that both faces have, on one line. What only joins or colours others is left out."""
        return "".join(self._drawable(one) for one in " ".join(unicodedata.normalize("NFC", text).split()))

    def _drawable(self, one: str) -> str:
        kind = unicodedata.category(one)[0]
        if kind != "C" and ord(one) in self._glyphs:
            return one
        return "" if kind in "MC" else _UNDRAWABLE

    def header(self) -> None:
        place, day = self.heading
        self.set_font(_FONT, "B", 15)
        self.multi_cell(0, 7, place, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_font(_FONT, "", 11)
        self.cell(0, 6, day, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-_FOOT)
        self.set_font(_FONT, "", 8)
        self.cell(0, 5, self._drawn_at)
        self.set_x(self.l_margin)
        self.cell(0, 5, self._words.text("sheet-page", page=self.page_no(), pages="{nb}"), align="R")

    @property
    def is_full(self) -> bool:
        """Whether not even one line more has room."""
        return not self.has_room(_LINE)

    def has_room(self, height: float) -> bool:
        """Whether so much fits above the foot."""
        return self.get_y() + height <= self.h - _MARGIN - 3


def roster_pdf(roster: NamedRoster, words: Translator, policy: Policy, drawn_at: datetime) -> bytes:
    """The list of a day as a PDF: the same to the byte for the same roster and instant."""
    day = words.text("sheet-title", day=f"{words.day(roster.day)} {roster.day.year}")
    paper = _Paper(words, drawn(drawn_at, words, policy))
    paper.set_creation_date(drawn_at)
    paper.set_title(day)
    paper.set_lang(words.locale)
    for sheet in roster.sheets:
        paper.heading = paper.drawable(f"{sheet.school} · {class_name(sheet, words)}"), paper.drawable(day)
        paper.add_page()
        _Table(paper, sheet, words, policy).draw()
    return bytes(paper.output())


class _Table:
    """The table of a class, over as many pages as it takes."""

    def __init__(self, paper: _Paper, sheet: RosterSheet, words: Translator, policy: Policy) -> None:
        self._paper = paper
        self._sheet = sheet
        self._words = words
        self._services = [paper.drawable(service_name(key, words, policy)) for key in sheet.service_keys]
        columns = len(sheet.service_keys)
        self._column = min(_WIDEST_SERVICE, _WIDEST_SERVICES / columns) if columns else 0.0
        self._name = paper.epw - columns * self._column

    def draw(self) -> None:
        self._head()
        for number, child in enumerate(self._sheet.children):
            name = self._paper.drawable(f"{child.last_name} {child.first_name}")
            ticks = [self._tick(child.presences.get(key)) for key in self._sheet.service_keys]
            self._put(_Line(self._broken(name), ticks), is_shaded=number % 2 == 1)
        self._paper.set_font(_FONT, "B", 10)
        expected = (Presence.EXPECTED, Presence.DECLARED_ABSENT)
        counts = [
            str(sum(child.presences.get(key) in expected for child in self._sheet.children))
            for key in self._sheet.service_keys
        ]
        self._put(_Line([self._words.text("sheet-total")], counts))
        self._legend()

    def _head(self) -> None:
        paper = self._paper
        paper.set_font(_FONT, "B", 9)
        broken = [self._lines(service, self._column) for service in self._services]
        height = _LINE * max(map(len, broken), default=1)
        top = paper.get_y()
        paper.cell(self._name, height, self._words.text("sheet-child"), border=1)
        for lines in broken:
            left = paper.get_x()
            paper.rect(left, top, self._column, height)
            paper.multi_cell(self._column, _LINE, "\n".join(lines), align="C", new_x=XPos.RIGHT, new_y=YPos.TOP)
            paper.set_xy(left + self._column, top)
        paper.set_xy(paper.l_margin, top + height)
        paper.set_font(_FONT, "", 10)

    def _put(self, line: _Line, *, is_shaded: bool = False) -> None:
        """A line of the table, on a new page under a new head where it has no room."""
        paper = self._paper
        height = _LINE * len(line.names)
        if not paper.has_room(height):
            paper.add_page()
            self._head()
        paper.set_fill_color(_GREY)
        top = paper.get_y()
        text = "\n".join(line.names)
        paper.multi_cell(self._name, _LINE, text, border=1, align="L", fill=is_shaded, new_x=XPos.RIGHT, new_y=YPos.TOP)
        paper.set_xy(paper.l_margin + self._name, top)
        for tick in line.ticks:
            paper.cell(self._column, height, tick, border=1, align="C", fill=is_shaded)
        paper.set_xy(paper.l_margin, top + height)

    def _legend(self) -> None:
        paper = self._paper
        paper.set_font(_FONT, "", 8)
        if paper.is_full:
            paper.add_page()
        paper.ln(2)
        paper.multi_cell(0, 4, self._words.text("sheet-legend", **{f"{one}": tick for one, tick in TICKS.items()}))

    def _tick(self, presence: Presence | None) -> str:
        return "" if presence is None else TICKS[presence]

    def _broken(self, name: str) -> list[str]:
        return self._lines(name, self._name)

    def _lines(self, text: str, width: float) -> list[str]:
        """A text as broken to fit a column; most fit, and measuring is quicker than breaking."""
        if self._paper.get_string_width(text) <= width - 2 * self._paper.c_margin:
            return [text]
        lines = self._paper.multi_cell(width, _LINE, text, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return lines
