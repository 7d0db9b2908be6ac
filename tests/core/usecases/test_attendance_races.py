"""Two adults at one door, on both databases: no mark is lost, and each is told what the other made of it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.util import await_only

from core.db import attendance as attendance_rows
from core.db.tables import attendance, audit_events, bookings
from core.model.attendance import Hour, Marked, MarkProblem
from core.model.people import StaffActor
from core.model.planning import Mark, RequestKind
from core.model.requests import Selection
from core.organisation import Organisation, UnitOfWork
from core.usecases.attendance import mark, mark_all, record_hour
from core.usecases.deciding import approve
from tests.builders import Town, build
from tests.clock import NOW, THIS_MONDAY, paris
from tests.core.usecases.marking import Class, line_of, with_care
from tests.core.usecases.steps import rows
from tests.core.usecases.test_races import PATIENCE, after, overlapping, until_another_waits

EVENING = "garderie_soir"
AFTER_CARE = paris("2026-11-24 18:30")


async def test_who_has_not_seen_the_other_s_mark_does_not_overwrite_it_and_is_told(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    lou = told.cell("Lou")
    await organisation.write(mark, told.carer, lou, Mark.ABSENT_BILLED, None, NOW)
    changed = Marked(Mark.ABSENT_BILLED, MarkProblem.CHANGED, "Sacha Loriot", NOW)
    assert await organisation.write(mark, told.teacher, lou, Mark.PRESENT, None, NOW) == changed
    assert await organisation.write(mark, told.teacher, lou, None, Mark.PRESENT, NOW) == changed
    same = await organisation.write(mark, told.teacher, lou, Mark.ABSENT_BILLED, None, NOW)
    assert same == Marked(Mark.ABSENT_BILLED), "both say the same"
    await organisation.write(mark, told.carer, lou, None, Mark.ABSENT_BILLED, NOW)
    gone = await organisation.write(mark, told.teacher, lou, Mark.PRESENT, Mark.ABSENT_BILLED, NOW)
    assert gone == Marked(None, MarkProblem.CHANGED)


@pytest.mark.parametrize("seen", [None, Mark.ABSENT_EXCUSED])
async def test_of_two_who_mark_a_child_differently_at_once_one_is_told(
    organisation: Organisation, seen: Mark | None
) -> None:
    told = await build(organisation, lambda town: _marked(town, seen))
    lou = told.cell("Lou")
    wanted = {Mark.PRESENT: told.teacher, Mark.ABSENT_BILLED: told.carer}
    results = await asyncio.gather(
        *(organisation.write(mark, actor, lou, one, seen, NOW) for one, actor in wanted.items())
    )
    assert sorted((one.problem for one in results), key=str) == [None, MarkProblem.CHANGED]
    (row,) = await rows(organisation, attendance)
    assert {one.mark for one in results} == {row.mark}, "the loser is told what the winner marked"
    assert len(await rows(organisation, audit_events)) == 1


@overlapping
@pytest.mark.parametrize(
    ("seen", "first", "second"),
    [
        (None, Mark.PRESENT, Mark.ABSENT_BILLED),
        (Mark.ABSENT_EXCUSED, Mark.PRESENT, None),
        (Mark.ABSENT_EXCUSED, None, Mark.PRESENT),
        (Mark.ABSENT_EXCUSED, Mark.ABSENT_BILLED, Mark.PRESENT),
    ],
)
async def test_both_have_read_the_same_and_only_the_first_writes(
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    seen: Mark | None,
    first: Mark | None,
    second: Mark | None,
) -> None:
    told = await build(organisation, lambda town: _marked(town, seen))
    lou = told.cell("Lou")
    both_have_read = asyncio.Barrier(2)
    with once_each(monkeypatch, both_have_read):
        results = await asyncio.gather(
            organisation.write(mark, told.teacher, lou, first, seen, NOW),
            organisation.write(mark, told.carer, lou, second, seen, NOW),
        )
    assert sorted((one.problem for one in results), key=str) == [None, MarkProblem.CHANGED]
    kept = {row.mark for row in await rows(organisation, attendance)} or {None}
    assert {one.mark for one in results} == kept


@overlapping
async def test_tout_pointer_at_once_with_another_marks_each_child_once(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await build(organisation, Class)
    one, other = await asyncio.gather(
        organisation.write(mark_all, told.teacher, told.key(), NOW),
        organisation.write(mark_all, told.carer, told.key(class_name=None), NOW),
    )
    assert one.count + other.count == len(await rows(organisation, attendance)) == 4


@overlapping
async def test_a_booking_is_not_removed_while_its_child_is_marked(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever removes bookings that are not marked holds them first, and then looks."""
    told = await build(organisation, Class)
    lou = told.cell("Lou")
    held = bookings.select().where(bookings.c.child_id == lou.child_id).with_for_update()

    def remove(uow: UnitOfWork) -> int:
        uow.tx.execute(held).all()
        return len(uow.tx.execute(attendance.select()).all())

    is_written, another_waits = asyncio.Event(), until_another_waits(database_url)

    async def until_the_remover_waits() -> None:
        is_written.set()
        await another_waits()

    with after(monkeypatch, attendance_rows, "add_mark", until_the_remover_waits):
        marking = asyncio.create_task(organisation.write(mark, told.teacher, lou, Mark.ABSENT_BILLED, None, NOW))
        await is_written.wait()
        seen_by_remover = await organisation.write(remove)
        marked = await marking
    assert (marked.problem, seen_by_remover) == (None, 1)


