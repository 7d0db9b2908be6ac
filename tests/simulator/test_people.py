"""The API that plays people: what they see, do, and cannot do."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User
from tests.simulator.conftest import ALIX, NINA, THURSDAY_NIGHT, RawBot


async def get(http: aiohttp.ClientSession, telegram: Simulator, path: str) -> Any:
    async with http.get(telegram.address + path) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def test_the_people_are_listed(telegram: Simulator, http: aiohttp.ClientSession) -> None:
    answer = await get(http, telegram, "/people")
    assert answer["bot"] == {"username": "cantine_bot", "first_name": "cantine_bot"}
    assert answer["people"][0] == {
        "id": 11,
        "first_name": "Alix",
        "last_name": "Morel",
        "language_code": "fr",
        "about": "Parent",
        "start_payload": "CODE-1",
        "has_column": True,
        "blocked": False,
    }


async def test_a_person_may_be_added(telegram: Simulator, http: aiohttp.ClientSession, bot: RawBot) -> None:
    async with http.post(f"{telegram.address}/people", json={"id": 77, "first_name": "Sacha"}) as response:
        assert response.status == 201
        assert (await response.json())["language_code"] == "fr"
    await Person(telegram.address, 77).send("bonjour")
    assert await bot.result("sendMessage", chat_id=77, text="a")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/people", {"id": 11, "first_name": "Alix"}, 400),
        ("/people", {"id": "12", "first_name": "Alix"}, 400),
        ("/people", {"id": 78, "first_name": "Alix", "shoe": 38}, 400),
        ("/people", [], 400),
        ("/people/999/text", {"text": "a"}, 404),
        ("/people/11/text", {}, 400),
        ("/people/11/text", {"text": "  "}, 409),
        ("/people/11/press", {"message_id": 1, "data": "a"}, 409),
        ("/people/11/document", {}, 400),
        ("/clock", {"now": "jeudi"}, 400),
        ("/clock", {}, 400),
    ],
)
async def test_what_a_person_cannot_do_is_said_in_a_sentence(
    telegram: Simulator, http: aiohttp.ClientSession, path: str, body: object, status: int
) -> None:
    async with http.post(telegram.address + path, json=body) as response:
        assert response.status == status
        assert (await response.json())["error"]


async def test_who_blocks_the_bot_cannot_write_or_press(alix: Person, bot: RawBot) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}
    await bot.result("sendMessage", chat_id=ALIX.id, text="a", reply_markup=keyboard)
    await alix.block()
    with pytest.raises(AssertionError, match="unblock it first"):
        await alix.send("a")
    with pytest.raises(AssertionError, match="unblock it first"):
        await alix.press("Oui")


async def test_the_chat_shows_all_a_person_sees(
    telegram: Simulator, http: aiohttp.ClientSession, alix: Person, bot: RawBot
) -> None:
    rows = [[{"text": "Oui", "callback_data": "o"}, {"text": "Site", "url": "https://a.example"}]]
    await bot.result("setMyCommands", commands=[{"command": "menu", "description": "Le menu"}], language_code="fr")
    sent = await bot.result(
        "sendMessage", chat_id=ALIX.id, text="<i>à</i> &lt;", parse_mode="HTML", reply_markup={"inline_keyboard": rows}
    )
    await bot.result("sendChatAction", chat_id=ALIX.id, action="typing")
    chat = await get(http, telegram, "/people/11/chat")
    assert chat["commands"] == [{"command": "menu", "description": "Le menu"}]
    assert (chat["typing"], chat["blocked"]) == (True, False)
    assert chat["messages"][-1] == {
        "message_id": sent["message_id"],
        "from_bot": True,
        "author": None,
        "service": None,
        "date": sent["date"],
        "edit_date": None,
        "html": "<i>à</i> &lt;",
        "text": "à <",
        "caption": None,
        "keyboard": [
            [{"text": "Oui", "data": "o", "url": None}, {"text": "Site", "data": None, "url": "https://a.example"}]
        ],
        "reply_keyboard": None,
        "document": None,
        "photo": None,
    }
    await bot.result("deleteMessage", chat_id=ALIX.id, message_id=sent["message_id"])
    assert len(await alix.chat()) == 1


async def test_a_look_at_the_chat_waits_for_a_change(
    telegram: Simulator, http: aiohttp.ClientSession, alix: Person, bot: RawBot
) -> None:
    version = (await get(http, telegram, "/people/11/chat"))["version"]
    waiting = asyncio.create_task(get(http, telegram, f"/people/11/chat?since={version}&timeout=10"))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    await bot.result("sendMessage", chat_id=ALIX.id, text="enfin")
    seen = await waiting
    assert seen["version"] > version
    assert (await get(http, telegram, f"/people/11/chat?since={version}&timeout=10")) == seen
    unchanged = await get(http, telegram, f"/people/11/chat?since={seen['version']}&timeout=0.02")
    assert unchanged == seen
    assert (await alix.last()).text == "enfin"


async def test_a_name_with_markup_stays_a_name(bot: RawBot, nina: Person) -> None:
    await nina.send("C'est <b>moi</b>")
    (update,) = await bot.result("getUpdates")
    assert update["message"]["from"]["first_name"] == NINA.first_name == "Nina <b>"
    assert update["message"]["chat"]["last_name"] == "d'Arvor"
    assert "entities" not in update["message"]
    assert (await nina.chat())[0].html == "C&#x27;est &lt;b&gt;moi&lt;/b&gt;"


async def test_a_command_carries_its_entity(alix: Person, bot: RawBot) -> None:
    (update,) = await bot.result("getUpdates")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (await alix.chat())[0].text == "/start CODE-1"


async def test_waiting_in_vain_shows_the_chat(alix: Person, bot: RawBot) -> None:
    await bot.result("sendMessage", chat_id=ALIX.id, text="Bonjour")
    hasty = Person(alix.address, ALIX.id, patience=0.02)
    with pytest.raises(AssertionError) as failed:
        await hasty.wait_for("Adieu")
    assert str(failed.value) == (
        "no message 'Adieu' within 0.02 s, in the chat of person 11:\n  me  #1: /start CODE-1\n  bot #2: Bonjour"
    )


async def test_the_newest_message_is_pressed_and_exact_labels_win(alix: Person, bot: RawBot) -> None:
    old = [{"text": "Oui", "callback_data": "old"}]
    new = [{"text": "Oui, tout", "callback_data": "all"}, {"text": "Oui", "callback_data": "new"}]
    for row in (old, new):
        await bot.result("sendMessage", chat_id=ALIX.id, text="?", reply_markup={"inline_keyboard": [row]})
    hasty = Person(alix.address, ALIX.id, patience=0.02)
    for label, data in (("Oui", "new"), ("all", "all"), ("tout", "all"), ("old", "old")):
        await bot.result("getUpdates", offset=2**31)
        with pytest.raises(AssertionError, match="no answer"):
            await hasty.press(label)
        assert (await bot.result("getUpdates"))[0]["callback_query"]["data"] == data


async def test_another_persons_query_is_not_shown(
    telegram: Simulator, http: aiohttp.ClientSession, alix: Person, bot: RawBot
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}
    sent = await bot.result("sendMessage", chat_id=ALIX.id, text="a", reply_markup=keyboard)
    body = {"message_id": sent["message_id"], "data": "o"}
    async with http.post(f"{telegram.address}/people/{alix.id}/press", json=body) as response:
        query = (await response.json())["callback_query_id"]
    async with http.get(f"{telegram.address}/people/12/answers/{query}") as response:
        assert response.status == 404


async def test_the_clock_moves_and_messages_follow(
    telegram: Simulator, http: aiohttp.ClientSession, alix: Person, bot: RawBot
) -> None:
    assert (await get(http, telegram, "/jumps")) == [{"label": "jeudi 23 h 58", "now": "2026-11-26T23:58:00+01:00"}]
    for now in ("2026-11-26T23:58:00+01:00", "2026-11-26T23:58"):
        async with http.post(f"{telegram.address}/clock", json={"now": now}) as response:
            assert await response.json() == {"now": "2026-11-26T23:58:00+01:00", "moved": True}
    sent = await bot.result("sendMessage", chat_id=ALIX.id, text="a")
    assert 0 <= sent["date"] - THURSDAY_NIGHT.timestamp() < 10
    async with http.post(f"{telegram.address}/clock", json={"advance_seconds": -3600}) as response:
        assert (await response.json())["now"].startswith("2026-11-26T22:58:0")
    assert (await get(http, telegram, "/clock"))["now"].startswith("2026-11-26T22:58:0")
    await alix.send("avant")
    assert (await alix.chat())[-1].date < sent["date"]


async def test_calls_are_listed_and_forgotten(telegram: Simulator, http: aiohttp.ClientSession, bot: RawBot) -> None:
    await bot.answer("getMe")
    (call,) = await get(http, telegram, "/calls")
    assert {name: call[name] for name in ("method", "params", "ok", "description")} == {
        "method": "getMe",
        "params": {},
        "ok": True,
        "description": None,
    }
    async with http.delete(f"{telegram.address}/calls"):
        assert await get(http, telegram, "/calls") == []


async def test_the_web_chat_is_served_with_a_strict_policy(telegram: Simulator, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{telegram.address}/") as page:
        html = await page.text()
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    for name in re.findall(r'(?:src|href)="(/?web/[^"]+)"', html):
        async with http.get(f"{telegram.address}/{name.lstrip('/')}") as file:
            assert file.status == 200, name
    for wrong in ("/web/none.js", "/web/..%2Fserver.py"):
        async with http.get(telegram.address + wrong) as file:
            assert file.status == 404


async def test_the_web_chat_may_be_left_out(http: aiohttp.ClientSession) -> None:
    async with Simulator("1:a", "cantine_bot", Clock(), web=False) as bare, http.get(f"{bare.address}/") as page:
        assert page.status == 404


def test_two_people_do_not_share_an_id() -> None:
    with pytest.raises(ValueError, match="id 5"):
        Simulator("1:a", "cantine_bot", Clock(), people=[User(5, "Alix"), User(5, "Nina")])


def test_a_clock_ticks_from_where_it_is_put() -> None:
    clock = Clock()
    assert clock.moved is False
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    clock.move_to(THURSDAY_NIGHT)
    clock.advance(timedelta(minutes=2))
    assert (clock.moved, clock.now().tzinfo) == (True, UTC)
    assert timedelta(0) <= clock.now() - THURSDAY_NIGHT - timedelta(minutes=2) < timedelta(seconds=1)
    with pytest.raises(ValueError, match="aware"):
        clock.move_to(datetime(2026, 11, 26))  # noqa: DTZ001
