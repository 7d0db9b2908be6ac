"""An absence is declared."""

import pytest

from core.model.planning import RequestKind
from dialogs.states import Absence, Home, Requests
from tests.builders import Family, Town
from tests.clock import FRIDAY, MONDAY, THURSDAY, TUESDAY, paris
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, bruyere, manager, parent, two_children
from tests.dialogs.test_planning import row

pytestmark = ON_SQLITE

REASONS = [
    "RAISON MEDICALE",
    "VOYAGE OU SORTIE SCOLAIRE",
    "ABSENCE DE L'ENSEIGNANT",
    "GREVE DU PERSONNEL OU DES ENSEIGNANTS",
    "ACCIDENT DE LA CIRCULATION",
    "PARTICIPATION A UNE SEQUENCE DE SOUTIEN",
    "CAS DE FORCE MAJEURE",
    "CIRCONSTANCES EXCEPTIONNELLES",
    "AUTRES",
]
LATE = paris("2026-11-27 10:00")


def booked_week(town: Town) -> Family:
    """Lou eats all week, and stays on Monday evening."""
    family = bruyere(town)
    town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY, FRIDAY))
    town.booked(family.cell("Lou", "garderie_soir", MONDAY))
    return family


def two_booked(town: Town) -> Family:
    family = two_children(town)
    town.booked(family.cell("Lou", "cantine", MONDAY), family.cell("Noé", "cantine", MONDAY))
    return family


async def test_an_only_child_need_not_be_chosen(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence")
    assert await anne.state() == Absence.days
    assert "Absence de Lou" in anne.text
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_of_several_children_one_is_chosen(bench: Bench) -> None:
    anne, _ = await parent(bench, two_booked)
    await anne.press("Absence")
    assert anne.labels() == ["👤 Lou", "👤 Noé", "⬅️ Retour"]
    await anne.press("Noé")
    assert "Absence de Noé" in anne.text
    await anne.press("Retour")
    assert await anne.state() == Absence.child
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_days_chosen_for_one_child_are_not_another_s(bench: Bench) -> None:
    anne, _ = await parent(bench, two_booked)
    await anne.press("Absence", "Lou", "30/11", "lun.")
    assert "Continuer (1) ➡️" in anne.labels()
    await anne.press("Retour", "Noé")
    assert "☑️" not in "".join(anne.labels())
    assert not any("Continuer" in label for label in anne.labels())


async def test_a_week_without_a_booking_has_nothing_to_declare(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence")
    assert "Rien n’est réservé cette semaine" in anne.text
    await anne.press("▶️")
    assert "Touchez les jours d’absence" in anne.text


async def test_a_day_is_chosen_whole_or_by_service(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "🌇")
    assert anne.labels()[:4] == ["⬜ lun. 30/11", "⬜ 🍽", "☑️ 🌇", "⬜ mar. 1/12 🍽"]
    await anne.press("lun.")
    assert anne.labels()[:3] == ["☑️ lun. 30/11", "☑️ 🍽", "☑️ 🌇"]
    await anne.press("☑️ 🍽")
    assert anne.labels()[:3] == ["⬜ lun. 30/11", "⬜ 🍽", "☑️ 🌇"]


async def test_the_whole_week_is_one_press(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "Toute la semaine")
    assert "Continuer (5) ➡️" in anne.labels()
    await anne.press("☑️ Toute la semaine")
    assert "☑️" not in "".join(anne.labels())


async def test_days_of_several_weeks_go_together(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = booked_week(town)
        town.booked(family.cell("Lou", "cantine", MONDAY.replace(month=12, day=7)))
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Absence", "▶️", "ven.", "▶️", "lun.", "Continuer", "AUTRES")
    assert "• vendredi 4 décembre, Cantine" in anne.text
    assert "• lundi 7 décembre, Cantine" in anne.text


async def test_the_nine_reasons_stand_in_their_order(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "ven.", "Continuer")
    assert anne.labels() == [*REASONS, "⬅️ Retour"]
    await anne.press("Retour")
    assert await anne.state() == Absence.days


async def test_before_the_deadline_nothing_is_billed_whatever_the_reason(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "ven.", "Continuer")
    for reason in REASONS:
        await anne.press(reason)
        assert anne.text == (
            f"🏠 Absence de Lou\nMotif\u00a0: {reason}\n\n• vendredi 4 décembre, Cantine\u00a0: non facturé"
        )
        await anne.press("Retour")


@pytest.mark.parametrize(
    ("reason", "cost"),
    [
        ("GREVE DU PERSONNEL OU DES ENSEIGNANTS", "excusé, non facturé"),
        ("RAISON MEDICALE", "déclaré après la date limite\u00a0: le service décidera"),
        ("AUTRES", "facturé (déclaré après la date limite)"),
    ],
)
async def test_after_the_deadline_the_recap_says_what_it_costs(bench: Bench, reason: str, cost: str) -> None:
    anne, _ = await parent(bench, booked_week)
    bench.move_to(LATE)
    await anne.press("Absence", "▶️", "ven.", "Continuer", reason)
    assert f"Cantine\u00a0: {cost}" in anne.text


async def test_it_is_declared_and_awaits_the_answer(bench: Bench) -> None:
    anne, family = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "lun.", "Continuer", "RAISON MEDICALE", "Confirmer")
    assert "🚧 Les absences de Lou sont déclarées (2)." in anne.text
    assert "en cours de traitement" in anne.text
    assert [kind for *_, kind, state in await asked(bench, family) if state == "pending"] == [RequestKind.ABSENCE] * 2
    await anne.press("Mes demandes")
    assert await anne.state() == Requests.list
    assert "• Lou, lun. 30/11, absence Cantine\u00a0: 🚧 en attente" in anne.text
    assert "RAISON MEDICALE" not in anne.text
    await anne.press("Retour", "Accueil")
    assert await anne.state() == Home.main


async def test_what_the_other_guardian_declared_first_is_not_declared_twice(bench: Bench) -> None:
    anne, family = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "lun.", "Continuer", "AUTRES")
    await bench.build(lambda town: town.requested(family.cell("Lou", "cantine", MONDAY), kind=RequestKind.ABSENCE))
    await anne.press("Confirmer")
    assert "🚧 L’absence de Lou est déclarée." in anne.text
    assert "• lundi 30 novembre, Cantine\u00a0: ⚠️ déjà demandé" in anne.text


async def test_a_day_that_cannot_be_declared_any_more_shows_in_the_recap(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️", "lun.", "Continuer")
    bench.move_to(paris("2026-11-30 20:00"))
    await anne.press("AUTRES")
    assert "⚠️ jour passé" in anne.text
    assert anne.labels() == ["⬅️ Retour"]


async def test_nothing_chosen_leads_nowhere(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    await anne.press("Absence", "▶️")
    assert await anne.forge("next") == "Choisissez d’abord au moins un jour."
    assert await anne.state() == Absence.days


async def test_a_late_absence_is_excused_by_the_manager(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_week)
    camille = await manager(bench)
    bench.move_to(LATE)
    await anne.press("Absence", "▶️", "ven.", "Continuer", "RAISON MEDICALE", "Confirmer")
    await bench.told(camille, "Absence déclarée après l’heure limite")
    await camille.say("/start")
    await camille.press("📥 Demandes", "Tout valider", "Confirmer et excuser")
    await anne.press("Accueil", "Planning", "30/11")
    assert row(anne, "🍽") == ["✅", "✅", "✅", "💤"]
