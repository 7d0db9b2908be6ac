"""Messages by e-mail, by aiosmtplib, over one connection that is kept for the next."""

import asyncio
import logging
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPStatus,
    SMTPTimeoutError,
)

from core.rules.addresses import without_emails
from notifications.email_format import Letterhead, as_email, checked, usable
from notifications.gate import Priority
from notifications.redaction import Redaction
from notifications.smtp_url import SmtpServer, parse_smtp_url
from notifications.transport import Envelope, ErrorKind, Receipt, TransportError

CONNECT_SECONDS = 10.0
"""For a connection, its encryption and the login."""
ENVELOPE_SECONDS = 8.0
"""For the sender and the recipient."""
DATA_SECONDS = 20.0
"""For the message and its acknowledgement, which may come after a look for viruses."""
ALIVE_SECONDS = 2.0
"""For a kept connection to show that it still is one, and for a farewell."""
IDLE_SECONDS = 30.0
"""After which a connection without a message is closed."""

PAUSE_WHEN_DOWN = timedelta(seconds=30)
PAUSE_WHEN_REFUSED = timedelta(minutes=5)
"""Servers lock out those who try a wrong password again and again."""

REASON_LIMIT = 300

_OF_US = re.compile(r"(502|503|530|534|535|538)\b|5\d\d (5\.[57]\.|(?!5\.\d).*\brelay)", re.IGNORECASE)
"""The refusal of a recipient that speaks of us: of what we say, or may do (RFC 3463, classes 5 and 7)."""
_FULL = re.compile(r"552\b|5\d\d 5\.2\.2\b")
"""A mailbox that is there, and full."""

