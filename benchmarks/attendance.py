"""Attendance: a mark through the whole bot, and a day's work in towns of any size after a school year."""

import gc
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from statistics import median
from typing import Any

from sqlalchemy import Table, func, insert, select

from benchmarks.presses import CHAT, Bare, Whole, pressed
from benchmarks.town import NOW, organisation
from benchmarks.usecases import MANAGER
from core.db import tables as t
from core.model.people import Role
from core.model.planning import Mark
from core.model.policy import Rate
from core.model.reports import FileFormat, ReportKind, ReportOrder, Way
from core.model.terms import Label
from core.organisation import Organisation, UnitOfWork
from core.usecases.reports import draw
from core.usecases.rosters import running_services

PER_SCHOOL = 250
_TODAY = date(2026, 11, 24)
_YEAR = date(2026, 9, 1), date(2027, 7, 2)
_AT_ONCE = 50_000
_CHILD = "c:m."
"""What the data of a button of the list begin with."""


@asynccontextmanager
async def _at_noon(children: int, first: date, last: date) -> AsyncIterator[tuple[Organisation, Whole]]:
    """A town booked over some days, and marked on those that are over; the teacher of a class of 25 has the chat."""
    async with organisation(children, schools=-(-children // PER_SCHOOL)) as town:
        await town.write(_live, first, last)
        whole = Whole(town)
        await whole.start()
        yield town, whole


def _live(uow: UnitOfWork, first: date, last: date) -> None:
    """Every child is booked on all that runs, on three days of four; the teacher is staff 2."""
    span = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    days = [day for day in span if running_services(uow, day)]
    enrolled = uow.tx.execute(select(t.enrolments.c.child_id, t.enrolments.c.service_id)).all()
    cells = [
        {"child_id": child, "service_id": service, "day": day}
        for child, service in enrolled
        for rank, day in enumerate(days)
        if (child + rank) % 4 or day == _TODAY
    ]
    _put(uow, t.bookings, ({**cell, "family_id": (cell["child_id"] + 1) // 2} for cell in cells))
    marked = {"mark": Mark.PRESENT, "marked_at": NOW, "marked_by": 1}
    _put(uow, t.attendance, ({**cell, **marked} for cell in cells if cell["day"] < _TODAY))
    uow.tx.execute(insert(t.staff), {"id": 2, "name": "Enseignante", "role": Role.TEACHER})
    uow.tx.execute(insert(t.staff_scopes), {"staff_id": 2, "school_id": 1, "class_id": 1})
    uow.tx.execute(insert(t.chats), {"telegram_id": CHAT.id, "staff_id": 2, "locale": "fr", "linked_at": NOW})
    uow.tx.exec_driver_sql("ANALYZE")


def _put(uow: UnitOfWork, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(rows, _AT_ONCE)):
        uow.tx.execute(insert(table), chunk)


async def mark_seconds(times: int) -> tuple[float, float]:
    """Seconds of a mark through the whole bot on SQLite, and through aiogram alone: the two in turn, medians."""
    async with _at_noon(PER_SCHOOL, _TODAY, _TODAY) as (town, whole):
        await whole.open("attendance")
        bare = Bare(whole.shown)
        gc.freeze()  # as ``cantine serve`` does
        seconds: list[list[float]] = [[], []]
        for number in range(times):
            for take, spent in zip((whole.take, bare.take), seconds, strict=True):
                update = pressed(whole.shown, _CHILD, rank=number % 20)
                start = time.perf_counter()
                await take(update)
                spent.append(time.perf_counter() - start)
        await town.read(_check, times)
        return median(seconds[0]), median(seconds[1])


def _check(uow: UnitOfWork, times: int) -> None:
    """Every press was a mark, or took one back."""
    lines = uow.tx.scalar(select(func.count()).where(t.audit_events.c.action == "mark"))
    assert lines == times, f"{lines} marks of {times}"


@dataclass(frozen=True, slots=True)
class Day:
    """Bookings and marks there are, and seconds of a day's work: a mark through the whole bot, the facts of a class's
    roster, a month of a school billed.
    """

    cells: int
    mark: float
    roster: float
    billing: float


async def days_after_a_year(small: int, large: int, times: int) -> tuple[Day, Day]:
    """A day's work in two towns of schools of 250, after a whole school year of bookings: in turn, medians."""
    async with _at_noon(small, *_YEAR) as one, _at_noon(large, *_YEAR) as other:
        towns = one, other
        seconds: list[list[list[float]]] = [[[], [], []], [[], [], []]]
        for _, whole in towns:
            await whole.open("attendance")
        gc.collect()
        gc.freeze()
        for number in range(times):
            for (town, whole), spent in zip(towns, seconds, strict=True):
                spent[0].append(await _mark(whole, number))
                if number % 5 == 0:
                    spent[1].append(await _drawn(town, _ROSTER))
                    spent[2].append(await _drawn(_with_rates(town), _MONTH))
        cells = [await town.read(_cells) for town, _ in towns]
    first, second = (Day(count, *(median(one) for one in spent)) for spent, count in zip(seconds, cells, strict=True))
    return first, second


_ROSTER = ReportOrder(ReportKind.HANDOVER, _TODAY, _TODAY, FileFormat.PDF, Way.CHAT, school_id=1, class_id=1)
_MONTH = ReportOrder(ReportKind.BILLING, date(2026, 10, 1), date(2026, 10, 31), FileFormat.CSV, Way.CHAT, school_id=1)


async def _mark(whole: Whole, number: int) -> float:
    update = pressed(whole.shown, _CHILD, rank=number % 20)
    start = time.perf_counter()
    await whole.take(update)
    return time.perf_counter() - start


async def _drawn(town: Organisation, order: ReportOrder) -> float:
    start = time.perf_counter()
    sheets, _ = await town.read(draw, MANAGER.scopes, order, NOW)
    seconds = time.perf_counter() - start
    assert all(sheet.rows for sheet in sheets)
    return seconds


def _with_rates(town: Organisation) -> Organisation:
    rates = (Rate(key="t1", label=Label(fr="T1", en="T1"), price=Decimal("4.50")),)
    services = tuple(service.model_copy(update={"rates": rates}) for service in town.policy.services)
    return Organisation(town.database, town.policy.model_copy(update={"services": services}))


def _cells(uow: UnitOfWork) -> int:
    return sum(uow.tx.scalar(select(func.count()).select_from(table)) or 0 for table in (t.bookings, t.attendance))
