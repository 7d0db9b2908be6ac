"""ONDE's pupils: the classes of a school and who is in them this school year; nobody's services but those asked for.

The file is the truth for the classes of the pupils it names. Whoever is in a class of the school and not in the file is
said to have left, and leaves only where the person said so.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.db import directory, importing
from core.db.audit import record
from core.db.billed import billed_among
from core.db.directory import SchoolClass
from core.db.services import hold_off_closures, lock_places, services_of
from core.imports.cells import compact
from core.imports.onde_pupils import Pupil, PupilFile, PupilKey, read_pupils
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
from core.rules.billing import last_day_of
from core.usecases.importing_ground import (
    Place,
    added_school,
    same_classes,
    school_of,
    services_asked,
    span_of,
    this_year,
)

_MOST_LEAVERS = 0.2
"""The part of a school that may be missing from a real file."""


@dataclass(slots=True)
class _Ground:
    """What is known, and what the file makes of it.

    ``placed``: pupils with the id of the child they are, ``None`` for a new one. By the compact label of a class:
    ``labels``, how it is first written; ``spans``, its levels; ``classes``, the one that it is, ``None`` for a new one.
    ``spared``: children who may be in the file, among what is left out.
    """

    place: Place
    year: int
    children: Mapping[int, tuple[str, str, date]]
    members: Mapping[int, int]
    known_classes: Mapping[int, SchoolClass]
    schools: Mapping[int, str]
    placed: list[tuple[Pupil, int | None]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)
    classes: dict[str, SchoolClass | None] = field(default_factory=dict)
    unmatched: list[Problem] = field(default_factory=list)
    spared: set[int] = field(default_factory=set)

    def place_classes(self) -> None:
        """Note the classes of the pupils placed."""
        levels: dict[str, set[str]] = {}
        for pupil, _ in self.placed:
            self.labels.setdefault(compact(pupil.class_name), pupil.class_name)
            levels.setdefault(compact(pupil.class_name), set()).add(pupil.level)
        own = [one for one in self.known_classes.values() if one.school_id == self.place.id]
        found = same_classes(own, self.labels.values())
        self.classes = {key: found.get(key) for key in self.labels}
        for key, known in self.classes.items():
            self.spans[key] = span_of(levels[key] | ({known.level} if known else set()))

    def name_of(self, child_id: int) -> str:
        """First and last name."""
        last, first, _ = self.children[child_id]
        return f"{first} {last}"

    def class_of(self, child_id: int) -> str:
        """The class a child is in, and its school where that is another; empty for none."""
        one = self.known_classes.get(self.members.get(child_id, 0))
        if one is None:
            return ""
        return one.name if one.school_id == self.place.id else f"{one.name} ({self.schools[one.school_id]})"


def prepare_pupils(uow: UnitOfWork, sheet: Sheet, options: ImportOptions, now: datetime) -> Prepared:
    """What ONDE's pupils would change. Raises ``ImportRefusedError`` for an unknown school or service."""
    place, keys = school_of(uow, options), services_asked(uow.policy, options.services)
    today = now.astimezone(uow.policy.calendar.tz).date()
    ground = _ground(uow, place, read_pupils(sheet, today), this_year(uow, now))
    leavers = _leavers(ground)
    plan = ImportPlan(
        changes=tuple(_changes(ground, leavers, keys)),
        unchanged={Subject.CHILD: sum(_is_settled(ground, *one) for one in ground.placed)},
        unmatched=tuple(sorted(ground.unmatched, key=lambda problem: problem.line)),
        obstacles=tuple(_obstacles(ground, leavers, options)),
        classes=tuple(_counts(ground)),
    )

    def write() -> None:
        _write(uow, ground, keys, now)
        if options.leavers:
            _take_leave(uow, ground, leavers, now)

    return Prepared(plan, write)


def _ground(uow: UnitOfWork, place: Place, file: PupilFile, year: int) -> _Ground:
    classes = {one.id: one for one in directory.classes_of_year(uow.tx, year)}
    ground = _Ground(
        place,
        year,
        directory.children_known(uow.tx),
        directory.members_of_year(uow.tx, year),
        classes,
        directory.schools_known(uow.tx),
        unmatched=list(file.left_out),
    )
    _match(ground, file)
    ground.place_classes()
    return ground


def _match(ground: _Ground, file: PupilFile) -> None:
    """Find each pupil among the children known; spare from leaving whoever may be one that was left out."""
    by_key: dict[PupilKey, list[int]] = {}
    for child_id, (last, first, born) in ground.children.items():
        by_key.setdefault((compact(last), compact(first), born), []).append(child_id)
        if (compact(last), compact(first)) in file.names_left_out:
            ground.spared.add(child_id)
    for pupil in file.pupils:
        found = next((by_key[key] for key in pupil.keys if key in by_key), [])
        if len(found) > 1:
            name = f"{pupil.first_name} {pupil.last_name}"
            ground.unmatched.append(Problem(pupil.number, ProblemKind.AMBIGUOUS_CHILD, value=name))
            ground.spared.update(found)
        else:
            ground.placed.append((pupil, found[0] if found else None))


def _is_settled(ground: _Ground, pupil: Pupil, child_id: int | None) -> bool:
    """Whether a pupil is known, and in that class already."""
    one = ground.classes[compact(pupil.class_name)]
    return child_id is not None and one is not None and ground.members.get(child_id) == one.id


def _leavers(ground: _Ground) -> list[int]:
    """Children of the school's classes who are not in the file, by class and name."""
    stay = ground.spared | {child_id for _, child_id in ground.placed if child_id is not None}
    left = [child_id for child_id in _pupils_of(ground) if child_id not in stay]
    return sorted(left, key=lambda child_id: (ground.class_of(child_id), ground.name_of(child_id)))


