"""What the stories of these tests do again and again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, select

from core.model.people import GuardianActor
from core.model.planning import Cell, CellState, Refusal, RequestKind
from core.organisation import Organisation, UnitOfWork
from core.usecases.planning import CellView, read_week
from core.usecases.requesting import Submission, submit_draft
from tests.builders import Town
from tests.clock import NOW


async def ask(
    organisation: Organisation,
    actor: GuardianActor,
    *cells: Cell,
    kind: RequestKind = RequestKind.BOOK,
    now: datetime = NOW,
) -> Submission:
    """Put cells in a guardian's draft, whether they can be asked for or not, and send it."""

    def drafted_and_sent(uow: UnitOfWork) -> Submission:
        Town(uow).drafted(actor, *cells, kind=kind)
        return submit_draft(uow, actor, now)

    return await organisation.write(drafted_and_sent)


def refusals(submission: Submission) -> dict[Cell, Refusal | None]:
    """What became of each cell."""
    return {outcome.cell: outcome.refusal for outcome in submission.outcomes}


async def view_of(organisation: Organisation, actor: GuardianActor, cell: Cell, now: datetime = NOW) -> CellView:
    """A cell as its family sees it in the week's planning."""
    monday = cell.day - timedelta(days=cell.day.weekday())
    week = await organisation.read(read_week, actor, cell.child_id, monday, now)
    assert week is not None
    return week.cells[cell.service_id, cell.day]


async def state_of(organisation: Organisation, actor: GuardianActor, cell: Cell, now: datetime = NOW) -> CellState:
    """The state of a cell in the week's planning."""
    return (await view_of(organisation, actor, cell, now)).state


async def rows(organisation: Organisation, table: Table) -> list[Row[*tuple[Any, ...]]]:
    """Every row of a table, in the order of its key."""
    query = select(table).order_by(*table.primary_key)
    return await organisation.read(lambda uow: list(uow.tx.execute(query)))
