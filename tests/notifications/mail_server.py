"""A real SMTP server on this machine, which can be told to refuse, to hang up or to be silent."""

import asyncio
import email
import ssl
from collections import defaultdict, deque
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")

DROP = "drop"
"""Instead of an answer: cut the connection."""
SILENCE = "silence"
"""Instead of an answer: nothing, for ever."""
LATE_DROP = "late drop"
"""At DATA: take the message, and cut the connection instead of saying so."""


class Connection(SMTP):
    """One connection; ``closed`` once it is."""

    def __init__(self, handler: "MailServer", tls: ssl.SSLContext | None) -> None:
        super().__init__(
            handler,
            hostname="mail.test",
            tls_context=tls,
            authenticator=handler.authenticate,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )
        self.closed = asyncio.Event()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.closed.set()


class MailServer:
    """``answers`` holds, by command, what the next ones are told instead of yes: an SMTP answer or one of the above.

    ``login`` and ``password`` are the only ones it knows. ``offers_tls``: STARTTLS.
    """

    def __init__(
        self, login: str = "", password: str = "", *, offers_tls: bool = False, speaks_tls: bool = False
    ) -> None:
        self.answers: defaultdict[str, deque[str]] = defaultdict(deque)
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections: list[Connection] = []
        self.was_encrypted: list[bool] = []
        self.logins = 0
        self._login = (login.encode(), password.encode())
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        self._starttls = context if offers_tls else None
        self._tls = context if speaks_tls else None
        self.port = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            self._connection, "127.0.0.1", self.port, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.hang_up()
        await self._server.wait_closed()

    def hang_up(self) -> None:
        """Cut every connection."""
        for connection in self.connections:
            if connection.transport is not None:
                _cut(connection)

    def _connection(self) -> Connection:
        connection = Connection(self, self._starttls)
        self.connections.append(connection)
        return connection

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.logins += 1
        if tuple(given) == self._login:
            return AuthResult(success=True)
        return AuthResult(
            success=False, handled=False, message=f"535 5.7.8 {given.password.decode()} is not the password"
        )

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> bytes:
        envelope.mail_from = address
        return await self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> bytes:
        answer = await self._answer("RCPT", server)
        if answer.startswith(b"2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> bytes:  # noqa: N802
        return await self._answer("RSET", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> bytes:  # noqa: N802
        answers = self.answers["DATA"]
        if answers and answers[0] != LATE_DROP:
            return await self._answer("DATA", server)
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        self.recipients += envelope.rcpt_tos
        self.was_encrypted.append(session.ssl is not None or self._tls is not None)
        return await self._answer("DATA", server)

    async def _answer(self, command: str, server: SMTP) -> bytes:
        answers = self.answers[command]
        answer = answers.popleft() if answers else "250 OK"
        if answer == SILENCE:
            await asyncio.Event().wait()
        if answer in (DROP, LATE_DROP):
            _cut(server)
        return answer.encode(errors="surrogateescape")


def _cut(connection: SMTP) -> None:
    assert isinstance(connection.transport, asyncio.WriteTransport)
    connection.transport.abort()
