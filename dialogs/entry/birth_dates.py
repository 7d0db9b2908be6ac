"""A birth date, as somebody writes it."""

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names

from core.rules.names import folded
from locales import LOCALES

_DIGITS = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?[ .\-]?([a-z]{3,})\.?[ .\-]?(\d{4}|\d{2})", re.ASCII)
_CENTURY = 2000
_SHORT_YEAR = 100


def birth_date_of(text: str) -> date | None:
    """The day that is meant; ``None`` where it cannot be told.

    ``12/05/2019``, ``12-5-2019``, ``12.5.19``, ``2019-05-12``, ``12 mai 2019``, ``1er mai 2019``, ``12 May 2019``. The
    day stands before the month, as in France. A year of two digits is one of this century.
    """
    plain = folded(" ".join(text.split())).strip(" .!")
    if iso := _ISO.fullmatch(plain):
        year, month, day = map(int, iso.groups())
    elif digits := _DIGITS.fullmatch(plain):
        day, month, year = map(int, digits.groups())
    elif words := _WORDS.fullmatch(plain):
        day, month, year = int(words[1]), _month(words[2]), int(words[3])
    else:
        return None
    try:
        return date(year + _CENTURY if year < _SHORT_YEAR else year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """The month whose name begins so in a language that is spoken; 0, which is none, where no or several do."""
    found = {month for whole, month in _months() if whole.startswith(name)}
    return found.pop() if len(found) == 1 else 0


@cache
def _months() -> tuple[tuple[str, int], ...]:
    names = (get_month_names("wide", locale=locale).items() for locale in LOCALES)
    return tuple((folded(name), month) for named in names for month, name in named)
