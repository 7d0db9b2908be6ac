"""``/healthz`` and ``/metrics``: is the program well, and how much it does. Nothing there names anybody."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.intake import LONGEST_TURN
from bot.metrics import Metrics
from core.model.errors import CantineError
from core.organisation import Organisation
from core.usecases.delivering import Leased, Outcome
from core.usecases.monitoring import answers

logger = logging.getLogger(__name__)

_DATABASE_SECONDS = 5
"""For the database to answer a read."""


class StatusAddressError(CantineError):
    """The address at which the status is to be asked for cannot be listened at."""

    code = "status-address"


class Pulse:
    """When each loop of this process last turned. One that has begun must go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._beats: dict[str, float] = {}

    def beat(self, loop: str) -> None:
        """A loop turns."""
        self._beats[loop] = self._clock()

    def alive(self) -> dict[str, bool]:
        """Of each loop that has begun, whether it has turned within ``LONGEST_TURN``."""
        now = self._clock()
        return {loop: now - at <= LONGEST_TURN for loop, at in self._beats.items()}


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs of life of this process, by those who work in it."""

    pulse: Pulse = field(default_factory=Pulse)
    metrics: Metrics = field(default_factory=Metrics)

    def polled(self, updates: int) -> None:
        """Updates were asked for, and those that came were handled."""
        self.pulse.beat("polling")
        self.metrics.handled(updates)

    def told(self, delivery: Leased, outcome: Outcome) -> None:
        """A delivery ended, or is tried again: a sign of its relay, whose round may be as long as an announcement."""
        self.pulse.beat(delivery.channel)
        self.metrics.sent(delivery.channel, outcome)


@asynccontextmanager
async def answering(app: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Answer for as long as the context lasts. Raises ``StatusAddressError``."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise StatusAddressError(f"{host}:{port}") from error
        logger.info("answering /healthz and /metrics at %s:%s", host, port)
        yield
    finally:
        await runner.cleanup()


def status_app(organisation: Organisation, signs: Signs, clock: Callable[[], datetime]) -> web.Application:
    """The web application of the status address."""

    async def healthz(_request: web.Request) -> web.Response:
        checks = {"database": await _answers(organisation), **signs.pulse.alive()}
        is_well = all(checks.values())
        return web.json_response({"is_well": is_well, "checks": checks}, status=200 if is_well else 503)

    async def scrape(_request: web.Request) -> web.Response:
        body, content_type = await signs.metrics.scraped(organisation, clock())
        return web.Response(body=body, headers={"Content-Type": content_type})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", scrape)
    return app


async def _answers(organisation: Organisation) -> bool:
    """Whatever keeps the database from answering, it does not."""
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            await organisation.read(answers)
    except Exception as error:
        logger.warning("the database does not answer: %s", error)
        return False
    return True
