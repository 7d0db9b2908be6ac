"""What the files of a school are held against: the school they are of, its classes, the services of the policy."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from core.db import directory
from core.db.directory import SchoolClass
from core.imports.cells import compact, plain
from core.imports.onde import class_base, level_of
from core.model.importing import Change, ImportOptions, ImportRefusedError, Problem, ProblemKind, Step, Subject
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.rules.school_years import school_year

_LEVELS = ("tps", "ps", "ms", "gs", "cp", "ce1", "ce2", "cm1", "cm2")
_LEVEL_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A school; ``id`` is ``None`` for one that the file adds."""

    id: int | None
    name: str


def school_of(uow: UnitOfWork, options: ImportOptions) -> Place:
    """The school of a file that names none: the one that was said, else the only one there is.

    Raises ``ImportRefusedError`` where that does not tell.
    """
    known = directory.schools_known(uow.tx)
    if options.school is not None and (name := " ".join(options.school.split())):
        found = next((key for key, one in known.items() if compact(one) == compact(name)), None)
        return Place(found, name if found is None else known[found])
    if len(known) != 1:
        raise ImportRefusedError([Problem(0, ProblemKind.SCHOOL_NEEDED, known=tuple(known.values()))])
    return next(Place(key, name) for key, name in known.items())


def this_year(uow: UnitOfWork, now: datetime) -> int:
    """The school year a file is of."""
    return school_year(now.astimezone(uow.policy.calendar.tz).date())


def service_keys(policy: Policy) -> dict[str, str]:
    """Every way to write a service, and its key."""
    return {
        plain(name): service.key
        for service in policy.services
        for name in (service.label.en, service.label.fr, service.key)
    }


def services_asked(policy: Policy, names: Iterable[str]) -> tuple[str, ...]:
    """The keys of services written by hand. Raises ``ImportRefusedError``."""
    keys = service_keys(policy)
    wanted = [name for name in names if name.strip()]
    known = tuple(dict.fromkeys(keys.values()))
    problems = [
        Problem(0, ProblemKind.UNKNOWN_SERVICE, value=name, known=known)
        for name in wanted
        if plain(name.strip()) not in keys
    ]
    if problems:
        raise ImportRefusedError(problems)
    return tuple(dict.fromkeys(keys[plain(name.strip())] for name in wanted))


def same_classes(known: Collection[SchoolClass], labels: Iterable[str]) -> dict[str, SchoolClass]:
    """Which class each label is, by the compact label; those that are none of the known are not there.

    By its name, else by its name without the teacher's where that leaves no choice on either side: next to
    ``CP - Mme Aubier`` and ``CP - M. Sorbier`` a known ``CP`` is neither.
    """
    names = {compact(label): label for label in labels}
    by_name = {compact(one.name): one for one in known}
    found = {key: by_name[key] for key in names if key in by_name}
    taken = {one.id for one in found.values()}
    bases = Counter(class_base(label) for label in names.values())
    known_bases = Counter(class_base(one.name) for one in known)
    by_base = {class_base(one.name): one for one in known if one.id not in taken}
    for key, label in names.items():
        base = class_base(label)
        if key not in found and base in by_base and bases[base] == known_bases[base] == 1:
            found[key] = by_base[base]
    return found


def added_school(place: Place) -> list[Change]:
    """A school as a change, where it is new."""
    return [] if place.id is not None else [Change(Subject.SCHOOL, Step.ADDED, place.name)]


def span_of(levels: set[str]) -> str:
    """The levels taught in one class, lowest and highest: ``CE1-CM1``. A level written so counts for both ends."""
    ends = {end for level in levels for end in level_of(level).split("-") if end}
    if not ends:
        return ""

    def rank(level: str) -> tuple[int, str]:
        place = level.casefold()
        return (_LEVELS.index(place) if place in _LEVELS else len(_LEVELS), level)

    lowest, highest = min(ends, key=rank), max(ends, key=rank)
    both = f"{lowest}-{highest}"
    return both if lowest != highest and len(both) <= _LEVEL_LENGTH else lowest


class Names:
    """Ids by name as it is compared; names that are not known yet wait to be added together."""

    def __init__(self, known: dict[int, str], key: Callable[[str], str]) -> None:
        self.ids = {key(name): row_id for row_id, name in known.items()}
        self.new: dict[str, str] = {}
        self._key = key

    def want(self, names: Iterable[str]) -> list[str]:
        """The names to add."""
        for name in names:
            if self._key(name) not in self.ids:
                self.new.setdefault(self._key(name), name)
        return list(self.new.values())

    def added(self, ids: Iterable[int]) -> None:
        """Note the ids of those that were added."""
        self.ids.update(zip(self.new, ids, strict=True))
