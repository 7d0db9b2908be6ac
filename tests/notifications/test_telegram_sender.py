"""Messages over HTTP to the simulator, and what each way it may fail says of the message."""

import asyncio
import logging
import socket
from datetime import timedelta

import httpx
import pytest
from telegram.error import ChatMigrated, Conflict, NetworkError, TelegramError

from notifications.gate import Gate, Priority
from notifications.telegram_sender import TelegramSender, transport_error
from notifications.transport import Button, ErrorKind, Message, TransportError
from simulator.faults import Fault
from simulator.person import Person
from simulator.server import Simulator
from tests.notifications.conftest import ANNE, TOKEN

HELLO = Message("<b>Bonjour</b> &lt;Zoé&gt; 🦊")
PATIENCE = timedelta(seconds=5)


async def send(sender: TelegramSender, message: Message = HELLO, chat: int = ANNE) -> None:
    await sender.send(message, str(chat), Priority.BULK, PATIENCE)


async def error_of(sender: TelegramSender, message: Message = HELLO, chat: int = ANNE) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await send(sender, message, chat)
    return caught.value


async def test_a_message_arrives_with_its_buttons(sender: TelegramSender, anne: Person) -> None:
    rows = ((Button("Planning", "open:planning"), Button("Mes demandes", "open:requests")),)
    await send(sender, Message(HELLO.html, rows))
    seen = await anne.last()
    assert seen.text == "Bonjour <Zoé> 🦊"
    assert [(button.text, button.data) for button in seen.buttons()] == [
        ("Planning", "open:planning"),
        ("Mes demandes", "open:requests"),
    ]


async def test_one_who_blocked_the_bot_is_not_written_to_again(sender: TelegramSender, anne: Person) -> None:
    await anne.block()
    error = await error_of(sender)
    assert (error.kind, error.blocked) == (ErrorKind.PERMANENT, True)
    assert "blocked" in str(error)


@pytest.mark.parametrize(
    ("message", "chat"),
    [(HELLO, 999), (Message("<b>Bonjour"), ANNE), (Message("x" * 4097), ANNE), (Message(" "), ANNE)],
    ids=["chat not found", "malformed", "too long", "empty"],
)
async def test_a_bad_request_stays_bad(sender: TelegramSender, message: Message, chat: int) -> None:
    error = await error_of(sender, message, chat)
    assert (error.kind, error.blocked, error.retry_after) == (ErrorKind.PERMANENT, False, None)


async def test_a_429_says_when_and_halts_the_gate(
    sender: TelegramSender, telegram: Simulator, gate: Gate, anne: Person
) -> None:
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=30))
    error = await error_of(sender)
    assert (error.kind, error.retry_after) == (ErrorKind.TRANSIENT, timedelta(seconds=30))
    assert 29 < gate.pause_left(None) <= 30
    again = await error_of(sender)
    assert again.kind is ErrorKind.TRANSIENT
    assert again.retry_after is not None
    assert timedelta(seconds=29) < again.retry_after <= timedelta(seconds=30)
    assert [call.method for call in telegram.calls] == ["sendMessage"], "nothing is asked before its time"
    assert len(await anne.chat()) == 1


async def test_what_finds_no_turn_in_time_was_not_sent(telegram: Simulator) -> None:
    crowded = Gate(1)
    await crowded.wait(None, Priority.BULK)
    impatient = TelegramSender(TOKEN, telegram.address, crowded)
    with pytest.raises(TransportError, match="no turn") as caught:
        await impatient.send(HELLO, str(ANNE), Priority.BULK, timedelta(seconds=0.02))
    await impatient.close()
    assert (caught.value.kind, caught.value.retry_after) == (ErrorKind.TRANSIENT, timedelta())
    assert telegram.calls == []


