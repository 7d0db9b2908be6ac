"""Messages over HTTP to the simulator, and what each way it may fail says of the message."""

import asyncio
import base64
import logging
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import Conflict, NetworkError, TelegramError

from notifications.gate import Gate, Priority
from notifications.telegram_sender import TelegramSender, transport_error
from notifications.transport import Attachment, Button, Envelope, ErrorKind, Message, Receipt, TransportError
from simulator.faults import Fault, Kind
from simulator.person import Person
from simulator.server import Simulator
from tests.notifications.conftest import ANNE, TOKEN

HELLO = Message("<b>Bonjour</b> &lt;Zoé&gt; 🦊")
PATIENCE = timedelta(seconds=5)
PDF = Attachment("fiche « été ».pdf", "application/pdf", b"%PDF-1.7 liste")
XLSX = Attachment("liste.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK liste")
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
PICTURE = Attachment("semaine.png", "image/png", DOT, "Cantine : 42 <sur> 45")
ROSTER = Message("La liste du jour", attachments=(PDF, XLSX))


async def send(
    sender: TelegramSender,
    message: Message = HELLO,
    chat: int = ANNE,
    patience: timedelta = PATIENCE,
    reference: str = "R1",
) -> Receipt:
    return await sender.send(Envelope(message, str(chat), reference), Priority.BULK, patience)


async def error_of(
    sender: TelegramSender, message: Message = HELLO, chat: int = ANNE, patience: timedelta = PATIENCE
) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await send(sender, message, chat, patience)
    return caught.value


async def test_a_message_arrives_with_its_buttons(sender: TelegramSender, anne: Person) -> None:
    rows = ((Button("Planning", "open:planning"), Button("Mes demandes", "open:requests")),)
    receipt = await send(sender, Message(HELLO.html, rows))
    seen = await anne.last()
    assert receipt == Receipt(seen.message_id)
    assert seen.text == "Bonjour <Zoé> 🦊"
    assert [(button.text, button.data) for button in seen.buttons()] == [
        ("Planning", "open:planning"),
        ("Mes demandes", "open:requests"),
    ]


async def test_one_who_blocked_the_bot_is_not_written_to_again(sender: TelegramSender, anne: Person) -> None:
    await anne.block()
    error = await error_of(sender)
    assert (error.kind, error.is_dead) == (ErrorKind.PERMANENT, True)
    assert "blocked" in str(error)


@pytest.mark.parametrize(
    "message",
    [Message("<b>Bonjour"), Message("x" * 4097), Message(" ")],
    ids=["malformed", "too long", "empty"],
)
async def test_a_bad_request_stays_bad(sender: TelegramSender, message: Message) -> None:
    error = await error_of(sender, message)
    assert (error.kind, error.is_dead, error.retry_after) == (ErrorKind.PERMANENT, False, None)


async def test_a_chat_that_is_not_there_takes_nothing_more(sender: TelegramSender) -> None:
    error = await error_of(sender, HELLO, 999)
    assert (error.kind, error.is_dead) == (ErrorKind.PERMANENT, True)


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
    error = await error_of(impatient, patience=timedelta(seconds=0.02))
    await impatient.close()
    assert (str(error), error.kind, error.retry_after) == ("no turn in time", ErrorKind.TRANSIENT, timedelta())
    assert telegram.calls == []


async def test_what_is_caught_in_the_line_by_a_429_is_put_off_to_its_end(telegram: Simulator) -> None:
    halted = Gate(1)
    await halted.wait(None, Priority.BULK)
    waiting = TelegramSender(TOKEN, telegram.address, halted)
    sending = asyncio.create_task(send(waiting, patience=timedelta(seconds=0.05)))
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
    error = await error_of(nowhere)
    assert error.kind is ErrorKind.TRANSIENT
    assert "test_token" not in repr(error.__cause__)
    await nowhere.close()


async def test_a_connection_that_is_not_made_in_time_left_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.telegram_sender.CONNECT_SECONDS", 0.05)
    monkeypatch.setattr("notifications.telegram_sender.POOL_SECONDS", 0.0)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, socket.create_connection(full.getsockname()):
        hasty = TelegramSender(TOKEN, f"http://127.0.0.1:{full.getsockname()[1]}", Gate())
        error = await error_of(hasty)
        await hasty.close()
    assert error.kind is ErrorKind.TRANSIENT
    assert "test_token" not in f"{error} {error.__cause__!r}", "aiohttp quotes the URL here"


