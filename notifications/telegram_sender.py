"""Messages over Telegram, by python-telegram-bot, through the rate gate."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from notifications.gate import Gate, Priority
from notifications.transport import ErrorKind, Message, TransportError

os.environ["PTB_TIMEDELTA"] = "true"  # without it each RetryAfter warns that its ``retry_after`` will be a timedelta

CONNECT_SECONDS = 5.0
WRITE_SECONDS = 5.0
READ_SECONDS = 15.0
POOL_SECONDS = 5.0

_BEFORE_IT_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

_log = logging.getLogger(__name__)

Answer = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a call waits for its turn at the gate: before whom, and for how long at most."""

    priority: Priority
    patience: timedelta


class GateRateLimiter(BaseRateLimiter[Turn]):
    """Makes each call wait at the gate, and the gate obey each 429. Retries nothing: that is the relay's to decide."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Turn | None,
    ) -> Answer:
        """Call once. Raises ``TransportError`` where patience ends first: then nothing was sent."""
        assert rate_limit_args is not None, "each call names its turn"
        chat_id = data.get("chat_id")
        await self._pass(chat_id, rate_limit_args)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._gate.refused(_pause(error).total_seconds(), chat_id)
            raise

    async def _pass(self, chat_id: int | str | None, turn: Turn) -> None:
        """Not even begun where a pause outlasts the patience: the places at the relay are for others then."""
        pause = self._gate.pause_left(chat_id)
        if pause > turn.patience.total_seconds():
            raise _no_turn(pause)
        try:
            async with asyncio.timeout(turn.patience.total_seconds()):
                await self._gate.wait(chat_id, turn.priority)
        except TimeoutError as error:
            raise _no_turn(self._gate.pause_left(chat_id)) from error


def _no_turn(pause: float) -> TransportError:
    """Where there is no pause but a crowd, the message may line up again at once."""
    return TransportError("no turn in time", ErrorKind.TRANSIENT, retry_after=timedelta(seconds=pause))


class TelegramSender:
    """Sends messages as the bot. ``api_url`` is where the Bot API is served, as in ``https://api.telegram.org``.

    Opens nothing before the first message; ``close`` when done.
    """

    def __init__(self, token: str, api_url: str, gate: Gate) -> None:
        self._request = HTTPXRequest(
            connect_timeout=CONNECT_SECONDS,
            write_timeout=WRITE_SECONDS,
            read_timeout=READ_SECONDS,
            pool_timeout=POOL_SECONDS,
        )
        # Not ``initialize()``d: that calls getMe, and a Telegram that is down must not keep the service from starting.
        self._bot: ExtBot[Turn] = ExtBot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=GateRateLimiter(gate),
        )

    async def send(self, message: Message, address: str, priority: Priority, patience: timedelta) -> None:
        """See ``Sender.send``; ``address`` is a chat id. A group that became a supergroup is followed there."""
        turn = Turn(priority, patience)
        try:
            try:
                await self._post(message, int(address), turn)
            except ChatMigrated as moved:
                await self._post(message, moved.new_chat_id, turn)
        except TelegramError as error:
            raise transport_error(error) from error

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()

    async def _post(self, message: Message, chat_id: int, turn: Turn) -> None:
        keyboard = [
            [InlineKeyboardButton(button.text, callback_data=button.callback_data) for button in row]
            for row in message.buttons
        ]
        await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup(keyboard) if keyboard else None,
            rate_limit_args=turn,
        )


def transport_error(error: TelegramError) -> TransportError:
    """What an error of python-telegram-bot says of the message."""
    reason = f"{type(error).__name__}: {error}"
    match error:
        case RetryAfter():
            return TransportError(reason, ErrorKind.TRANSIENT, retry_after=_pause(error))
        case Forbidden():
            return TransportError(reason, ErrorKind.PERMANENT, blocked=True)
        case BadRequest():
            return TransportError(reason, ErrorKind.PERMANENT)
        case InvalidToken():
            _log.critical("Telegram does not accept the bot token: nothing can be sent. Check CANTINE_BOT_TOKEN.")
            return TransportError(reason, ErrorKind.TRANSIENT)
        case NetworkError() | Conflict() if _was_not_accepted(error):
            return TransportError(reason, ErrorKind.TRANSIENT)
    return TransportError(reason, ErrorKind.UNKNOWN)


def _was_not_accepted(error: TelegramError) -> bool:
    """An answer that is an error, JSON or not, has no cause outside the library; else it must not have left."""
    cause = error.__cause__
    return cause is None or isinstance(cause, (TelegramError, *_BEFORE_IT_LEFT))


def _pause(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
