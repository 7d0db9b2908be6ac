"""A family asks, follows its requests, and withdraws them."""

from datetime import timedelta

import pytest

from core.db.tables import audit_events, booking_requests, draft_cells
from core.model.people import Custody
from core.model.planning import CellState, Mark, Refusal, RequestKind, RequestState
from core.organisation import Organisation
from core.usecases.planning import read_overview
from core.usecases.requesting import list_requests, submit_draft, withdraw
from tests.builders import Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, paris
from tests.core.usecases.steps import ask, refusals, rows, state_of

DEADLINE = paris("2026-11-27 00:00")
SECOND = timedelta(seconds=1)


def bruyere_of(town: Town) -> Family:
    family = town.family("Bruyère").guardian("Anne").guardian("Marc")
    return family.child("Lou", "CP").child("Noé", "CE2", services=["cantine"])


async def test_a_draft_over_children_services_days_and_weeks_is_asked_for_at_once(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    cells = [
        *bruyere.cells("Lou", "cantine", MONDAY, TUESDAY, MONDAY + timedelta(weeks=1)),
        bruyere.cell("Lou", "garderie_soir", FRIDAY),
        bruyere.cell("Noé", "cantine", THURSDAY),
    ]
    submission = await ask(organisation, bruyere.actor(), *cells)
    assert refusals(submission) == dict.fromkeys(cells)
    assert submission.accepted == 5
    assert submission.answer_by == paris("2026-12-04 09:00"), "the validation after the deadline of the later week"
    for cell in cells:
        assert await state_of(organisation, bruyere.actor(), cell) is CellState.PENDING_BOOK
    assert await rows(organisation, draft_cells) == []
    (event,) = await rows(organisation, audit_events)
    assert (event.action, event.guardian_id, event.at, event.facts) == (
        "request",
        bruyere.guardians["Anne"],
        NOW,
        {"cells": 5, "child": None},
    )


async def test_each_cell_gets_its_own_answer(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.places("garderie_soir", 1)
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        town.booked(family.cell("Lou", "cantine", MONDAY), other.cell("Tom", "garderie_soir", MONDAY))
        town.requested(family.cell("Lou", "cantine", TUESDAY))
        town.marked(Mark.PRESENT, family.cell("Lou", "garderie_matin", MONDAY), by=town.manager())
        town.closed(THURSDAY)
        return family

    bruyere = await build(organisation, story)
    expected = {
        bruyere.cell("Lou", "cantine", FRIDAY): None,
        bruyere.cell("Lou", "cantine", MONDAY): Refusal.ALREADY_BOOKED,
        bruyere.cell("Lou", "cantine", TUESDAY): Refusal.ALREADY_PENDING,
        bruyere.cell("Lou", "cantine", WEDNESDAY): Refusal.CLOSED,
        bruyere.cell("Lou", "cantine", THURSDAY): Refusal.CLOSED,
        bruyere.cell("Lou", "cantine", THIS_MONDAY): Refusal.PAST,
        bruyere.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=4)): Refusal.PAST_CUTOFF,
        bruyere.cell("Lou", "garderie_soir", MONDAY): Refusal.FULL,
        bruyere.cell("Lou", "garderie_matin", MONDAY): Refusal.ALREADY_MARKED,
        bruyere.cell("Noé", "garderie_matin", MONDAY): Refusal.NOT_ENROLLED,
        bruyere.cell("Lou", "cantine", MONDAY + timedelta(weeks=100)): Refusal.CALENDAR_UNKNOWN,
    }
    submission = await ask(organisation, bruyere.actor(), *expected)
    assert refusals(submission) == expected
    assert submission.accepted == 1
    assert len(await rows(organisation, booking_requests)) == 2


async def test_a_request_is_in_time_until_the_last_second_and_late_at_the_deadline(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    monday, tuesday, friday = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY, FRIDAY)
    in_time = await ask(organisation, bruyere.actor(), monday, now=DEADLINE - SECOND)
    at_midnight = await ask(organisation, bruyere.actor(), tuesday, now=DEADLINE)
    a_second_late = await ask(organisation, bruyere.actor(), friday, now=DEADLINE + SECOND)
    assert refusals(in_time) == {monday: None}
    assert refusals(at_midnight) == {tuesday: Refusal.PAST_CUTOFF}
    assert refusals(a_second_late) == {friday: Refusal.PAST_CUTOFF}
    assert at_midnight.answer_by is None
    assert await rows(organisation, draft_cells) == [], "what was refused is not wanted any more"


