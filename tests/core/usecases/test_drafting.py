"""A family prepares what it will ask."""

from datetime import timedelta

import pytest

from core.db.tables import draft_cells
from core.model.errors import NotAuthorisedError
from core.model.people import Custody
from core.model.planning import Cell, Refusal, RequestKind
from core.organisation import Organisation
from core.usecases.drafting import clear_draft, copy_last_week, read_draft, set_wish, want_all_week
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, NOW, THIS_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, paris
from tests.core.usecases.steps import ask, rows

BOOK, CANCEL = RequestKind.BOOK, RequestKind.CANCEL


def bruyere_of(town: Town) -> Family:
    family = town.family("Bruyère").guardian("Anne").guardian("Marc")
    return family.child("Lou", "CP").child("Noé", "CE2", services=["cantine"])


async def wishes(organisation: Organisation, family: Family) -> dict[Cell, RequestKind]:
    lines = await organisation.read(read_draft, family.actor(), NOW)
    return {Cell(line.child.id, line.service.id, line.day): line.kind for line in lines}


async def test_a_wish_is_kept_once_however_often_it_is_pressed(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    for _ in range(2):
        assert await organisation.write(set_wish, bruyere.actor(), cell, BOOK, NOW) is None
    assert await wishes(organisation, bruyere) == {cell: BOOK}


async def test_a_wish_is_taken_back_and_taking_it_back_twice_is_taking_it_back_once(
    organisation: Organisation,
) -> None:
    bruyere = await build(organisation, bruyere_of)
    kept, dropped = bruyere.cells("Lou", "cantine", MONDAY, TUESDAY)
    for cell in (kept, dropped):
        await organisation.write(set_wish, bruyere.actor(), cell, BOOK, NOW)
    for _ in range(2):
        assert await organisation.write(set_wish, bruyere.actor(), dropped, None, NOW) is None
    assert await wishes(organisation, bruyere) == {kept: BOOK}


async def test_a_new_wish_replaces_the_one_before(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.drafted(family.actor(), family.cell("Lou", "cantine", MONDAY))
        town.booked(family.cell("Lou", "cantine", MONDAY))
        return family

    bruyere = await build(organisation, story)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    assert await organisation.write(set_wish, bruyere.actor(), cell, CANCEL, NOW) is None
    assert await wishes(organisation, bruyere) == {cell: CANCEL}


async def test_what_cannot_be_asked_for_is_not_kept_and_says_why(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    for cell, kind, refusal in (
        (bruyere.cell("Lou", "cantine", WEDNESDAY), BOOK, Refusal.CLOSED),
        (bruyere.cell("Noé", "garderie_soir", MONDAY), BOOK, Refusal.NOT_ENROLLED),
        (bruyere.cell("Lou", "cantine", THIS_MONDAY + timedelta(days=3)), BOOK, Refusal.PAST_CUTOFF),
        (bruyere.cell("Lou", "cantine", THIS_MONDAY), BOOK, Refusal.PAST),
        (bruyere.cell("Lou", "cantine", MONDAY), CANCEL, Refusal.NOT_BOOKED),
    ):
        assert await organisation.write(set_wish, bruyere.actor(), cell, kind, NOW) is refusal
    assert await rows(organisation, draft_cells) == []


async def test_a_press_on_somebody_elses_child_or_on_another_schools_service_writes_nothing(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> tuple[Family, Family]:
        return bruyere_of(town), town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")

    bruyere, callune = await build(organisation, story)
    tom = callune.cell("Tom", "cantine", MONDAY)
    crossed = Cell(bruyere.children["Lou"], tom.service_id, MONDAY)
    for cell in (tom, crossed):
        for wish in (BOOK, CANCEL, None):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(set_wish, bruyere.actor(), cell, wish, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(want_all_week, bruyere.actor(), cell.child_id, cell.service_id, MONDAY, BOOK, NOW)
    assert await rows(organisation, draft_cells) == []


async def test_the_draft_reads_by_child_then_day_and_says_what_came_too_late(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        cells = [family.cell("Noé", "cantine", MONDAY), *family.cells("Lou", "cantine", THURSDAY, TUESDAY)]
        town.drafted(family.actor(), *cells)
        return family

    bruyere = await build(organisation, story)
    lines = await organisation.read(read_draft, bruyere.actor(), NOW)
    assert [(line.child.first_name, line.day) for line in lines] == [
        ("Lou", TUESDAY),
        ("Lou", THURSDAY),
        ("Noé", MONDAY),
    ]
    assert {line.refusal for line in lines} == {None}
    late = await organisation.read(read_draft, bruyere.actor(), paris("2026-11-27 00:00"))
    assert {line.refusal for line in late} == {Refusal.PAST_CUTOFF}


async def test_each_guardian_has_a_draft_of_their_own(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    await organisation.write(set_wish, bruyere.actor("Anne"), bruyere.cell("Lou", "cantine", MONDAY), BOOK, NOW)
    assert await organisation.read(read_draft, bruyere.actor("Marc"), NOW) == ()
    await organisation.write(clear_draft, bruyere.actor("Marc"))
    assert len(await wishes(organisation, bruyere)) == 1
    await organisation.write(clear_draft, bruyere.actor("Anne"))
    assert await wishes(organisation, bruyere) == {}


async def test_a_whole_week_is_wanted_where_it_can_be_and_dropped_again(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.closed(THURSDAY)
        return family

    bruyere = await build(organisation, story)
    lou, cantine = bruyere.children["Lou"], bruyere.school.services["cantine"]
    await organisation.write(want_all_week, bruyere.actor(), lou, cantine, MONDAY, BOOK, NOW)
    assert await wishes(organisation, bruyere) == dict.fromkeys(bruyere.cells("Lou", "cantine", TUESDAY, FRIDAY), BOOK)
    await organisation.write(want_all_week, bruyere.actor(), lou, cantine, MONDAY, None, NOW)
    assert await wishes(organisation, bruyere) == {}


async def test_as_last_week_copies_every_childs_bookings_and_not_what_is_asked_for_already(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(*family.cells("Lou", "cantine", *(THIS_MONDAY + timedelta(days=n) for n in (0, 1, 3))))
        town.booked(family.cell("Lou", "garderie_soir", THIS_MONDAY))
        town.booked(family.cell("Noé", "cantine", THIS_MONDAY + timedelta(days=4)))
        town.booked(family.cell("Lou", "garderie_matin", LAST_MONDAY))
        town.requested(family.cell("Lou", "cantine", MONDAY))
        town.closed(THURSDAY)
        return family

    bruyere = await build(organisation, story)
    assert await organisation.write(copy_last_week, bruyere.actor(), MONDAY, NOW) == 3
    copied = await wishes(organisation, bruyere)
    assert copied == {
        bruyere.cell("Lou", "cantine", TUESDAY): BOOK,
        bruyere.cell("Lou", "garderie_soir", MONDAY): BOOK,
        bruyere.cell("Noé", "cantine", FRIDAY): BOOK,
    }
    assert await organisation.write(copy_last_week, bruyere.actor(), MONDAY, NOW) == 0
    assert await wishes(organisation, bruyere) == copied


async def test_as_last_week_finds_the_week_before_the_holidays(organisation: Organisation) -> None:
    """The school is closed from 19 December 2026 to 3 January 2027."""
    december, january = paris("2026-12-14 12:00").date(), paris("2027-01-04 12:00").date()

    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(*family.cells("Lou", "cantine", december, december + timedelta(days=3)))
        return family

    bruyere = await build(organisation, story)
    now = paris("2026-12-29 10:00")
    assert await organisation.write(copy_last_week, bruyere.actor(), january, now) == 2
    lines = await organisation.read(read_draft, bruyere.actor(), now)
    assert [line.day for line in lines] == [january, january + timedelta(days=3)]


async def test_as_last_week_with_nothing_booked_lately_copies_nothing(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = bruyere_of(town)
        town.booked(family.cell("Lou", "cantine", MONDAY - timedelta(weeks=6)))
        return family

    bruyere = await build(organisation, story)
    assert await organisation.write(copy_last_week, bruyere.actor(), MONDAY, NOW) == 0


async def test_as_last_week_copies_ones_own_last_week_where_guardians_take_turns(organisation: Organisation) -> None:
    """Marc has the odd weeks: 47 (16 November) and 49 (30 November); week 48 is Anne's, and none of his business."""

    def story(town: Town) -> Family:
        hers = town.family("Bruyère").child("Lou").guardian("Anne", custody=Custody.EVEN_WEEKS)
        his = town.family("Sorel").raises("Lou", hers.children["Lou"]).guardian("Marc", custody=Custody.ODD_WEEKS)
        town.booked(his.cell("Lou", "cantine", LAST_MONDAY + timedelta(days=1)))
        town.booked(*his.cells("Lou", "cantine", THIS_MONDAY, THIS_MONDAY + timedelta(days=3)))
        return his

    his = await build(organisation, story)
    assert await organisation.write(copy_last_week, his.actor(), MONDAY, NOW) == 1
    assert await wishes(organisation, his) == {his.cell("Lou", "cantine", TUESDAY): BOOK}
    assert await organisation.write(copy_last_week, his.actor(), MONDAY + timedelta(weeks=1), NOW) == 0


async def test_a_wish_that_was_sent_is_wanted_no_more(organisation: Organisation) -> None:
    bruyere = await build(organisation, bruyere_of)
    await ask(organisation, bruyere.actor(), bruyere.cell("Lou", "cantine", MONDAY))
    assert await wishes(organisation, bruyere) == {}