async def test_what_is_caught_in_the_line_by_a_429_is_put_off_to_its_end(telegram: Simulator) -> None:
    halted = Gate(1)
    await halted.wait(None, Priority.BULK)
    waiting = TelegramSender(TOKEN, telegram.address, halted)
    sending = asyncio.create_task(waiting.send(HELLO, str(ANNE), Priority.BULK, timedelta(seconds=0.05)))
    await asyncio.sleep(0.01)
    halted.refused(30, 999)
    with pytest.raises(TransportError) as caught:
        await sending
    await waiting.close()
    assert caught.value.retry_after is not None
    assert timedelta(seconds=29) < caught.value.retry_after <= timedelta(seconds=30)
    assert telegram.calls == []


async def test_a_gateway_that_answers_in_html_did_not_accept(sender: TelegramSender, telegram: Simulator) -> None:
    telegram.faults.arm(Fault("bad_gateway", "sendMessage"))
    assert (await error_of(sender)).kind is ErrorKind.TRANSIENT
    await send(sender)


async def test_a_connection_lost_after_the_message_left_tells_nothing(
    sender: TelegramSender, telegram: Simulator, anne: Person
) -> None:
    telegram.faults.arm(Fault("drop_after_accept", "sendMessage"))
    assert (await error_of(sender)).kind is ErrorKind.UNKNOWN
    assert (await anne.last()).text == "Bonjour <Zoé> 🦊"


async def test_a_connection_lost_before_an_answer_tells_nothing(
    sender: TelegramSender, telegram: Simulator, anne: Person
) -> None:
    telegram.faults.arm(Fault("drop_before_accept", "sendMessage"))
    assert (await error_of(sender)).kind is ErrorKind.UNKNOWN
    assert len(await anne.chat()) == 1


async def test_a_server_that_does_not_answer_in_time_tells_nothing(
    sender: TelegramSender, telegram: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.telegram_sender.READ_SECONDS", 0.05)
    telegram.faults.arm(Fault("delay", "sendMessage", seconds=0.3))
    hasty = TelegramSender(TOKEN, telegram.address, Gate())
    assert (await error_of(hasty)).kind is ErrorKind.UNKNOWN
    await hasty.close()


async def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    nowhere = TelegramSender(TOKEN, f"http://127.0.0.1:{port}/", Gate())
    assert (await error_of(nowhere)).kind is ErrorKind.TRANSIENT
    await nowhere.close()


async def test_a_token_that_is_not_accepted_is_the_operators_to_mend(
    telegram: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = TelegramSender("4243:another_token", telegram.address, Gate())
    assert (await error_of(stranger)).kind is ErrorKind.TRANSIENT
    await stranger.close()
    loud = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert "CANTINE_BOT_TOKEN" in loud[0].getMessage()
    assert not any("another_token" in record.getMessage() for record in loud)


async def test_a_group_that_became_a_supergroup_is_followed(
    sender: TelegramSender, anne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = TelegramSender._post

    async def moved(self: TelegramSender, message: Message, chat_id: int, turn: object) -> None:
        if chat_id == -77:
            raise ChatMigrated(ANNE)
        await post(self, message, chat_id, turn)  # type: ignore[arg-type]

    monkeypatch.setattr(TelegramSender, "_post", moved)
    await send(sender, HELLO, -77)
    assert (await anne.last()).text == "Bonjour <Zoé> 🦊"


def caused_by(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NetworkError("Bad Gateway (502)"), ErrorKind.TRANSIENT),
        (Conflict("terminated by other getUpdates request"), ErrorKind.TRANSIENT),
        (caused_by(NetworkError("pool"), httpx.PoolTimeout("full")), ErrorKind.TRANSIENT),
        (caused_by(NetworkError("connect"), httpx.ConnectTimeout("slow")), ErrorKind.TRANSIENT),
        (caused_by(NetworkError("write"), httpx.WriteError("reset")), ErrorKind.UNKNOWN),
        (caused_by(NetworkError("odd"), RuntimeError("anything")), ErrorKind.UNKNOWN),
        (TelegramError("Invalid server response"), ErrorKind.UNKNOWN),
    ],
    ids=str,
)
def test_only_what_surely_did_not_arrive_is_transient(error: TelegramError, kind: ErrorKind) -> None:
    assert transport_error(error).kind is kind
