"""Children and families, as a file names them: by letters and digits alone, without case and accents."""

from collections.abc import Collection, Mapping
from datetime import date

from core.imports.cells import compact
from core.model.importing import ProblemKind


class Children:
    """The children that are known, by name."""

    def __init__(self, known: Mapping[int, tuple[str, str, date]]) -> None:
        self._by_name: dict[tuple[str, str], list[tuple[int, date]]] = {}
        for child, (last, first, born) in known.items():
            self._by_name.setdefault((compact(last), compact(first)), []).append((child, born))

    def find(
        self, last_name: str, first_name: str, born: date | None, among: Collection[int] = ()
    ) -> int | ProblemKind:
        """A child, or why none is meant. Of namesakes the one of ``among`` is meant where no birth date tells."""
        named = self._by_name.get((compact(last_name), compact(first_name)), [])
        fitting = [child for child, birth_date in named if born is None or birth_date == born]
        if len(fitting) > 1:
            fitting = [child for child in fitting if child in among] or fitting
        if not fitting:
            return ProblemKind.UNKNOWN_CHILD
        return fitting[0] if len(fitting) == 1 else ProblemKind.AMBIGUOUS_CHILD


class Families:
    """The families that are known, by name."""

    def __init__(self, known: Mapping[int, str]) -> None:
        self._ids = {name.casefold(): family for family, name in known.items()}
        self._plain: dict[str, list[int]] = {}
        for family, name in known.items():
            self._plain.setdefault(compact(name), []).append(family)

    def find(self, name: str) -> int | None:
        """A family by its name, else by the one that is like it but for case, accents, hyphens and blanks."""
        alike = self._plain.get(compact(name), [])
        return self._ids.get(name.casefold(), alike[0] if len(alike) == 1 else None)
