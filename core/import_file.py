"""The file of children and guardians, read: bytes in, lines out, and every problem with the number of its line.

CSV, ``;`` or ``,``, UTF-8 or cp1252, a header, then a row for each child and guardian. What one line alone can tell is
checked here; what takes several lines is checked by ``core.usecases.importing``.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from io import StringIO

from core.model.errors import CantineError
from core.rules.addresses import is_email

LIMITS = {
    "school": 120,
    "class": 80,
    "level": 20,
    "child_last_name": 80,
    "child_first_name": 80,
    "birth_date": 10,
    "family": 120,
    "guardian_last_name": 80,
    "guardian_first_name": 80,
    "guardian_email": 254,
    "guardian_phone": 40,
    "services": 1000,
    "quotient": 6,
}
"""The columns, in the order people know them, and how many characters each holds."""

_LEFT_OUT = frozenset({"quotient"})
"""Columns that a file may do without."""

COLUMNS = tuple(column for column in LIMITS if column not in _LEFT_OUT)
_OPTIONAL = frozenset({"level", "guardian_email", "guardian_phone", "services", "quotient"})
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
"""How XLSX and ODS, XLS, PDF and gzip files begin."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UTF8_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_OLDEST = timedelta(days=366 * 20)
"""Whoever is older than this is no pupil: a birth date mistyped, or the guardian's."""
_FRENCH_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_QUOTIENT = re.compile(r"[0-9]+")


class ProblemKind(StrEnum):
    """What is wrong with a line, or with the whole file (then the line is 1)."""

    EMPTY_FILE = "empty-file"
    NOT_TEXT = "not-text"
    """A spreadsheet, or another binary file, under the name of a CSV file."""
    ENCODING = "encoding"
    """Neither UTF-8 nor cp1252."""
    MISSING_COLUMN = "missing-column"
    UNKNOWN_COLUMN = "unknown-column"
    REPEATED_COLUMN = "repeated-column"
    QUOTES = "quotes"
    CELLS = "cells"
    """Not as many cells as the header has (``number``)."""
    MISSING_VALUE = "missing-value"
    TOO_LONG = "too-long"
    """More characters than ``number``."""
    BAD_DATE = "bad-date"
    UNLIKELY_DATE = "unlikely-date"
    BAD_EMAIL = "bad-email"
    BAD_QUOTIENT = "bad-quotient"
    """Not a whole number of euros."""
    UNKNOWN_SERVICE = "unknown-service"
    """``known`` lists those of the policy."""
    DUPLICATE_LINE = "duplicate-line"
    """Child and guardian are those of line ``number``."""
    TWO_CLASSES = "two-classes"
    """Line ``number`` puts the child in another class."""
    TWO_QUOTIENTS = "two-quotients"
    """Line ``number`` gives the family another quotient."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a file from being imported, as facts."""

    line: int
    kind: ProblemKind
    column: str = ""
    value: str = ""
    number: int = 0
    known: tuple[str, ...] = ()


class ImportRefusedError(CantineError):
    """The file was not imported, not even in part; ``problems`` says why, in the order of its lines."""

    code = "import-refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(", ".join(f"line {problem.line}: {problem.kind}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Line:
    """A child and one of the guardians. ``number`` is the line's in the file, the header being 1."""

    number: int
    school: str
    class_name: str
    level: str
    child_last_name: str
    child_first_name: str
    birth_date: date
    family: str
    guardian_last_name: str
    guardian_first_name: str
    guardian_email: str | None
    guardian_phone: str | None
    services: tuple[str, ...]
    """Keys."""
    quotient: int | None = None
    """Of the family, whole euros; ``None`` where the file does not say."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """What could be read of a file."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a line is held against: the key of each service, by every way to write it (``plain``), and the day it is."""

    services: Mapping[str, str]
    today: date


def read_import(content: bytes, expected: Expected) -> ImportFile:
    """Read a whole file. Nothing is raised: what cannot be read is a problem."""
    lines: list[Line] = []
    problems: list[Problem] = []
    try:
        for number, width, cells in _rows(_text(content)):
            wrong = list(_problems_of(number, width, cells, expected))
            problems += wrong
            if not wrong:
                lines.append(_line(number, cells, expected))
    except ImportRefusedError as refused:
        problems += refused.problems
    if not lines and not problems:
        problems.append(Problem(1, ProblemKind.EMPTY_FILE))
    return ImportFile(tuple(lines), tuple(problems))


