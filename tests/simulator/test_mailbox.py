"""The mailbox: a real SMTP server that keeps what it is sent, and shows it without trusting it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import aiohttp
import aiosmtplib
import pytest

from simulator import mailbox
from simulator.clock import Clock
from simulator.mail import Mailbox
from simulator.server import Simulator
from tests.simulator.conftest import THURSDAY_NIGHT, TOKEN


@pytest.fixture
async def post() -> AsyncIterator[Simulator]:
    """A simulator with a mail server."""
    async with Simulator(TOKEN, "cantine_bot", Clock(THURSDAY_NIGHT), mail=True) as simulator:
        yield simulator


def letter(subject: str = "Rappel : cantine", to: str = "marion@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Cantine <cantine@example.org>", to, subject
    message["Message-ID"] = "<1.result@example.org>"
    message.set_content("Bonjour Élodie,\n\nà jeudi !\n")
    return message


async def send(post: Simulator, *messages: EmailMessage) -> None:
    host, _, port = post.smtp_url.removeprefix("smtp://").partition(":")
    async with aiosmtplib.SMTP(hostname=host, port=int(port)) as client:
        for message in messages:
            await client.send_message(message)


async def test_an_email_is_read_as_it_was_written(post: Simulator) -> None:
    message = letter(to="Élodie <elodie@example.org>, marion@example.org")
    message.add_alternative("<p>Bonjour <b>Élodie</b></p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="fiche d'été.pdf")
    await send(post, letter(), message)
    box = Mailbox(post.address)
    first, second = await box.mails()
    assert (first.text, first.html, first.files) == ("Bonjour Élodie,\n\nà jeudi !\n", None, ())
    assert second.html == "<p>Bonjour <b>Élodie</b></p>\n"
    assert second.recipients == ("elodie@example.org", "marion@example.org")
    assert second.headers["Message-ID"] == "<1.result@example.org>"
    assert timedelta() <= second.received_at - THURSDAY_NIGHT < timedelta(minutes=1)
    (file,) = second.files
    assert (file.file_name, file.mime_type) == ("fiche d'été.pdf", "application/pdf")
    assert await box.download(file) == b"%PDF"
    assert [mail.number for mail in await box.mails(to="elodie@example.org")] == [second.number]
    assert (await box.wait_for("cantine", to="marion@example.org")).number == second.number
    with pytest.raises(AssertionError, match=r"no e-mail 'Grève' within 0.02 s:\n  marion@example.org: Rappel"):
        await Mailbox(post.address, patience=0.02).wait_for("Grève")


async def test_an_email_nobody_can_read_is_still_shown(post: Simulator) -> None:
    strange = b"Subject: =?x?q?a?=\r\nContent-Type: text/plain; charset=klingon\r\n\r\nBonjour\r\n"
    host, _, port = post.smtp_url.removeprefix("smtp://").partition(":")
    async with aiosmtplib.SMTP(hostname=host, port=int(port)) as client:
        await client.sendmail("a@example.org", ["marion@example.org"], strange)
        await client.sendmail("a@example.org", ["marion@example.org"], b"")
    strange_one, empty = await Mailbox(post.address).mails()
    assert strange_one.text.startswith("Bonjour")
    assert empty.text.strip() == ""


async def test_an_email_cannot_do_anything_on_the_page(post: Simulator, http: aiohttp.ClientSession) -> None:
    message = letter()
    message.add_alternative("<script>parent.location = 'https://a.example'</script>", subtype="html")
    message.add_attachment("<script>1</script>", subtype="html", filename="page.html")
    await send(post, message)
    async with http.get(f"{post.address}/mails/1/html") as response:
        sealed = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in sealed
        assert "sandbox;" in sealed
        assert "script" not in sealed
    for path in ("attachments/0", "source"):
        async with http.get(f"{post.address}/mails/1/{path}") as response:
            assert response.headers["Content-Disposition"].startswith("attachment;")
            assert response.content_type == "application/octet-stream"


@pytest.mark.parametrize("path", ["/mails/9", "/mails/1/html", "/mails/1/attachments/0", "/mails/9/source"])
async def test_what_is_not_there_is_said_in_a_sentence(post: Simulator, http: aiohttp.ClientSession, path: str) -> None:
    await send(post, letter())
    async with http.get(post.address + path) as response:
        assert response.status == 404
        assert (await response.json())["error"]


async def test_only_the_newest_are_kept(post: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MOST", 2)
    await send(post, *(letter(subject) for subject in "abc"))
    assert [mail.subject for mail in await Mailbox(post.address).mails()] == ["b", "c"]
    monkeypatch.setattr(mailbox, "MOST_BYTES", 300)
    await send(post, letter("d"))
    assert [mail.subject for mail in await Mailbox(post.address).mails()] == ["d"]


async def test_a_mail_server_that_stopped_takes_nothing_in() -> None:
    server = mailbox.MailServer(Clock(datetime(2026, 11, 26, tzinfo=UTC)))
    with pytest.raises(RuntimeError):
        _ = server.url
    await server.start()
    port = int(server.url.rpartition(":")[2])
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port)
    await client.connect()
    server.stop()
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await client.noop()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await aiosmtplib.SMTP(hostname="127.0.0.1", port=port).connect()


async def test_a_simulator_without_mail_has_no_mailbox(telegram: Simulator, http: aiohttp.ClientSession) -> None:
    with pytest.raises(RuntimeError):
        _ = telegram.smtp_url
    async with http.get(f"{telegram.address}/mails") as response:
        assert response.status == 404
