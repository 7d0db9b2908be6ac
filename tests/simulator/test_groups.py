"""Groups: what the bot hears there, what it may do there, and how it is thrown out or sent elsewhere."""

from typing import Any

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.person import Member, Person
from simulator.server import Simulator
from simulator.shape import BotApi
from simulator.world import FIRST_GROUP, FIRST_SUPERGROUP, User
from tests.simulator.conftest import ALIX, NINA, TOKEN, RawBot, Ticks
from tests.simulator.test_files import upload

KEYBOARD = {"inline_keyboard": [[{"text": "Vu", "callback_data": "read:1"}]]}


@pytest.fixture
async def kitchen(alix: Person, bot: RawBot) -> Member:
    """A group of Alix and Nina with the bot, which has heard of it."""
    group = await alix.create_group("Équipe cuisine", NINA.id, with_bot=True)
    await heard(bot)
    return group


async def heard(bot: RawBot) -> list[dict[str, Any]]:
    """What the bot has not heard before."""
    updates: list[dict[str, Any]] = await bot.result("getUpdates")
    BotApi().check("Array of Update", updates)
    if updates:
        await bot.result("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


async def test_the_bot_hears_that_it_is_let_in_thrown_out_and_let_in_again(bot: RawBot, alix: Person) -> None:
    await heard(bot)
    group = await alix.create_group("Équipe cuisine", NINA.id)
    await group.send("/start")
    assert await heard(bot) == []
    assert await bot.refusal("sendMessage", chat_id=group.group_id, text="a") == "Bad Request: chat not found"
    for turn in (group.add_bot, group.add_bot, group.remove_bot, group.add_bot):
        await turn()
    updates = await heard(bot)
    standings = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in standings] == [
        ("left", "member"),
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert standings[0]["chat"] == {"id": FIRST_GROUP, "type": "group", "title": "Équipe cuisine"}
    assert standings[0]["from"]["id"] == ALIX.id
    assert [update["message"]["new_chat_members"][0]["id"] for update in updates if "message" in update] == [4242, 4242]


async def test_in_a_group_the_bot_hears_commands_and_replies_to_itself(bot: RawBot, kitchen: Member) -> None:
    sent = await bot.result("sendMessage", chat_id=kitchen.group_id, text="Bonjour à tous")
    for words in ("12 repas en plus", "le /menu ?", "@cantine_bot bonjour", "/menu@other_bot"):
        await kitchen.send(words)
    question = await kitchen.send("on est combien ?")
    await kitchen.send("personne ne sait", reply_to=question)
    await kitchen.send_file("liste.csv", b"a;b", "text/csv")
    for words in ("/link ABC", "/link@Cantine_Bot ABC"):
        await kitchen.send(words)
    await kitchen.send("merci", reply_to=sent["message_id"])
    messages = [update["message"] for update in await heard(bot)]
    assert [message["text"] for message in messages] == ["/link ABC", "/link@Cantine_Bot ABC", "merci"]
    assert {message["chat"]["type"] for message in messages} == {"group"}
    assert messages[-1]["reply_to_message"]["message_id"] == sent["message_id"]


async def test_each_member_writes_and_presses_under_their_own_name(bot: RawBot, kitchen: Member, nina: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=kitchen.group_id, text="Grève jeudi", reply_markup=KEYBOARD)
    hasty = Member(kitchen.address, NINA.id, kitchen.group_id, patience=0.05)
    with pytest.raises(AssertionError, match="no answer"):
        await hasty.press("Vu")
    (press,) = await heard(bot)
    assert press["callback_query"]["from"]["id"] == NINA.id
    assert press["callback_query"]["message"]["chat"]["id"] == kitchen.group_id
    assert await bot.result("answerCallbackQuery", callback_query_id=press["callback_query"]["id"], text="Noté")
    at = {"chat_id": kitchen.group_id, "message_id": sent["message_id"]}
    await bot.result("editMessageText", **at, text="Grève jeudi (2 vus)")
    await nina.in_group(kitchen.group_id).send("vu")
    seen = await kitchen.chat()
    assert [(message.author, message.text, message.service) for message in seen] == [
        ("Alix Morel", "", "group_chat_created"),
        (None, "Grève jeudi (2 vus)", None),
        ("Nina <b> d'Arvor", "vu", None),
    ]
    refusal = await bot.refusal("deleteMessage", chat_id=kitchen.group_id, message_id=seen[-1].message_id)
    assert refusal == "Bad Request: message can't be deleted"
    assert await bot.result("deleteMessage", **at)


async def test_the_bot_sends_a_document_to_a_group(bot: RawBot, kitchen: Member, http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"chat_id": str(kitchen.group_id)})
    form.add_field("document", b"%PDF", filename="liste.pdf", content_type="application/pdf")
    assert (await upload(http, bot, "sendDocument", form))["ok"]
    assert await kitchen.download(await kitchen.last()) == b"%PDF"
    await bot.result("sendChatAction", chat_id=kitchen.group_id, action="typing")
    BotApi().check("ChatFullInfo", await bot.result("getChat", chat_id=kitchen.group_id))


