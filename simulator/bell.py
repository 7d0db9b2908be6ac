"""Waking long polls."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes everybody who waits for a change, without a lock: all state lives in one event loop."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now; later waits wait for the next ring."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after `seconds` of real time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
