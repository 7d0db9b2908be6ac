"""The mailbox and a group as a person sees them in a browser, fed over SMTP and the Bot API, without the bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import aiohttp
import aiosmtplib
import pytest
from playwright.async_api import Page, async_playwright, expect

from simulator.clock import Clock
from simulator.person import Member, Person
from simulator.server import Simulator
from simulator.world import User
from tests.e2e.columns import Column, browser_path, quiet_browser

pytestmark = pytest.mark.browser

TOKEN = "4242:test_token"
DOMINIQUE, COOK = User(101, "Dominique", "Serpolet"), User(102, "Maé", "Fenouil", has_column=False)
READ = {"inline_keyboard": [[{"text": "J’ai lu", "callback_data": "read:1"}]]}


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Two people and a mail server, on the eve of the deadline."""
    clock = Clock(datetime(2026, 11, 26, 17, 0, tzinfo=UTC))
    people = [User(**vars(user)) for user in (DOMINIQUE, COOK)]
    async with Simulator(TOKEN, "cantine_bot", clock, people=people, mail=True) as simulator:
        yield simulator


@pytest.fixture
async def page(telegram: Simulator) -> AsyncIterator[Page]:
    """A page on which nothing goes wrong."""
    wrong: list[str] = []
    async with async_playwright() as playwright:
        browser = await quiet_browser(playwright, browser_path())
        page = await browser.new_page(locale="fr-FR", viewport={"width": 1200, "height": 800})
        page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
        await browser.close()
    assert wrong == []


async def ask(telegram: Simulator, method: str, **params: object) -> None:
    """A call of the bot."""
    url = f"{telegram.address}/bot{TOKEN}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=params) as response:
        assert response.ok, await response.text()


async def post(telegram: Simulator, subject: str, to: str) -> None:
    """An e-mail with two parts and a file."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Cantine <cantine@example.org>", to, subject
    message.set_content("Bonjour, à jeudi")
    message.add_alternative("<p style='color: green'>Bonjour, <b>à jeudi</b></p>", subtype="html")
    message.add_attachment(b"a;b", maintype="text", subtype="csv", filename="été.csv")
    address = urlsplit(telegram.smtp_url)
    async with aiosmtplib.SMTP(hostname=address.hostname, port=address.port) as client:
        await client.send_message(message)


async def test_emails_come_to_the_mailbox_as_they_are_sent(telegram: Simulator, page: Page) -> None:
    await post(telegram, "Rappel", "marion@example.org")
    await page.goto(telegram.address)
    await expect(page.locator(".mail-link .badge")).to_have_text("1")
    await page.locator(".mail-link").click()
    mails = page.locator(".mail")
    await expect(mails).to_have_count(1)
    await post(telegram, "Grève <b>jeudi</b>", "Élodie <elodie@example.org>")
    await expect(mails).to_have_count(2)
    await expect(mails.first).to_contain_text("Grève <b>jeudi</b>")
    await expect(mails.first).to_contain_text("jeu. 26 nov. 18:00")
    await page.get_by_label("Chercher un courriel").fill("ELODIE")
    await expect(page.locator(".mail:visible")).to_have_count(1)
    await mails.first.click()
    await expect(page.get_by_role("heading", name="Grève <b>jeudi</b>")).to_be_visible()
    await expect(page.locator(".envelope")).to_contain_text("Élodie <elodie@example.org>")
    body = page.frame_locator("iframe")
    await expect(body.locator("b")).to_have_text("à jeudi")
    assert await body.locator("p").evaluate("p => getComputedStyle(p).color") == "rgb(0, 128, 0)"
    await page.get_by_role("button", name="Texte seul").click()
    await expect(page.locator(".body pre")).to_have_text("Bonjour, à jeudi")
    async with page.expect_download() as saving:
        await page.locator(".files .document").click()
    assert (await saving.value).suggested_filename == "été.csv"


async def test_a_group_is_one_more_column(telegram: Simulator, page: Page) -> None:
    group = await Person(telegram.address, DOMINIQUE.id).create_group("Équipe cuisine", COOK.id, with_bot=True)
    await page.goto(telegram.address)
    column = Column(page, group.group_id)
    await expect(page.locator(".person")).to_have_count(2)  # the cook writes in the group only
    await column.field.fill("/link ABC")
    await column.field.press("Enter")
    await Member(telegram.address, COOK.id, group.group_id).send("On est prêts")
    await ask(telegram, "sendMessage", chat_id=group.group_id, text="Grève jeudi", reply_markup=READ)
    await column.reads("Grève jeudi")
    senders = column.root.locator(".sender")
    await expect(senders).to_have_text(["Dominique Serpolet", "Maé Fenouil", "cantine_bot"])
    await expect(column.root.locator('[data-from="person"]')).to_contain_text("/link ABC")
    await column.root.get_by_label("Écrire en tant que").select_option("Maé Fenouil")
    await expect(column.root.locator('[data-from="person"]')).to_contain_text("On est prêts")
    await column.presses("J’ai lu")
    await expect(column.button("J’ai lu")).to_have_attribute("aria-busy", "true")
    presses = [update["callback_query"] for update in telegram.world.updates.pending() if "callback_query" in update]
    assert [press["from"]["first_name"] for press in presses] == ["Maé"]
    await group.upgrade()
    await expect(column.root).to_have_count(0)
    await expect(page.locator(".person .service")).to_have_text("Le groupe est devenu un supergroupe")
    await expect(page.locator(".person")).to_have_count(2)
