"""What the town's file would change, as facts for people; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.db import directory
from core.db.directory import Guardian, SchoolClass
from core.db.importing import erased_guardians
from core.db.quotients import quotients_until
from core.db.services import services_of
from core.imports.cells import compact
from core.imports.town import Line
from core.model.importing import Change, ClassCount, ImportPlan, Step, Subject
from core.organisation import UnitOfWork
from core.rules.rates import quotient_on
from core.rules.school_years import school_year
from core.usecases.importing_ground import same_classes, span_of
from core.usecases.matching import ChildKey, Guardians, Person, child_key, folded, known_ties

ClassKey = tuple[str, str]
"""School and class, by letters and digits alone."""


def class_key(line: Line) -> ClassKey:
    """The natural key of the class of a line."""
    return compact(line.school), compact(line.class_name)


def class_names(lines: Iterable[Line]) -> dict[ClassKey, str]:
    """How each class is written first."""
    names: dict[ClassKey, str] = {}
    for line in lines:
        names.setdefault(class_key(line), line.class_name)
    return names


def classes_found(
    known: Iterable[SchoolClass], schools: Mapping[str, int], names: Mapping[ClassKey, str]
) -> dict[ClassKey, SchoolClass]:
    """Which of the classes known each of ``names`` is, if it is one; ``schools``: their ids."""
    found: dict[ClassKey, SchoolClass] = {}
    by_school = groupby(sorted(known, key=lambda one: one.school_id), key=lambda one: one.school_id)
    classes = {school: list(own) for school, own in by_school}
    for school in {school for school, _ in names}:
        own = classes.get(schools.get(school, 0), [])
        same = same_classes(own, (name for key, name in names.items() if key[0] == school))
        found |= {(school, key): one for key, one in same.items()}
    return found


def town_plan(uow: UnitOfWork, lines: Sequence[Line], today: date) -> ImportPlan:
    """What is to change, in the order of the file."""
    comparing = _Comparing(uow, lines, today)
    changes = (
        *comparing.schools(),
        *comparing.classes(),
        *comparing.children(),
        *comparing.families(),
        *comparing.guardians(),
    )
    touched = {(one.subject, one.name) for one in changes}
    counts = Counter(subject for subject, _ in touched)
    seen = {
        Subject.CHILD: len(comparing.first_lines),
        Subject.FAMILY: len({folded(line.family) for line in lines}),
        Subject.GUARDIAN: len(set(comparing.places.values())),
    }
    unchanged = {subject: max(0, number - counts[subject]) for subject, number in seen.items()}
    return ImportPlan(changes, unchanged, classes=tuple(comparing.counts()))


@dataclass(frozen=True, slots=True)
class _Child:
    """A child that is known, with what the file may change: class, services (by key)."""

    id: int
    class_id: int | None
    class_name: str
    services: frozenset[str]


class _Comparing:
    """Holds the lines against the directory as it is."""

    def __init__(self, uow: UnitOfWork, lines: Sequence[Line], today: date) -> None:
        self._uow = uow
        self._lines = lines
        self._today = today
        self._year = school_year(today)
        self._schools = {compact(name): key for key, name in directory.schools_known(uow.tx).items()}
        self._classes = directory.classes_of_year(uow.tx, self._year)
        self._names = class_names(lines)
        self._found = classes_found(self._classes, self._schools, self._names)
        self._families = {folded(name): key for key, name in directory.families_known(uow.tx).items()}
        self._guardians = directory.guardians_known(uow.tx)
        people = Guardians(self._guardians, known_ties(uow.tx))
        self.places = {line.number: people.place(line) for line in lines}
        self._people = people.people
        self.first_lines: dict[ChildKey, Line] = {}
        self._services: dict[ChildKey, set[str]] = {}
        for line in lines:
            self.first_lines.setdefault(child_key(line), line)
            self._services.setdefault(child_key(line), set()).update(line.services)

    def counts(self) -> Iterator[ClassCount]:
        """How many children each class of the file has."""
        counts = Counter(class_key(line) for line in self.first_lines.values())
        first = {class_key(line): line for line in reversed(self._lines)}
        for key, pupils in counts.items():
            yield ClassCount(first[key].school, first[key].class_name, pupils)

    def schools(self) -> Iterator[Change]:
        """Schools to add."""
        first: dict[str, str] = {}
        for line in self._lines:
            first.setdefault(compact(line.school), line.school)
        for key, name in first.items():
            if key not in self._schools:
                yield Change(Subject.SCHOOL, Step.ADDED, name)

    def classes(self) -> Iterator[Change]:
        """Classes to add, and those whose levels change."""
        levels: dict[ClassKey, set[str]] = {}
        for line in self._lines:
            levels.setdefault(class_key(line), set()).add(line.level)
        for key, name in self._names.items():
            if (known := self._found.get(key)) is None:
                yield Change(Subject.CLASS, Step.ADDED, name, span_of(levels[key]))
            elif (after := span_of(levels[key] | {known.level})) != known.level:
                yield Change(Subject.CLASS, Step.CHANGED, known.name, "level", known.level, after)

    def children(self) -> Iterator[Change]:
        """Children to add, and what changes for those known."""
        known = self._known_children()
        ties = self._known_ties()
        for key, line in self.first_lines.items():
            services = frozenset(self._services[key])
            name = f"{line.child_first_name} {line.child_last_name}"
            if (child := known.get(key)) is None:
                yield Change(Subject.CHILD, Step.ADDED, name, line.class_name, after=_listed(services))
                continue
            found = self._found.get(class_key(line))
            if found is None or child.class_id != found.id:
                after = line.class_name if found is None else found.name
                yield Change(Subject.CHILD, Step.CHANGED, name, "class", child.class_name, after)
            if child.services != services:
                yield Change(Subject.CHILD, Step.CHANGED, name, "services", _listed(child.services), _listed(services))
        for line in self._lines:
            if (child := known.get(child_key(line))) is not None:
                yield from self._tie(line, child, ties)

    def _tie(self, line: Line, child: _Child, ties: Mapping[tuple[int, int], str]) -> Iterator[Change]:
        """A guardian whom a known child has not, or acts for another family."""
        place = self.places[line.number]
        before = ties.get((self._guardians[place].id, child.id)) if place < len(self._guardians) else None
        name = f"{line.child_first_name} {line.child_last_name}"
        if before is None:
            guardian = f"{line.guardian_first_name} {line.guardian_last_name}"
            yield Change(Subject.CHILD, Step.CHANGED, name, "guardian", after=guardian)
        elif folded(before) != folded(line.family):
            yield Change(Subject.CHILD, Step.CHANGED, name, "family", before, line.family)

    def _known_children(self) -> dict[ChildKey, _Child]:
        members = directory.members_of_year(self._uow.tx, self._year)
        classes = {one.id: one for one in self._classes}
        services = {key: name for key, _, name in services_of(self._uow.tx, self._schools.values())}
        enrolled: dict[int, set[str]] = {}
        for child, service in directory.enrolments_of_year(self._uow.tx, self._year):
            enrolled.setdefault(child, set()).add(services[service])
        known: dict[ChildKey, _Child] = {}
        for child, (last, first, born) in directory.children_known(self._uow.tx).items():
            one = classes.get(members.get(child, 0))
            class_id, name = (None, "") if one is None else (one.id, one.name)
            services_held = frozenset(enrolled.get(child, ()))
            known[compact(last), compact(first), born] = _Child(child, class_id, name, services_held)
        return known

    def _known_ties(self) -> dict[tuple[int, int], str]:
        names = directory.families_known(self._uow.tx)
        return {pair: names[family] for pair, family in directory.guardianships_known(self._uow.tx).items()}

    def families(self) -> Iterator[Change]:
        """Families to add, and quotients of those known."""
        known = quotients_until(self._uow.tx, self._today)
        quotients: dict[str, int] = {}
        for line in self._lines:
            if line.quotient is not None:
                quotients[folded(line.family)] = line.quotient
        for name in _first_spellings(line.family for line in self._lines):
            family = self._families.get(folded(name))
            after = quotients.get(folded(name))
            if family is None:
                yield Change(Subject.FAMILY, Step.ADDED, name)
            elif after is not None and (before := quotient_on(known.get(family, []), self._today)) != after:
                shown = "" if before is None else str(before)
                yield Change(Subject.FAMILY, Step.CHANGED, name, "quotient", shown, str(after))

    def guardians(self) -> Iterator[Change]:
        """Guardians to add, and new contacts of those known."""
        families = {self.places[line.number]: line.family for line in reversed(self._lines)}
        erased = erased_guardians(self._uow.tx)
        for person, known in zip(self._people, self._guardians, strict=False):
            if known.id not in erased:
                yield from _contacts(known, person)
        for place in range(len(self._guardians), len(self._people)):
            person = self._people[place]
            name = f"{person.first_name} {person.last_name}"
            yield Change(Subject.GUARDIAN, Step.ADDED, name, families[place])


def _contacts(known: Guardian, person: Person) -> Iterator[Change]:
    name = f"{known.first_name} {known.last_name}"
    if known.email != person.email:
        yield Change(Subject.GUARDIAN, Step.CHANGED, name, "email", known.email or "", person.email or "")
    if known.phone != person.phone:
        yield Change(Subject.GUARDIAN, Step.CHANGED, name, "phone", known.phone or "", person.phone or "")


def _first_spellings(names: Iterator[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(folded(name), name)
    return list(first.values())


def _listed(services: frozenset[str]) -> str:
    return ", ".join(sorted(services))
