"""Staff enrols, books or removes at once, and undoes it as long as nothing was marked on it.

"Ajout en masse d'inscription ou de réservation d'un service", "Suppression des réservations en masse" (Peaugres). No
deadline holds staff, but what is past, billed, marked or asked for by a family is left alone, and said.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.db import audit, bulk, directory, operations
from core.db.billed import billed_among
from core.db.closures import Cells
from core.db.operations import OperationRecord
from core.db.outbox import NewNotice, enqueue, take_back
from core.db.services import hold_off_closures, lock_places, services_of
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.operations import (
    BulkOrder,
    BulkPlace,
    BulkPreview,
    Operated,
    OperationKind,
    OperationRow,
    Skip,
    SkippedChild,
    UndoProblem,
)
from core.model.people import StaffActor
from core.organisation import UnitOfWork
from core.rules.announcements import first_day_to_come
from core.rules.authorisation import covers
from core.rules.billing import last_day_of
from core.rules.bulk import Key, guardians_concerned
from core.rules.school_years import school_year
from core.usecases.bulk_enrolments import end_idle, idle_pairs, new_pairs
from core.usecases.bulk_ground import (
    BULK,
    Ground,
    check_scope,
    judge_cells,
    judge_put_back,
    looks_after,
    may_plan,
    read_ground,
    services_at,
)

_LISTED = BULK | {OperationKind.PROMOTE}
_KEY_LENGTH = 64
_TOLD_FOR = timedelta(days=7)
"""After that, a family sees it in its planning."""


def bulk_places(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[BulkPlace, ...]:
    """The schools that can be planned for, and their classes of this school year. Raises ``NotAuthorisedError``."""
    may_plan(uow, actor)
    classes = directory.classes_of_year(uow.tx, school_year(now.astimezone(uow.policy.calendar.tz).date()))
    schools = directory.schools_known(uow.tx)
    services = services_of(uow.tx, schools)
    places = (
        BulkPlace(
            school_id,
            name,
            tuple(
                (one.id, one.name)
                for one in classes
                if one.school_id == school_id and covers(actor.scopes, school_id, one.id)
            ),
            covers(actor.scopes, school_id, None),
            frozenset(key for _, of_school, key in services if of_school == school_id),
        )
        for school_id, name in schools.items()
    )
    return tuple(place for place in places if place.is_whole or place.classes)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an order comes to: cells with their family, enrolments made or ended; and the preview that tells it."""

    cells: Mapping[Key, int]
    pairs: Collection[tuple[int, int]]
    preview: BulkPreview


def preview_bulk(uow: UnitOfWork, actor: StaffActor, order: BulkOrder, now: datetime) -> BulkPreview:
    """What an order would do, and whom it leaves out.

    Raises ``NotAuthorisedError``, and ``ValueError`` for an order of no service, in the wrong direction or too long.
    """
    return _outcome(uow, read_ground(uow, actor, order), now, hold=False).preview


def _outcome(uow: UnitOfWork, ground: Ground, now: datetime, *, hold: bool) -> _Outcome:
    if ground.order.kind is OperationKind.ENROL:
        return _enrolling(uow, ground, now)
    judged, closed_days = judge_cells(uow, ground, now, hold=hold)
    children = {child_id for child_id, _, _ in judged.cells}
    preview = BulkPreview(
        len(children),
        len(judged.cells),
        dict(judged.skipped),
        _skipped_children(ground, judged.by_child),
        closed_days,
    )
    if not ground.order.with_enrolment:
        return _Outcome(judged.cells, (), preview)
    is_removal = ground.order.kind is OperationKind.REMOVE
    pairs = idle_pairs(uow, ground, judged, now) if is_removal else new_pairs(uow, ground)
    return _Outcome(judged.cells, pairs, replace(preview, enrolments=len(pairs)))


def _skipped_children(ground: Ground, by_child: Mapping[int, Mapping[Skip, int]]) -> tuple[SkippedChild, ...]:
    return tuple(
        SkippedChild(one.child_id, f"{one.last_name} {one.first_name}", dict(by_child[one.child_id]))
        for one in ground.pupils
        if one.child_id in by_child
    )


def _enrolling(uow: UnitOfWork, ground: Ground, now: datetime) -> _Outcome:
    """Who is enrolled in what; nobody any more for a school year that is over."""
    year = school_year(ground.order.first_day)
    pairs = ground.pairs
    if year < school_year(now.astimezone(uow.policy.calendar.tz).date()):
        return _Outcome({}, (), BulkPreview(0, 0, {Skip.PAST: len(pairs)} if pairs else {}, (), 0))
    new = new_pairs(uow, ground)
    known = Counter(child_id for child_id, _ in set(pairs).difference(new))
    skipped = {Skip.ALREADY_ENROLLED: known.total()} if known else {}
    by_child = {child_id: {Skip.ALREADY_ENROLLED: count} for child_id, count in known.items()}
    children = len({child_id for child_id, _ in new})
    return _Outcome({}, new, BulkPreview(children, len(new), skipped, _skipped_children(ground, by_child), 0))


