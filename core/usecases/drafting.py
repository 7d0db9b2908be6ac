"""A family prepares what it will ask.

The draft is kept in the staff database: a second phone sees it, a reminder can speak of it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.db import drafts
from core.db.cells import cells_of
from core.model.people import Child, GuardianActor
from core.model.planning import Cell, Refusal, RequestKind, Service
from core.organisation import UnitOfWork
from core.rules.authorisation import has_custody
from core.rules.requests import may_book, may_request
from core.usecases.ground import read_facts, read_ground, read_wishes

_LOOK_BACK = timedelta(weeks=5)
"""How far back "as last week" looks for a week with bookings: over a holiday of two weeks."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One wish of a draft, and why it cannot be asked for any more, if so."""

    child: Child
    service: Service
    day: date
    kind: RequestKind
    refusal: Refusal | None


def set_wish(
    uow: UnitOfWork, actor: GuardianActor, cell: Cell, wish: RequestKind | None, now: datetime
) -> Refusal | None:
    """Want a cell booked or cancelled, or (``None``) nothing of it any more.

    What cannot be asked for is not kept: the refusal says why. Raises ``NotAuthorisedError`` where the cell is not the
    guardian's.
    """
    ground = read_ground(uow, actor, now)
    ground.service_of(cell)
    if wish is None:
        drafts.take_from_draft(uow.tx, actor.guardian_id, [cell])
        return None
    refusal = may_request(wish, read_facts(uow, ground, [cell])[cell], now)
    if refusal is None:
        drafts.put_in_draft(uow.tx, actor.guardian_id, wish, [cell])
    return refusal


def copy_last_week(uow: UnitOfWork, actor: GuardianActor, monday: date, now: datetime) -> int:
    """Want for the week of ``monday`` what each child was booked for in its last week with bookings; how many cells.

    Bookings in the weeks of another guardian do not count. Cells that cannot be booked, or are drafted already, are
    left as they are.
    """
    ground = read_ground(uow, actor, now)
    custody = {child.id: child.custody for child in ground.children}
    booked = cells_of(uow.tx, actor.guardian_id, monday - _LOOK_BACK, monday - timedelta(days=1)).booked
    mine = [cell for cell in booked if ground.has(cell) and has_custody(custody[cell.child_id], cell.day)]
    wanted = _last_weeks(mine, monday) - read_wishes(uow, actor, ground).keys()
    facts = read_facts(uow, ground, wanted)
    bookable = [cell for cell, known in facts.items() if may_book(known, now) is None]
    drafts.put_in_draft(uow.tx, actor.guardian_id, RequestKind.BOOK, bookable)
    return len(bookable)


def _last_weeks(booked: Collection[Cell], monday: date) -> set[Cell]:
    """The newest week of each child, moved to the week of ``monday``."""
    newest: dict[int, date] = {}
    for cell in booked:
        newest[cell.child_id] = max(newest.get(cell.child_id, cell.day), cell.day)
    return {
        replace(cell, day=monday + timedelta(days=cell.day.weekday()))
        for cell in booked
        if cell.day.isocalendar()[:2] == newest[cell.child_id].isocalendar()[:2]
    }


def read_draft(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> tuple[DraftLine, ...]:
    """The whole draft, by child, day and service.

    Wishes for a child or service that is the guardian's no more are left out.
    """
    ground = read_ground(uow, actor, now)
    wishes = read_wishes(uow, actor, ground)
    facts = read_facts(uow, ground, wishes)
    lines = [
        DraftLine(
            ground.child(cell.child_id), ground.service_of(cell), cell.day, wish, may_request(wish, facts[cell], now)
        )
        for cell, wish in wishes.items()
    ]
    ranks = {child.id: rank for rank, child in enumerate(ground.children)}
    return tuple(sorted(lines, key=lambda line: (ranks[line.child.id], line.day)))


def clear_draft(uow: UnitOfWork, actor: GuardianActor) -> None:
    """Want nothing any more."""
    drafts.empty_draft(uow.tx, actor.guardian_id)


def want_all_week(
    uow: UnitOfWork,
    actor: GuardianActor,
    child_id: int,
    service_id: int,
    monday: date,
    wish: RequestKind | None,
    now: datetime,
) -> None:
    """Want a service on every day of a week on which it can be asked for, or (``None``) nothing of it any more.

    Raises ``NotAuthorisedError`` where the child or the service is not the guardian's.
    """
    ground = read_ground(uow, actor, now)
    cells = [Cell(child_id, service_id, monday + timedelta(days=count)) for count in range(7)]
    ground.service_of(cells[0])
    if wish is None:
        drafts.take_from_draft(uow.tx, actor.guardian_id, cells)
        return
    facts = read_facts(uow, ground, cells)
    askable = [cell for cell in cells if may_request(wish, facts[cell], now) is None]
    drafts.put_in_draft(uow.tx, actor.guardian_id, wish, askable)
