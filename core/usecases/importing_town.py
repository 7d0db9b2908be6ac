"""Children, guardians and enrolments, from the file the town hall keeps.

The file is the truth for the children it names, in the current school year: their class, their services (those of all
their lines together: one that is gone from the file ends the enrolment), the family each guardian acts for, and a
family's quotient where it gives one. It never touches a child it does not name, never takes a guardian from a child,
and never changes custody weeks. Names are compared by letters and digits alone, but those of families by case alone;
what is known keeps its spelling. A class is known without its teacher's name.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from core.db import directory
from core.db.audit import record
from core.db.billed import billed_among
from core.db.importing import erased_guardians
from core.db.quotients import put_quotients, quotients_until
from core.db.services import services_of
from core.db.transaction import Transaction
from core.imports.cells import compact
from core.imports.town import Expected, Line, read_town
from core.model.importing import (
    ImportOptions,
    ImportPlan,
    ImportRefusedError,
    Prepared,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.rules.rates import holds_from, quotient_on
from core.rules.school_years import school_year
from core.usecases.importing_ground import Names, service_keys, span_of
from core.usecases.importing_town_changes import ClassKey, class_key, class_names, classes_found, town_plan
from core.usecases.matching import ChildKey, Guardians, child_key, folded, known_ties


def prepare_town(uow: UnitOfWork, sheet: Sheet, _options: ImportOptions, now: datetime) -> Prepared:
    """What the town's file would change. Raises ``ImportRefusedError`` with every problem of the file."""
    today = now.astimezone(uow.policy.calendar.tz).date()
    file = read_town(sheet, Expected(service_keys(uow.policy), today))
    problems = (*file.problems, *_problems_of(file.lines))
    if problems:
        raise ImportRefusedError(problems)
    plan = town_plan(uow, file.lines, today)

    def write() -> None:
        _write(uow.tx, uow.policy, file.lines, today)
        _note(uow, file.lines, plan, now)

    return Prepared(plan, write)


def _note(uow: UnitOfWork, lines: Sequence[Line], plan: ImportPlan, now: datetime) -> None:
    if plan.changes:
        added = sum((one.subject, one.step) == (Subject.CHILD, Step.ADDED) for one in plan.changes)
        record(uow.tx, None, "import", now, {"lines": len(lines), "children_added": added})


def _problems_of(lines: Sequence[Line]) -> Iterator[Problem]:
    """What it takes several lines to see."""
    classes: dict[ChildKey, Line] = {}
    quotients: dict[str, Line] = {}
    pairs: dict[tuple[ChildKey, int], Line] = {}
    guardians = Guardians(())
    for line in lines:
        child = child_key(line)
        earlier = classes.setdefault(child, line)
        if class_key(earlier) != class_key(line):
            yield Problem(line.number, ProblemKind.TWO_CLASSES, "class", line.class_name, earlier.number)
        told = line if line.quotient is None else quotients.setdefault(folded(line.family), line)
        if told.quotient != line.quotient:
            yield Problem(line.number, ProblemKind.TWO_QUOTIENTS, "quotient", str(line.quotient), told.number)
        same = pairs.setdefault((child, guardians.place(line)), line)
        if same is not line:
            yield Problem(line.number, ProblemKind.DUPLICATE_LINE, number=same.number)


def _write(tx: Transaction, policy: Policy, lines: Sequence[Line], today: date) -> None:
    year = school_year(today)
    schools = Names(directory.schools_known(tx), compact)
    schools.added(directory.add_schools(tx, schools.want(line.school for line in lines)))
    classes = _write_classes(tx, lines, schools, year)
    families = Names(directory.families_known(tx), folded)
    families.added(directory.add_families(tx, families.want(line.family for line in lines)))
    people = _write_guardians(tx, lines)
    children = _write_children(tx, lines)
    _write_guardianships(tx, lines, people, children, families)
    _write_members(tx, {children[child_key(line)]: classes[class_key(line)] for line in lines}, year)
    _write_enrolments(tx, policy, lines, schools=schools, children=children, year=year)
    _write_quotients(tx, lines, families, today)


