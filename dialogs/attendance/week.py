"""A week of attendance: children in rows, days in columns."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from aiogram_dialog import DialogManager

from core.model.attendance import SheetLine, WeekLine, WeekSheet
from core.model.planning import Cell
from core.rules.attendance import wanted_of
from core.usecases.sheets import read_week_sheet
from dialogs.answering import say
from dialogs.attendance.getters import mode_keys
from dialogs.attendance.listing import Listing, Marking, Mode, forget, open_listing, today_of
from dialogs.attendance.symbols import NOT_RUNNING, signs_of
from dialogs.attendance.words import (
    day_totals_words,
    heading,
    mode_words,
    problem_words,
    state_words,
)
from dialogs.presses import UnreadablePressError, day_of, parts_of, written
from dialogs.states import Attendance
from dialogs.visit import visit_of
from dialogs.week import monday_of, week_keys
from dialogs.widgets import Key, Page
from locales import Translator

_MOST_CHILDREN = 12
_MOST_KEYS = 84
"""Of a hundred, those that are left for children and the head."""


def _mode_of(listing: Listing) -> Mode:
    """A week is marked, not timed."""
    return listing.mode if listing.mode.hour is None and listing.mode is not Mode.HOURS else Mode.PRESENT


async def _read(manager: DialogManager) -> WeekSheet:
    visit, listing = visit_of(manager), Listing.of(manager)
    return await visit.read(read_week_sheet, visit.staff, listing.key, visit.now, everyone=listing.everyone)


async def read_week_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children of a page, with their days."""
    visit, listing = visit_of(dialog_manager), Listing.of(dialog_manager)
    sheet, mode = await _read(dialog_manager), _mode_of(listing)
    size = min(_MOST_CHILDREN, _MOST_KEYS // (len(sheet.days) + 1) - 1)
    page = Page.of(dialog_manager, len(sheet.lines), size)
    monday = monday_of(listing.key.day)
    shown = sheet.lines[page.start : page.stop]
    head = tuple(Key(visit.t.narrow_day(day), f"d.{written(day)}") for day in sheet.days)
    return {
        "body": _body(visit.t, sheet, monday, mode),
        "modes": mode_keys(mode, visit.t, times=False),
        "rows": ((Key("🗓", "head"), *head), *(_row(sheet, line, mode) for line in shown)) if sheet.days else (),
        "pages": page.keys(),
        "navigation": (week_keys(visit.t, monday),),
    }


def _body(t: Translator, sheet: WeekSheet, monday: date, mode: Mode) -> str:
    parts = [f"{heading(sheet, t.week(monday), t)}\n{mode_words(mode, t)}"]
    parts.append("\n".join(day_totals_words(day, totals, t) for day, totals in sheet.totals.items()))
    parts.append("\n".join(_problems(t, sheet)))
    if not sheet.lines:
        parts.append(t.html("attendance-nobody-booked" if sheet.days else "attendance-no-service"))
    return "\n\n".join(part for part in parts if part)


def _problems(t: Translator, sheet: WeekSheet) -> Iterator[str]:
    """A line for each reason, with its days."""
    for why in dict.fromkeys(sheet.problems.values()):
        days = t.listed(t.short_day(day) for day, one in sheet.problems.items() if one is why)
        yield t.html("attendance-week-problem", days=days, problem=problem_words(why, t))


def _row(sheet: WeekSheet, line: WeekLine, mode: Mode) -> tuple[Key, ...]:
    cells = (_cell_key(sheet, line.days.get(day), line.child_id, day, mode) for day in sheet.days)
    return Key(line.name, f"n.{line.child_id}"), *cells


def _cell_key(sheet: WeekSheet, line: SheetLine | None, child_id: int, day: date, mode: Mode) -> Key:
    if line is None:
        return Key(NOT_RUNNING, f"n.{child_id}")
    cell = Cell(child_id, sheet.service.id, day)
    marking = Marking(cell, wanted_of(line.mark, mode.mark), line.mark)
    return Key(signs_of(line), f"m.{marking.written()}")


def tell_week(manager: DialogManager) -> None:
    """Which week it is."""
    t = visit_of(manager).t
    say(t.text("week-shown", week=t.week(monday_of(Listing.of(manager).key.day))))


async def tell_child(manager: DialogManager, child_id: int) -> None:
    """A child's week in words."""
    t, sheet = visit_of(manager).t, await _read(manager)
    line = next((line for line in sheet.lines if line.child_id == child_id), None)
    if line is None:
        raise UnreadablePressError(child_id)
    days = "\n".join(f"{t.short_day(day)} {state_words(one, t)}" for day, one in line.days.items())
    say(f"{line.name}\n{days}", alert=True)


async def open_day(manager: DialogManager, day: date) -> None:
    """The list of a day of the week."""
    listing = Listing.of(manager)
    if monday_of(day) != monday_of(listing.key.day):
        raise UnreadablePressError(day)
    open_listing(manager, listing.at(day, today_of(visit_of(manager))))
    await manager.switch_to(Attendance.sheet)


async def turn_week(manager: DialogManager, press: str) -> None:
    """Another week; the day of it that « Jour » leads to is today, or the first on which the service runs."""
    kind, value = parts_of(press, 2)
    if kind != "week":
        raise UnreadablePressError(press)
    today = today_of(visit_of(manager))
    forget(manager)
    Listing.of(manager).at(day_of(value), today).keep(manager)
    sheet = await _read(manager)
    day = today if today in sheet.days else next(iter(sheet.days), day_of(value))
    Listing.of(manager).at(day, today).keep(manager)
