"""The account of a family, as its guardians alone read it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete

from core.db import tables as t
from core.db.account_files import put_addresses
from core.model.errors import NotAuthorisedError
from core.model.people import GuardianActor
from core.model.statements import Debit, FamilyStatement, InvoiceSheet, InvoiceState
from core.organisation import Organisation, UnitOfWork
from core.usecases.statements import order_invoice, read_invoice, read_invoices, read_statements
from tests.builders import Family, Town, build
from tests.clock import NOW
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Parted:
    """Lou, raised by Anne's family and by Karim's, who has another child, Mia, with Jo."""

    anne: GuardianActor
    karim: GuardianActor
    invoice: int
    others: int


def parted(town: Town) -> Parted:
    anne = town.family("Bruyère").guardian("Anne").child("Lou")
    karim = town.family("Sorbier").guardian("Karim").raises("Lou", anne.children["Lou"])
    jo = town.family("Alisier").guardian("Jo").child("Mia")
    jo.joined_by("Karim", karim.guardians["Karim"])
    lines = [(anne.children["Lou"], "Cantine", "30.00"), (jo.children["Mia"], "Cantine", "12.60"), (None, "Repas", "1")]
    invoice = billed(anne, "F1", "43.60", lines=lines)
    paid(anne, "R1", "40.00", invoice=invoice)
    others = billed(karim, "F2", "20.00", due_on=date(2026, 11, 1))
    billed(jo, "F3", "-5.00")
    return Parted(anne.actor(), karim.actor(), invoice, others)


async def statements(organisation: Organisation, actor: GuardianActor) -> tuple[FamilyStatement, ...]:
    return await organisation.read(read_statements, actor, NOW)


async def test_each_family_of_a_guardian_has_its_own_account_and_none_sees_the_others(
    organisation: Organisation,
) -> None:
    people = await build(organisation, parted)
    assert [(one.family, str(one.balance)) for one in await statements(organisation, people.anne)] == [
        ("Bruyère", "3.60")
    ]
    assert [
        (one.family, str(one.balance), [invoice.state for invoice in one.invoices])
        for one in await statements(organisation, people.karim)
    ] == [("Alisier", "-5.00", [InvoiceState.CREDIT]), ("Sorbier", "20.00", [InvoiceState.OVERDUE])]


async def test_invoices_and_payments_come_the_newest_first(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne").child("Lou")
        for month in (9, 11, 10):
            billed(family, f"F{month}", "10.00", issued_on=date(2026, month, 3))
        paid(family, "R1", "10.00")
        paid(family, "R2", "5.00")
        return family

    family = await build(organisation, story)
    (statement,) = await statements(organisation, family.actor())
    assert [(one.invoice.number, one.state) for one in statement.invoices] == [
        ("F11", InvoiceState.DUE),
        ("F10", InvoiceState.PARTLY),
        ("F9", InvoiceState.PAID),
    ]
    assert [one.reference for one in statement.payments] == ["R2", "R1"]


async def test_an_invoice_names_the_readers_own_children_alone(organisation: Organisation) -> None:
    people = await build(organisation, parted)
    sheet = await organisation.read(read_invoice, people.anne, people.invoice, NOW)
    assert [(line.child, line.label, line.amount) for line in sheet.lines] == [
        ("Lou", "Cantine", Decimal("30.00")),
        (None, "Cantine", Decimal("12.60")),
        (None, "Repas", Decimal("1.00")),
    ]
    assert (sheet.state, sheet.left, [one.reference for one in sheet.payments]) == (
        InvoiceState.PARTLY,
        Decimal("3.60"),
        ["R1"],
    )


async def test_an_invoice_of_another_family_is_refused(organisation: Organisation) -> None:
    people = await build(organisation, parted)
    for actor, invoice in ((people.anne, people.others), (people.karim, people.invoice), (people.anne, 999)):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(read_invoice, actor, invoice, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(order_invoice, actor, invoice, NOW)
    assert await rows(organisation, t.outbox) == []


async def sent(organisation: Organisation) -> list[InvoiceSheet]:
    """What a relay would read of all invoices that were ordered."""
    leased = [as_delivery(row) for row in await rows(organisation, t.outbox)]
    return list((await organisation.read(read_invoices, leased, NOW)).values())


async def test_an_invoice_is_sent_once_however_often_the_button_is_pressed(organisation: Organisation) -> None:
    people = await build(organisation, parted)
    pressed = [await organisation.write(order_invoice, people.anne, people.invoice, NOW) for _ in range(2)]
    assert pressed == [True, False]
    assert [(one.invoice.number, one.addressee) for one in await sent(organisation)] == [("F1", "Anne Bruyère")]


async def test_who_acts_for_a_family_no_more_sees_nothing_of_it_and_is_sent_nothing(organisation: Organisation) -> None:
    people = await build(organisation, parted)
    await organisation.write(order_invoice, people.anne, people.invoice, NOW)
    gone = delete(t.guardianships).where(t.guardianships.c.guardian_id == people.anne.guardian_id)
    await organisation.write(lambda uow: uow.tx.execute(gone))
    assert await statements(organisation, people.anne) == ()
    assert await sent(organisation) == []
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_invoice, people.anne, people.invoice, NOW)


def _write_addresses(uow: UnitOfWork, addresses: dict[int, str]) -> None:
    put_addresses(uow.tx, addresses)


@pytest.mark.parametrize(
    ("since", "debit"),
    [(date(2026, 9, 1), Debit("RUM-77", "0189")), (None, Debit("RUM-77", "0189")), (date(2026, 12, 1), None)],
)
async def test_an_invoice_is_written_to_who_is_responsible_and_gives_no_address_away(
    organisation: Organisation, since: date | None, debit: Debit | None
) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne").guardian("Karim").child("Lou")
        account = {"responsible_id": family.guardians["Karim"], "iban_end": "0189", "mandate": "RUM-77"}
        town.put(t.family_accounts, {"family_id": family.id, "mandate_since": since, "updated_at": NOW, **account})
        billed(family, "F1", "10.00")
        return family

    family = await build(organisation, story)
    lilas, tilleuls = "12 rue des Lilas\n74370 Epagny", "3 rue des Tilleuls\n74370 Epagny"
    for anne, printed in ((lilas, ("12 rue des Lilas", "74370 Epagny")), (tilleuls, ())):
        addresses = {family.guardians["Karim"]: lilas, family.guardians["Anne"]: anne}
        await organisation.write(_write_addresses, addresses)
        sheet = await organisation.read(read_invoice, family.actor("Anne"), 1, NOW)
        assert (sheet.addressee, sheet.address) == ("Karim Bruyère", printed)
    own = await organisation.read(read_invoice, family.actor("Karim"), 1, NOW)
    assert own.address == ("12 rue des Lilas", "74370 Epagny")
    assert sheet.debit == debit
