"""python-telegram-bot's requests over aiohttp: several times as many a second as over its own httpx.

In Telegram's URLs the token is a part of the path, and some of aiohttp's errors quote the URL. So each of them is
told in words of our own, raised where no traceback shows the original.
"""

from http import HTTPStatus

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 512
"""At once at most: a thousand calls a second that take half a second each."""

_FORM = "application/x-www-form-urlencoded"

Seconds = float | None


class NotSentError(NetworkError):
    """The request did not leave."""


class AnswerLostError(NetworkError):
    """The request left, or a part of it did, and there is no telling what became of it."""


class AiohttpRequest(BaseRequest):
    """Connections to the Bot API, kept open between calls. Time-outs are in seconds.

    Opened by the first call, as a session needs a running loop; ``shutdown`` when done. Redirections are not followed:
    a token is for one host.
    """

    def __init__(
        self,
        *,
        connect_timeout: Seconds,
        write_timeout: Seconds,
        read_timeout: Seconds,
        pool_timeout: Seconds,
        connections: int = CONNECTIONS,
    ) -> None:
        self._connect = connect_timeout
        self._write = write_timeout
        self._read = read_timeout
        self._pool = pool_timeout
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> Seconds:
        """Seconds to wait for an answer, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Make ready; done by the first call otherwise."""
        self._opened()

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. A time-out is a number, None for none at all, or the library's sign for the
        default. Raises ``NotSentError``, ``TimedOut`` and ``AnswerLostError``."""
        timeout = _timeout(
            connect=_chosen(connect_timeout, self._connect),
            pool=_chosen(pool_timeout, self._pool),
            write=_chosen(write_timeout, self._write),
            read=_chosen(read_timeout, self._read),
        )
        body, headers = _body(request_data)
        try:
            async with self._opened().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
        except (ClientError, OSError) as error:  # a TimeoutError is an OSError
            failure = _told(error)
        else:
            if status != HTTPStatus.GATEWAY_TIMEOUT:
                return status, payload
            failure = AnswerLostError("a gateway gave up waiting for the answer (504)")
        raise failure

    def _opened(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, ttl_dns_cache=60),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session


def _chosen(given: object, default: Seconds) -> Seconds:
    return given if given is None or isinstance(given, float | int) else default


def _timeout(*, connect: Seconds, pool: Seconds, write: Seconds, read: Seconds) -> ClientTimeout:
    """aiohttp counts the wait for a free connection into that for a connection, and bounds a write by the total."""
    return ClientTimeout(
        total=_sum(connect, pool, write, read), connect=_sum(connect, pool), sock_connect=connect, sock_read=read
    )


def _sum(*parts: Seconds) -> Seconds:
    bounded = [part for part in parts if part is not None]
    return sum(bounded) if len(bounded) == len(parts) else None


def _body(request: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """What is sent, and the headers that say so."""
    if request is None:
        return None, {}
    if not request.contains_files:
        return request.url_encoded_parameters().encode(), {"Content-Type": _FORM}
    form = FormData(quote_fields=False)  # Telegram takes names of files as UTF-8, not percent-encoded
    for name, value in request.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in request.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form, {}


def _told(error: ClientError | OSError) -> NetworkError:
    """What an error of aiohttp says of the request, without the URL."""
    kind = type(error).__name__
    match error:
        case ClientConnectorError():
            return NotSentError(f"{kind}: {error}")  # names the host alone
        case ConnectionTimeoutError() | InvalidURL():
            return NotSentError(kind)
        case TimeoutError():
            return TimedOut(kind)
    return AnswerLostError(kind)
