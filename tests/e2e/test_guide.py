"""The steps of the clerk's guide that no other walk takes, with its pictures (``CANTINE_UPDATE_DOCS=1`` keeps them)."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import Page

from core.policy import preset
from notifications.documents.letter import drawn_letters
from simulator.world import User
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW, THURSDAY, TUESDAY
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.e2e.columns import Column, keep, keep_picture
from tests.notifications.test_letters import LINK, invitation

CANTEEN = "🍽"
DOMINIQUE, ANNE = User(301, "Dominique"), User(302, "Anne")


def a_first_week(town: Town) -> Family:
    """A family that has asked, another one too, and a manager: both have a chat."""
    family = town.family("Chèvrefeuille").guardian("Anne").child("Lou", "CP")
    town.requested(*family.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY))
    other = town.family("Coudrier").guardian("Luc").child("Noé", "CE1")
    town.requested(*other.cells("Noé", "garderie_soir", MONDAY, THURSDAY))
    town.linked(DOMINIQUE.id, town.manager("Dominique Serpolet"))
    town.linked(ANNE.id, family.actor())
    return family


@pytest.mark.browser
@ON_SQLITE
async def test_a_manager_approves_the_first_requests_with_three_presses_and_the_family_sees_it(
    bench: Bench, page: Page
) -> None:
    await bench.build(a_first_week)
    for person in (DOMINIQUE, ANNE):
        bench.simulator.world.add(User(**vars(person)))
    await page.goto(bench.simulator.address)
    manager, anne = Column(page, DOMINIQUE.id), Column(page, ANNE.id)
    await manager.starts()
    await manager.presses("📥 Demandes")
    await manager.reads("5 demandes à décider")
    await keep_picture(page, "phone-inbox")
    await manager.presses("✅ Tout valider", "✅ Confirmer")
    await manager.reads("validées")
    await page.locator(".tab", has_text="Anne").click()
    await anne.starts()
    await anne.presses("📅 Planning")
    await anne.turns_to("du 30 novembre")
    for day in (MONDAY, TUESDAY, THURSDAY):
        await anne.sees("✅", CANTEEN, day)
    await keep_picture(page, "phone-planning")


def test_a_letter_is_one_page_that_can_be_printed(tmp_path: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("needs pdftoppm (poppler-utils)")
    letter = tmp_path / "letters.pdf"
    letter.write_bytes(drawn_letters([invitation("Ana Chèvrefeuille")], lambda _code: LINK, preset("peaugres"), NOW))
    subprocess.run([program, "-png", "-r", "60", letter, tmp_path / "page"], check=True)
    (page,) = tmp_path.glob("page*.png")
    keep(page.read_bytes(), "letter")
