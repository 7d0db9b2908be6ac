"""Closures, strikes and information: what they undo, whom they tell, and what reopening brings back."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core.db import announcements as announcement_rows
from core.db import decisions
from core.db import tables as t
from core.model.announcements import LONGEST_TEXT, Announced, Order, OrderProblem, OrderRefusedError, Preview
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, Audience, Notice, StrikeMode
from core.model.people import Custody, Role, StaffActor
from core.model.planning import AbsenceOutcome, CellState, Mark, RequestKind, RequestState
from core.model.requests import Selection
from core.organisation import Organisation
from core.usecases.announcing import (
    announce,
    announceable,
    keep_document,
    list_announcements,
    preview_announcement,
    preview_reopening,
    problems,
    reopen,
    send_sample,
)
from core.usecases.deciding import approve
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY, paris
from tests.core.usecases.steps import rows, state_of
from tests.core.usecases.test_races import after, overlapping, until_another_waits

CLOSURE, STRIKE, GENERAL, REOPENING = AnnouncementKind
WORDS = "Panne de chauffage."


one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is the same on both, its statements being run on both elsewhere."""


@dataclass(frozen=True)
class Place:
    """Two schools, a family in each: Lou and Noé here, Tom over there."""

    bruyere: Family
    callune: Family
    manager: StaffActor
    director: StaffActor
    teacher: StaffActor

    @property
    def here(self) -> int:
        return self.bruyere.school.id

    @property
    def there(self) -> int:
        return self.callune.school.id


def two_schools(town: Town) -> Place:
    bruyere = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou", "CP").child("Noé", "CE2")
    callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom", "CP")
    return Place(bruyere, callune, town.manager(), town.director(), town.teacher())


def order(kind: AnnouncementKind = CLOSURE, key: str = "one", **changes: Any) -> Order:
    """A closure of Monday and Tuesday in every school, unless said otherwise."""
    audience: dict[str, Any] = {"first_day": MONDAY, "last_day": TUESDAY} if kind is not GENERAL else {}
    audience |= {name: changes.pop(name) for name in list(changes) if name in Audience.__slots__}
    return Order(key, kind, Audience(**audience), **{"text": WORDS, **changes})


async def announced(organisation: Organisation, actor: StaffActor, wanted: Order, now: datetime = NOW) -> Announced:
    return await organisation.write(announce, actor, wanted, now)


async def told(organisation: Organisation, announcement_id: int, who: str = "guardian_id") -> list[int]:
    """The ids of those an announcement is told to."""
    return sorted(
        row._mapping[who]
        for row in await rows(organisation, t.outbox)
        if (row.announcement_id, row.kind) == (announcement_id, Notice.ANNOUNCEMENT) and row._mapping[who] is not None
    )


async def booked_days(organisation: Organisation) -> list[tuple[int, date]]:
    return [(row.child_id, row.day) for row in await rows(organisation, t.bookings)]


async def refused(organisation: Organisation, actor: StaffActor, wanted: Order, now: datetime = NOW) -> Sequence[str]:
    """Why an order cannot be announced; and announcing it does not go round that."""
    found = await organisation.read(problems, actor, wanted, now)
    if found:
        with pytest.raises(OrderRefusedError) as raised:
            await organisation.write(announce, actor, wanted, now)
        assert raised.value.problems == found
    return found


# --- closing


