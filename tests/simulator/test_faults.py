"""Faults by switch, and rate limits: what each looks like from the bot's side."""

import asyncio
import time

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.faults import Fault
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User
from tests.simulator.conftest import ALIX, NINA, TOKEN, RawBot, Ticks

SAY = {"chat_id": ALIX.id, "text": "bonjour"}


async def test_too_many_requests_say_when_to_try_again(telegram: Simulator, bot: RawBot, alix: Person) -> None:
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=7))
    assert await bot.answer("sendMessage", **SAY) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert await bot.result("sendMessage", **SAY)
    assert len(await alix.chat()) == 2


@pytest.mark.usefixtures("alix")
async def test_a_bad_gateway_is_not_json(telegram: Simulator, bot: RawBot, http: aiohttp.ClientSession) -> None:
    telegram.faults.arm(Fault("bad_gateway", times=2))
    for _ in range(2):
        async with http.post(f"{bot.url}/sendMessage", json=SAY) as response:
            assert (response.status, response.content_type) == (502, "text/html")
    assert await bot.result("sendMessage", **SAY)
    assert [call.ok for call in telegram.calls] == [False, False, True]


async def test_a_connection_dropped_after_acceptance_leaves_the_message(
    telegram: Simulator, bot: RawBot, alix: Person
) -> None:
    telegram.faults.arm(Fault("drop_after_accept", "sendMessage"))
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", **SAY)
    assert (await alix.last()).text == "bonjour"
    assert telegram.calls[-1].ok


async def test_a_connection_dropped_before_leaves_nothing(telegram: Simulator, bot: RawBot, alix: Person) -> None:
    telegram.faults.arm(Fault("drop_before_accept", "sendMessage"))
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", **SAY)
    assert len(await alix.chat()) == 1
    assert not telegram.calls[-1].ok


async def test_a_delayed_answer_comes_late_to_a_message_sent(telegram: Simulator, bot: RawBot, alix: Person) -> None:
    telegram.faults.arm(Fault("delay", seconds=0.1))
    began = time.monotonic()
    await bot.result("getMe")
    assert time.monotonic() - began >= 0.1
    telegram.faults.arm(Fault("delay", seconds=10))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.result("sendMessage", **SAY), 0.05)
    assert (await alix.last()).text == "bonjour"


async def test_a_fault_strikes_its_method_and_chat_only(
    telegram: Simulator, bot: RawBot, alix: Person, nina: Person
) -> None:
    await nina.send("bonjour")
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", chat_id=NINA.id))
    await bot.result("getMe")
    await bot.result("sendMessage", **SAY)
    assert (await bot.answer("sendMessage", **SAY | {"chat_id": str(NINA.id)}))["error_code"] == 429
    assert (await alix.last()).text == "bonjour"


async def test_faults_are_armed_and_disarmed_over_http(
    telegram: Simulator, bot: RawBot, http: aiohttp.ClientSession
) -> None:
    faults = f"{telegram.address}/faults"
    async with http.post(faults, json={"method": "getMe", "kind": "too_many_requests", "times": 5}) as response:
        assert await response.json() == {"armed": 1}
    assert (await bot.answer("getMe"))["error_code"] == 429
    async with http.delete(faults) as response:
        assert await response.json() == {"armed": 0}
    assert (await bot.answer("getMe"))["ok"]
    for wrong in ({"kind": "flood"}, {"kind": "delay", "colour": "red"}, {"kind": "delay", "times": "two"}):
        async with http.post(faults, json=wrong) as response:
            assert response.status == 400


async def test_one_message_a_second_to_one_chat_after_a_burst(http: aiohttp.ClientSession, ticks: Ticks) -> None:
    simulator = Simulator(TOKEN, "cantine_bot", Clock(), people=[User(11, "Alix")], rate_limits=True, ticks=ticks)
    async with simulator:
        bot = RawBot(simulator.address, http)
        await Person(simulator.address, 11).send("/start")
        codes = [(await bot.answer("sendMessage", **SAY)).get("error_code") for _ in range(6)]
        assert codes == [None] * 5 + [429]
        assert await bot.refusal("sendMessage", **SAY) == "Too Many Requests: retry after 1"
        assert await bot.result("getMe")
        ticks.ahead = 1.0
        assert await bot.result("sendMessage", **SAY)


async def test_thirty_messages_a_second_overall(http: aiohttp.ClientSession, ticks: Ticks) -> None:
    people = [User(number, f"Personne {number}") for number in range(1, 12)]
    simulator = Simulator(TOKEN, "cantine_bot", Clock(), people=people, rate_limits=True, ticks=lambda: ticks.ahead)
    async with simulator:
        bot = RawBot(simulator.address, http)
        for user in people:
            await Person(simulator.address, user.id).send("/start")
        answers = [await bot.answer("sendMessage", chat_id=u.id, text="a") for _ in range(3) for u in people]
        assert sum(answer["ok"] for answer in answers) == 30
        assert answers[-1]["parameters"] == {"retry_after": 1}
