"""A family reads its planning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.db.requests import pending_of
from core.model.people import Child, GuardianActor
from core.model.planning import Cell, CellFacts, CellState, Refusal, RequestKind, Service
from core.organisation import UnitOfWork
from core.rules.authorisation import has_custody
from core.rules.cutoffs import Deadline, next_deadline
from core.rules.requests import may_book, may_cancel, state_of
from core.usecases.ground import Ground, read_facts, read_ground, read_wishes

GLANCE_DAYS = 3
"""How many days of service the home screen shows."""

_LOOK_AHEAD = timedelta(days=21)
"""How far the home screen looks for them: over any holiday but the summer's."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as its family sees it: its state, what the draft wants of it, and why it cannot be asked for.

    ``refusal`` and ``deadline`` are about booking a free cell, or about cancelling a booked one.
    """

    state: CellState
    wish: RequestKind | None
    refusal: Refusal | None
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a child: ``cells`` by (service id, day). ``drafted`` counts the whole draft, all children and weeks."""

    child: Child
    children: tuple[Child, ...]
    services: tuple[Service, ...]
    days: tuple[date, ...]
    cells: dict[tuple[int, date], CellView]
    drafted: int


@dataclass(frozen=True, slots=True)
class GlanceDay:
    """A day of a child: the services booked or asked for. ``in_custody``: of who reads; else there are none."""

    day: date
    services: tuple[tuple[Service, CellState], ...]
    in_custody: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """A child's coming days."""

    child: Child
    days: tuple[GlanceDay, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home screen shows. ``pending`` and ``drafted`` count all children and days.

    ``deadline``: the next one to book; ``None`` where no day is left to book.
    """

    glances: tuple[Glance, ...]
    pending: int
    drafted: int
    deadline: Deadline | None


def read_week(uow: UnitOfWork, actor: GuardianActor, child_id: int | None, monday: date, now: datetime) -> Week | None:
    """A week of a child, or of the first one where ``child_id`` is ``None``; ``None`` for a guardian without children.

    Shows the weekdays on which the school runs any service. Raises ``NotAuthorisedError`` for somebody else's child.
    """
    ground = read_ground(uow, actor, now)
    if not ground.children:
        return None
    child = ground.children[0] if child_id is None else ground.child(child_id)
    services = ground.services_for(child)
    weekdays = sorted({weekday for service in services for weekday in service.terms.weekdays})
    days = tuple(monday + timedelta(days=weekday - 1) for weekday in weekdays)
    wishes = read_wishes(uow, actor, ground)
    facts = read_facts(uow, ground, ground.cells([child], days))
    cells = {(cell.service_id, cell.day): view(known, wishes.get(cell), now) for cell, known in facts.items()}
    return Week(child, ground.children, services, days, cells, len(wishes))


def view(facts: CellFacts, wish: RequestKind | None, now: datetime) -> CellView:
    """A cell as its family sees it."""
    if facts.is_booked:
        return CellView(state_of(facts, now), wish, may_cancel(facts, now), facts.cancel_by)
    return CellView(state_of(facts, now), wish, may_book(facts, now), facts.book_by)


def read_children(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> tuple[Child, ...]:
    """The guardian's children."""
    return read_ground(uow, actor, now).children


def read_overview(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> Overview:
    """The coming days of each child, what is pending, and the next deadline."""
    ground = read_ground(uow, actor, now)
    today = now.astimezone(uow.policy.calendar.tz).date()
    days = [today + timedelta(days=count) for count in range(_LOOK_AHEAD.days)]
    facts = read_facts(uow, ground, ground.cells(ground.children, days))
    pending = pending_of(uow.tx, actor.guardian_id).values()
    return Overview(
        glances=tuple(_glance(ground, child, facts, days, now) for child in ground.children),
        pending=sum(has_custody(ground.child(cell.child_id).custody, cell.day) for cell in pending),
        drafted=len(read_wishes(uow, actor, ground)),
        deadline=_soonest_deadline(ground, now),
    )


def first_bookable_week(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> date | None:
    """The Monday of the first week with a day that can still be booked; ``None`` where there is no such day."""
    deadline = _soonest_deadline(read_ground(uow, actor, now), now)
    return deadline.first_day - timedelta(days=deadline.first_day.weekday()) if deadline else None


def _glance(ground: Ground, child: Child, facts: dict[Cell, CellFacts], days: Sequence[date], now: datetime) -> Glance:
    services = ground.services_for(child)
    shown: list[GlanceDay] = []
    for day in days:
        of_day = [(service, facts[Cell(child.id, service.id, day)]) for service in services]
        if len(shown) < GLANCE_DAYS and any(known.closed is None for _, known in of_day):
            states = ((service, state_of(known, now)) for service, known in of_day)
            seen = tuple((service, state) for service, state in states if state not in _UNSEEN)
            shown.append(GlanceDay(day, seen, has_custody(child.custody, day)))
    return Glance(child, tuple(shown))


_UNSEEN = {CellState.CLOSED, CellState.NOT_ENROLLED, CellState.OTHER_CUSTODY, CellState.FREE, CellState.PAST}


def _soonest_deadline(ground: Ground, now: datetime) -> Deadline | None:
    tz = ground.policy.calendar.tz
    by_terms = {service.terms.key: service for service in ground.services}.values()
    deadlines = [
        next_deadline(ground.policy.cutoffs_of(service.terms).book, now, ground.calendar, service, tz)
        for service in by_terms
    ]
    return min((deadline for deadline in deadlines if deadline), key=lambda deadline: deadline.at, default=None)