def _write_classes(tx: Transaction, lines: Sequence[Line], schools: Names, year: int) -> dict[ClassKey, int]:
    """The classes named, with the levels of their pupils; the id of each."""
    levels: dict[ClassKey, set[str]] = {}
    for line in lines:
        levels.setdefault(class_key(line), set()).add(line.level)
    names = class_names(lines)
    known = classes_found(directory.classes_of_year(tx, year), schools.ids, names)
    spans = {key: span_of(levels[key] | {row.level}) for key, row in known.items()}
    directory.set_levels(tx, {row.id: spans[key] for key, row in known.items() if row.level != spans[key]})
    ids = {key: row.id for key, row in known.items()}
    new = [key for key in names if key not in known]
    rows = [(schools.ids[key[0]], names[key], span_of(levels[key])) for key in new]
    ids.update(zip(new, directory.add_classes(tx, year, rows), strict=True))
    return ids


def _write_guardians(tx: Transaction, lines: Sequence[Line]) -> dict[int, int]:
    """The guardians named: their id by line number."""
    known = directory.guardians_known(tx)
    people = Guardians(known, known_ties(tx))
    places = {line.number: people.place(line) for line in lines}
    new = people.people[len(known) :]
    rows = [(person.last_name, person.first_name, person.email, person.phone) for person in new]
    ids = [*(person.id for person in known), *directory.add_guardians(tx, rows)]
    erased = erased_guardians(tx)
    contacts = {
        row.id: (person.email, person.phone)
        for row, person in zip(known, people.people, strict=False)
        if (row.email, row.phone) != (person.email, person.phone) and row.id not in erased
    }
    directory.set_contacts(tx, contacts)
    return {number: ids[place] for number, place in places.items()}


def _write_children(tx: Transaction, lines: Sequence[Line]) -> dict[ChildKey, int]:
    """The children named, and all others: their ids."""
    known = directory.children_known(tx).items()
    ids = {(compact(last), compact(first), born): child for child, (last, first, born) in known}
    new: dict[ChildKey, tuple[str, str, date]] = {}
    for line in lines:
        if child_key(line) not in ids:
            new.setdefault(child_key(line), (line.child_last_name, line.child_first_name, line.birth_date))
    added = directory.add_children(tx, list(new.values()))
    return ids | dict(zip(new, added, strict=True))


def _write_guardianships(
    tx: Transaction, lines: Sequence[Line], people: dict[int, int], children: dict[ChildKey, int], families: Names
) -> None:
    """Tie guardians to children."""
    known = directory.guardianships_known(tx)
    wanted = {(people[line.number], children[child_key(line)]): families.ids[folded(line.family)] for line in lines}
    changed = {pair: family for pair, family in wanted.items() if known.get(pair) != family}
    directory.put_guardianships(tx, changed, known)


def _write_members(tx: Transaction, wanted: dict[int, int], year: int) -> None:
    """Put children in their class."""
    known = directory.members_of_year(tx, year)
    changed = {child: class_id for child, class_id in wanted.items() if known.get(child) != class_id}
    directory.put_members(tx, year, changed)


def _write_enrolments(
    tx: Transaction,
    policy: Policy,
    lines: Sequence[Line],
    *,
    schools: Names,
    children: dict[ChildKey, int],
    year: int,
) -> None:
    """Enrol the children named in the services of their lines, and in no other."""
    school_ids = {schools.ids[compact(line.school)] for line in lines}
    directory.open_services(tx, sorted(school_ids), [service.key for service in policy.services])
    services = {(school, key): service for service, school, key in services_of(tx, school_ids)}
    wanted = {
        (children[child_key(line)], services[schools.ids[compact(line.school)], key])
        for line in lines
        for key in line.services
    }
    named = {children[child_key(line)] for line in lines}
    known = {pair for pair in directory.enrolments_of_year(tx, year) if pair[0] in named}
    directory.put_enrolments(tx, year, wanted - known)
    directory.take_enrolments(tx, year, known - wanted)


def _write_quotients(tx: Transaction, lines: Sequence[Line], families: Names, today: date) -> None:
    """Write the quotients that differ. What is billed stays billed so."""
    known = quotients_until(tx, today)
    billed = billed_among(tx, date.min, today)
    changed: dict[int, tuple[date, int]] = {}
    for line in lines:
        family = folded(line.family)
        history = known.get(families.ids[family], [])
        if line.quotient is not None and quotient_on(history, today) != line.quotient:
            since = holds_from(today, billed, is_first=not history)
            changed[families.ids[family]] = since, line.quotient
    put_quotients(tx, changed)
