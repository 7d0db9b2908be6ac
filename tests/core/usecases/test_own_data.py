"""« Mes données »: all that is kept of a guardian, and nothing of the other family."""

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select, update
from sqlalchemy.sql import visitors

from core.db import audit
from core.db import tables as t
from core.db.deliveries import Leased
from core.db.own_data import SECTIONS, Whose
from core.model.children import Sending
from core.model.family import FamilyRequestKind, NewFamilyRequest, RecordField
from core.model.notices import Notice
from core.model.people import Custody, GuardianActor
from core.model.planning import Mark, RequestKind
from core.organisation import Organisation
from core.policy import preset
from core.usecases.delivering import address_due, lease_due
from core.usecases.filing import ask
from core.usecases.own_data import read_own_data, send_own_data
from locales import LOCALES, translator
from notifications.messages.frame import Stamp
from notifications.messages.own_data import own_data_json, own_data_message
from tests.builders import TRICKY_NAMES, Family, Town, build
from tests.clock import LAST_MONDAY, MONDAY, NOW, TUESDAY

PAGE = Path(__file__).parents[3] / "docs" / "privacy.md"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NOT_HANDED_OUT = {
    "conversations": "which screen is open in a chat, gone with the next one",
    "link_attempts": "wrong codes of chats, counted for an hour; whose chat it was is not known",
    "group_chats": "chats of staff",
    "group_codes": "codes of staff",
}
"""Tables about people, and why they are not among what is handed out."""

_OF_PEOPLE = {"guardians", "children", "families"}
_NAMES_PEOPLE = {"telegram_id", "used_by"}


def _is_about_people(table: Table) -> bool:
    refers = any(key.column.table.name in _OF_PEOPLE for key in table.foreign_keys)
    return table.name in _OF_PEOPLE or refers or any(column.name in _NAMES_PEOPLE for column in table.columns)


def test_every_table_about_people_is_handed_out_or_has_a_reason_not_to_be() -> None:
    own = Whose(1, frozenset({(1, 1)}))
    read = {
        part.name for query in SECTIONS.values() for part in visitors.iterate(query(own)) if isinstance(part, Table)
    }
    about = {table.name for table in t.metadata.sorted_tables if _is_about_people(table)}
    assert about - read == NOT_HANDED_OUT.keys()


def test_every_field_is_named_in_the_page_that_says_what_they_are() -> None:
    own, page = Whose(1, frozenset({(1, 1)})), PAGE.read_text(encoding="utf-8")
    for name, query in SECTIONS.items():
        fields = ", ".join(f"`{column.key}`" for column in query(own).selected_columns)
        assert re.search(rf"^\| `{name}` \| .+ \| {fields} \|$", page, re.MULTILINE), name


def _two_families(town: Town) -> tuple[Family, Family]:
    """Anne and Paul live apart, and Noé with both."""
    anne = town.family("Bruyère").guardian("Anne", email="anne@example.org").child("Noé").child("Lou")
    paul = town.family("Orme").guardian("Paul", email="paul@example.org").raises("Noé", anne.children["Noé"])
    manager = town.manager()
    for family, day in ((anne, MONDAY), (paul, TUESDAY)):
        _of_family(town, family, day)
        town.requested(family.cell("Noé", "garderie_soir", day), by=family.actor())
        row = {"child_id": family.children["Noé"], "service_id": family.school.services["cantine"], "day": day}
        town.put(t.bookings, {**row, "family_id": family.id})
        town.marked(Mark.PRESENT, family.cell("Noé", "cantine", day), by=manager)
        town.linked(family.id, family.actor())
    town.booked(anne.cell("Lou", "cantine", LAST_MONDAY))
    town.requested(
        anne.cell("Lou", "cantine", LAST_MONDAY), kind=RequestKind.ABSENCE, reason="medical", by=anne.actor()
    )
    noe = anne.children["Noé"]
    town.put(t.child_records, {"child_id": noe, "field": RecordField.ALLERGIES, "value": "Arachide", "updated_at": NOW})
    town.put(
        t.photos, {"child_id": noe, "content": b"\xff\xd8", "guardian_id": paul.guardians["Paul"], "updated_at": NOW}
    )
    town.add(t.pickup_persons, child_id=noe, last_name="Saule", first_name="Jo", since=MONDAY)
    return anne, paul


def _of_family(town: Town, family: Family, day: date) -> None:
    name = family.name
    issued = {"family_id": family.id, "label": name, "issued_on": day, "amount": Decimal("12.40")}
    invoice = town.add(t.invoices, number=f"F-{name}", **issued)
    line = {"label": f"Repas {name}", "quantity": Decimal(2), "unit_price": Decimal("6.20"), "amount": Decimal("12.40")}
    town.put(t.invoice_lines, {"invoice_id": invoice, "position": 1, "child_id": family.children["Noé"], **line})
    paid = {"paid_on": day, "amount": Decimal(5), "means": "carte", "family_id": family.id}
    town.add(t.payments, reference=f"P-{name}", **paid)
    town.put(t.quotients, {"family_id": family.id, "first_day": day, "value": 700})
    account = {"family_id": family.id, "caf_number": f"C-{name}", "updated_at": NOW}
    town.put(t.family_accounts, {**account, "responsible_id": family.actor().guardian_id})


