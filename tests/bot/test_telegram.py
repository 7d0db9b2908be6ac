"""The bot as Telegram sees it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter

from bot.telegram import build_bot, publish_commands
from notifications.gate import Gate
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.server import Simulator
from simulator.world import User
from tests.clock import NOW
from tests.dialogs.bench import TOKEN


class CountingGate(Gate):
    """A gate that lets all pass, and remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[int | str | None] = []
        self.pauses: list[tuple[float, int | str | None]] = []

    async def wait(self, chat_id: int | str | None, priority: Any) -> None:
        self.passed.append(chat_id)

    def refused(self, retry_after: float, chat_id: int | str | None) -> None:
        self.pauses.append((retry_after, chat_id))


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(TOKEN, "cantine_bot", Clock(NOW), people=[User(7, "Anne")], web=False) as running:
        running.world.chats[7].started = True
        yield running


@pytest.fixture
def gate() -> CountingGate:
    return CountingGate()


@pytest.fixture
async def bot(simulator: Simulator, gate: CountingGate) -> AsyncIterator[Bot]:
    built = build_bot(TOKEN, simulator.address, gate)
    yield built
    await built.session.close()


async def test_what_writes_to_a_chat_passes_the_gate(bot: Bot, gate: CountingGate) -> None:
    await bot.get_me()
    assert gate.passed == []
    sent = await bot.send_message(7, "Bonjour")
    await bot.edit_message_text("Au revoir", chat_id=7, message_id=sent.message_id)
    assert gate.passed == [7, 7]


async def test_a_short_429_pauses_all_and_the_reply_goes_out_after_it(
    bot: Bot, gate: CountingGate, simulator: Simulator
) -> None:
    simulator.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=3))
    await bot.send_message(7, "Bonjour")
    assert gate.pauses == [(3, 7)]
    assert gate.passed == [7, 7]


async def test_a_long_429_is_told_to_the_gate_and_given_up(bot: Bot, gate: CountingGate, simulator: Simulator) -> None:
    simulator.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=60))
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(7, "Bonjour")
    assert gate.pauses == [(60, 7)]
    assert gate.passed == [7]


async def test_a_429_again_is_given_up_but_told(bot: Bot, gate: CountingGate, simulator: Simulator) -> None:
    simulator.faults.arm(Fault("too_many_requests", "sendMessage", times=2, retry_after=2))
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(7, "Bonjour")
    assert gate.pauses == [(2, 7)] * 2


async def test_a_lost_reply_is_sent_once_more(bot: Bot, simulator: Simulator) -> None:
    simulator.faults.arm(Fault("drop_before_accept", "sendMessage"))
    await bot.send_message(7, "Bonjour")
    assert len(simulator.world.chats[7].messages) == 1


async def test_a_reply_whose_answer_was_lost_may_come_twice_rather_than_not_at_all(
    bot: Bot, simulator: Simulator
) -> None:
    simulator.faults.arm(Fault("drop_after_accept", "sendMessage"))
    await bot.send_message(7, "Bonjour")
    assert len(simulator.world.chats[7].messages) == 2


async def test_who_has_waited_long_enough_is_not_made_to_wait_again(simulator: Simulator, gate: CountingGate) -> None:
    slow = build_bot(TOKEN, simulator.address, gate)
    slow.session.timeout = 0.05
    simulator.faults.arm(Fault("delay", "sendMessage", seconds=0.3))
    try:
        with pytest.raises(TelegramNetworkError):
            await slow.send_message(7, "Bonjour")
    finally:
        await slow.session.close()
    assert gate.passed == [7]


async def test_the_commands_are_in_the_menu_in_both_languages(bot: Bot, simulator: Simulator) -> None:
    await publish_commands(bot)
    french = simulator.world.profile.commands_for(7, "fr")
    english = simulator.world.profile.commands_for(7, "en")
    other = simulator.world.profile.commands_for(7, "de")
    assert [command["command"] for command in french] == [
        *("start", "help", "settings", "contact", "language", "privacy", "stop")
    ]
    assert french[0]["description"] == other[0]["description"] == "Accueil"
    assert english[0]["description"] == "Home"
    in_groups = simulator.world.profile.commands_for(-7, "fr")
    assert [command["command"] for command in in_groups] == ["link", "unlink"]
    assert all(call.ok for call in simulator.calls)
