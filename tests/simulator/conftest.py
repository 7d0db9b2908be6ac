"""A started simulator, the people in it, and a bare client that calls the Bot API without a library."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.people import Jump
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User

TOKEN = "4242:test_token"
THURSDAY_NIGHT = datetime(2026, 11, 26, 22, 58, tzinfo=UTC)
ALIX = User(11, "Alix", "Morel", about="Parent", start_payload="CODE-1")
NINA = User(12, "Nina <b>", "d'Arvor")


class Ticks:
    """Real time, to be hurried."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class RawBot:
    """Calls methods in JSON and returns what the server answers, as it is."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.url = f"{address}/bot{TOKEN}"
        self._session = session

    async def answer(self, method: str, **params: object) -> dict[str, Any]:
        async with self._session.post(f"{self.url}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **params: object) -> Any:
        body = await self.answer(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: object) -> str:
        body = await self.answer(method, **params)
        assert not body["ok"], body
        return str(body["description"])


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def telegram(ticks: Ticks) -> AsyncIterator[Simulator]:
    jumps = [Jump("jeudi 23 h 58", THURSDAY_NIGHT)]
    people = [User(**vars(user)) for user in (ALIX, NINA)]
    clock = Clock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    simulator = Simulator(
        TOKEN, "cantine_bot", clock, people=people, jumps=jumps, webhook_retry_seconds=0.02, ticks=ticks
    )
    async with simulator:
        yield simulator


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def bot(telegram: Simulator, http: aiohttp.ClientSession) -> RawBot:
    return RawBot(telegram.address, http)


@pytest.fixture
async def alix(telegram: Simulator) -> Person:
    """Has started the bot."""
    person = Person(telegram.address, ALIX.id)
    await person.send("/start CODE-1")
    return person


@pytest.fixture
def nina(telegram: Simulator) -> Person:
    """Has never written to the bot."""
    return Person(telegram.address, NINA.id)
