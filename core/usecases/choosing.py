"""What can be marked on a day, and what is most likely wanted now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.db import directory
from core.db.billed import is_billed
from core.db.services import closures_of, services_of
from core.db.sheets import booked_by_class
from core.model.attendance import DayChoices, ListedClass, ListedSchool, ListedService, ListKey
from core.model.people import Scope, StaffActor
from core.model.planning import Closed, Service
from core.organisation import UnitOfWork
from core.rules.attendance import day_problem, likeliest
from core.rules.authorisation import covers
from core.rules.calendar import school_calendar, why_closed
from core.rules.school_years import school_year
from core.usecases.lists import check_may_mark


@dataclass(frozen=True, slots=True)
class _School:
    """A school an actor marks in, and its services that run on the day, in the policy's order."""

    id: int
    name: str
    classes: tuple[ListedClass, ...]
    is_whole: bool
    running: tuple[Service, ...]


def read_day(uow: UnitOfWork, actor: StaffActor, day: date | None, now: datetime) -> DayChoices:
    """The schools, services and classes that the actor marks on a day; today without one. Schools are by name.

    A few statements, whatever the number of schools. Raises ``NotAuthorisedError`` where the actor's role marks
    nothing.
    """
    check_may_mark(uow, actor)
    local = now.astimezone(uow.policy.calendar.tz).replace(tzinfo=None)
    day = day or local.date()
    schools, closed = _schools(uow, actor.scopes, day)
    return DayChoices(
        day=day,
        schools=_listed(uow, actor.scopes, schools, day),
        problem=day_problem(closed, day, local.date(), is_billed(uow.tx, day)),
        suggested=_suggested(schools, day, local),
    )


def _schools(uow: UnitOfWork, scopes: tuple[Scope, ...], day: date) -> tuple[list[_School], Closed | None]:
    """The schools looked after, and why nothing runs in any of them."""
    names = {
        school_id: name
        for school_id, name in directory.schools_known(uow.tx).items()
        if any(scope.school_id in (None, school_id) for scope in scopes)
    }
    classes: dict[int, list[ListedClass]] = {}
    for one in directory.classes_of_year(uow.tx, school_year(day)):
        if one.school_id in names and covers(scopes, one.school_id, one.id):
            classes.setdefault(one.school_id, []).append(ListedClass(one.id, one.name))
    services = _services(uow, names)
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, names))
    closed = {service.id: why_closed(calendar, service, day) for service in services}
    schools = [
        _School(
            school_id,
            name,
            tuple(classes.get(school_id, ())),
            covers(scopes, school_id, None),
            tuple(one for one in services if one.school_id == school_id and closed[one.id] is None),
        )
        for school_id, name in names.items()
        if school_id in classes or covers(scopes, school_id, None)
    ]
    return schools, _why_nothing_runs(closed)


def _services(uow: UnitOfWork, schools: Mapping[int, str]) -> list[Service]:
    known = services_of(uow.tx, schools)
    return [
        Service(service_id, school_id, terms, None)
        for terms in uow.policy.services
        for service_id, school_id, key in known
        if key == terms.key
    ]


def _why_nothing_runs(closed: Mapping[int, Closed | None]) -> Closed | None:
    reasons = set(closed.values())
    if None in reasons:
        return None
    return Closed.UNKNOWN if Closed.UNKNOWN in reasons else Closed.CLOSURE


def _listed(
    uow: UnitOfWork, scopes: tuple[Scope, ...], schools: Sequence[_School], day: date
) -> tuple[ListedSchool, ...]:
    of_service = {service.id: school.id for school in schools for service in school.running}
    counts = dict.fromkeys(of_service, (0, 0))
    for service_id, class_id, booked, unmarked in booked_by_class(uow.tx, of_service, day, school_year(day)):
        if covers(scopes, of_service[service_id], class_id):
            before = counts[service_id]
            counts[service_id] = before[0] + booked, before[1] + unmarked
    return tuple(
        ListedSchool(
            school.id,
            school.name,
            tuple(ListedService(service, *counts[service.id]) for service in school.running),
            school.classes,
            school.is_whole,
        )
        for school in schools
    )


def _suggested(schools: Sequence[_School], day: date, local: datetime) -> ListKey | None:
    service = likeliest([service for school in schools for service in school.running], day, local)
    if service is None:
        return None
    (school,) = (school for school in schools if school.id == service.school_id)
    has_one = len(school.classes) == 1 and not school.is_whole
    return ListKey(service.id, day, school.classes[0].id if has_one else None)
