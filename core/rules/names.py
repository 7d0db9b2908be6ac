"""Names of children as a list shows them, and as they are searched for."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile

from core.model.policy import NameStyle

_LIGATURES = {0x0153: "oe", 0x00E6: "ae"}
"""By code point: Unicode takes neither for two letters."""


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Text as it sorts: without case, accents and ligatures."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _compact(text: str) -> str:
    """Letters and digits only: Jean-Pierre, Jean Pierre and jeanpierre are one."""
    return "".join(letter for letter in folded(text) if letter.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """What is searched for, as ``is_called`` takes it; none where the text has no letter."""
    return tuple(word for word in map(_compact, text.split()) if word)


def is_called(first_name: str, last_name: str, words: Iterable[str]) -> bool:
    """Whether a name contains every word."""
    name = f"{_compact(first_name)} {_compact(last_name)}"
    return all(word in name for word in words)


def shown_names(children: Mapping[int, tuple[str, str]], style: NameStyle) -> dict[int, str]:
    """The ``(first, last)`` names of the children of one list as it shows them, by id; never the same twice.

    Two who share a first name show as many letters of the last as tell them apart, then all of it, then a number.
    """
    if style is NameStyle.FULL:
        return _numbered({child: f"{last} {first}".strip() for child, (first, last) in children.items()})
    namesakes: dict[str, list[int]] = {}
    for child, (first, _) in children.items():
        namesakes.setdefault(folded(first), []).append(child)
    return _numbered(
        {
            child: f"{children[child][0]} {last}".strip()
            for group in namesakes.values()
            for child, last in _told_apart({one: children[one][1] for one in group}, style).items()
        }
    )


def _told_apart(last_names: Mapping[int, str], style: NameStyle) -> dict[int, str]:
    """As much of the last names of namesakes as tells them apart."""
    if len(last_names) == 1:
        return {child: "" if style is NameStyle.FIRST else _beginning(name, 1) for child, name in last_names.items()}
    composed = {child: unicodedata.normalize("NFC", name).strip() for child, name in last_names.items()}
    ordered = sorted(composed, key=lambda child: folded(composed[child]))
    # Whoever shares most with a name stands beside it.
    shared = [_shared(folded(composed[one]), folded(composed[after])) for one, after in pairwise(ordered)]
    letters = map(max, [0, *shared], [*shared, 0])
    return {child: _beginning(composed[child], count + 1) for child, count in zip(ordered, letters, strict=True)}


def _shared(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _beginning(name: str, letters: int) -> str:
    """The shortest beginning of a name with so many letters once folded; all of it where there is none."""
    count = 0
    for length, letter in enumerate(name[:-1], start=1):
        count += len(folded(letter))
        if count >= letters:
            return f"{name[:length].rstrip()}."
    return name


def _numbered(names: Mapping[int, str]) -> dict[int, str]:
    """The second of two who have all of their name in common, and so on, gets a number."""
    known: set[str] = set()
    numbered = {}
    for child in sorted(names):
        name, number = names[child], 1
        while folded(name) in known:
            number += 1
            name = f"{names[child]} ({number})"
        known.add(folded(name))
        numbered[child] = name
    return numbered
