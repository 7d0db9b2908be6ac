"""The week of each of the two services, as their own texts tell it, each under its own policy."""

from datetime import date, datetime, timedelta

import pytest

from core.model.people import StaffActor
from core.model.planning import AbsenceOutcome, CellState, Refusal, RequestKind
from core.model.requests import Selection
from core.organisation import Organisation
from core.usecases.absences import AbsenceOrder, declare_absence
from core.usecases.deciding import approve, refuse
from tests.builders import Family, Town, build
from tests.clock import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, paris
from tests.core.usecases.steps import ask, refusals, state_of

OFFICIAL_REASONS = [
    "RAISON MEDICALE",
    "VOYAGE OU SORTIE SCOLAIRE",
    "ABSENCE DE L'ENSEIGNANT",
    "GREVE DU PERSONNEL OU DES ENSEIGNANTS",
    "ACCIDENT DE LA CIRCULATION",
    "PARTICIPATION A UNE SEQUENCE DE SOUTIEN",
    "CAS DE FORCE MAJEURE",
    "CIRCONSTANCES EXCEPTIONNELLES",
    "AUTRES",
]

both_services = pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)


def story(town: Town) -> tuple[Family, StaffActor]:
    return town.family("Bruyère").guardian("Anne").child("Lou"), town.director()


@pytest.mark.parametrize("policy", ["peaugres"], indirect=True)
async def test_peaugres_asks_until_thursday_midnight_and_is_answered_on_friday_morning(
    organisation: Organisation,
) -> None:
    bruyere, director = await build(organisation, story)
    monday, tuesday, thursday = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY)

    in_time = await ask(organisation, bruyere.actor(), monday, tuesday, now=paris("2026-11-26 23:59:59"))
    assert refusals(in_time) == {monday: None, tuesday: None}
    assert in_time.answer_by == paris("2026-11-27 09:00")
    late = await ask(organisation, bruyere.actor(), thursday, now=paris("2026-11-27 00:00:00"))
    assert refusals(late) == {thursday: Refusal.PAST_CUTOFF}
    assert await state_of(organisation, bruyere.actor(), monday) is CellState.PENDING_BOOK

    friday_morning = paris("2026-11-27 09:05")
    assert (await organisation.write(approve, director, Selection(first_day=MONDAY), friday_morning)).decided == 2
    assert await state_of(organisation, bruyere.actor(), monday, friday_morning) is CellState.BOOKED
    assert await state_of(organisation, bruyere.actor(), thursday, friday_morning) is CellState.FREE


@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_epagny_asks_changes_and_cancels_until_wednesday_noon(organisation: Organisation) -> None:
    def booked(town: Town) -> tuple[Family, StaffActor]:
        bruyere, director = story(town)
        town.booked(*bruyere.cells("Lou", "cantine", MONDAY, TUESDAY))
        return bruyere, director

    bruyere, director = await build(organisation, booked)
    monday, tuesday = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY)
    outing = bruyere.cell("Lou", "mercredi", WEDNESDAY)
    evening = bruyere.cell("Lou", "garderie_soir", FRIDAY)
    before, noon = paris("2026-11-25 11:59:59"), paris("2026-11-25 12:00:00")

    assert refusals(await ask(organisation, bruyere.actor(), outing, now=before)) == {outing: None}
    cancelled = await ask(organisation, bruyere.actor(), monday, kind=RequestKind.CANCEL, now=before)
    assert refusals(cancelled) == {monday: None}
    assert cancelled.answer_by == paris("2026-11-26 09:00")
    assert refusals(await ask(organisation, bruyere.actor(), evening, now=noon)) == {evening: Refusal.PAST_CUTOFF}
    too_late = await ask(organisation, bruyere.actor(), tuesday, kind=RequestKind.CANCEL, now=noon)
    assert refusals(too_late) == {tuesday: Refusal.PAST_CUTOFF}

    thursday = paris("2026-11-26 09:10")
    wednesday_only = Selection(first_day=WEDNESDAY, last_day=WEDNESDAY)
    await organisation.write(refuse, director, wednesday_only, "Il n'y a plus de place.", thursday)
    await organisation.write(approve, director, Selection(), thursday)
    states = [await state_of(organisation, bruyere.actor(), cell, thursday) for cell in (monday, tuesday, outing)]
    assert states == [CellState.FREE, CellState.BOOKED, CellState.REFUSED], "validated or refused, the planning changes"


@both_services
async def test_the_nine_reasons_are_offered_in_their_order_and_each_can_be_declared(
    organisation: Organisation,
) -> None:
    """Declared in time, each gives the place back; the planning shows the request until it is decided."""
    reasons = organisation.policy.absence_reasons
    assert [reason.label.fr for reason in reasons] == OFFICIAL_REASONS
    school_days = (MONDAY, TUESDAY, THURSDAY, FRIDAY)
    days = [day + timedelta(weeks=week) for week in range(3) for day in school_days][: len(reasons)]

    def booked(town: Town) -> tuple[Family, StaffActor]:
        bruyere, director = story(town)
        town.booked(*bruyere.cells("Lou", "cantine", *days))
        return bruyere, director

    bruyere, _ = await build(organisation, booked)
    for reason, cell in zip(reasons, bruyere.cells("Lou", "cantine", *days), strict=True):
        order = AbsenceOrder(frozenset({cell}), reason.code)
        (line,) = await organisation.write(declare_absence, bruyere.actor(), order, paris("2026-11-25 11:00"))
        assert line.outcome is AbsenceOutcome.GIVEN_BACK
        assert await state_of(organisation, bruyere.actor(), cell) is CellState.PENDING_ABSENCE


@pytest.mark.parametrize(
    ("policy", "day", "deadline"),
    [
        ("peaugres", date(2026, 11, 5), paris("2026-10-30 00:00")),
        ("epagny", date(2026, 11, 5), paris("2026-10-28 12:00")),
        ("peaugres", date(2027, 4, 1), paris("2027-03-26 00:00")),
        ("epagny", date(2027, 4, 1), paris("2027-03-24 12:00")),
    ],
    indirect=["policy"],
)
async def test_a_change_of_time_moves_no_deadline(organisation: Organisation, day: date, deadline: datetime) -> None:
    """The clocks change on Sunday 25 October 2026 and, between deadline and day, on Sunday 28 March 2027."""
    bruyere, _ = await build(organisation, story)
    lunch, evening = bruyere.cell("Lou", "cantine", day), bruyere.cell("Lou", "garderie_soir", day)
    in_time = await ask(organisation, bruyere.actor(), lunch, now=deadline - timedelta(seconds=1))
    late = await ask(organisation, bruyere.actor(), evening, now=deadline)
    assert (refusals(in_time), refusals(late)) == ({lunch: None}, {evening: Refusal.PAST_CUTOFF})
