"""What each is told of an announcement, who has read it, and how it goes out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.db.deliveries import Leased
from core.model.announcements import Announced, Unreached
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, StrikeMode
from core.model.people import Custody, Role
from core.model.planning import RequestKind
from core.organisation import Organisation
from core.usecases.announced import (
    AnnouncementFacts,
    Document,
    bounced_addresses,
    mark_read,
    note_reported,
    progress_due,
    read_announcements,
    read_progress,
    read_report,
)
from core.usecases.announcing import keep_document, reopen, send_sample
from core.usecases.delivering import Expired, Failed, Outcome, Sent, Unknown, address_due, lease_due, record
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import MONDAY, NOW, TUESDAY
from tests.core.usecases.steps import rows
from tests.core.usecases.test_announcing import (
    GENERAL,
    STRIKE,
    WORDS,
    Place,
    announced,
    one_database,
    order,
    two_schools,
)
from tests.core.usecases.test_statement_counts import cost

REOPENING = AnnouncementKind.REOPENING
ANNE, MARC, INES, MANAGER, TEACHER = range(7_000_000_001, 7_000_000_006)


def linked_town(town: Town) -> Place:
    """Everyone has a chat; Marc has the children in odd weeks alone, which the week of ``MONDAY`` is."""
    place = two_schools(town)
    anne, marc = place.bruyere.actor("Anne"), place.bruyere.actor("Marc")
    of_anne = t.guardianships.c.guardian_id == anne.guardian_id
    town._tx.execute(update(t.guardianships).where(of_anne).values(custody=Custody.EVEN_WEEKS))
    people = ((ANNE, anne), (MARC, marc), (INES, place.callune.actor()), (MANAGER, place.manager))
    for chat, person in (*people, (TEACHER, place.teacher)):
        town.linked(chat, person)
    return place


async def leased(organisation: Organisation, now: datetime = NOW) -> dict[int, Leased]:
    """What a relay would send now, by chat."""
    while await organisation.write(address_due, now):
        pass
    due = await organisation.write(lease_due, "relay", ["telegram", "email"], 100, timedelta(minutes=1), now)
    return {int(one.address): one for one in due}


async def facts(organisation: Organisation, now: datetime = NOW) -> dict[int, AnnouncementFacts]:
    """What a relay would tell now, by chat."""
    due = [one for one in (await leased(organisation, now)).values() if one.kind == "announcement"]
    found = await organisation.read(read_announcements, due, now)
    return {int(one.address): found[one.id] for one in due if one.id in found}


async def sent(organisation: Organisation, now: datetime, **outcomes: Outcome) -> None:
    """Have what is leased end as said of each chat, by the name of its person."""
    due = await leased(organisation, now)
    chats = {"anne": ANNE, "marc": MARC, "ines": INES, "manager": MANAGER, "teacher": TEACHER}
    ended = [(due[chats[name]], outcome) for name, outcome in outcomes.items()]
    await organisation.write(record, "relay", ended, now)


async def closed_monday(organisation: Organisation) -> tuple[Place, Announced]:
    def story(town: Town) -> Place:
        place = linked_town(town)
        town.booked(
            *place.bruyere.cells("Lou", "cantine", MONDAY, TUESDAY), place.bruyere.cell("Noé", "cantine", MONDAY)
        )
        town.requested(place.bruyere.cell("Lou", "cantine", MONDAY), kind=RequestKind.CANCEL)
        return place

    place = await build(organisation, story)
    return place, await announced(organisation, place.manager, order(last_day=MONDAY))


@one_database
async def test_both_guardians_are_told_of_all_their_children_whoever_has_custody(organisation: Organisation) -> None:
    await closed_monday(organisation)
    told = await facts(organisation)
    for chat in (ANNE, MARC):
        one = told[chat]
        assert [(child.first_name, child.cancelled[0][1]) for child in one.children] == [
            ("Lou", (MONDAY,)),
            ("Noé", (MONDAY,)),
        ]
        assert (one.bookings, one.requests, one.text, one.is_for_family) == (2, 1, WORDS, True)
        assert [school.name for school in one.schools] == [SCHOOL]
    assert (told[INES].children, told[INES].bookings) == ((), 0)
    assert [school.name for school in told[INES].schools] == [OTHER_SCHOOL]
    assert (told[TEACHER].is_for_family, told[TEACHER].bookings, len(told[TEACHER].schools)) == (False, 2, 2)


async def test_what_was_reopened_is_told_as_reopened_and_no_more_as_closed(organisation: Organisation) -> None:
    place, closure = await closed_monday(organisation)
    late = list((await leased(organisation)).values())
    after = NOW + timedelta(minutes=5)
    await organisation.write(reopen, place.manager, closure.id, "reopen", after)
    assert await organisation.read(read_announcements, late, after) == {}
    await organisation.write(record, "relay", [(one, Expired("reopened")) for one in late], after)
    anne = (await facts(organisation, after))[ANNE]
    assert (anne.kind, anne.bookings, anne.requests) == (REOPENING, 2, 1)
    assert [(child.restored[0][1], child.cancelled) for child in anne.children] == [((MONDAY,), ())] * 2


@one_database
async def test_each_family_is_told_what_its_own_school_does_on_strike(organisation: Organisation) -> None:
    place = await build(organisation, linked_town)
    modes = {place.here: StrikeMode.MINIMUM, place.there: StrikeMode.NORMAL}
    await announced(organisation, place.manager, order(STRIKE, modes=modes))
    told = await facts(organisation)
    assert [school.mode for school in told[ANNE].schools] == [StrikeMode.MINIMUM]
    assert [school.mode for school in told[INES].schools] == [StrikeMode.NORMAL]


@one_database
async def test_a_sample_goes_to_its_author_alone_and_announces_nothing(organisation: Organisation) -> None:
    place = await build(organisation, linked_town)
    document_id = await organisation.write(keep_document, place.manager, "menu.pdf", "application/pdf", b"%PDF")
    wanted = order(STRIKE, modes=dict.fromkeys((place.here, place.there), StrikeMode.CLOSED), document_id=document_id)
    await organisation.write(send_sample, place.manager, wanted, NOW)
    assert await rows(organisation, t.announcements) == await rows(organisation, t.closures) == []
    ((chat, sample),) = (await facts(organisation)).items()
    assert (chat, sample.id, sample.is_for_family, sample.text) == (MANAGER, None, True, WORDS)
    assert (sample.first_day, [school.mode for school in sample.schools]) == (MONDAY, [StrikeMode.CLOSED] * 2)
    assert sample.document == Document("menu.pdf", "application/pdf", b"%PDF")


async def test_an_announcement_is_read_once_by_those_it_was_told_to(organisation: Organisation) -> None:
    place = await build(organisation, linked_town)
    wanted = order(GENERAL, school_ids=frozenset({place.here}), asks_reading=True)
    made = await announced(organisation, place.manager, wanted)
    pressed = [
        await organisation.write(mark_read, who, made.id, NOW)
        for who in (place.bruyere.actor("Anne"), place.bruyere.actor("Anne"), place.callune.actor())
    ]
    assert pressed == [True, True, False]
    assert (await organisation.read(read_report, place.director, made.id, NOW)).reads == 1


async def test_each_recipient_is_counted_once_by_the_best_that_happened(organisation: Organisation) -> None:
    def story(town: Town) -> Place:
        place = linked_town(town)
        has_email = t.guardians.c.id == place.callune.actor().guardian_id
        town._tx.execute(update(t.guardians).where(has_email).values(email="ines@example.org"))
        marc = t.guardians.c.id == place.bruyere.actor("Marc").guardian_id
        town._tx.execute(update(t.guardians).where(marc).values(phone="06 00 00 00 02"))
        town.family("Zinnia").guardian("Nour", "Zinnia").child("Ada")
        return place

    place = await build(organisation, story)
    made = await announced(organisation, place.manager, order())
    before = await organisation.read(read_report, place.manager, made.id, NOW)
    assert (before.total, before.waiting, before.seconds_left, before.is_over) == (6, 6, None, False)
    await sent(organisation, NOW, anne=Sent(1), marc=Failed("gone"), ines=Failed("blocked", True), manager=Sent(2))
    later = NOW + timedelta(seconds=10)
    report = await organisation.read(read_report, place.manager, made.id, later)
    assert (report.delivered, report.failed, report.waiting, report.seconds_left) == (1, 3, 2, 5)
    await organisation.write(record, "relay", [(one, Sent()) for one in await mail(organisation, later)], later)
    late = NOW + timedelta(minutes=2)
    await sent(organisation, late, teacher=Unknown("reset"))
    report = await organisation.read(read_report, place.manager, made.id, late)
    assert (report.total, report.delivered, report.by_email, report.failed, report.unknown) == (6, 2, 1, 3, 1)
    assert report.is_over
    assert report.not_reached[-2:] == (
        Unreached("Marc Bruyère", "06 00 00 00 02", "Bruyère"),
        Unreached("Nour Zinnia", "", "Zinnia"),
    )
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_report, place.director, made.id, late)


async def mail(organisation: Organisation, now: datetime) -> list[Leased]:
    return await organisation.write(lease_due, "relay", ["email"], 100, timedelta(minutes=1), now)


async def test_the_authors_message_is_looked_after_every_three_seconds_by_one_and_to_the_end(
    organisation: Organisation,
) -> None:
    _, closure = await closed_monday(organisation)
    first = await leased(organisation)
    told = (await organisation.read(read_progress, [first[MANAGER]], NOW))[first[MANAGER].id]
    assert (told.bookings, told.report.total, told.report.failed, told.report.waiting) == (2, 5, 1, 4)
    early = NOW - timedelta(seconds=3)
    assert await organisation.write(progress_due, early) == [], "it has not arrived yet"
    await organisation.write(record, "relay", [(first[MANAGER], Sent(42))], NOW)

    (edit,) = await organisation.write(progress_due, NOW)
    assert (edit.chat_id, edit.message_id, edit.locale, edit.reference) == (MANAGER, 42, "fr", first[MANAGER].outbox_id)
    assert await organisation.write(progress_due, NOW + timedelta(seconds=2)) == []
    assert len(await organisation.write(progress_due, NOW + timedelta(seconds=3))) == 1

    ended = [(one, Sent(7)) for chat, one in first.items() if chat != MANAGER]
    await organisation.write(record, "relay", ended, NOW)
    soon = NOW + timedelta(seconds=30)
    (last,) = await organisation.write(progress_due, soon)
    assert last.facts.report.is_over
    assert last.facts.report.not_reached == (Unreached("Dominique Frêne", "", ""),)
    await build(organisation, lambda town: town.demoted(Role.TEACHER))
    (later,) = await organisation.write(progress_due, soon + timedelta(minutes=1))
    assert (later.facts.report.failed, later.facts.report.not_reached) == (1, ()), "names are not the author's any more"
    await organisation.write(note_reported, [closure.id], soon)
    assert await organisation.write(progress_due, soon + timedelta(minutes=2)) == []


async def test_managers_see_the_addresses_that_bounce_and_directors_those_of_their_school(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        for family, hours in ((place.bruyere, 1), (place.callune, 2)):
            mine = t.guardians.c.id == family.actor().guardian_id
            bounced = {"email": "a@example.org", "email_refused_at": NOW + timedelta(hours=hours)}
            town._tx.execute(update(t.guardians).where(mine).values(**bounced))
        return place

    place = await build(organisation, story)
    everywhere = await organisation.read(bounced_addresses, place.manager)
    assert [(one.name, one.family) for one in everywhere] == [("Inès Callune", "Callune"), ("Anne Bruyère", "Bruyère")]
    assert [one.family for one in await organisation.read(bounced_addresses, place.director)] == ["Bruyère"]
    with pytest.raises(NotAuthorisedError):
        await organisation.read(bounced_addresses, place.teacher)


@one_database
async def test_telling_a_crowd_takes_the_same_few_statements_as_telling_one_family(organisation: Organisation) -> None:
    def story(town: Town) -> Place:
        place = linked_town(town)
        crowd: list[Family] = town.families(40)
        for number, family in enumerate(crowd):
            town.linked(number + 1, family.actor())
        town.booked(*(family.cell("Charlie", "cantine", MONDAY) for family in crowd))
        return place

    place = await build(organisation, story)
    await announced(organisation, place.manager, order())
    due = [one for one in (await leased(organisation)).values() if one.kind == "announcement"]
    one = await cost(organisation, lambda uow: read_announcements(uow, due[:1], NOW))
    all_of_them = await cost(organisation, lambda uow: read_announcements(uow, due, NOW))
    assert one == all_of_them <= 8
