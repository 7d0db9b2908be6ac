"""ONDE's guardians: who they are, of which children, where they live and how they are reached.

Children are those of the pupils' file: nobody is tied to a child that is not in a class of the school. What is there
is kept: a guardian of a child stays one, in the same family, with the same weeks; contacts that differ are replaced.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.db import directory, importing
from core.db.audit import record
from core.imports.cells import compact
from core.imports.onde import class_base, levels_named, within
from core.imports.onde_guardians import NamedChild, read_guardians
from core.model.importing import (
    Change,
    ClassCount,
    ImportOptions,
    ImportPlan,
    Prepared,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from core.organisation import UnitOfWork
from core.rules.households import family_name, households
from core.usecases.importing_ground import school_of, this_year
from core.usecases.importing_households import Person, Register, address_key, persons_of
from core.usecases.matching import dialled
from core.usecases.staffing import UnknownSchoolError


@dataclass(frozen=True, slots=True)
class _Pupil:
    """A child of the school this year."""

    id: int
    name: str
    class_name: str
    level: str


@dataclass(slots=True)
class _Families:
    """The family of each new tie: one that is there, by id, or one to add, by its place in ``new``."""

    known: dict[tuple[int, int], int] = field(default_factory=dict)
    """By place of the person and child."""
    added: dict[tuple[int, int], int] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)

    def add(self, ties: Sequence[tuple[int, int]], persons: Sequence[Person], taken: set[str]) -> None:
        """A family for some ties, named after their guardians."""
        named = [persons[place] for place in dict.fromkeys(place for place, _ in ties)]
        name = family_name([(person.last_name, person.first_name) for person in named], taken)
        taken.add(name.casefold())
        self.added |= dict.fromkeys(ties, len(self.new))
        self.new.append(name)

    def name_of(self, tie: tuple[int, int], names: Mapping[int, str]) -> str | None:
        """The name of the family of a tie; ``None`` for one that is there already. ``names``: of those known."""
        if tie in self.known:
            return names[self.known[tie]]
        return self.new[self.added[tie]] if tie in self.added else None


def prepare_guardians(uow: UnitOfWork, sheet: Sheet, options: ImportOptions, now: datetime) -> Prepared:
    """What ONDE's guardians would change. Raises ``ImportRefusedError``, and ``UnknownSchoolError``."""
    place = school_of(uow, options)
    if place.id is None:
        raise UnknownSchoolError(place.name, tuple(directory.schools_known(uow.tx).values()))
    guardians, problems = read_guardians(sheet)
    pupils = _pupils(uow, place.id, this_year(uow, now))
    unmatched = list(problems)
    rows = [(row, _found(row.number, row.children, pupils, unmatched)) for row in guardians]
    persons = persons_of([(row, child_ids) for row, child_ids in rows if child_ids])
    ties = directory.guardianships_known(uow.tx)
    addresses = importing.addresses_known(uow.tx)
    erased = importing.erased_guardians(uow.tx)
    register = Register(directory.guardians_known(uow.tx), addresses, ties)
    for person in persons:
        person.known = register.find(person)
        if person.known is not None and person.known.id in erased:
            person.email = person.phone = person.address = None
    families = _families(uow, persons, ties, addresses)
    changes = tuple(_changes(uow, persons, families, addresses, pupils))
    touched = len({one.name for one in changes if one.subject is Subject.GUARDIAN})
    plan = ImportPlan(
        changes,
        {Subject.GUARDIAN: max(0, len(persons) - touched)},
        tuple(sorted(unmatched, key=lambda problem: problem.line)),
        classes=tuple(_counts(place.name, persons, pupils)),
    )

    def write() -> None:
        _write(uow, persons, families, addresses, ties)
        if changes:
            record(uow.tx, None, "import", now, {"lines": len(sheet.rows)}, school_id=place.id)

    return Prepared(plan, write)


# --- children


def _pupils(uow: UnitOfWork, school_id: int, year: int) -> dict[tuple[str, str], list[_Pupil]]:
    """The children in classes of the school, by name."""
    classes = {one.id: one for one in directory.classes_of_year(uow.tx, year) if one.school_id == school_id}
    children = directory.children_known(uow.tx)
    pupils: dict[tuple[str, str], list[_Pupil]] = {}
    for child_id, class_id in directory.members_of_year(uow.tx, year).items():
        if (one := classes.get(class_id)) is not None:
            last, first, _ = children[child_id]
            pupil = _Pupil(child_id, f"{first} {last}", one.name, one.level)
            pupils.setdefault((compact(last), compact(first)), []).append(pupil)
    return pupils


