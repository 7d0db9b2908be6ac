"""What an order for many cells does to each of them, and why it leaves some out.

Cells are plain tuples here, ``(child, service, day)``: a school year of one school is 56,000 of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.operations import Skip
from core.model.people import Guardianship
from core.model.planning import Closed, Service
from core.rules.authorisation import has_custody
from core.rules.calendar import SchoolCalendar, starts_at, why_closed
from core.rules.school_years import school_year

Key = tuple[int, int, date]
"""A cell: child, service, day."""

OF_DAYS = frozenset({Skip.PAST, Skip.BILLED})
"""Reasons that are of a day, not of a child."""

UNNAMED = OF_DAYS | {Skip.NOT_BOOKED}
"""Reasons that are counted and not told child by child."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which services run, of those wanted: by service, each with why nothing may change on it, if so.

    ``closed``: how many of the days wanted are closed for all of the services.
    """

    running: Mapping[int, Mapping[date, Skip | None]]
    closed: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of cells. ``enrolled``: ``(child, service, school year)``.

    ``booked``: the family of each booking. ``places``: those left by ``(service, day)``, of services whose places are
    counted. ``guardianships``: of each child, the family to be preferred first. ``family_id``: the one for which alone
    cells are booked, or removed; ``None`` for any. ``guardian_id``: of it, the one on whose days alone.
    """

    enrolled: Set[tuple[int, int, int]] = frozenset()
    booked: Mapping[Key, int] = field(default_factory=dict)
    pending: Set[Key] = frozenset()
    marked: Set[Key] = frozenset()
    places: Mapping[tuple[int, date], int] = field(default_factory=dict)
    guardianships: Mapping[int, Sequence[Guardianship]] = field(default_factory=dict)
    family_id: int | None = None
    guardian_id: int | None = None

    def is_for(self, cell: Key, family_id: int) -> bool:
        """Whether a cell of a family is booked, or removed. A day of no guardian of the family is anybody's in it."""
        if self.guardian_id is None or self.family_id != family_id:
            return self.family_id in (None, family_id)
        child_id, _, day = cell
        ties = (one for one in self.guardianships.get(child_id, ()) if one.family_id == family_id)
        deciding = {one.guardian_id for one in ties if has_custody(one.custody, day)}
        return not deciding or self.guardian_id in deciding


@dataclass(slots=True)
class Judged:
    """The cells to be written with their family, and those left out: by reason, and by child and reason."""

    cells: dict[Key, int] = field(default_factory=dict)
    skipped: Counter[Skip] = field(default_factory=Counter)
    by_child: dict[int, Counter[Skip]] = field(default_factory=dict)

    def skip(self, child_id: int, why: Skip) -> None:
        """Leave a cell of a child out."""
        self.skipped[why] += 1
        if why not in UNNAMED:
            self.by_child.setdefault(child_id, Counter())[why] += 1


def wanted_days(
    services: Collection[Service],
    days: Iterable[date],
    weekdays: Set[int],
    calendar: SchoolCalendar,
    billed: Set[date],
    now: datetime,
    tz: ZoneInfo,
) -> Days:
    """The days of services on some weekdays (none: all), of months not ``billed`` and not begun at ``now``."""
    running: dict[int, dict[date, Skip | None]] = {service.id: {} for service in services}
    closed = 0
    for day in days:
        if weekdays and day.isoweekday() not in weekdays:
            continue
        why = {service.id: why_closed(calendar, service, day) for service in services}
        for service in services:
            if why[service.id] is None:
                running[service.id][day] = _why_not_on(service, day, billed, now, tz)
        closed += None not in why.values() and set(why.values()) != {Closed.WEEKDAY}
    return Days(running, closed)


def _why_not_on(service: Service, day: date, billed: Set[date], now: datetime, tz: ZoneInfo) -> Skip | None:
    if day.replace(day=1) in billed:
        return Skip.BILLED
    return Skip.PAST if now >= starts_at(service, day, tz) else None


def runs_between(calendar: SchoolCalendar, service: Service, after: date, before: date) -> bool:
    """Whether a service runs on any day after one and before another."""
    days = (after + timedelta(days=count) for count in range(1, (before - after).days))
    return any(why_closed(calendar, service, day) is None for day in days)


