"""What a policy file was expected to hold where it does not: facts, which ``locales/`` has the sentences for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic_core import PydanticCustomError

Argument = str | int | tuple[str, ...]
"""What a sentence about a mistake needs: a word or a number; or the words to choose from, as the file writes them."""

UNMET = "unmet"
"""Pydantic's type of an error that holds ``Unmet``."""


class Expected(StrEnum):
    """What was expected, of a file or of a key in it; beside each, the arguments that say it fully."""

    # Of a file.
    READABLE = "readable"  # reason: the system's
    UTF8 = "utf8"
    PRESET = "preset"  # known
    TOML = "toml"  # line, column: of what is not
    TOML_END = "toml-end"
    """The file ends in the middle of something."""

    # Of a value, by its kind.
    PRESENT = "present"
    KNOWN_KEY = "known-key"  # known
    CHOICE = "choice"  # known
    TEXT = "text"
    NOT_EMPTY = "not-empty"
    SHORTER = "shorter"  # longest: in characters
    WORD = "word"
    NUMBER = "number"
    WHOLE_NUMBER = "whole-number"
    AT_LEAST = "at-least"  # least
    AT_MOST = "at-most"  # most
    TRUE_OR_FALSE = "true-or-false"
    DATE = "date"
    TIME = "time"  # earliest, latest
    TIMEZONE = "timezone"
    PRICE = "price"
    LIST = "list"
    ENTRY = "entry"
    TABLE = "table"
    OTHER = "other"  # detail: in pydantic's own words

    # Of a value, beside others.
    LATER_THAN = "later-than"  # key
    NOT_BEFORE = "not-before"  # key
    ON_AN_EARLIER_DAY = "on-an-earlier-day"
    BEFORE_SERVICE = "before-service"  # service, starts
    ROWS = "rows"  # service, days
    KNOWN_UNTIL = "known-until"
    FREE_WORD = "free-word"  # taken
    CLIMBING = "climbing"
    """A quotient higher than that of the rate before."""
    OPEN_RATE = "open-rate"
    """The last rate is for whoever's quotient is higher, or unknown."""
    BOTH_OR_NONE = "both-or-none"
    """Of two keys that go together, the other."""
    MANAGER_DECIDES = "manager-decides"


@dataclass(frozen=True, slots=True)
class Unmet:
    """An expectation that a value does not meet. ``where``: from that value to the key to correct, itself if empty."""

    where: tuple[str | int, ...]
    expected: Expected
    args: Mapping[str, Argument]


def unmet(expected: Expected, *where: str | int, **args: Argument) -> PydanticCustomError:
    """An error for one expectation."""
    return all_unmet(Unmet(where, expected, args))


def all_unmet(*expectations: Unmet) -> PydanticCustomError:
    """One error for several; ``core.policy`` reads them from its context."""
    return PydanticCustomError(UNMET, "{unmet}", {"unmet": expectations})
