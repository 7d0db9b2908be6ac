"""What a policy is written in: weekdays, times, prices, names, as the TOML file spells them."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict

from core.model.expected import Expected, unmet

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As a file writes them, Monday first."""

_CLOCK_FACE = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")
_PRICE = re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?")
MIDNIGHT = timedelta(days=1)
"""At the end of a day, on the clock's face."""


def _weekday(value: object) -> int:
    if not isinstance(value, str) or value not in WEEKDAYS:
        raise unmet(Expected.CHOICE, known=tuple(f'"{weekday}"' for weekday in WEEKDAYS))
    return WEEKDAYS.index(value) + 1


def _offset(value: object) -> timedelta:
    face = _CLOCK_FACE.fullmatch(value) if isinstance(value, str) else None
    offset = timedelta(hours=int(face[1]), minutes=int(face[2])) if face else None
    if offset is None or offset > MIDNIGHT:
        raise unmet(Expected.TIME, earliest="00:00", latest="24:00")
    return offset


def _time_of_day(value: object) -> time:
    """Numbers are refused: read as seconds, 730 would be twelve minutes past midnight."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not _CLOCK_FACE.fullmatch(value) or value.startswith("24"):
        raise unmet(Expected.TIME, earliest="00:00", latest="23:59")
    return time.fromisoformat(value)


def _price(value: object) -> Decimal:
    """Written as text: 2.1 read as a binary fraction would not be two euros ten."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _PRICE.fullmatch(value):
        raise unmet(Expected.PRICE)
    return Decimal(value)


Weekday = Annotated[int, BeforeValidator(_weekday)]
LocalTime = Annotated[timedelta, BeforeValidator(_offset)]
"""Time since local midnight on the clock's face; 24:00 is midnight at the end of the day."""
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Price = Annotated[Decimal, BeforeValidator(_price)]
"""Euros, not negative."""
Day = Annotated[date, Strict()]
Whole = Annotated[int, Strict()]
Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Term(BaseModel):
    """Base of everything in a policy: frozen, and a key nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(Term):
    """A name people read, in both languages."""

    fr: Text
    en: Text

    def in_(self, locale: str) -> str:
        """The name in ``locale`` ("fr" or "en"); French where the language is unknown."""
        return self.en if locale == "en" else self.fr
