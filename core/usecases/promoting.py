"""Class promotion (« Montée pédagogique manuelle », Peaugres): every child to a class of the next school year.

The plan is the dry run: it is what is done. Nothing of the current school year changes, enrolments of the next are
asked anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.db import audit, bulk, directory, operations, promotions
from core.db.bulk import PupilRow
from core.db.promotions import ClassRow
from core.model.errors import NotAuthorisedError
from core.model.operations import BulkOrder, Operated, OperationKind
from core.model.people import StaffActor
from core.model.promotions import NextClass, PlannedChild, PlannedClass, PromotionChoices, PromotionPlan
from core.organisation import UnitOfWork
from core.rules.authorisation import covers
from core.rules.promotions import last_levels, levels_in, moved_up, proposed_name, rank, span_of
from core.rules.school_years import days_of, school_year
from core.usecases.bulk import check_key, used_before
from core.usecases.bulk_ground import by_name, may_plan
from core.usecases.matching import folded

_NAME_LENGTH = 80


def read_promotion(
    uow: UnitOfWork, actor: StaffActor, school_id: int, choices: PromotionChoices, now: datetime
) -> PromotionPlan:
    """What moving a school up would do, as chosen or else as proposed.

    Of this school year, or of the last one as long as this one has no class. Raises ``NotAuthorisedError`` unless the
    whole school is looked after, and ``ValueError`` for what is no name of a class.
    """
    may_plan(uow, actor)
    schools = directory.schools_known(uow.tx)
    if school_id not in schools or not covers(actor.scopes, school_id, None):
        raise NotAuthorisedError
    this_year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    classes = promotions.classes_at(uow.tx, school_id, this_year)
    year = this_year + 1 if classes else this_year
    classes = classes or promotions.classes_at(uow.tx, school_id, this_year - 1)
    pupils = sorted(bulk.pupils_of(uow.tx, year - 1, school_id=school_id), key=by_name)
    placed = promotions.placed_in(uow.tx, year, [one.child_id for one in pupils])
    names = _Names({folded(one.name): one for one in promotions.classes_at(uow.tx, school_id, year)})
    return _plan(school_id, schools[school_id], year, _Year(classes, pupils, placed, choices, names))


@dataclass(slots=True)
class _Names:
    """The classes of next year by folded name: those there are, and those named so far, as first written."""

    known: Mapping[str, ClassRow]
    written: dict[str, str] = field(default_factory=dict)

    def of(self, name: str | None) -> str | None:
        """A name as it is written. Raises ``ValueError`` for what is none."""
        if name is None:
            return None
        name = " ".join(name.split())
        if not 0 < len(name) <= _NAME_LENGTH:
            raise ValueError(f"the name of a class has 1 to {_NAME_LENGTH} characters")
        there = self.known.get(folded(name))
        return there.name if there else self.written.setdefault(folded(name), name)


@dataclass(frozen=True, slots=True)
class _Year:
    """The classes that move up, their children, those of them placed before, and what was chosen."""

    classes: list[ClassRow]
    pupils: list[PupilRow]
    placed: Mapping[int, str]
    choices: PromotionChoices
    names: _Names


def _plan(school_id: int, school: str, year: int, of: _Year) -> PromotionPlan:
    lasts = last_levels({level for one in of.classes for level in _levels(one)})
    planned = tuple(
        _planned_class(one, lasts, of)
        for one in sorted(of.classes, key=lambda one: (rank(_text(one)), folded(one.name)))
    )
    children = [child for one in planned for child in one.children]
    moving = [child for child in children if not child.is_placed and child.target is not None]
    return PromotionPlan(
        school_id=school_id,
        school=school,
        year=year,
        classes=planned,
        next_classes=_next_classes(planned, lasts, of.names),
        moving=len(moving),
        repeating=sum(child.repeats for child in moving),
        leaving=sum(child.target is None for child in children),
        placed=sum(child.is_placed for child in children),
    )


def _text(one: ClassRow) -> str:
    """Where the levels of a class are said: in its name, or else in the file it came from."""
    return one.name if levels_in(one.name) else one.level


def _levels(one: ClassRow) -> tuple[str, ...]:
    return levels_in(_text(one))


def _planned_class(one: ClassRow, lasts: frozenset[str], of: _Year) -> PlannedClass:
    proposed = of.names.of(proposed_name(one.name, one.level, lasts))
    target = of.names.of(of.choices.targets.get(one.id, proposed))
    children = (_planned_child(pupil, one, target, of) for pupil in of.pupils if pupil.class_id == one.id)
    return PlannedClass(one.id, one.name, one.level, target, proposed, tuple(children))


def _planned_child(pupil: PupilRow, own: ClassRow, target: str | None, of: _Year) -> PlannedChild:
    is_placed = pupil.child_id in of.placed
    is_apart = not is_placed and pupil.child_id in of.choices.children
    if is_placed:
        target = of.placed[pupil.child_id]
    elif is_apart:
        target = of.names.of(of.choices.children[pupil.child_id])
    repeats = is_apart and target is not None and bool(levels_in(target)) and rank(target) <= rank(_text(own))
    return PlannedChild(pupil.child_id, pupil.first_name, pupil.last_name, target, is_apart, is_placed, repeats)


def _next_classes(planned: Iterable[PlannedClass], lasts: frozenset[str], names: _Names) -> tuple[NextClass, ...]:
    """The classes of next year, by level: those there are, and those that somebody goes to."""
    coming: Counter[str] = Counter()
    levels: dict[str, set[str]] = {}
    for one in planned:
        for child in one.children:
            if child.target is not None and not child.is_placed:
                coming[child.target] += 1
                levels.setdefault(child.target, set()).update(levels_in(moved_up(one.level, lasts) or ""))
    there = {one.name: one for one in names.known.values()}
    made = (
        NextClass(None, name, span_of(levels_in(name) or levels[name]), count)
        for name, count in coming.items()
        if name not in there
    )
    kept = (NextClass(one.id, one.name, one.level, one.children + coming[one.name]) for one in there.values())
    return tuple(sorted((*kept, *made), key=lambda one: (rank(one.name), rank(one.level), folded(one.name))))


def promote(
    uow: UnitOfWork, actor: StaffActor, school_id: int, choices: PromotionChoices, key: str, now: datetime
) -> Operated:
    """Do what ``read_promotion`` plans; how many children moved. A key that was used does nothing more.

    Whoever is in a class of next year stays there. Raises as ``read_promotion`` does.
    """
    check_key(key)
    directory.take_turns(uow.tx)
    plan = read_promotion(uow, actor, school_id, choices, now)
    operation_id = operations.insert_once(uow.tx, key, OperationKind.PROMOTE, actor.staff_id, {}, now)
    if operation_id is None:
        return used_before(operations.find_used(uow.tx, key), actor, OperationKind.PROMOTE)
    classes = _make_classes(uow, plan)
    moving = {
        child.child_id: classes[child.target]
        for one in plan.classes
        for child in one.children
        if child.target is not None and not child.is_placed
    }
    directory.put_members(uow.tx, plan.year, moving)
    first, last = days_of(plan.year)
    order = BulkOrder(OperationKind.PROMOTE, school_id, frozenset(), first, last)
    operations.complete(uow.tx, operation_id, {"order": order.as_json(), "done": len(moving)})
    facts = {"operation": operation_id, "year": plan.year, "count": len(moving), "leaving": plan.leaving}
    audit.record(uow.tx, actor, "promote", now, facts, school_id=school_id)
    return Operated(operation_id, len(moving), True)


def _make_classes(uow: UnitOfWork, plan: PromotionPlan) -> dict[str, int]:
    """The ids of the classes of next year by name, made where they were not there."""
    new = [one for one in plan.next_classes if one.class_id is None]
    ids = directory.add_classes(uow.tx, plan.year, [(plan.school_id, one.name, one.level) for one in new])
    made = {one.name: class_id for one, class_id in zip(new, ids, strict=True)}
    return made | {one.name: one.class_id for one in plan.next_classes if one.class_id is not None}
