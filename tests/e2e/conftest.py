"""The demo, started by the real command; and a bot whose chats are open in a browser as wide as a phone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, async_playwright

from core.organisation import Organisation
from tests.dialogs.bench import Bench
from tests.e2e.columns import PHONE, browser_path, quiet_browser
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


@pytest.fixture
async def bench(organisation: Organisation) -> AsyncIterator[Bench]:
    """A bot in a town to be built, and its chats in a browser."""
    async with Bench(organisation, web=True).running() as running:
        yield running


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A phone's page."""
    async with async_playwright() as playwright:
        browser = await quiet_browser(playwright, browser_path())
        yield await browser.new_page(locale="fr-FR", viewport=PHONE, reduced_motion="reduce")
        await browser.close()
