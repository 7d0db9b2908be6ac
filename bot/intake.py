"""Updates come in, at least once: a batch is confirmed to Telegram only after it was handled."""

import asyncio
import hmac
from collections.abc import Callable, Coroutine, Iterable, Iterator
from itertools import groupby
from logging import getLogger
from typing import Any, TypeVar

from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import Update
from aiohttp import web

from bot.reception import UPDATES, Reception

logger = getLogger(__name__)

T = TypeVar("T")

POLL_SECONDS = 25
"""How long Telegram may keep an empty answer back."""

_WRONG_TOKEN = (TelegramUnauthorizedError, TelegramNotFound)
_PASSING = (TelegramAPIError, ClientDecodeError)
"""Anything else may be over at the next try; a proxy's page that is not JSON and a second poller are among it."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries while Telegram cannot be reached, doubled from the first to the longest."""

LONGEST_TURN = 180.0
"""Seconds in which a loop that is well turns once: the longest wait for updates, a batch of slow replies, a pause."""


def _untold(_updates: int) -> None:
    """Nobody wants to know how many updates were handled."""


async def poll(reception: Reception, stop: asyncio.Event, handled: Callable[[int], None] = _untold) -> None:
    """Ask for updates until ``stop`` is set; then confirm what was handled.

    A batch that could not be handled, since the database is away, is asked for again.
    ``handled`` is told at every turn, within ``LONGEST_TURN``, how many updates it brought, be it none.
    Raises ``TelegramUnauthorizedError`` or ``TelegramNotFound`` where the token is wrong: nothing will mend it.
    """
    offset: int | None = None
    pauses = _pauses()
    while not stop.is_set():
        try:
            updates = await _unless(stop, _ask(reception, offset))
            if updates:
                await handle_batch(reception, updates)
            handled(len(updates or ()))
        except _WRONG_TOKEN:
            raise
        except (*_PASSING, NotHandledError) as error:
            handled(0)
            logger.warning("no updates: %s", error)
            await _unless(stop, asyncio.sleep(max(next(pauses), getattr(error, "retry_after", 0))))
            continue
        pauses = _pauses()
        if updates:
            offset = updates[-1].update_id + 1
    if offset is not None:
        await _confirm(reception, offset)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


async def _ask(reception: Reception, offset: int | None) -> list[Update]:
    return await reception.bot.get_updates(
        offset=offset, timeout=POLL_SECONDS, allowed_updates=UPDATES, request_timeout=POLL_SECONDS + 10
    )


async def _confirm(reception: Reception, offset: int) -> None:
    try:
        await reception.bot.get_updates(offset=offset, limit=1, timeout=0, request_timeout=3)
    except _PASSING as error:
        logger.warning("the last updates will come again: %s", error)


class NotHandledError(Exception):
    """Updates could not be handled, and must come again; the causes are logged."""


async def handle_batch(reception: Reception, updates: Iterable[Update]) -> None:
    """Handle updates: chats side by side, each chat in order. Raises ``NotHandledError`` once all were tried."""
    by_chat = groupby(sorted(updates, key=lambda update: (_chat_of(update), update.update_id)), key=_chat_of)
    chats = [_in_order(reception, list(of_chat)) for _, of_chat in by_chat]
    errors = [error for error in await asyncio.gather(*chats, return_exceptions=True) if error]
    for error in errors:
        logger.error("updates of a chat could not be handled", exc_info=error)
    if errors:
        raise NotHandledError(f"{len(errors)} of {len(chats)} chats")


async def _in_order(reception: Reception, updates: list[Update]) -> None:
    for update in updates:
        await reception.receive(update)


def _chat_of(update: Update) -> int:
    message = update.message or (update.callback_query and update.callback_query.message) or update.my_chat_member
    return message.chat.id if message else 0


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Do the work; leave it, and give ``None``, as soon as ``stop`` is set."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait({task})
    return None


def webhook_app(
    reception: Reception, secret: str, path: str = "/", handled: Callable[[int], None] = _untold
) -> web.Application:
    """The web application Telegram brings updates to. ``secret`` is mandatory.

    200 only after an update was handled, and ``handled`` was told of it; 500, and Telegram brings it again, where the
    database is away.
    """

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=401)
        try:
            update = Update.model_validate(await request.json(), context={"bot": reception.bot})
        except ValueError:
            logger.exception("an update could not be read")  # and would not be, the next time
            return web.Response()
        await reception.receive(update)
        handled(1)
        return web.Response()

    app = web.Application()
    app.router.add_post(path, take)
    return app
