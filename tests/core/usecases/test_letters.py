"""Codes that come by letter or e-mail: who is sent one, and what links a chat by it besides the code."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.db.invitations import InvitedChild
from core.organisation import Organisation
from core.rules.codes import digest
from core.usecases.conversing import open_conversation
from core.usecases.devices import MadeCode, make_code
from core.usecases.inviting import (
    Invitation,
    begin_mail,
    draft_letters,
    drop_mail,
    end_mail,
    invite_guardians,
    keep_letters,
    plan_mailing,
)
from core.usecases.linking import WRONG_ANSWERS, Linked, LinkFailure, NeedsBirthDate, confirm_link, link_chat
from core.usecases.staffing import UnknownClassError
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import NOW
from tests.core.usecases.steps import rows
from tests.letters import letter_code, letters_to_all

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CHAT, STRANGER = 7_000_000_001, 7_000_000_003
LOU_BORN, NOE_BORN = date(2017, 3, 12), date(2019, 5, 2)


def bruyere(town: Town) -> Family:
    """Two children, and a guardian who reads e-mails beside one who has no address."""
    family = town.family("Bruyère").guardian("Anne", email="anne@exemple.fr").guardian("Marc")
    return family.child("Lou", "CE2", born=LOU_BORN).child("Noé", "CP", born=date(2019, 5, 1))


async def answered(organisation: Organisation, code: str, born: date, chat: int = CHAT) -> Linked | LinkFailure:
    """Answer with a birth date."""
    return await organisation.write(confirm_link, chat, digest(code), born, "fr", NOW)


@pytest.mark.parametrize("born", [LOU_BORN, NOE_BORN])
async def test_a_letter_s_code_tells_nothing_until_a_child_s_birth_date_is_given(
    organisation: Organisation, born: date
) -> None:
    family = await build(organisation, bruyere)
    code = await letter_code(organisation, family.actor("Anne"))
    asked = await organisation.write(link_chat, CHAT, code, "fr", NOW)
    assert asked == NeedsBirthDate(digest(code))
    assert not (await organisation.read(open_conversation, CHAT, "fr")).identity.is_linked
    linked = await answered(organisation, code, born)
    assert isinstance(linked, Linked)
    assert linked.identity.guardian == family.actor("Anne")
    again = await organisation.write(link_chat, CHAT, code, "fr", NOW)
    assert isinstance(again, Linked)
    assert not again.is_new
    assert await answered(organisation, code, born, STRANGER) is LinkFailure.USED


async def test_the_birth_date_of_another_family_s_child_is_wrong(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.family("Genêt").guardian("Jo").child("Mia", born=date(2018, 1, 1))
        return bruyere(town)

    code = await letter_code(organisation, (await build(organisation, story)).actor())
    assert await answered(organisation, code, date(2018, 1, 1)) is LinkFailure.WRONG_BIRTH_DATE
    assert isinstance(await answered(organisation, code, LOU_BORN), Linked)


async def test_after_five_wrong_dates_from_any_chats_a_code_is_void_and_nobody_is_alarmed(
    organisation: Organisation,
) -> None:
    family = await build(organisation, bruyere)
    code = await letter_code(organisation, family.actor("Anne"))
    wrong = [await answered(organisation, code, date(2018, 1, day), STRANGER + day) for day in range(1, 6)]
    assert wrong == [LinkFailure.WRONG_BIRTH_DATE] * (WRONG_ANSWERS - 1) + [LinkFailure.VOID]
    assert await answered(organisation, code, LOU_BORN) is LinkFailure.VOID
    assert await organisation.write(link_chat, CHAT, code, "fr", NOW) is LinkFailure.VOID
    assert await rows(organisation, t.outbox) == []
    events = await rows(organisation, t.audit_events)
    assert [(one.action, one.guardian_id) for one in events[1:]] == [("void_code", family.guardians["Anne"])]
    fresh = await letter_code(organisation, family.actor("Anne"))
    assert isinstance(await answered(organisation, fresh, LOU_BORN), Linked)


async def test_a_chat_that_tries_dates_waits_as_one_that_tries_codes(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    letters = await letters_to_all(organisation)
    codes = [letters[family.guardians[name]].code for name in ("Anne", "Marc")]
    for code, tries in zip(codes, (3, 2), strict=True):
        for day in range(tries):
            assert await answered(organisation, code, date(2018, 1, 1 + day)) is LinkFailure.WRONG_BIRTH_DATE
    assert await answered(organisation, codes[0], LOU_BORN) is LinkFailure.TOO_MANY
    assert isinstance(await answered(organisation, codes[0], LOU_BORN, STRANGER), Linked)


async def test_a_letter_s_code_lives_longer_than_one_handed_over(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    code = await letter_code(organisation, family.actor())
    policy = organisation.policy.link
    assert policy.letter_days > policy.code_days
    last = NOW + timedelta(days=policy.letter_days) - timedelta(seconds=1)
    assert isinstance(await organisation.write(link_chat, CHAT, code, "fr", last), NeedsBirthDate)
    end = last + timedelta(seconds=1)
    assert await organisation.write(link_chat, CHAT, code, "fr", end) is LinkFailure.EXPIRED
    expired = await organisation.write(confirm_link, CHAT, digest(code), LOU_BORN, "fr", end)
    assert expired is LinkFailure.EXPIRED


async def test_a_code_handed_over_in_person_asks_nothing(organisation: Organisation) -> None:
    await build(organisation, bruyere)
    for number, invitation in enumerate(await organisation.write(invite_guardians, NOW)):
        assert isinstance(await organisation.write(link_chat, CHAT + number, invitation.code, "fr", NOW), Linked)


async def test_a_letter_goes_home_or_through_the_class_of_the_youngest(organisation: Organisation) -> None:
    family = await build(organisation, lambda town: bruyere(town).child("Zoé", None))
    anne_lives = update(t.guardians).where(t.guardians.c.id == family.guardians["Anne"])
    anne_lives = anne_lives.values(address="12 rue  des Érables\n\n07340 Peaugres")
    await organisation.write(lambda uow: uow.tx.execute(anne_lives))
    letters = await letters_to_all(organisation)
    anne, marc = (letters[family.guardians[name]] for name in ("Anne", "Marc"))
    assert (anne.guardian, anne.address) == ("Anne Bruyère", ("12 rue des Érables", "07340 Peaugres"))
    assert marc.address == ()
    place = family.school
    assert marc.child == InvitedChild("Noé Bruyère", place.id, SCHOOL, place.classes["CP"], "CP")


async def test_letters_are_for_those_of_a_school_or_class_alone_where_it_is_named(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        bruyere(town)
        town.family("Genêt", school=OTHER_SCHOOL).guardian("Jo").child("Mia", "CP")
        town.linked(STRANGER, town.family("Callune").guardian("Inès").child("Tom", "CP").actor())

    await build(organisation, story)

    async def names(school: str | None = None, class_: str | None = None, *, by_email_too: bool = False) -> set[str]:
        letters = await organisation.read(draft_letters, NOW, school=school, class_=class_, by_email_too=by_email_too)
        return {letter.guardian.split()[0] for letter in letters}

    assert await names() == {"Anne", "Marc", "Jo"}
    assert await names(school="les tilleuls") == {"Anne", "Marc"}
    assert await names(class_="CE2") == {"Anne", "Marc"}
    assert await names(school=OTHER_SCHOOL, class_="cp") == {"Jo"}
    assert await names(by_email_too=True) == {"Marc", "Jo"}
    with pytest.raises(UnknownClassError):
        await names(class_="CM9")


async def test_what_a_draft_says_links_nobody_and_replaces_nothing_until_it_is_kept(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    former = await letter_code(organisation, family.actor())
    drafted = await organisation.read(draft_letters, NOW)
    code = next(one.code for one in drafted if one.guardian_id == family.guardians["Anne"])
    assert await organisation.write(link_chat, CHAT, code, "fr", NOW) is LinkFailure.UNKNOWN
    assert isinstance(await organisation.write(link_chat, CHAT, former, "fr", NOW), NeedsBirthDate)
    await organisation.write(keep_letters, drafted, NOW)
    assert isinstance(await organisation.write(link_chat, CHAT, code, "fr", NOW), NeedsBirthDate)
    assert await organisation.write(link_chat, CHAT, former, "fr", NOW) is LinkFailure.UNKNOWN


async def _to_anne(organisation: Organisation, *, again: bool = False) -> Invitation:
    mailing = await organisation.read(plan_mailing, NOW, again=again)
    (invitation,) = mailing.invitations
    assert [one.guardian for one in mailing.without_address] == ["Marc Bruyère"]
    return invitation


async def _asks(organisation: Organisation, code: str) -> bool:
    return isinstance(await organisation.write(link_chat, CHAT, code, "fr", NOW), NeedsBirthDate)


async def test_a_mailing_that_was_cut_short_goes_on_with_those_not_written_to(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    letter = await letter_code(organisation, family.actor())
    lost = await _to_anne(organisation)
    await organisation.write(begin_mail, lost, NOW)  # and then the power went
    assert await _asks(organisation, letter)
    assert await _asks(organisation, lost.code), "it may have left"
    sent = await _to_anne(organisation)
    await organisation.write(begin_mail, sent, NOW)
    await organisation.write(end_mail, sent, NOW)
    assert [await _asks(organisation, code) for code in (letter, lost.code, sent.code)] == [False, False, True]
    over = await organisation.read(plan_mailing, NOW)
    assert (over.invitations, over.mailed_before) == ((), 1)
    assert (await _to_anne(organisation, again=True)).email == "anne@exemple.fr"


async def test_a_mail_that_was_refused_leaves_the_letter_s_code_good(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    letter = await letter_code(organisation, family.actor())
    refused = await _to_anne(organisation)
    await organisation.write(begin_mail, refused, NOW)
    await organisation.write(drop_mail, refused, NOW, is_dead=True)
    assert [await _asks(organisation, code) for code in (letter, refused.code)] == [True, False]
    mailing = await organisation.read(plan_mailing, NOW, again=True)
    assert (mailing.invitations, len(mailing.without_address)) == ((), 2)


async def test_of_two_mailings_at_once_and_a_letter_meanwhile_one_code_is_left(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    first, second = [await _to_anne(organisation) for _ in range(2)]
    for mail in (first, second):
        await organisation.write(begin_mail, mail, NOW)
    for mail in (first, second):
        await organisation.write(end_mail, mail, NOW)
    assert [await _asks(organisation, mail.code) for mail in (first, second)] == [True, False]
    third = await _to_anne(organisation, again=True)
    await organisation.write(begin_mail, third, NOW)
    letter = await letter_code(organisation, family.actor())
    await organisation.write(end_mail, third, NOW)
    assert [await _asks(organisation, code) for code in (first.code, third.code, letter)] == [False, False, True]


async def test_once_a_guardian_is_linked_no_other_code_that_waits_for_them_links(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    lost, sent = [await _to_anne(organisation) for _ in range(2)]
    for mail in (lost, sent):
        await organisation.write(begin_mail, mail, NOW)
    made = await organisation.write(make_code, family.actor("Marc"), family.guardians["Anne"], NOW)
    assert isinstance(made, MadeCode)
    assert isinstance(await answered(organisation, sent.code, LOU_BORN), Linked)
    for code in (lost.code, made.code):
        assert await organisation.write(link_chat, STRANGER, code, "fr", NOW) is LinkFailure.EXPIRED