def _found(
    number: int,
    children: Sequence[NamedChild],
    pupils: Mapping[tuple[str, str], Sequence[_Pupil]],
    unmatched: list[Problem],
) -> list[int]:
    """The ids of the children of a row; who is not found is noted."""
    ids: list[int] = []
    for child in children:
        found = _find(child, [pupil for name in sorted(child.names) for pupil in pupils.get(name, ())])
        if isinstance(found, ProblemKind):
            value = f"{child.first_name} {child.last_name}"
            unmatched.append(Problem(number, found, "Classes enfants", value, known=(child.class_name,)))
        else:
            ids.append(found.id)
    return ids


def _find(child: NamedChild, alike: Sequence[_Pupil]) -> _Pupil | ProblemKind:
    """The pupil of that name; of namesakes the one in a class of that name, or else of that level."""
    if not alike:
        return ProblemKind.UNKNOWN_CHILD
    base, levels = class_base(child.class_name), levels_named(child.class_name)
    in_class = [pupil for pupil in alike if base and class_base(pupil.class_name) == base]
    if len(in_class) == 1:
        return in_class[0]
    if not levels:
        return alike[0] if len(alike) == 1 else ProblemKind.AMBIGUOUS_CHILD
    at_level = [pupil for pupil in alike if _is_open_to(pupil, levels)]
    if len(at_level) == 1:
        return at_level[0]
    return ProblemKind.AMBIGUOUS_CHILD if at_level else ProblemKind.OTHER_CLASS


def _is_open_to(pupil: _Pupil, levels: Sequence[str]) -> bool:
    """Whether the class of a pupil teaches one of some levels, or names none."""
    span = pupil.level if levels_named(pupil.level) else pupil.class_name
    return within(levels, span) or not levels_named(span)


def _counts(
    school: str, persons: Sequence[Person], pupils: Mapping[tuple[str, str], Sequence[_Pupil]]
) -> Iterator[ClassCount]:
    """How many children of each class have a guardian in the file."""
    told = {child_id for person in persons for child_id in person.child_ids}
    found = {pupil.id: pupil.class_name for alike in pupils.values() for pupil in alike if pupil.id in told}
    for name, count in sorted(Counter(found.values()).items()):
        yield ClassCount(school, name, count)


# --- families


def _families(
    uow: UnitOfWork, persons: Sequence[Person], ties: Mapping[tuple[int, int], int], addresses: Mapping[int, str]
) -> _Families:
    """The family of each guardian and child who are not tied yet."""
    homes = [_home(person, addresses) for person in persons]
    together = households([(home, person.child_ids) for home, person in zip(homes, persons, strict=True)])
    roofs = _Roofs(persons, homes, ties, addresses)
    taken = {name.casefold() for name in directory.families_known(uow.tx).values()}
    families = _Families()
    members: dict[int, list[int]] = {}
    for place, household in enumerate(together):
        members.setdefault(household, []).append(place)
    for places in members.values():
        lacking: list[tuple[int, int]] = []
        for place in places:
            for child_id in persons[place].child_ids:
                if roofs.is_tied(place, child_id):
                    continue
                if (family := roofs.family_for(place, child_id, places)) is not None:
                    families.known[place, child_id] = family
                else:
                    lacking.append((place, child_id))
        if lacking:
            families.add(lacking, persons, taken)
    return families


def _home(person: Person, addresses: Mapping[int, str]) -> str | None:
    known = addresses.get(person.known.id) if person.known else None
    return address_key(person.address or known)


