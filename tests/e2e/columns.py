"""The web chat as a person sees it in a browser: a column for each person."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, Playwright, ViewportSize, expect

PATIENCE = 30_000
"""Milliseconds a screen may take on a busy machine."""

PHONE: ViewportSize = {"width": 390, "height": 844}

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=fr-FR",
]
"""A browser that keeps to itself."""


_ROOT = Path(__file__).parent.parent.parent


_PLAIN = """
for (const rule of [".conversation { background: #d5e2c4 }", ".conversation::before { content: none }"])
  document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length);
"""
"""Without the pattern behind the messages, which is half of the size of a picture."""


async def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of a page as an artefact; with ``CANTINE_UPDATE_DOCS=1`` also where a guide shows it."""
    if os.environ.get("CANTINE_UPDATE_DOCS"):
        await page.evaluate(_PLAIN)
    keep(await page.screenshot(), name)


def keep(picture: bytes, name: str) -> None:
    """Keep a picture (PNG) as ``keep_picture`` does."""
    artefacts = Path(os.environ.get("CANTINE_ARTEFACTS", _ROOT / "artefacts"))
    artefacts.mkdir(parents=True, exist_ok=True)
    (artefacts / f"{name}.png").write_bytes(picture)
    shown = _ROOT / "docs" / "pictures" / f"{name}.png"
    if os.environ.get("CANTINE_UPDATE_DOCS") and shown.exists():
        shown.write_bytes(picture)


def browser_path() -> str:
    """Where a browser is; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    return found


async def quiet_browser(playwright: Playwright, path: str) -> Browser:
    """A browser that speaks French. Close it in the end."""
    return await playwright.chromium.launch(executable_path=path, args=QUIET, env={**os.environ, "LANGUAGE": "fr"})


class Column:
    """The chat of one person, or of one group."""

    def __init__(self, page: Page, person: int) -> None:
        self.root = page.locator(f'[data-person="{person}"]')
        self.field = self.root.locator("textarea")

    async def starts(self) -> None:
        """Press START, or, where there is a chat already, write /start."""
        # A column asked before its history has come would look like a chat already begun.
        await expect(self.root.locator(".message, [data-start]").first).to_be_visible(timeout=PATIENCE)
        known = await self.root.locator(".message").count()
        if await self.root.locator("[data-start]").is_visible():
            await self.root.locator("[data-start]").click()
        else:
            await self.field.fill("/start")
            await self.field.press("Enter")
        await expect(self.root.locator(".message").nth(known + 1)).to_be_visible(timeout=PATIENCE)
        await self.reads("Bonjour")

    def button(self, label: str) -> Locator:
        """The newest button whose label holds this."""
        return self.root.locator("button[data-callback]", has_text=label).last

    async def presses(self, *labels: str) -> None:
        """Press buttons, each as soon as it is there."""
        for label in labels:
            await self.button(label).click(timeout=PATIENCE)

    async def reads(self, words: str) -> Locator:
        """The newest message of the bot that holds these words, once there is one."""
        message = self.root.locator('.message[data-from="bot"]', has_text=words).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def writes(self, words: str) -> None:
        """Write a message."""
        await self.field.fill(words)
        await self.field.press("Enter")

    async def says_of(self, what: str, symbol: str) -> None:
        """Press the symbol in the row under a heading, until the screen has taken it."""
        keys = self.root.locator(".message").last.locator(".keys")
        headings = await keys.all_inner_texts()
        row = keys.nth(next(rank for rank, heading in enumerate(headings) if what in heading) + 1)
        await row.locator("button", has_text=symbol).click(timeout=PATIENCE)
        await self.reads(f"{what}\u00a0: {symbol}")

    @property
    def week(self) -> Locator:
        """The newest message that shows a week."""
        return self.root.locator(".message", has=self.root.page.locator('.key[title*="▶️"]')).last

    async def cell(self, service: str, day: date) -> Locator:
        """The cell of a service (its symbol) and a day in the newest week."""
        head = await self.week.locator(".keys").first.locator(".key").all_inner_texts()
        (column,) = (index for index, name in enumerate(head) if re.search(rf"\b{day.day}\b", name))
        row = self.week.locator(".keys", has=self.root.page.get_by_title(service, exact=True))
        return row.locator(".key").nth(column)

    async def sees(self, symbol: str, service: str, day: date) -> None:
        """A cell shows a symbol, sooner or later."""
        await expect(await self.cell(service, day)).to_have_text(symbol, timeout=PATIENCE)

    async def turns_to(self, week: str) -> None:
        """Turn the pages until the week is this one."""
        text = self.week.locator(".text")
        await expect(text).to_be_visible(timeout=PATIENCE)
        while week not in (shown := await text.inner_text()):
            await self.presses("▶️")
            await expect(text).not_to_have_text(shown, timeout=PATIENCE)
