"""Lists of children: who is enrolled, who is in which class, and the list of a school's director."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.db import reports
from core.db.report_cells import CellRow
from core.db.reports import ParentRow
from core.model.reports import ColumnKind, ReportSheet, Value
from core.rules.authorisation import has_custody
from core.usecases.reports.cells import Cells, read_cells, shown_on, state_in
from core.usecases.reports.columns import CHILD, Head, headed, of_service
from core.usecases.reports.ground import Ground, Listing, full_name, listings_of


def _first_year(ground: Ground) -> tuple[int]:
    """Lists of a year are of the one in which the period begins."""
    return (ground.years[0],)


def enrolments(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Liste des inscriptions pour plusieurs services »: the children enrolled in any, and in which."""
    years = _first_year(ground)
    enrolled = reports.enrolled_in(ground.uow.tx, ground.service_ids, years)
    return tuple(_enrolments(ground, listing, enrolled) for listing in listings_of(ground, years))


def _enrolments(ground: Ground, listing: Listing, enrolled: set[tuple[int, int, int]]) -> ReportSheet:
    services = ground.services_in(listing.group.school_id)
    rows: list[tuple[Value, ...]] = []
    for pupil in listing.pupils:
        ticks = [
            1 if (pupil.child_id, service.id, listing.group.school_year) in enrolled else None for service in services
        ]
        if any(ticks):
            rows.append((full_name(pupil), *ticks))
    columns = (CHILD, *(of_service(ColumnKind.COUNT, service.terms.key) for service in services))
    totals = (sum(row[place] is not None for row in rows) for place in range(1, len(columns)))
    return listing.sheet(columns, rows, (None, *totals))


def pupils(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Liste des élèves par classe »."""
    columns = (
        headed(ColumnKind.COUNT, Head.NUMBER),
        headed(ColumnKind.NAME, Head.LAST_NAME),
        headed(ColumnKind.NAME, Head.FIRST_NAME),
        headed(ColumnKind.DAY, Head.BIRTH_DATE),
    )
    return tuple(
        listing.sheet(
            columns,
            (
                (number, pupil.last_name, pupil.first_name, pupil.birth_date)
                for number, pupil in enumerate(listing.pupils, start=1)
            ),
        )
        for listing in listings_of(ground, _first_year(ground))
    )


def children_by_year(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Liste des enfants par classe et par année scolaire », of each school year that the period touches."""
    columns = (
        CHILD,
        headed(ColumnKind.DAY, Head.BIRTH_DATE),
        headed(ColumnKind.TEXT, Head.LEVEL),
        headed(ColumnKind.TEXT, Head.SCHOOL_YEAR),
    )
    return tuple(
        listing.sheet(
            columns,
            (
                (full_name(pupil), pupil.birth_date, listing.group.level, listing.group.school_year)
                for pupil in listing.pupils
            ),
        )
        for listing in listings_of(ground, ground.years)
    )


def director(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Liste directeur »: of each class and day, what each child does, and who has custody, with their phones."""
    cells = read_cells(ground)
    listings = listings_of(ground, ground.years, cells.places)
    listed = {pupil.child_id for listing in listings for pupil in listing.pupils}
    parents: dict[int, list[ParentRow]] = {}
    for parent in reports.parents_of(ground.uow.tx, listed):
        parents.setdefault(parent.child_id, []).append(parent)
    return tuple(
        _director(ground, listing, day, cells, parents)
        for listing in listings
        for day in _days_on(ground, listing, cells)
    )


def _days_on(ground: Ground, listing: Listing, cells: Cells[CellRow]) -> Sequence[date]:
    """The days on which anything runs; where nothing does, the first, since phones may still be wanted."""
    days = {day for _, day in shown_on(ground, listing.group, cells)}
    return sorted(days) or [ground.order.first_day]


def _director(
    ground: Ground,
    listing: Listing,
    day: date,
    cells: Cells[CellRow],
    parents: Mapping[int, Sequence[ParentRow]],
) -> ReportSheet:
    services = [service for service, other in shown_on(ground, listing.group, cells) if other == day]
    rows: list[tuple[Value, ...]] = []
    for pupil in listing.pupils:
        found = cells.of(listing.group, pupil.child_id)
        states = (state_in(found.get((service.id, day))) for service in services)
        rows.append((full_name(pupil), *states, _reached(parents.get(pupil.child_id, ()), day)))
    columns = (
        CHILD,
        *(of_service(ColumnKind.STATE, service.terms.key, ground.told_day(day)) for service in services),
        headed(ColumnKind.TEXT, Head.GUARDIANS),
    )
    return listing.sheet(columns, rows)


def _reached(parents: Iterable[ParentRow], day: date) -> str:
    """Whoever has custody on a day, with their phone where it is known."""
    called = [one for one in parents if has_custody(one.custody, day)]
    return ", ".join(f"{one.name} ({one.phone})" if one.phone else one.name for one in called)
