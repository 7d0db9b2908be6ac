"""A family declares an absence."""

from datetime import timedelta

import pytest

from core.db.tables import audit_events, booking_requests
from core.model.errors import NotAuthorisedError, UnknownReasonError
from core.model.people import Custody
from core.model.planning import AbsenceOutcome, Cell, CellState, Mark, Refusal, RequestKind
from core.organisation import Organisation
from core.usecases.absences import AbsenceOrder, declarable, declare_absence, preview_absence
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, paris
from tests.core.usecases.steps import ask, refusals, rows, state_of

THIS_THURSDAY = THIS_MONDAY + timedelta(days=3)
DEADLINE = paris("2026-11-27 00:00")


def bruyere_of(town: Town) -> Family:
    """Lou eats at the canteen this Thursday and all next week, and stays on Monday evening."""
    family = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou").child("Noé")
    town.booked(*family.cells("Lou", "cantine", THIS_THURSDAY, MONDAY, TUESDAY, THURSDAY, FRIDAY))
    town.booked(family.cell("Lou", "garderie_soir", MONDAY))
    return family


def order(*cells: Cell, reason: str = "medical") -> AbsenceOrder:
    return AbsenceOrder(frozenset(cells), reason)


async def test_before_the_deadline_a_place_is_given_back_whatever_the_reason(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    for reason in organisation.policy.absence_reasons:
        (line,) = await organisation.read(preview_absence, bruyere.actor(), order(cell, reason=reason.code), NOW)
        assert (line.outcome, line.refusal) == (AbsenceOutcome.GIVEN_BACK, None)
    (line,) = await organisation.write(declare_absence, bruyere.actor(), order(cell), DEADLINE - timedelta(seconds=1))
    assert line.outcome is AbsenceOutcome.GIVEN_BACK
    assert await state_of(organisation, bruyere.actor(), cell) is CellState.PENDING_ABSENCE


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("strike", AbsenceOutcome.EXCUSED),
        ("other", AbsenceOutcome.BILLED),
        ("medical", AbsenceOutcome.UNDECIDED),
    ],
)
async def test_a_late_absence_costs_what_its_reason_says(
    organisation: Organisation, reason: str, outcome: AbsenceOutcome
) -> None:
    bruyere = await build(organisation, bruyere_of)
    wanted = order(bruyere.cell("Lou", "cantine", THIS_THURSDAY), reason=reason)
    (previewed,) = await organisation.read(preview_absence, bruyere.actor(), wanted, NOW)
    (declared,) = await organisation.write(declare_absence, bruyere.actor(), wanted, NOW)
    assert (declared.outcome, declared.refusal) == (outcome, None)
    assert declared == previewed
    (request,) = await rows(organisation, booking_requests)
    assert (request.kind, request.reason, request.outcome) == (RequestKind.ABSENCE, reason, outcome)


