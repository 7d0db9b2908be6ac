"""The file of children and guardians that the town hall keeps: rows in, lines out, every problem with its line.

A row for each child and guardian. What one line alone can tell is checked here; what takes several lines is checked by
``core.usecases.importing_town``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.imports.cells import is_pupils, plain, read_date
from core.imports.layouts import LAYOUTS
from core.model.importing import ImportKind, Problem, ProblemKind, Sheet
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
"""How many characters each column holds."""

COLUMNS = LAYOUTS[ImportKind.TOWN].required
_OPTIONAL = frozenset({"level", "guardian_email", "guardian_phone", "services", "quotient"})
_QUOTIENT = re.compile(r"[0-9]+")


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
class TownFile:
    """What could be read of it."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a line is held against: the key of each service, by every way to write it (``plain``), and the day it is."""

    services: Mapping[str, str]
    today: date


def read_town(sheet: Sheet, expected: Expected) -> TownFile:
    """Read a whole file. Nothing is raised: what cannot be read is a problem."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        cells = sheet.under(row)
        wrong = list(_problems_of(row.number, cells, expected))
        problems += wrong
        if not wrong:
            lines.append(_line(row.number, cells, expected))
    return TownFile(tuple(lines), tuple(problems))


def _problems_of(number: int, cells: Mapping[str, str], expected: Expected) -> Iterator[Problem]:
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
    elif not is_pupils(day, today):
        yield Problem(number, ProblemKind.UNLIKELY_DATE, "birth_date", value)


def _service_problems(number: int, value: str, services: Mapping[str, str]) -> Iterator[Problem]:
    known = tuple(dict.fromkeys(services.values()))
    for service in _services(value):
        if plain(service) not in services:
            yield Problem(number, ProblemKind.UNKNOWN_SERVICE, "services", service, known=known)


def _services(cell: str) -> list[str]:
    return [service for part in cell.split("|") if (service := part.strip())]


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
