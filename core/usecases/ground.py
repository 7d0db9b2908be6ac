"""What a guardian's planning stands on: the children, their services, the calendar, and the facts of each cell."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime

from core.db.cells import CellRows, cells_of, places_taken
from core.db.drafts import read_draft
from core.db.families import guarded_by
from core.db.services import closures_of
from core.db.transaction import Transaction
from core.model.errors import NotAuthorisedError
from core.model.people import Child, GuardianActor
from core.model.planning import Cell, CellFacts, RequestKind, RequestState, Service
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.rules.authorisation import has_custody
from core.rules.calendar import SchoolCalendar, school_calendar, starts_at, why_closed
from core.rules.cutoffs import cutoff_instant
from core.rules.school_years import school_year


@dataclass(frozen=True, slots=True)
class Ground:
    """A guardian's children, the services of their schools (in the policy's order), and the calendar."""

    policy: Policy
    guardian_id: int
    children: tuple[Child, ...]
    services: tuple[Service, ...]
    enrolled: Set[tuple[int, int, int]]
    """``(child, service, school year)`` of every enrolment."""
    calendar: SchoolCalendar

    def child(self, child_id: int) -> Child:
        """A child of the guardian. Raises ``NotAuthorisedError`` for any other."""
        for child in self.children:
            if child.id == child_id:
                return child
        raise NotAuthorisedError

    def has(self, cell: Cell) -> bool:
        """Whether a cell is of a child of the guardian, and of a service of that child's school."""
        return any(
            child.id == cell.child_id and service.id == cell.service_id
            for child in self.children
            for service in self.services_for(child)
        )

    def services_for(self, child: Child) -> tuple[Service, ...]:
        """The services of the child's school."""
        return tuple(service for service in self.services if service.school_id == child.school_id)

    def service_of(self, cell: Cell) -> Service:
        """The service of a cell, of the child's own school. Raises ``NotAuthorisedError`` for any other."""
        for service in self.services_for(self.child(cell.child_id)):
            if service.id == cell.service_id:
                return service
        raise NotAuthorisedError

    def cells(self, children: Iterable[Child], days: Collection[date]) -> list[Cell]:
        """Every cell of the children over the days."""
        return [
            Cell(child.id, service.id, day)
            for child in children
            for service in self.services_for(child)
            for day in days
        ]


def read_ground(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> Ground:
    """Load what the guardian's cells stand on today."""
    today = now.astimezone(uow.policy.calendar.tz).date()
    guarded = guarded_by(uow.tx, actor.guardian_id, school_year(today))
    services = tuple(
        Service(service_id, school_id, terms, capacity or terms.capacity)
        for terms in uow.policy.services
        for service_id, (school_id, key, capacity) in guarded.services.items()
        if key == terms.key
    )
    schools = {service.school_id for service in services}
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, schools))
    children = tuple(guarded.children.values())
    return Ground(uow.policy, actor.guardian_id, children, services, guarded.enrolled, calendar)


def read_wishes(uow: UnitOfWork, actor: GuardianActor, ground: Ground) -> dict[Cell, RequestKind]:
    """The guardian's draft, in the order of days. Wishes for what is the guardian's no more are left out."""
    draft = read_draft(uow.tx, actor.guardian_id)
    return {cell: kind for cell, kind in draft.items() if ground.has(cell)}


def read_facts(uow: UnitOfWork, ground: Ground, cells: Collection[Cell]) -> dict[Cell, CellFacts]:
    """The facts of cells, in a number of queries that does not depend on how many there are.

    Raises ``NotAuthorisedError`` where a cell is not the guardian's.
    """
    if not cells:
        return {}
    rows = _Rows.read(uow.tx, ground, {cell.day for cell in cells})
    return {cell: _facts_of(cell, ground, rows) for cell in cells}


@dataclass(frozen=True, slots=True)
class _Rows:
    cells: CellRows
    taken: dict[tuple[int, date], int]

    @classmethod
    def read(cls, tx: Transaction, ground: Ground, days: Collection[date]) -> "_Rows":
        span = min(days), max(days)
        limited = [service.id for service in ground.services if service.capacity is not None]
        return cls(
            cells_of(tx, ground.guardian_id, *span),
            places_taken(tx, limited, *span) if limited else {},
        )


def _facts_of(cell: Cell, ground: Ground, rows: _Rows) -> CellFacts:
    service = ground.service_of(cell)
    tz = ground.policy.calendar.tz
    cutoffs = ground.policy.cutoffs_of(service.terms)
    kind, state = rows.cells.requests.get(cell, (None, None))
    return CellFacts(
        closed=why_closed(ground.calendar, service, cell.day),
        is_enrolled=(cell.child_id, cell.service_id, school_year(cell.day)) in ground.enrolled,
        in_custody=has_custody(ground.child(cell.child_id).custody, cell.day),
        is_booked=cell in rows.cells.booked,
        pending=kind if state is RequestState.PENDING else None,
        last_refused=kind is RequestKind.BOOK and state is RequestState.REFUSED,
        mark=rows.cells.marks.get(cell),
        places_left=None if service.capacity is None else service.capacity - rows.taken.get((service.id, cell.day), 0),
        book_by=cutoff_instant(cutoffs.book, cell.day, ground.calendar, tz),
        cancel_by=cutoff_instant(cutoffs.cancel, cell.day, ground.calendar, tz),
        starts_at=starts_at(service, cell.day, tz),
    )
