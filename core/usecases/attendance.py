"""Attendance is marked, at every press: what it says is what should be.

"L'enregistrement des pointages se fait en temps réel" (Peaugres).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.db import attendance, audit
from core.db.attendance import CellRow
from core.db.services import hold_off_closures
from core.model.attendance import Hour, ListKey, Marked, MarkedAll, MarkProblem
from core.model.errors import NotAuthorisedError
from core.model.people import StaffActor
from core.model.planning import Cell, Mark, Service
from core.organisation import UnitOfWork
from core.rules.attendance import MarkFacts, hour_problem, may_mark
from core.rules.authorisation import covers
from core.rules.calendar import starts_at
from core.rules.school_years import school_year
from core.usecases.lists import check_may_mark, open_list, problem_on, service_of

_LAST_MINUTE = 24 * 60
_MOST_ADULTS = 99


@dataclass(frozen=True, slots=True)
class _Held:
    """A cell of the actor's, its booking held until the end of the transaction."""

    cell: Cell
    service: Service
    row: CellRow
    is_booked: bool


def mark(
    uow: UnitOfWork, actor: StaffActor, cell: Cell, wanted: Mark | None, seen: Mark | None, now: datetime
) -> Marked:
    """Have a cell marked as ``wanted`` (``None``: not at all), where it is still marked as it was ``seen``.

    Nothing is written, and the problem told, where it is not, or where the rules do not take the mark. A mark that is
    removed or changed takes its hours along. Raises ``NotAuthorisedError`` where the child is not the actor's.
    """
    held = _hold(uow, actor, cell)
    current = held.row.mark
    if current == wanted:
        return Marked(current)
    if current != seen:
        return _changed(held.row)
    problem = _problem(uow, held, wanted, now)
    if problem is not None:
        return Marked(current, problem)
    if not _write(uow, actor, cell, current, wanted, now):
        return _again(uow, cell, wanted)
    _record(uow, actor, held, "mark", {"from": current, "to": wanted}, now)
    return Marked(wanted)


def record_hour(
    uow: UnitOfWork, actor: StaffActor, cell: Cell, hour: Hour, minute: int | None, now: datetime
) -> Marked:
    """Write when a child came or left, in minutes after local midnight; ``None`` erases it.

    A child nobody has marked is marked present by it. Raises ``NotAuthorisedError`` where the child is not the
    actor's, and ``ValueError`` for a minute outside the day.
    """
    if minute is not None and not 0 <= minute <= _LAST_MINUTE:
        raise ValueError(f"minute {minute} is not of a day")
    held = _hold(uow, actor, cell)
    before = _hours(held.row)
    if before[hour] == minute:
        return Marked(held.row.mark)
    problem = _hour_problem(uow, held, hour, minute, now)
    if problem is not None:
        return Marked(held.row.mark, problem)
    if held.row.mark is None and attendance.add_mark(uow.tx, cell, Mark.PRESENT, actor.staff_id, now):
        _record(uow, actor, held, "mark", {"from": None, "to": Mark.PRESENT}, now)
    if not attendance.set_hour(uow.tx, cell, hour, minute):
        marked = _again(uow, cell, Mark.PRESENT)
        return marked if marked.problem else Marked(Mark.PRESENT, MarkProblem.WRONG_ORDER)
    _record(uow, actor, held, "hour", {"hour": hour, "from": before[hour], "to": minute}, now)
    return Marked(Mark.PRESENT)


def mark_all(uow: UnitOfWork, actor: StaffActor, key: ListKey, now: datetime) -> MarkedAll:
    """Mark present whoever is booked and not marked: "tous les enfants réservés seront pointés" (Peaugres).

    But for those whose family has said that they will not come, and would be billed as present. Raises
    ``NotAuthorisedError`` where the list is not the actor's.
    """
    hold_off_closures(uow.tx)
    opened = open_list(uow, actor, key)
    problem = problem_on(uow, opened.service, key.day, now)
    if problem is not None:
        return MarkedAll(0, 0, now, problem)
    count, declared = attendance.mark_booked(uow.tx, opened.reach, key.day, actor.staff_id, now)
    if count:
        _record_list(uow, actor, key, opened.service, "mark_all", {"count": count}, now)
    return MarkedAll(count, declared, now)


def undo_mark_all(uow: UnitOfWork, actor: StaffActor, key: ListKey, at: datetime, now: datetime) -> int:
    """Take back what the actor's ``mark_all`` marked at an instant and nobody has touched since; how many.

    None on a day that cannot be marked any more. Raises ``NotAuthorisedError`` where the list is not the actor's.
    """
    hold_off_closures(uow.tx)
    opened = open_list(uow, actor, key)
    if problem_on(uow, opened.service, key.day, now) is not None:
        return 0
    count = attendance.unmark_booked(uow.tx, opened.reach, key.day, actor.staff_id, at)
    if count:
        _record_list(uow, actor, key, opened.service, "undo_mark_all", {"count": count}, now)
    return count


