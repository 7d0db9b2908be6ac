"""The bot as Telegram sees it: its session, its way through the rate gate, its commands."""

from logging import getLogger

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Message,
    Update,
)

from locales import LOCALES, translator
from notifications.gate import Gate, Priority

logger = getLogger(__name__)

COMMANDS = ("start", "help", "settings", "contact", "language", "privacy", "stop")
"""In private chats."""
GROUP_COMMANDS = ("link", "unlink")
"""In the chats of teams."""

REPLY_SECONDS = 20
"""How long a reply to a press may take, in seconds; other updates of the batch wait for it."""

_LONGEST_WAIT = 15
"""The longest 429, in seconds, after which a reply is still worth sending: Telegram drops a press later than that."""


_ANSWERS = (Response[bool], Response[Message], Response[Message | bool], Response[list[Update]])
"""Kept, since pydantic holds generic models weakly: once one is collected, reading the next answer costs 5 ms more."""


class GateMiddleware(BaseRequestMiddleware):
    """Lets replies through the gate that notices pass too, replies first.

    A reply that was held up by a 429, or got lost, is sent once more: a screen shown twice is better than none. Edits
    and answers may be repeated without harm.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Wait at the gate where the call writes to a chat; what writes to none is not limited."""
        chat_id: int | str | None = getattr(method, "chat_id", None)
        if chat_id is None and not isinstance(method, AnswerCallbackQuery):
            return await make_request(bot, method)
        try:
            return await self._send(make_request, bot, method, chat_id)
        except TelegramRetryAfter as error:
            if error.retry_after > _LONGEST_WAIT:
                raise
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
            if isinstance(error.__context__, TimeoutError):
                raise  # whoever waits has waited long enough
            logger.warning("%s is sent once more: %s", type(method).__name__, error)
        return await self._send(make_request, bot, method, chat_id)

    async def _send(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
        chat_id: int | str | None,
    ) -> Response[TelegramType]:
        if chat_id is not None:
            await self._gate.wait(chat_id, Priority.INTERACTIVE)
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            self._gate.refused(error.retry_after, chat_id)
            raise


def build_bot(token: str, api_url: str, gate: Gate) -> Bot:
    """The bot of a token, at a Bot API server. Close its session in the end."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), timeout=REPLY_SECONDS)
    session.middleware(GateMiddleware(gate))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


async def publish_commands(bot: Bot) -> None:
    """Show the commands in the menu of chats: in French, and in English to those whose Telegram speaks it."""
    for scope, names in (
        (BotCommandScopeAllPrivateChats(), COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    ):
        for locale, language in ((LOCALES[0], None), *((locale, locale) for locale in LOCALES)):
            commands = [
                BotCommand(command=name, description=translator(locale).text(f"command-{name}")) for name in names
            ]
            await bot.set_my_commands(commands, scope=scope, language_code=language)
