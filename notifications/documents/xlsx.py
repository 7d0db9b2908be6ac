"""Lists as a workbook: a line a child, all classes in one to be filtered, and the totals beside it."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from core.model.attendance import AttendanceState
from core.model.reports import Column, ColumnKind, Value
from core.model.rosters import Presence
from notifications.documents.document import SIGNS, Document
from notifications.documents.listing import Listing, listings
from notifications.documents.words import meaning, short_meaning, sign, signs

_A4 = 9
_WIDTHS = {
    ColumnKind.NAME: 24,
    ColumnKind.TEXT: 20,
    ColumnKind.DAY: 12,
    ColumnKind.COUNT: 12,
    ColumnKind.AMOUNT: 12,
    ColumnKind.CLOCK: 10,
    ColumnKind.MINUTES: 10,
    ColumnKind.PRESENCE: 18,
    ColumnKind.STATE: 14,
    ColumnKind.BLANK: 14,
}
"""In characters."""
_NARROW = 6
_MINUTES_A_DAY = 24 * 60

_FORMATS = {
    ColumnKind.DAY: {"num_format": "dd/mm/yyyy", "align": "left"},
    ColumnKind.AMOUNT: {"num_format": '#,##0.00\\ "€"'},
    ColumnKind.CLOCK: {"num_format": "hh:mm"},
    ColumnKind.MINUTES: {"num_format": "[h]:mm"},
    ColumnKind.PRESENCE: {"align": "center"},
    ColumnKind.STATE: {"align": "center"},
    ColumnKind.COUNT: {"align": "center"},
}


def drawn_xlsx(document: Document) -> bytes:
    """A document as a workbook: the same to the byte for the same facts and instant.

    Cells are what they are: dates, numbers, euros, times. A child who is expected is a 1, so that a column can be
    added up; any other state of a roster is a word, and of attendance a sign that the last sheet explains.
    """
    book = _Book(document)
    found = listings(document)
    for number, listing in enumerate(found, start=1):
        book.add(_numbered(document.words.text("document-list"), number), listing)
    for number, listing in enumerate(found, start=1):
        if listing.totals is not None:
            book.add(_numbered(document.words.text("document-totals"), number), listing.totals)
    book.explain()
    return book.close()


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


class _Book:
    """A workbook in memory, in which text is text: a name may begin with ``=``."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._file, options)
        self._book.set_properties({"created": document.drawn_at.replace(tzinfo=None), "title": document.title})
        self._head: Format = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._formats: dict[ColumnKind, Format] = {kind: self._book.add_format(how) for kind, how in _FORMATS.items()}

    def add(self, name: str, listing: Listing) -> None:
        """A sheet with its head, which stays in sight and is printed on each page."""
        sheet = self._sheet(name)
        for index, column in enumerate(listing.columns):
            sheet.write_string(0, index, self._document.head(column), self._head)
            sheet.set_column(index, index, _width(column))
        for number, row in enumerate(listing.rows, start=1):
            for index, (column, value) in enumerate(zip(listing.columns, row, strict=True)):
                if value is not None:
                    self._write(sheet, (number, index), column, value)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(listing.rows), len(listing.columns) - 1)

    def explain(self) -> None:
        """The signs of attendance, if any."""
        words = self._document.words
        used = [one for one in signs(self._document.sheets) if isinstance(one, AttendanceState)]
        if not used:
            return
        sheet = self._sheet(words.text("document-legend"))
        sheet.set_column(1, 1, _WIDTHS[ColumnKind.NAME])
        for row, one in enumerate(used):
            sheet.write_string(row, 0, sign(one, words))
            sheet.write_string(row, 1, meaning(one, words))

    def close(self) -> bytes:
        """The file."""
        self._book.close()
        return self._file.getvalue()

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        title, drawn = (text.replace("&", "&&") for text in (self._document.title, self._document.drawn))
        sheet.set_header(f"&L{title}"[:255])
        sheet.set_footer(f"&L{drawn}&R&P/&N")
        return sheet

    def _write(self, sheet: Worksheet, cell: tuple[int, int], column: Column, value: Value) -> None:
        kept = self._formats.get(column.kind)
        match value:
            case Presence.EXPECTED:
                sheet.write_number(*cell, 1, kept)
            case Presence():
                sheet.write_string(*cell, short_meaning(value, self._document.words), kept)
            case date():
                sheet.write_datetime(*cell, datetime.combine(value, datetime.min.time()), self._formats[ColumnKind.DAY])
            case int() | Decimal() if column.code != "school_year":
                number = value / _MINUTES_A_DAY if column.kind in _TIMES else value
                sheet.write_number(*cell, number, kept)
            case _:
                sheet.write_string(*cell, self._document.said(column, value), kept)


_TIMES = frozenset({ColumnKind.CLOCK, ColumnKind.MINUTES})


def _width(column: Column) -> int:
    return _NARROW if column.kind in SIGNS and column.day and not column.service_key else _WIDTHS[column.kind]
