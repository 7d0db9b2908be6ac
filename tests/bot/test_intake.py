"""Updates come in: none is lost, none is done twice."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

import aiohttp
import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from aiohttp.test_utils import TestServer

from bot.intake import LONGEST_PAUSE, handle_batch, poll, webhook_app
from bot.reception import Reception
from bot.telegram import build_bot
from core.organisation import Organisation, UnitOfWork
from core.usecases.conversing import keep_conversation
from dialogs.states import Booking, Home
from simulator.faults import Fault, Kind
from tests.dialogs.bench import TOKEN, WIDE_GATE, Bench, Player
from tests.dialogs.people import asked, parent
from tests.dialogs.test_planning import row

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SECRET = "a-secret_1"


@pytest.fixture
async def bench(organisation: Organisation) -> AsyncIterator[Bench]:
    """A running bot."""
    async with Bench(organisation).running() as running:
        yield running


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Pauses between tries, shortened."""
    with patch("bot.intake.FIRST_PAUSE", 0.005):
        yield


async def started(bench: Bench) -> Player:
    player, _ = await parent(bench)
    return player


async def test_a_batch_is_confirmed_only_after_it_was_handled(bench: Bench) -> None:
    anne = await started(bench)
    held, release = asyncio.Event(), asyncio.Event()
    receive = Reception.receive

    async def slow(reception: Reception, update: Any) -> None:
        held.set()
        await release.wait()
        await receive(reception, update)

    with patch.object(Reception, "receive", slow):
        anne.put_press(anne.data_of("Réserver", anne.screen))
        await held.wait()
        waiting = len(bench.simulator.world.updates.pending())
        release.set()
        await bench.settled()
    assert waiting == 1
    assert await anne.state() == Booking.week


