"""Who may fetch a child: asked for by a family, decided by the service, read by all of the child's guardians."""

from datetime import timedelta

import pytest

from core.db import tables as t
from core.model.children import MOST_PICKUPS, NewPickup, PickupProblem
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequestKind, FamilyRequestProblem, FamilyRequestRefusedError
from core.organisation import Organisation, UnitOfWork
from core.usecases.child_sheets import read_sheet
from core.usecases.family_deciding import approve_family_request, read_open
from core.usecases.filing import withdraw_family_request
from core.usecases.pickups import apply_pickup, ask_pickup, ask_pickup_end, read_person
from tests.builders import Family, Town, build
from tests.clock import NOW
from tests.core.usecases.children_on_file import PHONE, fetches, two_homes
from tests.core.usecases.steps import rows
from tests.dialogs.conftest import ON_SQLITE

pytestmark = ON_SQLITE

ROSE = NewPickup("Rose", "SAULE", "Voisine", PHONE)


async def ask(organisation: Organisation, family: Family, person: NewPickup = ROSE, by: str | None = None) -> int:
    asked = await organisation.write(ask_pickup, family.actor(by), family.children["Lou"], person, NOW)
    assert isinstance(asked, int)
    return asked


async def listed(organisation: Organisation, family: Family) -> tuple[list[str], list[FamilyRequestKind]]:
    """Who is on the list of Lou, and what is pending, as the first guardian of a family reads it."""
    sheet = await organisation.read(read_sheet, family.actor(), family.children["Lou"], NOW)
    return [one.first_name for one in sheet.pickups.persons], [one.kind for one in sheet.pickups.pending]


async def person_id(organisation: Organisation, first_name: str) -> int:
    return next(int(row.id) for row in await rows(organisation, t.pickup_persons) if row.first_name == first_name)


async def test_who_is_accepted_is_on_the_list_of_both_families(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    request = await ask(organisation, one)
    assert await listed(organisation, one) == (["Jeanne"], [FamilyRequestKind.PICKUP_ADD])
    assert await listed(organisation, other) == (["Jeanne"], [])
    assert await organisation.write(approve_family_request, camille, request, NOW) is None
    assert await listed(organisation, one) == await listed(organisation, other) == (["Jeanne", "Rose"], [])
    rose = (await rows(organisation, t.pickup_persons))[-1]
    assert (rose.last_name, rose.phone, rose.relation, rose.since) == ("SAULE", PHONE, "Voisine", NOW.date())


async def test_both_parents_ask_for_the_same_person_who_is_put_there_once(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    again = NewPickup("ROSE", "Saule", "Amie", None)
    requests = [await ask(organisation, one), await ask(organisation, other, again), await ask(organisation, one)]
    assert requests[0] == requests[2]
    for request in requests[:2]:
        assert await organisation.write(approve_family_request, camille, request, NOW) is None
    assert (await listed(organisation, one))[0] == ["Jeanne", "Rose"]
    assert await organisation.write(ask_pickup, one.actor(), one.children["Lou"], again, NOW) is (
        PickupProblem.ALREADY_LISTED
    )


async def test_an_addition_applied_twice_adds_nobody_even_when_ended_meanwhile(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    request = await ask(organisation, one)

    def twice(uow: UnitOfWork) -> None:
        asked = read_open(uow, camille, request, NOW)
        apply_pickup(uow, asked, NOW)
        rose = uow.tx.execute(t.pickup_persons.select().where(t.pickup_persons.c.first_name == "Rose")).all()[-1]
        uow.tx.execute(t.pickup_persons.update().where(t.pickup_persons.c.id == rose.id).values(ended_on=NOW.date()))
        apply_pickup(uow, asked, NOW)

    await organisation.write(twice)
    assert (await listed(organisation, one))[0] == ["Jeanne"]


async def test_who_is_ended_may_not_fetch_the_child_from_that_day_on(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    jeanne = await person_id(organisation, "Jeanne")
    lou = one.children["Lou"]
    requests = [
        await organisation.write(ask_pickup_end, one.actor(name), lou, jeanne, NOW) for name in ("Anne", "Paul")
    ]
    assert await listed(organisation, one) == (["Jeanne"], [FamilyRequestKind.PICKUP_END] * 2)
    assert isinstance(requests[0], int)
    assert isinstance(requests[1], int)
    assert await organisation.write(approve_family_request, camille, requests[0], NOW) is None
    assert await organisation.write(approve_family_request, camille, requests[1], NOW) is (
        FamilyRequestProblem.PERSON_GONE
    )
    assert (await rows(organisation, t.pickup_persons))[0].ended_on == NOW.date()
    assert (await listed(organisation, one))[0] == []
    assert await organisation.read(read_person, one.actor(), lou, jeanne, NOW) is None
    assert await organisation.write(ask_pickup_end, one.actor(), lou, jeanne, NOW) is PickupProblem.ALREADY_ENDED


async def test_a_request_without_a_child_is_not_applied(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    request = await organisation.read(read_open, camille, await ask(organisation, one), NOW)
    astray = type(request)(**{**{name: getattr(request, name) for name in request.__slots__}, "child_id": None})
    with pytest.raises(FamilyRequestRefusedError):
        await organisation.write(apply_pickup, astray, NOW)


async def test_what_is_withdrawn_is_pending_no_more(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    request = await ask(organisation, one)
    await organisation.write(withdraw_family_request, one.actor(), request, NOW + timedelta(minutes=1))
    assert await listed(organisation, one) == (["Jeanne"], [])


async def test_a_person_of_another_child_is_nobodys_business(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    rose = await person_id(organisation, "Rose")
    mia, lou = other.children["Mia"], one.children["Lou"]
    for child, person in ((mia, rose), (lou, rose), (lou, 999)):
        for usecase in (read_person, ask_pickup_end):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(usecase, one.actor(), child, person, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(ask_pickup, one.actor(), mia, ROSE, NOW)
    assert await rows(organisation, t.family_requests) == []


@pytest.mark.parametrize(
    "person",
    [
        NewPickup("", "SAULE", "Voisine", None),
        NewPickup("Rose", "S" * 81, "Voisine", None),
        NewPickup("Rose", "SAULE", "V" * 41, None),
        NewPickup("Rose", "SAULE", "Voisine", "call me"),
    ],
)
async def test_what_does_not_fit_the_file_is_not_asked(organisation: Organisation, person: NewPickup) -> None:
    one, _ = await build(organisation, two_homes)
    with pytest.raises(ValueError, match=r"name|phone"):
        await organisation.write(ask_pickup, one.actor(), one.children["Lou"], person, NOW)


async def test_a_namesake_who_has_ended_may_be_asked_for_again(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    assert await ask(organisation, one, NewPickup("Luc", "Martin", "Oncle", None))


async def test_a_list_that_is_full_takes_nobody_more(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    lou = one.children["Lou"]
    more = (f"Max {number}" for number in range(MOST_PICKUPS - 2))
    await build(organisation, lambda town: [fetches(town, lou, name) for name in more])
    await ask(organisation, one)
    full = NewPickup("Léa", "SORBIER", "Amie", None)
    assert await organisation.write(ask_pickup, one.actor(), lou, full, NOW) is PickupProblem.TOO_MANY
    assert isinstance(await organisation.write(ask_pickup, other.actor(), lou, full, NOW), int)


async def test_somebody_listed_for_a_day_to_come_is_listed(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    tomorrow = NOW.date() + timedelta(days=1)
    await build(organisation, lambda town: fetches(town, one.children["Lou"], "Max", ended_on=tomorrow))
    assert (await listed(organisation, one))[0] == ["Jeanne", "Max"]
