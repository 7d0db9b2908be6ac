"""ONDE's file of pupils: a row each. The INE is never read; neither are sex and addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.imports.cells import compact, header_name, is_pupils
from core.imports.onde import birth_date_of, level_of
from core.model.importing import Problem, ProblemKind, Sheet

LAST_NAME, USED_NAME = "Nom élève", "Nom d'usage élève"
FIRST_NAME, BORN = "Prénom élève", "Date naissance"
LEVEL, CLASS = "Niveau", "Libellé classe"
NAME_LENGTH = 80

PupilKey = tuple[str, str, date]
"""Last and first name by letters and digits alone, and birth date."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the file has it. ``last_name``: the one in use; ``birth_name``: the one of the civil register."""

    number: int
    last_name: str
    birth_name: str
    first_name: str
    born: date
    level: str
    class_name: str

    @property
    def keys(self) -> tuple[PupilKey, ...]:
        """By which the pupil may be known: under either name."""
        first = compact(self.first_name)
        return tuple((compact(last), first, self.born) for last in dict.fromkeys((self.last_name, self.birth_name)))


@dataclass(frozen=True, slots=True)
class PupilFile:
    """Who could be read, what is left out, and the names of whoever is left out: they are in the file all the same."""

    pupils: tuple[Pupil, ...]
    left_out: tuple[Problem, ...]
    names_left_out: frozenset[tuple[str, str]]


def read_pupils(sheet: Sheet, today: date) -> PupilFile:
    """Read the file. A row that cannot be used is left out, and said; so is a pupil's second row."""
    pupils: dict[PupilKey, Pupil] = {}
    left_out: list[Problem] = []
    names: set[tuple[str, str]] = set()
    for row in sheet.rows:
        cells = sheet.under(row)
        problems = list(_problems_of(row.number, cells, today))
        if not problems:
            pupil = _pupil(row.number, cells)
            problems = list(_repeated(pupil, pupils.setdefault(pupil.keys[0], pupil)))
        if problems:
            left_out += problems
            names |= {
                (compact(_cell(cells, last)), compact(_cell(cells, FIRST_NAME))) for last in (LAST_NAME, USED_NAME)
            }
    return PupilFile(tuple(pupils.values()), tuple(left_out), frozenset(names))


def _cell(cells: Mapping[str, str], column: str) -> str:
    return cells.get(header_name(column), "")


def _problems_of(number: int, cells: Mapping[str, str], today: date) -> Iterator[Problem]:
    for column in (LAST_NAME, FIRST_NAME, BORN, CLASS):
        value = _cell(cells, column) or (_cell(cells, USED_NAME) if column == LAST_NAME else "")
        if not value:
            yield Problem(number, ProblemKind.MISSING_VALUE, column)
        elif len(value) > NAME_LENGTH:
            yield Problem(number, ProblemKind.TOO_LONG, column, value, NAME_LENGTH)
    if written := _cell(cells, BORN):
        born = birth_date_of(written)
        if born is None:
            yield Problem(number, ProblemKind.BAD_DATE, BORN, written)
        elif not is_pupils(born, today):
            yield Problem(number, ProblemKind.UNLIKELY_DATE, BORN, written)


def _pupil(number: int, cells: Mapping[str, str]) -> Pupil:
    born = birth_date_of(_cell(cells, BORN))
    assert born is not None, "checked before"
    birth_name, used = _cell(cells, LAST_NAME), _cell(cells, USED_NAME)
    level, class_name = level_of(_cell(cells, LEVEL)), _cell(cells, CLASS)
    return Pupil(number, used or birth_name, birth_name or used, _cell(cells, FIRST_NAME), born, level, class_name)


def _repeated(pupil: Pupil, first: Pupil) -> Iterator[Problem]:
    if first is pupil:
        return
    if compact(first.class_name) == compact(pupil.class_name):
        yield Problem(pupil.number, ProblemKind.DUPLICATE_LINE, number=first.number)
    else:
        yield Problem(pupil.number, ProblemKind.TWO_CLASSES, CLASS, pupil.class_name, first.number)
