"""Children, guardians and enrolments, from the file the town hall keeps.

The file is the truth for the children it names, in the current school year: their class, their services (those of all
their lines together: one that is gone from the file ends the enrolment), the family each guardian acts for, and a
family's quotient where it gives one. It never touches a child it does not name, never takes a guardian from a child,
and never changes custody weeks. Names are compared without regard to case, and keep the spelling that came first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.db import directory
from core.db.audit import record
from core.db.billed import billed_among
from core.db.quotients import put_quotients, quotients_until
from core.db.services import services_of
from core.db.transaction import Transaction
from core.import_file import Expected, ImportRefusedError, Line, Problem, ProblemKind, plain, read_import
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.rules.rates import holds_from, quotient_on
from core.rules.school_years import school_year
from core.usecases.matching import ChildKey, Guardians, Tie, child_key, folded

_LEVELS = ("tps", "ps", "ms", "gs", "cp", "ce1", "ce2", "cm1", "cm2")
_LEVEL_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were new, differed from what was known, or did not."""

    added: int
    changed: int
    unchanged: int

    @property
    def is_idle(self) -> bool:
        """Whether nothing was written."""
        return not self.added and not self.changed


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    A child counts as changed when its class, guardians, family or services did; a family when its quotient did.
    """

    lines: int
    families: Tally
    guardians: Tally
    children: Tally


def import_file(uow: UnitOfWork, content: bytes, now: datetime) -> ImportReport:
    """Import a whole file, or nothing of it; a file imported a second time changes nothing.

    Raises ``ImportRefusedError`` with every problem of the file.
    """
    directory.take_turns(uow.tx)
    today = now.astimezone(uow.policy.calendar.tz).date()
    file = read_import(content, Expected(_service_keys(uow.policy), today))
    problems = (*file.problems, *_problems_of(file.lines))
    if problems:
        raise ImportRefusedError(problems)
    report = _write(uow.tx, uow.policy, file.lines, today)
    tallies = (report.families, report.guardians, report.children)
    if not all(tally.is_idle for tally in tallies):
        record(uow.tx, None, "import", now, {"lines": report.lines, "children_added": report.children.added})
    return report


def _class_key(line: Line) -> tuple[str, str]:
    return folded(line.school), folded(line.class_name)


def _service_keys(policy: Policy) -> dict[str, str]:
    """Every way to write a service, and its key."""
    return {
        plain(name): service.key
        for service in policy.services
        for name in (service.label.en, service.label.fr, service.key)
    }


def _problems_of(lines: Sequence[Line]) -> Iterator[Problem]:
    """What it takes several lines to see."""
    classes: dict[ChildKey, Line] = {}
    quotients: dict[str, Line] = {}
    pairs: dict[tuple[ChildKey, int], Line] = {}
    guardians = Guardians(())
    for line in lines:
        child = child_key(line)
        earlier = classes.setdefault(child, line)
        if _class_key(earlier) != _class_key(line):
            yield Problem(line.number, ProblemKind.TWO_CLASSES, "class", line.class_name, earlier.number)
        told = line if line.quotient is None else quotients.setdefault(folded(line.family), line)
        if told.quotient != line.quotient:
            yield Problem(line.number, ProblemKind.TWO_QUOTIENTS, "quotient", str(line.quotient), told.number)
        same = pairs.setdefault((child, guardians.place(line)), line)
        if same is not line:
            yield Problem(line.number, ProblemKind.DUPLICATE_LINE, number=same.number)


@dataclass(slots=True)
class _Names:
    """Ids by name, case apart; names that are not known yet wait to be added together."""

    ids: dict[str, int]
    new: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, known: dict[int, str]) -> "_Names":
        return cls({folded(name): row_id for row_id, name in known.items()})

    def want(self, names: Iterator[str]) -> list[str]:
        """The names to add."""
        for name in names:
            if folded(name) not in self.ids:
                self.new.setdefault(folded(name), name)
        return list(self.new.values())

    def added(self, ids: Sequence[int]) -> None:
        self.ids.update(zip(self.new, ids, strict=True))


def _write(tx: Transaction, policy: Policy, lines: Sequence[Line], today: date) -> ImportReport:
    year = school_year(today)
    schools = _Names.of(directory.schools_known(tx))
    schools.added(directory.add_schools(tx, schools.want(line.school for line in lines)))
    classes = _write_classes(tx, lines, schools, year)
    families = _Names.of(directory.families_known(tx))
    families.added(directory.add_families(tx, families.want(line.family for line in lines)))
    people, guardians = _write_guardians(tx, lines)
    children, added = _write_children(tx, lines)
    changed = _write_guardianships(tx, lines, people, children, families)
    changed |= _write_members(tx, {children[child_key(line)]: classes[_class_key(line)] for line in lines}, year)
    changed |= _write_enrolments(tx, policy, lines, schools=schools, children=children, year=year)
    requoted = _write_quotients(tx, lines, families, today)
    named = {children[child_key(line)] for line in lines}
    seen = {folded(line.family) for line in lines}
    return ImportReport(
        lines=len(lines),
        families=Tally(len(families.new), len(requoted), len(seen) - len(families.new) - len(requoted)),
        guardians=guardians,
        children=Tally(len(added), len(changed - added), len(named - changed - added)),
    )


def _write_classes(tx: Transaction, lines: Sequence[Line], schools: _Names, year: int) -> dict[tuple[str, str], int]:
    """The classes named, with the levels of their pupils; the id of each."""
    known = {(row.school_id, folded(row.name)): row for row in directory.classes_of_year(tx, year)}
    names: dict[tuple[str, str], str] = {}
    levels: dict[tuple[str, str], set[str]] = {}
    for line in lines:
        names.setdefault(_class_key(line), line.class_name)
        levels.setdefault(_class_key(line), set()).add(line.level)
    ids: dict[tuple[str, str], int] = {}
    raised: dict[int, str] = {}
    new: list[tuple[str, str]] = []
    for key in names:
        row = known.get((schools.ids[key[0]], key[1]))
        if row is None:
            new.append(key)
            continue
        ids[key] = row.id
        level = span_of(levels[key] | {row.level})
        if level != row.level:
            raised[row.id] = level
    directory.set_levels(tx, raised)
    rows = [(schools.ids[key[0]], names[key], span_of(levels[key])) for key in new]
    ids.update(zip(new, directory.add_classes(tx, year, rows), strict=True))
    return ids


def span_of(levels: set[str]) -> str:
    """The levels taught in one class, lowest and highest: ``CE1-CM1``. A level written so counts for both ends."""
    ends = {end.strip() for level in levels for end in level.split("-") if end.strip()}
    if not ends:
        return ""

    def rank(level: str) -> tuple[int, str]:
        place = level.casefold()
        return (_LEVELS.index(place) if place in _LEVELS else len(_LEVELS), level)

    lowest, highest = min(ends, key=rank), max(ends, key=rank)
    both = f"{lowest}-{highest}"
    return both if lowest != highest and len(both) <= _LEVEL_LENGTH else lowest


def _write_guardians(tx: Transaction, lines: Sequence[Line]) -> tuple[dict[int, int], Tally]:
    """The guardians named: their id by line number, and how many were new."""
    known = directory.guardians_known(tx)
    people = Guardians(known, _ties(tx))
    places = {line.number: people.place(line) for line in lines}
    new = people.people[len(known) :]
    rows = [(person.last_name, person.first_name, person.email, person.phone) for person in new]
    ids = [*(person.id for person in known), *directory.add_guardians(tx, rows)]
    contacts = {
        row.id: (person.email, person.phone)
        for row, person in zip(known, people.people, strict=False)
        if (row.email, row.phone) != (person.email, person.phone)
    }
    directory.set_contacts(tx, contacts)
    seen = set(places.values())
    tally = Tally(len(new), len(contacts), len(seen) - len(new) - len(contacts))
    return {number: ids[place] for number, place in places.items()}, tally


def _ties(tx: Transaction) -> set[tuple[int, Tie]]:
    """What each guardian is tied to."""
    families = {family: folded(name) for family, name in directory.families_known(tx).items()}
    children = {
        child: (folded(last), folded(first), born)
        for child, (last, first, born) in directory.children_known(tx).items()
    }
    ties: set[tuple[int, Tie]] = set()
    for (guardian, child), family in directory.guardianships_known(tx).items():
        ties |= {(guardian, children[child]), (guardian, families[family])}
    return ties


def _write_children(tx: Transaction, lines: Sequence[Line]) -> tuple[dict[ChildKey, int], set[int]]:
    """The children named: their ids, and which are new."""
    known = directory.children_known(tx).items()
    ids = {(folded(last), folded(first), born): child for child, (last, first, born) in known}
    new: dict[ChildKey, tuple[str, str, date]] = {}
    for line in lines:
        if child_key(line) not in ids:
            new.setdefault(child_key(line), (line.child_last_name, line.child_first_name, line.birth_date))
    added = directory.add_children(tx, list(new.values()))
    return ids | dict(zip(new, added, strict=True)), set(added)


def _write_guardianships(
    tx: Transaction, lines: Sequence[Line], people: dict[int, int], children: dict[ChildKey, int], families: _Names
) -> set[int]:
    """Tie guardians to children; the children for whom that changed."""
    known = directory.guardianships_known(tx)
    wanted = {(people[line.number], children[child_key(line)]): families.ids[folded(line.family)] for line in lines}
    changed = {pair: family for pair, family in wanted.items() if known.get(pair) != family}
    directory.put_guardianships(tx, changed, known)
    return {child for _, child in changed}


def _write_members(tx: Transaction, wanted: dict[int, int], year: int) -> set[int]:
    """Put children in their class; those who were not in it."""
    known = directory.members_of_year(tx, year)
    changed = {child: class_id for child, class_id in wanted.items() if known.get(child) != class_id}
    directory.put_members(tx, year, changed)
    return set(changed)


def _write_enrolments(
    tx: Transaction,
    policy: Policy,
    lines: Sequence[Line],
    *,
    schools: _Names,
    children: dict[ChildKey, int],
    year: int,
) -> set[int]:
    """Enrol the children named in the services of their lines, and in no other; those for whom that changed."""
    school_ids = {schools.ids[folded(line.school)] for line in lines}
    directory.open_services(tx, sorted(school_ids), [service.key for service in policy.services])
    services = {(school, key): service for service, school, key in services_of(tx, school_ids)}
    wanted = {
        (children[child_key(line)], services[schools.ids[folded(line.school)], key])
        for line in lines
        for key in line.services
    }
    named = {children[child_key(line)] for line in lines}
    known = {pair for pair in directory.enrolments_of_year(tx, year) if pair[0] in named}
    directory.put_enrolments(tx, year, wanted - known)
    directory.take_enrolments(tx, year, known - wanted)
    return {child for child, _ in wanted ^ known}


def _write_quotients(tx: Transaction, lines: Sequence[Line], families: _Names, today: date) -> set[str]:
    """Write the quotients that differ; the families known before for whom they did. What is billed stays billed so."""
    known = quotients_until(tx, today)
    billed = billed_among(tx, date.min, today)
    changed: dict[int, tuple[date, int]] = {}
    requoted: set[str] = set()
    for line in lines:
        family = folded(line.family)
        history = known.get(families.ids[family], [])
        if line.quotient is not None and quotient_on(history, today) != line.quotient:
            since = holds_from(today, billed, is_first=not history)
            changed[families.ids[family]] = since, line.quotient
            requoted.add(family)
    put_quotients(tx, changed)
    return requoted - families.new.keys()
