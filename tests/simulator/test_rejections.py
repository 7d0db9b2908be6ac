"""What Telegram refuses is refused here, in its words."""

import json
from datetime import timedelta

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.methods import METHODS
from simulator.person import Person
from simulator.server import Simulator
from simulator.shape import BotApi
from tests.simulator.conftest import ALIX, NINA, RawBot

ME = ALIX.id
Params = dict[str, object]


def keyboard(*buttons: object) -> Params:
    return {"inline_keyboard": [list(buttons)]}


def button(**fields: object) -> Params:
    return {"text": "Oui"} | fields


async def test_an_unknown_method_is_not_found(bot: RawBot) -> None:
    assert await bot.answer("sendPigeon") == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_method_we_do_not_serve_is_not_found(bot: RawBot) -> None:
    assert (await bot.answer("sendVideo"))["error_code"] == 404


async def test_a_wrong_token_is_unauthorised(telegram: Simulator, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{telegram.address}/bot4242:other/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": "", "text": "a"}, "chat_id is empty"),
        ({"chat_id": 999, "text": "a"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ({"chat_id": ME}, "message text is empty"),
        ({"chat_id": ME, "text": ""}, "message text is empty"),
        ({"chat_id": ME, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": ME, "text": "\ud83c"}, "strings must be encoded in UTF-8"),
        ({"chat_id": ME, "text": 5}, 'field "text" must be of type String'),
        ({"chat_id": 1.5, "text": "a"}, 'field "chat_id" must be of type Integer or String'),
        ({"chat_id": True, "text": "a"}, 'field "chat_id" must be of type Integer or String'),
        (
            {"chat_id": ME, "text": "a", "disable_notification": "yes"},
            'field "disable_notification" must be of type Boolean',
        ),
        ({"chat_id": ME, "text": "a", "colour": "red"}, "unknown parameter colour"),
        (
            {"chat_id": ME, "text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"chat_id": ME, "text": "a", "entities": [{"type": "bold", "offset": 0}]},
            "can't parse MessageEntity: Can't find field \"length\"",
        ),
        ({"chat_id": ME, "text": "a", "entities": "x"}, "can't parse entities JSON object"),
        ({"chat_id": ME, "text": "a", "entities": {}}, 'field "entities" must be of type Array'),
        ({"chat_id": ME, "text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        (
            {"chat_id": ME, "text": "a", "reply_parameters": {"allow_sending_without_reply": True}},
            'can\'t find field "message_id"',
        ),
        (
            {"chat_id": ME, "text": "a", "link_preview_options": {"is_disabled": "yes"}},
            'field "is_disabled" must be of type Boolean',
        ),
        (
            {"chat_id": ME, "text": "a", "reply_parameters": {"message_id": 1, "quote": "a"}},
            "reply_parameters.quote is not served by the simulator",
        ),
        ({"chat_id": ME, "text": "a", "link_preview_options": {"url": "nowhere"}}, "WEBPAGE_URL_INVALID"),
        ({"chat_id": ME, "text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"chat_id": ME, "text": "a", "business_connection_id": "x"}, "business connection not found"),
        ({"chat_id": ME, "text": "a", "allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
        (
            {"chat_id": ME, "text": "a", "direct_messages_topic_id": 1},
            "direct_messages_topic_id is not served by the simulator",
        ),
    ],
)
@pytest.mark.usefixtures("alix")
async def test_a_wrong_message_is_refused(bot: RawBot, params: Params, words: str) -> None:
    assert await bot.refusal("sendMessage", **params) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard(button(callback_data="x" * 65)), "BUTTON_DATA_INVALID"),
        (keyboard(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (keyboard(button()), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            keyboard(button(callback_data="")),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard(button(callback_data="a", url="https://a.example")),
            "can't parse inline keyboard button: exactly one action must be specified",
        ),
        (keyboard({"callback_data": "a"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (
            keyboard({"text": 5, "callback_data": "a"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (keyboard("Oui"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (keyboard(button(text=" ", callback_data="a")), "inline keyboard button text must be non-empty"),
        (
            keyboard(button(callback_data="a", colour="red")),
            'can\'t parse inline keyboard button: InlineKeyboardButton has no field "colour"',
        ),
        (keyboard(button(url="nowhere")), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (
            keyboard(button(url="http://localhost:80")),
            "inline keyboard button URL 'http://localhost:80' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard(button(url="ftp://a.example")),
            "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (
            keyboard(button(web_app={"url": "http://a.example"})),
            "inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
        (keyboard(button(pay=True)), "BUTTON_TYPE_INVALID"),
        (keyboard(button(login_url={"url": "https://a.example"})), "BOT_DOMAIN_INVALID"),
        (keyboard(button(copy_text={"text": ""})), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(button(copy_text={"text": "x" * 257})), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(*[button(callback_data="a")] * 9), "reply markup is too long"),
        ({"inline_keyboard": [[button(callback_data="a")]] * 101}, "reply markup is too long"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [button(callback_data="a")]}, 'field "inline_keyboard" must be of type Array'),
        (
            {"keyboard": [[{"text": "Oui", "request_contact": "yes"}]]},
            'can\'t parse keyboard button: Field "request_contact" must be of type Boolean',
        ),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        (
            {"keyboard": [[{"text": "Oui", "web_app": {"url": "http://a.example"}}]]},
            "keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
        (keyboard(button(callback_data="a", style="loud")), "BUTTON_STYLE_INVALID"),
        ({"remove_keyboard": False}, 'field "remove_keyboard" must be true'),
        ({}, "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
    ],
)
@pytest.mark.usefixtures("alix")
async def test_a_wrong_keyboard_is_refused(bot: RawBot, markup: object, words: str) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=ME, text="a", reply_markup=markup)
    assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize(
    "markup",
    [{"remove_keyboard": True}, {"force_reply": True, "input_field_placeholder": "Votre code"}],
)
@pytest.mark.usefixtures("alix")
async def test_a_message_with_another_markup_cannot_be_edited(bot: RawBot, markup: Params) -> None:
    sent = await bot.result("sendMessage", chat_id=ME, text="a", reply_markup=markup)
    refusal = await bot.refusal("editMessageText", chat_id=ME, message_id=sent["message_id"], text="b")
    assert refusal == "Bad Request: message can't be edited"


@pytest.mark.usefixtures("alix")
async def test_a_reply_may_go_without_the_message_it_answers(bot: RawBot) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.result("sendMessage", chat_id=ME, text="a", reply_parameters=reply)


@pytest.mark.usefixtures("alix")
async def test_keyboards_as_large_as_they_may_be_are_taken(bot: RawBot) -> None:
    rows = [[button(callback_data="é" * 32)] * 8] * 12 + [[button(callback_data="x")] * 4]
    sent = await bot.result("sendMessage", chat_id=ME, text="a", reply_markup={"inline_keyboard": rows})
    assert sent["reply_markup"] == {"inline_keyboard": rows}


async def test_a_bot_does_not_write_first(bot: RawBot, nina: Person) -> None:
    answer = await bot.answer("sendMessage", chat_id=NINA.id, text="a")
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"
    await nina.send("bonjour")
    assert await bot.result("sendMessage", chat_id=NINA.id, text="a")


async def test_a_blocked_bot_does_not_write(bot: RawBot, alix: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ME, text="a")
    await alix.block()
    answer = await bot.answer("sendMessage", chat_id=ME, text="a")
    assert answer == {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    edited = await bot.answer("editMessageText", chat_id=ME, message_id=sent["message_id"], text="b")
    assert edited["error_code"] == 403
    await alix.unblock()
    assert await bot.result("sendMessage", chat_id=ME, text="a")


async def test_an_edit_that_changes_nothing_is_refused(bot: RawBot, alix: Person) -> None:
    markup = keyboard(button(callback_data="a"))
    sent = await bot.result("sendMessage", chat_id=ME, text="<b>a</b>", parse_mode="HTML", reply_markup=markup)
    at = {"chat_id": ME, "message_id": sent["message_id"]}
    not_modified = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    )
    same = {"text": "<strong>a</strong> ", "parse_mode": "HTML", "reply_markup": markup}
    assert await bot.refusal("editMessageText", **at, **same) == not_modified
    assert await bot.refusal("editMessageReplyMarkup", **at, reply_markup=markup) == not_modified
    assert (await bot.result("editMessageText", **at, text="a", reply_markup=markup))["text"] == "a"
    assert "reply_markup" not in await bot.result("editMessageText", **at, text="a")
    assert await bot.refusal("editMessageReplyMarkup", **at) == not_modified
    assert (await alix.last()).keyboard == ()


async def test_only_the_bots_own_messages_without_reply_keyboard_are_edited(bot: RawBot, alix: Person) -> None:
    theirs = (await alix.chat())[0].message_id
    refusal = await bot.refusal("editMessageText", chat_id=ME, message_id=theirs, text="a")
    assert refusal == "Bad Request: message can't be edited"
    sent = await bot.result("sendMessage", chat_id=ME, text="a", reply_markup={"keyboard": [[{"text": "Oui"}]]})
    refusal = await bot.refusal("editMessageText", chat_id=ME, message_id=sent["message_id"], text="b")
    assert refusal == "Bad Request: message can't be edited"
    assert (await alix.last()).reply_keyboard == (("Oui",),)


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("editMessageText", {"chat_id": ME, "message_id": 999, "text": "a"}, "message to edit not found"),
        ("editMessageText", {"chat_id": ME, "text": "a"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": "a"}, "chat_id is empty"),
        ("editMessageText", {"inline_message_id": "x", "text": "a"}, "MESSAGE_ID_INVALID"),
        (
            "editMessageText",
            {"chat_id": ME, "message_id": "deux", "text": "a"},
            'field "message_id" must be of type Integer',
        ),
        (
            "editMessageText",
            {"chat_id": ME, "message_id": 1, "rich_message": {}},
            "rich_message of type InputRichMessage is not served by the simulator",
        ),
        ("deleteMessage", {"chat_id": ME, "message_id": 999}, "message to delete not found"),
        ("deleteMessages", {"chat_id": ME, "message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"chat_id": ME, "message_ids": [1] * 101}, "too many message identifiers specified"),
        ("deleteMessages", {"chat_id": ME, "message_ids": ["1"]}, 'field "message_ids" must be of type Integer'),
        ("sendChatAction", {"chat_id": ME, "action": "yawning"}, "wrong parameter action in request"),
        ("sendDocument", {"chat_id": ME}, "there is no document in the request"),
        ("sendDocument", {"chat_id": ME, "document": "nothing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"chat_id": ME, "photo": "https://a.example/a.png"}, "failed to get HTTP URL content"),
        ("sendLocation", {"chat_id": ME, "latitude": 91.0, "longitude": 4.7}, "wrong location specified"),
        ("sendLocation", {"chat_id": ME, "latitude": 45.2}, 'parameter "longitude" is required'),
        (
            "sendLocation",
            {"chat_id": ME, "latitude": 45.2, "longitude": 4.7, "live_period": 60},
            "live_period is not served by the simulator",
        ),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
        ("setMyCommands", {"commands": [{"command": "Menu!", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "", "description": "a"}]}, "command must be non-empty"),
        (
            "setMyCommands",
            {"commands": [{"command": "menu", "description": ""}]},
            "command description must be non-empty",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "menu", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "menu", "description": "a"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            "setMyCommands",
            {"commands": [{"command": "menu"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 999}}, "chat not found"),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat_administrators", "chat_id": ME}},
            "chat not found",
        ),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "web_app", "text": "a", "web_app": {"url": "http://a.example"}}},
            "menu button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
        ("setMyCommands", {"commands": [], "language_code": "français"}, "LANG_CODE_INVALID"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "moon"}},
            "can't parse menu button: MenuButton has unsupported type",
        ),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setWebhook", {"url": "http://a.example/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://a.example:1234/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("setWebhook", {"url": "https://a.example/"}, "a webhook on another machine is not served by the simulator"),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:1/", "secret_token": "é"},
            "secret token contains unallowed characters",
        ),
        ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
@pytest.mark.usefixtures("alix")
async def test_other_wrong_calls_are_refused(bot: RawBot, method: str, params: Params, words: str) -> None:
    assert await bot.refusal(method, **params) == f"Bad Request: {words}"


async def test_a_body_that_is_no_json_object_is_refused(bot: RawBot, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        async with http.post(f"{bot.url}/getMe", data=body, headers=headers) as response:
            assert response.status == 400


@pytest.mark.usefixtures("alix")
async def test_parameters_come_in_the_query_a_form_or_json(bot: RawBot, http: aiohttp.ClientSession) -> None:
    markup = json.dumps(keyboard(button(callback_data="a")))
    form = {"chat_id": str(ME), "text": "a&b=c", "reply_markup": markup, "protect_content": "true"}
    async with http.get(f"{bot.url}/SENDMESSAGE", params=form) as response:
        by_query = (await response.json())["result"]
    async with http.post(f"{bot.url}/sendMessage", data=form) as response:
        by_form = (await response.json())["result"]
    by_json = await bot.result("sendMessage", **form)
    for sent in (by_query, by_form, by_json):
        assert (sent["text"], sent["has_protected_content"]) == ("a&b=c", True)
        assert sent["reply_markup"] == json.loads(markup)


async def test_messages_older_than_48_hours_stay(telegram: Simulator, bot: RawBot, alix: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ME, text="a")
    telegram.clock.advance(timedelta(hours=49))
    at = {"chat_id": ME, "message_id": sent["message_id"]}
    assert await bot.refusal("deleteMessage", **at) == "Bad Request: message can't be deleted for everyone"
    young = await bot.result("sendMessage", chat_id=ME, text="b")
    assert await bot.result("deleteMessages", chat_id=ME, message_ids=[young["message_id"], 999])
    assert [message.text for message in await alix.chat()] == ["/start CODE-1", "a"]


@pytest.mark.usefixtures("alix")
async def test_every_call_is_recorded_with_its_refusal(telegram: Simulator, bot: RawBot) -> None:
    await bot.answer("sendMessage", chat_id=ME, text="a")
    await bot.answer("sendMessage", chat_id=ME, text="")
    records = [(call.method, call.params["text"], call.ok, call.description) for call in telegram.calls]
    assert records == [
        ("sendMessage", "a", True, None),
        ("sendMessage", "", False, "Bad Request: message text is empty"),
    ]


def test_every_method_of_the_official_shape_we_keep_is_served() -> None:
    assert METHODS.keys() == BotApi().methods.keys()


@pytest.mark.parametrize("token", ["", "secret", "42:", "x:secret", "42:a/b"])
def test_a_token_has_an_id_and_a_secret(token: str) -> None:
    with pytest.raises(ValueError, match="<id>:<secret>"):
        Simulator(token, "cantine_bot", Clock())