async def test_a_draft_drawn_up_in_time_and_sent_too_late_is_refused(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.drafted(family.actor(), family.cell("Lou", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    submission = await organisation.write(submit_draft, bruyere.actor(), DEADLINE)
    assert set(refusals(submission).values()) == {Refusal.PAST_CUTOFF}
    assert await rows(organisation, audit_events) == []


async def test_sending_an_empty_draft_or_sending_twice_asks_for_nothing_more(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    nothing = await organisation.write(submit_draft, bruyere.actor(), NOW)
    assert (nothing.outcomes, nothing.answer_by) == ((), None)
    await ask(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", MONDAY))
    again = await organisation.write(submit_draft, bruyere.actor(), NOW)
    assert again.outcomes == ()
    assert len(await rows(organisation, booking_requests)) == 1
    assert len(await rows(organisation, audit_events)) == 1


async def test_two_guardians_asking_for_the_same_meal_ask_once(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    first = await ask(organisation, bruyere.actor("Anne"), cell)
    second = await ask(organisation, bruyere.actor("Marc"), cell)
    assert refusals(first) == {cell: None}
    assert refusals(second) == {cell: Refusal.ALREADY_PENDING}
    assert len(await rows(organisation, booking_requests)) == 1


async def test_siblings_share_the_last_place(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.places("cantine", 2)
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        town.booked(other.cell("Tom", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    lou, noe = bruyere.cell("Lou", "cantine", MONDAY), bruyere.cell("Noé", "cantine", MONDAY)
    submission = await ask(organisation, bruyere.actor(), lou, noe, bruyere.cell("Noé", "cantine", TUESDAY))
    assert refusals(submission) == {lou: None, noe: Refusal.FULL, bruyere.cell("Noé", "cantine", TUESDAY): None}


async def test_a_place_that_was_withdrawn_is_free_again(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, Family]:
        town.places("cantine", 1)
        return bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")

    bruyere, callune = await build(organisation, story)
    tom = callune.cell("Tom", "cantine", MONDAY)
    await ask(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", MONDAY))
    assert refusals(await ask(organisation, callune.actor(), tom)) == {tom: Refusal.FULL}
    (request,) = await organisation.read(list_requests, bruyere.actor(), NOW)
    await organisation.write(withdraw, bruyere.actor(), [request.id], NOW)
    assert refusals(await ask(organisation, callune.actor(), tom)) == {tom: None}


async def test_a_booking_is_cancelled_by_a_request_and_what_is_not_booked_cannot_be(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    booked, free = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY)
    submission = await ask(organisation, bruyere.actor(), booked, free, kind=RequestKind.CANCEL)
    assert refusals(submission) == {booked: None, free: Refusal.NOT_BOOKED}
    assert await state_of(organisation, bruyere.actor(), booked) is CellState.PENDING_CANCEL
    again = await ask(organisation, bruyere.actor(), booked, kind=RequestKind.CANCEL)
    assert refusals(again) == {booked: Refusal.ALREADY_PENDING}


async def test_a_draft_sends_nothing_for_a_child_that_is_ours_no_more_and_forgets_it(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        town.drafted(family.actor(), other.cell("Tom", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    submission = await organisation.write(submit_draft, bruyere.actor(), NOW)
    assert submission.outcomes == ()
    assert await rows(organisation, booking_requests) == []
    assert await rows(organisation, draft_cells) == []


async def test_a_guardian_asks_only_for_the_weeks_of_custody(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        return town.family("Sorel").child("Lou").guardian("Marc", custody=Custody.ODD_WEEKS)

    sorel = await build(organisation, story)
    odd, even = sorel.cells("Lou", "cantine", MONDAY, MONDAY + timedelta(weeks=1))
    submission = await ask(organisation, sorel.actor(), odd, even)
    assert refusals(submission) == {odd: None, even: Refusal.OTHER_CUSTODY}


async def test_after_a_refusal_or_a_withdrawal_one_may_ask_again(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.requested(family.cell("Lou", "cantine", MONDAY), state=RequestState.REFUSED)
        town.requested(family.cell("Lou", "cantine", TUESDAY), state=RequestState.WITHDRAWN)
        return family

    bruyere = await build(organisation, story)
    cells = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY)
    assert (await ask(organisation, bruyere.actor(), *cells)).accepted == 2


async def test_withdrawing_takes_back_what_is_pending_once(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, list[int]]:
        family = bruyere_of(town)
        return family, town.requested(*family.cells("Lou", "cantine", MONDAY, TUESDAY))

    bruyere, ids = await build(organisation, story)
    assert await organisation.write(withdraw, bruyere.actor("Marc"), ids, NOW) == 2, "either guardian may"
    assert await organisation.write(withdraw, bruyere.actor("Marc"), ids, NOW) == 0
    assert await state_of(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", MONDAY)) is CellState.FREE
    (event,) = await rows(organisation, audit_events)
    assert (event.action, event.guardian_id) == ("withdraw", bruyere.guardians["Marc"])
    assert event.facts["requests"] == ids


@pytest.mark.parametrize("decided", [RequestState.APPROVED, RequestState.REFUSED])
async def test_what_was_decided_meanwhile_cannot_be_withdrawn(
    organisation: Organisation, decided: RequestState
) -> None:
    def story(town: Town) -> tuple[Family, list[int]]:
        family = bruyere_of(town)
        return family, town.requested(family.cell("Lou", "cantine", MONDAY), state=decided)

    bruyere, ids = await build(organisation, story)
    assert await organisation.write(withdraw, bruyere.actor(), ids, NOW) == 0
    (request,) = await rows(organisation, booking_requests)
    assert request.state == decided
    assert await rows(organisation, audit_events) == []


async def test_another_familys_request_cannot_be_withdrawn(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, list[int]]:
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        return family, town.requested(other.cell("Tom", "cantine", MONDAY))

    bruyere, ids = await build(organisation, story)
    assert await organisation.write(withdraw, bruyere.actor(), ids, NOW) == 0
    (request,) = await rows(organisation, booking_requests)
    assert request.state == RequestState.PENDING


async def test_of_a_child_in_a_family_of_the_same_name_nothing_is_seen_nor_withdrawn(
    organisation: Organisation,
) -> None:
    """A family is known by its name, and may hold children of one of its guardians alone."""

    def story(town: Town) -> tuple[Family, list[int]]:
        family = town.family("Martin").guardian("Anne").child("Lou")
        namesakes = Family(town, family.id, family.name, family.school).guardian("Paul").child("Tom")
        theirs = namesakes.cell("Tom", "cantine", MONDAY)
        return family, town.requested(theirs, kind=RequestKind.ABSENCE, reason="medical")

    martin, ids = await build(organisation, story)
    assert await organisation.read(list_requests, martin.actor(), NOW) == []
    assert (await organisation.read(read_overview, martin.actor(), NOW)).pending == 0
    assert await organisation.write(withdraw, martin.actor(), ids, NOW) == 0


async def test_what_the_other_guardian_asked_in_their_weeks_is_neither_seen_nor_withdrawn(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[Family, list[int]]:
        sorel = town.family("Sorel").child("Lou").guardian("Marc", custody=Custody.ODD_WEEKS)
        sorel.guardian("Inès", custody=Custody.EVEN_WEEKS)
        return sorel, town.requested(*sorel.cells("Lou", "cantine", MONDAY, MONDAY + timedelta(weeks=1)))

    sorel, (odd, even) = await build(organisation, story)
    for name, mine in (("Marc", odd), ("Inès", even)):
        actor = sorel.actor(name)
        assert [request.id for request in await organisation.read(list_requests, actor, NOW)] == [mine]
        assert (await organisation.read(read_overview, actor, NOW)).pending == 1
    assert await organisation.write(withdraw, sorel.actor("Marc"), [odd, even], NOW) == 1
    states = {request.id: request.state for request in await rows(organisation, booking_requests)}
    assert states == {odd: RequestState.WITHDRAWN, even: RequestState.PENDING}


async def test_whatever_is_pending_is_listed_and_the_latest_answers_come_first(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        for week in range(12):
            days = [MONDAY + timedelta(weeks=week, days=days) for days in range(7)]
            town.requested(*family.cells("Lou", "cantine", *days))
            decided = NOW - timedelta(days=week)
            town.requested(*family.cells("Lou", "garderie_soir", *days), state=RequestState.REFUSED, at=decided)
        return family

    bruyere = await build(organisation, story)
    listed = await organisation.read(list_requests, bruyere.actor(), NOW)
    assert [request.state for request in listed] == [RequestState.PENDING] * 84 + [RequestState.REFUSED] * 60
    answered = [request.decided_at for request in listed[84:] if request.decided_at]
    assert answered[0] == NOW
    assert answered == sorted(answered, reverse=True)


async def test_the_list_shows_what_is_pending_first_then_what_was_decided_lately(organisation: Organisation) -> None:
    long_ago, last_month = NOW - timedelta(days=90), NOW - timedelta(days=20)

    def story(town: Town) -> Family:
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        town.requested(other.cell("Tom", "cantine", MONDAY))
        town.requested(family.cell("Lou", "cantine", FRIDAY), family.cell("Noé", "cantine", MONDAY))
        town.requested(
            family.cell("Lou", "cantine", MONDAY),
            state=RequestState.REFUSED,
            refusal="Plus de place <b>",
            at=last_month,
        )
        town.requested(family.cell("Lou", "cantine", long_ago.date()), state=RequestState.APPROVED, at=long_ago)
        town.requested(family.cell("Lou", "cantine", last_month.date()), state=RequestState.APPROVED, at=last_month)
        town.requested(family.cell("Lou", "cantine", TUESDAY), kind=RequestKind.ABSENCE, reason="medical", at=NOW)
        return family

    bruyere = await build(organisation, story)
    listed = await organisation.read(list_requests, bruyere.actor(), NOW)
    assert [(request.child_name, request.cell.day, request.state) for request in listed] == [
        ("Noé", MONDAY, RequestState.PENDING),
        ("Lou", TUESDAY, RequestState.PENDING),
        ("Lou", FRIDAY, RequestState.PENDING),
        ("Lou", last_month.date(), RequestState.APPROVED),
        ("Lou", MONDAY, RequestState.REFUSED),
    ]
    assert listed[-1].refusal == "Plus de place <b>"
    assert listed[-1].decided_at == last_month
    assert (listed[1].kind, listed[1].reason, listed[1].service_key) == (RequestKind.ABSENCE, "medical", "cantine")
