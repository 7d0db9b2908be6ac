"""Telegram, the network or the program fails: nothing is lost, and pressing again works."""

import logging
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from core.db.chats import identity_of
from core.db.tables import chats
from core.db.transaction import Transaction
from core.model.people import Identity
from core.organisation import UnitOfWork
from dialogs.states import Booking, Home, Requests
from simulator.faults import Fault, Kind
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, parent

pytestmark = ON_SQLITE

KINDS: list[Kind] = ["too_many_requests", "bad_gateway", "drop_before_accept", "drop_after_accept"]


@pytest.fixture(autouse=True)
def _no_pause() -> Iterator[None]:
    """A 429 pauses the gate; how long is the gate's own matter."""
    with patch("notifications.gate.Gate.refused"):
        yield


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_reply_that_fails_once_is_repeated(bench: Bench, kind: Kind, method: str) -> None:
    bench.expected.append("query is too old")  # an answer that had arrived is repeated in vain
    anne, _ = await parent(bench)
    bench.simulator.faults.arm(Fault(kind, method))
    await anne.press("Réserver")
    assert "Réserver pour Lou" in anne.text
    assert await anne.state() == Booking.week


@pytest.mark.parametrize("kind", KINDS)
async def test_a_message_that_fails_once_is_repeated(bench: Bench, kind: Kind) -> None:
    anne, _ = await parent(bench)
    bench.simulator.faults.arm(Fault(kind, "sendMessage"))
    await anne.say("/start")
    assert "Bonjour Anne" in anne.text
    await anne.press("Réserver")
    assert "Réserver pour Lou" in anne.text


@pytest.mark.parametrize("kind", KINDS[:3])
async def test_a_screen_that_could_not_be_drawn_is_drawn_at_the_next_press(bench: Bench, kind: Kind) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜", "Récapitulatif")
    bench.simulator.faults.arm(Fault(kind, "editMessageText", times=2))
    await anne.press("Envoyer")
    assert "À envoyer" in anne.text
    await anne.press("Envoyer")
    assert "Votre demande est envoyée" in anne.text
    assert len(await asked(bench, family)) == 1


async def test_a_screen_of_another_dialog_is_drawn_at_the_next_press_too(bench: Bench) -> None:
    anne, _ = await parent(bench)
    bench.simulator.faults.arm(Fault("bad_gateway", "editMessageText", times=2))
    await anne.press("Mes demandes")
    assert "Bonjour Anne" in anne.text
    await anne.press("Mes demandes")
    assert await anne.state() == Requests.list
    assert "Vous n’avez rien demandé" in anne.text


async def test_a_long_429_is_not_waited_for(bench: Bench) -> None:
    anne, _ = await parent(bench)
    bench.simulator.faults.arm(Fault("too_many_requests", "editMessageText", retry_after=60))
    await anne.press("Planning")
    assert "Bonjour Anne" in anne.text
    await anne.press("Planning")
    assert "Planning de Lou" in anne.text


async def test_a_telegram_that_answers_no_more_does_not_stop_the_bot(bench: Bench) -> None:
    bench.expected += ["an update could not be handled", "was given up"]
    anne, _ = await parent(bench)
    bench.simulator.faults.arm(Fault("bad_gateway", "sendMessage", times=20))
    await anne.say("/help")
    bench.simulator.faults.disarm()
    await anne.say("/help")
    assert "Comment ça marche" in anne.text


async def test_who_blocks_the_bot_is_known_and_who_comes_back_too(bench: Bench) -> None:
    anne, _ = await parent(bench)

    def blocked_at(uow: UnitOfWork) -> object:
        return uow.tx.execute(chats.select().where(chats.c.telegram_id == anne.id)).one().blocked_at

    await anne.block()
    assert await bench.read(blocked_at) is not None
    await anne.unblock()
    assert await bench.read(blocked_at) is None
    await anne.say("/start")
    assert "Bonjour Anne" in anne.text


async def test_a_press_of_somebody_who_blocks_the_bot_right_away_is_handled(bench: Bench) -> None:
    bench.expected.append("bot was blocked by the user")
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜", "Récapitulatif")
    anne.put_press(anne.data_of("Envoyer", anne.screen))
    await anne.block()
    assert len(await asked(bench, family)) == 1


async def test_a_failing_handler_apologises_and_changes_nothing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.expected.append("an update could not be handled")
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜", "Récapitulatif")
    with patch("dialogs.booking.handlers.submit_draft", side_effect=RuntimeError("the roof fell in")):
        await anne.press("Envoyer")
    assert (anne.answer or "").startswith("Quelque chose n’a pas marché, et rien n’est perdu.")
    assert "04 75 34 80 74" in (anne.answer or "")
    assert anne.is_alert
    assert "the roof fell in" in caplog.text
    assert await anne.state() == Booking.recap
    await anne.press("Envoyer")
    assert len(await asked(bench, family)) == 1


async def test_a_failing_getter_leaves_the_screen_before(bench: Bench) -> None:
    bench.expected.append("an update could not be handled")
    anne, _ = await parent(bench)
    with patch("dialogs.requests.getters.list_requests", side_effect=RuntimeError):
        await anne.press("Mes demandes")
        assert (anne.answer or "").startswith("Quelque chose n’a pas marché")
        assert await anne.state() == Home.main
    await anne.press("Mes demandes")
    assert await anne.state() == Requests.list


async def test_a_failing_message_apologises_in_a_message(bench: Bench) -> None:
    bench.expected.append("an update could not be handled")
    anne, _ = await parent(bench)
    with patch("dialogs.home.getters.read_overview", side_effect=RuntimeError):
        await anne.say("/start")
    assert anne.text.startswith("Quelque chose n’a pas marché")
    await anne.press("Réserver", on=anne.said[0])
    assert await anne.state() == Booking.week


async def test_a_screen_telegram_refuses_is_our_fault_and_said_so(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.expected += ["can't parse entities", "an update could not be handled"]
    anne, _ = await parent(bench)
    caplog.set_level(logging.ERROR)
    with patch("dialogs.widgets.fitted", return_value="<b>"):
        await anne.press("Planning")
    assert anne.text.startswith("Quelque chose n’a pas marché")
    assert "can't parse entities" in caplog.text


async def test_a_failing_database_keeps_the_update_for_later(bench: Bench) -> None:
    bench.expected.append("updates of a chat could not be handled")
    anne, _ = await parent(bench)
    failures = [OSError("the disk is full")]

    def identity(tx: Transaction, telegram_id: int) -> Identity | None:
        if failures:
            raise failures.pop()
        return identity_of(tx, telegram_id)

    with patch("core.usecases.conversing.chats.identity_of", identity), patch("bot.intake.FIRST_PAUSE", 0.01):
        await anne.press("Planning")
    assert not failures
    assert "Planning de Lou" in anne.text
