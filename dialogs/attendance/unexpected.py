"""A child nobody booked is looked up by name, and marked present."""

from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from core.model.attendance import ListKey, SheetLine
from core.model.planning import Cell, Mark
from core.usecases.attendance import mark
from core.usecases.sheets import find_children
from dialogs.answering import say
from dialogs.attendance.answers import name_of, tell_refusal
from dialogs.attendance.listing import Listing, Marking, has_ended
from dialogs.attendance.symbols import signs_of
from dialogs.presses import UnreadablePressError
from dialogs.states import Attendance
from dialogs.visit import visit_of
from dialogs.widgets import Key

LETTERS = 2
"""The fewest that are looked for."""
FOUND = 20
"""The most that are shown."""


async def write_name(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A name, or some letters of it."""
    text = " ".join((message.text or "").split())
    if len(text) < LETTERS:
        await message.answer(visit_of(manager).t.html("attendance-search-short", count=LETTERS))
        return
    manager.dialog_data["search"] = text


async def read_unexpected(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children whose name holds what was written, in whichever class."""
    visit, key = visit_of(dialog_manager), Listing.of(dialog_manager).key
    text = dialog_manager.dialog_data.get("search")
    if text is None:
        return {"body": visit.t.html("attendance-search", day=visit.t.day(key.day)), "rows": ()}
    everywhere = ListKey(key.service_id, key.day)
    found = await visit.read(find_children, visit.staff, everywhere, text, visit.now, FOUND)
    told = "attendance-found" if found else "attendance-found-none"
    return {
        "body": visit.t.html(told, text=text, count=len(found)),
        "rows": tuple((_key(key, line),) for line in found),
    }


def _key(key: ListKey, line: SheetLine) -> Key:
    marking = Marking(Cell(line.child_id, key.service_id, key.day), Mark.PRESENT, line.mark)
    class_ = f" · {line.class_name}" if line.class_name else ""
    return Key(f"{signs_of(line)} {line.name}{class_}", marking.written())


async def mark_unexpected(manager: DialogManager, press: str) -> None:
    """Mark present, and back to the list."""
    visit, marking, key = visit_of(manager), Marking.read(press), Listing.of(manager).key
    cell = marking.cell
    if await has_ended(manager):
        await manager.switch_to(Attendance.sheet)
        return
    if (cell.service_id, cell.day) != (key.service_id, key.day) or marking.wanted is not Mark.PRESENT:
        raise UnreadablePressError(press)
    marked = await visit.write(mark, visit.staff, cell, marking.wanted, marking.seen, visit.now)
    if await tell_refusal(visit, cell, marked):
        return
    say(visit.t.text("attendance-present-now", child=await name_of(visit, cell)))
    manager.dialog_data.pop("search", None)
    await manager.switch_to(Attendance.sheet)
