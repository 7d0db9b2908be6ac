"""The buttons of a reminder, pressed days later and from any process."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram_dialog import DialogManager

from core.model.notices import Notice
from core.usecases.preferring import mute, unmute
from core.usecases.reminding import is_too_late, prepare_like_last_week
from dialogs.answering import answer_now, say
from dialogs.entry.handlers import open_below
from dialogs.presses import UnreadablePressError, day_of, written
from dialogs.states import Booking, Planning
from dialogs.visit import Visit
from dialogs.week import monday_of

_REMINDER = "remind:"
_WEEK = f"{_REMINDER}week:"

Handler = Callable[[CallbackQuery, str, DialogManager, Visit], Awaitable[None]]


async def press_reminder(callback: CallbackQuery, dialog_manager: DialogManager, visit: Visit) -> None:
    """What a button of a reminder says: what to do, and for which week."""
    wish, _, day = (callback.data or "").removeprefix(_REMINDER).partition(":")
    if wish not in _HANDLERS:
        raise UnreadablePressError(callback.data)
    await _HANDLERS[wish](callback, day, dialog_manager, visit)


async def _same(callback: CallbackQuery, day: str, manager: DialogManager, visit: Visit) -> None:
    """Draft the week as the last one was; nothing is asked for before the recap was read and sent."""
    monday = monday_of(day_of(day))
    prepared = await visit.write(prepare_like_last_week, visit.guardian, monday, visit.now)
    if prepared.is_over:
        await _too_late(callback, monday, manager, visit)
        return
    if prepared.copied or not prepared.drafted:
        say(visit.t.text("copied", count=prepared.copied), alert=not prepared.copied)
    state = Booking.recap if prepared.drafted else Booking.week
    await open_below(callback, manager, state, {"monday": monday.isoformat()})


async def _book(callback: CallbackQuery, day: str, manager: DialogManager, visit: Visit) -> None:
    monday = monday_of(day_of(day))
    if await visit.read(is_too_late, visit.guardian, monday, visit.now):
        await _too_late(callback, monday, manager, visit)
        return
    await open_below(callback, manager, Booking.week, {"monday": monday.isoformat()})


async def _too_late(callback: CallbackQuery, monday: date, manager: DialogManager, visit: Visit) -> None:
    """Say so, and show the week as it is."""
    say(visit.t.text("reminder-over"), alert=True)
    await open_below(callback, manager, Planning.week, {"monday": monday.isoformat()})


async def _recap(callback: CallbackQuery, _day: str, manager: DialogManager, visit: Visit) -> None:
    """What was drafted is read once more before it is sent."""
    _ = visit.guardian
    await open_below(callback, manager, Booking.recap)


async def _week(callback: CallbackQuery, day: str, _manager: DialogManager, visit: Visit) -> None:
    """No reminder up to a day, included."""
    until = day_of(day)
    await visit.write(mute, visit.guardian, Notice.REMINDER, until)
    say(visit.t.text("reminder-muted-week", day=visit.t.day(until)))
    await _leave(callback, [_button(visit, "again", f"again:{day}")])


async def _never(callback: CallbackQuery, _day: str, _manager: DialogManager, visit: Visit) -> None:
    """No reminder ever again, until its reader changes their mind; of which week it was, its other buttons know."""
    await visit.write(mute, visit.guardian, Notice.REMINDER, None)
    say(visit.t.text("reminder-muted"))
    day = _week_of(callback)
    await _leave(callback, [_button(visit, "again", f"again:{day}" if day else "again")])


def _week_of(callback: CallbackQuery) -> str:
    """The day that the button of the week carries; empty where there is no such button, or the message is too old."""
    message = callback.message
    markup = message.reply_markup if isinstance(message, Message) else None
    pressed = (button.callback_data or "" for row in (markup.inline_keyboard if markup else ()) for button in row)
    return next((data.removeprefix(_WEEK) for data in pressed if data.startswith(_WEEK)), "")


async def _again(callback: CallbackQuery, day: str, _manager: DialogManager, visit: Visit) -> None:
    """Reminders again; the buttons that were there come back, where the press still knows of which week."""
    await visit.write(unmute, visit.guardian, Notice.REMINDER)
    say(visit.t.text("reminder-unmuted"))
    week = []
    if day:
        monday = written(monday_of(day_of(day)))
        week = [_button(visit, "same", f"same:{monday}"), _button(visit, "book", f"book:{monday}")]
        week.append(_button(visit, "week", f"week:{day}"))
    await _leave(callback, [*week, _button(visit, "never", "never")])


def _button(visit: Visit, wish: str, press: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=visit.t.text(f"reminder-button-{wish}"), callback_data=f"{_REMINDER}{press}")


async def _leave(callback: CallbackQuery, buttons: list[InlineKeyboardButton]) -> None:
    """Leave these buttons on the reminder, one in a row."""
    if callback.message is None or callback.bot is None:
        return
    await answer_now(callback.bot)
    markup = InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])
    with suppress(TelegramBadRequest):  # they are those it has, or it was deleted
        await callback.bot.edit_message_reply_markup(
            chat_id=callback.message.chat.id, message_id=callback.message.message_id, reply_markup=markup
        )


_HANDLERS: dict[str, Handler] = {
    "same": _same,
    "book": _book,
    "recap": _recap,
    "week": _week,
    "never": _never,
    "again": _again,
}


def reminder_router() -> Router:
    """The buttons of reminders."""
    router = Router(name="reminders")
    router.callback_query.register(press_reminder, F.data.startswith(_REMINDER))
    return router
