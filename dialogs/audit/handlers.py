"""The journal is turned over, and narrowed."""

from datetime import timedelta

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.usecases.auditing import read_journal
from dialogs.announcements.typed import span_of
from dialogs.audit.getters import filter_of
from dialogs.presses import choice_of, day_of, number_of, parts_of
from dialogs.states import Audit
from dialogs.visit import visit_of

LONGEST = 60
"""Characters of a name that are read."""

_AHEAD = timedelta(days=275)
"""``span_of`` reads a day without a year as one of the coming nine months; in a journal it is over."""


async def turn(manager: DialogManager, press: str) -> None:
    """Another page, under the newest line that the first one showed."""
    rank, newest = parts_of(press, 2)
    manager.dialog_data["place"] = number_of(rank), number_of(newest) or None


async def drop_filter(manager: DialogManager, press: str) -> None:
    """One filter less."""
    what = choice_of(press, {one: one for one in ("staff", "child", "days")})
    manager.dialog_data.update({what: None, "place": None})


async def choose_member(manager: DialogManager, press: str) -> None:
    """What one member of staff did."""
    await _narrow(manager, "staff", number_of(press))


async def choose_child(manager: DialogManager, press: str) -> None:
    """What was done about one child."""
    await _narrow(manager, "child", number_of(press))


async def choose_day(manager: DialogManager, press: str) -> None:
    """What was done on a day."""
    day = day_of(press)
    await _narrow(manager, "days", [day.isoformat(), day.isoformat()])


async def _narrow(manager: DialogManager, what: str, value: object) -> None:
    """Raises ``NotAuthorisedError`` for a member or a child of other schools."""
    visit = visit_of(manager)
    manager.dialog_data.update({what: value, "place": None})
    await visit.read_apart(read_journal, visit.staff, filter_of(manager), visit.now, limit=1)
    await manager.switch_to(Audit.list)


async def write_child(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A name to look for."""
    manager.dialog_data["typed"] = " ".join((message.text or "").split())[:LONGEST]


async def write_day(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A day, or a period, in the reader's own writing; without a year, the last one of that name."""
    visit = visit_of(manager)
    days = span_of(message.text or "", visit.now.astimezone(visit.tz).date() - _AHEAD)
    if days is None:
        await message.answer(visit.t.html("audit-day-unread"))
        return
    await _narrow(manager, "days", [day.isoformat() for day in days])


async def first_page(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A list is looked at from its beginning."""
    manager.dialog_data.update({"page": 0, "typed": ""})
