"""``cantine serve``: the bot and the notices, in one process or each in its own."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
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

from bot.health import Signs, answering, status_app
from bot.intake import FIRST_PAUSE, LONGEST_PAUSE, poll, webhook_app
from bot.logs import log_to_stderr
from bot.metrics import MeasuredGate, Metrics
from bot.reception import UPDATES, Reception
from bot.settings import Settings
from bot.telegram import build_bot, publish_commands
from core.db.transaction import open_database
from core.model.errors import CantineError
from core.model.policy import Policy
from core.organisation import Organisation
from core.policy import load_policy
from notifications.email_format import checked
from notifications.gate import Gate
from notifications.relay import PLACES
from notifications.wiring import EmailSettings, build

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


class MailFromError(CantineError):
    """What e-mails are to be from is no address."""

    code = "mail-from"


class Part(StrEnum):
    """What a process may leave to others."""

    BOT = "bot"
    """Updates are taken in and answered."""
    NOTIFICATIONS = "notifications"
    """What is due is scheduled and sent."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part works: for whom, by which ways, and by which clock. Without a token or ``email``, not that way."""

    organisation: Organisation
    token: str | None
    api_url: str
    clock: Callable[[], datetime]
    gate: Gate
    email: EmailSettings | None = None


async def serve(settings: Settings, parts: Collection[Part] = tuple(Part)) -> None:
    """Run until SIGINT or SIGTERM; Telegram need not be there yet.

    Raises ``ValueError`` without a token, which notices by e-mail alone do not need; ``TokenRefusedError`` where it is
    wrong; ``WebhookAddressError``, ``StatusAddressError``, ``MailFromError``.
    """
    if settings.bot_token is None and (Part.BOT in parts or settings.smtp_url is None):
        raise ValueError("no token")
    _log_to_stderr(settings)
    database = open_database(settings.database_url)
    organisation = Organisation(database, load_policy(settings.config))
    stop = stop_at_signal()
    try:
        await _run(organisation, settings, parts, stop)
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefusedError from error
    finally:
        await database.close()


async def _run(organisation: Organisation, settings: Settings, parts: Collection[Part], stop: asyncio.Event) -> None:
    signs = Signs()
    place = _place(organisation, settings, signs.metrics)
    async with AsyncExitStack() as stack:
        if settings.status_endpoint is not None:
            app = status_app(organisation, signs, utc_now)
            await stack.enter_async_context(answering(app, *settings.status_endpoint))
        reception = await stack.enter_async_context(receiving(place)) if Part.BOT in parts else None
        if Part.NOTIFICATIONS in parts:
            await stack.enter_async_context(notifying(place, signs, places=max(PLACES, settings.rate * 3 // 2)))
        gc.freeze()  # what was imported is never garbage: not worth a look while a person waits, nor at the end
        if reception is None:
            logger.info("sending what is due, and taking no updates")
            await stop.wait()
        else:
            await receive_updates(reception, settings, signs, stop)


def _place(organisation: Organisation, settings: Settings, metrics: Metrics) -> Place:
    return Place(
        organisation,
        settings.bot_token.get_secret_value() if settings.bot_token else None,
        settings.telegram_api_url,
        utc_now,
        MeasuredGate(metrics, settings.rate),
        email_settings(
            organisation.policy, settings.smtp_url.get_secret_value() if settings.smtp_url else None, settings.mail_from
        ),
    )


def email_settings(policy: Policy, smtp_url: str | None, mail_from: str | None) -> EmailSettings | None:
    """How e-mail is sent, from the policy's contact unless said otherwise; ``None`` without a mail server.

    Raises ``MailFromError``.
    """
    if smtp_url is None:
        return None
    address = mail_from or policy.contact.email
    try:
        return EmailSettings(smtp_url, checked(address))
    except ValueError as error:
        raise MailFromError(address) from error


def _log_to_stderr(settings: Settings) -> None:
    log_to_stderr(settings.log_format, settings.secrets())


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
async def receiving(place: Place) -> AsyncIterator[Reception]:
    """The bot ready to receive updates. Raises ``ValueError`` without a token."""
    if place.token is None:
        raise ValueError("no token")
    bot = build_bot(place.token, place.api_url, place.gate)
    reception = Reception(place.organisation, bot, place.clock)
    try:
        await reception.start()
        yield reception
    finally:
        await bot.session.close()


@asynccontextmanager
async def notifying(place: Place, signs: Signs, *, places: int = PLACES) -> AsyncIterator[None]:
    """The notices going out, ``places`` at once."""
    notices = build(
        place.organisation,
        place.token,
        place.api_url,
        gate=place.gate,
        clock=place.clock,
        email=place.email,
        places=places,
        beat=signs.pulse.beat,
        told=signs.told,
    )
    try:
        await notices.start()
        yield
    finally:
        await notices.stop()


@asynccontextmanager
async def running(
    organisation: Organisation,
    token: str,
    api_url: str,
    clock: Callable[[], datetime],
    *,
    gate: Gate | None = None,
    smtp_url: str | None = None,
    mail_from: str | None = None,
) -> AsyncIterator[Reception]:
    """The bot ready to receive updates, and the notices going out, through one gate."""
    email = email_settings(organisation.policy, smtp_url, mail_from)
    place = Place(organisation, token, api_url, clock, gate or Gate(), email)
    async with receiving(place) as reception, notifying(place, Signs()):
        yield reception


async def receive_updates(reception: Reception, settings: Settings, signs: Signs, stop: asyncio.Event) -> None:
    """Take updates the way the settings say, until ``stop`` is set. Raises ``WebhookAddressError``."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        await _introduce(reception, lambda: reception.bot.delete_webhook(request_timeout=_PATIENCE), stop)
        logger.info("receiving updates by long polling")
        await poll(reception, stop, signs.polled)
    else:
        secret = settings.webhook_secret.get_secret_value()
        await _serve_webhook(reception, settings, settings.webhook_url, secret, signs, stop)


async def _serve_webhook(
    reception: Reception, settings: Settings, url: str, secret: str, signs: Signs, stop: asyncio.Event
) -> None:
    app = webhook_app(reception, secret, urlsplit(url).path or "/", signs.metrics.handled)
    runner = web.AppRunner(app, access_log=None)
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
