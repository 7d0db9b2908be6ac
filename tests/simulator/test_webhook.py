"""The webhook: in order, with its secret, until it is answered with a 2xx."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import MultipartWriter, web
from aiohttp.test_utils import TestServer

from simulator.person import Person
from tests.simulator.conftest import ALIX, RawBot

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """A bot's web server: answers each delivery with the next of `answers`, then with 200."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.heard: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.heard.put_nowait((request.headers.get(SECRET), await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()

    async def text(self) -> str:
        _, update = await asyncio.wait_for(self.heard.get(), 5)
        return str(update["message"]["text"])


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    taking = Hook()
    application = web.Application()
    application.router.add_post("/hook", taking.take)
    async with TestServer(application) as server:
        taking.url = str(server.make_url("/hook"))
        yield taking


async def settled(bot: RawBot) -> dict[str, Any]:
    """The webhook's state once nothing waits for delivery."""
    for _ in range(200):
        state: dict[str, Any] = await bot.result("getWebhookInfo")
        if not state["pending_update_count"]:
            return state
        await asyncio.sleep(0.01)
    raise AssertionError(state)


async def test_updates_are_delivered_with_the_secret(bot: RawBot, alix: Person, hook: Hook) -> None:
    assert await bot.result("setWebhook", url=hook.url, secret_token="s-3_cret")
    secret, update = await asyncio.wait_for(hook.heard.get(), 5)
    assert secret == "s-3_cret"
    assert update["message"]["text"] == "/start CODE-1"
    await alix.send("un")
    assert await hook.text() == "un"


async def test_what_is_not_taken_is_delivered_again_and_first(bot: RawBot, alix: Person, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=302)]
    await bot.result("setWebhook", url=hook.url, allowed_updates=["message"])
    await alix.send("un")
    assert [await hook.text() for _ in range(4)] == ["/start CODE-1"] * 3 + ["un"]
    state = await settled(bot)
    assert state["last_error_message"] == "Wrong response from the webhook: 302 Found"
    assert (state["url"], state["allowed_updates"]) == (hook.url, ["message"])


async def test_a_bot_that_is_down_gets_its_updates_later(bot: RawBot, alix: Person, hook: Hook) -> None:
    await bot.result("setWebhook", url="http://127.0.0.1:9/hook")
    for _ in range(200):
        state = await bot.result("getWebhookInfo")
        if "last_error_message" in state:
            break
        await asyncio.sleep(0.01)
    assert (state["last_error_message"], state["pending_update_count"]) == ("Connection refused", 1)
    await bot.result("setWebhook", url=hook.url)
    assert await hook.text() == "/start CODE-1"


@pytest.mark.usefixtures("alix")
async def test_polling_and_a_webhook_exclude_each_other(bot: RawBot, hook: Hook) -> None:
    await bot.result("getUpdates", offset=2**31)
    polling = asyncio.create_task(bot.refusal("getUpdates", timeout=10))
    await asyncio.sleep(0.02)
    await bot.result("setWebhook", url=hook.url)
    assert await polling == "Conflict: terminated by setWebhook request"
    assert await bot.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert await bot.result("deleteWebhook")
    assert await bot.result("getUpdates") == []


async def test_an_answer_that_cannot_be_read_is_no_call(bot: RawBot, alix: Person, hook: Hook) -> None:
    broken = [("application/json", b"{"), ("application/json", b"[5]"), ("multipart/form-data", b"a")]
    hook.answers = [web.Response(body=body, content_type=kind) for kind, body in broken]
    await bot.result("setWebhook", url=hook.url)
    for text in ("un", "deux", "trois"):
        await alix.send(text)
    assert [await hook.text() for _ in range(4)] == ["/start CODE-1", "un", "deux", "trois"]
    assert (await alix.chat())[-1].text == "trois"


async def test_pending_updates_may_be_dropped(bot: RawBot, alix: Person, hook: Hook) -> None:
    await bot.result("setWebhook", url=hook.url, drop_pending_updates=True)
    await alix.send("un")
    assert await hook.text() == "un"
    await bot.result("setWebhook", url="")
    await alix.send("deux")
    await bot.result("deleteWebhook", drop_pending_updates=True)
    assert await bot.result("getUpdates") == []


async def test_a_method_in_the_answer_is_carried_out(bot: RawBot, alix: Person, hook: Hook) -> None:
    say = {"method": "sendMessage", "chat_id": ALIX.id, "text": "bonjour"}
    form = MultipartWriter("form-data")
    for name, value in (say | {"text": "bonsoir"}).items():
        form.append(str(value)).set_content_disposition("form-data", name=name)
    hook.answers = [web.json_response(say), web.Response(body=form)]
    await bot.result("setWebhook", url=hook.url)
    await alix.wait_for("bonjour")
    await alix.send("encore")
    await alix.wait_for("bonsoir")
    assert (await settled(bot))["pending_update_count"] == 0
