"""A strike told to a town: how long it takes to enqueue, how fast it goes out, and whether the limit is kept."""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy import insert

from benchmarks.town import DAYS, NOW, organisation
from core.db import tables as t
from core.model.announcements import Order
from core.model.notices import AnnouncementKind, Audience, StrikeMode
from core.model.people import Role, Scope, StaffActor
from core.organisation import Organisation, UnitOfWork
from core.usecases.announcing import announce

_MANAGER = StaffActor(1, Role.MANAGER, (Scope(),))
_SCHOOL = 1


@dataclass(frozen=True, slots=True)
class Strike:
    """A strike told to so many families, one chat each: seconds to enqueue it, then how it went out.

    ``rate``: messages a second, from the start of the process's work; ``held``: from the first that arrived to the
    last; ``busiest``: in any second. Memory in MB, at the start and at its peak.
    """

    messages: int
    enqueued: float
    rate: float
    held: float
    busiest: int
    before: float
    peak: float


@dataclass
class _Telegram:
    """Accepts every message, and remembers when."""

    arrivals: list[float] = field(default_factory=list)

    async def accept(self, _request: web.Request) -> web.Response:
        self.arrivals.append(time.monotonic())
        message = {"message_id": len(self.arrivals), "date": 0, "chat": {"id": 1, "type": "private"}, "text": "-"}
        return web.json_response({"ok": True, "result": message})


async def strike(families: int, limit: int, database: str = "sqlite") -> Strike:
    """Announce a strike to a town of two children a family, and send it at no more than ``limit`` a second (0: any)."""
    async with organisation(2 * families, database) as town, _telegram() as (telegram, address):
        await town.write(_link, families)
        start = time.perf_counter()
        await town.write(announce, _MANAGER, _order(), NOW)
        enqueued = time.perf_counter() - start
        sent = await _drain(town, address, limit)
    assert sent["messages"] == len(telegram.arrivals) == families
    return Strike(
        families,
        enqueued,
        families / sent["seconds"],
        (families - 1) / (max(telegram.arrivals) - min(telegram.arrivals)),
        busiest_second(telegram.arrivals),
        sent["before"],
        sent["peak"],
    )


def _link(uow: UnitOfWork, families: int) -> None:
    chats = [{"telegram_id": i, "guardian_id": i, "locale": "fr", "linked_at": NOW} for i in range(1, families + 1)]
    uow.tx.execute(insert(t.chats), chats)


def _order() -> Order:
    audience = Audience(school_ids=frozenset({_SCHOOL}), first_day=DAYS[0], last_day=DAYS[0])
    modes = {_SCHOOL: StrikeMode.CLOSED}
    return Order("bench", AnnouncementKind.STRIKE, audience, "Grève nationale.", modes)


@asynccontextmanager
async def _telegram() -> AsyncIterator[tuple[_Telegram, str]]:
    telegram = _Telegram()
    app = web.Application()
    app.router.add_post("/{path:.*}", telegram.accept)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield telegram, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _drain(town: Organisation, telegram: str, limit: int) -> dict[str, float]:
    url = town.database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.drain", url, telegram, str(limit)), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    figures: dict[str, float] = json.loads(output)
    return figures


def busiest_second(arrivals: Iterable[float]) -> int:
    """The most arrivals in any window of one second."""
    window: deque[float] = deque()
    busiest = 0
    for at in sorted(arrivals):
        window.append(at)
        while window[0] <= at - 1:
            window.popleft()
        busiest = max(busiest, len(window))
    return busiest
