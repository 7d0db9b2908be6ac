"""A simulated Telegram with the people a notice is for, and a sender to it."""

from collections.abc import AsyncIterator

import pytest

from notifications.gate import Gate
from notifications.telegram_sender import TelegramSender
from simulator.clock import Clock
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User
from tests.clock import NOW

TOKEN = "4242:test_token"
ANNE, MARC = 11, 13


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Anne and Marc have started the bot."""
    people = [User(ANNE, "Anne"), User(MARC, "Marc")]
    async with Simulator(TOKEN, "cantine_bot", Clock(NOW), people=people, web=False) as simulator:
        for chat in (ANNE, MARC):
            await Person(simulator.address, chat).send("/start")
        yield simulator


@pytest.fixture
def gate() -> Gate:
    """One with Telegram's limits."""
    return Gate()


@pytest.fixture
async def sender(telegram: Simulator, gate: Gate) -> AsyncIterator[TelegramSender]:
    """Speaks to the simulator."""
    opened = TelegramSender(TOKEN, telegram.address, gate)
    yield opened
    await opened.close()


@pytest.fixture
def anne(telegram: Simulator) -> Person:
    """Reads her chat."""
    return Person(telegram.address, ANNE)


@pytest.fixture
def marc(telegram: Simulator) -> Person:
    """Reads his chat."""
    return Person(telegram.address, MARC)
