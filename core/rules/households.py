"""Who lives together: guardians of the same child at the same address share a family, others do not."""

from collections.abc import Container, Iterable, Sequence

NAME_LENGTH = 120


def households(people: Sequence[tuple[str | None, Iterable[int]]]) -> list[int]:
    """The household of each person, named by its first: from ``(address to compare, children)``.

    Who shares a child and an address with another lives with them, and with whom they live. Whose address is not known
    lives alone: nothing tells where, and neither of two parents apart may be shown the other's account.
    """
    household = list(range(len(people)))
    first: dict[tuple[str, int], int] = {}
    for person, (address, children) in enumerate(people):
        for child in children if address else ():
            other = first.setdefault((address or "", child), person)
            _join(household, person, other)
    return [_root(household, person) for person in range(len(people))]


def _root(household: list[int], person: int) -> int:
    while household[person] != person:
        household[person] = household[household[person]]
        person = household[person]
    return person


def _join(household: list[int], one: int, other: int) -> None:
    first, last = sorted((_root(household, one), _root(household, other)))
    household[last] = first


def family_name(people: Sequence[tuple[str, str]], taken: Container[str]) -> str:
    """« NOM Prénom et NOM Prénom » of ``(last name, first name)``, with a number where that is ``taken`` (casefolded).

    Of three and more the first two are named; of those who have the same last name it is said once.
    """
    (last, first), *others = people[:2]
    name = f"{last} {first}"
    for other_last, other_first in others:
        both = f"{name} et {other_first}" if other_last == last else f"{name} et {other_last} {other_first}"
        name = both if len(both) <= NAME_LENGTH - len(" (99)") else name
    name = name[: NAME_LENGTH - len(" (99)")]
    numbered, number = name, 1
    while numbered.casefold() in taken:
        number += 1
        numbered = f"{name} ({number})"
    return numbered