class _Roofs:
    """The families there are, and where their guardians live."""

    def __init__(
        self,
        persons: Sequence[Person],
        homes: Sequence[str | None],
        ties: Mapping[tuple[int, int], int],
        addresses: Mapping[int, str],
    ) -> None:
        self._ids = [person.known.id if person.known else None for person in persons]
        self._homes = homes
        self._ties = ties
        self._home_of = {guardian: address_key(address) for guardian, address in addresses.items()}
        self._home_of |= {key: home for key, home in zip(self._ids, homes, strict=True) if key is not None and home}
        self._families: dict[int, list[int]] = {}
        self._guardians: dict[int, set[int]] = {}
        self._of_child: defaultdict[int, set[int]] = defaultdict(set)
        for (guardian, child_id), family in sorted(ties.items()):
            self._families.setdefault(guardian, []).append(family)
            self._guardians.setdefault(family, set()).add(guardian)
            self._of_child[child_id].add(guardian)
        for key, person in zip(self._ids, persons, strict=True):
            if key is not None:
                for child_id in person.child_ids:
                    self._of_child[child_id].add(key)

    def is_tied(self, place: int, child_id: int) -> bool:
        """Whether a person is a guardian of the child already."""
        return (self._ids[place], child_id) in self._ties

    def family_for(self, place: int, child_id: int, household: Sequence[int]) -> int | None:
        """The family for this child of those they live with, their own, or theirs; one that nobody else may see."""
        others = [key for one in household if (key := self._ids[one]) is not None]
        of_child = [family for key in others if (family := self._ties.get((key, child_id))) is not None]
        own = self._families.get(self._ids[place] or 0, [])
        of_others = [family for key in others for family in self._families.get(key, ())]
        return next((one for one in (*of_child, *own, *of_others) if self._is_theirs(one, place, child_id)), None)

    def _is_theirs(self, family: int, place: int, child_id: int) -> bool:
        """Whether everybody in a family lives with a person, or, where that is not known, is the child's guardian."""
        home = self._homes[place]
        for guardian in self._guardians[family] - {self._ids[place]}:
            other = self._home_of.get(guardian)
            if home != other if home and other else guardian not in self._of_child[child_id]:
                return False
        return True


# --- what changes


def _changes(
    uow: UnitOfWork,
    persons: Sequence[Person],
    families: _Families,
    addresses: Mapping[int, str],
    pupils: Mapping[tuple[str, str], Sequence[_Pupil]],
) -> Iterator[Change]:
    names = directory.families_known(uow.tx)
    children = {pupil.id: pupil.name for alike in pupils.values() for pupil in alike}
    yield from (Change(Subject.FAMILY, Step.ADDED, name) for name in families.new)
    for place, person in enumerate(persons):
        told = {
            child_id: name
            for child_id in person.child_ids
            if (name := families.name_of((place, child_id), names)) is not None
        }
        if person.known is None:
            yield Change(Subject.GUARDIAN, Step.ADDED, person.full_name, ", ".join(dict.fromkeys(told.values())))
            continue
        for child_id in told:
            yield Change(Subject.GUARDIAN, Step.CHANGED, person.full_name, "child", after=children[child_id])
        yield from _contact_changes(person, addresses.get(person.known.id))


def _contact_changes(person: Person, address: str | None) -> Iterator[Change]:
    known = person.known
    assert known is not None, "only those known have contacts that change"
    if person.email and (known.email or "").casefold() != person.email.casefold():
        yield Change(Subject.GUARDIAN, Step.CHANGED, person.full_name, "email", known.email or "", person.email)
    if person.phone and dialled(known.phone or "") != dialled(person.phone):
        yield Change(Subject.GUARDIAN, Step.CHANGED, person.full_name, "phone", known.phone or "", person.phone)
    if person.address and address_key(address) != address_key(person.address):
        before, after = _one_line(address or ""), _one_line(person.address)
        yield Change(Subject.GUARDIAN, Step.CHANGED, person.full_name, "address", before, after)


def _one_line(address: str) -> str:
    return ", ".join(address.splitlines())


def _write(
    uow: UnitOfWork,
    persons: Sequence[Person],
    families: _Families,
    addresses: Mapping[int, str],
    ties: Mapping[tuple[int, int], int],
) -> None:
    new = [place for place, person in enumerate(persons) if person.known is None]
    rows = [(one.last_name, one.first_name, one.email, one.phone) for one in (persons[place] for place in new)]
    ids = {place: person.known.id for place, person in enumerate(persons) if person.known is not None}
    ids |= dict(zip(new, directory.add_guardians(uow.tx, rows), strict=True))
    added = directory.add_families(uow.tx, families.new)
    pairs = {(ids[place], child_id): family for (place, child_id), family in families.known.items()}
    pairs |= {(ids[place], child_id): added[family] for (place, child_id), family in families.added.items()}
    directory.put_guardianships(uow.tx, pairs, ties)
    contacts: dict[int, tuple[str | None, str | None]] = {}
    homes = {ids[place]: home for place in new if (home := persons[place].address)}
    for person in persons:
        if (known := person.known) is None:
            continue
        changed = {one.detail for one in _contact_changes(person, addresses.get(known.id))}
        email = person.email if "email" in changed else known.email
        phone = person.phone if "phone" in changed else known.phone
        if (email, phone) != (known.email, known.phone):
            contacts[known.id] = (email, phone)
        if "address" in changed and person.address:
            homes[known.id] = person.address
    directory.set_contacts(uow.tx, contacts)
    importing.set_addresses(uow.tx, homes)
