"""Ticks: what is looked after every few seconds. Kept in memory, since what is due is known by the database."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

Work = Callable[[], Coroutine[Any, Any, object]]

_LAST_TICK = 0.05
"""Seconds for a tick that has just begun to end by itself: a shutdown would cancel it, and log that as an error."""

_log = logging.getLogger(__name__)


class Ticks:
    """Starts work at an even pace; work that is still under way is not started a second time.

    A tick does not do the work, it sets it going: APScheduler would cancel at its end what is under way, and a message
    cut off while it is sent may or may not have arrived.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._under_way: dict[str, asyncio.Task[object]] = {}

    def every(self, interval: timedelta, name: str, work: Work) -> None:
        """Do ``work`` at once, and at each tick. Before ``start``."""
        self._scheduler.add_job(
            self._tick,
            "interval",
            (name, work),
            seconds=interval.total_seconds(),
            next_run_time=datetime.now(UTC),
            name=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # a late tick is better than none
        )

    def start(self) -> None:
        """Tick from now on. Needs a running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, and let what is under way finish. Needs no ``start`` before it."""
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(_LAST_TICK)
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it only shuts down at the loop's next turn
        await asyncio.gather(*self._under_way.values())

    async def _tick(self, name: str, work: Work) -> None:
        if name not in self._under_way:
            self._under_way[name] = asyncio.create_task(self._do(name, work))

    async def _do(self, name: str, work: Work) -> None:
        try:
            await work()
        except Exception:
            _log.exception("%s failed; it is tried again at the next tick", name)
        finally:
            del self._under_way[name]
