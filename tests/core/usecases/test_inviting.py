"""Guardians get the codes with which they link their chat; on both databases."""

from datetime import timedelta

from sqlalchemy import select

from core.db import tables as t
from core.organisation import Organisation, UnitOfWork
from core.rules.codes import normalise
from core.usecases.importing import import_file
from core.usecases.inviting import Invitation, invite_guardians
from core.usecases.linking import Linked, LinkFailure, link_chat
from tests.clock import NOW
from tests.core.usecases.import_lines import csv_file, row

LATER = NOW + timedelta(days=1)


async def _town(organisation: Organisation) -> None:
    rows = (
        row("Lou Genêt", "Marc Genêt", family="Genêt"),
        row("Lou Genêt", "Anne Bruyère", family="Bruyère", email="anne@exemple.fr"),
        row("Zoé Bruyère", "Anne Bruyère", family="Bruyère", email="anne@exemple.fr"),
        row("Ana Aubier", "Anne Bruyère", family="Aubier", email="anne@exemple.fr"),
    )
    await organisation.write(import_file, csv_file(*rows), NOW)


async def _invite(organisation: Organisation) -> dict[str, Invitation]:
    invitations = await organisation.write(invite_guardians, NOW)
    return {invitation.guardian: invitation for invitation in invitations}


async def test_every_guardian_gets_one_code_that_links_the_chat(organisation: Organisation) -> None:
    await _town(organisation)
    invitations = await organisation.write(invite_guardians, NOW)
    assert [(one.family, one.guardian) for one in invitations] == [
        ("Aubier, Bruyère", "Anne Bruyère"),
        ("Genêt", "Marc Genêt"),
    ]
    codes = [one.code for one in invitations]
    assert len({normalise(code) for code in codes}) == 2
    for chat, code in enumerate(codes):
        linked = await organisation.write(link_chat, 100 + chat, code, "fr", NOW)
        assert isinstance(linked, Linked)


async def test_whoever_has_linked_a_chat_is_not_invited_again(organisation: Organisation) -> None:
    await _town(organisation)
    invited = await _invite(organisation)
    await organisation.write(link_chat, 100, invited["Anne Bruyère"].code, "fr", NOW)
    assert set(await _invite(organisation)) == {"Marc Genêt"}


async def test_a_new_code_takes_the_place_of_the_unused_one_but_used_ones_stay_used(organisation: Organisation) -> None:
    await _town(organisation)
    first = await _invite(organisation)
    await organisation.write(link_chat, 100, first["Anne Bruyère"].code, "fr", NOW)
    second = await _invite(organisation)
    stale = await organisation.write(link_chat, 200, first["Marc Genêt"].code, "fr", NOW)
    used = await organisation.write(link_chat, 200, first["Anne Bruyère"].code, "fr", NOW)
    fresh = await organisation.write(link_chat, 200, second["Marc Genêt"].code, "fr", NOW)
    assert (stale, used) == (LinkFailure.UNKNOWN, LinkFailure.USED)
    assert isinstance(fresh, Linked)


async def test_a_code_lives_as_long_as_the_policy_says(organisation: Organisation) -> None:
    await _town(organisation)
    code = (await _invite(organisation))["Marc Genêt"].code
    end = NOW + timedelta(days=organisation.policy.link.code_days)
    assert await organisation.write(link_chat, 100, code, "fr", end) is LinkFailure.EXPIRED
    assert isinstance(await organisation.write(link_chat, 100, code, "fr", end - timedelta(seconds=1)), Linked)


async def test_codes_are_stored_hashed_and_inviting_is_audited_without_them(organisation: Organisation) -> None:
    await _town(organisation)
    codes = [invitation.code for invitation in (await _invite(organisation)).values()]

    def stored(uow: UnitOfWork) -> str:
        rows = [*uow.tx.execute(select(t.link_codes)), *uow.tx.execute(select(t.audit_events))]
        return str(rows)

    everything = await organisation.read(stored)
    assert "invite" in everything
    assert not any(code in everything or (normalise(code) or code) in everything for code in codes)


async def test_in_an_empty_town_nobody_is_invited_and_nothing_is_audited(organisation: Organisation) -> None:
    assert await organisation.write(invite_guardians, NOW) == []
    assert await organisation.read(lambda uow: list(uow.tx.execute(select(t.audit_events)))) == []
