"""The list of a day as a workbook: a line a child, and the totals beside it."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from core.model.policy import Policy
from core.model.rosters import NamedRoster, Presence, RosterSheet
from locales import Translator
from notifications.documents.words import class_name, drawn, service_name

_WORDS = {
    Presence.DECLARED_ABSENT: "sheet-declared-absent",
    Presence.PENDING: "sheet-pending",
    Presence.ABSENT: "sheet-absent",
}

_WIDTHS = (12, 24, 16, 24, 20)
"""Of the columns before the services', in characters."""
_SERVICE_WIDTH = 18
_A4 = 9


class _Book:
    """A workbook in memory, in which text is text: a name may begin with ``=``."""

    def __init__(self, words: Translator, policy: Policy, drawn_at: datetime) -> None:
        self._file = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._file, options)
        self._book.set_properties({"created": drawn_at.replace(tzinfo=None), "title": words.text("sheet-name")})
        self.words = words
        self.policy = policy
        self._footer = drawn(drawn_at, words, policy).replace("&", "&&")
        self.head: Format = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day: Format = self._book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.centred: Format = self._book.add_format({"align": "center"})

    def add_sheet(self, name: str, heads: list[str], widths: list[int]) -> Worksheet:
        """A sheet with its head, which stays in sight and is printed on each page."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(0, column, title, self.head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._footer}&R&P/&N")
        return sheet

    def close(self) -> bytes:
        """The file."""
        self._book.close()
        return self._file.getvalue()


def roster_xlsx(roster: NamedRoster, words: Translator, policy: Policy, drawn_at: datetime) -> bytes:
    """The list of a day as a workbook: the same to the byte for the same roster and instant.

    A child who is expected is a 1, so that a column can be added up; any other state is a word.
    """
    book = _Book(words, policy, drawn_at)
    shown = {key for sheet in roster.sheets for key in sheet.service_keys}
    keys = [service.key for service in policy.services if service.key in shown]
    _list(book, roster, keys)
    _totals(book, roster, keys)
    return book.close()


def _list(book: _Book, roster: NamedRoster, keys: list[str]) -> None:
    words = book.words
    heads = [words.text(f"sheet-{column}") for column in ("day", "school", "class", "last-name", "first-name")]
    widths = [*_WIDTHS, *[_SERVICE_WIDTH] * len(keys)]
    sheet = book.add_sheet(words.text("sheet-name"), [*heads, *_services(book, keys)], widths)
    row = 0
    for of_class in roster.sheets:
        for child in of_class.children:
            row += 1
            sheet.write_datetime(row, 0, datetime.combine(roster.day, datetime.min.time()), book.day)
            names = of_class.school, class_name(of_class, words), child.last_name, child.first_name
            for column, text in enumerate(names, start=1):
                sheet.write_string(row, column, text)
            for column, key in enumerate(keys, start=len(_WIDTHS)):
                _presence(book, sheet, (row, column), child.presences.get(key))
    sheet.autofilter(0, 0, row, len(_WIDTHS) + len(keys) - 1)


def _presence(book: _Book, sheet: Worksheet, cell: tuple[int, int], presence: Presence | None) -> None:
    if presence is Presence.EXPECTED:
        sheet.write_number(*cell, 1, book.centred)
    elif presence is not None:
        sheet.write_string(*cell, book.words.text(_WORDS[presence]), book.centred)


def _totals(book: _Book, roster: NamedRoster, keys: list[str]) -> None:
    words = book.words
    heads = [words.text("sheet-school"), words.text("sheet-class"), *_services(book, keys)]
    sheet = book.add_sheet(words.text("sheet-totals"), heads, [*_WIDTHS[1:3], *[_SERVICE_WIDTH] * len(keys)])
    for row, of_class in enumerate(roster.sheets, start=1):
        sheet.write_string(row, 0, of_class.school)
        sheet.write_string(row, 1, class_name(of_class, words))
        for column, key in enumerate(keys, start=2):
            if key in of_class.service_keys:
                sheet.write_number(row, column, _expected(of_class, key), book.centred)


def _expected(sheet: RosterSheet, key: str) -> int:
    expected = (Presence.EXPECTED, Presence.DECLARED_ABSENT)
    return sum(child.presences.get(key) in expected for child in sheet.children)


def _services(book: _Book, keys: list[str]) -> list[str]:
    return [service_name(key, book.words, book.policy) for key in keys]
