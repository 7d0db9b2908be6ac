"""Where a class goes at the end of a school year, by the levels that its name or its file says it has."""

import re
from collections.abc import Iterable
from itertools import pairwise

LEVELS = ("TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")
"""The levels of French nursery and primary schools, in order."""

_LEVEL = re.compile(rf"\b({'|'.join(LEVELS)})\b", re.IGNORECASE)
_LAST, _LAST_OF_NURSERY, _FIRST_OF_PRIMARY = "CM2", "GS", "CP"


def levels_in(text: str) -> tuple[str, ...]:
    """The levels that a name or a span of levels names, as it names them: ``("CE1", "CE2")`` of ``CE1-CE2 B``."""
    return tuple(level.upper() for level in _LEVEL.findall(text))


def last_levels(levels: Iterable[str]) -> frozenset[str]:
    """The levels after which a child leaves a school that has these: CM2, and GS where there is no CP to go to."""
    return frozenset({_LAST} if _FIRST_OF_PRIMARY in levels else {_LAST, _LAST_OF_NURSERY})


def rank(text: str) -> int:
    """Where a class stands among others, by the lowest level named; those that name none come last."""
    return min((LEVELS.index(level) for level in levels_in(text)), default=len(LEVELS))


def moved_up(text: str, lasts: frozenset[str]) -> str | None:
    """A name or a span of levels, a year later; ``None`` where all its levels are the last.

    ``CE1 A`` becomes ``CE2 A``; ``CE1-CE2`` becomes ``CE2-CM1``; ``CM1-CM2``, half of which leaves, becomes ``CM2``. A
    text that names no level stays as it is.
    """
    found = list(_LEVEL.finditer(text))
    levels = [one[0].upper() for one in found]
    if not found:
        return text
    if lasts.issuperset(levels):
        return None
    nexts = list(dict.fromkeys(level if level in lasts else LEVELS[LEVELS.index(level) + 1] for level in levels))
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    middle = nexts[0] + "".join(mark + level for mark, level in zip(between, nexts[1:], strict=False))
    return text[: found[0].start()] + middle + text[found[-1].end() :]


def proposed_name(name: str, level: str, lasts: frozenset[str]) -> str | None:
    """The class of next year that a class goes to; ``None``: it leaves.

    By the name, or by the level where the name has none (« Les Papillons »): then children keep their class together,
    and its name.
    """
    if levels_in(name):
        return moved_up(name, lasts)
    return name if moved_up(level, lasts) is not None else None


def span_of(levels: Iterable[str]) -> str:
    """The lowest and the highest of some levels: ``CE1-CM1``; nothing for none."""
    known = sorted(set(levels), key=LEVELS.index)
    return known[0] if len(known) == 1 else "-".join((known[0], known[-1])) if known else ""
