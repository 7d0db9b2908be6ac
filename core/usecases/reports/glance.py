"""The week at a glance: what was booked and who came, by day and service, and how the last weeks went."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from core.db.report_cells import Span, booked_by_day, present_of
from core.model.reports import DayGlance, WeekGlance, WeekTrend
from core.rules.calendar import starts_at
from core.usecases.reports.ground import Ground, days_between

_WEEK = timedelta(weeks=1)
_WEEKS = 8

Cell = tuple[str, date]
"""A service by its key, and a day."""


def week_glance(ground: Ground) -> WeekGlance:
    """The week of the first day, and the last eight that are over, up to it. All schools together."""
    monday = monday_of(ground.order.first_day)
    last = min(monday, monday_of(ground.today) - _WEEK)
    mondays = [last - count * _WEEK for count in reversed(range(_WEEKS))]
    span = replace(ground.span, first_day=mondays[0], last_day=_sunday(monday))
    booked = _by_key(ground, booked_by_day(ground.uow.tx, span))
    marked = present_of(ground.uow.tx, span)
    present = _by_key(ground, {cell: row.children for cell, row in marked.items()})
    running = _running(ground, span)
    return WeekGlance(
        monday=monday,
        school=next(iter(ground.schools.values())) if len(ground.schools) == 1 else None,
        service_keys=tuple(dict.fromkeys(service.terms.key for service in ground.services)),
        days=_days(ground, monday, running, booked, present),
        trend=tuple(one for week in mondays for one in _trend(ground, week, running, booked, present)),
    )


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)


def _by_key(ground: Ground, counts: Mapping[tuple[int, date], int]) -> dict[Cell, int]:
    keys = {service.id: service.terms.key for service in ground.services}
    found: dict[Cell, int] = {}
    for (service_id, day), count in counts.items():
        cell = keys[service_id], day
        found[cell] = found.get(cell, 0) + count
    return found


def _running(ground: Ground, span: Span) -> set[Cell]:
    """The days on which each service runs in any school."""
    return {
        (service.terms.key, day)
        for day in days_between(span.first_day, span.last_day)
        for service in ground.services
        if ground.runs(service, day)
    }


def _days(
    ground: Ground,
    monday: date,
    running: Collection[Cell],
    booked: Mapping[Cell, int],
    present: Mapping[Cell, int],
) -> tuple[DayGlance, ...]:
    services = {service.terms.key: service for service in ground.services}
    tz = ground.uow.policy.calendar.tz
    shown = (
        (key, day)
        for day in days_between(monday, _sunday(monday))
        for key in services
        if (key, day) in running or (key, day) in booked or (key, day) in present
    )
    return tuple(
        DayGlance(
            day,
            key,
            booked.get((key, day), 0),
            present.get((key, day), 0) if starts_at(services[key], day, tz) <= ground.now else None,
        )
        for key, day in shown
    )


def _trend(
    ground: Ground,
    monday: date,
    running: Collection[Cell],
    booked: Mapping[Cell, int],
    present: Mapping[Cell, int],
) -> list[WeekTrend]:
    """What a week came to, of each service that ran in it or had anything."""
    keys = dict.fromkeys(service.terms.key for service in ground.services)
    weeks = {key: [(key, day) for day in days_between(monday, _sunday(monday))] for key in keys}
    return [
        WeekTrend(monday, key, sum(booked.get(cell, 0) for cell in cells), sum(present.get(cell, 0) for cell in cells))
        for key, cells in weeks.items()
        if any(cell in running or cell in booked or cell in present for cell in cells)
    ]
