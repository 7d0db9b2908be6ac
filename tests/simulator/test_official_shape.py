"""What the simulator answers has the official shape too: a library for the real server reads it."""

from typing import Any

import aiohttp
import pytest

from simulator.errors import BotApiError
from simulator.person import Person
from simulator.shape import BotApi
from tests.simulator.conftest import ALIX, RawBot
from tests.simulator.test_files import form, png, upload

ME = ALIX.id
KEYBOARD = {"inline_keyboard": [[{"text": "Oui", "callback_data": "o"}]]}


async def test_every_kind_of_update_has_its_shape(bot: RawBot, alix: Person) -> None:
    await bot.result("sendMessage", chat_id=ME, text="a", reply_markup=KEYBOARD)
    hasty = Person(alix.address, ME, patience=0.02)
    with pytest.raises(AssertionError, match="no answer"):
        await hasty.press("Oui")
    await alix.send_file("liste.csv", b"a;b", "text/csv")
    await alix.send_file("photo.png", png(2, 2), "image/png", "#photo")
    await alix.block()
    updates = await bot.result("getUpdates")
    assert len(updates) == 5
    BotApi().check("Array of Update", updates)


async def test_every_kind_of_message_has_its_shape(bot: RawBot, http: aiohttp.ClientSession, alix: Person) -> None:
    rich = (
        '<b>a</b> <pre><code class="language-python">b</code></pre> <a href="a.example">c</a> '
        '<tg-emoji emoji-id="5">🍎</tg-emoji> <tg-time unix="5" format="r">d</tg-time> @cantine_bot'
    )
    sent = await bot.result("sendMessage", chat_id=ME, text=rich, parse_mode="HTML", reply_markup=KEYBOARD)
    reply = {"message_id": sent["message_id"], "chat_id": ME}
    preview = {"is_disabled": True}
    answer = await bot.result(
        "sendMessage", chat_id=ME, text="a", reply_parameters=reply, protect_content=True, link_preview_options=preview
    )
    assert answer["reply_to_message"]["message_id"] == sent["message_id"]
    edited = await bot.result("editMessageReplyMarkup", chat_id=ME, message_id=sent["message_id"])
    files: list[Any] = [
        (await upload(http, bot, "sendDocument", form("document", b"a", caption="a")))["result"],
        (await upload(http, bot, "sendPhoto", form("photo", png(2, 2), show_caption_above_media="1")))["result"],
    ]
    place = await bot.result("sendLocation", chat_id=ME, latitude=45.25, longitude=4.7)
    BotApi().check("Array of Message", [sent, answer, edited, *files, place])
    BotApi().check("File", await bot.result("getFile", file_id=files[0]["document"]["file_id"]))
    assert len(await alix.chat()) == 6


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("getMe", {}, "User"),
        ("getChat", {"chat_id": ME}, "ChatFullInfo"),
        ("getWebhookInfo", {}, "WebhookInfo"),
        ("getMyCommands", {"scope": {"type": "all_private_chats"}}, "Array of BotCommand"),
        ("getChatMenuButton", {}, "MenuButton"),
        ("getMyName", {}, "BotName"),
        ("getMyDescription", {"language_code": "fr"}, "BotDescription"),
        ("getMyShortDescription", {}, "BotShortDescription"),
        ("deleteMyCommands", {}, "True"),
        ("setChatMenuButton", {}, "True"),
        ("sendChatAction", {"chat_id": ME, "action": "typing"}, "True"),
    ],
)
@pytest.mark.usefixtures("alix")
async def test_every_other_answer_has_its_shape(bot: RawBot, method: str, params: dict[str, object], kind: str) -> None:
    BotApi().check(kind, await bot.result(method, **params))


def test_a_shape_is_held_to_strictly() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "Alix"}
    BotApi().check("User", user)
    for wrong in (user | {"id": True}, user | {"is_premium": False}, user | {"shoe": 38}, {"id": 1}):
        with pytest.raises(BotApiError):
            BotApi().check("User", wrong)


def test_the_shape_says_where_it_comes_from() -> None:
    assert BotApi().version == "10.3"
