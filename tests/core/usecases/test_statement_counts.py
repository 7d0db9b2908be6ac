"""What a use case costs in statements, whatever the number of children in town or of rows concerned."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from core.db.transaction import Transaction
from core.model.people import GuardianActor
from core.model.planning import AbsenceOutcome
from core.model.requests import Selection
from core.organisation import Organisation, UnitOfWork
from core.usecases.deciding import approve, count_pending, refuse
from core.usecases.planning import read_overview, read_week
from core.usecases.requesting import submit_draft
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY

DAYS = (MONDAY, TUESDAY, THURSDAY, FRIDAY)


@contextmanager
def counted(tx: Transaction) -> Iterator[list[str]]:
    """The statements a transaction sends meanwhile."""
    sent: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(tx, "before_cursor_execute", count)
    yield sent
    event.remove(tx, "before_cursor_execute", count)


async def cost(organisation: Organisation, work: Callable[[UnitOfWork], object]) -> int:
    """How many statements a piece of work sends."""

    def counting(uow: UnitOfWork) -> int:
        with counted(uow.tx) as sent:
            work(uow)
        return len(sent)

    return await organisation.write(counting)


READINGS: dict[str, Callable[[UnitOfWork, GuardianActor], object]] = {
    "week": lambda uow, actor: read_week(uow, actor, None, MONDAY, NOW),
    "overview": lambda uow, actor: read_overview(uow, actor, NOW),
    "send": lambda uow, actor: submit_draft(uow, actor, NOW),
}


@pytest.mark.parametrize(("reading", "at_most"), [("week", 9), ("overview", 10), ("send", 13)])
async def test_a_press_takes_the_same_few_statements_in_a_town_of_10_children_and_of_500(
    organisation: Organisation, reading: str, at_most: int
) -> None:
    def small(town: Town) -> Family:
        town.places("cantine", 1000)
        family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé")
        town.families(8)
        town.drafted(family.actor(), *family.cells("Lou", "cantine", *DAYS), *family.cells("Noé", "cantine", *DAYS))
        return family

    def grown(town: Town) -> None:
        crowd = town.families(490, school=OTHER_SCHOOL)
        town.requested(*(family.cell("Charlie", "cantine", MONDAY) for family in crowd))
        town.drafted(bruyere.actor(), *bruyere.cells("Lou", "cantine", *(day + timedelta(weeks=1) for day in DAYS)))

    bruyere = await build(organisation, small)
    before = await cost(organisation, lambda uow: READINGS[reading](uow, bruyere.actor()))
    await build(organisation, grown)
    after = await cost(organisation, lambda uow: READINGS[reading](uow, bruyere.actor()))
    assert before == after
    assert after <= at_most


@pytest.mark.parametrize("decision", ["approve", "refuse"])
async def test_deciding_1600_requests_takes_the_same_few_statements_as_16(
    organisation: Organisation, decision: str
) -> None:
    """400 families on four days, once the first four families are decided."""

    def story(town: Town) -> tuple[list[int], Callable[[UnitOfWork, Selection], object]]:
        families = town.families(404)
        ids = town.requested(*(family.cell("Charlie", "cantine", day) for family in families for day in DAYS))
        manager = town.manager()
        if decision == "approve":
            return ids, lambda uow, selection: approve(uow, manager, selection, NOW, AbsenceOutcome.EXCUSED)
        return ids, lambda uow, selection: refuse(uow, manager, selection, "Grève", NOW)

    ids, decide = await build(organisation, story)
    few = await cost(organisation, lambda uow: decide(uow, Selection(up_to=ids[15])))
    many = await cost(organisation, lambda uow: decide(uow, Selection()))
    assert few == many
    assert many <= 12
    manager = await build(organisation, lambda town: town.manager("Alix Cormier"))
    assert await organisation.read(count_pending, manager, Selection(), NOW) == []
