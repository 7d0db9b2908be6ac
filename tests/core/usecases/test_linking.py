"""A chat is linked by a code, and unlinked again."""

from datetime import timedelta

import pytest

from core.db.outbox import enqueue_link_alerts
from core.db.tables import audit_events, chats, conversations, deliveries, link_attempts, link_codes, outbox
from core.model.conversations import Conversation
from core.model.people import GuardianActor, Identity, Role, Scope, StaffActor
from core.organisation import Organisation, UnitOfWork
from core.usecases.conversing import keep_conversation, open_conversation
from core.usecases.delivering import address_due, lease_due
from core.usecases.linking import Linked, LinkFailure, choose_language, link_chat, unlink_chat
from tests.builders import Family, Town, build
from tests.clock import NOW
from tests.core.usecases.steps import rows

ANNES_PHONE, MARCS_PHONE, STRANGER = 7_000_000_001, 7_000_000_002, 7_000_000_003
NOBODYS_CODE = "ZZZZZ-ZZZZZ"


def bruyere_of(town: Town) -> tuple[Family, str]:
    family = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
    return family, town.code(family.actor("Anne"))


async def identity(organisation: Organisation, chat: int) -> Identity:
    return (await organisation.read(open_conversation, chat, "fr")).identity


async def test_a_code_links_its_guardian_and_tells_the_other_guardians(organisation: Organisation) -> None:
    bruyere, code = await build(organisation, bruyere_of)
    linked = await organisation.write(link_chat, ANNES_PHONE, code, "en", NOW)
    assert isinstance(linked, Linked)
    assert linked.is_new
    assert linked.identity == Identity(ANNES_PHONE, "en", bruyere.actor("Anne"), None, "Anne")
    assert await identity(organisation, ANNES_PHONE) == linked.identity
    (alert,) = await rows(organisation, outbox)
    assert (alert.kind, alert.guardian_id) == ("link_alert", bruyere.guardians["Marc"])
    (event,) = await rows(organisation, audit_events)
    assert (event.action, event.guardian_id) == ("link_chat", bruyere.guardians["Anne"])


