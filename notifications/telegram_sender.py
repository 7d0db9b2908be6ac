"""Messages over Telegram, by python-telegram-bot, through the rate gate."""

import asyncio
import logging
import os
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

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
    TimedOut,
)
from telegram.ext import BaseRateLimiter, ExtBot

from notifications.gate import Gate, Priority
from notifications.telegram_request import AiohttpRequest, AnswerLostError, NotSentError
from notifications.transport import Attachment, Envelope, ErrorKind, Message, Receipt, TransportError

os.environ["PTB_TIMEDELTA"] = "true"  # without it each RetryAfter warns that its ``retry_after`` will be a timedelta

CONNECT_SECONDS = 5.0
WRITE_SECONDS = 5.0
READ_SECONDS = 15.0
POOL_SECONDS = 5.0

PARTLY_SENT_LIMIT = 1000
"""Messages of which it is remembered that a part has arrived."""

FILES_KNOWN = 20
"""Files that are sent again by the id Telegram gave them: what a town is sent is uploaded once."""

_DEAD_CHAT = re.compile(
    "chat not found|user not found|PEER_ID_INVALID|USER_ID_INVALID|chat was (deactivated|deleted)|chat is deactivated"
    "|no rights to send a message|not enough rights to send text|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED",
    re.IGNORECASE,
)
"""The 400s that speak of the chat, not of the message."""

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


@dataclass(slots=True)
class _Progress:
    """How much of a message has arrived: its text, if it has an id, and the first of its files."""

    chat_id: int
    message_id: int | None = None
    files: int = 0


class TelegramSender:
    """Sends messages as the bot. ``api_url`` is where the Bot API is served, as in ``https://api.telegram.org``.

    Opens nothing before the first message; ``close`` when done.
    """

    def __init__(self, token: str, api_url: str, gate: Gate) -> None:
        self._request = AiohttpRequest(
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
        self._partly_sent: dict[str, _Progress] = {}
        self._file_ids: dict[tuple[str, bytes], str] = {}

    async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
        """See ``Sender.send``; the address is a chat id. A group that became a supergroup is followed there.

        Attachments follow the text, each having waited its turn for at most ``patience``. Where one does not arrive,
        the error is that of the whole, and the next try begins with it: a text that was accepted is not repeated by
        this sender, though it may be by another, or after a restart.
        """
        progress = self._partly_sent.get(envelope.reference) or _Progress(int(envelope.address))
        try:
            await self._finish(envelope, progress, Turn(priority, patience))
        except TelegramError as error:
            failure = transport_error(error)
            if failure.kind is ErrorKind.PERMANENT:
                self._partly_sent.pop(envelope.reference, None)
            raise failure from error
        self._partly_sent.pop(envelope.reference, None)
        moved = progress.chat_id != int(envelope.address)
        return Receipt(progress.message_id, str(progress.chat_id) if moved else None)

    async def edit(
        self, chat_id: int, message_id: int, message: Message, priority: Priority, patience: timedelta
    ) -> None:
        """Make a message that was sent say something else; attachments do not count. Raises ``TransportError``."""
        try:
            await self._bot.edit_message_text(
                message.html,
                chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(message),
                rate_limit_args=Turn(priority, patience),
            )
        except TelegramError as error:
            if "message is not modified" not in str(error).lower():
                raise transport_error(error) from error

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()

    async def _finish(self, envelope: Envelope, progress: _Progress, turn: Turn) -> None:
        try:
            await self._send_rest(envelope, progress, turn)
        except ChatMigrated as moved:
            progress.chat_id = moved.new_chat_id
            await self._send_rest(envelope, progress, turn)

    async def _send_rest(self, envelope: Envelope, progress: _Progress, turn: Turn) -> None:
        """Send what has not arrived yet, and count what does."""
        message = envelope.message
        if progress.message_id is None:
            progress.message_id = await self._post(message, progress.chat_id, turn)
            if message.attachments:
                self._remember(envelope.reference, progress)
        for attachment in message.attachments[progress.files :]:
            await self._post_file(attachment, progress.chat_id, turn)
            progress.files += 1

    async def _post(self, message: Message, chat_id: int, turn: Turn) -> int:
        sent = await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(message),
            rate_limit_args=turn,
        )
        return sent.message_id

    async def _post_file(self, attachment: Attachment, chat_id: int, turn: Turn) -> None:
        """By the id of the file where Telegram has it; one that it does not know any more is uploaded at the next try.

        Under another name it is another file.
        """
        file = attachment.name, sha256(attachment.content).digest()
        known = self._file_ids.get(file)
        try:
            file_id = await self._upload(attachment, known or attachment.content, chat_id, turn)
        except BadRequest as error:
            if known is None or _DEAD_CHAT.search(str(error)):
                raise
            self._file_ids.pop(file, None)
            raise TransportError(f"{type(error).__name__}: {error}", ErrorKind.TRANSIENT) from error
        if known is None and file_id is not None:
            self._file_ids[file] = file_id
            if len(self._file_ids) > FILES_KNOWN:
                del self._file_ids[next(iter(self._file_ids))]

    async def _upload(self, attachment: Attachment, file: str | bytes, chat_id: int, turn: Turn) -> str | None:
        """A picture to be looked at, anything else to be kept; the id it is known by from now on."""
        name = attachment.name
        if attachment.is_picture:
            shown = await self._bot.send_photo(
                chat_id, file, caption=attachment.says or None, filename=name, rate_limit_args=turn
            )
            return shown.photo[-1].file_id if shown.photo else None
        kept = await self._bot.send_document(chat_id, file, filename=name, rate_limit_args=turn)
        return kept.document.file_id if kept.document else None

    def _remember(self, reference: str, progress: _Progress) -> None:
        """Forgetting the oldest costs no more than a text said twice."""
        self._partly_sent[reference] = progress
        if len(self._partly_sent) > PARTLY_SENT_LIMIT:
            del self._partly_sent[next(iter(self._partly_sent))]


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(button.text, callback_data=button.callback_data) for button in row]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def transport_error(error: TelegramError) -> TransportError:
    """What an error of python-telegram-bot says of the message."""
    if isinstance(error, InvalidToken):
        _log.critical("Telegram does not accept the bot token: nothing can be sent. Check CANTINE_BOT_TOKEN.")
    return TransportError(
        f"{type(error).__name__}: {error}",
        _kind(error),
        retry_after=_pause(error) if isinstance(error, RetryAfter) else None,
        is_dead=isinstance(error, Forbidden) or (isinstance(error, BadRequest) and bool(_DEAD_CHAT.search(str(error)))),
    )


def _kind(error: TelegramError) -> ErrorKind:
    match error:
        case RetryAfter() | InvalidToken() | NotSentError():
            return ErrorKind.TRANSIENT
        case Forbidden() | BadRequest() | ChatMigrated():
            return ErrorKind.PERMANENT
        case TimedOut() | AnswerLostError():
            return ErrorKind.UNKNOWN
        case NetworkError() | Conflict() if _is_an_answer(error):
            return ErrorKind.TRANSIENT
    return ErrorKind.UNKNOWN


def _is_an_answer(error: TelegramError) -> bool:
    """An answer that is an error, JSON or not, has no cause outside the library."""
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)


def _pause(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