def count_adults(uow: UnitOfWork, actor: StaffActor, key: ListKey, adults: int, now: datetime) -> MarkProblem | None:
    """Write how many adults are there for the service, all classes together; why not, where it is not taken.

    Raises ``NotAuthorisedError`` where the list is not the actor's, and ``ValueError`` unless 0 to 99.
    """
    if not 0 <= adults <= _MOST_ADULTS:
        raise ValueError(f"{adults} adults cannot be")
    hold_off_closures(uow.tx)
    opened = open_list(uow, actor, key)
    problem = problem_on(uow, opened.service, key.day, now)
    if problem is None and attendance.put_adults(uow.tx, key.service_id, key.day, adults, actor.staff_id, now):
        _record_list(uow, actor, key, opened.service, "adults", {"count": adults}, now)
    return problem


def _hold(uow: UnitOfWork, actor: StaffActor, cell: Cell) -> _Held:
    """Raises ``NotAuthorisedError`` unless the actor looks after the child in the service's school that year."""
    check_may_mark(uow, actor)
    hold_off_closures(uow.tx)
    is_booked = attendance.hold_booking(uow.tx, cell)
    row = attendance.cell_row(uow.tx, cell, school_year(cell.day))
    if row is None or not _is_of_school(row, is_booked) or not covers(actor.scopes, row.school_id, row.class_id):
        raise NotAuthorisedError
    return _Held(cell, service_of(uow, cell.service_id, row.school_id, row.key), row, is_booked)


def _is_of_school(row: CellRow, is_booked: bool) -> bool:
    """Whether a child has to do with the school: by its class, or by what was asked for, booked or marked there."""
    if row.class_id is not None:
        return True
    return is_booked or row.is_asked or row.mark is not None or (row.is_enrolled and not row.is_elsewhere)


def _problem(uow: UnitOfWork, held: _Held, wanted: Mark | None, now: datetime) -> MarkProblem | None:
    day = held.cell.day
    has_begun = now >= starts_at(held.service, day, uow.policy.calendar.tz)
    facts = MarkFacts(held.is_booked, held.row.is_enrolled, has_begun)
    return problem_on(uow, held.service, day, now) or may_mark(wanted, facts, uow.policy.attendance.unexpected)


def _hour_problem(uow: UnitOfWork, held: _Held, hour: Hour, minute: int | None, now: datetime) -> MarkProblem | None:
    if held.service.terms.hours is None:
        return MarkProblem.NO_HOURS
    if held.row.mark not in (None, Mark.PRESENT):
        return MarkProblem.NOT_PRESENT
    wanted = Mark.PRESENT if held.row.mark is None else None
    problem = _problem(uow, held, wanted, now)
    if problem is None and minute is not None:
        local = now.astimezone(uow.policy.calendar.tz)
        now_minute = 60 * local.hour + local.minute if held.cell.day == local.date() else None
        problem = hour_problem(hour, minute, held.service.terms, now_minute)
    return problem or _order_problem({**_hours(held.row), hour: minute})


def _order_problem(hours: Mapping[Hour, int | None]) -> MarkProblem | None:
    arrived, departed = hours[Hour.ARRIVED], hours[Hour.DEPARTED]
    if arrived is None or departed is None or arrived <= departed:
        return None
    return MarkProblem.WRONG_ORDER


def _hours(row: CellRow) -> dict[Hour, int | None]:
    return {Hour.ARRIVED: row.arrived, Hour.DEPARTED: row.departed}


def _write(
    uow: UnitOfWork, actor: StaffActor, cell: Cell, current: Mark | None, wanted: Mark | None, now: datetime
) -> bool:
    """Whether the cell was still marked as it was read."""
    if wanted is None:
        return current is not None and attendance.take_mark(uow.tx, cell, current)
    if current is None:
        return attendance.add_mark(uow.tx, cell, wanted, actor.staff_id, now)
    return attendance.change_mark(uow.tx, cell, current, wanted, actor.staff_id, now)


def _again(uow: UnitOfWork, cell: Cell, wanted: Mark | None) -> Marked:
    """Somebody else wrote since the cell was read: what they made of it."""
    row = attendance.cell_row(uow.tx, cell, school_year(cell.day))
    if row is None:
        raise NotAuthorisedError
    return Marked(wanted) if row.mark == wanted else _changed(row)


def _changed(row: CellRow) -> Marked:
    return Marked(row.mark, MarkProblem.CHANGED, row.marked_by, row.marked_at)


def _record(
    uow: UnitOfWork, actor: StaffActor, held: _Held, action: str, facts: Mapping[str, object], now: datetime
) -> None:
    cell = {"child": held.cell.child_id, "service": held.cell.service_id, "day": held.cell.day.isoformat()}
    audit.record(uow.tx, actor, action, now, {**cell, **facts}, school_id=held.service.school_id)


def _record_list(
    uow: UnitOfWork,
    actor: StaffActor,
    key: ListKey,
    service: Service,
    action: str,
    facts: Mapping[str, object],
    now: datetime,
) -> None:
    of_list = {"service": key.service_id, "class": key.class_id, "day": key.day.isoformat()}
    audit.record(uow.tx, actor, action, now, {**of_list, **facts}, school_id=service.school_id)
