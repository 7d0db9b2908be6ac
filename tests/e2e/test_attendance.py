"""« Pointage » in a real browser, as wide as a phone: the carer stands at the canteen's door."""

from collections import Counter

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from core.db.tables import attendance
from core.model.people import StaffActor
from core.organisation import UnitOfWork
from tests.builders import Town
from tests.clock import NOW
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.e2e.columns import PATIENCE, PHONE, Column, keep_picture

pytestmark = [pytest.mark.browser, ON_SQLITE]

FEWER_THAN = 10

CHILDREN = (
    *("Adam", "Agathe", "Alice", "Amina", "Anaïs", "Apolline", "Arthur", "Axel", "Basile", "Célia", "Charlotte"),
    *("Chloé", "Clément", "Côme", "Elsa", "Eliott", "Emma", "Ethan", "Eva", "Gabin", "Hugo", "Ilyes", "Iris"),
    *("Jade", "Juliette", "Lilou", "Lucie", "Marie-Antoinette"),
)


def a_class_of_28(town: Town) -> StaffActor:
    """All of them booked at the canteen today; their teacher."""
    family = town.family("Chèvrefeuille").guardian("Anne")
    for name in CHILDREN:
        family.child(name, "CE1")
    town.booked(*(family.cell(name, "cantine", NOW.date()) for name in CHILDREN))
    return town.teacher("Claude Mésange", "CE1")


def _marks(uow: UnitOfWork) -> Counter[str]:
    return Counter(str(mark) for mark in uow.tx.scalars(select(attendance.c.mark)))


async def _cut_labels(column: Column) -> list[str]:
    cut: list[str] = (
        await column.root.locator(".message")
        .last.locator(".keyboard .label")
        .evaluate_all(
            "labels => labels.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
        )
    )
    return cut


async def test_a_class_of_28_of_whom_two_are_absent_is_marked_in_fewer_than_ten_presses(
    bench: Bench, page: Page
) -> None:
    claude = await bench.person(await bench.build(a_class_of_28), name="Claude")
    await page.goto(bench.simulator.address)
    phone = Column(page, claude.id)
    for label, read in (
        ("📋 Pointage", "dont 28 à pointer"),
        ("💶 Facturée", "Mode\u00a0: absence facturée"),
        ("Charlotte C.", "Absents facturés\u00a0: 1"),
        ("🟡 Excusée", "Mode\u00a0: absence excusée"),
        ("Hugo C.", "Absents excusés\u00a0: 1"),
        ("✅ Tout pointer (26)", "Présents\u00a0: 26"),
    ):
        await phone.presses(label)
        await phone.reads(read)
    assert sum(call.method == "answerCallbackQuery" for call in bench.calls) < FEWER_THAN
    assert await bench.read(_marks) == {"present": 26, "absent_billed": 1, "absent_excused": 1}
    await expect(phone.root.locator(".toast")).to_have_text("✅ 26 enfants pointés présents.", timeout=PATIENCE)
    await keep_picture(page, "phone-attendance")
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert await _cut_labels(phone) == []
    for count in (1, 2):
        await phone.presses("+")
        await phone.reads(f"Encadrement\u00a0: {count}")
    assert await _cut_labels(phone) == []
    await phone.presses("Légende")
    await phone.reads("présent, sans réservation")
    await keep_picture(page, "phone-attendance-legend")
    await phone.presses("Retour", "📅 Semaine")
    await phone.reads("du 23 au 27 novembre")
    await keep_picture(page, "phone-attendance-week")
