"""The demo, started by the real command."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.e2e.phones import Phone, Telegram
from tests.e2e.processes import Cantine


@dataclass(frozen=True)
class Demo(Telegram):
    """A demo that runs, and its people, none of whom has started a chat yet."""

    process: Cantine
    marion: Phone
    karim: Phone
    sophie: Phone
    dominique: Phone

    async def everybody_starts(self) -> None:
        """All press START on their link of invitation."""
        people = (self.marion, self.karim, self.sophie, self.dominique)
        homes = await asyncio.gather(*(person.asks(f"/start {person.code}") for person in people))
        for person, home in zip(people, homes, strict=True):
            assert f"Bonjour {person.first_name}" in home.text


@asynccontextmanager
async def demo(process: Cantine) -> AsyncIterator[Demo]:
    """The demo that a process runs, once it is ready."""
    try:
        telegram = Telegram(await process.says(r"(http://127\.0\.0\.1:\d+)"))
        phones = await telegram.phones()
        people = (phones[name] for name in ("Marion", "Karim", "Sophie", "Dominique"))
        yield Demo(telegram.address, process, *people)
    finally:
        process.kill()
