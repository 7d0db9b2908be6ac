"""What ONDE, the register of pupils of the ministry, writes in its own way, and what spreadsheets make of it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from core.imports.cells import compact, plain, read_date
from core.rules.phones import phone_of
from core.rules.promotions import LEVELS

_LEVEL = "TPS|PS|MS|GS|CP|CE1|CE2|CM1|CM2"
_LEVELS_OF_WORD = re.compile(rf"((?:{_LEVEL})+)[A-Z0-9]?")
_SECTIONS = {"toutepetitesection": "TPS", "petitesection": "PS", "moyennesection": "MS", "grandesection": "GS"}
_COURSES = {"courselementaire": "CE", "coursmoyen": "CM"}
_LEVEL_LENGTH = 20
_PARTS = re.compile(r"\s+[-\u2010-\u2015:/]\s+|[()]")
_TEACHER = re.compile(r"(mme|mlle|m|mr|monsieur|madame|mademoiselle)\.?\s", re.IGNORECASE)
_TIME = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d)?$")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d|\d{4})")
_MONTH_DATE = re.compile(r"(\d{1,2})[- ]([a-z]{3,9})\.?[- ](\d\d|\d{4})")
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec")
_SERIAL = re.compile(r"\d{5}")
_SERIAL_START = date(1899, 12, 30)
_BARE_PHONE = re.compile(r"[1-9]\d{8}")
_CENTURY = 2000


def level_of(text: str) -> str:
    """A level as it is kept: ``GS`` of ``GRANDE SECTION``, ``CE1`` of ``COURS ELEMENTAIRE 1ERE ANNEE``."""
    if levels := levels_named(text):
        return "-".join(levels)
    name = compact(text)
    if name in _SECTIONS:
        return _SECTIONS[name]
    if name == "courspreparatoire":
        return "CP"
    for course, level in _COURSES.items():
        if name.startswith(course) and name[len(course) : len(course) + 1] in {"1", "2"}:
            return level + name[len(course)]
    return text[:_LEVEL_LENGTH]


def levels_named(text: str) -> tuple[str, ...]:
    """The levels that the name of a class or a level holds, also of ``CE1A`` and ``PSMS``."""
    found: list[str] = []
    for word in re.findall(r"[A-Z0-9]+", plain(text).upper()):
        if levels := _LEVELS_OF_WORD.fullmatch(word):
            found += re.findall(_LEVEL, levels[1])
    return tuple(dict.fromkeys(found))


def within(levels: Sequence[str], span: str) -> bool:
    """Whether any of some levels is taught in a class of a span of them (``CE1-CM1``)."""
    places = [LEVELS.index(level) for level in levels_named(span)]
    return bool(places) and any(min(places) <= LEVELS.index(level) <= max(places) for level in levels)


def class_base(label: str) -> str:
    """The name of a class without its teacher's, to compare: ``ce1a`` of ``CE1 A - Mme Aubier`` and of ``CE1A``."""
    parts = [part for part in _PARTS.split(label) if part.strip()]
    named = [part for part in parts if not _TEACHER.match(part.strip() + " ")]
    return compact("".join(named or parts))


def birth_date_of(text: str) -> date | None:
    """A day as ONDE writes it, or as a spreadsheet saved it: with a time, a year of two digits, in words, as a number.

    A year of two digits is one of this century: pupils are.
    """
    text = _TIME.sub("", text)
    if (day := read_date(text)) is not None:
        return day
    short, in_words = _SHORT_DATE.fullmatch(text), _MONTH_DATE.fullmatch(plain(text))
    try:
        if short:
            return date(_year(short[3]), int(short[2]), int(short[1]))
        if in_words:
            return date(_year(in_words[3]), _month(in_words[2]), int(in_words[1]))
    except ValueError:
        return None
    return _SERIAL_START + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None


def _year(digits: str) -> int:
    return int(digits) if len(digits) > len("99") else _CENTURY + int(digits)


def _month(name: str) -> int:
    """Raises ``ValueError`` for what is no month."""
    for number, start in enumerate(_MONTHS, 1):
        if name.startswith(start):
            return number
    raise ValueError(name)


def phone_among(numbers: Sequence[str]) -> str | None:
    """The number to keep of several: a mobile one first, else in their order; ``None`` where none is a number."""
    known = [phone for number in numbers if (phone := phone_of(_with_zero(number))) is not None]
    return next((phone for phone in known if phone.startswith(("06", "07"))), known[0] if known else None)


def _with_zero(number: str) -> str:
    """A number whose leading zero a spreadsheet took."""
    digits = "".join(number.split())
    return "0" + digits if _BARE_PHONE.fullmatch(digits) else number