@overlapping
async def test_places_given_back_wait_for_who_marks_many_and_never_in_a_circle(
    organisation: Organisation, database_url: str
) -> None:
    def story(town: Town) -> StaffActor:
        cells = [family.cell("Charlie", "cantine", THIS_MONDAY) for family in town.families(30)]
        town.booked(*cells)
        town.requested(*reversed(cells), kind=RequestKind.CANCEL)
        return town.manager()

    manager = await build(organisation, story)
    in_order = bookings.select().order_by(bookings.c.id).with_for_update(read=True, key_share=True)
    has_begun, another_waits = asyncio.Event(), until_another_waits(database_url)

    def hold(uow: UnitOfWork) -> int:
        """As « Tout pointer » does, which has come to the first of them when the other begins."""
        uow.tx.execute(in_order.limit(1)).all()
        has_begun.set()
        await_only(asyncio.wait_for(another_waits(), PATIENCE))
        return len(uow.tx.execute(in_order).all())

    holding = asyncio.create_task(organisation.write(hold))
    await has_begun.wait()
    decision = await organisation.write(approve, manager, Selection(), NOW)
    assert (await holding, decision.decided, await rows(organisation, bookings)) == (30, 30, [])


async def test_an_arrival_and_a_departure_noted_at_once_are_both_kept(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    care, lou = with_care(organisation), told.cell("Lou", EVENING)
    await asyncio.gather(
        care.write(record_hour, told.teacher, lou, Hour.ARRIVED, 990, AFTER_CARE),
        care.write(record_hour, told.carer, lou, Hour.DEPARTED, 1080, AFTER_CARE),
    )
    line = await line_of(care, told.teacher, lou)
    assert (line.mark, line.arrived, line.departed) == (Mark.PRESENT, 990, 1080)


@overlapping
@pytest.mark.parametrize(
    ("other", "problem"),
    [("absent", MarkProblem.CHANGED), ("left earlier", MarkProblem.WRONG_ORDER)],
)
async def test_an_hour_noted_while_the_child_is_marked_otherwise_is_not_kept(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, other: str, problem: MarkProblem
) -> None:
    told = await build(organisation, lambda town: _marked(town, Mark.PRESENT, EVENING))
    care, lou = with_care(organisation), told.cell("Lou", EVENING)

    async def meanwhile() -> None:
        if other == "absent":
            await care.write(mark, told.carer, lou, Mark.ABSENT_BILLED, Mark.PRESENT, NOW)
        else:
            await care.write(record_hour, told.carer, lou, Hour.DEPARTED, 995, AFTER_CARE)

    has_come = False

    async def once() -> None:
        nonlocal has_come
        if not has_come:
            has_come = True
            await meanwhile()

    with after(monkeypatch, attendance_rows, "cell_row", once):
        noted = await care.write(record_hour, told.teacher, lou, Hour.ARRIVED, 1000, AFTER_CARE)
    assert noted.problem is problem
    assert (await line_of(care, told.teacher, lou)).arrived is None


def _marked(town: Town, seen: Mark | None, service: str = "cantine") -> Class:
    told = Class(town)
    if service != "cantine":
        town.booked(told.cell("Lou", service))
    if seen is not None:
        town.marked(seen, told.cell("Lou", service), by=told.carer)
    return told


def once_each(monkeypatch: pytest.MonkeyPatch, barrier: asyncio.Barrier) -> Any:
    """Hold each of two transactions after its first reading of the cell, until both have read."""
    passed = 0

    async def wait() -> None:
        nonlocal passed
        if passed < barrier.parties:
            passed += 1
            await barrier.wait()

    return after(monkeypatch, attendance_rows, "cell_row", wait)