def judge_bookings(child_ids: Iterable[int], days: Days, known: Known) -> Judged:
    """Which cells are booked. The last places go to the children named first."""
    judged = Judged()
    left = dict(known.places)
    for child_id in child_ids:
        ties = known.guardianships.get(child_id, ())
        guardianships = [one for one in ties if known.family_id in (None, one.family_id)]
        for service_id, running in days.running.items():
            for day, why_not in running.items():
                cell = (child_id, service_id, day)
                family_id = family_on(guardianships, day)
                not_theirs = _why_not_theirs(cell, family_id, known)
                why = not_theirs or why_not or _why_not_booked(cell, family_id, left, known)
                if why is None and family_id is not None:
                    judged.cells[cell] = family_id
                    if (service_id, day) in left:
                        left[service_id, day] -= 1
                elif why is not None:
                    judged.skip(child_id, why)
    return judged


def _why_not_theirs(cell: Key, family_id: int | None, known: Known) -> Skip | None:
    """Where cells are booked for one family alone: the day is another's, whatever is on it."""
    if known.family_id is None:
        return None
    is_theirs = family_id is not None and known.is_for(cell, known.booked.get(cell, family_id))
    return None if is_theirs else Skip.OTHER_FAMILY


def _why_not_booked(
    cell: Key, family_id: int | None, left: Mapping[tuple[int, date], int], known: Known
) -> Skip | None:
    child_id, service_id, day = cell
    if cell in known.booked:
        return Skip.ALREADY_BOOKED
    if (child_id, service_id, school_year(day)) not in known.enrolled:
        return Skip.NOT_ENROLLED
    if why := _under_way(cell, known):
        return why
    if family_id is None:
        return Skip.NO_FAMILY
    return Skip.FULL if left.get((service_id, day), 1) <= 0 else None


def _under_way(cell: Key, known: Known) -> Skip | None:
    """What happened stands, and what a family asked for is decided on its own."""
    if cell in known.marked:
        return Skip.MARKED
    return Skip.PENDING if cell in known.pending else None


def judge_removals(child_ids: Iterable[int], days: Days, known: Known) -> Judged:
    """Which bookings are removed."""
    judged = Judged()
    for child_id in child_ids:
        for service_id, running in days.running.items():
            for day, why_not in running.items():
                cell = (child_id, service_id, day)
                family_id = known.booked.get(cell)
                if family_id is None:
                    judged.skip(child_id, Skip.NOT_BOOKED)
                elif not known.is_for(cell, family_id):
                    judged.skip(child_id, Skip.OTHER_FAMILY)
                elif why := why_not or _under_way(cell, known):
                    judged.skip(child_id, why)
                else:
                    judged.cells[cell] = family_id
    return judged


def judge_restoring(removed: Mapping[Key, int], days: Days, known: Known) -> dict[Key, int]:
    """Which bookings that were removed are put back, with their family: where the service still runs and a place is
    left, where nothing was booked, asked for or marked since.
    """
    back: dict[Key, int] = {}
    left = dict(known.places)
    for cell, family_id in removed.items():
        _, service_id, day = cell
        running = days.running.get(service_id, {})
        is_free = day in running and running[day] is None and cell not in known.booked and not _under_way(cell, known)
        if is_free and left.get((service_id, day), 1) > 0:
            back[cell] = family_id
            if (service_id, day) in left:
                left[service_id, day] -= 1
    return back


def family_on(guardianships: Iterable[Guardianship], day: date) -> int | None:
    """The family that a child is booked for on a day: of the first guardian who decides that day."""
    for one in guardianships:
        if has_custody(one.custody, day):
            return one.family_id
    return None


def by_preference(guardianships: Iterable[Guardianship], booked: Set[tuple[int, int]]) -> list[Guardianship]:
    """Guardianships, those first whose family has booked for the child: ``booked`` is ``(child, family)``."""
    return sorted(
        guardianships,
        key=lambda one: ((one.child_id, one.family_id) not in booked, one.family_id, one.guardian_id),
    )


def guardians_concerned(cells: Iterable[Key], guardianships: Mapping[int, Sequence[Guardianship]]) -> set[int]:
    """The guardians who decide for a child on any of its days."""
    days: dict[int, set[date]] = {}
    for child_id, _, day in cells:
        days.setdefault(child_id, set()).add(day)
    return {
        one.guardian_id
        for child_id, of_child in days.items()
        for one in guardianships.get(child_id, ())
        if any(has_custody(one.custody, day) for day in of_child)
    }
