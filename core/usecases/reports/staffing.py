"""The presences of staff: adults and children by day, and in detail who counted and who marked. A sheet a school."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from core.db.report_cells import AdultsRow, MarkerRow, PresentRow, adults_of, markers_of, present_of
from core.model.planning import Service
from core.model.reports import Column, ColumnKind, ReportSheet, Value
from core.rules.attendance import adults_needed, born_by
from core.usecases.reports.columns import Head, headed
from core.usecases.reports.ground import Ground

_DETAILED = (
    headed(ColumnKind.DAY, Head.DAY),
    headed(ColumnKind.TEXT, Head.SERVICE),
    headed(ColumnKind.COUNT, Head.ADULTS),
    headed(ColumnKind.NAME, Head.COUNTED_BY),
    headed(ColumnKind.CLOCK, Head.COUNTED_AT),
    headed(ColumnKind.COUNT, Head.PRESENT),
    headed(ColumnKind.COUNT, Head.NEEDED),
    headed(ColumnKind.NAME, Head.MARKED_BY),
    headed(ColumnKind.COUNT, Head.MARKS),
    headed(ColumnKind.CLOCK, Head.FIRST_MARK),
    headed(ColumnKind.CLOCK, Head.LAST_MARK),
)
_UNCOUNTED = (None,) * 5
_ADDED = (2, 5, 8)
"""The columns of ``_DETAILED`` that add up."""


class _Presences:
    """What is known of the services and days of a period, and of which schools it is."""

    def __init__(self, ground: Ground) -> None:
        tx, span = ground.uow.tx, ground.span
        self._ground = ground
        self.adults: dict[tuple[int, date], AdultsRow] = adults_of(tx, span)
        has_ratio = any(service.terms.ratio for service in ground.services)
        birthdays = {day: born_by(day) for day in ground.days} if has_ratio else None
        self.present: dict[tuple[int, date], PresentRow] = present_of(tx, span, birthdays)
        self.markers: dict[tuple[int, date], list[MarkerRow]] = {}
        for row in markers_of(tx, span):
            self.markers.setdefault((row.service_id, row.day), []).append(row)

    def on(self, services: Sequence[Service]) -> Iterator[tuple[date, list[Service]]]:
        """The days on which any of some services runs, or anything is known of one; and which."""
        for day in self._ground.days:
            if shown := [service for service in services if self._is_shown(service, day)]:
                yield day, shown

    def _is_shown(self, service: Service, day: date) -> bool:
        cell = service.id, day
        return cell in self.adults or cell in self.markers or self._ground.runs(service, day)

    def children(self, service: Service, day: date) -> int:
        """How many children are marked present."""
        row = self.present.get((service.id, day))
        return row.children if row else 0

    def needed(self, service: Service, day: date) -> int | None:
        """How many adults that takes by the policy's ratio."""
        row, ratio = self.present.get((service.id, day)), service.terms.ratio
        if ratio is None:
            return None
        return adults_needed(row.under_six, row.children - row.under_six, ratio) if row else 0


def staff_presences(ground: Ground) -> tuple[ReportSheet, ...]:
    """« État des présences du personnel »: by day and service, adults counted and children present."""
    known = _Presences(ground)
    return tuple(_by_day(ground, known, school_id) for school_id in ground.schools)


def _by_day(ground: Ground, known: _Presences, school_id: int) -> ReportSheet:
    services = ground.services_in(school_id)
    columns = [
        headed(ColumnKind.COUNT, head, service_key=service.terms.key)
        for service in services
        for head in (Head.ADULTS, Head.PRESENT)
    ]
    rows = [
        (day, *(value for service in services for value in _pair(known, service, day, service in shown)))
        for day, shown in known.on(services)
    ]
    return _sheet(ground, school_id, (headed(ColumnKind.DAY, Head.DAY), *columns), rows, range(1, len(columns) + 1))


def _pair(known: _Presences, service: Service, day: date, is_shown: bool) -> tuple[int | None, int | None]:
    if not is_shown:
        return None, None
    counted = known.adults.get((service.id, day))
    return counted.adults if counted else None, known.children(service, day)


def staff_presences_detailed(ground: Ground) -> tuple[ReportSheet, ...]:
    """« État détaillé des présences du personnel »: by day and service, who counted adults, and who marked.

    The first line of a service tells of the adults; each further one of somebody else who marked.
    """
    known = _Presences(ground)
    return tuple(
        _sheet(ground, school_id, _DETAILED, list(_detailed(ground, known, school_id)), _ADDED)
        for school_id in ground.schools
    )


def _detailed(ground: Ground, known: _Presences, school_id: int) -> Iterator[tuple[Value, ...]]:
    for day, shown in known.on(ground.services_in(school_id)):
        for service in shown:
            first, *others = known.markers.get((service.id, day), ()) or (None,)
            yield day, service.terms.key, *_counted(ground, known, service, day), *_marked(ground, first)
            for marker in others:
                yield day, service.terms.key, *_UNCOUNTED, *_marked(ground, marker)


def _counted(ground: Ground, known: _Presences, service: Service, day: date) -> tuple[Value, ...]:
    counted = known.adults.get((service.id, day))
    children, needed = known.children(service, day), known.needed(service, day)
    if counted is None:
        return None, None, None, children, needed
    return counted.adults, counted.by, _clock(ground, counted.at), children, needed


def _marked(ground: Ground, marker: MarkerRow | None) -> tuple[Value, ...]:
    if marker is None:
        return None, None, None, None
    return marker.by, marker.marks, _clock(ground, marker.first_at), _clock(ground, marker.last_at)


def _clock(ground: Ground, at: datetime) -> int:
    """Minutes after local midnight."""
    local = at.astimezone(ground.uow.policy.calendar.tz)
    return local.hour * 60 + local.minute


def _sheet(
    ground: Ground, school_id: int, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], added: Sequence[int]
) -> ReportSheet:
    """A sheet of a school, with the sums of some columns."""
    totals = (
        sum(value for row in rows if isinstance(value := row[place], int)) if place in added else None
        for place in range(len(columns))
    )
    return ReportSheet(ground.schools[school_id], None, False, tuple(columns), tuple(rows), tuple(totals))
