"""The service decides what families ask about their files."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, delete, update

from core.db import family_requests
from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestProblem, FamilyRequestState
from core.model.people import Permission, Role, Scope, StaffActor
from core.organisation import Organisation
from core.usecases.family_answers import read_family_answers
from core.usecases.family_deciding import (
    approve_family_request,
    count_family_requests,
    list_open,
    read_open,
    refuse_family_request,
)
from core.usecases.filing import ask, withdraw_family_request
from tests.builders import Town, build
from tests.clock import NOW
from tests.core.usecases.filed import EMAIL, NEW, OLD, PHONE, Here, meanwhile, pickup, pickup_end, two_schools
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows
from tests.core.usecases.test_races import after, overlapping, until_another_waits
from tests.core.usecases.test_statement_counts import cost

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Problem = FamilyRequestProblem
PENDING, APPROVED, REFUSED, WITHDRAWN = FamilyRequestState

OTHER_PHONE = replace(PHONE, after={"phone": "04 50 00 00 00"})


@pytest.fixture
async def here(organisation: Organisation) -> Here:
    return await build(organisation, two_schools)


async def phone_of(organisation: Organisation, here: Here) -> str | None:
    people: dict[int, str | None] = {one.id: one.phone for one in await rows(organisation, t.guardians)}
    return people[here.bruyere.guardians["Anne"]]


async def standing(organisation: Organisation) -> list[str]:
    return [one.state for one in await rows(organisation, t.family_requests)]


async def told(organisation: Organisation) -> list[tuple[int | None, str | None, dict[str, Any]]]:
    return [(one.guardian_id, one.mailbox, one.facts) for one in await rows(organisation, t.outbox)]


async def answers(organisation: Organisation) -> list[FamilyRequest]:
    kept = [as_delivery(row) for row in await rows(organisation, t.outbox)]
    facts = await organisation.read(read_family_answers, kept, NOW)
    return [facts[one.id].request for one in kept if one.id in facts]


@ON_SQLITE
async def test_accepting_applies_it_tells_who_asked_and_leaves_a_line(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    assert await phone_of(organisation, here) == OLD
    assert await organisation.write(approve_family_request, here.director, request_id, NOW) is None
    assert await phone_of(organisation, here) == NEW
    assert await told(organisation) == [(here.bruyere.guardians["Anne"], None, {"request": request_id})]
    (found,) = await rows(organisation, t.family_requests)
    assert (found.state, found.decided_by, found.decided_at) == (APPROVED, here.director.staff_id, NOW)
    line = next(one for one in await rows(organisation, t.audit_events) if one.id == found.decision_id)
    assert (line.action, line.staff_id, line.school_id) == ("family_approve", here.director.staff_id, found.school_id)
    assert [one.state for one in await answers(organisation)] == [APPROVED]


@ON_SQLITE
async def test_refusing_changes_nothing_and_says_why(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    with pytest.raises(ValueError, match="reason"):
        await organisation.write(refuse_family_request, here.manager, request_id, "  ", NOW)
    assert await organisation.write(refuse_family_request, here.manager, request_id, "Numéro faux.", NOW) is None
    assert await phone_of(organisation, here) == OLD
    (answer,) = await answers(organisation)
    assert (answer.state, answer.refusal) == (REFUSED, "Numéro faux.")


@ON_SQLITE
async def test_what_was_decided_or_withdrawn_is_not_decided_again(organisation: Organisation, here: Here) -> None:
    approved, refused, withdrawn = [
        await organisation.write(ask, here.bruyere.actor(), one, NOW) for one in (PHONE, EMAIL, pickup(here.lou))
    ]
    await organisation.write(approve_family_request, here.manager, approved, NOW)
    await organisation.write(refuse_family_request, here.manager, refused, "Non.", NOW)
    await organisation.write(withdraw_family_request, here.bruyere.actor(), withdrawn, NOW)
    for request_id, problem in (approved, Problem.APPROVED), (refused, Problem.REFUSED), (withdrawn, Problem.WITHDRAWN):
        assert await organisation.write(approve_family_request, here.manager, request_id, NOW) is problem
        assert await organisation.write(refuse_family_request, here.manager, request_id, "Non.", NOW) is problem
    assert await standing(organisation) == [APPROVED, REFUSED, WITHDRAWN]
    assert len(await told(organisation)) == 2
    assert await rows(organisation, t.pickup_persons) == []


WITHOUT_CHILDREN = delete(t.guardianships)
ERASED = update(t.guardians).values(erased_at=NOW)
NOBODY_FETCHES = update(t.pickup_persons).values(ended_on=NOW.date())


@ON_SQLITE
@pytest.mark.parametrize(
    ("kind", "event", "problem"),
    [
        (FamilyRequestKind.PICKUP_ADD, WITHOUT_CHILDREN, Problem.CHILD_LEFT),
        (FamilyRequestKind.PICKUP_ADD, ERASED, Problem.GUARDIAN_GONE),
        (FamilyRequestKind.PICKUP_END, NOBODY_FETCHES, Problem.PERSON_GONE),
        (FamilyRequestKind.PHONE, ERASED, Problem.GUARDIAN_GONE),
    ],
)
async def test_a_request_whose_ground_is_gone_is_not_applied_but_can_be_refused(
    organisation: Organisation,
    here: Here,
    kind: FamilyRequestKind,
    event: Executable,
    problem: FamilyRequestProblem,
) -> None:
    def jeanne(town: Town) -> int:
        names = {"last_name": "Saule", "first_name": "Jeanne"}
        return town.add(t.pickup_persons, child_id=here.lou, **names, since=NOW.date() - timedelta(days=30))

    person_id = await build(organisation, jeanne)
    asked = {
        FamilyRequestKind.PHONE: PHONE,
        FamilyRequestKind.PICKUP_ADD: pickup(here.lou, "Rémi"),
        FamilyRequestKind.PICKUP_END: pickup_end(here.lou, person_id),
    }
    request_id = await organisation.write(ask, here.bruyere.actor(), asked[kind], NOW)
    await meanwhile(organisation, event)
    kept = [await rows(organisation, table) for table in (t.guardians, t.pickup_persons, t.audit_events)]
    assert await organisation.write(approve_family_request, here.manager, request_id, NOW) is problem
    assert await standing(organisation) == [PENDING]
    assert await told(organisation) == []
    assert [await rows(organisation, table) for table in (t.guardians, t.pickup_persons, t.audit_events)] == kept
    assert await organisation.write(refuse_family_request, here.manager, request_id, "Plus d’actualité.", NOW) is None
    assert await standing(organisation) == [REFUSED]


@ON_SQLITE
async def test_who_decides_sees_the_requests_of_whole_schools_they_look_after(
    organisation: Organisation, here: Here
) -> None:
    """What is of several schools, or none, is for who looks after all of them."""

    lou = await organisation.write(ask, here.bruyere.actor(), pickup(here.lou), NOW)
    tom = await organisation.write(ask, here.callune.actor(), EMAIL, NOW + timedelta(hours=1))
    of_tom = t.class_members.c.child_id == here.callune.children["Tom"]
    await meanwhile(organisation, delete(t.class_members).where(of_tom))
    nowhere = await organisation.write(ask, here.callune.actor(), PHONE, NOW + timedelta(hours=2))
    other = StaffActor(here.director.staff_id, Role.DIRECTOR, (Scope(here.callune.school.id),))
    cp = StaffActor(here.director.staff_id, Role.DIRECTOR, (Scope(here.bruyere.school.id, 1),))
    nobody = StaffActor(here.director.staff_id, Role.DIRECTOR, ())
    seen = {
        actor: [one.id for one in await organisation.read(list_open, actor, NOW)]
        for actor in (here.manager, here.director, other, cp, nobody)
    }
    assert list(seen.values()) == [[lou, tom, nowhere], [lou], [tom], [], []]
    for actor, own in seen.items():
        assert await organisation.read(count_family_requests, actor, NOW) == len(own)
        for request_id in {lou, tom, nowhere} - set(own):
            await is_refused(organisation, actor, request_id)


async def test_a_child_that_moves_takes_its_requests_to_the_school_of_today(
    organisation: Organisation, here: Here
) -> None:
    there = StaffActor(here.director.staff_id, Role.DIRECTOR, (Scope(here.callune.school.id),))
    fetched = await organisation.write(ask, here.callune.actor(), pickup(here.callune.children["Tom"]), NOW)
    phone = await organisation.write(ask, here.callune.actor(), PHONE, NOW)
    (mine,) = [row.class_id for row in await rows(organisation, t.class_members) if row.child_id == here.lou]
    of_tom = t.class_members.c.child_id == here.callune.children["Tom"]
    await meanwhile(organisation, update(t.class_members).where(of_tom).values(class_id=mine))
    for request_id in (fetched, phone):
        await is_refused(organisation, there, request_id)
    seen = await organisation.read(list_open, here.director, NOW)
    assert {(one.id, one.school) for one in seen} == {(fetched, "Les Tilleuls"), (phone, "Les Tilleuls")}
    assert await organisation.read(count_family_requests, here.director, NOW) == 2
    assert await organisation.read(lambda uow: family_requests.open_by_school(uow.tx, 2026)) == {
        here.bruyere.school.id: 2
    }
    assert await organisation.write(approve_family_request, here.director, fetched, NOW) is None


async def is_refused(organisation: Organisation, actor: StaffActor, request_id: int) -> None:
    for call in (
        lambda uow: read_open(uow, actor, request_id, NOW),
        lambda uow: approve_family_request(uow, actor, request_id, NOW),
        lambda uow: refuse_family_request(uow, actor, request_id, "Non.", NOW),
    ):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(call)


@ON_SQLITE
async def test_who_may_not_decide_sees_nothing_of_it(organisation: Organisation, here: Here) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    cook = StaffActor(here.manager.staff_id, Role.KITCHEN, (Scope(),))
    assert Permission.DECIDE_REQUESTS not in organisation.policy.roles.kitchen
    for actor in (cook, here.teacher):
        await is_refused(organisation, actor, request_id)
        with pytest.raises(NotAuthorisedError):
            await organisation.read(list_open, actor, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.read(count_family_requests, actor, NOW)
    await is_refused(organisation, here.manager, 999)


@ON_SQLITE
async def test_answers_are_read_with_the_same_few_statements_however_many(
    organisation: Organisation, here: Here
) -> None:
    names = ["Jeanne", "Rémi", "Élise", "Yann"]
    for name in names:
        request_id = await organisation.write(ask, here.bruyere.actor(), pickup(here.lou, name), NOW)
        await organisation.write(approve_family_request, here.manager, request_id, NOW)
    assert [one.after["first_name"] for one in await answers(organisation)] == names
    kept = [as_delivery(row) for row in await rows(organisation, t.outbox)]
    one = await cost(organisation, lambda uow: read_family_answers(uow, kept[:1], NOW))
    assert await cost(organisation, lambda uow: read_family_answers(uow, kept, NOW)) == one


AT_ONCE: dict[str, tuple[Callable[..., Any], list[tuple[object, object, list[FamilyRequestState]]]]] = {
    "another manager accepts it": (
        lambda here, request_id: (approve_family_request, here.director, request_id, NOW),
        [(None, Problem.APPROVED, [APPROVED]), (Problem.APPROVED, None, [APPROVED])],
    ),
    "another manager refuses it": (
        lambda here, request_id: (refuse_family_request, here.director, request_id, "Non.", NOW),
        [(None, Problem.APPROVED, [APPROVED]), (Problem.REFUSED, None, [REFUSED])],
    ),
    "its guardian withdraws it": (
        lambda here, request_id: (withdraw_family_request, here.bruyere.actor(), request_id, NOW),
        [(None, False, [APPROVED]), (Problem.WITHDRAWN, True, [WITHDRAWN])],
    ),
    "its guardian asks for something else": (
        lambda here, request_id: (ask, here.bruyere.actor(), OTHER_PHONE, NOW),
        [(None, 2, [APPROVED, PENDING]), (Problem.WITHDRAWN, 2, [WITHDRAWN, PENDING])],
    ),
}
"""Who comes while it is accepted, and the two ways it may come out: whoever holds the file first wins."""


@overlapping
@pytest.mark.parametrize("who", AT_ONCE)
async def test_of_two_at_once_one_wins_and_the_other_is_told(
    organisation: Organisation, database_url: str, here: Here, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    request_id = await organisation.write(ask, here.bruyere.actor(), PHONE, NOW)
    order, ways = AT_ONCE[who]
    with after(monkeypatch, family_requests, "hold_file", until_another_waits(database_url)):
        came = await asyncio.gather(
            organisation.write(approve_family_request, here.manager, request_id, NOW),
            organisation.write(*order(here, request_id)),
        )
    assert (*came, await standing(organisation)) in ways
    assert len(await told(organisation)) == sum(state in {APPROVED, REFUSED} for state in await standing(organisation))
