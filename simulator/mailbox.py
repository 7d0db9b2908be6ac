"""Where the e-mails of the demo and of tests arrive: a real SMTP server, on the loop that runs, for every address."""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from functools import cached_property
from typing import Final
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from simulator.bell import Bell
from simulator.clock import Clock

MOST: Final = 1000
MOST_BYTES: Final = 64 * 1024 * 1024
LARGEST: Final = 10 * 1024 * 1024


@dataclass(frozen=True)
class Attachment:
    """A file that came with an e-mail."""

    file_name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class ReceivedMail:
    """An e-mail, as it came. `sender` and `recipients` are the envelope's, `received_at` is by the world's clock."""

    number: int
    received_at: datetime
    sender: str
    recipients: list[str]
    source: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.source, EmailMessage, policy=policy.default)

    @cached_property
    def text(self) -> str | None:
        return _words(self.message.get_body(("plain",)))

    @cached_property
    def html(self) -> str | None:
        return _words(self.message.get_body(("html",)))

    @cached_property
    def attachments(self) -> list[Attachment]:
        return [_attachment(number, part) for number, part in enumerate(self.message.iter_attachments(), 1)]


class MailServer:
    """Takes e-mails in over SMTP and keeps the newest of them. `version` grows with each."""

    def __init__(self, clock: Clock) -> None:
        self.mails: deque[ReceivedMail] = deque()
        self.version = 0
        self.bell = Bell()
        self.closed = False
        self._clock = clock
        self._bytes = 0
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where it takes e-mails in, as in "smtp://127.0.0.1:41025". Raises RuntimeError before `start`."""
        if self._server is None:
            raise RuntimeError("the mail server is not started")
        host, port = self._server.sockets[0].getsockname()
        return f"smtp://{host}:{port}"

    async def start(self, port: int = 0) -> None:
        """Listen, on this machine only; port 0 takes a free one. Raises OSError when it is taken."""
        self._server = await asyncio.get_running_loop().create_server(self._session, "127.0.0.1", port)

    def stop(self) -> None:
        """Close all connections, let go who waits for e-mails. May be called again."""
        self.closed = True
        self.bell.ring()
        if self._server is not None:
            self._server.close()
        for session in self._sessions:
            if session.transport is not None:
                session.transport.close()
        self._server = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - SMTP's hook
        """Keep an e-mail; the answer to the sender."""
        source, recipients = envelope.original_content or b"", [str(recipient) for recipient in envelope.rcpt_tos]
        self.version += 1
        mail = ReceivedMail(self.version, self._clock.now(), envelope.mail_from or "", recipients, source)
        self.mails.append(mail)
        self._bytes += len(source)
        while len(self.mails) > MOST or self._bytes > MOST_BYTES:
            self._bytes -= len(self.mails.popleft().source)
        self.bell.ring()
        return "250 OK"

    def _session(self) -> SMTP:
        # The name is given: by default the server looks for its own in the network's directory.
        session = SMTP(self, hostname="localhost", ident="Cantine", data_size_limit=LARGEST, enable_SMTPUTF8=True)
        self._sessions.add(session)
        return session


def _words(part: MIMEPart | None) -> str | None:
    """A part that is text; in a character set nobody knows, as far as it can be read."""
    if part is None:
        return None
    try:
        words = str(part.get_content())
    except LookupError:
        words = _bytes_of(part).decode("utf-8", "replace")
    return words.replace("\r\n", "\n")


def _attachment(number: int, part: MIMEPart) -> Attachment:
    return Attachment(part.get_filename() or f"piece-{number}", part.get_content_type(), _bytes_of(part))


def _bytes_of(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else part.as_bytes()