async def test_a_token_that_is_not_accepted_is_the_operators_to_mend(
    telegram: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = TelegramSender("4243:another_token", telegram.address, Gate())
    assert (await error_of(stranger)).kind is ErrorKind.TRANSIENT
    await stranger.close()
    loud = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert "CANTINE_BOT_TOKEN" in loud[0].getMessage()
    assert not any("another_token" in record.getMessage() for record in loud)


async def test_documents_follow_the_text(sender: TelegramSender, anne: Person) -> None:
    receipt = await send(sender, ROSTER)
    text, *files = (await anne.chat())[-3:]
    assert (receipt.message_id, text.text) == (text.message_id, "La liste du jour")
    assert [file.document and file.document["file_name"] for file in files] == [PDF.name, XLSX.name]
    assert [await anne.download(file) for file in files] == [PDF.content, XLSX.content]


async def test_what_a_town_is_sent_is_uploaded_once_and_again_when_telegram_has_lost_it(
    sender: TelegramSender, telegram: Simulator, anne: Person
) -> None:
    for reference in ("R1", "R2"):
        await send(sender, ROSTER, reference=reference)
    assert len(telegram.world.files) == len(ROSTER.attachments)
    telegram.world.files.clear()
    lost = Message("La liste du jour", attachments=(PDF,))
    assert (await error_of(sender, lost)).kind is ErrorKind.TRANSIENT
    await send(sender, lost)
    assert await anne.download(await anne.last()) == PDF.content
    assert len(telegram.world.files) == 1


async def test_a_picture_is_shown_with_its_words_and_uploaded_once(
    sender: TelegramSender, telegram: Simulator, anne: Person
) -> None:
    week = Message("La semaine", attachments=(PICTURE,))
    for reference in ("R1", "R2"):
        await send(sender, week, reference=reference)
        shown = await anne.last()
        assert (shown.text, shown.document) == ("Cantine : 42 <sur> 45", None)
        assert await anne.download(shown) == PICTURE.content
    assert len(telegram.world.files) == 1
    telegram.world.files.clear()
    assert (await error_of(sender, week)).kind is ErrorKind.TRANSIENT
    await send(sender, week)
    assert await anne.download(await anne.last()) == PICTURE.content


@pytest.mark.parametrize("fault", ["bad_gateway", "drop_before_accept"])
async def test_what_arrived_of_a_message_is_not_said_again(
    fault: Kind, sender: TelegramSender, telegram: Simulator, anne: Person
) -> None:
    telegram.faults.arm(Fault(fault, "sendDocument"))
    assert (await error_of(sender, ROSTER)).kind is not ErrorKind.PERMANENT
    receipt = await send(sender, ROSTER)
    text, *files = (await anne.chat())[1:]
    assert receipt.message_id == text.message_id
    assert [file.document and file.document["file_name"] for file in files] == [PDF.name, XLSX.name]


async def test_of_many_messages_that_arrived_in_part_the_oldest_is_said_again(
    sender: TelegramSender, telegram: Simulator, anne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.telegram_sender.PARTLY_SENT_LIMIT", 1)
    telegram.faults.arm(Fault("bad_gateway", "sendDocument", times=2))
    for reference in ("R1", "R2"):
        with pytest.raises(TransportError):
            await send(sender, ROSTER, reference=reference)
    for reference in ("R2", "R1"):
        await send(sender, ROSTER, reference=reference)
    assert [seen.text for seen in await anne.chat()].count("La liste du jour") == 3


async def test_a_document_that_is_refused_fails_the_message(sender: TelegramSender, anne: Person) -> None:
    empty = Message("La liste du jour", attachments=(Attachment("vide.pdf", "application/pdf", b""),))
    assert (await error_of(sender, empty)).kind is ErrorKind.PERMANENT
    await send(sender)
    assert [seen.text for seen in await anne.chat()][1:] == ["La liste du jour", "Bonjour <Zoé> 🦊"]


async def edit(sender: TelegramSender, message_id: int, message: Message = HELLO) -> None:
    await sender.edit(ANNE, message_id, message, Priority.BULK, PATIENCE)


async def test_a_message_is_rewritten_in_place(sender: TelegramSender, anne: Person) -> None:
    sent = await send(sender)
    assert sent.message_id is not None
    progress = Message("3 sur 10", ((Button("Arrêter", "stop"),),))
    await edit(sender, sent.message_id, progress)
    await edit(sender, sent.message_id, progress)  # not modified
    seen = await anne.last()
    assert (seen.message_id, seen.text, next(seen.buttons()).data) == (sent.message_id, "3 sur 10", "stop")


async def test_a_message_that_was_deleted_is_not_rewritten(sender: TelegramSender) -> None:
    with pytest.raises(TransportError, match="not found") as caught:
        await edit(sender, 999)
    assert (caught.value.kind, caught.value.is_dead) == (ErrorKind.PERMANENT, False)


class Scripted:
    """A Telegram that gives each call the next of its answers: a status and a body."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, object]]] = []
        self.chats: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.chats.append(str((await request.post())["chat_id"]))
        status, body = self.answers.pop(0)
        return web.json_response(body, status=status)

    def refuse(self, status: int, description: str, **parameters: int) -> None:
        self.answers.append((status, {"ok": False, "description": description, "parameters": parameters}))

    def accept(self, message_id: int) -> None:
        message = {"message_id": message_id, "date": 0, "chat": {"id": 1, "type": "private"}}
        self.answers.append((200, {"ok": True, "result": message}))


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
async def bound(scripted: Scripted) -> AsyncIterator[TelegramSender]:
    """A sender to the scripted one."""
    application = web.Application()
    application.router.add_post("/{path:.*}", scripted.answer)
    async with TestServer(application) as server:
        sender = TelegramSender(TOKEN, str(server.make_url("")), Gate())
        yield sender
        await sender.close()


async def test_a_group_that_became_a_supergroup_is_followed(bound: TelegramSender, scripted: Scripted) -> None:
    scripted.refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100123)
    scripted.accept(7)
    scripted.accept(8)
    receipt = await send(bound, Message("Menu", attachments=(PDF,)), -77)
    assert receipt == Receipt(7, "-100123")
    assert scripted.chats == ["-77", "-100123", "-100123"]


@pytest.mark.parametrize(
    ("status", "description", "kind", "is_dead"),
    [
        (403, "Forbidden: user is deactivated", ErrorKind.PERMANENT, True),
        (403, "Forbidden: bot was kicked from the group chat", ErrorKind.PERMANENT, True),
        (400, "Bad Request: chat not found", ErrorKind.PERMANENT, True),
        (400, "Bad Request: PEER_ID_INVALID", ErrorKind.PERMANENT, True),
        (400, "Bad Request: group chat was deactivated", ErrorKind.PERMANENT, True),
        (400, "Bad Request: have no rights to send a message", ErrorKind.PERMANENT, True),
        (400, "Bad Request: BUTTON_DATA_INVALID", ErrorKind.PERMANENT, False),
        (413, "Request Entity Too Large", ErrorKind.TRANSIENT, False),
        (500, "Internal Server Error", ErrorKind.TRANSIENT, False),
        (504, "Gateway Timeout", ErrorKind.UNKNOWN, False),
    ],
)
async def test_an_answer_tells_of_the_message_and_of_the_chat(
    status: int, description: str, kind: ErrorKind, is_dead: bool, bound: TelegramSender, scripted: Scripted
) -> None:
    scripted.refuse(status, description)
    error = await error_of(bound)
    assert (error.kind, error.is_dead) == (kind, is_dead)


def caused_by(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NetworkError("Bad Gateway (502)"), ErrorKind.TRANSIENT),
        (Conflict("terminated by other getUpdates request"), ErrorKind.TRANSIENT),
        (caused_by(NetworkError("odd"), RuntimeError("anything")), ErrorKind.UNKNOWN),
        (TelegramError("Invalid server response"), ErrorKind.UNKNOWN),
    ],
    ids=str,
)
def test_only_what_surely_did_not_arrive_is_transient(error: TelegramError, kind: ErrorKind) -> None:
    assert transport_error(error).kind is kind
