"""A month that has been billed is closed: what it holds stays as it was billed."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.db.billed import billed_among, is_billed
from core.model.announcements import Order
from core.model.attendance import MarkProblem
from core.model.billing import ClosingProblem, MonthRow
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, Audience, StrikeMode
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Mark, Refusal, RequestKind
from core.model.reports import FileFormat, ReportKind, ReportOrder, Way
from core.organisation import Organisation, UnitOfWork
from core.usecases import attendance
from core.usecases.absences import AbsenceOrder, declare_absence
from core.usecases.announcing import announce, reopen
from core.usecases.attendance import mark
from core.usecases.billing import billing_sheets
from core.usecases.closing import close_month, months, reopen_month
from tests.builders import Family, Town, build
from tests.clock import NOW, paris
from tests.core.usecases.steps import ask, rows
from tests.core.usecases.test_races import after, overlapping, until_another_waits

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
IN_DECEMBER = paris("2026-12-01 00:00")
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
LAST_MONDAY = date(2026, 11, 30)

one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def lou(town: Town) -> tuple[Family, StaffActor]:
    """Lou was booked in the last days of November."""
    family = town.family("Bruyère").guardian("Anne").child("Lou", "CP")
    town.booked(*family.cells("Lou", "cantine", THURSDAY, FRIDAY, LAST_MONDAY))
    manager = town.manager()
    town.marked(Mark.PRESENT, family.cell("Lou", "cantine", THURSDAY), by=manager)
    return family, manager


async def actions(organisation: Organisation) -> list[tuple[str, object]]:
    return [(row.action, row.facts.get("month")) for row in await rows(organisation, t.audit_events)]


async def test_a_month_is_closed_once_it_is_over_and_can_be_opened_again(organisation: Organisation) -> None:
    _, manager = await build(organisation, lou)
    late = IN_DECEMBER - timedelta(seconds=1)
    assert await organisation.write(close_month, manager, NOVEMBER, late) is ClosingProblem.NOT_OVER
    assert not await organisation.read(lambda uow: is_billed(uow.tx, THURSDAY))

    for _ in range(2):
        assert await organisation.write(close_month, manager, NOVEMBER, IN_DECEMBER) is None
    billed = await organisation.read(lambda uow: billed_among(uow.tx, date(2026, 10, 31), date(2026, 12, 1)))
    assert billed == {NOVEMBER}
    days = (OCTOBER, NOVEMBER, LAST_MONDAY, date(2026, 12, 1))
    found = await organisation.read(lambda uow: [is_billed(uow.tx, day) for day in days])
    assert found == [False, True, True, False]

    assert [await organisation.write(reopen_month, manager, NOVEMBER, IN_DECEMBER) for _ in range(2)] == [True, False]
    assert await actions(organisation) == [("close_month", "2026-11-01"), ("reopen_month", "2026-11-01")]


@one_database
async def test_a_month_is_closed_with_nothing_pending(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        family, manager = lou(town)
        town.requested(family.cell("Lou", "cantine", FRIDAY), kind=RequestKind.ABSENCE)
        return manager

    manager = await build(organisation, story)
    assert await organisation.write(close_month, manager, NOVEMBER, IN_DECEMBER) is ClosingProblem.PENDING
    assert await organisation.write(close_month, manager, OCTOBER, IN_DECEMBER) is None


@one_database
async def test_the_last_six_months_say_how_they_stand(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        family, manager = lou(town)
        town.booked(family.cell("Lou", "cantine", date(2026, 10, 12)))
        town.requested(family.cell("Lou", "cantine", LAST_MONDAY), kind=RequestKind.ABSENCE)
        return manager

    manager = await build(organisation, story)
    await organisation.write(close_month, manager, OCTOBER, NOW)
    friday_morning = paris("2026-11-27 08:00")
    this, last, *others = await organisation.read(months, manager, friday_morning)
    assert this == MonthRow(NOVEMBER, False, 0, 1, None, None), "what is marked today is not missing yet"
    assert last == MonthRow(OCTOBER, True, 0, 0, NOW, "Camille Ortie")
    assert [row.month.month for row in others] == [9, 8, 7, 6]
    over, *_ = (row for row in await organisation.read(months, manager, IN_DECEMBER) if row.month == NOVEMBER)
    assert (over.is_over, over.unmarked, over.pending) == (True, 2, 1)


@one_database
async def test_only_who_bills_every_school_closes_a_month(organisation: Organisation) -> None:
    def story(town: Town) -> list[StaffActor]:
        family, _ = lou(town)
        school = Scope(family.school.id)
        return [
            town.director(),
            town.teacher(),
            town.manager("Alix Houx", scopes=[school]),
            town.manager("Maël Sorbier", role=Role.KITCHEN),
            town.manager("Lise Viorne", scopes=[]),
        ]

    for actor in await build(organisation, story):
        for usecase in (close_month, reopen_month):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(usecase, actor, NOVEMBER, IN_DECEMBER)
        with pytest.raises(NotAuthorisedError):
            await organisation.read(months, actor, IN_DECEMBER)
    assert await actions(organisation) == []


@one_database
async def test_a_day_that_begins_no_month_is_none(organisation: Organisation) -> None:
    _, manager = await build(organisation, lou)
    for usecase in (close_month, reopen_month):
        with pytest.raises(ValueError, match="month"):
            await organisation.write(usecase, manager, THURSDAY, IN_DECEMBER)


@one_database
async def test_nothing_that_comes_later_changes_what_a_closed_month_holds(organisation: Organisation) -> None:
    """What a family asks, what a closure takes away, what its reopening gives back, what staff mark."""
    family, manager = await build(organisation, lou)
    monday = Audience(first_day=LAST_MONDAY, last_day=date(2026, 12, 3))
    closure = Order("one", AnnouncementKind.CLOSURE, monday)
    closed = await organisation.write(announce, manager, closure, paris("2026-11-29 10:00"))
    await organisation.write(close_month, manager, NOVEMBER, IN_DECEMBER)

    async def november() -> object:
        order = ReportOrder(ReportKind.BILLING, NOVEMBER, LAST_MONDAY, FileFormat.CSV, Way.EMAIL)
        return await organisation.read(billing_sheets, (Scope(),), order)

    async def cells() -> object:
        bookings = select(t.bookings.c.day).order_by(t.bookings.c.day)
        return await organisation.read(lambda uow: list(uow.tx.execute(bookings).scalars()))

    before = await november(), await cells()
    assert before[1] == [THURSDAY, FRIDAY]
    await organisation.write(reopen, manager, closed.id, "two", IN_DECEMBER)
    since = Audience(first_day=date(2026, 11, 12), last_day=date(2026, 12, 3))
    modes = {family.school.id: StrikeMode.PICNIC}
    for order in (
        Order("three", AnnouncementKind.STRIKE, since, modes=modes),
        Order("four", AnnouncementKind.CLOSURE, since),
    ):
        await organisation.write(announce, manager, order, IN_DECEMBER)
    for kind, day in ((RequestKind.CANCEL, FRIDAY), (RequestKind.BOOK, date(2026, 11, 12))):
        cell = family.cell("Lou", "cantine", day)
        assert (await ask(organisation, family.actor(), cell, kind=kind, now=IN_DECEMBER)).accepted == 0
    friday = family.cell("Lou", "cantine", FRIDAY)
    absence = AbsenceOrder(frozenset({friday}), "strike")
    (line,) = await organisation.write(declare_absence, family.actor(), absence, IN_DECEMBER)
    assert line.refusal is Refusal.PAST
    marked = await organisation.write(mark, manager, friday, Mark.PRESENT, None, IN_DECEMBER)
    assert marked.problem is MarkProblem.BILLED
    assert (await november(), await cells()) == before


@overlapping
async def test_a_month_is_closed_after_the_mark_that_is_being_made(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not while it is: what was billed would not be what was marked."""
    family, manager = await build(organisation, lou)
    friday = family.cell("Lou", "cantine", FRIDAY)
    is_marking = asyncio.Event()
    until_closing_waits = until_another_waits(database_url)

    async def wait() -> None:
        is_marking.set()
        await until_closing_waits()

    def close_and_count(uow: UnitOfWork) -> int:
        assert close_month(uow, manager, NOVEMBER, IN_DECEMBER) is None
        return len(uow.tx.execute(select(t.attendance)).all())

    async def close() -> int:
        await is_marking.wait()
        return await organisation.write(close_and_count)

    with after(monkeypatch, attendance, "hold_off_closures", wait):
        marking = organisation.write(mark, manager, friday, Mark.PRESENT, None, IN_DECEMBER)
        marked, marks = await asyncio.gather(marking, close())
    assert (marked.problem, marks) == (None, 2)
