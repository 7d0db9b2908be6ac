"""Who may fetch a child, as people write it."""

import re
from collections.abc import Iterable

from core.model.children import LONGEST_NAME
from core.model.family import PickupPerson
from core.rules.names import folded

_WORD = re.compile(r"[^\W\d_]+(?:[\u2019'.-][^\W\d_]*)*")
_FEWEST = 2
_KEY_LENGTH = 120


def name_of(text: str) -> tuple[str, str] | None:
    """``(first, last)`` names of ``Jeanne DE LA TOUR``; ``None`` for what is not a name of two words or more.

    The last name begins at the first word in capitals after the first; without one, at the second word. Written the
    other way round (``DUPONT Jeanne``) it is turned.
    """
    words = text.split()
    if len(words) < _FEWEST or not all(_WORD.fullmatch(word) for word in words):
        return None
    capitals = [word.isupper() for word in words]
    begins = next((rank for rank, is_capital in enumerate(capitals) if is_capital and rank), 1)
    if capitals[0] and not all(capitals):
        begins = capitals.index(False)
        words, begins = [*words[begins:], *words[:begins]], len(words) - begins
    first, last = " ".join(words[:begins]), " ".join(words[begins:])
    return (first, last) if max(len(first), len(last)) <= LONGEST_NAME else None


def one_called(persons: Iterable[PickupPerson], first_name: str, last_name: str) -> PickupPerson | None:
    """The person of a list who has this name, whatever its case and accents."""
    wanted = name_key(first_name, last_name)
    return next((one for one in persons if name_key(one.first_name, one.last_name) == wanted), None)


def name_key(first_name: str, last_name: str) -> str:
    """A name without what people write differently, case, accents, hyphens: at most 120 characters."""
    return "".join(letter for letter in folded(f"{first_name}{last_name}") if letter.isalnum())[:_KEY_LENGTH]
