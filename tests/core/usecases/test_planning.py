"""A family reads its planning."""

from datetime import date, timedelta

import pytest

from core.model.errors import NotAuthorisedError
from core.model.people import Custody, GuardianActor
from core.model.planning import Cell, CellState, Mark, Refusal, RequestKind, RequestState
from core.organisation import Organisation
from core.usecases.planning import first_bookable_week, read_children, read_overview, read_week
from tests.builders import OTHER_SCHOOL, TRICKY_NAMES, Family, Town, build
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, paris
from tests.core.usecases.steps import state_of, view_of


def bruyere_of(town: Town) -> Family:
    return town.family("Bruyère").guardian("Anne").child("Lou", "CP").child("Noé", "CE2", services=["cantine"])


async def test_a_week_shows_the_days_a_service_runs_and_the_services_in_the_order_of_the_policy(
    organisation: Organisation,
) -> None:
    bruyere = await build(organisation, bruyere_of)
    week = await organisation.read(read_week, bruyere.actor(), bruyere.children["Noé"], MONDAY, NOW)
    assert week is not None
    assert week.child.first_name == "Noé"
    assert week.child.class_name == "CE2"
    assert week.days == (MONDAY, TUESDAY, THURSDAY, FRIDAY)
    assert [service.terms.key for service in week.services] == ["garderie_matin", "cantine", "garderie_soir"]
    assert week.cells.keys() == {(service.id, day) for service in week.services for day in week.days}