async def _sent(organisation: Organisation, actor: GuardianActor) -> tuple[Sequence[Leased], dict[str, Any]]:
    assert await organisation.write(send_own_data, actor, NOW) is Sending.COMES
    await organisation.write(address_due, NOW)
    leased = await organisation.write(lease_due, "relay", ["telegram", "email"], 10, timedelta(minutes=1), NOW)
    (data,) = (await organisation.read(read_own_data, leased, NOW)).values()
    return leased, json.loads(own_data_json(data))


async def test_each_of_two_who_live_apart_is_given_their_own(organisation: Organisation) -> None:
    anne, paul = await build(organisation, _two_families)
    leased, data = await _sent(organisation, anne.actor())
    assert [(one.channel, one.address) for one in leased] == [("email", "anne@example.org")]
    assert data.keys() == {"format", "drawn_at", *SECTIONS}
    assert [one["first_name"] for one in data["children"]] == ["Noé", "Lou"]
    assert [one["day"] for one in data["bookings"]] == [LAST_MONDAY.isoformat(), MONDAY.isoformat()]
    assert [one["day"] for one in data["attendance"]] == [MONDAY.isoformat()]
    assert [one["reason"] for one in data["requests"]] == ["medical", None]
    assert [(one["number"], one["amount"]) for one in data["invoices"]] == [("F-Bruyère", "12.40")]
    assert [one["content"] for one in data["photos"]] == ["/9g="]
    assert [one["value"] for one in data["records"]] == ["Arachide"]
    assert data["accounts"][0]["is_responsible"] is True
    for word in ("Paul", "Orme", "paul@"):
        assert word not in json.dumps(data, ensure_ascii=False)
    _, other = await _sent(organisation, paul.actor())
    for word in ("Anne", "Bruyère", "Lou"):
        assert word not in json.dumps({**other, "children": []}, ensure_ascii=False)


@ON_SQLITE
async def test_of_two_who_have_custody_in_turn_each_is_given_the_days_of_their_weeks(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").child("Noé")
        family.guardian("Anne", email="anne@example.org", custody=Custody.ODD_WEEKS)
        family.guardian("Paul", email="paul@example.org", custody=Custody.EVEN_WEEKS)
        for family_day, name in ((MONDAY, "Anne"), (MONDAY - timedelta(weeks=1), "Paul")):
            cell = family.cell("Noé", "cantine", family_day)
            town.requested(cell, kind=RequestKind.ABSENCE, reason="medical", by=family.actor(name))
            town.booked(cell)
            town.marked(Mark.PRESENT, cell, by=town.manager(f"Max {name}"))
        return family

    family = await build(organisation, story)
    for name, day in (("Anne", MONDAY), ("Paul", MONDAY - timedelta(weeks=1))):
        _, data = await _sent(organisation, family.actor(name))
        for section in ("bookings", "requests", "attendance"):
            assert [one["day"] for one in data[section]] == [day.isoformat()], section


@ON_SQLITE
async def test_they_come_by_email_once_and_nowhere_else(organisation: Organisation) -> None:
    anne, _ = await build(organisation, _two_families)
    await organisation.write(send_own_data, anne.actor(), NOW)
    await organisation.write(send_own_data, anne.actor(), NOW)
    query = select(t.outbox.c.id).where(t.outbox.c.kind == Notice.OWN_DATA)
    assert len(await organisation.read(lambda uow: uow.tx.execute(query).all())) == 1
    change = update(t.guardians).values(email_refused_at=NOW)
    await organisation.write(lambda uow: uow.tx.execute(change).rowcount)
    assert await organisation.write(send_own_data, anne.actor(), NOW) is Sending.EMAIL_REFUSED
    await organisation.write(lambda uow: uow.tx.execute(change.values(email=None)).rowcount)
    assert await organisation.write(send_own_data, anne.actor(), NOW) is Sending.NO_EMAIL


@ON_SQLITE
@pytest.mark.parametrize("locale", LOCALES)
async def test_the_page_is_read_by_people_and_runs_nothing(organisation: Organisation, locale: str) -> None:
    anne, _ = await build(organisation, _two_families)
    phone = NewFamilyRequest(FamilyRequestKind.PHONE, "phone", {"phone": None}, {"phone": TRICKY_NAMES[0]})
    await organisation.write(ask, anne.actor(), phone, NOW)
    await organisation.write(lambda uow: audit.record(uow.tx, anne.actor(), "link_chat", NOW))
    leased, _ = await _sent(organisation, anne.actor())
    (data,) = (await organisation.read(read_own_data, leased, NOW)).values()
    words = translator(locale)
    message = own_data_message(data, Stamp(7, NOW), words, preset("peaugres"))
    page, machine = message.attachments
    text = page.content.decode()
    assert (page.name.rpartition(".")[2], machine.name.rpartition(".")[2]) == ("html", "json")
    assert "&lt;b&gt;Zoé" in text
    assert "<b>" not in text
    assert 'src="data:image/jpeg;base64,/9g="' in text
    assert "http" not in text
    shown = {
        "fr": ("30 novembre 2026", "12,40\xa0€", "Noé Bruyère", "présent"),
        "en": ("November", "€12.40", "present"),
    }
    assert [word for word in shown[locale] if word.lower() not in text.lower()] == []
    for name in ("Arachide", "12,40", "Noé"):
        assert name not in message.html
