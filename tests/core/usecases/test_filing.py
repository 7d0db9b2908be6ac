"""A guardian asks the service to change something in their file."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequestState
from core.organisation import Organisation
from core.usecases.family_deciding import approve_family_request, refuse_family_request
from core.usecases.filing import ask, list_family_requests, read_family_request, withdraw_family_request
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import NOW
from tests.core.usecases.filed import EMAIL, NEW, OLD, PHONE, Here, meanwhile, pickup, two_schools
from tests.core.usecases.steps import rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LATER = NOW + timedelta(hours=1)
PENDING, APPROVED, REFUSED, WITHDRAWN = FamilyRequestState


@pytest.fixture
async def here(organisation: Organisation) -> Here:
    return await build(organisation, two_schools)


async def standing(organisation: Organisation, here: Here, name: str = "Anne") -> list[tuple[str, str]]:
    found = await organisation.read(list_family_requests, here.bruyere.actor(name), LATER)
    return [(one.kind, one.state) for one in found]


async def actions(organisation: Organisation) -> list[str]:
    return [event.action for event in await rows(organisation, t.audit_events)]


async def test_what_is_asked_is_pending_with_the_old_and_the_new(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), replace(PHONE, comment="Depuis lundi."), NOW)
    found = await organisation.read(read_family_request, here.bruyere.actor(), request_id, NOW)
    assert (found.state, found.before, found.after) == (PENDING, {"phone": OLD}, {"phone": NEW})
    assert (found.guardian, found.family, found.school, found.child) == (
        "Anne Bruyère",
        "Bruyère",
        "Les Tilleuls",
        None,
    )
    assert (found.comment, found.created_at, found.decided_at) == ("Depuis lundi.", NOW, None)
    (event,) = await rows(organisation, t.audit_events)
    assert (event.action, event.guardian_id) == ("family_ask", here.bruyere.actor().guardian_id)
    assert event.facts == {"request": request_id, "kind": "phone", "child": None}  # no phone number in the journal


async def test_the_same_asked_twice_is_asked_once(organisation: Organisation, here: Here) -> None:
    first, again = [await organisation.write(ask, here.bruyere.actor(), PHONE, at) for at in (NOW, LATER)]
    assert first == again
    assert await standing(organisation, here) == [("phone", PENDING)]
    assert await actions(organisation) == ["family_ask"]


async def test_what_is_asked_anew_takes_the_place_of_what_was_pending(organisation: Organisation, here: Here) -> None:
    first = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    other = await organisation.write(
        ask, here.bruyere.actor(), replace(PHONE, after={"phone": "04 50 00 00 00"}), LATER
    )
    assert await standing(organisation, here) == [("phone", PENDING), ("phone", WITHDRAWN)]
    assert await organisation.write(approve_family_request, here.manager, first, LATER) == "withdrawn"  # not unseen
    assert await organisation.write(approve_family_request, here.manager, other, LATER) is None


async def test_each_guardian_and_each_subject_has_its_own(organisation: Organisation, here: Here) -> None:
    for actor in (here.bruyere.actor("Anne"), here.bruyere.actor("Paul")):
        for request in (PHONE, EMAIL, pickup(here.lou), pickup(here.lou, "Rémi")):
            await organisation.write(ask, actor, request, NOW)
    for name in ("Anne", "Paul"):
        assert [state for _, state in await standing(organisation, here, name)] == [PENDING] * 4


async def test_a_guardian_sees_nothing_of_what_the_other_asked(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor("Anne"), PHONE, NOW)
    paul = here.bruyere.actor("Paul")
    assert await organisation.read(list_family_requests, paul, NOW) == []
    for usecase in (read_family_request, withdraw_family_request):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(usecase, paul, request_id, NOW)
    assert await standing(organisation, here) == [("phone", PENDING)]


async def test_nobody_asks_for_a_child_that_is_not_theirs(organisation: Organisation, here: Here) -> None:
    for child_id in (here.callune.children["Tom"], 999):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(ask, here.bruyere.actor(), pickup(child_id), NOW)
    assert await rows(organisation, t.family_requests) == []


async def test_who_has_no_child_here_has_no_file(organisation: Organisation, here: Here) -> None:
    await meanwhile(organisation, delete(t.guardianships))
    with pytest.raises(NotAuthorisedError):
        await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)


async def test_a_request_belongs_to_the_family_of_its_child_and_to_one_school_if_there_is_one(
    organisation: Organisation, here: Here
) -> None:
    """Anne also raises Mia, with another family and in the other school."""

    def second_family(town: Town) -> Family:
        other = town.family("Genêt", school=OTHER_SCHOOL).joined_by("Anne", here.bruyere.guardians["Anne"])
        return other.child("Mia", "CM2")

    genet = await build(organisation, second_family)
    asked = [
        await organisation.write(ask, here.bruyere.actor(), request, NOW)
        for request in (pickup(here.lou), pickup(genet.children["Mia"]), PHONE)
    ]
    found = [await organisation.read(read_family_request, here.bruyere.actor(), one, NOW) for one in asked]
    assert [(one.family, one.school, one.child, one.class_name) for one in found] == [
        ("Bruyère", "Les Tilleuls", "Lou Bruyère", "CP"),
        ("Genêt", OTHER_SCHOOL, "Mia Genêt", "CM2"),
        ("Bruyère", None, None, None),
    ]


async def test_a_pending_request_is_taken_back_once(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    taken = [
        await organisation.write(withdraw_family_request, here.bruyere.actor(), request_id, LATER) for _ in range(2)
    ]
    assert taken == [True, False]
    assert await standing(organisation, here) == [("phone", WITHDRAWN)]
    assert await actions(organisation) == ["family_ask", "family_withdraw"]


async def test_what_was_decided_is_not_taken_back(organisation: Organisation, here: Here) -> None:
    phone, email = [await organisation.write(ask, here.bruyere.actor(), one, NOW) for one in (PHONE, EMAIL)]
    await organisation.write(approve_family_request, here.manager, phone, NOW)
    await organisation.write(refuse_family_request, here.manager, email, "Adresse illisible.", LATER)
    for request_id in (phone, email):
        assert not await organisation.write(withdraw_family_request, here.bruyere.actor(), request_id, LATER)
    assert await standing(organisation, here) == [("email", REFUSED), ("phone", APPROVED)]


async def test_pending_ones_come_first_and_only_the_last_of_the_others(organisation: Organisation, here: Here) -> None:
    def many(town: Town) -> None:
        for number in range(40):
            town.add(
                t.family_requests,
                kind="phone",
                state=REFUSED if number % 2 else WITHDRAWN,
                guardian_id=here.bruyere.guardians["Anne"],
                family_id=here.bruyere.id,
                subject="phone",
                before={},
                after={"phone": str(number)},
                created_at=NOW,
                decided_at=NOW + timedelta(minutes=number),
            )

    await build(organisation, many)
    await organisation.write(ask, here.bruyere.actor(), EMAIL, NOW)
    found = await organisation.read(list_family_requests, here.bruyere.actor(), LATER)
    assert [one.after.get("phone") for one in found] == [None, *map(str, range(39, 9, -1))]


async def test_in_summer_a_child_of_no_class_yet_is_for_who_looks_after_all_schools(
    organisation: Organisation, here: Here
) -> None:
    await meanwhile(organisation, update(t.class_members).values(school_year=2025))
    request_id = await organisation.write(ask, here.bruyere.actor(), pickup(here.lou), NOW)
    assert (await organisation.read(read_family_request, here.bruyere.actor(), request_id, NOW)).school is None
    with pytest.raises(NotAuthorisedError):
        await organisation.write(approve_family_request, here.director, request_id, NOW)
    assert await organisation.write(approve_family_request, here.manager, request_id, NOW) is None