def run_bulk(
    uow: UnitOfWork, actor: StaffActor, order: BulkOrder, key: str, now: datetime, *, told: Collection[int] = ()
) -> Operated:
    """Do what an order says, all at once, and tell each family; a key that was used does nothing more.

    ``told``: guardians who are told of it otherwise. Raises as ``preview_bulk`` does, and ``ValueError`` for a key that
    is no key.
    """
    check_key(key)
    ground = read_ground(uow, actor, order)
    operation_id = operations.insert_once(uow.tx, key, order.kind, actor.staff_id, {}, now)
    if operation_id is None:
        return used_before(operations.find_used(uow.tx, key), actor, order.kind)
    hold_off_closures(uow.tx)
    lock_places(uow.tx, [service.id for service in ground.services])
    outcome = _outcome(uow, ground, now, hold=True)
    done = _write(uow, operation_id, order, outcome)
    kept = {"order": order.as_json(), "done": done, **_beside(order, outcome)}
    operations.complete(uow.tx, operation_id, kept)
    facts = {"operation": operation_id, "kind": order.kind, "count": done}
    audit.record(uow.tx, actor, "bulk", now, facts, school_id=order.school_id)
    enrolled = set() if order.kind is OperationKind.REMOVE else {child_id for child_id, _ in outcome.pairs}
    _tell(uow, operation_id, outcome.cells, enrolled, now, undone=False, unheard=told)
    return Operated(operation_id, done, True, outcome.preview.enrolments)


def _beside(order: BulkOrder, outcome: _Outcome) -> dict[str, object]:
    """What is kept of an order that minds the enrolments as well: those made or ended, and what it left out."""
    if not order.with_enrolment:
        return {}
    return {"enrolments": [list(pair) for pair in sorted(outcome.pairs)], "skipped": dict(outcome.preview.skipped)}


def check_key(key: str) -> None:
    """Raise ``ValueError`` for what is no key of a press."""
    if not 0 < len(key) <= _KEY_LENGTH:
        raise ValueError(f"a key has 1 to {_KEY_LENGTH} characters")


def used_before(used: OperationRecord | None, actor: StaffActor, kind: OperationKind) -> Operated:
    """What was done under the same key; nobody learns of another's. Raises ``NotAuthorisedError``."""
    if used is None or used.staff_id != actor.staff_id or used.kind is not kind:
        raise NotAuthorisedError
    return Operated(used.id, used.facts["done"], False, len(used.facts.get("enrolments", ())))


def _write(uow: UnitOfWork, operation_id: int, order: BulkOrder, outcome: _Outcome) -> int:
    if order.kind is OperationKind.ENROL:
        year = school_year(order.first_day)
        return bulk.insert_enrolments(uow.tx, operation_id, year, outcome.pairs)
    if order.kind is OperationKind.BOOK:
        bulk.insert_enrolments(uow.tx, operation_id, school_year(order.first_day), outcome.pairs)
        return bulk.insert_bookings(uow.tx, operation_id, outcome.cells)
    done = bulk.remove_bookings(uow.tx, operation_id, outcome.cells)
    end_idle(uow, order, outcome.pairs)
    return done


def _tell(
    uow: UnitOfWork,
    operation_id: int,
    cells: Collection[Key],
    enrolled: Collection[int],
    now: datetime,
    *,
    undone: bool,
    unheard: Collection[int] = (),
) -> None:
    """Have each guardian told once who decides for a child on any of the days, or whose child was enrolled.

    Gathered for a moment, as answers are. ``unheard``: guardians who are not to hear of it, or not from here.
    """
    child_ids = {child_id for child_id, _, _ in cells} | set(enrolled)
    ties = bulk.guardianships_of(uow.tx, child_ids) if child_ids else {}
    told = guardians_concerned(cells, ties) | {one.guardian_id for child in enrolled for one in ties.get(child, ())}
    available_at = now + timedelta(seconds=uow.policy.notices.result_grouping)
    facts = {"operation": operation_id, "undone": undone}
    notice = NewNotice(Notice.PLANNING_CHANGED, facts, now, available_at, now + _TOLD_FOR)
    enqueue(uow.tx, notice, guardians=told - set(unheard))


def list_operations(uow: UnitOfWork, actor: StaffActor, now: datetime, limit: int = 20) -> list[OperationRow]:
    """The last operations on what the actor looks after, promotions among them, the latest first.

    Raises ``NotAuthorisedError``.
    """
    may_plan(uow, actor)
    seen: list[tuple[OperationRecord, BulkOrder]] = []
    for record in operations.latest(uow.tx, _LISTED):
        if len(seen) == limit:
            break
        order = BulkOrder.from_json(record.facts["order"])
        if looks_after(uow, actor, order):
            seen.append((record, order))
    fixed = _problems(uow, [one for one in seen if one[0].undone_at is None], now)
    return [_row(record, order, can_undo=_may_end(record, fixed)) for record, order in seen]


