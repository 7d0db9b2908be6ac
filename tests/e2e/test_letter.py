"""From the letter in the post to the first booking, in a real browser as wide as a phone."""

from datetime import date

import pytest
from playwright.async_api import Page
from sqlalchemy import select

from core.db.tables import booking_requests
from core.organisation import UnitOfWork
from core.usecases.inviting import draft_letters, keep_letters
from simulator.world import User
from tests.builders import Family, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.e2e.columns import PATIENCE, Column, keep_picture

pytestmark = [pytest.mark.browser, ON_SQLITE]

FEWER_THAN = 12
CANTEEN = "🍽"
MONDAY = date(2026, 11, 30)


def a_family_that_knows_nothing_of_it(town: Town) -> Family:
    """One child in school, and no linked chat."""
    return town.family("Chèvrefeuille").guardian("Anne").child("Lou", "CP", born=date(2020, 3, 12))


def _letter(uow: UnitOfWork) -> str:
    """The code of the only letter there is to send."""
    (letter,) = draft_letters(uow, NOW)
    keep_letters(uow, [letter], NOW)
    return letter.code


def _asked(uow: UnitOfWork) -> list[date]:
    return list(uow.tx.scalars(select(booking_requests.c.day)))


async def test_a_letter_leads_to_the_first_booking_in_fewer_than_twelve_presses(bench: Bench, page: Page) -> None:
    await bench.build(a_family_that_knows_nothing_of_it)
    anne = User(301, "Anne", start_payload=await bench.organisation.write(_letter))
    bench.simulator.world.add(anne)
    await page.goto(bench.simulator.address)
    phone = Column(page, anne.id)
    await phone.root.locator("[data-start]").click(timeout=PATIENCE)
    await phone.reads("date de naissance")
    await keep_picture(page, "phone-letter")
    await phone.writes("12 mars 2020")
    await phone.reads("Bonjour Anne")
    await phone.presses("Réserver")
    await phone.turns_to("du 30 novembre")
    await (await phone.cell(CANTEEN, MONDAY)).click()
    await phone.sees("🟢", CANTEEN, MONDAY)
    await phone.presses("Récapitulatif", "Envoyer")
    await phone.reads("🚧")
    await keep_picture(page, "phone-first-booking")
    start, the_date = 1, 1
    pressed = sum(call.method == "answerCallbackQuery" for call in bench.calls)
    assert start + the_date + pressed < FEWER_THAN
    assert await bench.read(_asked) == [MONDAY]
