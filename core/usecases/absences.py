"""A family declares an absence."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.db import audit, requests
from core.db.services import hold_off_closures
from core.model.errors import UnknownReasonError
from core.model.people import Child, GuardianActor
from core.model.planning import AbsenceOutcome, Cell, CellFacts, Refusal, RequestKind, Service
from core.model.policy import AbsenceReason
from core.model.requests import NewRequest
from core.organisation import UnitOfWork
from core.rules.absences import outcome_of
from core.rules.requests import may_declare_absence
from core.usecases.digests import enqueue_late_absences
from core.usecases.ground import Ground, read_facts, read_ground


@dataclass(frozen=True, slots=True)
class AbsenceOrder:
    """An absence to declare: from cells, for one of the policy's reasons (its code)."""

    cells: frozenset[Cell]
    reason: str


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One cell of an absence: what it will cost, or why it cannot be declared."""

    child: Child
    service: Service
    day: date
    outcome: AbsenceOutcome | None
    refusal: Refusal | None

    @property
    def cell(self) -> Cell:
        """The cell it is about."""
        return Cell(self.child.id, self.service.id, self.day)


@dataclass(frozen=True, slots=True)
class Declarable:
    """A child's booked cells over some days, by day, that an absence can be declared for."""

    child: Child
    days: tuple[tuple[date, tuple[Service, ...]], ...]


def declarable(
    uow: UnitOfWork, actor: GuardianActor, child_id: int, days: Collection[date], now: datetime
) -> Declarable:
    """What a child can be declared absent from on the days."""
    ground = read_ground(uow, actor, now)
    child = ground.child(child_id)
    facts = read_facts(uow, ground, ground.cells([child], days))
    open_cells = [cell for cell, known in facts.items() if may_declare_absence(known, now) is None]
    by_day: dict[date, list[Service]] = {}
    for cell in sorted(open_cells, key=lambda cell: cell.day):
        by_day.setdefault(cell.day, []).append(ground.service_of(cell))
    return Declarable(child, tuple((day, tuple(services)) for day, services in by_day.items()))


def preview_absence(
    uow: UnitOfWork, actor: GuardianActor, order: AbsenceOrder, now: datetime
) -> tuple[AbsenceLine, ...]:
    """What declaring the absence now would cost, cell by cell.

    Raises ``UnknownReasonError``, ``NotAuthorisedError``.
    """
    ground = read_ground(uow, actor, now)
    return _lines(ground, read_facts(uow, ground, order.cells), _reason(uow, order), now)


def declare_absence(
    uow: UnitOfWork, actor: GuardianActor, order: AbsenceOrder, now: datetime
) -> tuple[AbsenceLine, ...]:
    """Declare the absence; it is pending until the service decides. What it costs is settled now.

    Those who decide are told of what comes too late to cost nothing. Declaring it twice finds it pending already.
    Raises ``UnknownReasonError``, ``NotAuthorisedError``.
    """
    hold_off_closures(uow.tx)
    lines = preview_absence(uow, actor, order, now)
    asked = {line.cell: line for line in lines if line.refusal is None}
    new = [
        NewRequest(cell, RequestKind.ABSENCE, line.child.family_id, order.reason, line.outcome)
        for cell, line in asked.items()
    ]
    written = requests.insert_pending(uow.tx, actor.guardian_id, new, now)
    if written:
        children = [asked[cell].child for cell in written]
        facts = {"cells": len(written), "child": audit.only(child.id for child in children)}
        school_id = audit.only(child.school_id for child in children)
        audit.record(uow.tx, actor, "declare_absence", now, facts, school_id=school_id)
        late = [cell for cell in written if asked[cell].outcome is not AbsenceOutcome.GIVEN_BACK]
        enqueue_late_absences(uow, late, now)
    return tuple(_taken(line) if line.cell in asked and line.cell not in written else line for line in lines)


def _reason(uow: UnitOfWork, order: AbsenceOrder) -> AbsenceReason:
    reason = uow.policy.absence_reason(order.reason)
    if reason is None:
        raise UnknownReasonError
    return reason


def _lines(
    ground: Ground, facts: dict[Cell, CellFacts], reason: AbsenceReason, now: datetime
) -> tuple[AbsenceLine, ...]:
    return tuple(
        _line(ground, cell, facts[cell], reason, now)
        for cell in sorted(facts, key=lambda cell: (cell.day, cell.service_id))
    )


def _line(ground: Ground, cell: Cell, facts: CellFacts, reason: AbsenceReason, now: datetime) -> AbsenceLine:
    refusal = may_declare_absence(facts, now)
    outcome = outcome_of(reason, facts, now) if refusal is None else None
    return AbsenceLine(ground.child(cell.child_id), ground.service_of(cell), cell.day, outcome, refusal)


def _taken(line: AbsenceLine) -> AbsenceLine:
    return replace(line, outcome=None, refusal=Refusal.ALREADY_PENDING)
