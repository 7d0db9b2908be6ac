"""The whole bot on a bench: the real one, over HTTP, against the simulator, with people to play and a clock to move.

async with Bench(organisation).running() as bench:
    anne = await bench.guardian("Bruyère", "Anne", children=["Lou", "Noé"])
    await anne.press("Réserver", "⬜")
    assert "à réserver" in anne.screen.text
"""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache, partial
from types import CodeType
from typing import Any
from unittest.mock import AsyncMock, patch

from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.fsm.state import State
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiogram_dialog.utils import remove_intent_id
from sqlalchemy import select

from bot.intake import poll
from bot.reception import Reception
from bot.serve import running
from core.db.conversations import load_conversation, save_conversation
from core.db.tables import deliveries, outbox
from core.model.people import Actor
from core.organisation import Organisation, UnitOfWork
from notifications.gate import Gate
from notifications.scheduler import Scheduler
from notifications.wiring import build
from simulator import playing
from simulator.calls import CallRecord
from simulator.clock import Clock
from simulator.server import Simulator
from simulator.world import Chat, Message, Query, User
from tests.builders import Town
from tests.clock import NOW
from tests.dialogs.inventory import STATES

TOKEN = "42:secret"

WIDE_GATE = partial(Gate, overall_per_second=10_000, chat_burst=10_000, chat_per_second=10_000.0)
"""A gate nobody waits at: how it holds replies back has its own tests."""

QUICK = timedelta(milliseconds=100)
"""Between two looks of the relay: each costs milliseconds, which would be most of a long test."""

PATIENCE = 10.0
"""Seconds until a bot that says nothing has failed."""

_FAULTS = ("Bad Gateway", "connection dropped", "Too Many Requests")
_HARMLESS = ("message is not modified",)
"""What Telegram says when a screen is drawn again as it is."""
_CUT_SHORT = "asyncio.exceptions.CancelledError"
"""What APScheduler logs of a tick that was about to begin when the bot stopped."""
_REFUSED = "Cannot get window data"
"""What aiogram-dialog logs when a use case refuses to show something; whatever is not a refusal logs more."""


async def _close(session: AiohttpSession) -> None:
    """As aiogram does, but for the quarter of a second in which it waits for TLS, which nobody speaks here."""
    if session._session is not None:
        await session._session.close()


_ssl_context = cache(ssl.create_default_context)
"""Read once: it is a third of the time that a bot takes to start, and nobody speaks TLS here."""


_look_at = CallableObject.__post_init__
_LOOKED_AT: dict[tuple[type, CodeType], dict[str, Any]] = {}


def _look_once(called: CallableObject) -> None:
    """As aiogram does, but once at each piece of code: a new bot has more than a thousand, nearly all alike."""
    code = getattr(called.callback, "__code__", None) or getattr(type(called.callback).__call__, "__code__", None)
    if code is None or hasattr(called.callback, "__wrapped__"):
        return _look_at(called)
    found = _LOOKED_AT.get(key := (type(called.callback), code))
    if found is None:
        _look_at(called)
        _LOOKED_AT[key] = {name: getattr(called, name) for name in ("awaitable", "params", "varkw")}
    else:
        vars(called).update(found)
    return None


