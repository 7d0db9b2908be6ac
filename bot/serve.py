"""``cantine serve``: the bot and the notices, in one process."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import web

from bot.intake import FIRST_PAUSE, LONGEST_PAUSE, poll, webhook_app
from bot.reception import UPDATES, Reception
from bot.settings import Settings
from bot.telegram import build_bot, publish_commands
from core.db.transaction import open_database
from core.model.errors import CantineError
from core.organisation import Organisation
from core.policy import load_policy
from notifications.gate import Gate
from notifications.redaction import redact_logs
from notifications.wiring import build

logger = logging.getLogger(__name__)

_PATIENCE = 5
"""Seconds for a call made before the first update comes; a signal to stop waits as long."""

_PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError)
"""What may be over at the next try; a proxy's page that is not JSON is among them."""


class TokenRefusedError(CantineError):
    """Telegram knows no bot with this token."""

    code = "token-refused"


class WebhookAddressError(CantineError):
    """The address Telegram is to bring updates to cannot be listened at."""

    code = "webhook-address"


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; Telegram need not be there yet.

    Raises ``ValueError`` without a token, ``TokenRefusedError`` where it is wrong, ``WebhookAddressError``.
    """
    if settings.bot_token is None:
        raise ValueError("no token")
    token = settings.bot_token.get_secret_value()
    _log_to_stderr(token)
    database = open_database(settings.database_url)
    organisation = Organisation(database, load_policy(settings.config))
    stop = stop_at_signal()
    try:
        async with running(organisation, token, settings.telegram_api_url, utc_now) as reception:
            gc.freeze()  # what was imported is never garbage: not worth a look while a person waits, nor at the end
            await receive_updates(reception, settings, stop)
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefusedError from error
    finally:
        await database.close()


def _log_to_stderr(token: str) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every tick
    redact_logs([token])


def utc_now() -> datetime:
    """The time, for real."""
    return datetime.now(UTC)


def stop_at_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def running(
    organisation: Organisation, token: str, api_url: str, clock: Callable[[], datetime]
) -> AsyncIterator[Reception]:
    """The bot ready to receive updates, and the notices going out, through one gate."""
    gate = Gate()
    bot = build_bot(token, api_url, gate)
    reception = Reception(organisation, bot, clock)
    notices = build(organisation, token, api_url, gate=gate, clock=clock)
    try:
        await reception.start()
        await notices.start()
        yield reception
    finally:
        await notices.stop()
        await bot.session.close()


async def receive_updates(reception: Reception, settings: Settings, stop: asyncio.Event) -> None:
    """Take updates the way the settings say, until ``stop`` is set. Raises ``WebhookAddressError``."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        await _introduce(reception, lambda: reception.bot.delete_webhook(request_timeout=_PATIENCE), stop)
        logger.info("receiving updates by long polling")
        await poll(reception, stop)
    else:
        secret = settings.webhook_secret.get_secret_value()
        await _serve_webhook(reception, settings, settings.webhook_url, secret, stop)


async def _serve_webhook(reception: Reception, settings: Settings, url: str, secret: str, stop: asyncio.Event) -> None:
    runner = web.AppRunner(webhook_app(reception, secret, urlsplit(url).path or "/"), access_log=None)
    await runner.setup()
    try:
        await _listen(runner, settings.webhook_host, settings.webhook_port)
        await _introduce(
            reception,
            lambda: reception.bot.set_webhook(
                url, secret_token=secret, allowed_updates=UPDATES, request_timeout=_PATIENCE
            ),
            stop,
        )
        logger.info("receiving updates at %s:%s", settings.webhook_host, settings.webhook_port)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise WebhookAddressError(f"{host}:{port}") from error


async def _introduce(reception: Reception, say_where: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Say where updates go, until Telegram has heard it or ``stop`` is set; then show the commands.

    Raises what no other try mends.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await say_where()
        except _PASSING as error:
            logger.warning("Telegram does not answer: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            await _publish_commands(reception)
            return


async def _publish_commands(reception: Reception) -> None:
    try:
        await publish_commands(reception.bot)
    except AiogramError as error:
        logger.warning("the command menu was not published: %s", error)