_NO_ANSWER = (SMTPServerDisconnected, SMTPTimeoutError, OSError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Pause:
    """Until when, on the loop's clock, nothing is tried, and why."""

    ends: float
    reason: str


def _now() -> datetime:
    return datetime.now(UTC)


class EmailSender:
    """Sends messages by e-mail, one at a time. Opens nothing before the first; ``close`` when done.

    ``url`` as ``parse_smtp_url`` takes it; ``service_address`` is where people write to the service, by default the
    sender's. A server that cannot be used is left alone for a while. Raises ``ValueError`` for a URL or an address
    that is none.
    """

    def __init__(
        self,
        url: str,
        sender_address: str,
        sender_name: str,
        service_address: str | None = None,
        *,
        clock: Callable[[], datetime] = _now,
        idle_seconds: float = IDLE_SECONDS,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        server = parse_smtp_url(url)
        self._letterhead = Letterhead(checked(sender_address), sender_name, checked(service_address or sender_address))
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._redaction = Redaction(server.secrets)
        self._client = _client(server, tls_context)
        self._lock = asyncio.Lock()
        self._idling: asyncio.Task[None] | None = None
        self._pause: _Pause | None = None

    async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
        """See ``Sender.send``; ``priority`` has no say, as there is no gate. Raises ``TransportError``."""
        try:
            recipient = checked(envelope.address)
        except ValueError as error:
            raise TransportError(str(error), ErrorKind.PERMANENT, is_dead=True) from error
        copy = usable(envelope.message.copy_to)
        async with self._turn(patience):
            self._wait_for_mending()
            try:
                await self._connect()
                await self._address(recipient)
                if copy is not None and not await self._takes_copy(copy):
                    envelope = replace(envelope, message=replace(envelope.message, copy_to=""))
                await self._hand_over(as_email(envelope, self._letterhead, self._clock()).as_bytes())
            except BaseException as error:
                if not isinstance(error.__cause__, SMTPResponseException):
                    self._client.close()  # an answer that was not waited for would be taken for the next one
                raise
        return Receipt()

    async def close(self) -> None:
        """Close the connection, once what is being sent is finished."""
        async with self._lock:
            self._stop_idling()
            await self._hang_up()

    @asynccontextmanager
    async def _turn(self, patience: timedelta) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(patience.total_seconds()):
                await self._lock.acquire()
        except TimeoutError as error:
            raise TransportError("no turn in time", ErrorKind.TRANSIENT, retry_after=timedelta()) from error
        self._stop_idling()
        try:
            yield
        finally:
            if self._client.is_connected:
                self._idling = asyncio.create_task(self._close_when_idle())
            self._lock.release()

    def _wait_for_mending(self) -> None:
        """What is in the queue of a server that is down need not find out one by one."""
        if self._pause is not None and (left := self._pause.ends - asyncio.get_running_loop().time()) > 0:
            raise TransportError(self._pause.reason, ErrorKind.TRANSIENT, retry_after=timedelta(seconds=left))

    async def _connect(self) -> None:
        """See that there is a connection. One that was kept may be dead, and holds what was left of a message."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                if not await self._is_alive():
                    await self._client.connect()
        except (*_NO_ANSWER, SMTPException) as error:
            raise self._unusable(error) from error

    async def _is_alive(self) -> bool:
        if not self._client.is_connected:
            return False
        try:
            await self._client.rset(timeout=ALIVE_SECONDS)
        except (SMTPException, OSError):
            self._client.close()
            return False
        return True

    async def _address(self, recipient: str) -> None:
        try:
            async with asyncio.timeout(ENVELOPE_SECONDS):
                await self._client.mail(self._letterhead.sender_address)
                await self._client.rcpt(recipient)
        except SMTPSenderRefused as error:
            raise self._unusable(error) from error
        except SMTPRecipientRefused as error:
            raise self._not_taken(error) from error
        except (*_NO_ANSWER, SMTPException) as error:
            raise TransportError(self._reason(error), ErrorKind.TRANSIENT) from error

    async def _takes_copy(self, recipient: str) -> bool:
        """Whether somebody else is taken for a copy; where not, the message goes to its recipient all the same."""
        try:
            async with asyncio.timeout(ENVELOPE_SECONDS):
                await self._client.rcpt(recipient)
        except SMTPRecipientRefused as error:
            _log.warning("A copy was not taken: %s", self._reason(error))
            if error.code == SMTPStatus.domain_unavailable:  # and hangs up
                raise TransportError(self._reason(error), ErrorKind.TRANSIENT) from error
            return False
        except (*_NO_ANSWER, SMTPException) as error:
            raise TransportError(self._reason(error), ErrorKind.TRANSIENT) from error
        return True

    async def _hand_over(self, content: bytes) -> None:
        try:
            async with asyncio.timeout(DATA_SECONDS):
                await self._client.data(content)
        except SMTPDataError as error:
            raise TransportError(self._reason(error), _KINDS.get(error.code // 100, ErrorKind.UNKNOWN)) from error
        except (*_NO_ANSWER, SMTPException) as error:
            raise TransportError(self._reason(error), ErrorKind.UNKNOWN) from error

    def _unusable(self, error: Exception) -> TransportError:
        """Nothing can be sent to anybody for now; where the server says so for good, the operator has to act."""
        reason = self._reason(error)
        is_refused = _is_permanent(error)
        if is_refused:
            _log.critical("The mail server does not take our messages: %s. Check CANTINE_SMTP_URL.", reason)
        pause = PAUSE_WHEN_REFUSED if is_refused else PAUSE_WHEN_DOWN
        self._pause = _Pause(asyncio.get_running_loop().time() + pause.total_seconds(), reason)
        return TransportError(reason, ErrorKind.TRANSIENT, retry_after=pause)

    def _not_taken(self, error: SMTPRecipientRefused) -> TransportError:
        reason = self._reason(error)
        if _KINDS.get(error.code // 100) is not ErrorKind.PERMANENT:
            return TransportError(reason, ErrorKind.TRANSIENT)
        if _OF_US.match(reason):
            _log.critical("The mail server does not take a message for its recipient from us: %s", reason)
            return TransportError(reason, ErrorKind.TRANSIENT)
        return TransportError(reason, ErrorKind.PERMANENT, is_dead=not _FULL.match(reason))

    def _reason(self, error: Exception) -> str:
        """One line without secrets or addresses, as it is logged; the words of a server need not be UTF-8."""
        told = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else _named(error)
        line = " ".join(told.encode(errors="replace").decode().split())
        return without_emails(self._redaction.redacted(line))[:REASON_LIMIT]

    async def _close_when_idle(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._lock:
            await self._hang_up()

    def _stop_idling(self) -> None:
        if self._idling is not None:
            self._idling.cancel()
            self._idling = None

    async def _hang_up(self) -> None:
        if self._client.is_connected:
            with suppress(SMTPException, OSError):
                await self._client.quit(timeout=ALIVE_SECONDS)
        self._client.close()


_KINDS = {4: ErrorKind.TRANSIENT, 5: ErrorKind.PERMANENT}
"""By the first figure of an answer (RFC 5321, section 4.2.1)."""


def _is_permanent(error: Exception) -> bool:
    """A refusal for good, a certificate that is wrong, or a server without what was asked for."""
    if isinstance(error, SMTPResponseException):
        return _KINDS.get(error.code // 100) is ErrorKind.PERMANENT
    is_forged = any(isinstance(each, ssl.SSLCertVerificationError) for each in (error, error.__cause__))
    return is_forged or not isinstance(error, _NO_ANSWER)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _client(server: SmtpServer, tls_context: ssl.SSLContext | None) -> SMTP:
    """Certificates are checked where encryption was asked for. Where it is only taken as offered, whoever could forge
    one could as well hide the offer, and the mail server of the same machine often has one that nobody signed."""
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.use_tls,
        start_tls=True if server.needs_starttls else None,
        validate_certs=server.use_tls or server.needs_starttls,
        tls_context=tls_context,
    )