async def test_a_process_killed_while_it_handles_leaves_the_batch_to_the_next(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜", "Récapitulatif")
    await bench.stop_polling()
    started_handling = asyncio.Event()

    async def hang(reception: Reception, update: Any) -> None:
        started_handling.set()
        await asyncio.Event().wait()

    with patch.object(Reception, "receive", hang):
        query = anne.put_press(anne.data_of("Envoyer", anne.screen))
        polling = asyncio.create_task(poll(bench.reception, asyncio.Event()))
        await started_handling.wait()
        polling.cancel()
        await asyncio.wait({polling})
    was_answered = query.answer is not None
    async with bench.bot():
        await bench.settled()
    assert (was_answered, query.answer is not None) == (False, True)
    assert len(await asked(bench, family)) == 1


async def test_chats_are_handled_side_by_side(bench: Bench) -> None:
    anne, other = await started(bench), await bench.person(name="Jo")
    both = asyncio.Barrier(2)
    receive = Reception.receive

    async def meet(reception: Reception, update: Any) -> None:
        await both.wait()
        await receive(reception, update)

    await bench.stop_polling()
    with patch.object(Reception, "receive", meet):
        anne.put_press(anne.data_of("Réserver", anne.screen))
        other.put_text("/start")
        bench.start_polling()
        await bench.settled()
    assert await anne.state() == Booking.week
    assert "tapez le code" in other.text


async def test_the_updates_of_a_chat_keep_their_order(bench: Bench) -> None:
    anne = await started(bench)
    await anne.press("Réserver")
    await bench.stop_polling()
    wanted = anne.data_of("⬜", anne.screen)
    for data in (wanted, wanted.replace("book", "none"), wanted):
        anne.put_press(data)
    bench.start_polling()
    await bench.settled()
    assert row(anne, "🌅") == ["🟢", "⬜", "⬜", "⬜"]


@pytest.mark.parametrize("kind", ["too_many_requests", "bad_gateway", "drop_before_accept", "drop_after_accept"])
async def test_when_telegram_is_away_the_bot_asks_again(bench: Bench, kind: Kind) -> None:
    anne = await started(bench)
    await bench.stop_polling()
    bench.simulator.faults.arm(Fault(kind, "getUpdates", times=2, retry_after=0))
    bench.start_polling()
    await anne.press("Réserver")
    assert await anne.state() == Booking.week


async def test_the_pauses_grow_up_to_half_a_minute(bench: Bench) -> None:
    await started(bench)
    await bench.stop_polling()
    slept: list[float] = []
    stop = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 20:
            stop.set()

    bench.simulator.faults.arm(Fault("bad_gateway", "getUpdates", times=100))
    with patch("bot.intake.asyncio.sleep", sleep):
        await poll(bench.reception, stop)
    assert slept == sorted(slept)
    assert slept[1] == 2 * slept[0]
    assert slept[-1] == LONGEST_PAUSE


async def test_a_429_is_obeyed(bench: Bench) -> None:
    await started(bench)
    await bench.stop_polling()
    slept: list[float] = []
    stop = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        stop.set()

    bench.simulator.faults.arm(Fault("too_many_requests", "getUpdates", retry_after=7))
    with patch("bot.intake.asyncio.sleep", sleep):
        await poll(bench.reception, stop)
    assert slept == [7]


async def test_a_second_poller_is_waited_out(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.expected.append("terminated by other getUpdates request")
    anne = await started(bench)
    second = build_bot(TOKEN, bench.simulator.address, WIDE_GATE())
    try:
        await second.get_updates(timeout=0)
        await anne.press("Réserver")
    finally:
        await second.session.close()
    assert await anne.state() == Booking.week
    assert "terminated by other getUpdates request" in caplog.text


async def test_a_wrong_token_stops_the_bot(bench: Bench) -> None:
    bench.expected.append("Unauthorized")
    await bench.stop_polling()
    bot = build_bot("43:wrong", bench.simulator.address, WIDE_GATE())
    reception = Reception(bench.organisation, bot, bench.clock.now)
    try:
        with pytest.raises(TelegramUnauthorizedError):
            await poll(reception, asyncio.Event())
    finally:
        await bot.session.close()


async def test_what_was_handled_last_is_confirmed_when_the_bot_stops(bench: Bench) -> None:
    anne = await started(bench)
    await anne.press("Réserver")
    await bench.stop_polling()
    assert bench.simulator.world.updates.pending() == []


async def test_a_confirmation_that_fails_does_not_keep_the_bot_from_stopping(bench: Bench) -> None:
    await started(bench)
    bench.simulator.faults.arm(Fault("bad_gateway", "getUpdates", times=1))
    async with asyncio.timeout(5):
        await bench.stop_polling()


async def test_updates_without_a_chat_are_left_alone(bench: Bench) -> None:
    before = len(bench.calls)
    await handle_batch(bench.reception, [])
    await bench.receive({"update_id": 1})
    press = {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "chat_instance": "1", "data": "x"}
    await bench.receive({"update_id": 2, "callback_query": {**press, "inline_message_id": "9"}})
    assert len(bench.calls) == before


@asynccontextmanager
async def webhook(bench: Bench) -> AsyncIterator[str]:
    """The bot takes updates by webhook from now on; where."""
    await bench.stop_polling()
    server = TestServer(webhook_app(bench.reception, SECRET, "/updates"))
    await server.start_server()
    try:
        yield str(server.make_url("/updates"))
    finally:
        await bench.reception.bot.delete_webhook()
        await server.close()


async def test_a_webhook_brings_updates_too(bench: Bench) -> None:
    anne = await started(bench)
    async with webhook(bench) as url:
        await bench.reception.bot.set_webhook(url, secret_token=SECRET)
        await anne.press("Réserver", "⬜")
        assert row(anne, "🌅")[0] == "🟢"


@pytest.mark.parametrize("secret", ["", "wrong", "sécret"])
async def test_a_webhook_refuses_whoever_does_not_know_the_secret(bench: Bench, secret: str) -> None:
    anne = await started(bench)
    update = {"update_id": 1, "message": _message(anne, "/language")}
    async with webhook(bench) as url, aiohttp.ClientSession() as session:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with session.post(url, json=update, headers=headers) as response:
            assert response.status == 401
    assert await anne.state() == Home.main


async def test_a_webhook_confirms_only_what_was_handled(bench: Bench) -> None:
    """200 comes after the screen was drawn; 500, and so the update again, where the database was away."""
    bench.expected += ["query is too old", "Error handling request"]  # it was answered the first time
    anne = await started(bench)
    failures = [OSError("away")]

    def keep(uow: UnitOfWork, *args: Any) -> None:
        if failures:
            raise failures.pop()
        keep_conversation(uow, *args)

    async with webhook(bench) as url:
        await bench.reception.bot.set_webhook(url, secret_token=SECRET)
        with patch("bot.reception.keep_conversation", keep):
            await anne.press("Réserver")
    assert not failures
    assert await anne.state() == Booking.week


async def test_an_update_nobody_can_read_is_not_asked_for_again(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.expected.append("an update could not be read")
    caplog.set_level(logging.ERROR)
    async with webhook(bench) as url, aiohttp.ClientSession() as session:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for body in (b"{", b'{"update_id": "many"}'):
            async with session.post(url, data=body, headers=headers) as response:
                assert response.status == 200
    assert "an update could not be read" in caplog.text


def _message(player: Player, text: str) -> dict[str, Any]:
    user = player.chat.user
    return {"message_id": 999, "date": 1, "chat": user.as_chat(), "from": user.as_user(), "text": text}


async def test_a_chat_that_fails_does_not_keep_the_others_waiting(bench: Bench) -> None:
    bench.expected += ["query is too old", "updates of a chat could not be handled"]  # Jo's comes again, answered
    anne = await started(bench)
    jo = await bench.person((await bench.build(lambda town: town.family("Genêt").guardian("Jo").child("Mia"))).actor())
    receive = Reception.receive
    failures = [OSError("away")]

    async def fail_once(reception: Reception, update: Any) -> None:
        if update.callback_query.from_user.id == anne.id and failures:
            raise failures.pop()
        await receive(reception, update)

    with patch.object(Reception, "receive", fail_once):
        queries = [player.put_press(player.data_of("Réserver", player.screen)) for player in (anne, jo)]
        await bench.settled()
    assert all(query.answer for query in queries)
    assert (await anne.state(), await jo.state()) == (Booking.week, Booking.week)
