"""Who looks after access: what they may change and give, and what stays out of reach."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.people import Permission, Role, Scope, StaffActor
from core.model.policy import Roles
from core.model.staff import Added, Member, TeamProblem
from core.organisation import Organisation, UnitOfWork
from core.rules.team import with_place
from core.usecases.linking import Linked, LinkFailure, link_chat
from core.usecases.teaming import (
    add_member,
    give_code,
    name_problem,
    places_to_give,
    read_member,
    read_team,
    set_email,
    set_place,
    set_role,
    set_suspended,
    unlink_member_chat,
)
from tests.builders import OTHER_SCHOOL, Town, build
from tests.clock import NOW

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CHAT = 700


class Staff:
    """A manager of everything, one of each of two schools, a teacher in each, and somebody who looks after nothing."""

    def __init__(self, town: Town) -> None:
        self.here, self.there = town.school(), town.school(OTHER_SCHOOL)
        self.all = town.manager()
        self.limited = town.manager("Alix Charme", scopes=[Scope(self.here.id)])
        self.other = town.manager("Sacha Orme", scopes=[Scope(self.there.id)])
        self.of_both = town.manager("Lou Tilleul", scopes=[Scope(self.here.id), Scope(self.there.id)])
        self.teacher = town.teacher()
        self.stranger = town.teacher("Noa Hêtre", "CM2", school=OTHER_SCHOOL)
        self.nowhere = town.manager("Max Buis", role=Role.TEACHER, scopes=[])
        town.linked(CHAT, self.teacher)

    @property
    def out_of_reach(self) -> tuple[StaffActor, ...]:
        """Of the limited manager."""
        return self.all, self.other, self.of_both, self.stranger, self.nowhere


@pytest.fixture
async def staff(organisation: Organisation) -> Staff:
    return await build(organisation, Staff)


async def _of(organisation: Organisation, actor: StaffActor, staff_id: int) -> Member:
    return await organisation.read(read_member, actor, staff_id)


async def _actions(organisation: Organisation) -> list[tuple[str, int | None]]:
    query = select(t.audit_events.c.action, t.audit_events.c.school_id).order_by(t.audit_events.c.id)
    return await organisation.read(lambda uow: [(action, school) for action, school in uow.tx.execute(query)])


def _orders(target: int, place: Scope) -> list[Callable[[UnitOfWork, StaffActor], object]]:
    """Everything that can be asked about a member."""
    return [
        lambda uow, actor: read_member(uow, actor, target),
        lambda uow, actor: give_code(uow, actor, target, NOW),
        lambda uow, actor: set_role(uow, actor, target, Role.CARER, NOW),
        lambda uow, actor: set_place(uow, actor, target, place, wanted=True, now=NOW),
        lambda uow, actor: set_suspended(uow, actor, target, suspended=True, now=NOW),
        lambda uow, actor: set_suspended(uow, actor, target, suspended=False, now=NOW),
        lambda uow, actor: set_email(uow, actor, target, "a@example.org", NOW),
        lambda uow, actor: unlink_member_chat(uow, actor, target, 1, 0, NOW),
    ]


@ON_SQLITE
async def test_a_limited_manager_neither_sees_nor_changes_who_works_elsewhere(
    organisation: Organisation, staff: Staff
) -> None:
    team = await organisation.read(read_team, staff.limited)
    assert {member.id for member in team.members} == {staff.limited.staff_id, staff.teacher.staff_id}
    for member in staff.out_of_reach:
        for order in _orders(member.staff_id, Scope(staff.here.id)):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(partial(_run, order, staff.limited))
    assert await _actions(organisation) == []


def _run(order: Callable[[UnitOfWork, StaffActor], object], actor: StaffActor, uow: UnitOfWork) -> object:
    return order(uow, actor)


@ON_SQLITE
async def test_whoever_does_not_look_after_access_is_refused_everything(
    organisation: Organisation, staff: Staff
) -> None:
    orders = [
        *_orders(staff.teacher.staff_id, Scope(staff.here.id)),
        read_team,
        lambda uow, actor: places_to_give(uow, actor, NOW),
        lambda uow, actor: name_problem(uow, actor, "Robin Saule"),
        lambda uow, actor: add_member(uow, actor, "Robin Saule", Role.TEACHER, (Scope(staff.here.id),), NOW),
    ]
    forged = StaffActor(staff.teacher.staff_id, Role.MANAGER, (Scope(),))
    for order in orders:
        with pytest.raises(NotAuthorisedError):
            await organisation.write(partial(_run, order, staff.teacher))
    with pytest.raises(NotAuthorisedError):  # what was read of the actor before the lock is not what they are
        await organisation.write(set_suspended, forged, staff.stranger.staff_id, suspended=True, now=NOW)
    assert await _actions(organisation) == []


@ON_SQLITE
@pytest.mark.parametrize("place", ["everything", "other school", "its class", "unknown", "class of another school"])
async def test_nobody_gives_a_place_outside_their_own(organisation: Organisation, staff: Staff, place: str) -> None:
    scope = {
        "everything": Scope(),
        "other school": Scope(staff.there.id),
        "its class": Scope(staff.there.id, staff.there.classes["CM2"]),
        "unknown": Scope(staff.here.id, 999),
        "class of another school": Scope(staff.here.id, staff.there.classes["CM2"]),
    }[place]
    assert scope not in {one.scope for one in await organisation.read(places_to_give, staff.limited, NOW)}
    with pytest.raises(NotAuthorisedError):
        await organisation.write(set_place, staff.limited, staff.teacher.staff_id, scope, wanted=True, now=NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(add_member, staff.limited, "Robin Saule", Role.MANAGER, (scope,), NOW)


@ON_SQLITE
async def test_nobody_gives_a_role_that_may_do_more_than_theirs(organisation: Organisation, staff: Staff) -> None:
    director = frozenset({Permission.MANAGE_STAFF, Permission.MARK, Permission.REPORT})
    lent = Organisation(
        organisation.database, organisation.policy.model_copy(update={"roles": Roles(director=director)})
    )
    actor = await build(organisation, Town.director)
    team = await lent.read(read_team, actor)
    assert team.roles == (Role.DIRECTOR, Role.TEACHER, Role.CARER, Role.KITCHEN)
    assert staff.limited.staff_id not in {member.id for member in team.members}
    with pytest.raises(NotAuthorisedError):
        await lent.write(set_role, actor, staff.teacher.staff_id, Role.MANAGER, NOW)
    with pytest.raises(NotAuthorisedError):
        await lent.write(add_member, actor, "Robin Saule", Role.MANAGER, (Scope(staff.here.id),), NOW)
    with pytest.raises(NotAuthorisedError):  # a code for a manager would make one of whoever holds it
        await lent.write(give_code, actor, staff.limited.staff_id, NOW)
    assert await lent.write(set_role, actor, staff.teacher.staff_id, Role.CARER, NOW) is None


async def test_a_new_member_comes_in_by_the_code_of_the_last_press(organisation: Organisation, staff: Staff) -> None:
    scopes = (Scope(staff.here.id, staff.here.classes["CP"]), Scope(staff.there.id))

    async def add() -> Added | TeamProblem:
        return await organisation.write(add_member, staff.all, " Robin  Saule ", Role.CARER, scopes, NOW)

    first, second = await add(), await add()
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert first.staff_id == second.staff_id
    assert await organisation.write(link_chat, 701, first.code, "fr", NOW) is LinkFailure.UNKNOWN
    linked = await organisation.write(link_chat, 701, second.code, "fr", NOW)
    assert isinstance(linked, Linked)
    assert linked.identity.staff is not None
    assert set(linked.identity.staff.scopes) == set(scopes)
    assert await add() is TeamProblem.NAME_TAKEN
    assert [action for action, _ in await _actions(organisation)] == ["staff_add", "link_chat"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "role", "everywhere", "problem"),
    [
        ("  ", Role.TEACHER, False, TeamProblem.NAME_EMPTY),
        ("😀 42", Role.TEACHER, False, TeamProblem.NAME_EMPTY),
        ("x" * 121, Role.TEACHER, False, TeamProblem.NAME_TOO_LONG),
        ("claude AUBÉPINE", Role.CARER, False, TeamProblem.NAME_TAKEN),
        ("Robin Saule", Role.TEACHER, None, TeamProblem.PLACE_NEEDED),
        ("Robin Saule", Role.TEACHER, True, TeamProblem.SCHOOL_NEEDED),
    ],
)
async def test_why_somebody_is_not_added(
    organisation: Organisation,
    staff: Staff,
    name: str,
    role: Role,
    everywhere: bool | None,
    problem: TeamProblem,
) -> None:
    scopes = () if everywhere is None else (Scope() if everywhere else Scope(staff.here.id),)
    assert await organisation.write(add_member, staff.all, name, role, scopes, NOW) is problem


@ON_SQLITE
async def test_a_place_limits_or_widens_and_each_change_is_audited_once(
    organisation: Organisation, staff: Staff
) -> None:
    target, here = staff.teacher.staff_id, staff.here.id

    async def change(place: Scope, *, wanted: bool, by: StaffActor = staff.limited) -> TeamProblem | None:
        return await organisation.write(set_place, by, target, place, wanted=wanted, now=NOW)

    class_ = Scope(here, staff.here.classes["CP"])
    for place, wanted, left in (
        (Scope(here), True, {Scope(here)}),
        (Scope(here), True, {Scope(here)}),
        (class_, True, {class_}),
    ):
        assert await change(place, wanted=wanted) is None
        assert set((await _of(organisation, staff.limited, target)).scopes) == left
    assert await change(class_, wanted=False) is TeamProblem.PLACE_NEEDED
    assert await _actions(organisation) == [("staff_place", here), ("staff_place", here)]
    assert await change(Scope(), wanted=True, by=staff.all) is TeamProblem.SCHOOL_NEEDED
    assert await organisation.write(set_role, staff.all, target, Role.KITCHEN, NOW) is None
    assert await change(Scope(), wanted=True, by=staff.all) is None
    assert await organisation.write(set_role, staff.all, target, Role.TEACHER, NOW) is TeamProblem.SCHOOL_NEEDED


@ON_SQLITE
async def test_that_another_school_is_theirs_no_more_is_not_for_managers_of_one(
    organisation: Organisation, staff: Staff
) -> None:
    target, there = staff.of_both.staff_id, Scope(staff.there.id)
    assert await organisation.write(set_place, staff.all, target, there, wanted=False, now=NOW) is None
    assert await _actions(organisation) == [("staff_place", None)]


@ON_SQLITE
async def test_nobody_limits_or_suspends_themselves(organisation: Organisation, staff: Staff) -> None:
    own = staff.all.staff_id
    yourself = TeamProblem.YOURSELF
    assert await organisation.write(set_suspended, staff.all, own, suspended=True, now=NOW) is yourself
    assert await organisation.write(set_role, staff.all, own, Role.KITCHEN, NOW) is yourself
    here = Scope(staff.here.id)
    assert await organisation.write(set_place, staff.all, own, here, wanted=True, now=NOW) is yourself
    assert await _actions(organisation) == []


async def test_of_two_managers_who_suspend_each_other_one_is_left(organisation: Organisation) -> None:
    one, two = await build(organisation, lambda town: (town.manager("Ada If"), town.manager("Bo Pin")))

    async def suspend(actor: StaffActor, target: StaffActor) -> bool:
        try:
            await organisation.write(set_suspended, actor, target.staff_id, suspended=True, now=NOW)
        except NotAuthorisedError:
            return False
        return True

    assert sorted(await asyncio.gather(suspend(one, two), suspend(two, one))) == [False, True]
    active = select(t.staff.c.id).where(t.staff.c.is_active)
    assert len(await organisation.read(lambda uow: uow.tx.scalars(active).all())) == 1


async def test_a_suspended_member_is_sent_nothing_more_and_their_code_is_void(
    organisation: Organisation, staff: Staff
) -> None:
    target = staff.teacher.staff_id
    given = await organisation.write(give_code, staff.limited, target, NOW)
    assert isinstance(given, Added)

    def await_mail(town: Town) -> None:
        later = NOW + timedelta(hours=1)
        times = {"created_at": NOW, "available_at": NOW, "expires_at": later}
        outbox_id = town.add(t.outbox, kind=Notice.ROSTER, staff_id=target, priority=1, facts={}, **times)
        del times["created_at"]
        way = {"channel": "email", "address": "claude@example.org", "locale": "fr", "priority": 1}
        town.add(t.deliveries, outbox_id=outbox_id, staff_id=target, **way, **times)

    await build(organisation, await_mail)
    for wanted in (True, True, False):
        assert await organisation.write(set_suspended, staff.limited, target, suspended=wanted, now=NOW) is None
    assert await organisation.write(link_chat, 701, given.code, "fr", NOW) is LinkFailure.UNKNOWN
    sent = select(t.deliveries.c.state, t.deliveries.c.error)
    assert await organisation.read(lambda uow: [tuple(row) for row in uow.tx.execute(sent)]) == [
        ("failed", "suspended")
    ]
    actions = [action for action, _ in await _actions(organisation)]
    assert actions == ["staff_code", "staff_suspend", "staff_restore"]


@ON_SQLITE
async def test_a_suspended_member_is_given_no_code(organisation: Organisation, staff: Staff) -> None:
    target = staff.teacher.staff_id
    await organisation.write(set_suspended, staff.all, target, suspended=True, now=NOW)
    assert await organisation.write(give_code, staff.all, target, NOW) is TeamProblem.SUSPENDED


@ON_SQLITE
async def test_an_unlinked_chat_stays_that_of_a_parent(organisation: Organisation, staff: Staff) -> None:
    parent = await build(organisation, lambda town: town.family("Bruyère").guardian("Anne").child("Lou").actor())
    code = await build(organisation, lambda town: town.code(parent))
    await organisation.write(link_chat, CHAT, code, "fr", NOW)
    target = staff.teacher.staff_id
    (chat,) = (await _of(organisation, staff.limited, target)).chats

    async def unlink(here: int) -> TeamProblem | None:
        return await organisation.write(unlink_member_chat, staff.limited, target, chat.id, here, NOW)

    assert await unlink(CHAT) is TeamProblem.THIS_CHAT
    for _ in range(2):
        assert await unlink(0) is None
    assert (await _of(organisation, staff.limited, target)).chats == ()
    held = select(t.chats.c.guardian_id, t.chats.c.staff_id)
    assert await organisation.read(lambda uow: [tuple(row) for row in uow.tx.execute(held)]) == [
        (parent.guardian_id, None)
    ]


@ON_SQLITE
async def test_an_address_is_written_tried_again_and_taken_away(organisation: Organisation, staff: Staff) -> None:
    target = staff.teacher.staff_id

    async def write(email: str | None) -> TeamProblem | None:
        return await organisation.write(set_email, staff.limited, target, email, NOW)

    assert await write("nobody") is TeamProblem.EMAIL_MALFORMED
    for email in ("claude@example.org", "claude@example.org", None):
        assert await write(email) is None
        assert (await _of(organisation, staff.limited, target)).email == email
    assert [action for action, _ in await _actions(organisation)] == ["staff_email"] * 2


@pytest.mark.parametrize(
    ("held", "place", "wanted", "left"),
    [
        ((), Scope(1), True, (Scope(1),)),
        ((Scope(),), Scope(1), True, (Scope(1),)),
        ((Scope(1),), Scope(1, 5), True, (Scope(1, 5),)),
        ((Scope(1, 5), Scope(2)), Scope(1), True, (Scope(2), Scope(1))),
        ((Scope(1, 5), Scope(2)), Scope(), True, (Scope(),)),
        ((Scope(1, 5),), Scope(1, 6), True, (Scope(1, 5), Scope(1, 6))),
        ((Scope(1), Scope(2)), Scope(1), False, (Scope(2),)),
        ((Scope(1),), Scope(1, 5), False, (Scope(1),)),
    ],
)
def test_a_class_takes_the_place_of_its_school_and_the_other_way_round(
    held: tuple[Scope, ...], place: Scope, wanted: bool, left: tuple[Scope, ...]
) -> None:
    assert with_place(held, place, wanted=wanted) == left
