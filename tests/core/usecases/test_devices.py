"""The chats of a guardian, and the codes a guardian makes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.people import Custody, GuardianActor
from core.organisation import Organisation
from core.usecases.conversing import note_blocked, open_conversation
from core.usecases.devices import (
    CODES_A_DAY,
    Devices,
    MadeCode,
    make_code,
    read_device,
    read_devices,
    unlink_device,
)
from core.usecases.linking import Linked, LinkFailure, link_chat
from tests.builders import Family, Town, build
from tests.clock import NOW
from tests.core.usecases.steps import rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PHONE, TABLET, STRANGERS, NEW = 7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_004
LATER = NOW + timedelta(hours=1)


def bruyere(town: Town) -> Family:
    """Anne, with a phone and a tablet, and Marc, with nothing."""
    family = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
    town.linked(PHONE, family.actor("Anne"))
    town.linked(TABLET, family.actor("Anne"), locale="en", at=LATER)
    return family


async def devices(organisation: Organisation, actor: GuardianActor, here: int = PHONE) -> Devices:
    return await organisation.read(read_devices, actor, here)


async def made(organisation: Organisation, actor: GuardianActor, guardian_id: int) -> MadeCode:
    code = await organisation.write(make_code, actor, guardian_id, NOW)
    assert isinstance(code, MadeCode)
    return code


async def test_a_guardian_sees_their_own_chats_and_which_is_this_one(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.linked(STRANGERS, town.family("Genêt").guardian("Jo").child("Mia").actor())
        return bruyere(town)

    family = await build(organisation, story)
    await organisation.write(note_blocked, TABLET, LATER)
    seen = (await devices(organisation, family.actor())).chats
    assert [(one.linked_at, one.locale, one.is_here, one.is_blocked) for one in seen] == [
        (NOW, "fr", True, False),
        (LATER, "en", False, True),
    ]


async def test_an_unlinked_chat_is_nobody_s_and_unlinking_it_again_does_nothing(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    tablet = (await devices(organisation, family.actor())).chats[1].id
    assert [await organisation.write(unlink_device, family.actor(), tablet, NOW) for _ in range(2)] == [True, False]
    assert not (await organisation.read(open_conversation, TABLET, "fr")).identity.is_linked
    assert (await organisation.read(open_conversation, PHONE, "fr")).identity.is_linked
    assert await organisation.read(read_device, family.actor(), tablet, PHONE) is None
    assert [event.action for event in await rows(organisation, t.audit_events)] == ["unlink_chat"]


async def test_a_chat_that_is_staff_s_too_stays_theirs(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, str]:
        family = bruyere(town)
        return family, town.code(town.teacher())

    family, code = await build(organisation, story)
    await organisation.write(link_chat, TABLET, code, "fr", NOW)
    tablet = (await devices(organisation, family.actor())).chats[1].id
    await organisation.write(unlink_device, family.actor(), tablet, NOW)
    left = (await organisation.read(open_conversation, TABLET, "fr")).identity
    assert left.guardian is None
    assert left.staff is not None


async def test_nobody_looks_at_or_unlinks_another_s_chat(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    phone = (await devices(organisation, family.actor())).chats[0].id
    marc = family.actor("Marc")
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_device, marc, phone, NEW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(unlink_device, marc, phone, NOW)
    assert len((await devices(organisation, family.actor())).chats) == 2


async def test_a_code_of_one_s_own_links_another_phone_once_and_tells_the_others(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    anne = family.actor()
    code = (await made(organisation, anne, anne.guardian_id)).code
    linked = await organisation.write(link_chat, NEW, code, "fr", NOW)
    assert isinstance(linked, Linked)
    assert linked.identity.guardian == anne
    assert await organisation.write(link_chat, STRANGERS, code, "fr", NOW) is LinkFailure.USED
    told = {row.guardian_id for row in await rows(organisation, t.outbox)}
    assert told == set(family.guardians.values())
    actions = [(one.action, one.facts.get("kind")) for one in await rows(organisation, t.audit_events)]
    assert actions == [("make_code", "own"), ("link_chat", None)]


async def test_a_code_lives_for_hours_and_a_newer_one_ends_it(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    anne, marc = family.actor(), family.guardians["Marc"]
    handed_over = await build(organisation, lambda town: town.code(family.actor("Marc")))
    first, second = [await made(organisation, anne, marc) for _ in range(2)]
    assert (first.name, first.expires_at) == (
        "Marc Bruyère",
        NOW + timedelta(hours=organisation.policy.link.shared_hours),
    )
    assert await organisation.write(link_chat, NEW, first.code, "fr", NOW) is LinkFailure.EXPIRED
    assert await organisation.write(link_chat, NEW, second.code, "fr", second.expires_at) is LinkFailure.EXPIRED
    assert isinstance(await organisation.write(link_chat, NEW, handed_over, "fr", NOW), Linked), "the service's holds"


async def test_a_guardian_makes_three_codes_a_day(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    anne, marc = family.actor(), family.guardians["Marc"]
    for _ in range(CODES_A_DAY):
        await made(organisation, anne, marc)
    assert not isinstance(await organisation.write(make_code, anne, anne.guardian_id, NOW), MadeCode)
    tomorrow = NOW + timedelta(days=1)
    assert isinstance(await organisation.write(make_code, anne, anne.guardian_id, tomorrow), MadeCode)


def _married(town: Town) -> Family:
    return town.family("Aubier").guardian("Sacha").guardian("Nour").child("Ana")


def _linked_already(town: Town) -> Family:
    family = _married(town)
    town.linked(NEW, family.actor("Nour"))
    return family


def _with_other_children(town: Town) -> Family:
    family = _married(town)
    town.family("Callune").joined_by("Nour", family.guardians["Nour"]).child("Tom")
    return family


def _taking_turns(town: Town) -> Family:
    family = town.family("Aubier").child("Ana")
    return family.guardian("Sacha", custody=Custody.EVEN_WEEKS).guardian("Nour", custody=Custody.ODD_WEEKS)


def _separated(town: Town) -> Family:
    family = town.family("Aubier").guardian("Sacha").child("Ana")
    family.guardians["Nour"] = (
        town.family("Callune").guardian("Nour").raises("Ana", family.children["Ana"]).guardians["Nour"]
    )
    return family


def _strangers(town: Town) -> Family:
    family = town.family("Aubier").guardian("Sacha").child("Ana")
    family.guardians["Nour"] = town.family("Callune").guardian("Nour").child("Tom").guardians["Nour"]
    return family


@pytest.mark.parametrize(
    ("story", "may"),
    [
        (_married, True),
        (_linked_already, False),
        (_with_other_children, False),
        (_taking_turns, False),
        (_separated, False),
        (_strangers, False),
    ],
)
async def test_a_code_for_another_guardian_opens_nothing_new_to_who_makes_it(
    organisation: Organisation, story: Callable[[Town], Family], may: bool
) -> None:
    family = await build(organisation, story)
    sacha, nour = family.actor("Sacha"), family.guardians["Nour"]
    assert [one.id for one in (await devices(organisation, sacha)).others] == ([nour] if may else [])
    if may:
        linked = await organisation.write(link_chat, NEW, (await made(organisation, sacha, nour)).code, "fr", NOW)
        assert isinstance(linked, Linked)
        assert linked.identity.guardian == GuardianActor(nour)
    else:
        with pytest.raises(NotAuthorisedError):
            await organisation.write(make_code, sacha, nour, NOW)
