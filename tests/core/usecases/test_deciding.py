"""The service decides."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from core.db.tables import attendance, audit_events, booking_requests, bookings, outbox
from core.model.errors import NotAuthorisedError
from core.model.people import Role, Scope, StaffActor
from core.model.planning import AbsenceOutcome, CellState, Mark, RequestKind, RequestState
from core.model.requests import Selection
from core.organisation import Organisation
from core.rules.authorisation import covers
from core.usecases.deciding import Decision, approve, count_pending, list_pending, refuse
from core.usecases.requesting import list_requests, withdraw
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY
from tests.core.usecases.steps import ask, rows, state_of

EVERYTHING = Selection()
GROUPING = timedelta(seconds=20)


@dataclass(frozen=True)
class Story:
    """Lou (CP) and Noé (CE2) of the Bruyère family; Tom (CP) of the Callune family, who goes to the other school."""

    bruyere: Family
    callune: Family
    manager: StaffActor
    director: StaffActor
    teacher: StaffActor


def story(town: Town) -> Story:
    """Three requests at Les Tilleuls, and one at Le Grand Pré."""
    bruyere = town.family("Bruyère").guardian("Anne").child("Lou", "CP").child("Noé", "CE2")
    callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom", "CP")
    town.requested(*bruyere.cells("Lou", "cantine", MONDAY, TUESDAY), bruyere.cell("Noé", "cantine", MONDAY))
    town.requested(callune.cell("Tom", "cantine", MONDAY))
    return Story(bruyere, callune, town.manager(), town.director(), town.teacher())


async def states(organisation: Organisation) -> list[str]:
    return [request.state for request in await rows(organisation, booking_requests)]


async def test_pending_requests_are_counted_by_day_school_and_class(organisation: Organisation) -> None:
    told = await build(organisation, story)
    groups = await organisation.read(count_pending, told.manager, EVERYTHING, NOW)
    assert [(group.day, group.school, group.class_name, group.count) for group in groups] == [
        (MONDAY, OTHER_SCHOOL, "CP", 1),
        (MONDAY, "Les Tilleuls", "CE2", 1),
        (MONDAY, "Les Tilleuls", "CP", 1),
        (TUESDAY, "Les Tilleuls", "CP", 1),
    ]
    assert max(group.newest for group in groups) == 4


async def test_pending_requests_are_listed_by_day_and_name_a_page_at_a_time(organisation: Organisation) -> None:
    told = await build(organisation, story)
    first = await organisation.read(list_pending, told.manager, EVERYTHING, 3, 0, NOW)
    rest = await organisation.read(list_pending, told.manager, EVERYTHING, 3, 3, NOW)
    assert [(row.first_name, row.day) for row in first + rest] == [
        ("Lou", MONDAY),
        ("Noé", MONDAY),
        ("Tom", MONDAY),
        ("Lou", TUESDAY),
    ]
    assert (rest[0].last_name, rest[0].class_name, rest[0].service_key) == ("Bruyère", "CP", "cantine")
    assert (rest[0].kind, rest[0].reason, rest[0].outcome) == (RequestKind.BOOK, None, None)


async def test_approving_everything_books_it_and_the_families_see_it_at_once(organisation: Organisation) -> None:
    told = await build(organisation, story)
    decision = await organisation.write(approve, told.manager, EVERYTHING, NOW)
    assert decision == Decision(decided=4, families=2, left=0)
    assert set(await states(organisation)) == {RequestState.APPROVED}
    monday = told.bruyere.cell("Lou", "cantine", MONDAY)
    assert await state_of(organisation, told.bruyere.actor(), monday) is CellState.BOOKED
    booked = {(row.child_id, row.day, row.family_id) for row in await rows(organisation, bookings)}
    assert booked == {
        (told.bruyere.children["Lou"], MONDAY, told.bruyere.id),
        (told.bruyere.children["Lou"], TUESDAY, told.bruyere.id),
        (told.bruyere.children["Noé"], MONDAY, told.bruyere.id),
        (told.callune.children["Tom"], MONDAY, told.callune.id),
    }


async def test_a_decision_is_audited_once_and_each_request_points_to_it(organisation: Organisation) -> None:
    told = await build(organisation, story)
    await organisation.write(approve, told.manager, EVERYTHING, NOW)
    (event,) = await rows(organisation, audit_events)
    assert (event.action, event.staff_id, event.at, event.facts) == (
        "approve",
        told.manager.staff_id,
        NOW,
        {"requests": 4},
    )
    assert {(row.decision_id, row.decided_at) for row in await rows(organisation, booking_requests)} == {
        (event.id, NOW)
    }


async def test_each_family_gets_one_message_that_holds_all_its_answers(organisation: Organisation) -> None:
    told = await build(organisation, story)
    await organisation.write(approve, told.manager, EVERYTHING, NOW)
    messages = {row.family_id: row for row in await rows(organisation, outbox)}
    assert messages.keys() == {told.bruyere.id, told.callune.id}
    assert {row.available_at for row in messages.values()} == {NOW + GROUPING}
    for request in await rows(organisation, booking_requests):
        assert request.result_id == messages[request.family_id].id


async def test_a_second_decision_within_the_window_joins_the_familys_message(organisation: Organisation) -> None:
    told = await build(organisation, story)
    later = NOW + GROUPING - timedelta(seconds=1)
    monday, tuesday = Selection(last_day=MONDAY), Selection(first_day=TUESDAY)
    await organisation.write(approve, told.director, monday, NOW)
    await organisation.write(refuse, told.director, tuesday, "Sortie scolaire", later)
    (message,) = await rows(organisation, outbox)
    assert message.available_at == later + GROUPING
    answered = [row for row in await rows(organisation, booking_requests) if row.result_id == message.id]
    assert [row.state for row in answered] == [RequestState.APPROVED, RequestState.REFUSED, RequestState.APPROVED]


async def test_deciding_twice_decides_once(organisation: Organisation) -> None:
    told = await build(organisation, story)
    await organisation.write(approve, told.manager, EVERYTHING, NOW)
    assert await organisation.write(approve, told.manager, EVERYTHING, NOW) == Decision(0, 0, 0)
    assert await organisation.write(refuse, told.manager, EVERYTHING, "Trop tard", NOW) == Decision(0, 0, 0)
    assert set(await states(organisation)) == {RequestState.APPROVED}
    assert len(await rows(organisation, audit_events)) == 1
    assert len(await rows(organisation, outbox)) == 2


@pytest.mark.parametrize(
    ("which", "decided"),
    [
        ("day", {1, 3, 4}),
        ("week", {1, 2, 3, 4}),
        ("another week", set()),
        ("school", {1, 2, 3}),
        ("class", {1, 2}),
        ("some", {2, 4}),
        ("none", set()),
        ("up to", {1, 2}),
        ("school and day", {1, 3}),
    ],
)
async def test_what_is_selected_is_decided_and_nothing_else(
    organisation: Organisation, which: str, decided: set[int]
) -> None:
    told = await build(organisation, story)
    school = told.bruyere.school
    selection = {
        "day": Selection(first_day=MONDAY, last_day=MONDAY),
        "week": Selection(first_day=MONDAY, last_day=FRIDAY),
        "another week": Selection(first_day=MONDAY + timedelta(weeks=1), last_day=FRIDAY + timedelta(weeks=1)),
        "school": Selection(school_id=school.id),
        "class": Selection(class_id=school.classes["CP"]),
        "some": Selection(ids=frozenset({2, 4, 999})),
        "none": Selection(ids=frozenset()),
        "up to": Selection(up_to=2),
        "school and day": Selection(school_id=school.id, last_day=MONDAY),
    }[which]
    listed = await organisation.read(list_pending, told.manager, selection, 10, 0, NOW)
    assert {row.id for row in listed} == decided
    assert (await organisation.write(approve, told.manager, selection, NOW)).decided == len(decided)
    approved = {row.id for row in await rows(organisation, booking_requests) if row.state == RequestState.APPROVED}
    assert approved == decided


async def test_a_request_that_came_after_the_recap_is_not_decided_unseen(organisation: Organisation) -> None:
    told = await build(organisation, story)
    groups = await organisation.read(count_pending, told.manager, EVERYTHING, NOW)
    seen = Selection(up_to=max(group.newest for group in groups))
    friday = told.bruyere.cell("Lou", "cantine", FRIDAY)
    await ask(organisation, told.bruyere.actor(), friday)
    assert (await organisation.write(approve, told.manager, seen, NOW)).decided == 4
    assert await state_of(organisation, told.bruyere.actor(), friday) is CellState.PENDING_BOOK


async def test_a_refusal_tells_its_reason_and_books_nothing(organisation: Organisation) -> None:
    told = await build(organisation, story)
    reason = "Plus de place <b>lundi</b> & mardi 🙁"
    decision = await organisation.write(refuse, told.director, EVERYTHING, reason, NOW)
    assert decision == Decision(decided=3, families=1, left=0)
    assert await rows(organisation, bookings) == []
    listed = await organisation.read(list_requests, told.bruyere.actor(), NOW)
    assert {(request.state, request.refusal) for request in listed} == {(RequestState.REFUSED, reason)}
    monday = told.bruyere.cell("Lou", "cantine", MONDAY)
    assert await state_of(organisation, told.bruyere.actor(), monday) is CellState.REFUSED


async def test_an_approved_cancellation_gives_the_place_back_and_a_refused_one_keeps_it(
    organisation: Organisation,
) -> None:
    def leaving(town: Town) -> Story:
        told = story(town)
        cells = told.bruyere.cells("Lou", "cantine", THURSDAY, FRIDAY)
        town.booked(*cells)
        town.requested(*cells, kind=RequestKind.CANCEL)
        return told

    told = await build(organisation, leaving)
    thursday, friday = told.bruyere.cells("Lou", "cantine", THURSDAY, FRIDAY)
    await organisation.write(approve, told.manager, Selection(first_day=THURSDAY, last_day=THURSDAY), NOW)
    await organisation.write(refuse, told.manager, Selection(first_day=FRIDAY), "Repas commandé", NOW)
    assert await state_of(organisation, told.bruyere.actor(), thursday) is CellState.FREE
    assert await state_of(organisation, told.bruyere.actor(), friday) is CellState.BOOKED


async def test_an_approved_absence_is_given_back_or_marked_as_it_was_declared(organisation: Organisation) -> None:
    def absent(town: Town) -> Story:
        told = story(town)
        given_back, excused, billed = cells = told.bruyere.cells(
            "Lou", "garderie_soir", *(THIS_MONDAY + timedelta(days=days) for days in (1, 3, 4))
        )
        town.booked(*cells)
        for cell, outcome in (
            (given_back, AbsenceOutcome.GIVEN_BACK),
            (excused, AbsenceOutcome.EXCUSED),
            (billed, AbsenceOutcome.BILLED),
        ):
            town.requested(cell, kind=RequestKind.ABSENCE, outcome=outcome)
        return told

    told = await build(organisation, absent)
    assert (await organisation.write(approve, told.manager, Selection(last_day=FRIDAY), NOW)).decided == 7
    given_back, excused, billed = told.bruyere.cells(
        "Lou", "garderie_soir", *(THIS_MONDAY + timedelta(days=days) for days in (1, 3, 4))
    )
    assert await state_of(organisation, told.bruyere.actor(), given_back) is CellState.FREE
    assert await state_of(organisation, told.bruyere.actor(), excused) is CellState.ABSENT_EXCUSED
    assert await state_of(organisation, told.bruyere.actor(), billed) is CellState.ABSENT_BILLED
    assert {(row.day, row.mark, row.marked_by, row.marked_at) for row in await rows(organisation, attendance)} == {
        (excused.day, Mark.ABSENT_EXCUSED, told.manager.staff_id, NOW),
        (billed.day, Mark.ABSENT_BILLED, told.manager.staff_id, NOW),
    }


def with_undecided(town: Town) -> Story:
    """Lou's two late absences of this week, left to the manager, besides the four requests."""
    told = story(town)
    cells = told.bruyere.cells("Lou", "cantine", THIS_MONDAY + timedelta(days=3), THIS_MONDAY + timedelta(days=4))
    town.booked(*cells)
    town.requested(*cells, kind=RequestKind.ABSENCE, reason="medical", outcome=AbsenceOutcome.UNDECIDED)
    return told