def _may_end(record: OperationRecord, fixed: Mapping[int, UndoProblem]) -> bool:
    return record.kind in BULK and record.undone_at is None and _done(record) > 0 and record.id not in fixed


def _done(record: OperationRecord) -> int:
    """How many cells and enrolments an operation changed."""
    return int(record.facts["done"]) + len(record.facts.get("enrolments", ()))


def _row(record: OperationRecord, order: BulkOrder, *, can_undo: bool) -> OperationRow:
    done = record.facts["done"]
    return OperationRow(record.id, record.kind, record.by, record.created_at, order, done, record.undone_at, can_undo)


def _problems(
    uow: UnitOfWork, listed: Collection[tuple[OperationRecord, BulkOrder]], now: datetime
) -> dict[int, UndoProblem]:
    """Why operations cannot be undone, of those that cannot."""
    if not listed:
        return {}
    ids = [record.id for record, _ in listed]
    today = now.astimezone(uow.policy.calendar.tz).date()
    first, last = min(order.first_day for _, order in listed), max(order.last_day for _, order in listed)
    months = [(month, last_day_of(month)) for month in billed_among(uow.tx, first, last)]
    billed = dict.fromkeys(bulk.billed_operations(uow.tx, ids, months), UndoProblem.BILLED)
    return billed | dict.fromkeys(bulk.marked_operations(uow.tx, ids, today), UndoProblem.MARKED)


def undo_operation(uow: UnitOfWork, actor: StaffActor, operation_id: int, now: datetime) -> UndoProblem | int:
    """Undo an operation whole, or say why not; how many cells or enrolments that was. Each family is told.

    Left alone is what has begun since, what a family has asked something about, and what finds no place again.
    Raises ``NotAuthorisedError``, also for what is no operation of this kind.
    """
    may_plan(uow, actor)
    record = operations.hold(uow.tx, operation_id)
    if record is None or record.kind not in _LISTED:
        raise NotAuthorisedError
    order = BulkOrder.from_json(record.facts["order"])
    check_scope(uow, actor, order)
    if problem := _why_final(record):
        return problem
    hold_off_closures(uow.tx)
    lock_places(uow.tx, [one.id for one in services_at(uow, order.school_id) if one.terms.key in order.service_keys])
    if problem := _problems(uow, [(record, order)], now).get(record.id):
        return problem
    cells, pairs = _take_back(uow, record, order, now)
    ended = () if order.kind is OperationKind.REMOVE else pairs
    facts = record.facts | {"ended": [list(pair) for pair in ended]}
    operations.end(uow.tx, record.id, actor.staff_id, facts, now)
    count = len(cells) + len(pairs)
    is_whole = count == _done(record)
    told = {"operation": record.id, "kind": order.kind, "count": count}
    audit.record(uow.tx, actor, "undo_bulk", now, told, school_id=order.school_id)
    unheard = _untell(uow, record.id) if is_whole else ()
    _tell(uow, record.id, cells, {child_id for child_id, _ in pairs}, now, undone=True, unheard=unheard)
    return count


def _untell(uow: UnitOfWork, operation_id: int) -> Collection[int]:
    """Have an operation that is undone whole told to nobody who has not heard of it yet; who they are."""
    return take_back(uow.tx, Notice.PLANNING_CHANGED, {"operation": operation_id, "undone": False})


def _why_final(record: OperationRecord) -> UndoProblem | None:
    if record.kind not in BULK:
        return UndoProblem.FINAL
    return None if record.undone_at is None else UndoProblem.ALREADY


def _take_back(
    uow: UnitOfWork, record: OperationRecord, order: BulkOrder, now: datetime
) -> tuple[Collection[Key], list[tuple[int, int]]]:
    """The cells, and the enrolments, that are as they were before."""
    operation_id, year = record.id, school_year(order.first_day)
    if order.kind is OperationKind.ENROL:
        return (), bulk.take_back_enrolments(uow.tx, operation_id, year)
    if order.kind is OperationKind.BOOK:
        tz = uow.policy.calendar.tz
        services = services_at(uow, order.school_id)
        to_come = {one.id: first_day_to_come(one.terms, order.first_day, now, tz) for one in services}
        bulk.take_back_bookings(uow.tx, operation_id, Cells.of(to_come, order.last_day))
        ended = bulk.take_back_enrolments(uow.tx, operation_id, year) if order.with_enrolment else []
        return bulk.removed_by(uow.tx, operation_id), ended
    again = [pair for pair in record.facts.get("enrolments", ()) if bulk.enrol(uow.tx, year, *pair)]
    back = judge_put_back(uow, order, bulk.removed_by(uow.tx, operation_id), now)
    bulk.put_back_bookings(uow.tx, operation_id, back)
    return back.keys(), [(child_id, service_id) for child_id, service_id in again]