async def test_what_it_costs_is_settled_when_it_is_confirmed_not_when_it_was_shown(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    wanted = order(bruyere.cell("Lou", "cantine", MONDAY), reason="other")
    (shown,) = await organisation.read(preview_absence, bruyere.actor(), wanted, DEADLINE - timedelta(seconds=1))
    (confirmed,) = await organisation.write(declare_absence, bruyere.actor(), wanted, DEADLINE)
    assert (shown.outcome, confirmed.outcome) == (AbsenceOutcome.GIVEN_BACK, AbsenceOutcome.BILLED)


async def test_a_range_of_days_is_declared_at_once_late_and_early_days_each_at_their_cost(
    organisation: Organisation,
) -> None:
    bruyere = await build(organisation, bruyere_of)
    days = [THIS_THURSDAY, MONDAY, TUESDAY, WEDNESDAY]
    choice = await organisation.read(declarable, bruyere.actor(), bruyere.children["Lou"], days, NOW)
    assert [(day, [service.terms.key for service in services]) for day, services in choice.days] == [
        (THIS_THURSDAY, ["cantine"]),
        (MONDAY, ["cantine", "garderie_soir"]),
        (TUESDAY, ["cantine"]),
    ]
    cells = [Cell(choice.child.id, service.id, day) for day, services in choice.days for service in services]
    lines = await organisation.write(declare_absence, bruyere.actor(), order(*cells, reason="other"), NOW)
    assert [(line.day, line.outcome) for line in lines] == [
        (THIS_THURSDAY, AbsenceOutcome.BILLED),
        (MONDAY, AbsenceOutcome.GIVEN_BACK),
        (MONDAY, AbsenceOutcome.GIVEN_BACK),
        (TUESDAY, AbsenceOutcome.GIVEN_BACK),
    ]
    (event,) = await rows(organisation, audit_events)
    facts = {"cells": 4, "child": bruyere.children["Lou"]}
    assert (event.action, event.facts) == ("declare_absence", facts), "no reason: it can be a health fact"
    left = await organisation.read(declarable, bruyere.actor(), bruyere.children["Lou"], days, NOW)
    assert left.days == ()


async def test_declaring_twice_declares_once(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    wanted = order(bruyere.cell("Lou", "cantine", MONDAY))
    await organisation.write(declare_absence, bruyere.actor("Anne"), wanted, NOW)
    for guardian in ("Anne", "Marc"):
        (line,) = await organisation.write(declare_absence, bruyere.actor(guardian), wanted, NOW)
        assert (line.outcome, line.refusal) == (None, Refusal.ALREADY_PENDING)
    assert len(await rows(organisation, booking_requests)) == 1
    assert len(await rows(organisation, audit_events)) == 1


async def test_an_absence_needs_a_booking_an_open_day_and_a_service_that_has_not_begun(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(*family.cells("Noé", "cantine", THIS_MONDAY, MONDAY))
        town.booked(family.cell("Noé", "garderie_matin", THIS_MONDAY + timedelta(days=1)))
        town.marked(Mark.PRESENT, family.cell("Noé", "cantine", MONDAY), by=town.manager())
        town.closed(FRIDAY)
        return family

    bruyere = await build(organisation, story)
    expected = {
        bruyere.cell("Lou", "garderie_soir", TUESDAY): Refusal.NOT_BOOKED,
        bruyere.cell("Lou", "cantine", FRIDAY): Refusal.CLOSED,
        bruyere.cell("Noé", "cantine", THIS_MONDAY): Refusal.PAST,
        bruyere.cell("Noé", "garderie_matin", THIS_MONDAY + timedelta(days=1)): Refusal.PAST,
        bruyere.cell("Noé", "cantine", MONDAY): Refusal.ALREADY_MARKED,
    }
    lines = await organisation.write(declare_absence, bruyere.actor(), order(*expected), NOW)
    assert {line.cell: line.refusal for line in lines} == expected
    assert await rows(organisation, booking_requests) == []
    assert await rows(organisation, audit_events) == []


async def test_a_child_falls_ill_on_the_morning_itself_before_the_service_begins(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    wanted = order(bruyere.cell("Lou", "cantine", THIS_THURSDAY))
    (line,) = await organisation.write(declare_absence, bruyere.actor(), wanted, paris("2026-11-26 11:29:59"))
    assert line.outcome is AbsenceOutcome.UNDECIDED
    (line,) = await organisation.read(preview_absence, bruyere.actor(), wanted, paris("2026-11-26 11:30"))
    assert line.refusal is Refusal.PAST


async def test_an_absence_of_another_child_or_in_another_guardians_week_is_not_declared(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[Family, Family, Family]:
        bruyere = bruyere_of(town)
        callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
        town.booked(callune.cell("Tom", "cantine", MONDAY))
        sorel = town.family("Sorel").guardian("Paul", custody=Custody.ALWAYS)
        sorel.raises("Lou", bruyere.children["Lou"], custody=Custody.EVEN_WEEKS)
        return bruyere, callune, sorel

    bruyere, callune, sorel = await build(organisation, story)
    tom = callune.cell("Tom", "cantine", MONDAY)
    for mixed in (order(tom), order(bruyere.cell("Lou", "cantine", MONDAY), tom)):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(preview_absence, bruyere.actor(), mixed, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(declare_absence, bruyere.actor(), mixed, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.read(declarable, bruyere.actor(), callune.children["Tom"], [MONDAY], NOW)
    (line,) = await organisation.write(
        declare_absence, sorel.actor(), order(bruyere.cell("Lou", "cantine", MONDAY)), NOW
    )
    assert line.refusal is Refusal.OTHER_CUSTODY
    assert await rows(organisation, booking_requests) == []


async def test_a_reason_the_policy_does_not_know_is_refused(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    wanted = order(bruyere.cell("Lou", "cantine", MONDAY), reason="flu")
    with pytest.raises(UnknownReasonError):
        await organisation.read(preview_absence, bruyere.actor(), wanted, NOW)
    with pytest.raises(UnknownReasonError):
        await organisation.write(declare_absence, bruyere.actor(), wanted, NOW)
    assert await rows(organisation, booking_requests) == []


async def test_a_cancellation_that_waits_leaves_no_room_for_an_absence(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    assert refusals(await ask(organisation, bruyere.actor(), cell, kind=RequestKind.CANCEL)) == {cell: None}
    (line,) = await organisation.write(declare_absence, bruyere.actor(), order(cell), NOW)
    assert line.refusal is Refusal.ALREADY_PENDING


async def test_requests_are_written_in_the_order_of_cells_so_that_nobody_waits_in_a_circle(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé")
        town.booked(*(family.cell(child, key, MONDAY) for child in ("Lou", "Noé") for key in family.school.services))
        return family

    bruyere = await build(organisation, story)
    cells = [bruyere.cell(child, key, MONDAY) for child in ("Lou", "Noé") for key in bruyere.school.services]
    await organisation.write(declare_absence, bruyere.actor(), order(*reversed(cells)), NOW)
    written = await rows(organisation, booking_requests)
    assert [Cell(row.child_id, row.service_id, row.day) for row in written] == sorted(cells)
