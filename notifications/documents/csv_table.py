"""Lists as comma-separated text, for spreadsheets and for the town's other programs."""

import csv
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from core.model.reports import Column, ColumnKind, Value
from core.model.rosters import Presence
from notifications.documents.document import Document
from notifications.documents.listing import Listing, listings
from notifications.documents.words import short_meaning

_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet would work out; the wide ones as well (OWASP, CSV injection)."""


def drawn_csv(document: Document) -> bytes:
    """A document as UTF-8 with a byte order mark, fields parted by ``;`` (RFC 4180 otherwise), decimals by a comma.

    One list after another with an empty line between, without totals. Days are ISO 8601. The heads are words; in the
    billing export, which other programs read, they are codes that are the same in every language.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for number, listing in enumerate(listings(document)):
        writer.writerows([[]] if number else [])
        writer.writerows(_rows(document, listing))
    return text.getvalue().encode("utf-8-sig")


def _rows(document: Document, listing: Listing) -> Iterator[list[str]]:
    yield [_safe(_head(document, column)) for column in listing.columns]
    for row in listing.rows:
        yield [_cell(document, *cell) for cell in zip(listing.columns, row, strict=True)]


def _head(document: Document, column: Column) -> str:
    if document.is_billing:
        return column.code
    if column.day is None:
        return document.head(column)
    service = document.head(Column(column.kind, column.code, column.service_key))
    return f"{column.day.isoformat()} {service}".strip()


def _cell(document: Document, column: Column, value: Value) -> str:
    if isinstance(value, Presence):
        return "1" if value is Presence.EXPECTED else short_meaning(value, document.words)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and column.kind is ColumnKind.MINUTES:
        return str(value)
    return _safe(document.said(column, value))


def _safe(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    line = " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in text).split())
    return f"'{line}" if line.startswith(_FORMULAS) else line
