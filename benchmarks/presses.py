"""A press through the whole bot, against a bare aiogram handler that makes the same two calls."""

import gc
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from statistics import median
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.enums import ParseMode
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from sqlalchemy import Engine, event, insert

from benchmarks.town import NOW, organisation
from bot.reception import Reception
from bot.telegram import GateMiddleware
from core.db import tables as t
from core.organisation import Organisation
from notifications.gate import Gate

CHAT = Chat(id=1, type="private")
PERSON = User(id=1, is_bot=False, first_name="Dominique", language_code="fr")
_updates = count(1)


class CannedSession(BaseSession):
    """Telegram's answers without Telegram: JSON, read as any answer is. What was shown last is kept, to be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.text = "."
        self.keyboard = InlineKeyboardMarkup(inline_keyboard=[])

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Answer at once."""
        result = json.dumps({"ok": True, "result": self._result(method)})
        return self.check_response(bot, method, 200, result).result  # type: ignore[return-value]

    def _result(self, method: TelegramMethod[TelegramType]) -> object:
        if isinstance(method, AnswerCallbackQuery):
            return True
        if isinstance(method, SendMessage | EditMessageText) and method.text:
            self.text = method.text
            if isinstance(method.reply_markup, InlineKeyboardMarkup):
                self.keyboard = method.reply_markup
        return message(self.text, self.keyboard).model_dump(mode="json", exclude_none=True)

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """There is no file to read."""
        yield b""


def message(text: str, keyboard: InlineKeyboardMarkup) -> Message:
    """A message of the bot."""
    return Message(message_id=1, date=NOW, chat=CHAT, text=text, reply_markup=keyboard)


def written(text: str) -> Update:
    """Something the person writes."""
    said = Message(message_id=2, date=NOW, chat=CHAT, from_user=PERSON, text=text)
    return Update(update_id=next(_updates), message=said)


def pressed(shown: CannedSession, part: str, rank: int = 0) -> str:
    """A press of a button whose data hold ``part``, as the JSON that Telegram sends: the message is in it.

    Of several such buttons, the one of this rank.
    """
    keys = [key for row in shown.keyboard.inline_keyboard for key in row]
    data = [key.callback_data for key in keys if key.callback_data and part in key.callback_data][rank]
    query = CallbackQuery(
        id=str(next(_updates)),
        from_user=PERSON,
        chat_instance="1",
        message=message(shown.text, shown.keyboard),
        data=data,
    )
    return Update(update_id=next(_updates), callback_query=query).model_dump_json(exclude_none=True, by_alias=True)


class Whole:
    """The whole bot: intake, identity, dialogs, database, gate; only Telegram is canned."""

    def __init__(self, town: Organisation) -> None:
        self.shown = CannedSession()
        self.shown.middleware(GateMiddleware(Gate(overall_per_second=1_000_000, chat_burst=1_000_000)))
        self._reception = Reception(town, _bot(self.shown), lambda: NOW)

    async def open(self, *buttons: str) -> None:
        """Begin at the home screen, and press buttons by a part of their data."""
        await self._reception.receive(written("/start"))
        for button in buttons:
            await self.take(pressed(self.shown, button))

    async def start(self) -> None:
        """Get ready."""
        await self._reception.start()

    async def take(self, update: str) -> None:
        """Handle an update as it comes in."""
        await self._reception.receive(Update.model_validate_json(update, context={"bot": self._reception.bot}))


class Bare:
    """aiogram alone, with one handler that makes the same two calls: an answer, an edit to what the whole bot shows."""

    def __init__(self, shown: CannedSession) -> None:
        self._bot = _bot(CannedSession())
        self._dispatcher = Dispatcher()

        @self._dispatcher.callback_query()
        async def handle(callback: CallbackQuery) -> None:
            await callback.answer()
            rows = [
                [InlineKeyboardButton(text=key.text, callback_data=key.callback_data) for key in row]
                for row in shown.keyboard.inline_keyboard
            ]
            if isinstance(callback.message, Message):
                keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
                await callback.message.edit_text(shown.text, reply_markup=keyboard)

    async def take(self, update: str) -> None:
        """Handle an update as it comes in."""
        await self._dispatcher.feed_update(self._bot, Update.model_validate_json(update, context={"bot": self._bot}))


def _bot(session: CannedSession) -> Bot:
    return Bot("1:bench", session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


@asynccontextmanager
async def _linked(children: int) -> AsyncIterator[Whole]:
    """The whole bot in a town of so many children, its chat linked to the guardian of the first two."""
    async with organisation(children) as town:
        row = {"telegram_id": CHAT.id, "guardian_id": 1, "locale": "fr", "linked_at": NOW}
        await town.write(lambda uow: uow.tx.execute(insert(t.chats), row))
        whole = Whole(town)
        await whole.start()
        yield whole


PRESSES = {"turn a week of the planning": ("planning", "n:week"), "press a cell of the draft": ("book", "c:cell")}
"""What is pressed: the screen it is on, and a part of the data of two such buttons: a week on and back, two cells."""


async def press_seconds(screen: str, button: str, times: int) -> tuple[float, float]:
    """Seconds of a press through the whole bot on SQLite, and through aiogram alone: the two in turn, medians."""
    async with _linked(children=100) as whole:
        await whole.open(screen)
        bare = Bare(whole.shown)
        gc.freeze()  # as ``cantine serve`` does
        seconds: list[list[float]] = [[], []]
        for number in range(times):
            for take, spent in zip((whole.take, bare.take), seconds, strict=True):
                update = pressed(whole.shown, button, rank=number % 2)
                start = time.perf_counter()
                await take(update)
                spent.append(time.perf_counter() - start)
        return median(seconds[0]), median(seconds[1])


async def queries_per_press(children: int) -> int:
    """Statements sent to the database by one press of the planning, in a town of so many children."""
    async with _linked(children) as whole:
        await whole.open("planning")
        counted = 0

        def one_more(*_: object) -> None:
            nonlocal counted
            counted += 1

        event.listen(Engine, "before_cursor_execute", one_more)
        await whole.take(pressed(whole.shown, "n:week"))
        event.remove(Engine, "before_cursor_execute", one_more)
        return counted