async def test_late_absences_left_to_the_manager_wait_for_a_word(organisation: Organisation) -> None:
    told = await build(organisation, with_undecided)
    groups = await organisation.read(count_pending, told.manager, EVERYTHING, NOW)
    assert sum(group.undecided for group in groups) == 2
    assert await organisation.write(approve, told.manager, EVERYTHING, NOW) == Decision(decided=4, families=2, left=2)
    assert await organisation.write(approve, told.manager, EVERYTHING, NOW) == Decision(0, 0, 2)
    assert len(await rows(organisation, audit_events)) == 1
    pending = await organisation.read(list_pending, told.manager, EVERYTHING, 10, 0, NOW)
    assert {(row.reason, row.outcome) for row in pending} == {("medical", AbsenceOutcome.UNDECIDED)}


@pytest.mark.parametrize(
    ("word", "state"),
    [(AbsenceOutcome.EXCUSED, CellState.ABSENT_EXCUSED), (AbsenceOutcome.BILLED, CellState.ABSENT_BILLED)],
)
async def test_the_managers_word_settles_what_a_late_absence_costs(
    organisation: Organisation, word: AbsenceOutcome, state: CellState
) -> None:
    told = await build(organisation, with_undecided)
    one = Selection(first_day=THIS_MONDAY + timedelta(days=3), last_day=THIS_MONDAY + timedelta(days=3))
    assert await organisation.write(approve, told.manager, one, NOW, word) == Decision(1, 1, 0)
    cell = told.bruyere.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=3))
    assert await state_of(organisation, told.bruyere.actor(), cell) is state
    settled = [row for row in await rows(organisation, booking_requests) if row.outcome == word]
    assert [row.state for row in settled] == [RequestState.APPROVED]


