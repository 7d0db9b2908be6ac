"""A guardian asks to be erased: what goes, what stays, and what they are told at the end."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Select, func, select, update

from core.db import directory, importing
from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequestKind, FamilyRequestState, NewFamilyRequest, RecordField
from core.model.notices import Notice
from core.model.people import GuardianActor, StaffActor
from core.model.planning import RequestState
from core.model.privacy import ErasureScope
from core.organisation import Organisation, UnitOfWork
from core.usecases.delivering import Failed, Sent, address_due, lease_due, record
from core.usecases.erasing import ask_erasure, erasure_scope, own_erasure_scope
from core.usecases.family_answers import read_family_answers
from core.usecases.family_deciding import approve_family_request
from core.usecases.filing import ask
from core.usecases.importing import import_file
from core.usecases.linking import link_chat
from core.usecases.own_data import send_own_data
from tests.builders import Family, Town, build
from tests.clock import MONDAY, NOW, TUESDAY
from tests.core.usecases.import_lines import Tally, csv_file, report_of, row

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CHAT, OTHER_CHAT, SHARED_CHAT = 500, 501, 502


@dataclass
class Cast:
    """Anne, alone for Lou; Anne and Paul, who live apart, for Noé."""

    family: Family
    anne: GuardianActor
    paul: GuardianActor
    manager: StaffActor


def _story(town: Town) -> Cast:
    family = town.family("Bruyère").guardian("Anne", email="anne@example.org").child("Lou").child("Noé", "CE2")
    anne = family.actor("Anne")
    paul = town.family("Orme").guardian("Paul", email="paul@example.org").raises("Noé", family.children["Noé"])
    manager = town.manager()
    town.linked(CHAT, anne)
    town.linked(OTHER_CHAT, paul.actor())
    town.add(t.chats, telegram_id=SHARED_CHAT, guardian_id=anne.guardian_id, staff_id=manager.staff_id, locale="en")
    for chat in (CHAT, OTHER_CHAT, SHARED_CHAT):
        town.put(t.conversations, {"telegram_id": chat, "state": {}, "recent_updates": [], "updated_at": NOW})
    town.booked(family.cell("Lou", "cantine", MONDAY), family.cell("Noé", "cantine", MONDAY))
    town.requested(family.cell("Lou", "cantine", TUESDAY))
    town.requested(family.cell("Noé", "cantine", TUESDAY), by=paul.actor())
    town.drafted(anne, family.cell("Lou", "garderie_soir", TUESDAY))
    town.code(anne)
    for child_id in family.children.values():
        photo = {"child_id": child_id, "content": b"", "guardian_id": anne.guardian_id, "updated_at": NOW}
        town.put(t.photos, photo)
        town.put(t.child_records, {"child_id": child_id, "field": RecordField.NOTES, "value": "…", "updated_at": NOW})
        town.add(t.pickup_persons, child_id=child_id, last_name="Saule", first_name="Jo", since=MONDAY)
    _bill(town, family)
    return Cast(family, anne, paul.actor(), manager)


def _bill(town: Town, family: Family) -> None:
    issued = {"family_id": family.id, "label": "Octobre", "issued_on": date(2026, 11, 2), "amount": Decimal(12)}
    town.add(t.invoices, number="F1", **issued)
    town.add(t.payments, reference="P1", family_id=family.id, paid_on=NOW.date(), amount=Decimal(12), means="carte")
    notice = {"family_id": family.id, "year": 2025, "income": 20000, "shares": Decimal("2.5")}
    town.put(t.tax_notices, notice)
    account = {"family_id": family.id, "caf_number": "1234567", "iban_end": "1234", "updated_at": NOW}
    town.put(t.family_accounts, account)


async def _ask_and_accept(organisation: Organisation, cast: Cast) -> int:
    request_id = await organisation.write(ask_erasure, cast.anne, NOW)
    assert await organisation.write(approve_family_request, cast.manager, request_id, NOW) is None
    return request_id


async def test_what_is_erased_and_kept_is_said_before(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    scope = await organisation.read(own_erasure_scope, cast.anne, NOW)
    assert scope == ErasureScope(
        guardian="Anne Bruyère",
        chats=2,
        has_email=True,
        has_phone=False,
        has_address=False,
        drafts=1,
        pending=1,
        children_alone=("Lou",),
        children_shared=("Noé",),
        bookings=2,
        bookings_until=date(2029, 7, 31),
        invoices=1,
        payments=1,
        invoices_until=date(2036, 12, 31),
    )
    with pytest.raises(NotAuthorisedError):
        await organisation.read(erasure_scope, 999, NOW)


async def test_it_takes_what_is_theirs_and_leaves_what_is_billed_or_another_guardians(
    organisation: Organisation,
) -> None:
    cast = await build(organisation, _story)
    before = await organisation.read(_counts)
    await _ask_and_accept(organisation, cast)
    anne = await organisation.read(lambda uow: uow.tx.execute(_guardian(cast.anne)).one())
    assert (anne.last_name, anne.email, anne.phone, anne.address, anne.erased_at) == ("Bruyère", None, None, None, NOW)
    after = await organisation.read(_counts)
    # Lou's photo, records and persons; of the three chats Anne's, and her part in the one of staff.
    less = {name: count - after[name] for name, count in before.items() if after[name] < count}
    assert less == {
        "chats": 1,
        "child_records": 1,
        "conversations": 2,
        "draft_cells": 1,
        "link_codes": 1,
        "photos": 1,
        "pickup_persons": 1,
        "tax_notices": 1,
    }
    assert await organisation.read(_states) == [RequestState.WITHDRAWN, RequestState.PENDING]
    account = await organisation.read(lambda uow: uow.tx.execute(select(t.family_accounts)).one())
    assert (account.caf_number, account.iban_end) == (None, "1234")


def _guardian(actor: GuardianActor) -> Select[Any]:
    return select(t.guardians).where(t.guardians.c.id == actor.guardian_id)


def _counts(uow: UnitOfWork) -> dict[str, int]:
    tables = t.metadata.sorted_tables
    return {one.name: uow.tx.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def _states(uow: UnitOfWork) -> list[str]:
    return list(uow.tx.execute(select(t.booking_requests.c.state).order_by(t.booking_requests.c.id)).scalars())


async def test_the_last_word_reaches_the_chat_that_is_theirs_no_more(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    request_id = await _ask_and_accept(organisation, cast)
    await organisation.write(address_due, NOW)
    leased = await organisation.write(lease_due, "relay", ["telegram", "email"], 10, timedelta(minutes=1), NOW)
    told = {(one.channel, one.address, one.locale) for one in leased if one.kind == Notice.FAMILY_ANSWER}
    assert told == {
        ("telegram", str(CHAT), "fr"),
        ("telegram", str(SHARED_CHAT), "en"),
        ("email", "anne@example.org", "fr"),
    }
    facts = await organisation.read(read_family_answers, leased, NOW)
    assert {facts[one.id].request.id for one in leased} == {request_id}


async def test_the_last_word_is_not_for_whoever_has_linked_the_chat_since(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    await _ask_and_accept(organisation, cast)
    await build(organisation, lambda town: town.linked(CHAT, cast.paul))
    await organisation.write(address_due, NOW)
    leased = await organisation.write(lease_due, "relay", ["telegram"], 10, timedelta(minutes=1), NOW)
    assert [one.address for one in leased] == [str(SHARED_CHAT)]


async def test_other_requests_about_the_file_go_with_what_they_say(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    phone = NewFamilyRequest(FamilyRequestKind.PHONE, "phone", {"phone": "06"}, {"phone": "07"})
    await organisation.write(ask, cast.anne, phone, NOW)
    await _ask_and_accept(organisation, cast)
    left = await organisation.read(lambda uow: uow.tx.execute(select(t.family_requests)).all())
    assert [(one.kind, one.state) for one in left] == [(FamilyRequestKind.ERASURE, FamilyRequestState.APPROVED)]


async def test_an_import_brings_back_no_contacts(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    await _ask_and_accept(organisation, cast)

    def name_again(uow: UnitOfWork) -> None:
        directory.set_contacts(uow.tx, {cast.anne.guardian_id: ("anne@example.org", "0612345678")})
        importing.set_addresses(uow.tx, {cast.anne.guardian_id: "12 rue des Tilleuls\n74000 Annecy"})

    await organisation.write(name_again)
    anne = await organisation.read(lambda uow: uow.tx.execute(_guardian(cast.anne)).one())
    assert (anne.email, anne.phone, anne.address) == (None, None, None)


async def test_the_towns_file_says_nothing_of_who_was_erased_and_adds_nobody(organisation: Organisation) -> None:
    lines = [
        row(child, "Anne Bruyère", email="anne@example.org", phone="06 12 34 56 78", services="cantine")
        for child in ("Lou Bruyère", "Noé Bruyère")
    ]
    await organisation.write(import_file, csv_file(*lines), NOW)
    gone = update(t.guardians).values(email=None, phone=None, erased_at=NOW)
    await organisation.write(lambda uow: uow.tx.execute(gone).rowcount)
    for _ in range(2):
        report = report_of(await organisation.write(import_file, csv_file(*lines), NOW))
        assert report.guardians == Tally(0, 0, 1)
    kept = await organisation.read(lambda uow: uow.tx.execute(select(t.guardians.c.email, t.guardians.c.phone)).all())
    assert kept == [(None, None)]


async def test_what_was_asked_for_a_child_of_both_in_one_family_waits_still(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family = town.family("Bruyère").guardian("Anne").guardian("Paul").child("Lou")
        town.requested(family.cell("Lou", "cantine", TUESDAY), by=family.actor("Anne"))
        return family, town.manager()

    family, manager = await build(organisation, story)
    assert (await organisation.read(own_erasure_scope, family.actor("Anne"), NOW)).pending == 0
    request_id = await organisation.write(ask_erasure, family.actor("Anne"), NOW)
    await organisation.write(approve_family_request, manager, request_id, NOW)
    assert await organisation.read(_states) == [RequestState.PENDING]


async def test_who_links_again_by_a_letter_is_back_and_may_be_erased_again(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    await _ask_and_accept(organisation, cast)
    code = await build(organisation, lambda town: town.code(cast.anne))
    await organisation.write(link_chat, CHAT, code, "fr", NOW)
    anne = await organisation.read(lambda uow: uow.tx.execute(_guardian(cast.anne)).one())
    assert (anne.erased_at, anne.email) == (None, None)
    await _ask_and_accept(organisation, cast)
    left = await organisation.read(lambda uow: uow.tx.execute(select(t.chats.c.telegram_id)).scalars().all())
    assert set(left) == {OTHER_CHAT, SHARED_CHAT}


async def test_what_is_just_being_sent_when_they_are_erased_ends_nowhere(organisation: Organisation) -> None:
    cast = await build(organisation, _story)
    await organisation.write(send_own_data, cast.anne, NOW)
    await organisation.write(address_due, NOW)
    leased = await organisation.write(lease_due, "relay", ["email"], 10, timedelta(minutes=1), NOW)
    assert [one.kind for one in leased] == [Notice.OWN_DATA]
    await _ask_and_accept(organisation, cast)
    for outcome in (Sent(), Failed("bounced", is_dead=True)):
        assert await organisation.write(record, "relay", [(leased[0], outcome)], NOW) == set()
    await organisation.write(address_due, NOW)
    farewells = await organisation.write(lease_due, "relay", ["telegram", "email"], 10, timedelta(minutes=1), NOW)
    refused = [(one, Failed("blocked", is_dead=True)) for one in farewells]
    assert len(await organisation.write(record, "relay", refused, NOW)) == len(refused) == 3


async def test_who_has_no_child_here_asks_nothing(organisation: Organisation) -> None:
    stranger = await build(
        organisation, lambda town: GuardianActor(town.add(t.guardians, first_name="A", last_name="B"))
    )
    with pytest.raises(NotAuthorisedError):
        await organisation.write(ask_erasure, stranger, NOW)