class _Ear(logging.Handler):
    """Hears of errors: a person who reads an apology is no pass."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))


class Bench:
    """One bot and its people.

    ``expected``: parts of the refusals by Telegram, and of the errors in the log, that a test asks for. Any other fails
    the test. ``web``: whether the chats can be opened in a browser.
    """

    def __init__(self, organisation: Organisation, *, web: bool = False) -> None:
        self.organisation = organisation
        self.clock = Clock(NOW)
        self.simulator = Simulator(TOKEN, "cantine_bot", self.clock, web=web, webhook_retry_seconds=0.02)
        self.expected: list[str] = []
        self.visited: set[State] = set()
        self.pressed: set[tuple[State, str]] = set()
        self.screens: list[str] = []
        self._ear = _Ear()
        self._reception: Reception | None = None
        self._stop = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None

    @property
    def reception(self) -> Reception:
        """What receives the updates."""
        assert self._reception is not None
        return self._reception

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Bench"]:
        """Start everything; at the end, fail for any call of the bot that Telegram refused unexpectedly."""
        async with self.simulator:
            logging.getLogger().addHandler(self._ear)
            async with self.bot():
                yield self
            self._check_calls()
            self._check_log()

    @asynccontextmanager
    async def bot(self, *, polls: bool = True) -> AsyncIterator[Reception]:
        """The bot's process, for as long as the context lasts."""
        with (
            patch.multiple("bot.serve", Gate=WIDE_GATE, build=partial(build, tick=QUICK)),
            patch.object(Scheduler, "run_once", AsyncMock()),  # a reminder would come between two presses
            patch.object(AiohttpSession, "close", _close),
            patch.object(ssl, "create_default_context", _ssl_context),
            patch.object(CallableObject, "__post_init__", _look_once),
        ):
            async with running(self.organisation, TOKEN, self.simulator.address, self.clock.now) as reception:
                self._reception = reception
                if polls:
                    self.start_polling()
                try:
                    yield reception
                finally:
                    await self.stop_polling()

    def start_polling(self) -> None:
        """Take updates in."""
        self._stop.clear()
        self._polling = asyncio.create_task(poll(self.reception, self._stop))

    async def stop_polling(self) -> None:
        """Take no more updates in, once those at hand are handled."""
        self._stop.set()
        if self._polling is not None:
            polling, self._polling = self._polling, None
            await polling

    @property
    def calls(self) -> list[CallRecord]:
        """What the bot asked of Telegram, but for updates."""
        return [call for call in self.simulator.calls if call.method != "getUpdates"]

    def _check_calls(self) -> None:
        wanted = (*_FAULTS, *_HARMLESS, *self.expected)
        refused = [
            call
            for call in self.simulator.calls
            if not call.ok and not any(part in str(call.description) for part in wanted)
        ]
        assert not refused, refused

    def _check_log(self) -> None:
        logging.getLogger().removeHandler(self._ear)
        wanted = (_REFUSED, _CUT_SHORT, *self.expected)
        errors = [line for line in self._ear.heard if not any(part in line for part in wanted)]
        assert not errors, errors

    async def build(self, town: Callable[[Town], Any]) -> Any:
        """Build in the town."""
        return await self.organisation.write(lambda uow: town(Town(uow)))

    async def read(self, usecase: Callable[..., Any], *args: Any) -> Any:
        """Run a use case."""
        return await self.organisation.read(usecase, *args)

    async def person(
        self, actor: Actor | None = None, *, name: str = "Sacha", locale: str = "fr", at: int = 0
    ) -> "Player":
        """Somebody with Telegram; linked, and at the home screen, if said who it is."""
        user = User(at or 101 + len(self.simulator.world.chats), name, language_code=locale)
        player = Player(self, self.simulator.world.add(user))
        if actor is not None:
            await self.build(lambda town: town.linked(user.id, actor, locale=locale))
            await player.say("/start")
        return player

    async def settled(self) -> None:
        """Wait until every update was handled: a batch is confirmed only then."""
        async with asyncio.timeout(PATIENCE):
            while self.simulator.world.updates.pending():
                if self._polling is not None and self._polling.done():
                    self._polling.result()
                await asyncio.sleep(0.001)

    async def receive(self, update: dict[str, Any]) -> None:
        """Hand an update to the bot as it is."""
        await self.reception.receive(Update.model_validate(update, context={"bot": self.reception.bot}))

    async def push(self, player: "Player", *buttons: tuple[str, str]) -> int:
        """Send a message with buttons, as the service does of itself; its id."""
        rows = [[InlineKeyboardButton(text=text, callback_data=data)] for text, data in buttons]
        sent = await self.reception.bot.send_message(
            player.id, "📬", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows)
        )
        return sent.message_id

    async def rename_state(self, player: "Player", name: str, new: str) -> None:
        """Change the name of a screen in a stored conversation, as another version would have it."""

        def rename(uow: UnitOfWork) -> None:
            kept = load_conversation(uow.tx, player.id)
            kept.state = json.loads(json.dumps(kept.state).replace(name, new))
            save_conversation(uow.tx, player.id, kept, NOW)

        await self.organisation.write(rename)

    async def told(self, player: "Player", text: str) -> Message:
        """The newest message to somebody that holds a text, once the relay has brought it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for message in reversed(player.said):
                    if text in message.formatted.text:
                        return message
                await asyncio.sleep(0.005)

    async def all_sent(self) -> None:
        """Wait until the relay has sent all that may leave by now."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if not await self.read(_is_anything_due, self.clock.now()):
                    return
                await asyncio.sleep(0.02)

    def move_to(self, instant: datetime) -> None:
        """Move the clock."""
        self.clock.move_to(instant)


def _is_anything_due(uow: UnitOfWork, now: datetime) -> bool:
    tables = outbox.c, deliveries.c
    due = (select(one.id).where(one.state == "waiting", one.available_at <= now).limit(1) for one in tables)
    return any(uow.tx.execute(query).first() for query in due)