@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_a_service_on_wednesday_gives_the_week_a_wednesday(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    week = await organisation.read(read_week, bruyere.actor(), None, MONDAY, NOW)
    assert week is not None
    assert week.days == (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    states = {
        (week_service.terms.key, day): week.cells[week_service.id, day].state
        for week_service in week.services
        for day in (TUESDAY, WEDNESDAY)
    }
    assert states["mercredi", WEDNESDAY] is CellState.FREE
    assert states["mercredi", TUESDAY] is CellState.CLOSED
    assert states["cantine", WEDNESDAY] is CellState.CLOSED


async def test_the_first_child_is_shown_where_none_is_named_and_is_the_eldest(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne")
        return family.child("Cadet", born=date(2020, 1, 1)).child("Aînée", born=date(2016, 1, 1))

    bruyere = await build(organisation, story)
    week = await organisation.read(read_week, bruyere.actor(), None, MONDAY, NOW)
    assert week is not None
    assert week.child.first_name == "Aînée"
    assert [child.first_name for child in week.children] == ["Aînée", "Cadet"]


async def test_a_guardian_without_children_has_no_week_and_an_empty_overview(organisation: Organisation) -> None:
    lonely = await build(organisation, lambda town: town.family("Bruyère").guardian("Anne").actor())
    assert await organisation.read(read_week, lonely, None, MONDAY, NOW) is None
    assert await organisation.read(read_children, lonely, NOW) == ()
    assert await organisation.read(first_bookable_week, lonely, NOW) is None
    overview = await organisation.read(read_overview, lonely, NOW)
    assert overview.glances == ()
    assert overview.deadline is None


async def test_a_child_in_no_class_this_year_has_no_service(organisation: Organisation) -> None:
    bruyere = await build(organisation, lambda town: town.family("Bruyère").guardian("Anne").child("Lou", None))
    week = await organisation.read(read_week, bruyere.actor(), None, MONDAY, NOW)
    assert week is not None
    assert week.services == ()
    assert week.cells == {}


async def test_the_week_of_somebody_elses_child_is_not_shown(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, Family]:
        return bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")

    bruyere, callune = await build(organisation, story)
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_week, bruyere.actor(), callune.children["Tom"], MONDAY, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_week, callune.actor(), bruyere.children["Lou"], MONDAY, NOW)
    assert await organisation.read(read_week, GuardianActor(987654), callune.children["Tom"], MONDAY, NOW) is None


async def test_each_cell_shows_its_state(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, dict[Cell, CellState]]:
        family, staff = bruyere_of(town), town.manager()
        lou = {
            (key, day): family.cell("Lou", key, day)
            for key in family.school.services
            for day in (MONDAY, TUESDAY, THURSDAY, FRIDAY)
        }
        booked, leaving, ill, present, excused, billed = (
            *(lou["cantine", day] for day in (MONDAY, TUESDAY, THURSDAY)),
            *(family.cell("Lou", "cantine", LAST_MONDAY + timedelta(days=days)) for days in (0, 1, 3)),
        )
        town.booked(booked, leaving, ill, present, excused, billed)
        town.requested(leaving, kind=RequestKind.CANCEL)
        town.requested(ill, kind=RequestKind.ABSENCE, reason="medical")
        asked, refused, withdrawn = (lou["garderie_matin", day] for day in (MONDAY, TUESDAY, THURSDAY))
        town.requested(asked)
        town.requested(refused, state=RequestState.REFUSED)
        town.requested(withdrawn, state=RequestState.WITHDRAWN)
        closed = lou["garderie_soir", FRIDAY]
        town.closed(FRIDAY, service="garderie_soir")
        unbooked = family.cell("Lou", "cantine", LAST_MONDAY + timedelta(days=4))
        town.marked(Mark.PRESENT, present, unbooked, by=staff)
        town.marked(Mark.ABSENT_EXCUSED, excused, by=staff)
        town.marked(Mark.ABSENT_BILLED, billed, by=staff)
        return family, {
            booked: CellState.BOOKED,
            leaving: CellState.PENDING_CANCEL,
            ill: CellState.PENDING_ABSENCE,
            asked: CellState.PENDING_BOOK,
            refused: CellState.REFUSED,
            withdrawn: CellState.FREE,
            closed: CellState.CLOSED,
            lou["garderie_soir", MONDAY]: CellState.FREE,
            family.cell("Noé", "garderie_matin", MONDAY): CellState.NOT_ENROLLED,
            family.cell("Noé", "cantine", THIS_MONDAY): CellState.PAST,
            present: CellState.PRESENT,
            unbooked: CellState.MARKED,
            excused: CellState.ABSENT_EXCUSED,
            billed: CellState.ABSENT_BILLED,
        }

    bruyere, expected = await build(organisation, story)
    assert {cell: await state_of(organisation, bruyere.actor(), cell) for cell in expected} == expected


async def test_a_cell_says_what_the_draft_wants_of_it_why_it_cannot_be_asked_for_and_until_when(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.drafted(family.actor(), family.cell("Lou", "cantine", MONDAY), kind=RequestKind.CANCEL)
        return family

    bruyere = await build(organisation, story)
    booked = await view_of(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", MONDAY))
    assert (booked.state, booked.wish, booked.refusal) == (CellState.BOOKED, RequestKind.CANCEL, None)
    assert booked.deadline == paris("2026-11-27 00:00")
    late = bruyere.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=3))
    assert (await view_of(organisation, bruyere.actor(), late)).refusal is Refusal.PAST_CUTOFF


async def test_a_closure_of_another_school_or_of_another_service_closes_nothing_here(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        town.closed(MONDAY, FRIDAY, school=OTHER_SCHOOL)
        town.closed(TUESDAY, service="garderie_soir")
        town.closed(THURSDAY)
        return bruyere_of(town)

    bruyere = await build(organisation, story)
    states = [
        await state_of(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", day))
        for day in (MONDAY, TUESDAY, THURSDAY, FRIDAY)
    ]
    assert states == [CellState.FREE, CellState.FREE, CellState.CLOSED, CellState.FREE]


async def test_a_full_service_says_so_and_a_pending_request_holds_its_place(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.places("cantine", 2)
        family = bruyere_of(town)
        others = town.families(2)
        town.booked(others[0].cell("Charlie", "cantine", MONDAY))
        town.requested(others[1].cell("Charlie", "cantine", MONDAY))
        town.requested(others[1].cell("Charlie", "cantine", TUESDAY), state=RequestState.REFUSED)
        return family

    bruyere = await build(organisation, story)
    monday, tuesday = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY)
    assert (await view_of(organisation, bruyere.actor(), monday)).refusal is Refusal.FULL
    assert (await view_of(organisation, bruyere.actor(), tuesday)).refusal is None


async def test_an_enrolment_holds_for_its_school_year_only(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    next_september = bruyere.cell("Lou", "cantine", date(2027, 9, 6))
    assert await state_of(organisation, bruyere.actor(), next_september) is CellState.NOT_ENROLLED


async def test_after_the_last_published_day_the_calendar_says_nothing(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    far = await view_of(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", date(2028, 9, 4)))
    assert (far.state, far.refusal) == (CellState.CLOSED, Refusal.CALENDAR_UNKNOWN)


async def test_guardians_living_apart_each_see_their_own_weeks(organisation: Organisation) -> None:
    """The week of 30 November 2026 is week 49, an odd one."""

    def story(town: Town) -> tuple[Family, Family]:
        hers = town.family("Bruyère").child("Lou").guardian("Anne", custody=Custody.EVEN_WEEKS)
        his = town.family("Sorel").raises("Lou", hers.children["Lou"]).guardian("Marc", custody=Custody.ODD_WEEKS)
        town.requested(hers.cell("Lou", "cantine", MONDAY), by=his.actor())
        town.requested(hers.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=4)), by=hers.actor())
        return hers, his

    hers, his = await build(organisation, story)
    odd, even = (hers.cell("Lou", "cantine", day) for day in (MONDAY, THIS_MONDAY + timedelta(days=4)))
    assert await state_of(organisation, his.actor(), odd) is CellState.PENDING_BOOK
    assert await state_of(organisation, hers.actor(), odd) is CellState.OTHER_CUSTODY
    assert await state_of(organisation, hers.actor(), even) is CellState.PENDING_BOOK
    assert await state_of(organisation, his.actor(), even) is CellState.OTHER_CUSTODY
    for actor in (hers.actor(), his.actor()):
        assert (await organisation.read(read_overview, actor, NOW)).pending == 1


async def test_the_overview_shows_the_coming_days_what_is_pending_and_the_next_deadline(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(family.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=1)))
        town.requested(family.cell("Lou", "garderie_soir", THIS_MONDAY + timedelta(days=3)))
        town.requested(family.cell("Noé", "cantine", MONDAY + timedelta(weeks=10)))
        town.drafted(family.actor(), *family.cells("Lou", "cantine", MONDAY, TUESDAY))
        return family

    bruyere = await build(organisation, story)
    overview = await organisation.read(read_overview, bruyere.actor(), NOW)
    lou, noe = overview.glances
    seen = [(day.day, [(service.terms.key, state) for service, state in day.services]) for day in lou.days]
    assert seen == [
        (THIS_MONDAY + timedelta(days=1), [("cantine", CellState.BOOKED)]),
        (THIS_MONDAY + timedelta(days=3), [("garderie_soir", CellState.PENDING_BOOK)]),
        (THIS_MONDAY + timedelta(days=4), []),
    ]
    assert noe.child.first_name == "Noé"
    assert overview.pending == 2
    assert overview.drafted == 2
    assert overview.deadline is not None
    assert (overview.deadline.at, overview.deadline.first_day, overview.deadline.last_day) == (
        paris("2026-11-27 00:00"),
        MONDAY,
        FRIDAY,
    )
    assert await organisation.read(first_bookable_week, bruyere.actor(), NOW) == MONDAY


async def test_the_overview_says_once_for_a_day_that_it_is_the_other_guardians(organisation: Organisation) -> None:
    """The week of 23 November 2026 is week 48, an even one."""

    def story(town: Town) -> Family:
        family = town.family("Bruyère").child("Lou").guardian("Anne", custody=Custody.EVEN_WEEKS)
        town.booked(
            family.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=4)), family.cell("Lou", "cantine", MONDAY)
        )
        return family

    bruyere = await build(organisation, story)
    overview = await organisation.read(read_overview, bruyere.actor(), paris("2026-11-26 20:00"))
    seen = [(day.day, [state for _, state in day.services], day.in_custody) for day in overview.glances[0].days]
    assert seen == [
        (THIS_MONDAY + timedelta(days=3), [], True),
        (THIS_MONDAY + timedelta(days=4), [CellState.BOOKED], True),
        (MONDAY, [], False),
    ]


async def test_over_the_christmas_holidays_the_overview_finds_the_first_days_of_january(
    organisation: Organisation,
) -> None:
    bruyere = await build(organisation, bruyere_of)
    overview = await organisation.read(read_overview, bruyere.actor(), paris("2026-12-19 20:00"))
    assert [day.day for day in overview.glances[0].days] == [date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 7)]
    assert await organisation.read(first_bookable_week, bruyere.actor(), paris("2026-12-19 20:00")) == date(2027, 1, 4)


async def test_a_draft_wish_for_a_child_that_is_ours_no_more_is_neither_counted_nor_shown(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family, other = bruyere_of(town), town.family("Callune").guardian("Inès").child("Tom")
        town.drafted(family.actor(), family.cell("Lou", "cantine", MONDAY), other.cell("Tom", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    assert (await organisation.read(read_overview, bruyere.actor(), NOW)).drafted == 1


async def test_names_pass_through_as_they_are(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = town.family(TRICKY_NAMES[1]).guardian(TRICKY_NAMES[2])
        for name in TRICKY_NAMES:
            family.child(name)
        return family

    family = await build(organisation, story)
    children = await organisation.read(read_children, family.actor(), NOW)
    assert [child.first_name for child in children] == list(TRICKY_NAMES)
    assert {child.last_name for child in children} == {TRICKY_NAMES[1]}
