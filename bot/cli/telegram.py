"""What the command line asks of the Bot API: who the bot is, and what time it is there."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import aiohttp

from bot.settings import Settings

_TIMEOUT = aiohttp.ClientTimeout(total=10)


class Silence(StrEnum):
    """Why the Bot API did not say who the bot is."""

    NO_TOKEN = "no-token"  # noqa: S105 (not a password)
    REFUSED = "token-refused"
    UNREACHABLE = "api-unreachable"


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, and the time at the Bot API, to the second."""

    username: str
    api_time: datetime | None

    def link(self, code: str) -> str:
        """The deep link that opens the chat and gives the code."""
        return f"https://t.me/{self.username}?start={code}"


async def ask_bot(settings: Settings) -> Bot | Silence:
    """Call ``getMe``. No error holds the token: none is passed on."""
    if settings.bot_token is None:
        return Silence.NO_TOKEN
    address = f"{settings.telegram_api_url}/bot{settings.bot_token.get_secret_value()}/getMe"
    try:
        async with aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=True) as session, session.get(address) as answer:
            if answer.status in {401, 404}:
                return Silence.REFUSED
            body = await answer.json()
            return Bot(str(body["result"]["username"]), _time_of(answer.headers.get("Date")))
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
        return Silence.UNREACHABLE


def _time_of(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