async def test_a_code_is_read_as_people_type_it_and_stored_hashed(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    (stored,) = await rows(organisation, link_codes)
    assert code.replace("-", "") not in stored.code_hash
    typed = f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert isinstance(await organisation.write(link_chat, ANNES_PHONE, typed, "fr", NOW), Linked)


async def test_pressing_start_twice_with_the_same_code_links_once(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    again = await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    assert isinstance(again, Linked)
    assert not again.is_new
    assert len(await rows(organisation, outbox)) == 1
    assert len(await rows(organisation, audit_events)) == 1


async def test_a_code_that_was_used_links_no_other_chat(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    assert await organisation.write(link_chat, STRANGER, code, "fr", NOW) is LinkFailure.USED
    assert not (await identity(organisation, STRANGER)).is_linked


async def test_a_code_expires_at_its_hour(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    end = NOW + timedelta(days=14)
    assert await organisation.write(link_chat, ANNES_PHONE, code, "fr", end) is LinkFailure.EXPIRED
    linked = await organisation.write(link_chat, ANNES_PHONE, code, "fr", end - timedelta(seconds=1))
    assert isinstance(linked, Linked)


async def test_what_cannot_be_a_code_is_no_attempt_at_one(organisation: Organisation) -> None:
    await build(organisation, bruyere_of)
    for _ in range(10):
        assert await organisation.write(link_chat, STRANGER, "<b>bonjour</b> 🙂", "fr", NOW) is LinkFailure.MALFORMED
    assert await rows(organisation, link_attempts) == []


async def test_after_five_wrong_codes_a_chat_waits_an_hour_and_others_do_not(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    for minute in range(5):
        at = NOW + timedelta(minutes=minute)
        assert await organisation.write(link_chat, STRANGER, NOBODYS_CODE, "fr", at) is LinkFailure.UNKNOWN
    sixth = NOW + timedelta(minutes=59)
    assert await organisation.write(link_chat, STRANGER, code, "fr", sixth) is LinkFailure.TOO_MANY
    assert len(await rows(organisation, link_attempts)) == 5, "what is not looked at does not lengthen the wait"
    an_hour_on = NOW + timedelta(hours=1)
    assert isinstance(await organisation.write(link_chat, STRANGER, code, "fr", an_hour_on), Linked)


async def test_one_chat_waiting_keeps_no_other_chat_from_linking(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    for _ in range(6):
        await organisation.write(link_chat, STRANGER, NOBODYS_CODE, "fr", NOW)
    assert isinstance(await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW), Linked)


async def test_used_and_expired_codes_count_as_attempts(organisation: Organisation) -> None:
    _, code = await build(organisation, bruyere_of)
    await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    for _ in range(5):
        assert await organisation.write(link_chat, STRANGER, code, "fr", NOW) is LinkFailure.USED
    assert await organisation.write(link_chat, STRANGER, code, "fr", NOW) is LinkFailure.TOO_MANY


async def test_another_code_hands_the_chat_to_another_guardian(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, str, str]:
        family, code = bruyere_of(town)
        return family, code, town.code(family.actor("Marc"))

    bruyere, annes, marcs = await build(organisation, story)
    await organisation.write(link_chat, ANNES_PHONE, annes, "en", NOW)
    linked = await organisation.write(link_chat, ANNES_PHONE, marcs, "fr", NOW)
    assert isinstance(linked, Linked)
    assert linked.identity.guardian == bruyere.actor("Marc")
    assert linked.identity.locale == "en", "the chat keeps the language it chose"
    assert await organisation.write(link_chat, ANNES_PHONE, annes, "fr", NOW) is LinkFailure.USED
    assert (await identity(organisation, ANNES_PHONE)).guardian == bruyere.actor("Marc")


async def test_a_teacher_with_children_here_is_both_in_one_chat(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor, list[str]]:
        family, code = bruyere_of(town)
        teacher = town.teacher()
        return family, teacher, [code, town.code(teacher)]

    bruyere, teacher, codes = await build(organisation, story)
    for code in codes:
        await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    known = await identity(organisation, ANNES_PHONE)
    assert (known.guardian, known.staff) == (bruyere.actor("Anne"), teacher)
    assert {row.staff_id for row in await rows(organisation, audit_events)} == {None, teacher.staff_id}
    assert len(await rows(organisation, outbox)) == 1, "a member of staff who links alarms no family"


async def test_a_suspended_member_of_staff_is_nobody_and_their_code_unknown(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[StaffActor, str]:
        manager, other = town.manager(), town.manager("Alix Cormier", role=Role.DIRECTOR, scopes=[Scope()])
        town.linked(ANNES_PHONE, manager)
        town.suspended(manager)
        town.suspended(other)
        return manager, town.code(other)

    _, code = await build(organisation, story)
    assert not (await identity(organisation, ANNES_PHONE)).is_linked
    assert await organisation.write(link_chat, MARCS_PHONE, code, "fr", NOW) is LinkFailure.UNKNOWN


async def test_an_unlinked_chat_is_forgotten_with_its_conversation_once(organisation: Organisation) -> None:
    bruyere, code = await build(organisation, bruyere_of)
    linked = await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    assert isinstance(linked, Linked)
    await organisation.write(keep_conversation, ANNES_PHONE, Conversation({"screen": "home"}, [1]), NOW)
    for _ in range(2):
        await organisation.write(unlink_chat, linked.identity, NOW)
    assert await identity(organisation, ANNES_PHONE) == Identity(ANNES_PHONE, "fr")
    assert await rows(organisation, chats) == []
    assert await rows(organisation, conversations) == []
    events = [(row.action, row.guardian_id) for row in await rows(organisation, audit_events)]
    assert events == [("link_chat", bruyere.guardians["Anne"]), ("unlink_chat", bruyere.guardians["Anne"])]
    assert await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW) is LinkFailure.USED


async def test_what_was_still_to_be_sent_to_a_chat_is_sent_to_nobody_once_it_is_another_persons(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[Family, str]:
        family = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
        stranger = town.family("Callune").guardian("Inès").child("Tom")
        town.linked(MARCS_PHONE, family.actor("Marc"))
        town.linked(ANNES_PHONE, family.actor("Anne"))
        return family, town.code(stranger.actor())

    bruyere, code = await build(organisation, story)

    def alerted(uow: UnitOfWork) -> int:
        enqueue_link_alerts(uow.tx, bruyere.guardians["Anne"], NOW, NOW + timedelta(days=7), ANNES_PHONE)
        enqueue_link_alerts(uow.tx, bruyere.guardians["Marc"], NOW, NOW + timedelta(days=7), MARCS_PHONE)
        return address_due(uow, NOW)

    assert await organisation.write(alerted) == 2
    await organisation.write(link_chat, MARCS_PHONE, code, "fr", NOW)
    await organisation.write(unlink_chat, await identity(organisation, ANNES_PHONE), NOW)
    assert await organisation.write(lease_due, "relay", ["telegram"], 10, timedelta(minutes=1), NOW) == []
    ended = {(row.address, row.state, row.error) for row in await rows(organisation, deliveries)}
    assert ended == {(str(phone), "failed", "unlinked") for phone in (ANNES_PHONE, MARCS_PHONE)}


@pytest.mark.parametrize("is_linked", [True, False])
async def test_a_chat_chooses_its_language_linked_or_not(organisation: Organisation, is_linked: bool) -> None:
    _, code = await build(organisation, bruyere_of)
    if is_linked:
        await organisation.write(link_chat, ANNES_PHONE, code, "fr", NOW)
    await organisation.write(choose_language, ANNES_PHONE, "en")
    known = await identity(organisation, ANNES_PHONE)
    assert (known.locale, known.is_linked) == ("en", is_linked)


async def test_a_guardian_links_a_second_phone_with_a_code_of_its_own(organisation: Organisation) -> None:
    bruyere, _ = await build(organisation, bruyere_of)

    def story(town: Town) -> str:
        town.linked(STRANGER, GuardianActor(bruyere.guardians["Marc"]))
        return town.code(bruyere.actor("Marc"))

    code = await build(organisation, story)
    assert isinstance(await organisation.write(link_chat, MARCS_PHONE, code, "fr", NOW), Linked)
    for chat in (STRANGER, MARCS_PHONE):
        assert (await identity(organisation, chat)).guardian == bruyere.actor("Marc")
