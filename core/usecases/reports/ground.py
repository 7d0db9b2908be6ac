"""What every report stands on: the classes and services asked for that may be seen, their children, the days."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.db import directory, reports
from core.db.report_cells import Span
from core.db.reports import ClassRow, PupilRow
from core.db.services import closures_of, services_of
from core.model.errors import NotAuthorisedError
from core.model.people import Scope
from core.model.planning import Service
from core.model.reports import Column, ReportOrder, ReportSheet, Value
from core.organisation import UnitOfWork
from core.rules.authorisation import covers
from core.rules.calendar import SchoolCalendar, school_calendar, why_closed
from core.rules.names import folded
from core.rules.school_years import school_year

_DAY = timedelta(days=1)

Place = tuple[int, int, int]
"""A school, a school year, and a child there."""


@dataclass(frozen=True, slots=True)
class Group:
    """What has a sheet of its own: a class of a school year; ``class_id`` is ``None`` for those in no class there."""

    school_id: int
    school: str
    school_year: int
    class_id: int | None = None
    class_name: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report is drawn from.

    ``classes`` by school and name; ``whole``: the schools of which children in no class are listed too; ``services``
    in the policy's order, of ``schools`` (names by id, by name); ``years``: those that the period touches.
    """

    uow: UnitOfWork
    scopes: tuple[Scope, ...]
    order: ReportOrder
    now: datetime
    schools: dict[int, str]
    whole: frozenset[int]
    classes: tuple[Group, ...]
    services: tuple[Service, ...]
    calendar: SchoolCalendar
    years: tuple[int, ...]

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.uow.policy.calendar.tz).date()

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the period."""
        return tuple(days_between(self.order.first_day, self.order.last_day))

    @property
    def service_ids(self) -> tuple[int, ...]:
        """The services by id."""
        return tuple(service.id for service in self.services)

    @property
    def span(self) -> Span:
        """The cells concerned: of some classes alone, unless a school is looked at whole."""
        classes = None if self.whole else [group.class_id for group in self.classes if group.class_id is not None]
        return Span(self.service_ids, self.order.first_day, self.order.last_day, classes)

    def services_in(self, school_id: int) -> tuple[Service, ...]:
        """The services of a school."""
        return tuple(service for service in self.services if service.school_id == school_id)

    def told_day(self, day: date) -> date | None:
        """A day, where a report is of several: else all of it is of that day."""
        return None if self.order.first_day == self.order.last_day else day

    def runs(self, service: Service, day: date) -> bool:
        """Whether a service runs on a day."""
        return why_closed(self.calendar, service, day) is None


@dataclass(frozen=True, slots=True)
class Listing:
    """The children of a group, by name."""

    group: Group
    pupils: tuple[PupilRow, ...]

    def sheet(
        self,
        columns: Iterable[Column],
        rows: Iterable[tuple[Value, ...]],
        totals: tuple[Value, ...] | None = None,
    ) -> ReportSheet:
        """A sheet of the group."""
        return ReportSheet(self.group.school, self.group.class_name, True, tuple(columns), tuple(rows), totals)


def days_between(first_day: date, last_day: date) -> Iterator[date]:
    """Every day from one to another, both included."""
    for count in range((last_day - first_day).days + 1):
        yield first_day + count * _DAY


def full_name(pupil: PupilRow) -> str:
    """As lists show a name, and are looked through: the last name first."""
    return f"{pupil.last_name} {pupil.first_name}"


def by_name(pupils: Iterable[PupilRow]) -> tuple[PupilRow, ...]:
    """Children as people look them up: Élie before Fanny."""
    return tuple(
        sorted(pupils, key=lambda one: (folded(one.last_name), folded(one.first_name), one.birth_date, one.child_id))
    )


def read_ground(uow: UnitOfWork, scopes: tuple[Scope, ...], order: ReportOrder, now: datetime) -> Ground:
    """Load what a report stands on.

    Raises ``NotAuthorisedError`` for a school, class or service that is not there to be seen, by the scopes.
    """
    years = tuple(range(school_year(order.first_day), school_year(order.last_day) + 1))
    known = directory.schools_known(uow.tx)
    rows = [
        row
        for row in reports.classes_known(uow.tx, years, order.class_id)
        if order.school_id in (None, row.school_id) and covers(scopes, row.school_id, row.id)
    ]
    whole = {one for one in known if order.school_id in (None, one) and covers(scopes, one, None)}
    seen = {row.school_id for row in rows} | (whole if order.class_id is None else set())
    if not seen or not order.service_keys <= {terms.key for terms in uow.policy.services}:
        raise NotAuthorisedError
    schools = {school_id: name for school_id, name in known.items() if school_id in seen}
    return Ground(
        uow=uow,
        scopes=scopes,
        order=order,
        now=now,
        schools=schools,
        whole=frozenset(whole if order.class_id is None else ()),
        classes=_groups(rows, years, schools),
        services=_services(uow, schools, order),
        calendar=school_calendar(uow.policy.calendar, closures_of(uow.tx, schools)),
        years=years,
    )


def _groups(rows: Iterable[ClassRow], years: Collection[int], schools: dict[int, str]) -> tuple[Group, ...]:
    groups = (
        Group(row.school_id, schools[row.school_id], row.school_year, row.id, row.name, row.level)
        for row in rows
        if row.school_year in years
    )
    return tuple(sorted(groups, key=_order))


def _order(group: Group) -> tuple[int, str, bool, str, int]:
    """By year and school; those in no class come last."""
    is_outside = group.class_id is None
    return group.school_year, group.school, is_outside, folded(group.class_name or ""), group.class_id or 0


def _services(uow: UnitOfWork, schools: Collection[int], order: ReportOrder) -> tuple[Service, ...]:
    known = sorted(services_of(uow.tx, schools))
    return tuple(
        Service(service_id, school_id, terms, None)
        for terms in uow.policy.services
        if not order.service_keys or terms.key in order.service_keys
        for service_id, school_id, key in known
        if key == terms.key
    )


def listings_of(ground: Ground, years: Collection[int], also: Collection[Place] = ()) -> list[Listing]:
    """The children of each class of some school years, and of each school those who are enrolled and in no class.

    ``also``: children that are listed in any case where they are in no class, in a school that is looked at whole.
    """
    found: dict[Group, dict[int, PupilRow]] = {group: {} for group in ground.classes if group.school_year in years}
    of_class = {group.class_id: group for group in found if group.class_id is not None}
    for class_id, pupil in reports.pupils_of(ground.uow.tx, of_class):
        found[of_class[class_id]][pupil.child_id] = pupil
    in_class = {(group.school_id, group.school_year, child_id) for group in found for child_id in found[group]}
    outside = {place for place in also if place[0] in ground.whole and place not in in_class}
    for group, pupil in _outsiders(ground, years, outside):
        found.setdefault(group, {})[pupil.child_id] = pupil
    return [Listing(group, by_name(found[group].values())) for group in sorted(found, key=_order)]


def _outsiders(ground: Ground, years: Collection[int], also: Collection[Place]) -> Iterator[tuple[Group, PupilRow]]:
    """Children in no class of a school that is looked at whole: enrolled there, or named."""
    if not ground.whole:
        return
    tx = ground.uow.tx
    services = [service.id for service in ground.services if service.school_id in ground.whole]
    for school_id, year, pupil in reports.outsiders_of(tx, services, years):
        yield Group(school_id, ground.schools[school_id], year), pupil
    named = {pupil.child_id: pupil for pupil in reports.children_named(tx, {child_id for _, _, child_id in also})}
    for school_id, year, child_id in also:
        yield Group(school_id, ground.schools[school_id], year), named[child_id]
