"""ONDE's file of guardians: a row for each, with the same four columns for each of their children."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.imports.cells import compact, header_name
from core.imports.onde import phone_among
from core.model.importing import Problem, ProblemKind, Sheet, SheetRow
from core.rules.addresses import is_email
from core.rules.postal import LENGTH as ADDRESS_LENGTH

_NAME_LENGTH, _EMAIL_LENGTH = 80, 254
_CHILD = tuple(map(header_name, ("Nom d'usage enfant", "Nom de famille enfant", "Prénom enfant", "Classes enfants")))
_PHONES = ("Téléphone portable", "Téléphone domicile", "Téléphone travail")
_WOMAN = ("mme", "mle", "mlle", "madame", "mademoiselle")
_POSTCODE = 5


@dataclass(frozen=True, slots=True)
class NamedChild:
    """A child as a guardian's row names it, without a birth date. ``last_name``: the one in use."""

    last_name: str
    birth_name: str
    first_name: str
    class_name: str

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Last and first name to compare, under either last name."""
        return frozenset((compact(last), compact(self.first_name)) for last in (self.last_name, self.birth_name))


@dataclass(frozen=True, slots=True)
class NamedGuardian:
    """A guardian as a row has it. ``is_woman``: by the civility; ``None`` where there is none."""

    number: int
    is_woman: bool | None
    last_name: str
    birth_name: str
    first_name: str
    address: str | None
    email: str | None
    phone: str | None
    children: tuple[NamedChild, ...]

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Last and first name to compare, under either last name."""
        return frozenset((compact(last), compact(self.first_name)) for last in (self.last_name, self.birth_name))


def read_guardians(sheet: Sheet) -> tuple[tuple[NamedGuardian, ...], tuple[Problem, ...]]:
    """The guardians, and what is left out: rows without a name, and contacts that are none."""
    guardians: list[NamedGuardian] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        cells = sheet.under(row)
        wrong = list(_name_problems(row.number, cells))
        problems += wrong
        if not wrong:
            problems += _contact_problems(row.number, cells)
            guardians.append(_guardian(row, cells, sheet.header))
    return tuple(guardians), tuple(problems)


def _cell(cells: Mapping[str, str], column: str) -> str:
    return cells.get(header_name(column), "")


def _name_problems(number: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    last = _cell(cells, "Nom usage responsable") or _cell(cells, "Nom responsable")
    first = _cell(cells, "Prénom responsable")
    if not last and not first:
        yield Problem(number, ProblemKind.EMPTY_GUARDIAN)
        return
    for column, value in (("Nom responsable", last), ("Prénom responsable", first)):
        if not value:
            yield Problem(number, ProblemKind.MISSING_VALUE, column)
        elif len(value) > _NAME_LENGTH:
            yield Problem(number, ProblemKind.TOO_LONG, column, value, _NAME_LENGTH)


def _contact_problems(number: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    if (email := _cell(cells, "Courriel")) and not _is_kept(email):
        yield Problem(number, ProblemKind.BAD_EMAIL, "Courriel", email)
    written = [phone for column in _PHONES if (phone := _cell(cells, column))]
    if written and phone_among(written) is None:
        yield Problem(number, ProblemKind.BAD_PHONE, "Téléphone", written[0])
    address = _address(cells)
    if address is not None and len(address) > ADDRESS_LENGTH:
        yield Problem(number, ProblemKind.TOO_LONG, "Adresse responsable", address, ADDRESS_LENGTH)


def _is_kept(email: str) -> bool:
    return is_email(email) and len(email) <= _EMAIL_LENGTH


def _guardian(row: SheetRow, cells: Mapping[str, str], header: Sequence[str]) -> NamedGuardian:
    birth_name, used = _cell(cells, "Nom responsable"), _cell(cells, "Nom usage responsable")
    email, address = _cell(cells, "Courriel"), _address(cells)
    return NamedGuardian(
        row.number,
        _is_woman(_cell(cells, "Civilité Responsable")),
        used or birth_name,
        birth_name or used,
        _cell(cells, "Prénom responsable"),
        address if address is not None and len(address) <= ADDRESS_LENGTH else None,
        email if _is_kept(email) else None,
        phone_among([_cell(cells, column) for column in _PHONES]),
        tuple(_children(row.cells, header)),
    )


def _is_woman(civility: str) -> bool | None:
    return compact(civility) in _WOMAN if civility else None


def _address(cells: Mapping[str, str]) -> str | None:
    """Street over postcode and place; ``None`` unless both are there: half an address finds nobody."""
    street, place = _cell(cells, "Adresse responsable"), _cell(cells, "Commune responsable")
    country = _cell(cells, "Pays")
    is_french = compact(country) in {"", "france"}
    postcode = _cell(cells, "CP responsable")
    if is_french and postcode.isdigit():
        postcode = postcode.zfill(_POSTCODE)  # a spreadsheet takes the zero of 07340
    if not street or not place:
        return None
    return "\n".join((street, f"{postcode} {place}".strip(), *(() if is_french else (country,))))


def _children(cells: Sequence[str], header: Sequence[str]) -> Iterator[NamedChild]:
    """The children of a row: as many as the header has columns for, and more where the row goes on."""
    places = {column: [place for place, name in enumerate(header) if name == column] for column in _CHILD}
    blocks = max(map(len, places.values()))
    start = min(min(found) for found in places.values())
    blocks += max(0, len(cells) - len(header)) // len(_CHILD)
    for block in range(blocks):
        used, birth_name, first, class_name = (
            _at(cells, places[column][0] + block * len(_CHILD), start) for column in _CHILD
        )
        if (used or birth_name) and first:
            yield NamedChild(used or birth_name, birth_name or used, first, class_name)


def _at(cells: Sequence[str], place: int, start: int) -> str:
    return cells[place] if start <= place < len(cells) else ""
