"""The cells of a report, by child: what a school says of each, by service and day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from core.db import reports
from core.db.report_cells import CellRow, cells_of
from core.db.reports import PupilRow
from core.model.attendance import AttendanceState
from core.model.planning import Service
from core.rules.attendance import state_of
from core.rules.school_years import school_year
from core.usecases.reports.ground import Ground, Group, Listing, Place, listings_of

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Cells(Generic[Fact]):
    """Facts by place, then by service (its id) and day. ``known``: by school, the services and days with any."""

    by_place: Mapping[Place, Mapping[tuple[int, date], Fact]]
    known: Mapping[int, Collection[tuple[int, date]]]

    @property
    def places(self) -> Collection[Place]:
        """Where there is anything at all."""
        return self.by_place.keys()

    def of(self, group: Group, child_id: int) -> Mapping[tuple[int, date], Fact]:
        """What is said of a child of a group."""
        return self.by_place.get((group.school_id, group.school_year, child_id), {})


def placed(ground: Ground, rows: Iterable[tuple[int, int, date, Fact]]) -> Cells[Fact]:
    """Sort facts, each with its child, service and day. A day is of the school year it lies in."""
    schools = {service.id: service.school_id for service in ground.services}
    year_of = {day: school_year(day) for day in ground.days}
    by_place: dict[Place, dict[tuple[int, date], Fact]] = {}
    known: dict[int, set[tuple[int, date]]] = {school_id: set() for school_id in ground.schools}
    for child_id, service_id, day, fact in rows:
        school_id, cell = schools[service_id], (service_id, day)
        by_place.setdefault((school_id, year_of[day], child_id), {})[cell] = fact
        known[school_id].add(cell)
    return Cells(by_place, known)


def read_cells(ground: Ground) -> Cells[CellRow]:
    """Every booking and mark that a report is about."""
    return placed(
        ground, ((row.child_id, row.service_id, row.day, row) for row in cells_of(ground.uow.tx, ground.span))
    )


def state_in(cell: CellRow | None) -> AttendanceState | None:
    """The state that a cell is in; ``None`` where there is nothing."""
    return None if cell is None else state_of(cell.is_booked, cell.mark)


def shown_on(ground: Ground, group: Group, cells: Cells[Fact]) -> list[tuple[Service, date]]:
    """The days of a group's school year on which each service runs, or anything is known of it, by day.

    What was closed since keeps its column: what happened adds up.
    """
    known = cells.known[group.school_id]
    return [
        (service, day)
        for day in ground.days
        if school_year(day) == group.school_year
        for service in ground.services_in(group.school_id)
        if (service.id, day) in known or ground.runs(service, day)
    ]


def users_of(ground: Ground, cells: Cells[Fact]) -> list[Listing]:
    """The children of each group who are enrolled in any of its services, or of whom anything is known."""
    schools = {service.id: service.school_id for service in ground.services}
    enrolled = reports.enrolled_in(ground.uow.tx, ground.service_ids, ground.years)
    using = {(schools[service_id], year, child_id) for child_id, service_id, year in enrolled}.union(cells.places)

    def is_using(group: Group, pupil: PupilRow) -> bool:
        return (group.school_id, group.school_year, pupil.child_id) in using

    return [
        Listing(listing.group, tuple(pupil for pupil in listing.pupils if is_using(listing.group, pupil)))
        for listing in listings_of(ground, ground.years, cells.places)
    ]
