"""Two members of staff, or staff and a family, at once."""

import asyncio

import pytest

from core.db.tables import bookings, class_members, school_classes
from core.model.operations import BulkOrder, OperationKind, UndoProblem
from core.model.people import StaffActor
from core.model.planning import Mark
from core.model.promotions import PromotionChoices
from core.organisation import Organisation
from core.usecases import bulk, bulk_ground, requesting
from core.usecases.attendance import mark
from core.usecases.bulk import undo_operation
from core.usecases.promoting import promote
from tests.builders import Family, Town, build
from tests.clock import MONDAY, NOW, paris
from tests.core.usecases.bulk_orders import order, run
from tests.core.usecases.steps import ask, rows
from tests.core.usecases.test_races import after, overlapping, until_another_waits

BOOK = OperationKind.BOOK


def last_place(town: Town) -> tuple[Family, Family, StaffActor, StaffActor]:
    """One place for two children, and two who may give it."""
    town.places("cantine", 1)
    one = town.family("Bruyère").guardian("Anne").child("Lou")
    other = town.family("Callune").guardian("Inès").child("Tom", "CE1")
    return one, other, town.manager(), town.director()


def on_monday(family: Family, child: str) -> BulkOrder:
    """The canteen of Monday for one child."""
    return order(BOOK, family.school, last_day=MONDAY, child_ids=frozenset({family.children[child]}))


async def both_book(organisation: Organisation) -> list[int]:
    """Each books the canteen of Monday for another child, at once; how many got a place, by whom it was asked."""
    one, other, manager, director = await build(organisation, last_place)
    done = await asyncio.gather(
        run(organisation, manager, on_monday(one, "Lou"), "one press"),
        run(organisation, director, on_monday(other, "Tom"), "another press"),
    )
    return [operated.done for operated in done]


async def test_of_two_managers_at_once_one_books_the_last_place(organisation: Organisation) -> None:
    assert sorted(await both_book(organisation)) == [0, 1]
    assert len(await rows(organisation, bookings)) == 1


@overlapping
async def test_without_the_lock_both_would_book_it(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "lock_places", lambda tx, service_ids: None)
    both_have_read = asyncio.Barrier(2)
    with after(monkeypatch, bulk_ground, "places_taken", both_have_read.wait):
        assert await both_book(organisation) == [1, 1], "two bookings of one place"


@overlapping
async def test_with_the_lock_the_second_waits_for_the_first(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with after(monkeypatch, bulk_ground, "places_taken", until_another_waits(database_url)):
        assert sorted(await both_book(organisation)) == [0, 1]


@overlapping
async def test_of_staff_and_a_family_at_once_one_gets_the_last_place(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, manager, _ = await build(organisation, last_place)
    whoever_is_first = until_another_waits(database_url)
    with (
        after(monkeypatch, bulk_ground, "places_taken", whoever_is_first),
        after(monkeypatch, requesting, "read_facts", whoever_is_first),
    ):
        done, asked = await asyncio.gather(
            run(organisation, manager, on_monday(one, "Lou")),
            ask(organisation, other.actor(), other.cell("Tom", "cantine", MONDAY)),
        )
    assert sorted([done.done, asked.accepted]) == [0, 1]


async def test_two_presses_at_once_do_it_once_and_undo_it_once(organisation: Organisation) -> None:
    one, _, manager, _ = await build(organisation, last_place)
    given = on_monday(one, "Lou")
    done = await asyncio.gather(*(run(organisation, manager, given) for _ in range(2)))
    assert sorted((each.done, each.is_new) for each in done) == [(1, False), (1, True)]
    undone = await asyncio.gather(*(organisation.write(undo_operation, manager, done[0].id, NOW) for _ in range(2)))
    assert sorted(map(str, undone)) == ["1", UndoProblem.ALREADY]


@overlapping
async def test_what_is_marked_while_it_is_undone_stays_booked(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _, manager, director = await build(organisation, last_place)
    done = await run(organisation, manager, on_monday(one, "Lou"))
    lou, in_the_morning = one.cell("Lou", "cantine", MONDAY), paris("2026-11-30 11:00")

    async def meanwhile() -> None:
        marked = await organisation.write(mark, director, lou, Mark.PRESENT, None, in_the_morning)
        assert marked.problem is None

    with after(monkeypatch, bulk, "_problems", meanwhile):
        assert await organisation.write(undo_operation, manager, done.id, in_the_morning) == 0
    assert [row.child_id for row in await rows(organisation, bookings)] == [lou.child_id]


async def test_two_who_move_a_school_up_at_once_make_each_class_once(organisation: Organisation) -> None:
    one, _, manager, director = await build(organisation, last_place)
    done = await asyncio.gather(
        organisation.write(promote, manager, one.school.id, PromotionChoices(), "one press", NOW),
        organisation.write(promote, director, one.school.id, PromotionChoices(), "another press", NOW),
    )
    assert sorted(each.done for each in done) == [0, 2]
    assert len(await rows(organisation, school_classes)) == len(await rows(organisation, class_members)) == 4