class Player:
    """Somebody at the other end of a chat."""

    def __init__(self, bench: Bench, chat: Chat) -> None:
        self.bench = bench
        self.chat = chat
        self.answer: str | None = None
        """What the last press was answered with."""
        self.is_alert = False

    @property
    def id(self) -> int:
        """Of the person and of the chat."""
        return self.chat.user.id

    @property
    def said(self) -> list[Message]:
        """What the bot said, the oldest first."""
        return [message for _, message in sorted(self.chat.messages.items()) if message.from_bot]

    @property
    def screen(self) -> Message:
        """The last message of the bot."""
        return self.said[-1]

    @property
    def text(self) -> str:
        """The text of the screen."""
        return self.screen.formatted.text

    def labels(self, message: Message | None = None) -> list[str]:
        """What is on the buttons of the screen, or of a message."""
        return [button["text"] for row in (message or self.screen).keyboard or [] for button in row]

    def presses(self, message: Message | None = None) -> list[str]:
        """The data of the buttons."""
        return [button["callback_data"] for row in (message or self.screen).keyboard or [] for button in row]

    async def say(self, text: str) -> None:
        """Write, and wait until it was handled."""
        self.put_text(text)
        await self._settled()

    def put_text(self, text: str) -> None:
        """Something written, on its way to the bot."""
        playing.say(self.bench.simulator.world, self.chat, text)

    async def press(self, *labels: str, on: Message | None = None) -> str | None:
        """Press the buttons of the screen (or of a message) that show these labels, one after the other.

        A label in full, else the first button whose label holds it. The answer to the last one.
        """
        for label in labels:
            await self.press_data(self.data_of(label, on or self.screen), on or self.screen)
        return self.answer

    async def touch(self, *presses: str) -> None:
        """Press buttons by what their data says after the dialog's mark, in whole or to begin with."""
        for press in presses:
            await self.press_data(self._data_starting(press), self.screen)

    def has(self, press: str) -> bool:
        """Whether the screen has a button that says this."""
        return any(data.partition("\x1d")[2] == press for data in self.presses())

    def _data_starting(self, press: str) -> str:
        said = [(data.partition("\x1d")[2], data) for data in self.presses()]
        found = [data for words, data in said if words == press] or [
            data for words, data in said if words.startswith(press)
        ]
        assert found, f"nothing says {press!r} on:\n{self.text}\n{[words for words, _ in said]}"
        return found[0]

    def data_of(self, label: str, message: Message) -> str:
        """The data of the button that shows a label."""
        shown = list(zip(self.labels(message), self.presses(message), strict=True))
        found = [data for text, data in shown if text == label] or [data for text, data in shown if label in text]
        assert found, f"no button {label!r} on:\n{message.formatted.text}\n{self.labels(message)}"
        return found[0]

    async def press_data(self, data: str, message: Message) -> str | None:
        """Press the button of a message that carries this data; the answer."""
        await self._note_press(data)
        return await self._answered(playing.press(self.bench.simulator.world, self.chat, message.message_id, data))

    async def forge(self, press: str, *, mark: str | None = None) -> str | None:
        """Press what no button of the screen says: a client can send anything. ``mark``: of the dialog, as shown."""
        mark = self.presses()[0].partition("\x1d")[0] if mark is None else mark
        return await self._answered(self.put_press(f"{mark}\x1d{press}" if mark else press))

    def put_press(self, data: str, message_id: int | None = None) -> Query:
        """A press on its way to the bot, whatever its message shows."""
        world = self.bench.simulator.world
        message = self.chat.messages[message_id] if message_id else self.screen
        query = Query(str(len(world.queries) + 1), self.id, message.message_id, data, world.ticks())
        world.queries[query.id] = query
        body = {
            "id": query.id,
            "from": self.chat.user.as_user(),
            "message": world.as_message(self.chat, message),
            "chat_instance": self.chat.instance,
            "data": data,
        }
        world.updates.put("callback_query", body)
        return query

    async def _answered(self, query: Query) -> str | None:
        await self._settled()
        assert query.answer is not None, f"no answer to {query.data!r}"
        self.answer, self.is_alert = query.answer.text, query.answer.show_alert
        return self.answer

    async def block(self) -> None:
        """Block the bot."""
        playing.set_blocked(self.bench.simulator.world, self.chat, blocked=True)
        await self.bench.settled()

    async def unblock(self) -> None:
        """Let the bot back in."""
        playing.set_blocked(self.bench.simulator.world, self.chat, blocked=False)
        await self.bench.settled()

    async def send(self, kind: str, content: object) -> None:
        """Send something that is not text: a sticker, a photo."""
        world = self.bench.simulator.world
        message = {
            "message_id": world.next_message_id(),
            "from": self.chat.user.as_user(),
            "chat": self.chat.user.as_chat(),
            "date": world.date(),
            kind: content,
        }
        world.updates.put("message", message)
        self.chat.started = True
        await self._settled()

    async def state(self) -> State | None:
        """The screen the conversation stands at."""
        return STATES.get(await self.bench.read(_state_of, self.id) or "")

    async def _note_press(self, data: str) -> None:
        state = await self.state()
        _, press = remove_intent_id(data)
        if state is not None and press:
            self.bench.pressed.add((state, press.partition(":")[0]))

    async def _settled(self) -> None:
        await self.bench.settled()
        state = await self.state()
        if state is not None:
            self.bench.visited.add(state)
        if self.said:
            self.bench.screens.append("\n".join([self.text, *self.labels()]))


def _state_of(uow: UnitOfWork, chat_id: int) -> str | None:
    kept: Mapping[str, Any] = load_conversation(uow.tx, chat_id).state
    intents = kept.get("aiogd:stack:", {}).get("intents", [])
    state: str | None = kept[f"aiogd:context:{intents[-1]}"]["state"] if intents else None
    return state