async def test_a_closure_cancels_what_is_booked_answers_what_is_pending_and_tells_each_guardian_once(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        lou, noe = place.bruyere, place.bruyere
        town.booked(*lou.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY), noe.cell("Noé", "cantine", MONDAY))
        town.booked(place.callune.cell("Tom", "cantine", MONDAY))
        town.requested(noe.cell("Noé", "cantine", TUESDAY), lou.cell("Lou", "garderie_soir", MONDAY))
        town.requested(noe.cell("Noé", "cantine", THURSDAY))
        town.drafted(lou.actor("Anne"), *lou.cells("Lou", "garderie_matin", TUESDAY, THURSDAY))
        return place

    place = await build(organisation, story)
    wanted = order(school_ids=frozenset({place.here}))
    preview = await organisation.read(preview_announcement, place.manager, wanted, NOW)
    made = await announced(organisation, place.manager, wanted)
    assert made == Announced(1, True, preview)
    assert preview == Preview(families=1, guardians=2, unreachable=2, staff=2, bookings=3, requests=2)

    lou, tom = place.bruyere.children["Lou"], place.callune.children["Tom"]
    assert await booked_days(organisation) == [(lou, THURSDAY), (tom, MONDAY)]
    requests = {
        (row.day, row.state, row.refusal, row.result_id) for row in await rows(organisation, t.booking_requests)
    }
    assert requests == {
        (MONDAY, RequestState.REFUSED, WORDS, None),
        (TUESDAY, RequestState.REFUSED, WORDS, None),
        (THURSDAY, RequestState.PENDING, None, None),
    }
    assert [row.day for row in await rows(organisation, t.draft_cells)] == [THURSDAY]
    assert await told(organisation, made.id) == sorted(place.bruyere.guardians.values())
    assert await told(organisation, made.id, "staff_id") == [place.director.staff_id, place.teacher.staff_id]
    progress = [row for row in await rows(organisation, t.outbox) if row.kind == Notice.PROGRESS]
    assert [row.staff_id for row in progress] == [place.manager.staff_id]
    cell = place.bruyere.cell("Lou", "cantine", MONDAY)
    assert await state_of(organisation, place.bruyere.actor(), cell) is CellState.CLOSED
    cell = place.callune.cell("Tom", "cantine", MONDAY)
    assert await state_of(organisation, place.callune.actor(), cell) is CellState.BOOKED
    message = next(row for row in await rows(organisation, t.outbox) if row.guardian_id)
    assert (message.priority, message.expires_at) == (1, paris("2026-12-02 00:00"))


async def test_a_second_press_announces_nothing_and_says_what_the_first_one_did(organisation: Organisation) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        town.booked(place.bruyere.cell("Lou", "cantine", MONDAY))
        return place

    place = await build(organisation, story)
    first, second = await asyncio.gather(*(announced(organisation, place.manager, order()) for _ in range(2)))
    assert {first.is_new, second.is_new} == {True, False}
    assert (first.id, first.preview) == (second.id, second.preview)
    assert len(await rows(organisation, t.closures)) == 1
    assert len(await told(organisation, first.id)) == 3
    with pytest.raises(NotAuthorisedError):
        await announced(organisation, place.director, order(school_ids=frozenset({place.here})))


@one_database
async def test_long_words_are_cut_where_they_stand_beside_each_request(organisation: Organisation) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        town.requested(place.bruyere.cell("Lou", "cantine", MONDAY))
        return place

    place = await build(organisation, story)
    await announced(organisation, place.manager, order(text="a" * LONGEST_TEXT))
    (request,) = await rows(organisation, t.booking_requests)
    assert request.refusal == "a" * 199 + "…"


