"""Teams' chats are linked by a manager's code; on both databases."""

from datetime import timedelta

import pytest

from core.db import tables as t
from core.db.outbox import NewNotice, enqueue
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.people import Role, StaffActor
from core.organisation import Organisation, UnitOfWork
from core.rules.codes import normalise
from core.usecases.delivering import Sent, address_due, lease_due, record
from core.usecases.grouping import (
    CODE_HOURS,
    GroupLinked,
    GroupRow,
    Place,
    group_places,
    link_group,
    list_groups,
    make_group_code,
    note_membership,
    note_migration,
    remove_group,
    unlink_group,
)
from core.usecases.linking import LinkFailure, link_chat
from tests.builders import OTHER_SCHOOL, SCHOOL, Town, build
from tests.clock import NOW
from tests.core.usecases.steps import rows

GROUP, OTHER_GROUP, SUPERGROUP, PERSON = -4_001, -4_002, -1_001_234_567_890, 7_000_000_009
NOBODYS_CODE = "ZZZZZ-ZZZZZ"


def _staff(town: Town) -> tuple[StaffActor, StaffActor, int, int]:
    """A manager of all, a director of one school, and the ids of the two schools."""
    return town.manager(), town.director(), town.school().id, town.school(OTHER_SCHOOL).id


async def _code(organisation: Organisation, actor: StaffActor, school_id: int | None = None) -> str:
    return await organisation.write(make_group_code, actor, Role.KITCHEN, school_id, NOW)


async def _link(organisation: Organisation, code: str, chat: int = GROUP) -> GroupLinked | LinkFailure:
    return await organisation.write(link_group, chat, "Équipe cuisine", PERSON, code, "fr", NOW)


async def _titles(organisation: Organisation, actor: StaffActor) -> list[tuple[int, str | None, bool]]:
    groups: list[GroupRow] = await organisation.read(list_groups, actor)
    return [(group.telegram_id, group.school_name, group.is_blocked) for group in groups]


async def test_a_code_links_one_group_to_a_team_once(organisation: Organisation) -> None:
    manager, *_ = await build(organisation, _staff)
    code = await _code(organisation, manager)
    linked = await _link(organisation, code.lower().replace("-", " "))
    assert isinstance(linked, GroupLinked)
    assert (linked.is_new, linked.group.role, linked.group.school_id) == (True, Role.KITCHEN, None)
    again = await _link(organisation, code)
    assert isinstance(again, GroupLinked)
    assert not again.is_new
    assert await _link(organisation, code, OTHER_GROUP) is LinkFailure.USED
    assert await _titles(organisation, manager) == [(GROUP, None, False)]
    (stored,) = await rows(organisation, t.group_codes)
    assert (normalise(code) or code) not in str(stored)
    assert [event.action for event in await rows(organisation, t.audit_events)] == ["make_group_code", "link_group"]


async def test_a_director_makes_codes_for_the_own_school_alone(organisation: Organisation) -> None:
    manager, director, own, other = await build(organisation, _staff)
    assert await organisation.read(group_places, director) == (Place(own, SCHOOL),)
    assert await organisation.read(group_places, manager) == (
        Place(None, None),
        Place(other, OTHER_SCHOOL),
        Place(own, SCHOOL),
    )
    for school_id in (None, other, 999):
        with pytest.raises(NotAuthorisedError):
            await _code(organisation, director, school_id)
    with pytest.raises(NotAuthorisedError):
        await _code(organisation, manager, 999)
    await _link(organisation, await _code(organisation, director, own))
    await _link(organisation, await _code(organisation, manager), OTHER_GROUP)
    assert await _titles(organisation, director) == [(GROUP, SCHOOL, False)]
    general = next(group for group in await organisation.read(list_groups, manager) if group.school_id is None)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(remove_group, director, general.id, NOW)


async def test_a_teacher_has_nothing_to_do_with_groups(organisation: Organisation) -> None:
    teacher = await build(organisation, Town.teacher)
    for usecase in (group_places, list_groups):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(usecase, teacher)
    with pytest.raises(NotAuthorisedError):
        await _code(organisation, teacher)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(remove_group, teacher, 1, NOW)


async def test_a_code_is_refused_when_old_replaced_unknown_or_of_somebody_suspended(organisation: Organisation) -> None:
    manager, director, own, _ = await build(organisation, _staff)
    code = await _code(organisation, manager)
    late = NOW + timedelta(hours=CODE_HOURS)
    expired = await organisation.write(link_group, GROUP, "Cuisine", PERSON, code, "fr", late)
    replaced = await _code(organisation, manager), await _code(organisation, manager)
    suspended = await _code(organisation, director, own)
    await build(organisation, lambda town: town.suspended(director))
    found = [await _link(organisation, one) for one in ("", replaced[0], NOBODYS_CODE, suspended)]
    unknown = LinkFailure.UNKNOWN
    assert [expired, *found] == [LinkFailure.EXPIRED, LinkFailure.MALFORMED, unknown, unknown, unknown]
    assert isinstance(await _link(organisation, replaced[1]), GroupLinked)


