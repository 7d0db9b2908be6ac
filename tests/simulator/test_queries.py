"""A pressed button: answered once, in time, to the one who pressed."""

import asyncio
from typing import Any

import pytest

from simulator.methods.sending import QUERY_SECONDS
from simulator.person import CallbackAnswer, Person
from tests.simulator.conftest import ALIX, RawBot, Ticks

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Oui 🍎", "callback_data": "yes"}, {"text": "Non", "callback_data": "no"}]]}


async def pressed(bot: RawBot, person: Person, label: str) -> tuple[dict[str, Any], asyncio.Task[CallbackAnswer]]:
    """The query the bot hears of, and the person waiting for its answer."""
    await bot.result("getUpdates", offset=2**31)
    await bot.result("sendMessage", chat_id=person.id, text="Manger ?", reply_markup=KEYBOARD)
    waiting = asyncio.create_task(person.press(label))
    (update,) = await bot.result("getUpdates", timeout=5)
    return update["callback_query"], waiting


async def test_a_query_says_who_pressed_what_and_where(bot: RawBot, alix: Person) -> None:
    query, waiting = await pressed(bot, alix, "Oui")
    assert (query["data"], query["from"]["id"]) == ("yes", ALIX.id)
    assert query["message"]["reply_markup"] == KEYBOARD
    assert await bot.result("answerCallbackQuery", callback_query_id=query["id"], text="Noté", show_alert=True)
    assert await waiting == CallbackAnswer("Noté", show_alert=True, url=None)


async def test_a_query_is_answered_once(bot: RawBot, alix: Person) -> None:
    query, waiting = await pressed(bot, alix, "Non")
    assert await bot.result("answerCallbackQuery", callback_query_id=query["id"])
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await waiting == CallbackAnswer(None, show_alert=False, url=None)


async def test_a_query_grows_too_old_in_real_time(bot: RawBot, alix: Person, ticks: Ticks) -> None:
    query, waiting = await pressed(bot, alix, "no")
    ticks.ahead = QUERY_SECONDS + 1
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    waiting.cancel()


@pytest.mark.parametrize("params", [{}, {"callback_query_id": ""}, {"callback_query_id": "5"}])
async def test_an_unknown_query_is_too_old(bot: RawBot, params: dict[str, str]) -> None:
    assert await bot.refusal("answerCallbackQuery", **params) == TOO_OLD


async def test_an_answer_has_200_characters_and_opens_only_the_bot(bot: RawBot, alix: Person) -> None:
    query, waiting = await pressed(bot, alix, "Oui")
    at = {"callback_query_id": query["id"]}
    assert await bot.refusal("answerCallbackQuery", **at, text="x" * 201) == "Bad Request: MESSAGE_TOO_LONG"
    assert await bot.refusal("answerCallbackQuery", **at, url="https://a.example") == "Bad Request: URL_INVALID"
    link = "https://t.me/cantine_bot?start=CODE"
    assert await bot.result("answerCallbackQuery", **at, text="x" * 200, url=link)
    assert (await waiting).url == link


async def test_an_edited_away_button_cannot_be_pressed(bot: RawBot, alix: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=alix.id, text="Manger ?", reply_markup=KEYBOARD)
    await bot.result("editMessageReplyMarkup", chat_id=alix.id, message_id=sent["message_id"])
    hasty = Person(alix.address, alix.id, patience=0.05)
    with pytest.raises(AssertionError, match=r"no button 'Oui'.*\n.*CODE-1\n  bot #2: Manger"):
        await hasty.press("Oui")


async def test_a_button_without_answer_is_an_error_that_shows_the_chat(bot: RawBot, alix: Person) -> None:
    await bot.result("sendMessage", chat_id=alix.id, text="Manger ?", reply_markup=KEYBOARD)
    hasty = Person(alix.address, alix.id, patience=0.05)
    with pytest.raises(AssertionError, match=r"no answer to the button 'Non'[^$]*\[Oui 🍎\] \[Non\]"):
        await hasty.press("Non")
