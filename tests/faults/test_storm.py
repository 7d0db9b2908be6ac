"""Telegram answers 429 again and again: nobody calls before the time it named, and everything arrives."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from core.organisation import Organisation, UnitOfWork
from notifications.gate import Gate, _Waiter
from notifications.telegram_sender import TelegramSender
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.server import Simulator
from tests.clock import NOW
from tests.faults.crowd import FIRST_CHAT, TOKEN, alert, crowd, due, relay, start_chats, states, told_at

PEOPLE, WAVES = 4, 9
SPEED = 6
"""Seconds that pass in one."""


def seconds() -> float:
    """Of the fast time in which all of this happens."""
    return time.monotonic() * SPEED


async def sleep(duration: float) -> None:
    """In fast time."""
    await asyncio.sleep(duration / SPEED)


class FastClock(Clock):
    """The time of the simulated Telegram, and of the relay."""

    def __init__(self) -> None:
        super().__init__(NOW)
        self._began = seconds()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=seconds() - self._began)


class LoggedGate(Gate):
    """Remembers who passed, and which 429s it was told of; in seconds of the fast time."""

    def __init__(self) -> None:
        super().__init__(overall_per_second=1000, clock=seconds, sleep=sleep)
        self.passed: list[float] = []
        self.pauses: list[tuple[float, float]] = []

    def _let_pass(self, waiter: _Waiter, now: float) -> None:
        super()._let_pass(waiter, now)
        self.passed.append(now)

    def refused(self, retry_after: float, chat_id: int | str | None) -> None:
        super().refused(retry_after, chat_id)
        self.pauses.append((seconds(), retry_after))


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """One that holds bots to its limits: five messages at once to a chat, then one a second."""
    async with Simulator(TOKEN, "cantine_bot", FastClock(), web=False, rate_limits=True, ticks=seconds) as simulator:
        start_chats(simulator, range(FIRST_CHAT, FIRST_CHAT + PEOPLE))
        yield simulator


def waves(uow: UnitOfWork) -> None:
    """More for each chat than it takes in a row."""
    alert(uow, crowd(uow, PEOPLE), WAVES)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_in_a_storm_of_429s_no_call_is_early_and_everything_arrives(
    organisation: Organisation, telegram: Simulator
) -> None:
    await organisation.write(waves)
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=4, times=3))
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=1, times=9))
    gate = LoggedGate()
    sender = TelegramSender(TOKEN, telegram.address, gate)
    running = relay(organisation, sender, telegram.clock.now)
    async with asyncio.timeout(30):
        while (await organisation.read(states))["waiting"] or not telegram.calls:
            await running.drain(asyncio.Event())
            await sleep(0.5)
    await sender.close()
    assert told_at(telegram) == Counter(await organisation.read(due))
    assert len(gate.passed) == len(telegram.calls)
    assert len(gate.pauses) >= 12, "those armed, and where the machine is quick those of a chat's own limit"
    early = [(call, at) for at, lasts in gate.pauses for call in gate.passed if at < call < at + lasts]
    assert early == []