async def test_a_code_links_nothing_its_maker_could_not_link_any_more(organisation: Organisation) -> None:
    manager, *_ = await build(organisation, _staff)
    code = await _code(organisation, manager)
    await build(organisation, lambda town: town.demoted(Role.TEACHER))
    assert await _link(organisation, code) is LinkFailure.UNKNOWN


async def test_wrong_codes_count_against_the_person_wherever_they_are_typed(organisation: Organisation) -> None:
    manager, *_ = await build(organisation, _staff)
    for count in range(organisation.policy.link.attempts_per_hour):
        assert await _link(organisation, NOBODYS_CODE, GROUP - count) is LinkFailure.UNKNOWN
    code = await _code(organisation, manager)
    assert await _link(organisation, code) is LinkFailure.TOO_MANY
    assert await organisation.write(link_chat, PERSON, NOBODYS_CODE, "fr", NOW) is LinkFailure.TOO_MANY
    other = await organisation.write(link_group, GROUP, "Cuisine", PERSON + 1, code, "fr", NOW)
    assert isinstance(other, GroupLinked)


async def test_another_code_makes_it_the_group_of_another_team(organisation: Organisation) -> None:
    manager, _, own, _ = await build(organisation, _staff)
    await _link(organisation, await _code(organisation, manager))
    await _link(organisation, await _code(organisation, manager, own))
    assert await _titles(organisation, manager) == [(GROUP, SCHOOL, False)]


async def _told(organisation: Organisation, group_id: int) -> None:
    notice = NewNotice(Notice.ANNOUNCEMENT, {}, NOW, NOW, NOW + timedelta(days=1))
    await organisation.write(lambda uow: enqueue(uow.tx, notice, groups=[group_id]))


@pytest.mark.parametrize("by", ["the group", "a manager"])
async def test_an_unlinked_group_is_told_nothing_more(organisation: Organisation, by: str) -> None:
    manager, *_ = await build(organisation, _staff)
    linked = await _link(organisation, await _code(organisation, manager))
    assert isinstance(linked, GroupLinked)
    await _told(organisation, linked.group.id)
    await organisation.write(address_due, NOW)
    await _told(organisation, linked.group.id)

    def unlink(uow: UnitOfWork) -> bool:
        if by == "the group":
            return unlink_group(uow, GROUP, NOW)
        return remove_group(uow, manager, linked.group.id, NOW)

    assert [await organisation.write(unlink) for _ in range(2)] == [True, False]
    assert await _titles(organisation, manager) == []
    messages = [(row.state, row.group_id) for row in await rows(organisation, t.outbox)]
    assert messages == [("addressed", None), ("failed", None)]
    (delivery,) = await rows(organisation, t.deliveries)
    assert (delivery.state, delivery.group_id) == ("failed", None)


async def test_a_group_that_put_the_bot_out_is_blocked_until_it_lets_it_in(organisation: Organisation) -> None:
    manager, *_ = await build(organisation, _staff)
    await _link(organisation, await _code(organisation, manager))
    for is_member in (False, True):
        await organisation.write(note_membership, GROUP, NOW, is_member=is_member)
        assert await _titles(organisation, manager) == [(GROUP, None, not is_member)]
    await organisation.write(note_membership, OTHER_GROUP, NOW, is_member=False)
    assert len(await _titles(organisation, manager)) == 1


async def test_a_group_that_became_a_supergroup_is_the_same_group(organisation: Organisation) -> None:
    manager, *_ = await build(organisation, _staff)
    code = await _code(organisation, manager)
    await _link(organisation, code)
    for _ in range(2):
        await organisation.write(note_migration, GROUP, SUPERGROUP)
    assert await _titles(organisation, manager) == [(SUPERGROUP, None, False)]
    again = await _link(organisation, code, SUPERGROUP)
    assert isinstance(again, GroupLinked)
    assert not again.is_new


@pytest.mark.parametrize("by", ["the bot", "the relay"])
async def test_a_supergroup_linked_before_its_past_is_known_takes_over_what_was_to_be_told(
    organisation: Organisation, by: str
) -> None:
    manager, _, own, _ = await build(organisation, _staff)
    old = await _link(organisation, await _code(organisation, manager))
    assert isinstance(old, GroupLinked)
    await _told(organisation, old.group.id)
    await organisation.write(address_due, NOW)
    await _told(organisation, old.group.id)
    new = await _link(organisation, await _code(organisation, manager, own), SUPERGROUP)
    assert isinstance(new, GroupLinked)
    if by == "the bot":
        await organisation.write(note_migration, GROUP, SUPERGROUP)
    else:
        (sent,) = await organisation.write(lease_due, "relay", ["telegram"], 9, timedelta(minutes=1), NOW)
        await organisation.write(record, "relay", [(sent, Sent(5, moved_to=str(SUPERGROUP)))], NOW)
    assert await _titles(organisation, manager) == [(SUPERGROUP, SCHOOL, False)]
    messages = [(row.state, row.group_id) for row in await rows(organisation, t.outbox)]
    assert messages == [("addressed", new.group.id), ("waiting", new.group.id)]
