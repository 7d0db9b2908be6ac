"""Children's presences: a column a day of one service, the counts of several, or in detail with hours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from core.db import billing
from core.db.quotients import quotients_until
from core.db.report_cells import CellRow
from core.model.planning import Mark
from core.model.policy import Hours
from core.model.reports import Column, ColumnKind, ReportSheet, Value
from core.rules.attendance import stay_minutes
from core.rules.billing import last_day_of, payer_of
from core.rules.rates import quotient_on, rate_of
from core.usecases.reports.cells import Cells, placed, read_cells, shown_on, state_in, users_of
from core.usecases.reports.columns import CHILD, Head, headed, of_service
from core.usecases.reports.ground import Ground, Listing, full_name, listings_of

_COUNTED = (Head.BOOKED, Head.PRESENT, Head.ABSENT_BILLED, Head.ABSENT_EXCUSED, Head.UNBOOKED)


def _counts(cells: Iterable[CellRow | None]) -> tuple[int, ...]:
    """As ``_COUNTED``: those present count those without a booking in (``core.model.attendance.Totals``)."""
    found = [cell for cell in cells if cell is not None]
    marks = [cell.mark for cell in found]
    return (
        sum(cell.is_booked for cell in found),
        marks.count(Mark.PRESENT),
        marks.count(Mark.ABSENT_BILLED),
        marks.count(Mark.ABSENT_EXCUSED),
        sum(cell.mark is Mark.PRESENT and not cell.is_booked for cell in found),
    )


def _added(rows: Iterable[Sequence[int]], width: int) -> tuple[int, ...]:
    """The sum of each column; noughts where there is no row."""
    return tuple(map(sum, zip(*rows, strict=True))) or (0,) * width


def presences(ground: Ground) -> tuple[ReportSheet, ...]:
    """« État des présences des enfants »: of one service a column a day, of several their counts."""
    cells = read_cells(ground)
    draw = _by_day if len({service.terms.key for service in ground.services}) == 1 else _counted
    return tuple(draw(ground, listing, cells) for listing in users_of(ground, cells))


def _by_day(ground: Ground, listing: Listing, cells: Cells[CellRow]) -> ReportSheet:
    """The totals say how many were present each day."""
    shown = shown_on(ground, listing.group, cells)
    rows: list[tuple[Value, ...]] = []
    counted: list[tuple[int, ...]] = []
    present = [0] * len(shown)
    for pupil in listing.pupils:
        of_child = cells.of(listing.group, pupil.child_id)
        found = [of_child.get((service.id, day)) for service, day in shown]
        counted.append(_counts(found))
        rows.append((full_name(pupil), *map(state_in, found), *counted[-1]))
        present = [
            count + (cell is not None and cell.mark is Mark.PRESENT) for count, cell in zip(present, found, strict=True)
        ]
    columns = (of_service(ColumnKind.STATE, service.terms.key, day) for service, day in shown)
    totals = (None, *present, *_added(counted, len(_COUNTED)))
    return listing.sheet((CHILD, *columns, *_count_columns(None)), rows, totals)


def _counted(ground: Ground, listing: Listing, cells: Cells[CellRow]) -> ReportSheet:
    services = ground.services_in(listing.group.school_id)
    rows: list[tuple[Value, ...]] = []
    counted: list[tuple[int, ...]] = []
    for pupil in listing.pupils:
        of_service_id: dict[int, list[CellRow]] = {service.id: [] for service in services}
        for (service_id, _), cell in cells.of(listing.group, pupil.child_id).items():
            of_service_id[service_id].append(cell)
        counted.append(tuple(count for service in services for count in _counts(of_service_id[service.id])))
        rows.append((full_name(pupil), *counted[-1]))
    columns = [column for service in services for column in _count_columns(service.terms.key)]
    return listing.sheet((CHILD, *columns), rows, (None, *_added(counted, len(columns))))


def _count_columns(service_key: str | None) -> tuple[Column, ...]:
    return tuple(headed(ColumnKind.COUNT, head, service_key=service_key) for head in _COUNTED)


def presences_detailed(ground: Ground) -> tuple[ReportSheet, ...]:
    """« État détaillé des présences des enfants d'un contrat »: of a service and, where one is given, a rate.

    A line for each child and day. Hours where the policy has them recorded; the totals are of the minutes.
    """
    cells = read_cells(ground)
    if ground.order.rate_key is not None:
        rows = (row for of_child in cells.by_place.values() for row in of_child.values())
        cells = placed(ground, ((row.child_id, row.service_id, row.day, row) for row in _at_rate(ground, rows)))
    return tuple(_detailed(ground, listing, cells) for listing in listings_of(ground, ground.years, cells.places))


def _at_rate(ground: Ground, rows: Iterable[CellRow]) -> Iterator[CellRow]:
    """The cells of families whose quotient of the day gives them the rate."""
    found = list(rows)
    terms = {service.id: service.terms for service in ground.services}
    quotients = quotients_until(ground.uow.tx, ground.order.last_day)
    for row, family_id in zip(found, _payers(ground, found), strict=True):
        history = () if family_id is None else quotients.get(family_id, ())
        rate = rate_of(terms[row.service_id].rates, quotient_on(history, row.day))
        if rate is not None and rate.key == ground.order.rate_key:
            yield row


def _payers(ground: Ground, rows: Sequence[CellRow]) -> Iterator[int | None]:
    """The family of each cell, as it is billed."""
    unbooked = {row.child_id for row in rows if row.family_id is None}
    ties = billing.ties_of(ground.uow.tx, unbooked)
    booked_by: dict[date, Mapping[int, set[int]]] = {}
    for row in rows:
        if row.family_id is not None:
            yield row.family_id
            continue
        month = row.day.replace(day=1)
        if month not in booked_by:
            booked_by[month] = billing.families_that_booked(ground.uow.tx, unbooked, month, last_day_of(month))
        yield payer_of(ties.get(row.child_id, ()), row.day, booked_by[month].get(row.child_id, ()))


def _detailed(ground: Ground, listing: Listing, cells: Cells[CellRow]) -> ReportSheet:
    # By the policy: a school that does not offer the service is listed too.
    (terms,) = (one for one in ground.uow.policy.services if one.key in ground.order.service_keys)
    found = [
        (full_name(pupil), cell)
        for pupil in listing.pupils
        for _, cell in sorted(cells.of(listing.group, pupil.child_id).items())
    ]
    columns = (CHILD, headed(ColumnKind.DAY, Head.DAY), headed(ColumnKind.STATE, Head.STATE))
    rows = [(name, cell.day, state_in(cell)) for name, cell in found]
    if terms.hours is None:
        return listing.sheet(columns, rows)
    stays = [_hours(terms.hours, cell) for _, cell in found]
    clocks = headed(ColumnKind.CLOCK, Head.ARRIVED), headed(ColumnKind.CLOCK, Head.DEPARTED)
    minutes = headed(ColumnKind.MINUTES, Head.STAY), headed(ColumnKind.MINUTES, Head.ROUNDED)
    timed = ((*row, *stay) for row, stay in zip(rows, stays, strict=True))
    sums = (sum(stay[place] or 0 for stay in stays) for place in (2, 3))
    return listing.sheet((*columns, *clocks, *minutes), timed, (None,) * 5 + tuple(sums))


def _hours(hours: Hours, cell: CellRow) -> tuple[int | None, int | None, int | None, int | None]:
    """Arrival, departure, and the minutes between, as they are and rounded; ``None`` where it is not known."""
    arrived, departed = cell.arrived, cell.departed
    if arrived is None or departed is None:
        return arrived, departed, None, None
    return arrived, departed, departed - arrived, stay_minutes(arrived, departed, hours)
