"""« J’ai lu », under an announcement: pressed days later, from any process, and as often as one likes."""

from contextlib import suppress

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from core.usecases.announced import mark_read
from dialogs.answering import answer_now, say
from dialogs.presses import number_of
from dialogs.visit import Visit

_READ = "read:"


async def reads(callback: CallbackQuery) -> bool:
    """Whether a press says that an announcement was read."""
    return (callback.data or "").startswith(_READ)


async def note_read(callback: CallbackQuery, visit: Visit) -> None:
    """Note it, thank, and let the button say so. Whoever was not told of it is told so politely."""
    announcement_id = number_of((callback.data or "").removeprefix(_READ))
    guardian = visit.identity.guardian
    if guardian is None or not await visit.write(mark_read, guardian, announcement_id, visit.now):
        say(visit.t.text("read-not-yours"), alert=True)
        return
    say(visit.t.text("read-noted"))
    await _tick(callback, visit.t.text("read-done"))


async def _tick(callback: CallbackQuery, label: str) -> None:
    """Show on the button that it was pressed; it can be pressed again without harm."""
    message = callback.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return  # too old for Telegram to show us its buttons
    before = message.reply_markup.inline_keyboard
    after = [[_ticked(button, callback.data, label) for button in row] for row in before]
    if after != before and callback.bot is not None:
        await answer_now(callback.bot)
        with suppress(TelegramBadRequest):  # changed already, or deleted
            await message.edit_reply_markup(reply_markup=InlineKeyboardMarkup(inline_keyboard=after))


def _ticked(button: InlineKeyboardButton, data: str | None, label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data) if button.callback_data == data else button
