"""A guardian reads the sheet of a child, and has it sent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, update

from core.db import tables as t
from core.db.deliveries import Leased
from core.model.children import Portrait, Sending, SheetFacts
from core.model.errors import NotAuthorisedError
from core.model.family import RecordField, RecordKind
from core.model.notices import Notice
from core.model.people import StaffActor
from core.model.policy import Rate
from core.model.terms import Label
from core.organisation import Organisation
from core.usecases.child_sheets import (
    list_children,
    read_child_documents,
    read_sheet,
    send_records,
    send_sheet,
)
from core.usecases.photos import keep_photo
from tests.builders import Family, Town, build
from tests.clock import NOW
from tests.core.usecases.children_on_file import PHONE, YESTERDAY, fetches, two_homes
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost
from tests.dialogs.conftest import ON_SQLITE

pytestmark = ON_SQLITE


def with_rates(organisation: Organisation) -> Organisation:
    """The canteen costs 2.10 up to a quotient of 700, then 4.20; of the rest nothing is said."""
    label = Label(fr="Tarif", en="Rate")
    rates = (
        Rate(key="low", label=label, up_to=700, price=Decimal("2.10")),
        Rate(key="high", label=label, price=Decimal("4.20")),
    )
    services = (
        one.model_copy(update={"rates": rates if one.key == "cantine" else ()}) for one in organisation.policy.services
    )
    return replace(organisation, policy=organisation.policy.model_copy(update={"services": tuple(services)}))


async def asked(organisation: Organisation, family: Family, name: str = "Anne", child: str = "Lou") -> list[Leased]:
    """The sheet and the records, as they would be sent by chat and by e-mail."""
    actor = family.actor(name)
    await organisation.write(send_sheet, actor, family.children[child], NOW)
    await organisation.write(send_records, actor, family.children[child], NOW)
    kept = await rows(organisation, t.outbox)
    ways = ("telegram", "email")
    return [as_delivery(row, 10 * row.id + way, channel=ways[way]) for row in kept for way in range(2)]


async def told(organisation: Organisation, leased: list[Leased]) -> dict[tuple[str, str], SheetFacts]:
    """What each delivery tells, by kind and channel."""
    facts = await organisation.read(read_child_documents, leased, NOW)
    return {(one.kind, one.channel): facts[one.id] for one in leased if one.id in facts}


async def test_the_sheet_holds_what_a_chat_may_hold(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    sheet = await organisation.read(read_sheet, one.actor("Anne"), one.children["Lou"], NOW)
    assert (sheet.first_name, sheet.class_name, sheet.school) == ("Lou", "CP", one.school.name)
    assert [service.label.fr for service in sheet.services] == ["Cantine"]
    assert sheet.services[0].rate is None
    assert sheet.on_file == {RecordKind.HEALTH: YESTERDAY, RecordKind.COMPLEMENTARY: YESTERDAY}
    assert [(person.first_name, person.phone) for person in sheet.pickups.persons] == [("Jeanne", "06 •• •• •• 34")]
    assert not sheet.has_photo


async def test_each_family_reads_its_own_rate(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    prices = []
    for family in (one, other):
        sheet = await with_rates(organisation).read(read_sheet, family.actor(), one.children["Lou"], NOW)
        prices += [service.rate.price for service in sheet.services if service.rate]
    assert prices == [Decimal("2.10"), Decimal("4.20")]


async def test_nobody_reads_a_child_that_is_not_theirs(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    camille = await build(organisation, Town.manager)
    assert [child.first_name for child in await organisation.read(list_children, one.actor(), NOW)] == ["Lou"]
    for actor, child in ((one.actor("Anne"), "Mia"), (camille, "Lou")):
        child_id = {**one.children, **other.children}[child]
        for usecase in (read_sheet, send_sheet, send_records):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(usecase, actor, child_id, NOW)  # type: ignore[arg-type]
    assert isinstance(camille, StaffActor)
    assert await rows(organisation, t.outbox) == []


async def test_records_go_by_e_mail_alone_with_phones_in_full(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    await organisation.write(keep_photo, one.actor("Paul"), one.children["Lou"], Portrait(b"jpeg"), NOW)
    found = await told(organisation, await asked(organisation, one))
    by_chat, by_email = ((Notice.CHILD_SHEET, way) for way in ("telegram", "email"))
    assert found.keys() == {by_chat, by_email, (Notice.CHILD_RECORDS, "email")}
    assert [facts.sheet.pickups.persons[0].phone for facts in found.values()] == ["06 •• •• •• 34", PHONE, PHONE]
    assert {facts.photo for facts in found.values()} == {b"jpeg"}
    assert found[by_chat].records is found[by_email].records is None
    records = found[Notice.CHILD_RECORDS, "email"].records
    assert records is not None
    assert {one.field: one.value for one in records} == {
        RecordField.ALLERGIES: "Arachides",
        RecordField.DOCTOR: "Dr Saule",
    }


async def test_a_sheet_is_not_sent_to_who_is_no_guardian_any_more(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    leased = await asked(organisation, one)
    anne = t.guardianships.c.guardian_id == one.guardians["Anne"]
    await organisation.write(lambda uow: uow.tx.execute(delete(t.guardianships).where(anne)))
    assert await told(organisation, leased) == {}


async def test_a_document_asked_for_twice_in_a_minute_comes_once(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    for seconds in (0, 30, 61):
        now = NOW + timedelta(seconds=seconds)
        assert await organisation.write(send_sheet, one.actor(), one.children["Lou"], now) is Sending.COMES
    sent = await rows(organisation, t.outbox)
    assert [(row.kind, row.guardian_id, row.facts) for row in sent] == [
        (Notice.CHILD_SHEET, one.guardians["Anne"], {"child": one.children["Lou"]})
    ] * 2
    audited = await rows(organisation, t.audit_events)
    assert [(row.action, row.school_id) for row in audited] == [("child_sheet", one.school.id)] * 2


async def test_without_an_address_that_takes_mail_no_records_go(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    assert await organisation.write(send_records, one.actor("Paul"), one.children["Lou"], NOW) is Sending.NO_EMAIL
    bounced = update(t.guardians).values(email_refused_at=NOW)
    await organisation.write(lambda uow: uow.tx.execute(bounced))
    assert await organisation.write(send_records, one.actor("Anne"), one.children["Lou"], NOW) is Sending.EMAIL_REFUSED
    assert await rows(organisation, t.outbox) == []


async def test_a_batch_of_sheets_is_read_in_as_few_queries_as_one(organisation: Organisation) -> None:
    def many(town: Town) -> None:
        common = {"kind": Notice.CHILD_SHEET, "priority": 1, "created_at": NOW, "available_at": NOW, "expires_at": NOW}
        for family in town.families(20):
            child_id = family.children["Charlie"]
            fetches(town, child_id, "Rose")
            town.add(t.outbox, **common, guardian_id=family.guardians["Sacha"], facts={"child": child_id})

    await build(organisation, many)
    leased = [as_delivery(row) for row in await rows(organisation, t.outbox)]
    assert len(await organisation.read(read_child_documents, leased, NOW)) == len(leased)
    costs = [
        await cost(organisation, lambda uow, batch=batch: read_child_documents(uow, batch, NOW))  # type: ignore[misc]
        for batch in (leased[:1], leased)
    ]
    assert costs[0] == costs[1]
