"""Attendance is marked, one child or all of them at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.attendance import ListKey
from core.model.planning import Cell
from core.usecases.attendance import count_adults, mark, mark_all, undo_mark_all
from core.usecases.sheets import read_sheet
from dialogs.answering import say
from dialogs.attendance.answers import tell_refusal, tell_removal
from dialogs.attendance.getters import MOST_ADULTS
from dialogs.attendance.hours import open_card, stamp
from dialogs.attendance.listing import Listing, Marking, Mode, forget, has_ended, open_listing, suggest, today_of
from dialogs.attendance.week import open_day, tell_child, tell_week
from dialogs.attendance.words import adults_words, problem_words
from dialogs.presses import UnreadablePressError, choice_of, day_of, number_of, parts_of
from dialogs.states import Attendance
from dialogs.visit import visit_of
from dialogs.week import monday_of
from dialogs.widgets import turn_page

_MODES = {str(mode): mode for mode in Mode}
_WANTED = {"1": True, "0": False}


async def begin(_start: Any, manager: DialogManager) -> None:
    """The list that is most likely wanted; where nothing runs today, the choice."""
    if not await suggest(manager):
        await manager.switch_to(Attendance.choice)


async def choose_mode(manager: DialogManager, press: str) -> None:
    """What a press on a child does from now on."""
    mode = choice_of(press, _MODES)
    forget(manager)
    replace(Listing.of(manager), mode=mode).keep(manager)


async def choose_shown(manager: DialogManager, press: str) -> None:
    """All who are enrolled, or only those who are booked, asked for or marked."""
    everyone = choice_of(press, _WANTED)
    open_listing(manager, replace(Listing.of(manager), everyone=everyone))


async def press_child(manager: DialogManager, press: str) -> None:
    """A child of the list is marked, or stamped, or its card opened."""
    kind, _, rest = press.partition(".")
    handle = choice_of(kind, _KINDS)
    if not await has_ended(manager):
        forget(manager)
        await handle(manager, rest)


async def _mark(manager: DialogManager, press: str) -> None:
    visit, marking = visit_of(manager), Marking.read(press)
    _check(manager, marking.cell)
    marked = await visit.write(mark, visit.staff, marking.cell, marking.wanted, marking.seen, visit.now)
    if await tell_refusal(visit, marking.cell, marked):
        return
    mode = Listing.of(manager).mode
    if marking.wanted is None and mode.mark is not marking.seen:
        await tell_removal(visit, marking.cell, mode.mark)


def _check(manager: DialogManager, cell: Cell) -> None:
    """Raise ``UnreadablePressError`` for a press of a list that is not the one that is shown."""
    key = Listing.of(manager).key
    is_week = manager.current_context().state == Attendance.week
    is_shown = monday_of(cell.day) == monday_of(key.day) if is_week else cell.day == key.day
    if cell.service_id != key.service_id or not is_shown:
        raise UnreadablePressError(cell)


async def _stamp(manager: DialogManager, press: str) -> None:
    mode, child, service, day = parts_of(press, 4)
    hour = choice_of(mode, _MODES).hour
    cell = Cell(number_of(child), number_of(service), day_of(day))
    _check(manager, cell)
    if hour is None:
        raise UnreadablePressError(press)
    await stamp(manager, cell, hour)


async def _open_card(manager: DialogManager, press: str) -> None:
    child, service, day = parts_of(press, 3)
    cell = Cell(number_of(child), number_of(service), day_of(day))
    _check(manager, cell)
    await open_card(manager, cell.child_id)


_KINDS: dict[str, Callable[[DialogManager, str], Awaitable[None]]] = {
    "m": _mark,
    "t": _stamp,
    "w": _open_card,
}


async def press_week(manager: DialogManager, press: str) -> None:
    """A cell is marked, a child's week told, or a day opened."""
    if press == "head":
        tell_week(manager)
        return
    kind, _, rest = press.partition(".")
    handle = choice_of(kind, _OF_WEEK)
    forget(manager)
    await handle(manager, rest)


async def _name(manager: DialogManager, press: str) -> None:
    await tell_child(manager, number_of(press))


async def _day(manager: DialogManager, press: str) -> None:
    await open_day(manager, day_of(press))


_OF_WEEK: dict[str, Callable[[DialogManager, str], Awaitable[None]]] = {"m": _mark, "n": _name, "d": _day}


async def press_whole(manager: DialogManager, press: str) -> None:
    """« Tout pointer », or its undoing."""
    what, *tag = parts_of(press, 4)
    handle = choice_of(what, {"all": _mark_all, "undo": _undo})
    if await has_ended(manager):
        return
    listing = Listing.of(manager)
    listing.check(*tag)
    await handle(manager, listing.key)


async def _mark_all(manager: DialogManager, key: ListKey) -> None:
    visit = visit_of(manager)
    done = await visit.write(mark_all, visit.staff, key, visit.now)
    if done.problem is not None:
        say(problem_words(done.problem, visit.t), alert=True)
        return
    if done.count:
        manager.dialog_data["undo"] = done.at.isoformat()
    words = [visit.t.text("attendance-all-marked", count=done.count)]
    words += [visit.t.text("attendance-left-alone", count=done.declared_absent)] if done.declared_absent else []
    say(" ".join(words))


async def _undo(manager: DialogManager, key: ListKey) -> None:
    visit, at = visit_of(manager), manager.dialog_data.pop("undo", None)
    if at is None:
        raise UnreadablePressError("undo")
    count = await visit.write(undo_mark_all, visit.staff, key, datetime.fromisoformat(at), visit.now)
    say(visit.t.text("attendance-undone", count=count))


async def press_adults(manager: DialogManager, press: str) -> None:
    """How many adults there are; or how many there must be, in words."""
    what, *tag = parts_of(press, 4)
    if await has_ended(manager):
        return
    listing, visit = Listing.of(manager), visit_of(manager)
    listing.check(*tag)
    forget(manager)
    if what == "told":
        sheet = await visit.read(read_sheet, visit.staff, listing.key, visit.now, everyone=False)
        say(
            visit.t.text(
                "attendance-adults-told", adults=adults_words(sheet.adults, visit.t), count=sheet.adults.children
            )
        )
        return
    counted = number_of(what)
    if counted > MOST_ADULTS:
        raise UnreadablePressError(press)
    problem = await visit.write(count_adults, visit.staff, listing.key, counted, visit.now)
    if problem is not None:
        say(problem_words(problem, visit.t), alert=True)


async def turn_list(manager: DialogManager, press: str) -> None:
    """Another page of children."""
    forget(manager)
    await turn_page(manager, press)


async def refresh(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What others marked meanwhile; of a day that is over, today's list."""
    forget(manager)
    await has_ended(manager)


async def leave_list(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Another screen is looked at from its beginning."""
    forget(manager)
    for kept in ("page", "search"):
        manager.dialog_data.pop(kept, None)


async def open_week(callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The week of the day that is shown."""
    await leave_list(callback, button, manager)
    listing = Listing.of(manager)
    listing.at(listing.key.day, today_of(visit_of(manager))).keep(manager)
    await manager.switch_to(Attendance.week)
