"""Hours as people type them."""

import re
import unicodedata

from core.model.attendance import Hour

_TYPED = re.compile(
    r"(?:(?P<word>[a-z]+) ?[:a]? ?)?(?P<hours>[0-9]{1,2})(?: ?[h:.] ?(?P<minutes>[0-9]{2})?|(?P<joined>[0-9]{2}))?"
)
_WORDS = {
    **dict.fromkeys(("a", "arr", "arrive", "arrivee", "arrived", "arrival", "in"), Hour.ARRIVED),
    **dict.fromkeys(("d", "dep", "depart", "departed", "departure", "parti", "partie", "left", "out"), Hour.DEPARTED),
}
_MINUTES = 60
_HOURS = 24


def hour_of(text: str) -> tuple[Hour | None, int] | None:
    """``16h45``, ``16:45``, ``1645``, ``16``, ``arrivée 16h45``: which hour, where it says, and the minute of the day.

    ``None`` where it is no hour.
    """
    letters = unicodedata.normalize("NFD", " ".join(text.lower().split()))
    found = _TYPED.fullmatch("".join(letter for letter in letters if not unicodedata.combining(letter)))
    if found is None or (found["word"] and found["word"] not in _WORDS):
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"] or found["joined"] or 0)
    if hours >= _HOURS or minutes >= _MINUTES:
        return None
    return _WORDS.get(found["word"] or ""), hours * _MINUTES + minutes