async def test_a_mark_made_by_staff_stands_when_the_absence_is_approved(organisation: Organisation) -> None:
    def seen_at_table(town: Town) -> Story:
        told = story(town)
        cell = told.bruyere.cell("Lou", "cantine", THIS_MONDAY)
        town.booked(cell)
        town.requested(cell, kind=RequestKind.ABSENCE, outcome=AbsenceOutcome.BILLED)
        town.marked(Mark.PRESENT, cell, by=told.teacher)
        return told

    told = await build(organisation, seen_at_table)
    await organisation.write(approve, told.manager, EVERYTHING, NOW)
    assert [row.mark for row in await rows(organisation, attendance)] == [Mark.PRESENT]


async def test_a_director_sees_and_decides_for_the_school_alone(organisation: Organisation) -> None:
    told = await build(organisation, story)
    groups = await organisation.read(count_pending, told.director, EVERYTHING, NOW)
    assert {group.school for group in groups} == {"Les Tilleuls"}
    aimed_at_the_other = Selection(ids=frozenset({4}), school_id=told.callune.school.id)
    assert await organisation.read(list_pending, told.director, aimed_at_the_other, 10, 0, NOW) == []
    assert await organisation.write(refuse, told.director, aimed_at_the_other, "Non", NOW) == Decision(0, 0, 0)
    assert (await organisation.write(approve, told.director, EVERYTHING, NOW)).decided == 3
    assert await states(organisation) == [RequestState.APPROVED] * 3 + [RequestState.PENDING]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARER, Role.KITCHEN])
