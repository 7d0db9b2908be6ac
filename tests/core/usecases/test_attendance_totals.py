"""The totals under a list, against a recount of the raw rows, after whatever people do."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from core.db import tables as t
from core.db.transaction import open_database
from core.model.attendance import Totals
from core.model.planning import Mark, RequestKind
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.attendance import mark, mark_all, undo_mark_all
from core.usecases.sheets import read_sheet, read_week_sheet
from tests.builders import Town, build
from tests.clock import NOW
from tests.core.usecases.marking import TODAY, Class, press

NAMES = st.sampled_from(("Lou", "Noé", "Zélie", "Ana", "Tom"))
MARKS = st.one_of(st.none(), st.sampled_from(Mark))


@dataclass(frozen=True)
class Step:
    """What somebody does; ``name`` is a child's, which "all" and "undo" do not ask for."""

    what: str
    name: str
    mode: Mark
    seen: Mark | None


WHAT = st.sampled_from(("press", "press", "press", "blind", "all", "undo", "book", "unbook", "ask", "declare"))
STEPS = st.lists(st.builds(Step, WHAT, NAMES, st.sampled_from(Mark), MARKS), min_size=4, max_size=10)


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_whatever_is_marked_booked_or_asked_the_totals_are_those_of_the_rows(
    sqlite_template: Path, steps: Sequence[Step]
) -> None:
    asyncio.run(_tell(sqlite_template, steps))


async def _tell(template: Path, steps: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{shutil.copy(template, Path(folder) / 'town.sqlite3')}")
        organisation = Organisation(database, preset("peaugres"))
        told, last = await build(organisation, Class), NOW
        for number, step in enumerate(steps):
            now = NOW + timedelta(seconds=number)
            last = await _do(organisation, told, step, now, last)
            await _check(organisation, told, now)
        await _check_week(organisation, told)
        await database.close()


async def _do(organisation: Organisation, told: Class, step: Step, now: datetime, last: datetime) -> datetime:
    """When everybody was last marked at once."""
    cell, key = told.cell(step.name), told.key()
    match step.what:
        case "press":
            await press(organisation, told.carer, cell, step.mode, now)
        case "blind":
            await organisation.write(mark, told.carer, cell, step.mode, step.seen, now)
        case "all":
            await organisation.write(mark_all, told.teacher, key, now)
            return now
        case "undo":
            await organisation.write(undo_mark_all, told.teacher, key, last, now)
        case _:
            await organisation.write(_by_family, told, step)
    return last


def _by_family(uow: UnitOfWork, told: Class, step: Step) -> None:
    cell, town = told.cell(step.name), Town(uow)
    of_child = t.bookings.c.child_id == cell.child_id
    asked = select(t.booking_requests.c.id).where(t.booking_requests.c.child_id == cell.child_id)
    if step.what == "unbook":
        uow.tx.execute(delete(t.bookings).where(of_child))
    elif step.what == "book":
        if uow.tx.execute(select(t.bookings.c.id).where(of_child)).first() is None:
            town.booked(cell)
    elif uow.tx.execute(asked).first() is None:
        town.requested(cell, kind=RequestKind.BOOK if step.what == "ask" else RequestKind.ABSENCE)


async def _check(organisation: Organisation, told: Class, now: datetime) -> None:
    for actor, class_name in ((told.teacher, "CP"), (told.carer, None)):
        key = told.key(class_name=class_name)
        names = [name for name in told.families if class_name is None or name != "Tom"]
        expected = await organisation.read(_recounted, {told.cell(name).child_id for name in names})
        sheet = await organisation.read(read_sheet, actor, key, now, everyone=class_name is None)
        assert sheet.totals == expected


async def _check_week(organisation: Organisation, told: Class) -> None:
    key = told.key(class_name=None)
    sheet = await organisation.read(read_sheet, told.carer, key, NOW, everyone=False)
    week = await organisation.read(read_week_sheet, told.carer, key, NOW, everyone=False)
    assert week.totals[TODAY] == sheet.totals
    assert tuple(line.days[TODAY] for line in week.lines) == sheet.lines


def _recounted(uow: UnitOfWork, child_ids: set[int]) -> Totals:
    """From the raw rows, in plain sets."""
    booked = {row.child_id for row in uow.tx.execute(select(t.bookings))} & child_ids
    requests = uow.tx.execute(select(t.booking_requests)).all()
    asked = {row.child_id for row in requests if row.kind == RequestKind.BOOK} & child_ids
    marks = {row.child_id: row.mark for row in uow.tx.execute(select(t.attendance)) if row.child_id in child_ids}
    by_mark = {one: {child for child, marked in marks.items() if marked == one} for one in Mark}
    return Totals(
        booked=len(booked),
        pending=len(asked - booked),
        present=len(by_mark[Mark.PRESENT]),
        unbooked=len(by_mark[Mark.PRESENT] - booked),
        absent_billed=len(by_mark[Mark.ABSENT_BILLED]),
        absent_excused=len(by_mark[Mark.ABSENT_EXCUSED]),
        unmarked=len(booked - marks.keys()),
    )
