"""A local Telegram: the Bot API, an API to play people, and the web chat, on one address; beside it, a mailbox.

    async with Simulator("42:secret", "cantine_bot", Clock(), people=[User(1, "Alix")]) as telegram:
        bot = Bot(telegram.token, …telegram.address…)

It serves chats of people with one bot, alone and in groups, and opens no connection but to a webhook on this machine.
"""

import asyncio
import re
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from aiohttp.web import (
    Application,
    AppRunner,
    FileResponse,
    HTTPNotFound,
    Request,
    SockSite,
    StreamResponse,
    middleware,
)

from simulator.calls import BODY_LIMIT, CallRecord
from simulator.clock import Clock
from simulator.delivery import Delivery
from simulator.exchange import Handler, say_why
from simulator.faults import Faults
from simulator.gateway import Gateway
from simulator.groups import Groups
from simulator.mail_reader import MailReader
from simulator.mailbox import MailServer
from simulator.people import Jump, People
from simulator.rate_limit import RateLimit
from simulator.world import User, World

WEB: Final = Path(__file__).with_name("web")
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Simulator:
    """One bot, its people, and the server they meet on. `ticks` is real time in seconds, for tests to bend.

    With `mail`, an SMTP server takes in every e-mail, and the web chat shows them.
    Raises ValueError for a token that has not the form `<id>:<secret>`.
    """

    def __init__(
        self,
        token: str,
        bot_username: str,
        clock: Clock,
        *,
        people: Iterable[User] = (),
        jumps: Sequence[Jump] = (),
        web: bool = True,
        mail: bool = False,
        rate_limits: bool = False,
        webhook_retry_seconds: float = 1.0,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        if not re.fullmatch(r"[1-9]\d*:[A-Za-z0-9_-]+", token):
            raise ValueError("a bot token has the form <id>:<secret>")
        self.token = token
        self.clock = clock
        self.world = World(token, bot_username, clock, ticks)
        for user in people:
            self.world.add(user)
        self._gateway = Gateway(self.world, RateLimit(ticks) if rate_limits else None)
        self._people = People(self.world, self._gateway, jumps)
        self._groups = Groups(self.world)
        self._delivery = Delivery(self.world, self._gateway.perform, webhook_retry_seconds)
        self._mail = MailServer(clock) if mail else None
        self._web = web
        self._runner: AppRunner | None = None
        self._delivering: asyncio.Task[None] | None = None
        self._address: str | None = None

    @property
    def address(self) -> str:
        """Where it listens, as in "http://127.0.0.1:41231". Raises RuntimeError before `start`."""
        if self._address is None:
            raise RuntimeError("the simulator is not started")
        return self._address

    @property
    def smtp_url(self) -> str:
        """Where e-mails are taken in, as in "smtp://127.0.0.1:41025". Raises RuntimeError where, or while, none are."""
        if self._mail is None:
            raise RuntimeError("the simulator takes no e-mails in")
        return self._mail.url

    @property
    def calls(self) -> list[CallRecord]:
        """Every call received, in the order of their answers."""
        return self._gateway.calls

    @property
    def faults(self) -> Faults:
        """The faults armed, to arm more."""
        return self._gateway.faults

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the address is taken."""
        listening = socket.create_server((host, port))
        self._runner = AppRunner(self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        await SockSite(self._runner, listening).start()
        if self._mail is not None:
            await self._mail.start()
        self._address = f"http://{host}:{listening.getsockname()[1]}"
        self._delivering = asyncio.create_task(self._delivery.run())

    async def stop(self) -> None:
        """Let long polls go, close all connections. May be called again."""
        self.world.updates.close()
        for chat in self.world.conversations():
            chat.bell.ring()
        if self._mail is not None:
            self._mail.stop()
        if self._delivering is not None:
            self._delivering.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivering
        if self._runner is not None:
            await self._runner.cleanup()
        self._delivering = self._runner = self._address = None

    async def __aenter__(self) -> Self:
        if self._address is None:
            await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> Application:
        application = Application(middlewares=[_add_headers, say_why], client_max_size=BODY_LIMIT)
        application.add_routes(self._gateway.routes())
        application.add_routes(self._people.routes())
        application.add_routes(self._groups.routes())
        if self._mail is not None:
            application.add_routes(MailReader(self._mail).routes())
        if self._web:
            application.router.add_get("/", _index)
            application.router.add_get("/mailbox", _mailbox)
            application.router.add_get("/web/{name:[A-Za-z0-9_.-]+}", _web_file)
        return application


@middleware
async def _add_headers(request: Request, handler: Handler) -> StreamResponse:
    """Nothing is cached, and the web chat loads from here only; a handler may be stricter."""
    response = await handler(request)
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


async def _index(request: Request) -> StreamResponse:
    return FileResponse(WEB / "index.html")


async def _mailbox(request: Request) -> StreamResponse:
    return FileResponse(WEB / "mailbox.html")


async def _web_file(request: Request) -> StreamResponse:
    path = WEB / request.match_info["name"]
    if path.name != request.match_info["name"] or not path.is_file():
        raise HTTPNotFound
    return FileResponse(path)
