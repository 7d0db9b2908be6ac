"""E-mails handed to a real SMTP server, and what each way it may fail says of the message and of the mailbox."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from notifications import email_sender
from notifications.email_sender import PAUSE_WHEN_DOWN, PAUSE_WHEN_REFUSED, EmailSender
from notifications.gate import Priority
from notifications.transport import Envelope, ErrorKind, Message, Receipt, TransportError
from tests.notifications.mail_server import CERTIFICATE, DROP, LATE_DROP, SILENCE, MailServer

HELLO = Message("<b>Bonjour</b> Zoé", subject="Vos réservations")
PATIENCE = timedelta(seconds=5)
OPERATOR = "CANTINE_SMTP_URL"


def a_sender(
    server: MailServer, credentials: str = "", scheme: str = "smtp", idle_seconds: float = email_sender.IDLE_SECONDS
) -> EmailSender:
    url = f"{scheme}://{credentials}127.0.0.1:{server.port}"
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    return EmailSender(url, "no-reply@ville.fr", "Cantine", tls_context=trusting, idle_seconds=idle_seconds)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


@pytest.fixture
async def sender(server: MailServer) -> AsyncIterator[EmailSender]:
    opened = a_sender(server)
    yield opened
    await opened.close()


async def send(
    sender: EmailSender, address: str = "anne@ville.fr", message: Message = HELLO, patience: timedelta = PATIENCE
) -> Receipt:
    return await sender.send(Envelope(message, address, "R1"), Priority.BULK, patience)


async def error_of(
    sender: EmailSender, address: str = "anne@ville.fr", patience: timedelta = PATIENCE
) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await send(sender, address, patience=patience)
    return caught.value


def calls_for_the_operator(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]


async def test_messages_follow_each_other_on_one_connection(server: MailServer, sender: EmailSender) -> None:
    receipts = await asyncio.gather(*(send(sender, f"parent{number}@ville.fr") for number in range(5)))
    assert receipts == [Receipt()] * 5
    assert sorted(server.recipients) == [f"parent{number}@ville.fr" for number in range(5)]
    assert server.received[0]["Subject"] == "Vos réservations"
    assert len(server.connections) == 1


@pytest.mark.parametrize(
    ("command", "answer", "kind", "is_dead"),
    [
        ("RCPT", "451 4.7.1 Greylisted", ErrorKind.TRANSIENT, False),
        ("RCPT", "421 4.3.2 Going down", ErrorKind.TRANSIENT, False),
        ("RCPT", "550 5.1.1 No such user", ErrorKind.PERMANENT, True),
        ("RCPT", "550 no mailbox here by that name", ErrorKind.PERMANENT, True),
        ("RCPT", "552 5.2.2 Mailbox full", ErrorKind.PERMANENT, False),
        ("RCPT", "554 5.7.1 Relay access denied", ErrorKind.TRANSIENT, False),
        ("RCPT", "550 relaying is not for you", ErrorKind.TRANSIENT, False),
        ("RCPT", "550 5.1.1 <relay@ville.fr> is unknown", ErrorKind.PERMANENT, True),
        ("RCPT", "530 5.7.0 Authentication required", ErrorKind.TRANSIENT, False),
        ("RCPT", DROP, ErrorKind.TRANSIENT, False),
        ("MAIL", DROP, ErrorKind.TRANSIENT, False),
        ("DATA", "452 4.3.1 Disk full", ErrorKind.TRANSIENT, False),
        ("DATA", "554 5.6.0 Not this", ErrorKind.PERMANENT, False),
        ("DATA", "552 5.3.4 Too big", ErrorKind.PERMANENT, False),
        ("DATA", "299 What?", ErrorKind.UNKNOWN, False),
        ("DATA", DROP, ErrorKind.UNKNOWN, False),
        ("DATA", LATE_DROP, ErrorKind.UNKNOWN, False),
    ],
)
async def test_a_refusal_tells_of_the_message_and_of_the_mailbox(
    command: str, answer: str, kind: ErrorKind, is_dead: bool, server: MailServer, sender: EmailSender
) -> None:
    server.answers[command].append(answer)
    error = await error_of(sender)
    assert (error.kind, error.is_dead) == (kind, is_dead)
    assert await send(sender) == Receipt(), "the next is not concerned"


async def test_a_second_try_after_a_lost_answer_is_the_same_message(server: MailServer, sender: EmailSender) -> None:
    server.answers["DATA"].append(LATE_DROP)
    await error_of(sender)
    await send(sender)
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(
    ("command", "kind"), [("RCPT", ErrorKind.TRANSIENT), ("DATA", ErrorKind.UNKNOWN), ("RSET", None)]
)
async def test_a_server_that_falls_silent(
    command: str, kind: ErrorKind | None, server: MailServer, sender: EmailSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bound in ("ENVELOPE_SECONDS", "DATA_SECONDS", "ALIVE_SECONDS"):
        monkeypatch.setattr(email_sender, bound, 0.05)
    await send(sender)
    server.answers[command].append(SILENCE)
    if kind is None:
        await send(sender)
    else:
        assert (await error_of(sender)).kind is kind
        await send(sender)
    assert len(server.connections) == 2


async def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next(
    server: MailServer, sender: EmailSender
) -> None:
    server.answers["DATA"].append(SILENCE)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await send(sender)
    await send(sender, "marc@ville.fr")
    assert (server.recipients, len(server.connections)) == (["marc@ville.fr"], 2)


async def test_who_finds_no_turn_in_time_was_not_sent(server: MailServer, sender: EmailSender) -> None:
    server.answers["RCPT"].append(SILENCE)
    sending = asyncio.create_task(send(sender))
    await asyncio.sleep(0)
    error = await error_of(sender, patience=timedelta(seconds=0.02))
    sending.cancel()
    assert (str(error), error.kind, error.retry_after) == ("no turn in time", ErrorKind.TRANSIENT, timedelta())


async def test_a_server_that_is_down_is_not_asked_again_at_once(server: MailServer, sender: EmailSender) -> None:
    async with MailServer() as gone:
        stranded = a_sender(gone)
    error = await error_of(stranded)
    assert (error.kind, error.retry_after) == (ErrorKind.TRANSIENT, PAUSE_WHEN_DOWN)
    async with gone:
        again = await error_of(stranded)
        assert again.retry_after is not None
        assert PAUSE_WHEN_DOWN - timedelta(seconds=5) < again.retry_after < PAUSE_WHEN_DOWN
        assert gone.connections == []


async def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(
    server: MailServer, sender: EmailSender
) -> None:
    await send(sender)
    server.hang_up()
    await send(sender)
    server.answers["RSET"].append("421 4.4.2 Idle for too long")
    await send(sender)
    assert (len(server.received), len(server.connections)) == (3, 3)


async def test_an_idle_connection_is_closed(server: MailServer) -> None:
    brief = a_sender(server, idle_seconds=0.01)
    await send(brief)
    async with asyncio.timeout(5):
        await server.connections[0].closed.wait()
    await send(brief)
    await brief.close()
    assert len(server.connections) == 2


@pytest.mark.parametrize(
    ("command", "answer", "pause"),
    [("MAIL", "550 5.7.1 Not you", PAUSE_WHEN_REFUSED), ("MAIL", "451 4.7.1 Slow down", PAUSE_WHEN_DOWN)],
)
async def test_a_sender_that_is_refused_is_not_the_fault_of_the_mailbox(
    command: str,
    answer: str,
    pause: timedelta,
    server: MailServer,
    sender: EmailSender,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answers[command].append(answer)
    error = await error_of(sender)
    assert (error.kind, error.is_dead, error.retry_after) == (ErrorKind.TRANSIENT, False, pause)
    assert [OPERATOR in call for call in calls_for_the_operator(caplog)] == [True] * (pause is PAUSE_WHEN_REFUSED)


async def test_the_words_of_a_server_are_kept_in_one_line_of_utf_8(server: MailServer, sender: EmailSender) -> None:
    server.answers["RCPT"].append("550-Boîte\r\n550 fermée \udce9 " + "x" * 400)
    told = str(await error_of(sender))
    assert told.startswith("550 Boîte fermée ? xxx")
    assert len(told) == email_sender.REASON_LIMIT


@pytest.mark.parametrize("address", ["", "anne", "anne@", "anne@ville.fr\r\nRCPT TO:<eve@evil.fr>", "é@ville.fr"])
async def test_an_address_that_is_none_is_dead(address: str, server: MailServer, sender: EmailSender) -> None:
    error = await error_of(sender, address)
    assert (error.kind, error.is_dead, server.connections) == (ErrorKind.PERMANENT, True, [])


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls", "smtps"])
async def test_whoever_knows_the_password_sends_encrypted(scheme: str) -> None:
    encryption = {"speaks_tls": scheme == "smtps", "offers_tls": scheme != "smtps"}
    async with MailServer("ville", "s3cr3t:à/@", **encryption) as server:
        sender = a_sender(server, "ville:s3cr3t%3A%C3%A0%2F%40@", scheme)
        await send(sender)
        await send(sender)
        await sender.close()
        assert (server.was_encrypted, server.logins) == ([True, True], 1)


async def test_a_wrong_password_is_tried_once_and_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with MailServer("ville", "right") as server:
        sender = a_sender(server, "ville:wr0ng-passw0rd@")
        error = await error_of(sender)
        logins = server.logins
        again = await error_of(sender)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    assert (error.kind, error.is_dead, error.retry_after) == (ErrorKind.TRANSIENT, False, PAUSE_WHEN_REFUSED)
    assert any(OPERATOR in line for line in calls_for_the_operator(caplog))
    assert "535 5.7.8 [redacted] is not the password" in str(error)
    assert "wr0ng" not in f"{error} {again} {ours}"
    assert server.logins == logins


@pytest.mark.parametrize(
    ("scheme", "offers_tls", "speaks_tls"),
    [("smtp+starttls", False, False), ("smtp+starttls", True, False), ("smtps", False, True)],
    ids=["nothing offered", "forged certificate at STARTTLS", "forged certificate"],
)
async def test_where_encryption_was_asked_for_nothing_is_sent_without(
    scheme: str, offers_tls: bool, speaks_tls: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with MailServer(offers_tls=offers_tls, speaks_tls=speaks_tls) as server:
        sender = EmailSender(f"{scheme}://127.0.0.1:{server.port}", "no-reply@ville.fr", "Cantine")
        error = await error_of(sender)
        await sender.close()
    assert (error.kind, error.retry_after) == (ErrorKind.TRANSIENT, PAUSE_WHEN_REFUSED)
    assert len(calls_for_the_operator(caplog)) == 1
    assert server.received == []


async def test_a_certificate_that_nobody_signed_will_do_where_encryption_was_only_offered() -> None:
    async with MailServer(offers_tls=True) as server:
        sender = EmailSender(f"smtp://127.0.0.1:{server.port}", "no-reply@ville.fr", "Cantine")
        await send(sender)
        await sender.close()
        assert server.was_encrypted == [True]
