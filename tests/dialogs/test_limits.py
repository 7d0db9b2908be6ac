"""However much there is, a message holds what fits. (The simulator refuses one that is too long.)"""

from datetime import date, timedelta

import pytest

from core.model.planning import RequestState
from dialogs.widgets import MESSAGE_LENGTH, fitted
from locales import translator
from simulator.keyboards import KEYBOARD_LIMIT
from tests.builders import Family, Town
from tests.clock import MONDAY, paris
from tests.dialogs.bench import Bench, Player
from tests.dialogs.people import manager, parent

NAMES = [f"Marie-Antoinette-Gwendoline {rank} & <b>" for rank in range(6)]
SCHOOL_DAYS = [MONDAY + timedelta(weeks=week, days=day) for week in range(3) for day in (0, 1, 3, 4)]


def large_family(town: Town) -> Family:
    family = town.family("Bruyère").guardian("Anne")
    for name in NAMES:
        family.child(name, "Toute petite section de Madame la Directrice")
    return family


def cells_of(family: Family, days: list[date]) -> list[tuple[str, str, date]]:
    return [(name, service, day) for day in days for name in NAMES for service in family.school.services]


def longest(player: Player) -> int:
    return max(len(message.formatted.text.encode("utf-16-le")) // 2 for message in player.said)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestLargeFamily:
    """Six children, three services, three weeks."""

    async def test_every_screen_of_it_fits(self, bench: Bench) -> None:
        def build(town: Town) -> Family:
            family = large_family(town)
            cells = [family.cell(*cell) for cell in cells_of(family, SCHOOL_DAYS)]
            town.booked(*cells)
            town.requested(*cells[:30])
            town.requested(*cells[30:60], state=RequestState.REFUSED, refusal="à cause de la pluie " * 10)
            return family

        anne, _ = await parent(bench, build)
        for screen in ("Planning", "Réserver", "Mes demandes"):
            await anne.press(screen)
            assert len(anne.labels()) <= KEYBOARD_LIMIT
            await anne.press("Retour")
        await anne.press(
            "Absence", NAMES[0], "30/11", "Toute la semaine", "7/12", "Toute la semaine", "Continuer", "AUTRES"
        )
        await anne.press("Confirmer")
        assert longest(anne) <= MESSAGE_LENGTH

    async def test_a_long_draft_is_counted_and_sent_whole(self, bench: Bench) -> None:
        def build(town: Town) -> Family:
            family = large_family(town)
            town.drafted(family.actor(), *(family.cell(*cell) for cell in cells_of(family, SCHOOL_DAYS)))
            return family

        anne, _ = await parent(bench, build)
        await anne.press("Réserver", "Récapitulatif (216)")
        assert "lignes de plus" in anne.text
        bench.move_to(paris("2026-12-24 12:00"))
        await anne.press("Envoyer")
        assert "⚠️ 216 demandes n’ont pas pu partir" in anne.text
        assert "lignes de plus" in anne.text
        assert longest(anne) <= MESSAGE_LENGTH

    async def test_the_service_sees_two_hundred_groups_in_pages(self, bench: Bench) -> None:
        def build(town: Town) -> None:
            for number in range(200):
                school = f"École du Très Grand Pré de Saint-Marcel-lès-Annonay {number}"
                family = town.family(f"Genêt {number}", school=school).guardian("Jo").child("Mia", f"CE{number}")
                town.requested(family.cell("Mia", "cantine", MONDAY))

        await bench.build(build)
        camille = await manager(bench)
        await camille.press("📥 Demandes")
        for level in ("Par école", "Par classe"):
            await camille.press(level)
            assert "1/17" in camille.labels()
            assert len(camille.labels()) <= KEYBOARD_LIMIT
        await camille.press("Tout valider (200)", "Confirmer")
        assert "Les 200 familles reçoivent" in camille.text


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_is_cut_is_cut_at_the_end_of_a_line_and_counted(locale: str) -> None:
    t = translator(locale)
    lines = [f"• <b>Lou</b> {number} 🍽" for number in range(400)]
    cut = fitted("\n".join(lines), t)
    *kept, last = cut.split("\n")
    assert kept == lines[: len(kept)]
    assert last == t.html("and-others", count=400 - len(kept))
    assert MESSAGE_LENGTH - 40 < len(cut.encode("utf-16-le")) // 2 <= MESSAGE_LENGTH


def test_a_single_line_too_long_leaves_only_the_count() -> None:
    assert fitted("x" * 5000, translator("fr")) == "… et 1 ligne de plus"


def test_what_fits_is_left_alone() -> None:
    assert fitted("x" * MESSAGE_LENGTH, translator("fr")) == "x" * MESSAGE_LENGTH
