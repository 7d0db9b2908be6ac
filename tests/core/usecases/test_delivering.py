"""From the outbox to deliveries that one relay alone may send, on both databases."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, update
from sqlalchemy.ext.asyncio import create_async_engine

from core.db import outbox
from core.db import tables as t
from core.db.chats import identity_of
from core.db.outbox import NewNotice, enqueue_link_alerts, enqueue_results
from core.db.transaction import open_database
from core.model.announcements import Order
from core.model.notices import AnnouncementKind, Audience, Notice
from core.model.people import StaffActor
from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.terms import Label
from core.organisation import Organisation, UnitOfWork
from core.usecases.announcing import announce
from core.usecases.delivering import (
    Failed,
    Leased,
    Outcome,
    RetryAt,
    Sent,
    Unknown,
    address_due,
    expire_due,
    lease_due,
    record,
)
from core.usecases.linking import unlink_chat
from core.usecases.results import LinkAlertFacts, ResultFacts, read_link_alerts, read_results
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW, TUESDAY

SOON = NOW + timedelta(seconds=20)
LATER = NOW + timedelta(days=7)
LEASE = timedelta(seconds=60)


def bruyere(uow: UnitOfWork) -> Family:
    """Two guardians, one with two phones, and two children."""
    town = Town(uow)
    family = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou").child("Noé")
    town.linked(11, family.actor("Anne"))
    town.linked(12, family.actor("Anne"), locale="en")
    town.linked(13, family.actor("Marc"))
    return family


def enqueue(
    uow: UnitOfWork, family_ids: Sequence[int], now: datetime = NOW, available_at: datetime = NOW
) -> dict[int, int]:
    """Enqueue a result for each family."""
    return enqueue_results(uow.tx, family_ids, now, available_at, now + timedelta(days=7))


def tell(
    uow: UnitOfWork, family_ids: Sequence[int], now: datetime = NOW, available_at: datetime = NOW
) -> dict[int, int]:
    """Enqueue a result for each family: a meal for each of its children."""
    opened = enqueue(uow, family_ids, now, available_at)
    tie = t.guardianships.c
    ties = select(tie.family_id, tie.child_id, func.min(tie.guardian_id).label("guardian_id"))
    granted = {
        "service_id": uow.tx.execute(select(func.min(t.services.c.id))).scalar(),
        "day": MONDAY,
        "kind": RequestKind.BOOK,
        "state": RequestState.APPROVED,
        "created_at": now,
        "decided_at": now,
    }
    answered = uow.tx.execute(ties.where(tie.family_id.in_(family_ids)).group_by(tie.family_id, tie.child_id))
    meals = [{**row, **granted, "result_id": opened[row["family_id"]]} for row in answered.mappings()]
    Town(uow).put(t.booking_requests, *meals)
    return opened


def rows(uow: UnitOfWork, table: str) -> list[dict[str, Any]]:
    """Every row of a table, in order of ids."""
    found = t.metadata.tables[table]
    return [dict(row) for row in uow.tx.execute(select(found).order_by(found.c.id)).mappings()]


async def leased(
    organisation: Organisation, owner: str = "relay", limit: int = 10, now: datetime = NOW
) -> list[Leased]:
    """Address, then lease."""
    await organisation.write(address_due, now)
    return await organisation.write(lease_due, owner, ["telegram", "email"], limit, LEASE, now)


async def told(organisation: Organisation) -> dict[str, ResultFacts]:
    """What each address is told, of all that may leave."""
    due = await leased(organisation)
    facts = await organisation.read(read_results, due, NOW)
    return {delivery.address: facts[delivery.id] for delivery in due if delivery.id in facts}


async def test_answers_given_in_a_row_join_one_open_message(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    first = await organisation.write(tell, [family.id])
    again = await organisation.write(tell, [family.id, family.id], SOON, SOON)
    (message,) = await organisation.read(rows, "outbox")
    assert first == again == {family.id: message["id"]}
    assert (message["created_at"], message["available_at"]) == (NOW, SOON)


async def test_an_answer_given_after_the_message_was_addressed_opens_another(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    first = await organisation.write(tell, [family.id])
    assert await organisation.write(address_due, NOW) == 1
    second = await organisation.write(tell, [family.id])
    assert first != second
    assert [row["state"] for row in await organisation.read(rows, "outbox")] == ["addressed", "waiting"]


async def test_no_family_means_no_message(organisation: Organisation) -> None:
    assert await organisation.write(enqueue, []) == {}


async def test_two_thousand_families_take_a_handful_of_statements(organisation: Organisation) -> None:
    statements = 0

    def counted(uow: UnitOfWork, family_ids: Sequence[int]) -> dict[int, int]:
        def count(*_: object) -> None:
            nonlocal statements
            statements += 1

        event.listen(uow.tx, "before_cursor_execute", count)
        return enqueue(uow, family_ids)

    families = await organisation.write(lambda uow: [family.id for family in Town(uow).families(2000)])
    opened = await organisation.write(counted, families)
    assert sorted(opened) == sorted(families)
    assert len(set(opened.values())) == 2000
    assert statements <= 10


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_a_decision_in_flight_keeps_the_message_from_leaving_without_it(
    organisation: Organisation, database_url: str
) -> None:
    """The relay passes a message over while a decision that joins it is not committed, and takes it afterwards."""
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    addressed_meanwhile = await _address_inside(organisation, lambda uow: tell(uow, [family.id]), database_url)
    assert addressed_meanwhile == 0
    assert await organisation.write(address_due, NOW) == 1


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_without_the_lock_the_message_leaves_and_the_answer_is_never_told(
    organisation: Organisation, database_url: str
) -> None:
    """What DO NOTHING and a SELECT would do: the message read as open is gone by the time the answer joins it."""
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])

    def read_only(uow: UnitOfWork) -> object:
        return uow.tx.execute(select(t.outbox.c.id).where(t.outbox.c.state == "waiting")).scalar_one()

    assert await _address_inside(organisation, read_only, database_url) == 1


async def _address_inside(organisation: Organisation, joins: Callable[[UnitOfWork], object], url: str) -> int:
    """How many messages a relay addresses while a transaction that has done ``joins`` is open."""
    engine = create_async_engine(open_database(url).url)
    async with engine.connect() as connection:
        await connection.run_sync(lambda tx: joins(UnitOfWork(tx, organisation.policy)))
        async with asyncio.timeout(5):
            addressed = await organisation.write(address_due, NOW)
        await connection.commit()
    await engine.dispose()
    return addressed


async def test_a_result_goes_to_every_chat_of_the_familys_guardians_in_its_language(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    await organisation.write(address_due, NOW)
    found = {(row["channel"], row["address"], row["locale"]) for row in await organisation.read(rows, "deliveries")}
    assert found == {("telegram", "11", "fr"), ("telegram", "12", "en"), ("telegram", "13", "fr")}


async def test_parents_living_apart_read_the_answers_of_their_own_family_only(organisation: Organisation) -> None:
    def apart(uow: UnitOfWork) -> Family:
        town = Town(uow)
        one = town.family("Aubier").guardian("Eva").child("Lou")
        other = town.family("Cormier").guardian("Jean").raises("Lou", one.children["Lou"])
        town.linked(21, one.actor())
        town.linked(22, other.actor())
        return one

    family = await organisation.write(apart)
    await organisation.write(tell, [family.id])
    await organisation.write(address_due, NOW)
    assert [row["address"] for row in await organisation.read(rows, "deliveries")] == ["21"]


async def test_a_message_is_not_addressed_to_a_guardian_of_none_of_the_children_in_it(
    organisation: Organisation,
) -> None:
    def of_one_name(uow: UnitOfWork) -> Family:
        town = Town(uow)
        family = town.family("Bruyère").guardian("Anne").child("Lou")
        namesakes = Family(town, family.id, family.name, family.school).guardian("Inès").child("Tom")
        town.linked(11, family.actor())
        town.linked(14, namesakes.actor())
        (lou,) = town.requested(family.cell("Lou", "cantine", MONDAY), state=RequestState.APPROVED)
        (outbox_id,) = enqueue(uow, [family.id]).values()
        answered = update(t.booking_requests).where(t.booking_requests.c.id == lou)
        uow.tx.execute(answered.values(result_id=outbox_id))
        return family

    await organisation.write(of_one_name)
    await organisation.write(address_due, NOW)
    assert [row["address"] for row in await organisation.read(rows, "deliveries")] == ["11"]


async def test_a_family_without_a_chat_ends_as_failed(organisation: Organisation) -> None:
    family = await organisation.write(lambda uow: Town(uow).family("Sorbier").guardian("Luc").child("Zoé"))
    await organisation.write(tell, [family.id])
    assert await organisation.write(address_due, NOW) == 1
    assert [row["state"] for row in await organisation.read(rows, "outbox")] == ["failed"]
    assert await organisation.read(rows, "deliveries") == []


async def test_a_blocked_chat_is_not_written_to(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(lambda uow: uow.tx.execute(update(t.chats).values(blocked_at=NOW)).rowcount)
    await organisation.write(tell, [family.id])
    await organisation.write(address_due, NOW)
    assert [row["state"] for row in await organisation.read(rows, "outbox")] == ["failed"]


async def test_a_message_waits_for_its_time(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id], NOW, SOON)
    assert await organisation.write(address_due, NOW) == 0
    assert await organisation.write(address_due, SOON) == 1


async def test_a_member_of_staff_is_reached_unless_suspended(organisation: Organisation) -> None:
    def told(uow: UnitOfWork) -> None:
        town = Town(uow)
        active, suspended = town.manager("Camille"), town.manager("Dominique")
        town.linked(31, active)
        town.linked(32, suspended)
        town.suspended(suspended)
        facts = {"priority": 1, "facts": {}, "created_at": NOW, "available_at": NOW, "expires_at": LATER}
        for actor in (active, suspended):
            uow.tx.execute(insert(t.outbox).values(kind="roster", staff_id=actor.staff_id, **facts))

    await organisation.write(told)
    await organisation.write(address_due, NOW)
    assert [row["address"] for row in await organisation.read(rows, "deliveries")] == ["31"]
    await organisation.write(lambda uow: uow.tx.execute(update(t.staff).values(is_active=False, email="a@b.fr")))
    assert await leased(organisation) == [], "suspended since"
    assert [row["state"] for row in await organisation.read(rows, "deliveries")] == ["failed"]


async def test_linking_a_chat_tells_each_other_guardian_once_and_one_s_own_other_chats(
    organisation: Organisation,
) -> None:
    def link(uow: UnitOfWork) -> Family:
        family = bruyere(uow)
        family.town.family("Étrangère").guardian("Paul").child("Iris")
        enqueue_link_alerts(uow.tx, family.guardians["Anne"], NOW, LATER, 11)
        return family

    family = await organisation.write(link)
    alerts = await organisation.read(rows, "outbox")
    assert [(one["kind"], one["guardian_id"]) for one in alerts] == [
        ("link_alert", family.guardians[name]) for name in ("Anne", "Marc")
    ]
    assert alerts[0]["facts"] == {"guardian_id": family.guardians["Anne"], "at": NOW.isoformat(), "chat": 11}
    deliveries = await leased(organisation)
    told = await organisation.read(read_link_alerts, deliveries, NOW)
    assert {one.address: told.get(one.id) for one in deliveries} == {
        "11": None,
        "12": LinkAlertFacts("Anne Bruyère", is_own=True),
        "13": LinkAlertFacts("Anne Bruyère", is_own=False),
    }


async def test_linking_the_only_guardian_tells_nobody(organisation: Organisation) -> None:
    family = await organisation.write(lambda uow: Town(uow).family("Sorbier").guardian("Luc").child("Zoé"))
    await organisation.write(lambda uow: enqueue_link_alerts(uow.tx, family.guardians["Luc"], NOW, LATER, 11))
    assert await organisation.read(rows, "outbox") == []


async def test_a_lease_holds_all_that_is_needed_to_send(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    (outbox_id,) = (await organisation.write(tell, [family.id])).values()
    first = (await leased(organisation, limit=1))[0]
    assert (first.outbox_id, first.kind, first.facts, first.created_at) == (outbox_id, "result", {}, NOW)
    assert (first.channel, first.locale, first.attempts, first.expires_at) == ("telegram", "fr", 1, LATER)


async def test_urgent_goes_before_bulk_and_old_before_new(organisation: Organisation) -> None:
    def story(uow: UnitOfWork) -> None:
        town = Town(uow)
        families = town.families(3)
        for chat, family in enumerate(families, 41):
            town.linked(chat, family.actor())
        tell(uow, [families[1].id], NOW, NOW - timedelta(minutes=1))
        tell(uow, [families[0].id], NOW, NOW)
        facts = {"facts": {}, "created_at": NOW, "available_at": NOW, "expires_at": LATER}
        holder = {"guardian_id": families[2].guardians["Sacha"]}
        uow.tx.execute(insert(t.outbox).values(kind="link_alert", priority=1, **holder, **facts))

    await organisation.write(story)
    assert [delivery.address for delivery in await leased(organisation)] == ["43", "42", "41"]


async def test_a_chat_is_sent_one_message_at_a_time(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    first = await leased(organisation)
    await organisation.write(tell, [family.id])
    assert await leased(organisation) == []
    await organisation.write(record, "relay", [(first[0], Sent())], NOW)
    (second,) = await leased(organisation)
    assert (second.address, second.outbox_id > first[0].outbox_id) == (first[0].address, True)


async def test_two_relays_never_hold_the_same_delivery(organisation: Organisation) -> None:
    def story(uow: UnitOfWork) -> None:
        town = Town(uow)
        families = town.families(40)
        for chat, family in enumerate(families, 100):
            town.linked(chat, family.actor())
        tell(uow, [family.id for family in families])

    await organisation.write(story)
    await organisation.write(address_due, NOW)
    held = await asyncio.gather(*(leased(organisation, f"relay {n % 4}", limit=7) for n in range(12)))
    ids = [delivery.id for batch in held for delivery in batch]
    assert len(ids) == len(set(ids)) == 40


async def test_a_lease_nobody_recorded_passes_to_another_relay(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    first = await leased(organisation, "dead", limit=1)
    assert first[0].id not in [delivery.id for delivery in await leased(organisation, "alive")]
    (again,) = await leased(organisation, "alive", limit=1, now=NOW + LEASE)
    assert (again.id, again.outbox_id, again.attempts) == (first[0].id, first[0].outbox_id, 2)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Sent(), "sent"), (Failed("refused"), "failed"), (Unknown("lost"), "unknown")],
)
async def test_every_ending_is_written_once(organisation: Organisation, outcome: Outcome, state: str) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    delivery = (await leased(organisation, limit=1))[0]
    assert await organisation.write(record, "relay", [(delivery, outcome)], SOON)
    assert not await organisation.write(record, "relay", [(delivery, Failed("a second time"))], SOON)
    row = next(row for row in await organisation.read(rows, "deliveries") if row["id"] == delivery.id)
    assert (row["state"], row["finished_at"], row["lease_owner"]) == (state, SOON, None)
    assert row["error"] == getattr(outcome, "error", None)


async def test_a_relay_whose_lease_went_to_another_writes_nothing(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    delivery = (await leased(organisation, "slow", limit=1))[0]
    await leased(organisation, "quick", now=NOW + LEASE)
    assert not await organisation.write(record, "slow", [(delivery, Failed("blocked", is_dead=True))], NOW + LEASE)
    assert {row["state"] for row in await organisation.read(rows, "deliveries")} == {"waiting"}
    assert {row["blocked_at"] for row in await organisation.read(rows, "chats")} == {None}


async def test_what_is_put_off_is_not_sent_before_its_time(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    for delivery in await leased(organisation):
        await organisation.write(record, "relay", [(delivery, RetryAt(SOON, "wait " * 100))], NOW)
    assert await leased(organisation, now=SOON - timedelta(microseconds=1)) == []
    assert [delivery.attempts for delivery in await leased(organisation, now=SOON)] == [2, 2, 2]


async def test_a_person_who_blocked_the_bot_is_remembered(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    delivery = next(delivery for delivery in await leased(organisation) if delivery.address == "13")
    await organisation.write(record, "relay", [(delivery, Failed("blocked", is_dead=True))], SOON)
    blocked = {row["telegram_id"]: row["blocked_at"] for row in await organisation.read(rows, "chats")}
    assert blocked == {11: None, 12: None, 13: SOON}


async def test_what_is_too_late_ends_as_expired_and_what_may_have_left_as_unknown(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    crashed, put_off, untouched = await leased(organisation)
    await organisation.write(record, "relay", [(put_off, RetryAt(SOON, "busy"))], NOW)
    await organisation.write(record, "relay", [(untouched, RetryAt(LATER, "busy"))], NOW)
    assert await organisation.write(expire_due, LATER - timedelta(seconds=1)) == 0
    assert await leased(organisation, now=LATER) == []
    assert await organisation.write(expire_due, LATER) == 3
    states = {row["id"]: row["state"] for row in await organisation.read(rows, "deliveries")}
    assert states == {crashed.id: "unknown", put_off.id: "expired", untouched.id: "expired"}


async def test_a_result_is_read_by_child_then_day_then_service(organisation: Organisation) -> None:
    def decide(uow: UnitOfWork) -> int:
        family = bruyere(uow)
        town = family.town
        noe = town.requested(family.cell("Noé", "cantine", MONDAY), state=RequestState.REFUSED, refusal="plus de place")
        lou = town.requested(*family.cells("Lou", "cantine", TUESDAY, MONDAY), state=RequestState.APPROVED)
        ill = town.requested(
            family.cell("Lou", "garderie_matin", MONDAY),
            kind=RequestKind.ABSENCE,
            reason="illness",
            outcome=AbsenceOutcome.EXCUSED,
            state=RequestState.APPROVED,
        )
        town.requested(family.cell("Noé", "cantine", TUESDAY), state=RequestState.APPROVED)  # told by another message
        (outbox_id,) = enqueue(uow, [family.id]).values()
        joined = t.booking_requests.c.id.in_([*noe, *lou, *ill])
        uow.tx.execute(update(t.booking_requests).where(joined).values(result_id=outbox_id))
        return outbox_id

    await organisation.write(decide)
    facts = (await told(organisation))["11"]
    assert [(a.child_first_name, a.day, a.service.fr, a.state.value) for a in facts.answers] == [
        ("Lou", MONDAY, "Cantine", "approved"),
        ("Lou", MONDAY, "Garderie du matin", "approved"),
        ("Lou", TUESDAY, "Cantine", "approved"),
        ("Noé", MONDAY, "Cantine", "refused"),
    ]
    assert [a.outcome for a in facts.answers] == [None, AbsenceOutcome.EXCUSED, None, None]
    assert facts.answers[-1].refusal == "plus de place"
    assert not hasattr(facts.answers[1], "reason")


async def test_a_service_the_policy_has_dropped_is_still_answered_for(organisation: Organisation) -> None:
    def decide(uow: UnitOfWork) -> int:
        family = bruyere(uow)
        school = family.school.id
        family.school.services["yoga"] = family.town.add(t.services, school_id=school, key="yoga")
        (request,) = family.town.requested(family.cell("Lou", "yoga", MONDAY), state=RequestState.APPROVED)
        (outbox_id,) = enqueue(uow, [family.id]).values()
        row = t.booking_requests.c.id == request
        uow.tx.execute(update(t.booking_requests).where(row).values(result_id=outbox_id))
        return outbox_id

    await organisation.write(decide)
    facts = (await told(organisation))["11"]
    assert [answer.service for answer in facts.answers] == [Label(fr="yoga", en="yoga")]


async def test_a_place_that_a_closure_took_back_before_it_was_told_is_not_told_as_granted(
    organisation: Organisation,
) -> None:
    def story(uow: UnitOfWork) -> StaffActor:
        family = bruyere(uow)
        tell(uow, [family.id])
        family.town.booked(family.cell("Lou", "garderie_matin", MONDAY))
        return family.town.manager()

    manager = await organisation.write(story)
    closure = Order("key", AnnouncementKind.CLOSURE, Audience(first_day=MONDAY, last_day=MONDAY))
    await organisation.write(announce, manager, closure, NOW)
    urgent = await leased(organisation)
    await organisation.write(record, "relay", [(one, Sent()) for one in urgent], NOW)
    facts = (await told(organisation)).values()
    assert [[answer.child_first_name for answer in one.answers] for one in facts] == [["Noé"]] * 3


async def test_a_chat_is_told_of_its_own_children_and_of_no_other_in_a_family_of_that_name(
    organisation: Organisation,
) -> None:
    def decide(uow: UnitOfWork) -> int:
        family = bruyere(uow)
        namesakes = Family(family.town, family.id, family.name, family.school).guardian("Inès").child("Tom")
        family.town.linked(14, namesakes.actor())
        asked = [family.cell("Lou", "cantine", MONDAY), namesakes.cell("Tom", "cantine", MONDAY)]
        family.town.requested(*asked, state=RequestState.APPROVED)
        (outbox_id,) = enqueue(uow, [family.id]).values()
        uow.tx.execute(update(t.booking_requests).values(result_id=outbox_id))
        return outbox_id

    await organisation.write(decide)
    names = {
        chat: [answer.child_first_name for answer in facts.answers]
        for chat, facts in (await told(organisation)).items()
    }
    assert names == {"11": ["Lou"], "12": ["Lou"], "13": ["Lou"], "14": ["Tom"]}


async def test_a_chat_linked_to_somebody_else_since_is_told_nothing(organisation: Organisation) -> None:
    family = await organisation.write(bruyere)
    await organisation.write(tell, [family.id])
    await organisation.write(address_due, NOW)

    def passed_on(uow: UnitOfWork) -> None:
        other = Town(uow).family("Sorbier").guardian("Luc")
        chat = update(t.chats).where(t.chats.c.telegram_id == 13)
        uow.tx.execute(chat.values(guardian_id=other.guardians["Luc"]))

    await organisation.write(passed_on)
    assert sorted(delivery.address for delivery in await leased(organisation)) == ["11", "12"]
    (row,) = [row for row in await organisation.read(rows, "deliveries") if row["address"] == "13"]
    assert (row["state"], row["error"]) == ("failed", "unlinked")


def luc(uow: UnitOfWork, wishes: Mapping[str, object] | None = None) -> Family:
    """A guardian with a chat, an e-mail address, and wishes."""
    family = Town(uow).family("Sorbier").guardian("Luc", email="luc@example.org").child("Zoé")
    family.town.linked(51, family.actor(), locale="en")
    if wishes:
        uow.tx.execute(update(t.guardians).values(wishes))
    return family


@pytest.mark.parametrize(
    ("channel", "has_chat", "bounced", "addresses"),
    [
        ("auto", True, False, {"51"}),
        ("auto", False, False, {"luc@example.org"}),
        ("chat", False, False, {"luc@example.org"}),
        ("email", True, False, {"luc@example.org"}),
        ("email", True, True, {"51"}),
        ("both", True, False, {"51", "luc@example.org"}),
        ("both", True, True, {"51"}),
        ("auto", False, True, set()),
    ],
)
async def test_a_guardian_is_told_by_the_ways_they_want_or_have(
    organisation: Organisation, channel: str, has_chat: bool, bounced: bool, addresses: set[str]
) -> None:
    def story(uow: UnitOfWork) -> None:
        family = luc(uow, {"channel": channel, "email_refused_at": NOW if bounced else None})
        if not has_chat:
            uow.tx.execute(update(t.chats).values(blocked_at=NOW))
        tell(uow, [family.id])

    await organisation.write(story)
    assert {delivery.address for delivery in await leased(organisation)} == addresses


async def test_quiet_hours_put_off_what_is_not_urgent(organisation: Organisation) -> None:
    local = NOW.astimezone(organisation.policy.calendar.tz)
    minute = local.hour * 60 + local.minute

    def story(uow: UnitOfWork) -> None:
        family = luc(uow, {"quiet_from": minute - 60, "quiet_until": minute + 30})
        tell(uow, [family.id])
        bell = NewNotice(Notice.LINK_ALERT, {}, NOW, NOW, LATER, is_urgent=True)
        outbox.enqueue(uow.tx, bell, guardians=[family.guardians["Luc"]])

    await organisation.write(story)
    (bell,) = await leased(organisation)
    assert bell.kind == "link_alert"
    await organisation.write(record, "relay", [(bell, Sent())], NOW)
    assert await leased(organisation, now=NOW + timedelta(minutes=29)) == []
    assert [delivery.kind for delivery in await leased(organisation, now=NOW + timedelta(minutes=30))] == ["result"]


async def test_who_cannot_be_told_in_the_chat_is_told_by_email_at_once(organisation: Organisation) -> None:
    family = await organisation.write(luc)
    await organisation.write(tell, [family.id])
    (chat,) = await leased(organisation)
    await organisation.write(record, "relay", [(chat, Failed("blocked", is_dead=True))], NOW)
    (mail,) = await leased(organisation)
    assert (mail.channel, mail.address, mail.locale, mail.outbox_id) == (
        "email",
        "luc@example.org",
        "en",
        chat.outbox_id,
    )
    await organisation.write(record, "relay", [(mail, Failed("550 no such user", is_dead=True))], SOON)
    assert await leased(organisation) == [], "the chat was tried already"
    (guardian,) = await organisation.read(rows, "guardians")
    assert guardian["email_refused_at"] == SOON


async def test_a_bounced_mailbox_falls_back_to_the_chat(organisation: Organisation) -> None:
    family = await organisation.write(lambda uow: luc(uow, {"channel": "email"}))
    await organisation.write(tell, [family.id])
    (mail,) = await leased(organisation)
    await organisation.write(record, "relay", [(mail, Failed("550 no such user", is_dead=True))], NOW)
    assert [delivery.address for delivery in await leased(organisation)] == ["51"]


async def test_what_waited_for_a_chat_that_was_given_up_goes_by_the_other_ways(organisation: Organisation) -> None:
    family = await organisation.write(luc)
    await organisation.write(tell, [family.id])
    await organisation.write(address_due, NOW)
    await organisation.write(lambda uow: Town(uow).linked(52, family.actor()))
    identity = await organisation.read(lambda uow: identity_of(uow.tx, 51))
    assert identity is not None
    await organisation.write(unlink_chat, identity, NOW)
    assert sorted(delivery.address for delivery in await leased(organisation)) == ["52", "luc@example.org"]


async def test_a_group_that_moved_is_written_to_where_it_is_now(organisation: Organisation) -> None:
    def story(uow: UnitOfWork) -> None:
        town = Town(uow)
        linked = {"title": "Cuisine", "role": "kitchen", "locale": "fr", "linked_at": NOW}
        manager = town.manager("Camille")
        group = town.add(t.group_chats, telegram_id=-7, linked_by=manager.staff_id, **linked)
        for _ in range(2):
            outbox.enqueue(uow.tx, NewNotice(Notice.ROSTER, {}, NOW, NOW, LATER), groups=[group])

    await organisation.write(story)
    (first,) = await leased(organisation)
    await organisation.write(record, "relay", [(first, Sent(5, moved_to="-1007"))], NOW)
    (second,) = await leased(organisation)
    assert (first.address, second.address) == ("-7", "-1007")