def _pupils_of(ground: _Ground) -> list[int]:
    return [
        child_id
        for child_id, class_id in ground.members.items()
        if ground.known_classes[class_id].school_id == ground.place.id
    ]


def _obstacles(ground: _Ground, leavers: Sequence[int], options: ImportOptions) -> Iterator[Problem]:
    pupils = len(_pupils_of(ground))
    if not options.leavers and len(leavers) > _MOST_LEAVERS * pupils:
        yield Problem(0, ProblemKind.MANY_LEAVERS, value=str(pupils), number=len(leavers))


def _counts(ground: _Ground) -> Iterator[ClassCount]:
    counts = Counter(compact(pupil.class_name) for pupil, _ in ground.placed)
    for key, label in ground.labels.items():
        known = ground.classes[key]
        yield ClassCount(ground.place.name, known.name if known else label, counts[key])


def _changes(ground: _Ground, leavers: Collection[int], keys: Sequence[str]) -> Iterator[Change]:
    yield from added_school(ground.place)
    for key, label in ground.labels.items():
        known, level = ground.classes[key], ground.spans[key]
        if known is None:
            yield Change(Subject.CLASS, Step.ADDED, label, level)
        elif known.level != level:
            yield Change(Subject.CLASS, Step.CHANGED, known.name, "level", known.level, level)
    for pupil, child_id in ground.placed:
        known = ground.classes[compact(pupil.class_name)]
        name = known.name if known else ground.labels[compact(pupil.class_name)]
        if child_id is None:
            full_name = f"{pupil.first_name} {pupil.last_name}"
            yield Change(Subject.CHILD, Step.ADDED, full_name, name, after=", ".join(keys))
        elif not _is_settled(ground, pupil, child_id):
            before = ground.class_of(child_id)
            yield Change(Subject.CHILD, Step.CHANGED, ground.name_of(child_id), "class", before, name)
    for child_id in leavers:
        yield Change(Subject.CHILD, Step.LEFT, ground.name_of(child_id), ground.class_of(child_id))


def _write(uow: UnitOfWork, ground: _Ground, keys: Sequence[str], now: datetime) -> None:
    school_id = _write_school(uow, ground.place)
    classes = _write_classes(uow, ground, school_id)
    new = [pupil for pupil, child_id in ground.placed if child_id is None]
    ids = directory.add_children(uow.tx, [(pupil.last_name, pupil.first_name, pupil.born) for pupil in new])
    added = dict(zip((pupil.number for pupil in new), ids, strict=True))
    moved = {
        added[pupil.number] if child_id is None else child_id: classes[compact(pupil.class_name)]
        for pupil, child_id in ground.placed
        if not _is_settled(ground, pupil, child_id)
    }
    directory.put_members(uow.tx, ground.year, moved)
    services = {key: service for service, _, key in services_of(uow.tx, [school_id])}
    pairs = {(child_id, services[key]) for child_id in ids for key in keys}
    directory.put_enrolments(uow.tx, ground.year, pairs)
    if moved:
        facts = {"lines": len(ground.placed), "children_added": len(ids)}
        record(uow.tx, None, "import", now, facts, school_id=school_id)


def _write_school(uow: UnitOfWork, place: Place) -> int:
    school_id = directory.add_schools(uow.tx, [place.name])[0] if place.id is None else place.id
    directory.open_services(uow.tx, [school_id], [service.key for service in uow.policy.services])
    return school_id


def _write_classes(uow: UnitOfWork, ground: _Ground, school_id: int) -> dict[str, int]:
    """The id of each class by its compact label."""
    spans = ground.spans
    known = {key: one for key, one in ground.classes.items() if one is not None}
    directory.set_levels(uow.tx, {one.id: spans[key] for key, one in known.items() if one.level != spans[key]})
    new = [key for key in ground.labels if key not in known]
    rows = [(school_id, ground.labels[key], spans[key]) for key in new]
    ids = dict(zip(new, directory.add_classes(uow.tx, ground.year, rows), strict=True))
    return ids | {key: one.id for key, one in known.items()}


def _take_leave(uow: UnitOfWork, ground: _Ground, leavers: Sequence[int], now: datetime) -> None:
    """End the class, the enrolments and, from tomorrow on, the bookings of whoever left. What is billed stays."""
    if not leavers or ground.place.id is None:
        return
    hold_off_closures(uow.tx)
    services = [service for service, _, _ in services_of(uow.tx, [ground.place.id])]
    lock_places(uow.tx, services)
    gone = set(leavers)
    importing.take_members(uow.tx, ground.year, gone)
    enrolled = directory.enrolments_of_year(uow.tx, ground.year)
    pairs = {(child_id, service) for child_id, service in enrolled if child_id in gone and service in services}
    directory.take_enrolments(uow.tx, ground.year, pairs)
    first = _first_unbilled(uow, now.astimezone(uow.policy.calendar.tz).date() + timedelta(days=1))
    bookings = importing.take_bookings(uow.tx, gone, services, first)
    importing.withdraw_requests(uow.tx, gone, services, first, now)
    facts = {"count": len(gone), "removed": bookings}
    record(uow.tx, None, "leave", now, facts, school_id=ground.place.id)


def _first_unbilled(uow: UnitOfWork, day: date) -> date:
    billed = billed_among(uow.tx, day, date.max)
    return max((last_day_of(month) + timedelta(days=1) for month in billed), default=day)