def _text(content: bytes) -> str:
    if content.startswith(_NOT_TEXT):
        raise ImportRefusedError([Problem(1, ProblemKind.NOT_TEXT)])
    if content.startswith(_WIDE):
        raise ImportRefusedError([Problem(1, ProblemKind.ENCODING)])
    if b"\0" in content:
        raise ImportRefusedError([Problem(1, ProblemKind.NOT_TEXT)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        if _UTF8_PAIR.search(content):  # read as cp1252, the accents of its UTF-8 part would be garbled
            raise ImportRefusedError([Problem(line, ProblemKind.ENCODING)])
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ImportRefusedError([Problem(line, ProblemKind.ENCODING)]) from error


def _rows(text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Each row under its header, with the number of the line it begins on and the header's cells; no blank ones."""
    top = text.strip().split("\n", 1)[0]
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=";" if top.count(";") >= top.count(",") else ",", strict=True
    )
    header: tuple[str, ...] | None = None
    begins = 1
    try:
        for cells in reader:
            clean = [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells]
            number, begins = begins, reader.line_num + 1
            if header is None and any(clean):
                header = _header(clean)
            elif header is not None and any(clean):
                yield number, len(header), _under(header, clean)
    except csv.Error as error:
        raise ImportRefusedError([Problem(begins, ProblemKind.QUOTES)]) from error


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(";".join(cells).lower().rstrip(";").split(";"))
    problems = [Problem(1, ProblemKind.MISSING_COLUMN, column) for column in COLUMNS if column not in names]
    known = tuple(LIMITS)
    problems += [Problem(1, ProblemKind.UNKNOWN_COLUMN, name, known=known) for name in names if name not in known]
    problems += [Problem(1, ProblemKind.REPEATED_COLUMN, column) for column in known if names.count(column) > 1]
    if problems:
        raise ImportRefusedError(problems)
    return names


def _under(header: tuple[str, ...], cells: Sequence[str]) -> Mapping[str, str]:
    """A row as cells by column; an empty mapping where there are too few cells or too many."""
    if len(cells) < len(header) or any(cells[len(header) :]):
        return {}
    return dict(zip(header, cells, strict=False))


def _problems_of(number: int, width: int, cells: Mapping[str, str], expected: Expected) -> Iterator[Problem]:
    if not cells:
        yield Problem(number, ProblemKind.CELLS, number=width)
        return
    for column, value in cells.items():
        if not value and column not in _OPTIONAL:
            yield Problem(number, ProblemKind.MISSING_VALUE, column)
        elif len(value) > LIMITS[column]:
            yield Problem(number, ProblemKind.TOO_LONG, column, value, number=LIMITS[column])
        elif column == "birth_date":
            yield from _birth_date_problems(number, value, expected.today)
        elif column == "guardian_email" and value and not is_email(value):
            yield Problem(number, ProblemKind.BAD_EMAIL, column, value)
        elif column == "quotient" and value and not _QUOTIENT.fullmatch(value):
            yield Problem(number, ProblemKind.BAD_QUOTIENT, column, value)
        elif column == "services":
            yield from _service_problems(number, value, expected.services)


def _birth_date_problems(number: int, value: str, today: date) -> Iterator[Problem]:
    day = read_date(value)
    if day is None:
        yield Problem(number, ProblemKind.BAD_DATE, "birth_date", value)
    elif not today - _OLDEST < day <= today:
        yield Problem(number, ProblemKind.UNLIKELY_DATE, "birth_date", value)


def _service_problems(number: int, value: str, services: Mapping[str, str]) -> Iterator[Problem]:
    known = tuple(dict.fromkeys(services.values()))
    for service in _services(value):
        if plain(service) not in services:
            yield Problem(number, ProblemKind.UNKNOWN_SERVICE, "services", service, known=known)


def _services(cell: str) -> list[str]:
    return [service for part in cell.split("|") if (service := part.strip())]


def plain(text: str) -> str:
    """A text without case and accents, as services are written by hand."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(symbol for symbol in decomposed if not unicodedata.combining(symbol))


def read_date(text: str) -> date | None:
    """``2019-05-31`` or ``31/05/2019``."""
    french = _FRENCH_DATE.fullmatch(text)
    try:
        if french:
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


def _line(number: int, cells: Mapping[str, str], expected: Expected) -> Line:
    birth_date = read_date(cells["birth_date"])
    assert birth_date is not None, "checked before"
    return Line(
        number,
        cells["school"],
        cells["class"],
        cells["level"],
        cells["child_last_name"],
        cells["child_first_name"],
        birth_date,
        cells["family"],
        cells["guardian_last_name"],
        cells["guardian_first_name"],
        cells["guardian_email"] or None,
        cells["guardian_phone"] or None,
        tuple(expected.services[plain(service)] for service in _services(cells["services"])),
        int(quotient) if (quotient := cells.get("quotient")) else None,
    )
