"""Pages that each say of which class and day they are, and which page of how many."""

from fpdf import FPDF

from notifications.documents.document import Document
from notifications.documents.typeface import BOLD, REGULAR, drawable

FONT = "Roboto"
MARGIN = 12.0
FOOT = 12.0
"""Millimetres, as everything that is measured here, but for the size of letters: points."""
PADDING = 1.0
"""On each side of what stands in a cell."""


class Paper(FPDF):
    """A4, in either direction, in one typeface."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self._words = document.words
        self._drawn = drawable(document.drawn)
        self._title = drawable(document.title)
        self.place = ""
        self._widths: dict[tuple[str, float, str], float] = {}
        self.add_font(FONT, "", REGULAR)
        self.add_font(FONT, "B", BOLD)
        self.set_margin(MARGIN)
        self.c_margin = PADDING
        self.set_auto_page_break(False)
        self.set_creation_date(document.drawn_at)
        self.set_title(document.title)
        self.set_lang(document.words.locale)

    def header(self) -> None:
        self.set_font(FONT, "B", 15)
        self.write_lines(self.place, 7)
        self.set_font(FONT, "", 11)
        self.write_lines(self._title, 6)
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-FOOT)
        self.set_font(FONT, "", 8)
        self.write_lines(self._drawn, 5)
        self.set_xy(self.l_margin, -FOOT)
        self.cell(0, 5, self._words.text("document-page", page=self.page_no(), pages="{nb}"), align="R")

    def has_room(self, height: float) -> bool:
        """Whether so much fits above the foot."""
        return self.get_y() + height <= self.h - MARGIN - 5

    def write_lines(self, text: str, height: float) -> None:
        """A text across the page, from here down."""
        for line in self.broken(text, self.epw):
            self.text(self.l_margin + PADDING, self.get_y() + (height + self.font_size * 0.7) / 2, line)
            self.ln(height)

    def measured(self, text: str) -> float:
        """How wide a text is in the present font: the same ones come again and again."""
        key = self.font_style, self.font_size_pt, text
        if key not in self._widths:
            self._widths[key] = self.get_string_width(text)
        return self._widths[key]

    def broken(self, text: str, width: float) -> list[str]:
        """A text as it is broken to fit a cell; most fit, and measuring is quicker than breaking."""
        if self.measured(text) <= width - 2 * PADDING:
            return [text]
        lines = self.multi_cell(width, 5, text, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return lines
