"""Attendance lists, as whoever marks them sees them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from core.db.attendance import COMES_NOT
from core.db.sheets import DayRows, HeadCount, ListedChild, children_listed, head_count
from core.model.attendance import Adults, AttendanceSheet, ListKey, MarkProblem, SheetLine, WeekLine, WeekSheet
from core.model.errors import NotAuthorisedError
from core.model.people import StaffActor
from core.model.planning import RequestKind
from core.model.policy import ServicePolicy
from core.organisation import UnitOfWork
from core.rules.attendance import adults_needed, born_by, state_of, totals_of
from core.rules.names import folded, is_called, shown_names, words_of
from core.usecases.choosing import read_day
from core.usecases.lists import OpenList, open_list, problem_on, problems_on

__all__ = ["find_children", "read_day", "read_line", "read_sheet", "read_week_sheet"]

_NOTHING = DayRows()
_DOES_NOT_RUN = (MarkProblem.CLOSED, MarkProblem.CALENDAR_UNKNOWN)


def read_sheet(uow: UnitOfWork, actor: StaffActor, key: ListKey, now: datetime, *, everyone: bool) -> AttendanceSheet:
    """A list of attendance: the children booked, asked for or marked; with ``everyone``, all who are enrolled.

    Raises ``NotAuthorisedError`` where the list is not the actor's.
    """
    opened = open_list(uow, actor, key)
    listed = children_listed(uow.tx, opened.reach, key.day, key.day, everyone=everyone)
    lines = _lines(listed, _names(uow, listed), key.day)
    counted = head_count(uow.tx, key.service_id, key.day, born_by(key.day))
    return AttendanceSheet(
        key=key,
        service=opened.service,
        school=opened.school,
        class_name=opened.class_name,
        lines=lines,
        totals=totals_of(lines),
        adults=_adults(opened.service.terms, counted),
        problem=problem_on(uow, opened.service, key.day, now),
    )


def read_week_sheet(uow: UnitOfWork, actor: StaffActor, key: ListKey, now: datetime, *, everyone: bool) -> WeekSheet:
    """The list over the days of the week of ``key.day`` on which the service runs. Raises as ``read_sheet``."""
    opened = open_list(uow, actor, key)
    monday = key.day - timedelta(days=key.day.weekday())
    week = [monday + timedelta(days=count) for count in range(7)]
    listed = children_listed(uow.tx, opened.reach, week[0], week[-1], everyone=everyone)
    names = _names(uow, listed)
    expected = [day for day in week if day.isoweekday() in opened.service.terms.weekdays]
    problems = problems_on(uow, opened.service, expected, now)
    by_day = {day: _lines(listed, names, day) for day in expected if problems[day] not in _DOES_NOT_RUN}
    return WeekSheet(
        key=key,
        service=opened.service,
        school=opened.school,
        class_name=opened.class_name,
        days=tuple(by_day),
        lines=_week_lines(listed, names, by_day),
        totals={day: totals_of(lines) for day, lines in by_day.items()},
        problems={day: problem for day, problem in problems.items() if problem is not None},
    )


def find_children(
    uow: UnitOfWork, actor: StaffActor, key: ListKey, text: str, now: datetime, limit: int = 20
) -> tuple[SheetLine, ...]:
    """The children enrolled in the service whose name contains every word of ``text``, of all the actor looks after.

    Without regard to case, accents, hyphens and apostrophes; at most ``limit``, by name; none for a text without a
    letter. Raises as ``read_sheet``.
    """
    opened = open_list(uow, actor, key)
    words = words_of(text)
    if not words:
        return ()
    listed = _looked_after(uow, opened)
    named = [child for child in listed if is_called(child.first_name, child.last_name, words)]
    return _lines(named, _names(uow, listed), key.day)[:limit]


def read_line(uow: UnitOfWork, actor: StaffActor, key: ListKey, child_id: int, now: datetime) -> SheetLine:
    """One child, of all the actor looks after. Raises ``NotAuthorisedError`` for any other."""
    listed = _looked_after(uow, open_list(uow, actor, key))
    for line in _lines([child for child in listed if child.id == child_id], _names(uow, listed), key.day):
        return line
    raise NotAuthorisedError


def _looked_after(uow: UnitOfWork, opened: OpenList) -> list[ListedChild]:
    return children_listed(uow.tx, opened.looked_after, opened.key.day, opened.key.day, everyone=True)


def _names(uow: UnitOfWork, listed: Iterable[ListedChild]) -> dict[int, str]:
    children = {child.id: (child.first_name, child.last_name) for child in listed}
    return shown_names(children, uow.policy.attendance.names)


def _lines(listed: Iterable[ListedChild], names: Mapping[int, str], day: date) -> tuple[SheetLine, ...]:
    """The children of a list on a day, by the name shown."""
    lines = (_line(child, names[child.id], child.days.get(day, _NOTHING)) for child in listed)
    return tuple(sorted(lines, key=lambda line: (folded(line.name), line.child_id)))


def _line(child: ListedChild, name: str, rows: DayRows) -> SheetLine:
    return SheetLine(
        child_id=child.id,
        name=name,
        class_name=child.class_name,
        state=state_of(rows.is_booked, rows.mark),
        mark=rows.mark,
        is_booked=rows.is_booked,
        is_asked=rows.pending is RequestKind.BOOK and not rows.is_booked,
        is_declared_absent=rows.pending in COMES_NOT,
        arrived=rows.arrived,
        departed=rows.departed,
    )


def _week_lines(
    listed: Iterable[ListedChild], names: Mapping[int, str], by_day: Mapping[date, Iterable[SheetLine]]
) -> tuple[WeekLine, ...]:
    days: dict[int, dict[date, SheetLine]] = {}
    for day, lines in by_day.items():
        for line in lines:
            days.setdefault(line.child_id, {})[day] = line
    found = (WeekLine(child.id, names[child.id], child.class_name, days.get(child.id, {})) for child in listed)
    return tuple(sorted(found, key=lambda line: (folded(line.name), line.child_id)))


def _adults(terms: ServicePolicy, counted: HeadCount) -> Adults:
    there = counted.present if counted.present.count else counted.booked
    needed = adults_needed(there.count - there.older, there.older, terms.ratio) if terms.ratio else None
    return Adults(counted.adults, needed, there.count)