async def test_whoever_does_not_decide_may_neither_read_nor_decide(organisation: Organisation, role: Role) -> None:
    await build(organisation, story)
    actor = await build(organisation, lambda town: town.manager("Sam Genêt", role=role))
    with pytest.raises(NotAuthorisedError):
        await organisation.read(count_pending, actor, EVERYTHING, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.read(list_pending, actor, EVERYTHING, 10, 0, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(approve, actor, EVERYTHING, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(refuse, actor, EVERYTHING, "Non", NOW)
    assert set(await states(organisation)) == {RequestState.PENDING}


async def test_the_database_covers_what_the_rule_covers(organisation: Organisation) -> None:
    told = await build(organisation, story)
    tilleuls, pre = told.bruyere.school, told.callune.school
    places = {
        1: (tilleuls.id, tilleuls.classes["CP"]),
        3: (tilleuls.id, tilleuls.classes["CE2"]),
        4: (pre.id, pre.classes["CP"]),
    }
    for scopes in (
        (),
        (Scope(),),
        (Scope(pre.id),),
        (Scope(tilleuls.id, tilleuls.classes["CE2"]),),
        (Scope(pre.id, tilleuls.classes["CP"]),),
        (Scope(tilleuls.id, tilleuls.classes["CE2"]), Scope(pre.id)),
    ):
        actor = StaffActor(told.manager.staff_id, Role.MANAGER, scopes)
        seen = {row.id for row in await organisation.read(list_pending, actor, Selection(last_day=MONDAY), 10, 0, NOW)}
        assert seen == {request for request, place in places.items() if covers(scopes, *place)}


async def test_what_was_withdrawn_is_not_decided(organisation: Organisation) -> None:
    told = await build(organisation, story)
    await organisation.write(withdraw, told.bruyere.actor(), [1], NOW)
    assert (await organisation.write(approve, told.manager, EVERYTHING, NOW)).decided == 3
    assert (await states(organisation))[0] == RequestState.WITHDRAWN


@pytest.mark.parametrize("outcome", [AbsenceOutcome.GIVEN_BACK, AbsenceOutcome.UNDECIDED])
async def test_a_late_absence_is_excused_or_billed_and_nothing_else(
    organisation: Organisation, outcome: AbsenceOutcome
) -> None:
    told = await build(organisation, story)
    with pytest.raises(ValueError, match="excused or billed"):
        await organisation.write(approve, told.manager, EVERYTHING, NOW, outcome)
    assert await states(organisation) == [RequestState.PENDING] * 4


async def test_a_refusal_without_a_reason_refuses_nothing(organisation: Organisation) -> None:
    told = await build(organisation, story)
    with pytest.raises(ValueError, match="reason"):
        await organisation.write(refuse, told.manager, EVERYTHING, " ", NOW)
    assert await states(organisation) == [RequestState.PENDING] * 4