async def test_a_group_has_commands_of_its_own(bot: RawBot, kitchen: Member, http: aiohttp.ClientSession) -> None:
    for scope, command in (("all_private_chats", "start"), ("all_group_chats", "link")):
        commands = [{"command": command, "description": "A"}]
        await bot.result("setMyCommands", commands=commands, scope={"type": scope})
    async with http.get(f"{kitchen.address}/groups/{kitchen.group_id}/chat") as response:
        assert [command["command"] for command in (await response.json())["commands"]] == ["link"]


async def test_a_group_that_threw_the_bot_out_cannot_be_written_to(bot: RawBot, kitchen: Member) -> None:
    sent = await bot.result("sendMessage", chat_id=kitchen.group_id, text="a", reply_markup=KEYBOARD)
    await kitchen.remove_bot()
    at = {"chat_id": kitchen.group_id, "message_id": sent["message_id"]}
    for method, params in (
        ("sendMessage", {"chat_id": kitchen.group_id, "text": "a"}),
        ("editMessageText", {**at, "text": "b"}),
        ("deleteMessage", at),
        ("getChat", {"chat_id": kitchen.group_id}),
    ):
        answer = await bot.answer(method, **params)
        assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was kicked from the group chat")
    with pytest.raises(AssertionError, match="not in this group"):
        await kitchen.press("Vu")


async def test_an_upgraded_group_goes_on_under_another_id(bot: RawBot, kitchen: Member) -> None:
    sent = await bot.result("sendMessage", chat_id=kitchen.group_id, text="a")
    large = await kitchen.upgrade()
    assert large.group_id <= FIRST_SUPERGROUP
    moved, came = [update["message"] for update in await heard(bot)]
    assert (moved["chat"]["id"], moved["migrate_to_chat_id"]) == (kitchen.group_id, large.group_id)
    assert (came["chat"]["type"], came["migrate_from_chat_id"]) == ("supergroup", kitchen.group_id)
    for method, params in (
        ("sendMessage", {"text": "b"}),
        ("editMessageText", {"message_id": sent["message_id"], "text": "b"}),
    ):
        assert await bot.answer(method, chat_id=kitchen.group_id, **params) == {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": large.group_id},
        }
    assert (await bot.result("sendMessage", chat_id=large.group_id, text="b"))["chat"]["type"] == "supergroup"
    assert await large.send("/link ABC") == 3, "a supergroup counts its messages from one"
    for act in (kitchen.upgrade, kitchen.add_bot, lambda: kitchen.send("a")):
        with pytest.raises(AssertionError, match="supergroup"):
            await act()
    with pytest.raises(AssertionError, match="already"):
        await large.upgrade()
    await large.remove_bot()
    refusal = await bot.refusal("sendMessage", chat_id=large.group_id, text="a")
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_web_app_opens_from_private_chats_only(bot: RawBot, kitchen: Member) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://a.example"}}]]}
    assert (await bot.answer("sendMessage", chat_id=ALIX.id, text="a", reply_markup=markup))["ok"]
    refusal = await bot.refusal("sendMessage", chat_id=kitchen.group_id, text="a", reply_markup=markup)
    assert refusal == "Bad Request: BUTTON_TYPE_INVALID"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/groups", {"title": " ", "members": [11]}, 409),
        ("/groups", {"title": "a", "members": []}, 409),
        ("/groups", {"title": "a", "members": [999]}, 404),
        ("/groups", {"title": "a", "members": [[]]}, 404),
        ("/groups/-5/text", {"person": 11, "text": "a"}, 404),
        (f"/groups/{FIRST_GROUP}/text", {"text": "a"}, 400),
        (f"/groups/{FIRST_GROUP}/text", {"person": 13, "text": "a"}, 409),
        (f"/groups/{FIRST_GROUP}/text", {"person": 11, "text": "a", "reply_to": 999}, 409),
        (f"/groups/{FIRST_GROUP}/text", {"person": 11, "text": "a", "reply_to": "1"}, 400),
        (f"/groups/{FIRST_GROUP}/bot", {"person": 13, "member": False}, 409),
        (f"/groups/{FIRST_GROUP}/document", {"person": 11}, 400),
    ],
)
@pytest.mark.usefixtures("kitchen")
async def test_what_cannot_be_done_in_a_group_is_said_in_a_sentence(
    telegram: Simulator, http: aiohttp.ClientSession, path: str, body: object, status: int
) -> None:
    telegram.world.add(User(13, "Sacha"))
    async with http.post(telegram.address + path, json=body) as response:
        assert response.status == status
        assert (await response.json())["error"]


async def test_a_group_takes_twenty_messages_a_minute(http: aiohttp.ClientSession, ticks: Ticks) -> None:
    people = [User(**vars(ALIX))]
    async with Simulator(TOKEN, "cantine_bot", Clock(), people=people, rate_limits=True, ticks=ticks) as telegram:
        alix = Person(telegram.address, ALIX.id)
        group = await alix.create_group("Équipe cuisine", with_bot=True)
        bot = RawBot(telegram.address, http)
        for number in range(20):
            ticks.ahead += 2.0  # slow enough for any other limit
            await bot.result("sendMessage", chat_id=group.group_id, text=str(number))
        ticks.ahead += 2.0
        answer = await bot.answer("sendMessage", chat_id=str(group.group_id), text="20")
        assert answer["error_code"] == 429
        assert 18 <= answer["parameters"]["retry_after"] <= 20
        ticks.ahead += answer["parameters"]["retry_after"]
        await bot.result("sendMessage", chat_id=group.group_id, text="20")
