"""The card of a child in care: its hours, noted by a press or written."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from core.model.attendance import AttendanceSheet, Hour, SheetLine
from core.model.planning import Cell
from core.rules.attendance import stay_minutes
from core.usecases.attendance import record_hour
from core.usecases.sheets import read_line, read_sheet
from dialogs.answering import say
from dialogs.attendance.answers import refusal_words, tell_refusal
from dialogs.attendance.listing import Listing, has_ended, today_of
from dialogs.attendance.typed import hour_of
from dialogs.attendance.words import clock_words, heading, state_words
from dialogs.presses import UnreadablePressError, choice_of, number_of, parts_of
from dialogs.states import Attendance
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key
from locales import Translator

_HOURS = {str(hour): hour for hour in Hour}


async def stamp(manager: DialogManager, cell: Cell, hour: Hour) -> None:
    """Note the hour it is now. One that was noted meanwhile stays: it is corrected on the child's card."""
    visit = visit_of(manager)
    _check_today(visit, cell)
    noted = _noted(await visit.read(read_line, visit.staff, Listing.of(manager).key, cell.child_id, visit.now), hour)
    if noted is not None:
        say(visit.t.text("attendance-hour-noted", time=clock_words(noted, visit.t)))
        return
    await tell_refusal(visit, cell, await visit.write(record_hour, visit.staff, cell, hour, _minute(visit), visit.now))


def _check_today(visit: Visit, cell: Cell) -> None:
    """Raise ``UnreadablePressError`` where it is not the day on which it is now."""
    if cell.day != today_of(visit):
        raise UnreadablePressError(cell)


def _noted(line: SheetLine, hour: Hour) -> int | None:
    return line.arrived if hour is Hour.ARRIVED else line.departed


def _minute(visit: Visit) -> int:
    """Minutes after local midnight."""
    local = visit.now.astimezone(visit.tz)
    return local.hour * 60 + local.minute


async def open_card(manager: DialogManager, child_id: int) -> None:
    """Look at a child's hours."""
    manager.dialog_data["child"] = child_id
    manager.dialog_data.pop("hour", None)
    await manager.switch_to(Attendance.child)


async def press_hour(manager: DialogManager, press: str) -> None:
    """Note an hour as of now, erase it, or choose it to be written."""
    child, which, what = parts_of(press, 3)
    hour, visit = choice_of(which, _HOURS), visit_of(manager)
    if await has_ended(manager):
        await manager.switch_to(Attendance.sheet)
        return
    if number_of(child) != manager.dialog_data["child"]:
        raise UnreadablePressError(press)
    if choice_of(what, {"write": True, "now": False, "none": False}):
        manager.dialog_data["hour"] = str(hour)
        return
    cell, minute = _cell(manager), None
    if what == "now":
        _check_today(visit, cell)
        minute = _minute(visit)
    await tell_refusal(visit, cell, await visit.write(record_hour, visit.staff, cell, hour, minute, visit.now))


def _cell(manager: DialogManager) -> Cell:
    key = Listing.of(manager).key
    return Cell(manager.dialog_data["child"], key.service_id, key.day)


async def write_hour(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """An hour in somebody's own writing: the one it names, else the one that is chosen."""
    visit, typed = visit_of(manager), hour_of(message.text or "")
    if typed is None:
        await message.answer(visit.t.html("attendance-hour-unread"))
        return
    named, minute = typed
    _, line = await _read(manager)
    cell, hour = _cell(manager), named or _chosen(manager, line)
    marked = await visit.write(record_hour, visit.staff, cell, hour, minute, visit.now)
    refusal = await refusal_words(visit, cell, marked)
    if refusal is not None:
        await message.answer(escape(refusal))
    manager.dialog_data.pop("hour", None)


def _chosen(manager: DialogManager, line: SheetLine) -> Hour:
    """The hour that was chosen; else the one that is missing first."""
    kept = manager.dialog_data.get("hour")
    return Hour(kept) if kept else (Hour.ARRIVED if line.arrived is None else Hour.DEPARTED)


async def _read(manager: DialogManager) -> tuple[AttendanceSheet, SheetLine]:
    visit, child = visit_of(manager), manager.dialog_data["child"]
    sheet = await visit.read(read_sheet, visit.staff, Listing.of(manager).key, visit.now, everyone=True)
    line = next((line for line in sheet.lines if line.child_id == child), None)
    if line is None:
        line = await visit.read(read_line, visit.staff, sheet.key, child, visit.now)
    return sheet, line


async def read_card(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The hours of a child, and how long that makes."""
    visit = visit_of(dialog_manager)
    sheet, line = await _read(dialog_manager)
    chosen = _chosen(dialog_manager, line)
    parts = [heading(sheet, visit.t.day(sheet.key.day), visit.t), _hours(visit.t, sheet, line)]
    parts.append(visit.t.html("attendance-hour-write", hour=visit.t.text(f"attendance-hour-{chosen}")))
    return {
        "body": "\n\n".join(parts),
        "rows": tuple(_hour_keys(visit, sheet.key.day, line, chosen)),
    }


def _hours(t: Translator, sheet: AttendanceSheet, line: SheetLine) -> str:
    lines = [t.html("attendance-card", child=line.name, class_=line.class_name or "–"), state_words(line, t)]
    for hour, minute in ((Hour.ARRIVED, line.arrived), (Hour.DEPARTED, line.departed)):
        time = "–" if minute is None else clock_words(minute, t)
        lines.append(t.html("attendance-card-hour", hour=t.text(f"attendance-hour-{hour}"), time=time))
    terms = sheet.service.terms.hours
    if terms and line.arrived is not None and line.departed is not None:
        stay = clock_words(stay_minutes(line.arrived, line.departed, terms), t)
        lines.append(t.html("attendance-stay", time=stay))
    return "\n".join(lines)


def _hour_keys(visit: Visit, day: date, line: SheetLine, chosen: Hour) -> Iterator[tuple[Key, ...]]:
    """A row of what is done now (of today alone), to be written, and, as far as it is noted, to be erased."""
    t = visit.t
    if day == today_of(visit):
        yield tuple(Key(t.text(f"attendance-now-{hour}"), f"{line.child_id}.{hour}.now") for hour in Hour)
    dots = {hour: "● " if hour is chosen else "" for hour in Hour}
    yield tuple(
        Key(f"{dot}{t.text(f'attendance-write-{hour}')}", f"{line.child_id}.{hour}.write") for hour, dot in dots.items()
    )
    noted = [hour for hour in Hour if _noted(line, hour) is not None]
    if noted:
        yield tuple(Key(t.text(f"attendance-erase-{hour}"), f"{line.child_id}.{hour}.none") for hour in noted)
