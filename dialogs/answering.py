"""Every press is answered, and first: before the screen is drawn, so that no spinner turns while Telegram edits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from logging import getLogger

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CallbackQuery, Message
from aiogram_dialog.api.entities import NewMessage, OldMessage
from aiogram_dialog.api.protocols import MessageNotModified
from aiogram_dialog.manager.message_manager import MessageManager

logger = getLogger(__name__)

ANSWER_LENGTH = 200
"""The longest text of a callback answer, in characters (Bot API, answerCallbackQuery)."""

_NOT_OURS = (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
"""Why a screen may not be drawn through no fault of the screen: Telegram is away or busy, or the bot is blocked."""


@dataclass(slots=True)
class _Press:
    callback_query_id: str
    text: str | None = None
    show_alert: bool = False
    is_answered: bool = False
    keeps_keyboard: bool = False


_press: ContextVar[_Press | None] = ContextVar("press", default=None)


@asynccontextmanager
async def answered(bot: Bot, callback: CallbackQuery | None) -> AsyncIterator[None]:
    """Handle a press: at the end it is answered, whatever happened."""
    if callback is None:
        yield
        return
    token = _press.set(_Press(callback.id))
    try:
        yield
    finally:
        await answer_now(bot)
        _press.reset(token)


def say(text: str, *, alert: bool = False) -> bool:
    """Answer the press with a sentence: a toast, or an alert to be closed. Of several sentences the last is said.

    False where it cannot be said so: there is no press, or it has been answered.
    """
    press = _press.get()
    if press is None or press.is_answered:
        return False
    press.text, press.show_alert = text[:ANSWER_LENGTH], alert
    return True


def keep_pressed_keyboard() -> None:
    """Leave the buttons of the pressed message where they are, though a screen is sent below it."""
    press = _press.get()
    if press is not None:
        press.keeps_keyboard = True


async def answer_now(bot: Bot) -> None:
    """Answer the press that is being handled, once, before anything else is sent for it."""
    press = _press.get()
    if press is None or press.is_answered:
        return
    press.is_answered = True
    try:
        await bot.answer_callback_query(press.callback_query_id, text=press.text, show_alert=press.show_alert or None)
    except (TelegramAPIError, ClientDecodeError) as error:
        logger.warning("a press could not be answered: %s", error)


class AnsweringMessageManager(MessageManager):
    """aiogram-dialog's message manager, which answers a press before it draws instead of after."""

    async def answer_callback(self, bot: Bot, callback_query: CallbackQuery) -> None:
        """Answer the press that is being handled, once."""
        await answer_now(bot)

    async def show_message(self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None) -> OldMessage:
        """Answer, then draw.

        What was asked for has been done by now: where Telegram does not take the screen, the conversation goes on all
        the same, and the next press, even of a button of the older screen, draws where it stands.
        """
        await answer_now(bot)
        try:
            return await super().show_message(bot, new_message, old_message)
        except _NOT_OURS as error:
            logger.warning("a screen could not be drawn: %s", error)
            raise MessageNotModified from error

    async def remove_inline_kbd(self, bot: Bot, old_message: OldMessage | None) -> Message | None:
        """Take the buttons off an older screen, but not off a pushed message that was pressed."""
        press = _press.get()
        if press is not None and press.keeps_keyboard:
            return None
        return await super().remove_inline_kbd(bot, old_message)
