"""Whose attendance an actor marks: the list that an order names, opened where it is theirs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from core.db.billed import billed_among
from core.db.services import closures_of
from core.db.sheets import Reach, service_row
from core.model.attendance import ListKey, MarkProblem
from core.model.errors import NotAuthorisedError
from core.model.people import Permission, StaffActor
from core.model.planning import Service
from core.organisation import UnitOfWork
from core.rules.attendance import day_problem
from core.rules.authorisation import covers, may
from core.rules.calendar import school_calendar, why_closed
from core.rules.school_years import school_year


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that is the actor's. ``reach``: its children; ``looked_after``: all the actor's of the service."""

    key: ListKey
    service: Service
    school: str
    class_name: str | None
    reach: Reach
    looked_after: Reach


def check_may_mark(uow: UnitOfWork, actor: StaffActor) -> None:
    """Raises ``NotAuthorisedError`` where the actor's role marks no attendance."""
    if not may(uow.policy, actor.role, Permission.MARK):
        raise NotAuthorisedError


def service_of(uow: UnitOfWork, service_id: int, school_id: int, key: str) -> Service:
    """A service by its row. Raises ``NotAuthorisedError`` where the policy has it no more."""
    for terms in uow.policy.services:
        if terms.key == key:
            return Service(service_id, school_id, terms, None)
    raise NotAuthorisedError


def open_list(uow: UnitOfWork, actor: StaffActor, key: ListKey) -> OpenList:
    """The list of a key. Raises ``NotAuthorisedError`` where it is not the actor's, or there is none."""
    check_may_mark(uow, actor)
    year = school_year(key.day)
    row = service_row(uow.tx, key.service_id, year)
    if row is None:
        raise NotAuthorisedError
    classes = frozenset(one for one in row.classes if covers(actor.scopes, row.school_id, one))
    is_whole = covers(actor.scopes, row.school_id, None)
    if key.class_id not in classes if key.class_id is not None else not (is_whole or classes):
        raise NotAuthorisedError
    looked_after = Reach(key.service_id, row.school_id, year, None if is_whole else classes)
    return OpenList(
        key,
        service_of(uow, key.service_id, row.school_id, row.key),
        row.school,
        None if key.class_id is None else row.classes[key.class_id],
        looked_after if key.class_id is None else Reach(key.service_id, row.school_id, year, frozenset({key.class_id})),
        looked_after,
    )


def problem_on(uow: UnitOfWork, service: Service, day: date, now: datetime) -> MarkProblem | None:
    """Why nothing of a service can be marked on a day; ``None`` where it can."""
    return problems_on(uow, service, [day], now)[day]


def problems_on(
    uow: UnitOfWork, service: Service, days: Collection[date], now: datetime
) -> dict[date, MarkProblem | None]:
    """The same for some days."""
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, [service.school_id]))
    billed = billed_among(uow.tx, min(days), max(days))
    today = now.astimezone(uow.policy.calendar.tz).date()
    return {
        day: day_problem(why_closed(calendar, service, day), day, today, day.replace(day=1) in billed) for day in days
    }
