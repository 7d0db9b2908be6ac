"""What a press says, read with distrust: its button may be forged, or of an older version."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

T = TypeVar("T")

_DAY = re.compile(r"20\d{6}")
_NUMBER = re.compile(r"\d{1,12}")


class UnreadablePressError(Exception):
    """The press says nothing that its screen knows: the screen is drawn afresh."""


def written(day: date) -> str:
    """A day as a press says it, ``20261130``."""
    return f"{day:%Y%m%d}"


def day_of(text: str) -> date:
    """The day that was ``written``. Raises ``UnreadablePressError``."""
    try:
        return date.fromisoformat(_fitting(_DAY, text))
    except ValueError:
        raise UnreadablePressError(text) from None


def number_of(text: str) -> int:
    """An id, or a rank. Raises ``UnreadablePressError``."""
    return int(_fitting(_NUMBER, text))


def choice_of(text: str, choices: Mapping[str, T]) -> T:
    """One of the choices, by its name. Raises ``UnreadablePressError``."""
    if text not in choices:
        raise UnreadablePressError(text)
    return choices[text]


def parts_of(press: str, count: int) -> list[str]:
    """The parts of a press, told apart by dots. Raises ``UnreadablePressError`` where they are not so many."""
    parts = press.split(".")
    if len(parts) != count:
        raise UnreadablePressError(press)
    return parts


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    if not (text.isascii() and pattern.fullmatch(text)):
        raise UnreadablePressError(text)
    return text
