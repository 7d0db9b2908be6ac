"""The handover sheet (« fiche navette »): the children enrolled, with what is booked or with boxes to tick by hand."""

from collections.abc import Iterator
from datetime import date

from core.db.rosters import roster_of
from core.model.reports import ColumnKind, ReportSheet, Value
from core.model.rosters import Presence
from core.rules.school_years import school_year
from core.usecases.reports.cells import Cells, placed, shown_on, users_of
from core.usecases.reports.columns import CHILD, of_service
from core.usecases.reports.ground import Ground, Listing, full_name

_COMING = {Presence.EXPECTED, Presence.DECLARED_ABSENT}
"""Booked and not marked absent, as rosters count them."""


def handover(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Fiche navette avec réservation »."""
    return _sheets(ground, ColumnKind.PRESENCE)


def handover_blank(ground: Ground) -> tuple[ReportSheet, ...]:
    """« Fiche navette sans réservation »: the same children and columns, empty."""
    return _sheets(ground, ColumnKind.BLANK)


def _sheets(ground: Ground, kind: ColumnKind) -> tuple[ReportSheet, ...]:
    cells = placed(ground, _rosters(ground))
    return tuple(_sheet(ground, listing, kind, cells) for listing in users_of(ground, cells))


def _rosters(ground: Ground) -> Iterator[tuple[int, int, date, Presence]]:
    """The rosters of the days, as they would be told."""
    for day in ground.days:
        running = [service.id for service in ground.services if ground.runs(service, day)]
        if running:
            for row in roster_of(ground.uow.tx, running, day, school_year(day)):
                yield row.child_id, row.service_id, day, row.presence


def _sheet(ground: Ground, listing: Listing, kind: ColumnKind, cells: Cells[Presence]) -> ReportSheet:
    shown = shown_on(ground, listing.group, cells)
    rows: list[tuple[Value, ...]] = []
    coming = [0] * len(shown)
    for pupil in listing.pupils:
        of_child = cells.of(listing.group, pupil.child_id)
        presences = [of_child.get((service.id, day)) for service, day in shown]
        coming = [count + (presence in _COMING) for count, presence in zip(coming, presences, strict=True)]
        values = [None] * len(shown) if kind is ColumnKind.BLANK else presences
        rows.append((full_name(pupil), *values))
    columns = (of_service(kind, service.terms.key, ground.told_day(day)) for service, day in shown)
    totals = None if kind is ColumnKind.BLANK else (None, *coming)
    return listing.sheet((CHILD, *columns), rows, totals)
