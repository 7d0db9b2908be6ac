"""The web chat of the demo, in a real browser. ``CANTINE_UPDATE_DOCS=1`` keeps the picture of the README too."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Route, ViewportSize, async_playwright, expect

from simulator.mail import Mailbox
from tests.e2e.columns import PATIENCE, PHONE, Column, browser_path, keep_picture, quiet_browser
from tests.e2e.conftest import Demo, demo
from tests.e2e.processes import Cantine

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ROOT = Path(__file__).parent.parent.parent
CANTEEN = "🍽"
MONDAY, TUESDAY, THURSDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3)
NEXT_WEEK, WEEK_AFTER = "du 30 novembre au 4 décembre", "du 7 au 11 décembre"
THIS_THURSDAY = date(2026, 11, 26)

PLAIN = """
for (const rule of [
  ".conversation { background: #d5e2c4 }",
  ".conversation::before { content: none }",
  "[data-move] { display: none }",
]) document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length);
"""
"""For the picture of the README: without the pattern, which is half of its size, and the field that speaks the language
of the browser."""

DESKTOP: ViewportSize = {"width": 1400, "height": 900}

Open = Callable[[ViewportSize], Awaitable[Page]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Demo, Browser]]:
    """A demo and a browser, which start side by side."""
    path = browser_path()
    process = Cantine(tmp_path_factory.mktemp("demo"), "demo", "--port", "0")
    async with async_playwright() as playwright, demo(process) as running:
        browser = await quiet_browser(playwright, path)
        yield running, browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def opened(town: tuple[Demo, Browser]) -> AsyncIterator[Open]:
    """Opens the page; at the end nothing was asked of anybody else, and nothing went wrong."""
    running, browser = town
    context = await browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce")
    wrong: list[str] = []

    async def open_page(size: ViewportSize) -> Page:
        page = await context.new_page()
        await page.set_viewport_size(size)
        page.on("console", lambda said: wrong.append(said.text) if _is_wrong(said) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(running.address) else wrong.append(asked.url))
        await page.goto(running.address)
        return page

    yield open_page
    await context.close()
    assert wrong == []
    assert await running.refused() == []


def _is_wrong(said: ConsoleMessage) -> bool:
    """A refused press (409) is an answer, though the browser complains of it."""
    return said.type in {"error", "warning"} and "409" not in said.text


def _people(page: Page, running: Demo) -> tuple[Column, Column, Column, Column]:
    phones = (running.marion, running.karim, running.sophie, running.dominique)
    marion, karim, sophie, dominique = (Column(page, phone.id) for phone in phones)
    return marion, karim, sophie, dominique


async def test_a_family_books_the_service_validates_and_both_parents_see_it(
    town: tuple[Demo, Browser], opened: Open
) -> None:
    page = await opened(DESKTOP)
    marion, karim, sophie, dominique = _people(page, town[0])
    for person in (dominique, sophie, karim, marion):
        await person.starts()
    await karim.reads("nouvel appareil")
    await _an_answer_for_sophie_is_on_its_way(sophie, dominique)
    await _book(karim, MONDAY, TUESDAY)
    await karim.presses("Envoyer", "Accueil", "Planning")
    await karim.turns_to(NEXT_WEEK)
    await karim.sees("🚧", CANTEEN, MONDAY)
    await _choose(marion, THURSDAY)
    await _an_hour_later(page)
    await sophie.reads("c’est réservé")
    await keep_picture(page, "desktop")
    await _keep_for_readme(page)
    await marion.presses("Récapitulatif", "Envoyer")
    await marion.reads("🚧")
    await dominique.presses("Tout valider", "excuser")
    await dominique.reads("validées")
    await _an_hour_later(page)
    for guardian in (marion, karim):
        await guardian.reads("jeudi 3 décembre")
        await guardian.starts()
        await guardian.presses("📅 Planning")
        await guardian.turns_to(NEXT_WEEK)
        for day in (MONDAY, TUESDAY, THURSDAY):
            await guardian.sees("✅", CANTEEN, day)
    await keep_picture(page, "results")


async def _an_answer_for_sophie_is_on_its_way(sophie: Column, dominique: Column) -> None:
    await sophie.presses("Réserver")
    await sophie.turns_to(WEEK_AFTER)
    await sophie.presses(CANTEEN, "Récapitulatif", "Envoyer")
    await sophie.reads("🚧")
    await dominique.presses("📥 Demandes", "7/12", "Tout valider", "✅ Confirmer", "Autres demandes")
    await dominique.reads("demandes à décider")


async def _choose(guardian: Column, *days: date) -> None:
    await guardian.starts()
    await guardian.presses("🍽 Réserver")
    await guardian.reads("Réserver pour")
    for day in days:
        await (await guardian.cell(CANTEEN, day)).click()
        await guardian.sees("🟢", CANTEEN, day)


async def _book(guardian: Column, *days: date) -> None:
    """Up to the recap."""
    await _choose(guardian, *days)
    await guardian.presses("Récapitulatif")
    await guardian.reads("À envoyer")


async def _an_hour_later(page: Page) -> None:
    await page.locator('button[data-advance="3600"]').click()


async def _keep_for_readme(page: Page) -> None:
    if os.environ.get("CANTINE_UPDATE_DOCS"):
        teacher = await page.locator("[data-person]", has_text="Claude").get_attribute("data-person")
        claude = Column(page, int(teacher or 0))
        await claude.starts()
        await claude.presses("Pointage", "Tout pointer")
        await expect(claude.button("Annuler")).to_be_visible(timeout=PATIENCE)
        await page.evaluate(PLAIN)
        await page.mouse.move(0, 0)
        picture = await page.screenshot()
        assert len(picture) <= 350 * 1024
        (ROOT / "docs" / "demo.png").write_bytes(picture)


async def test_an_absence_is_refused_and_the_parent_reads_why(town: tuple[Demo, Browser], opened: Open) -> None:
    page = await opened(DESKTOP)
    marion, _, _, dominique = _people(page, town[0])
    await marion.starts()
    await marion.presses("🏠 Absence", "Louise", "jeu. 26/11", "Continuer", "AUTRES")
    await marion.reads("facturé")
    await marion.presses("✅ Confirmer")
    await marion.reads("en cours de traitement")
    await marion.presses("Accueil", "Planning", "Louise")
    await marion.sees("🚧", CANTEEN, THIS_THURSDAY)
    await dominique.starts()
    await dominique.presses("📥 Demandes", "Voir les enfants", "Louise Bruyère", "❌ Refuser (1", "contacter")
    await dominique.reads("Refuser 1 demande")
    await dominique.presses("✅ Confirmer")
    await dominique.reads("refusée")
    await _an_hour_later(page)
    await marion.reads("Merci de contacter le service.")
    await keep_picture(page, "absence")


async def test_on_a_phone_one_chat_fills_the_screen(town: tuple[Demo, Browser], opened: Open) -> None:
    page = await opened(PHONE)
    marion, karim, _, _ = _people(page, town[0])
    await page.locator(".tab", has_text="Karim").click()
    await expect(karim.root).to_be_visible()
    await expect(marion.root).to_be_hidden()
    await karim.starts()
    await keep_picture(page, "phone-home")
    await karim.presses("🍽 Réserver")
    await karim.reads("Réserver pour")
    await expect(karim.button("Retour")).to_be_in_viewport()
    await keep_picture(page, "phone-booking")
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    cut = await karim.root.locator(".keyboard .label").evaluate_all(
        "labels => labels.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    )
    assert cut == []


async def test_a_booking_needs_no_mouse(town: tuple[Demo, Browser], opened: Open) -> None:
    page = await opened(DESKTOP)
    _, _, sophie, _ = _people(page, town[0])
    await expect(sophie.root).to_be_visible(timeout=PATIENCE)
    await page.keyboard.press("Alt+3")
    await expect(sophie.field).to_be_focused()
    start = sophie.root.locator("[data-start]")
    if await start.is_visible():
        await _tab_to(page, start)
    else:
        await page.keyboard.type("/start")
    await page.keyboard.press("Enter")
    await sophie.reads("Bonjour Sophie")
    for label in ("🍽 Réserver", "⬜", "Récapitulatif", "Envoyer"):
        button = sophie.button(label)
        await expect(button).to_be_visible(timeout=PATIENCE)
        await _tab_to(page, button)
        await page.keyboard.press("Enter")
    await sophie.reads("envoyée")


async def _tab_to(page: Page, wanted: Locator) -> None:
    """Go forward among the buttons of a screen, else back: they come before the field."""
    for key in ["Tab"] * 20 + ["Shift+Tab"] * 60:
        await page.keyboard.press(key)
        if await wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached")


async def test_a_button_that_is_gone_by_the_time_it_is_pressed_says_so(
    town: tuple[Demo, Browser], opened: Open
) -> None:
    page = await opened(DESKTOP)
    _, karim, _, _ = _people(page, town[0])
    deaf = asyncio.Event()

    async def heard_until_deaf(route: Route) -> None:
        answer = await route.fetch(timeout=0)
        if not deaf.is_set():
            await route.fulfill(response=answer)

    await page.route(f"**/people/{town[0].karim.id}/chat?*", heard_until_deaf)
    await page.reload()
    await karim.starts()
    await karim.presses("📅 Planning")
    await expect(karim.button("▶️")).to_be_visible(timeout=PATIENCE)  # of this one: older screens have no buttons
    deaf.set()
    await town[0].karim.presses("⬅️ Retour")
    await karim.presses("▶️")
    await expect(karim.root.locator(".toast")).to_have_text("Ce bouton ne répond plus.", timeout=PATIENCE)
    await page.unroute_all(behavior="ignoreErrors")


async def test_on_thursday_evening_those_who_have_not_booked_are_reminded_and_no_one_else(
    town: tuple[Demo, Browser], opened: Open
) -> None:
    page = await opened(DESKTOP)
    marion, karim, sophie, _ = _people(page, town[0])
    await expect(marion.root.locator(".message").last).to_be_visible(timeout=PATIENCE)
    await page.get_by_role("button", name="jeudi 18 h").click()
    for guardian in (marion, karim):
        reminder = await guardian.reads("Rien n’est réservé pour")
        await expect(reminder.locator(".text")).to_contain_text("Réservez avant jeudi 26 novembre à 23 h 59")
    mail = await Mailbox(town[0].address).wait_for("réservez avant")
    assert "Rien n’est réservé pour" in mail.text
    await expect(sophie.root.locator(".message", has_text="Rien n’est réservé")).to_have_count(0)
    await keep_picture(page, "reminder")
    await marion.presses("Pas de rappel cette semaine")
    await expect(marion.button("Recevoir à nouveau")).to_be_visible(timeout=PATIENCE)


async def test_a_strike_reaches_the_families_beside_its_author_who_sees_it_go_out(
    town: tuple[Demo, Browser], opened: Open
) -> None:
    page = await opened(DESKTOP)
    marion, _, _, dominique = _people(page, town[0])
    await dominique.starts()
    await dominique.presses("📣 Annonces", "Grève", "Toutes les écoles", "Continuer")
    await dominique.reads("Que fait chaque école")
    await dominique.says_of("École des Tilleuls", "🚫")
    await dominique.says_of("École du Vieux Lavoir", "🥪")
    await dominique.presses("Continuer")
    await dominique.reads("Quels services")
    await dominique.presses("Continuer", "mar. 1/12", "Continuer")
    await dominique.reads("Un mot pour les familles")
    await dominique.writes("Préavis <national> & local.")
    await dominique.reads("seront annulées, sans être facturées")
    await dominique.presses("Demander « J’ai lu »", "✅ Envoyer")
    await dominique.reads("Envoi terminé")
    strike = await marion.reads("Grève le mardi 1er décembre")
    await expect(strike.locator(".text")).to_contain_text("Préavis <national> & local.")
    await expect(strike.locator(".text")).to_contain_text("Jules, Cantine")
    await marion.presses("J’ai lu")
    await expect(marion.button("✓ Lu")).to_be_visible(timeout=PATIENCE)
    await dominique.presses("📊 Suivi")
    await dominique.reads("👁 1")
    await keep_picture(page, "strike")
    mail = await Mailbox(town[0].address).wait_for("grève le mardi 1er décembre")
    assert "non facturé" in mail.text
