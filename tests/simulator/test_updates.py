"""getUpdates: handed out until confirmed, to one poller at a time."""

import asyncio
import time

import pytest

from simulator.person import Person
from simulator.server import Simulator
from tests.simulator.conftest import ALIX, RawBot, Ticks


async def texts(bot: RawBot, **params: object) -> list[str]:
    return [update["message"]["text"] for update in await bot.result("getUpdates", **params)]


async def test_updates_come_again_until_a_higher_offset_confirms_them(bot: RawBot, alix: Person) -> None:
    await alix.send("un")
    await alix.send("deux")
    assert await texts(bot) == ["/start CODE-1", "un", "deux"]
    first = (await bot.result("getUpdates", limit=1))[0]["update_id"]
    assert await texts(bot, offset=first + 1) == ["un", "deux"]
    assert await texts(bot) == ["un", "deux"]
    assert await texts(bot, offset=first + 3) == []
    assert await texts(bot) == []


async def test_update_ids_follow_each_other(bot: RawBot, alix: Person) -> None:
    await alix.send("un")
    one, two = await bot.result("getUpdates")
    assert two["update_id"] == one["update_id"] + 1


async def test_a_negative_offset_keeps_the_last_ones_only(bot: RawBot, alix: Person) -> None:
    await alix.send("un")
    await alix.send("deux")
    assert await texts(bot, offset=-2) == ["un", "deux"]
    assert await texts(bot, offset=-1) == ["deux"]
    assert await texts(bot) == ["deux"]


@pytest.mark.parametrize(("limit", "handed_out"), [(0, 1), (2, 2), (1000, 100)])
async def test_a_limit_lies_between_1_and_100(bot: RawBot, alix: Person, limit: int, handed_out: int) -> None:
    await asyncio.gather(*(alix.send(str(number)) for number in range(100)))
    assert len(await bot.result("getUpdates", limit=limit)) == handed_out


async def test_a_long_poll_ends_with_the_next_update(bot: RawBot, alix: Person) -> None:
    await bot.result("getUpdates", offset=2**31)
    polling = asyncio.create_task(texts(bot, timeout=10))
    await asyncio.sleep(0.02)
    await alix.send("enfin")
    assert await polling == ["enfin"]


async def test_a_long_poll_ends_empty_after_its_time(bot: RawBot) -> None:
    assert await texts(bot, timeout=0) == []
    assert await asyncio.wait_for(texts(bot, timeout=1), 3) == []


async def test_the_second_poller_sends_the_first_away(bot: RawBot, alix: Person) -> None:
    await bot.result("getUpdates", offset=2**31)
    first = asyncio.create_task(bot.answer("getUpdates", timeout=10))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(texts(bot, timeout=10))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
        "running",
    }
    await alix.send("un")
    assert await second == ["un"]


async def test_only_the_kinds_asked_for_are_kept(bot: RawBot, alix: Person) -> None:
    await bot.result("getUpdates", offset=2**31, allowed_updates=["callback_query"])
    await alix.send("un")
    assert await bot.result("getUpdates") == []
    await bot.result("getUpdates", allowed_updates=[])
    await alix.send("deux")
    assert await texts(bot) == ["deux"]


async def test_updates_are_kept_for_24_hours(bot: RawBot, alix: Person, ticks: Ticks) -> None:
    ticks.ahead = 24 * 3600 - 60
    assert await texts(bot) == ["/start CODE-1"]
    await alix.send("un")
    ticks.ahead += 120
    assert await texts(bot) == ["un"]


async def test_blocking_and_unblocking_are_updates(bot: RawBot, alix: Person) -> None:
    await alix.block()
    await alix.block()
    await alix.unblock()
    changes = [update["my_chat_member"] for update in (await bot.result("getUpdates"))[1:]]
    statuses = [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert {change["from"]["id"] for change in changes} == {ALIX.id}


async def test_stopping_lets_open_polls_go(telegram: Simulator, bot: RawBot) -> None:
    polling = asyncio.create_task(bot.answer("getUpdates", timeout=50))
    await asyncio.sleep(0.02)
    began = time.monotonic()
    await telegram.stop()
    assert await polling == {"ok": True, "result": []}
    assert time.monotonic() - began < 1
    await telegram.stop()
    with pytest.raises(RuntimeError, match="not started"):
        _ = telegram.address