@overlapping
async def test_a_second_press_that_overlaps_waits_for_the_first_and_announces_nothing(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await build(organisation, two_schools)
    with after(monkeypatch, announcement_rows, "insert_once", until_another_waits(database_url)):
        made = await asyncio.gather(*(announced(organisation, place.manager, order()) for _ in range(2)))
    assert sorted(one.is_new for one in made) == [False, True]
    assert made[0].preview == made[1].preview
    assert len(await told(organisation, made[0].id)) == 3


async def test_two_managers_who_close_the_same_day_at_once_cancel_each_booking_once(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[StaffActor, StaffActor]:
        crowd = town.families(20)
        town.booked(*(family.cell("Charlie", "cantine", MONDAY) for family in crowd))
        town.requested(*(family.cell("Charlie", "cantine", TUESDAY) for family in crowd))
        return town.manager(), town.manager("Alix Cormier")

    managers = await build(organisation, story)
    made = await asyncio.gather(*(announced(organisation, one, order(key=f"press-{one.staff_id}")) for one in managers))
    assert sum(one.preview.bookings for one in made) == sum(one.preview.requests for one in made) == 20
    assert len(await rows(organisation, t.cancelled_bookings)) == 20
    assert await rows(organisation, t.bookings) == []


async def free_requests(organisation: Organisation) -> int:
    """How many pending requests nobody holds."""
    free = text("SELECT id FROM booking_requests WHERE state = 'pending' FOR UPDATE SKIP LOCKED")
    return len(await organisation.write(lambda uow: uow.tx.execute(free).all()))


@overlapping
async def test_whatever_is_approved_while_a_day_closes_is_cancelled_with_it(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The closure waits for the approval, which has begun, and then finds its bookings."""

    def story(town: Town) -> StaffActor:
        crowd = town.families(20)
        town.requested(*(family.cell("Charlie", "cantine", day) for family in crowd for day in (MONDAY, TUESDAY)))
        return town.manager()

    manager = await build(organisation, story)
    with after(monkeypatch, decisions, "hold_pending", until_another_waits(database_url)):
        approval = asyncio.create_task(organisation.write(approve, manager, Selection(), NOW))
        while await free_requests(organisation):  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.005)
        made = await announced(organisation, manager, order())
    assert (await approval).decided == made.preview.bookings == 40
    assert made.preview.requests == 0
    assert await rows(organisation, t.bookings) == []


@one_database
async def test_what_was_marked_or_is_over_is_left_alone(organisation: Organisation) -> None:
    """Announced on Tuesday at noon, from Monday on: the morning care is over, the canteen is not."""
    this_tuesday = THIS_MONDAY + timedelta(days=1)

    def story(town: Town) -> Place:
        place = two_schools(town)
        lou = place.bruyere
        town.booked(*lou.cells("Lou", "cantine", THIS_MONDAY, this_tuesday))
        town.booked(lou.cell("Lou", "garderie_matin", this_tuesday), lou.cell("Noé", "cantine", this_tuesday))
        town.marked(Mark.PRESENT, lou.cell("Noé", "cantine", this_tuesday), by=place.manager)
        return place

    place = await build(organisation, story)
    wanted = order(first_day=THIS_MONDAY, last_day=this_tuesday + timedelta(days=2), school_ids=frozenset({place.here}))
    made = await announced(organisation, place.manager, wanted, paris("2026-11-24 12:00"))
    assert made.preview.bookings == 1
    services = place.bruyere.school.services
    left = {(row.child_id, row.service_id, row.day) for row in await rows(organisation, t.bookings)}
    lou, noe = place.bruyere.children["Lou"], place.bruyere.children["Noé"]
    assert left == {
        (lou, services["cantine"], THIS_MONDAY),
        (lou, services["garderie_matin"], this_tuesday),
        (noe, services["cantine"], this_tuesday),
    }
    closed = {(row.school_id, row.service_id, row.first_day) for row in await rows(organisation, t.closures)}
    whole_days = (place.here, None, this_tuesday + timedelta(days=1))
    assert closed >= {whole_days, (place.here, services["cantine"], this_tuesday)}
    assert (place.here, services["garderie_matin"], this_tuesday) not in closed


@one_database
async def test_on_strike_only_closed_schools_cancel_and_the_families_of_all_are_told(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        town.booked(place.bruyere.cell("Lou", "cantine", MONDAY), place.callune.cell("Tom", "cantine", MONDAY))
        return place

    place = await build(organisation, story)
    modes = {place.here: StrikeMode.CLOSED, place.there: StrikeMode.PICNIC}
    made = await announced(organisation, place.manager, order(STRIKE, modes=modes, text=""))
    assert [child for child, _ in await booked_days(organisation)] == [place.callune.children["Tom"]]
    assert made.preview.guardians == len(await told(organisation, made.id)) == 3
    assert [row.school_id for row in await rows(organisation, t.closures)] == [place.here]


@one_database
async def test_only_families_booked_wishing_or_asking_are_told_where_the_order_says_so(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[Place, list[Family]]:
        place = two_schools(town)
        _, asks, wishes = town.families(3)
        town.booked(place.bruyere.cell("Lou", "cantine", MONDAY))
        town.requested(asks.cell("Charlie", "cantine", TUESDAY))
        town.drafted(wishes.actor(), wishes.cell("Charlie", "cantine", MONDAY))
        return place, [place.bruyere, asks, wishes]

    place, concerned = await build(organisation, story)
    made = await announced(organisation, place.manager, order(only_booked=True))
    assert await told(organisation, made.id) == sorted(one for family in concerned for one in family.guardians.values())


@one_database
async def test_an_information_changes_nothing_and_reaches_a_class(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Place, int, int]:
        place = two_schools(town)
        town.family("Ciste").guardian("Elio").child("Mia", "CE2")
        town.booked(place.bruyere.cell("Lou", "cantine", MONDAY))
        common: dict[str, Any] = {"role": Role.KITCHEN, "locale": "fr", "linked_at": NOW}
        common |= {"linked_by": place.manager.staff_id}
        kitchen = town.add(t.group_chats, telegram_id=-1, title="Cuisine", **common)
        town.add(t.group_chats, telegram_id=-2, title="Là-bas", school_id=place.there, **common)
        return place, place.bruyere.school.classes["CP"], kitchen

    place, cp, kitchen = await build(organisation, story)
    wanted = order(GENERAL, school_ids=frozenset({place.here}), class_ids=frozenset({cp}), is_urgent=False)
    made = await announced(organisation, place.director, wanted)
    assert made.preview == Preview(families=1, guardians=2, unreachable=2, staff=2)
    assert await told(organisation, made.id) == sorted(place.bruyere.guardians.values())
    assert await told(organisation, made.id, "group_id") == [kitchen]
    assert len(await booked_days(organisation)) == 1
    message = next(row for row in await rows(organisation, t.outbox) if row.guardian_id)
    assert (message.priority, message.expires_at) == (2, NOW + timedelta(days=7))


@one_database
async def test_the_preview_counts_by_which_way_each_guardian_is_reached(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        family = town.family("Bruyère").guardian("Anne").guardian("Marc", email="marc@example.org")
        family.guardian("Lise", custody=Custody.ODD_WEEKS).child("Lou").child("Noé")
        town.linked(7_000_000_001, family.actor("Anne"))
        return town.manager()

    manager = await build(organisation, story)
    preview = await organisation.read(preview_announcement, manager, order(), NOW)
    assert (preview.guardians, preview.by_chat, preview.by_email, preview.unreachable) == (3, 1, 1, 1)


# --- who may, and what cannot be


@one_database
async def test_a_director_announces_to_their_school_alone(organisation: Organisation) -> None:
    place = await build(organisation, two_schools)
    choices = await organisation.read(announceable, place.director, NOW)
    assert [choice.name for choice in choices] == [SCHOOL]
    assert [name for _, name in choices[0].classes] == ["CE2", "CP"]
    assert await refused(organisation, place.director, order()) == (OrderProblem.NO_SCHOOL,)
    for beyond in (
        order(school_ids=frozenset({place.here, place.there})),
        order(GENERAL, school_ids=frozenset({place.here}), class_ids=frozenset(place.callune.school.classes.values())),
        order(STRIKE, school_ids=frozenset({place.here}), modes={place.there: StrikeMode.CLOSED}),
    ):
        with pytest.raises(NotAuthorisedError):
            await announced(organisation, place.director, beyond)
    made = await announced(organisation, place.manager, order())
    assert await organisation.read(list_announcements, place.director, NOW) == []
    assert len(await organisation.read(list_announcements, place.manager, NOW, 1)) == 1
    with pytest.raises(NotAuthorisedError):
        await organisation.write(reopen, place.director, made.id, "again", NOW)


@one_database
@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARER, Role.KITCHEN])
async def test_nobody_but_managers_and_directors_announces(organisation: Organisation, role: Role) -> None:
    actor = await build(organisation, lambda town: town.manager(role=role))
    for usecase in (problems, preview_announcement, send_sample, announce):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(usecase, actor, order(), NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(keep_document, actor, "a.pdf", "application/pdf", b"%PDF")
    with pytest.raises(NotAuthorisedError):
        await organisation.write(reopen, actor, 1, "key", NOW)


LONG = MONDAY + timedelta(days=60)

CANNOT_BE = {
    "no day": (order(first_day=None), [OrderProblem.NO_DAY]),
    "half a span": (order(GENERAL, first_day=MONDAY), [OrderProblem.NO_DAY]),
    "booked on no day": (order(GENERAL, only_booked=True), [OrderProblem.NO_DAY]),
    "reversed": (order(first_day=TUESDAY, last_day=MONDAY), [OrderProblem.DAYS_REVERSED]),
    "61 days": (order(last_day=LONG), [OrderProblem.TOO_LONG_SPAN]),
    "60 days": (order(last_day=LONG - timedelta(days=1)), []),
    "yesterday": (order(first_day=THIS_MONDAY, last_day=THIS_MONDAY), [OrderProblem.PAST_DAY]),
    "from yesterday": (order(first_day=THIS_MONDAY), []),
    "no words": (order(GENERAL, text=" \n"), [OrderProblem.NO_TEXT]),
    "a closure needs none": (order(text=""), []),
    "too many words": (order(text="a" * (LONGEST_TEXT + 1)), [OrderProblem.TEXT_TOO_LONG]),
    "no mode": (order(STRIKE), [OrderProblem.NO_SCHOOL_MODE]),
    "nobody is booked": (
        order(GENERAL, only_booked=True, first_day=FRIDAY, last_day=FRIDAY),
        [OrderProblem.NOBODY],
    ),
}


@one_database
async def test_what_cannot_be_announced(organisation: Organisation) -> None:
    place = await build(organisation, two_schools)
    found = {name: list(await refused(organisation, place.manager, one)) for name, (one, _) in CANNOT_BE.items()}
    assert found == {name: expected for name, (_, expected) in CANNOT_BE.items()}
    with pytest.raises(OrderRefusedError):
        await organisation.write(send_sample, place.manager, order(first_day=None), NOW)
    with pytest.raises(ValueError):
        await announced(organisation, place.manager, order(key="k" * 65))
    with pytest.raises(ValueError):
        await announced(organisation, place.manager, order(document_id=1))
    assert await rows(organisation, t.announcements) == []


@one_database
async def test_a_document_is_kept_under_a_plain_name_and_within_its_size(organisation: Organisation) -> None:
    manager = await build(organisation, lambda town: town.manager())
    long = "../été\n" + "x" * 200 + ".pdf"
    for content in (b"", bytes(5_000_001)):
        with pytest.raises(ValueError):
            await organisation.write(keep_document, manager, "a.pdf", "application/pdf", content)
    document_id = await organisation.write(keep_document, manager, long, "application/pdf", bytes(5_000_000))
    (document,) = await rows(organisation, t.documents)
    assert document.id == document_id
    assert document.name.startswith("étéxxx")
    assert document.name.endswith("x.pdf")
    assert len(document.name) <= 120


# --- reopening


async def closed(organisation: Organisation) -> tuple[Place, Announced]:
    """A Monday and Tuesday closed: Lou and Noé were booked, Noé's place of Tuesday was asked for, Lou's was to go."""

    def story(town: Town) -> Place:
        place = two_schools(town)
        family = place.bruyere
        town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY), family.cell("Noé", "cantine", MONDAY))
        town.requested(family.cell("Noé", "cantine", TUESDAY))
        town.requested(family.cell("Lou", "cantine", TUESDAY), kind=RequestKind.CANCEL)
        return place

    place = await build(organisation, story)
    return place, await announced(organisation, place.manager, order(school_ids=frozenset({place.here})))


async def test_reopening_restores_all_that_closing_undid_and_tells_whoever_was_told(organisation: Organisation) -> None:
    place, closure = await closed(organisation)
    row = (await organisation.read(list_announcements, place.director, NOW))[0]
    assert (row.kind, row.can_reopen, row.school_names) == (CLOSURE, True, (SCHOOL,))
    preview = await organisation.read(preview_reopening, place.director, closure.id, NOW)
    assert (preview.days, preview.bookings, preview.requests, preview.lost) == ((MONDAY, TUESDAY), 3, 2, 0)
    assert preview.families == 1

    made = await organisation.write(reopen, place.director, closure.id, "reopen", NOW)
    assert (made.is_new, made.preview.bookings, made.preview.requests) == (True, 3, 2)
    assert len(await booked_days(organisation)) == 3
    requests = await rows(organisation, t.booking_requests)
    assert {(one.state, one.decision_id, one.refusal) for one in requests} == {(RequestState.PENDING, None, None)}
    assert await told(organisation, made.id) == await told(organisation, closure.id)
    assert place.manager.staff_id in await told(organisation, made.id, "staff_id")
    assert place.director.staff_id not in await told(organisation, made.id, "staff_id")
    cell = place.bruyere.cell("Lou", "cantine", MONDAY)
    assert await state_of(organisation, place.bruyere.actor(), cell) is CellState.BOOKED
    listed = await organisation.read(list_announcements, place.manager, NOW)
    assert [(one.kind, one.is_reopened, one.can_reopen) for one in listed] == [
        (REOPENING, False, False),
        (CLOSURE, True, False),
    ]


async def test_a_day_closed_twice_gets_its_bookings_back_from_whichever_is_reopened_last(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        town.booked(*place.bruyere.cells("Lou", "cantine", MONDAY, TUESDAY))
        return place

    place = await build(organisation, story)
    here = frozenset({place.here})
    both_days = await announced(organisation, place.manager, order(school_ids=here))
    monday = await announced(organisation, place.manager, order(key="two", last_day=MONDAY, school_ids=here))
    lou = place.bruyere.children["Lou"]
    await organisation.write(reopen, place.manager, both_days.id, "reopen", NOW)
    assert await booked_days(organisation) == [(lou, TUESDAY)]
    assert (await organisation.read(preview_reopening, place.manager, monday.id, NOW)).bookings == 1
    await organisation.write(reopen, place.manager, monday.id, "reopen too", NOW)
    assert sorted(await booked_days(organisation)) == [(lou, MONDAY), (lou, TUESDAY)]


async def test_an_absence_is_not_billed_for_a_day_on_which_the_service_was_closed_after_all(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Place:
        place = two_schools(town)
        declared = place.bruyere.cells("Lou", "cantine", MONDAY, THURSDAY)
        town.booked(*declared, place.bruyere.cell("Noé", "cantine", MONDAY))
        town.requested(*declared, kind=RequestKind.ABSENCE, outcome=AbsenceOutcome.BILLED)
        town.marked(Mark.ABSENT_BILLED, place.bruyere.cell("Noé", "cantine", MONDAY), by=place.manager)
        return place

    place = await build(organisation, story)
    await organisation.write(approve, place.manager, Selection(), NOW - timedelta(hours=1))
    lou, noe = (place.bruyere.children[name] for name in ("Lou", "Noé"))

    async def billed() -> set[tuple[int, date]]:
        marks = await rows(organisation, t.attendance)
        return {(row.child_id, row.day) for row in marks if row.mark == Mark.ABSENT_BILLED}

    assert await billed() == {(lou, MONDAY), (lou, THURSDAY), (noe, MONDAY)}
    closure = await announced(organisation, place.manager, order(school_ids=frozenset({place.here})))
    assert await billed() == {(lou, THURSDAY), (noe, MONDAY)}, "what somebody marked who was there stands"
    await organisation.write(reopen, place.manager, closure.id, "reopen", NOW + timedelta(hours=1))
    assert await billed() == {(lou, MONDAY), (lou, THURSDAY), (noe, MONDAY)}


async def planning(organisation: Organisation) -> set[tuple[object, ...]]:
    """What is booked and what is pending."""
    booked = {(row.child_id, row.service_id, row.day) for row in await rows(organisation, t.bookings)}
    asked = await rows(organisation, t.booking_requests)
    return booked | {(row.id, row.kind, row.state, row.decision_id, row.refusal) for row in asked}


@one_database
@pytest.mark.parametrize("seed", range(3))
async def test_closing_anything_and_reopening_it_leaves_the_planning_as_it_was(
    organisation: Organisation, seed: int
) -> None:
    chance = random.Random(seed)
    days = (MONDAY, TUESDAY, THURSDAY, FRIDAY)

    def story(town: Town) -> tuple[StaffActor, list[Family]]:
        manager, crowd = town.manager(), [*town.families(4), *town.families(3, school=OTHER_SCHOOL)]
        cells = [
            family.cell("Charlie", key, day) for family in crowd for key in ("cantine", "garderie_soir") for day in days
        ]
        booked = chance.sample(cells, 24)
        town.booked(*booked)
        town.marked(Mark.PRESENT, *chance.sample(booked, 4), by=manager)
        town.requested(*chance.sample(booked, 6), kind=chance.choice([RequestKind.CANCEL, RequestKind.ABSENCE]))
        town.requested(*chance.sample([cell for cell in cells if cell not in booked], 12))
        return manager, crowd

    manager, crowd = await build(organisation, story)
    before = await planning(organisation)
    first, last = sorted(chance.sample(days, 2))
    schools = frozenset(chance.sample([crowd[0].school.id, crowd[-1].school.id], chance.randrange(3)))
    services = frozenset(chance.sample(["cantine", "garderie_soir"], chance.randrange(3)))
    made = await announced(
        organisation, manager, order(first_day=first, last_day=last, school_ids=schools, service_keys=services)
    )
    assert made.preview.bookings + made.preview.requests > 0
    assert await planning(organisation) != before
    await organisation.write(reopen, manager, made.id, "reopen", NOW)
    assert await planning(organisation) == before


async def test_two_people_who_reopen_at_once_reopen_once(organisation: Organisation) -> None:
    place, closure = await closed(organisation)
    made = await asyncio.gather(
        *(
            organisation.write(reopen, one, closure.id, f"{one.staff_id}", NOW)
            for one in (place.manager, place.director)
        )
    )
    assert sorted(one.is_new for one in made) == [False, True]
    assert len({one.id for one in made}) == 1
    assert len(await booked_days(organisation)) == 3


@overlapping
async def test_the_one_who_reopens_last_waits_for_the_first_and_reopens_nothing(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, closure = await closed(organisation)
    with after(monkeypatch, announcement_rows, "insert_once", until_another_waits(database_url)):
        made = await asyncio.gather(
            *(organisation.write(reopen, place.manager, closure.id, key, NOW) for key in ("one more", "another"))
        )
    assert sorted(one.is_new for one in made) == [False, True]
    assert len({one.id for one in made}) == 1
    assert len(await booked_days(organisation)) == 3


@one_database
async def test_the_key_of_an_announcement_reopens_nothing(organisation: Organisation) -> None:
    place, closure = await closed(organisation)
    with pytest.raises(ValueError):
        await organisation.write(reopen, place.manager, closure.id, "one", NOW)
    assert await booked_days(organisation) == []


async def test_reopening_gives_back_no_place_that_is_gone_closed_otherwise_or_another_schools(
    organisation: Organisation,
) -> None:
    place, closure = await closed(organisation)

    def meanwhile(town: Town) -> None:
        """One place a day is left; Tuesday is closed anyway; Noé has moved."""
        town.places("cantine", 1)
        town.closed(TUESDAY, school=SCHOOL)
        moved = t.class_members.update().where(t.class_members.c.child_id == place.bruyere.children["Noé"])
        town._tx.execute(moved.values(class_id=place.callune.school.classes["CP"]))

    await build(organisation, meanwhile)
    preview = await organisation.read(preview_reopening, place.manager, closure.id, NOW)
    assert (preview.bookings, preview.requests, preview.lost) == (1, 0, 4)
    await organisation.write(reopen, place.manager, closure.id, "reopen", NOW)
    assert await booked_days(organisation) == [(place.bruyere.children["Lou"], MONDAY)]


async def test_bookings_come_back_before_requests_and_no_more_of_both_than_there_are_places(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[list[Family], StaffActor]:
        town.places("cantine", 3)
        crowd = town.families(5)
        booked = [family.cell("Charlie", "cantine", MONDAY) for family in crowd[:2]]
        town.booked(*reversed(booked))
        town.requested(*(family.cell("Charlie", "cantine", MONDAY) for family in crowd[2:]))
        return crowd, town.manager()

    crowd, manager = await build(organisation, story)
    closure = await announced(organisation, manager, order())
    preview = await organisation.read(preview_reopening, manager, closure.id, NOW)
    made = await organisation.write(reopen, manager, closure.id, "reopen", NOW)
    assert (preview.bookings, preview.requests, preview.lost) == (2, 1, 2)
    assert (made.preview.bookings, made.preview.requests) == (2, 1)
    pending = [row for row in await rows(organisation, t.booking_requests) if row.state == RequestState.PENDING]
    assert [row.child_id for row in pending] == [crowd[2].children["Charlie"]]


@one_database
async def test_days_that_are_past_stay_closed_when_the_rest_reopens(organisation: Organisation) -> None:
    place, closure = await closed(organisation)
    tuesday_noon = paris("2026-12-01 10:00")
    preview = await organisation.read(preview_reopening, place.manager, closure.id, tuesday_noon)
    assert (preview.days, preview.bookings, preview.lost) == ((TUESDAY,), 1, 0)
    await organisation.write(reopen, place.manager, closure.id, "reopen", tuesday_noon)
    open_closures = [row for row in await rows(organisation, t.closures) if row.reopened_at is None]
    assert [(row.first_day, row.last_day) for row in open_closures] == [(MONDAY, MONDAY)]
    assert await booked_days(organisation) == [(place.bruyere.children["Lou"], TUESDAY)]


@one_database
async def test_a_strike_that_was_reopened_is_over_and_its_reopening_reopens_nothing(organisation: Organisation) -> None:
    place = await build(organisation, two_schools)
    modes = {place.here: StrikeMode.CLOSED, place.there: StrikeMode.PICNIC}
    strike = await announced(organisation, place.manager, order(STRIKE, modes=modes))
    reopening = await organisation.write(reopen, place.manager, strike.id, "reopen", NOW)
    listed = await organisation.read(list_announcements, place.manager, NOW)
    assert [one.can_reopen for one in listed] == [False, False]
    with pytest.raises(ValueError):
        await organisation.write(reopen, place.manager, reopening.id, "again", NOW)
    facts = [row.facts["modes"] for row in await rows(organisation, t.announcements) if row.kind == REOPENING]
    assert facts == [{}], "no school is said to be closed"


@one_database
async def test_neither_an_information_nor_what_is_over_can_be_reopened(organisation: Organisation) -> None:
    place, closure = await closed(organisation)
    information = await announced(organisation, place.manager, order(GENERAL, key="two"))
    for announcement_id, now in ((information.id, NOW), (closure.id, paris("2026-12-02 08:00"))):
        with pytest.raises(ValueError):
            await organisation.write(reopen, place.manager, announcement_id, "reopen", now)
