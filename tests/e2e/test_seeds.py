"""What two services say of themselves, lived through in the demo that the real command starts."""

from collections.abc import Iterator
from datetime import date

import pytest

from core.policy import PRESETS, preset
from tests.e2e.conftest import Demo, demo
from tests.e2e.processes import Cantine

CANTEEN = "🍽"


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Cantine]]:
    """A demo of each service, of which one is started by the command as it is installed. Both are started at once."""
    processes = {
        name: Cantine(folder, "demo", "--preset", name, "--port", "0", installed=name == "peaugres")
        for name, folder in ((name, tmp_path_factory.mktemp(name)) for name in PRESETS)
    }
    yield processes
    for process in processes.values():
        process.kill()


async def test_peaugres_is_asked_until_thursday_midnight_and_answers_on_friday_morning(
    demos: dict[str, Cantine],
) -> None:
    async with demo(demos["peaugres"]) as town:
        await town.everybody_starts()
        await _a_request_before_midnight_is_sent(town)
        await _after_midnight_nothing_can_be_asked(town)
        await _on_friday_morning_all_is_validated(town)
        await _the_family_hears_once_and_sees_it(town)
        await _the_demo_ends_without_a_trace(town)


MONDAY, TUESDAY, THURSDAY, FRIDAY = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 4))
PHONE = "04 75 34 80 74"


async def _a_request_before_midnight_is_sent(town: Demo) -> None:
    """« Les familles effectuent des demandes de réservations jusqu'au jeudi soir minuit. »"""
    await town.jump("jeudi 23 h 58")
    await town.marion.presses("Réserver")
    await town.marion.turns_to(MONDAY)
    for day in (MONDAY, TUESDAY):
        await town.marion.presses_cell(CANTEEN, day)
        await town.marion.sees("🟢", CANTEEN, day)
    await town.marion.presses("Récapitulatif")
    await town.marion.reads("lundi 30 novembre", "mardi 1er décembre", "Cantine")
    await town.marion.presses("Envoyer")
    await town.marion.reads("🚧", "envoyées", "vendredi 27 novembre")


async def _after_midnight_nothing_can_be_asked(town: Demo) -> None:
    """Neither what was in a draft by then, nor a day more."""
    await town.sophie.presses("Réserver")
    await town.sophie.turns_to(FRIDAY)
    await town.sophie.presses_cell(CANTEEN, FRIDAY)
    await town.sophie.sees("🟢", CANTEEN, FRIDAY)
    await town.jump("vendredi 0 h")
    await town.sophie.presses("Récapitulatif", "Envoyer")
    await town.sophie.reads("Inès", "vendredi 4 décembre", "date limite passée")
    await town.marion.presses("Réserver encore")
    answer = await town.marion.presses_cell(CANTEEN, THURSDAY)
    assert answer.text is not None
    assert "Trop tard" in answer.text
    assert "jeudi 26 novembre à 23 h 59" in answer.text
    assert PHONE in answer.text


async def _on_friday_morning_all_is_validated(town: Demo) -> None:
    """« Le vendredi matin, ces demandes sont validées par la directrice ou le gestionnaire du périscolaire. »"""
    await town.jump("vendredi 9 h")
    await town.dominique.presses("Demandes", "Tout valider")
    await town.dominique.reads("Valider", "lundi 30 novembre", "absences")
    await town.dominique.presses("excuser")
    await town.dominique.reads("validées", "familles")


async def _the_family_hears_once_and_sees_it(town: Demo) -> None:
    await town.wait(preset("peaugres").notices.result_grouping + 1)
    for guardian in (town.marion, town.karim):
        await guardian.reads("Réponse", "Jules", "Cantine", "réservé", "lundi 30 novembre", "mardi 1er décembre")
    await town.marion.presses("📅 Planning")
    await town.marion.turns_to(MONDAY)
    for day in (MONDAY, TUESDAY):
        await town.marion.sees("✅", CANTEEN, day)
    assert [len(await who.told("Réponse")) for who in (town.marion, town.karim, town.sophie)] == [1, 1, 0]


async def test_epagny_takes_an_absence_with_its_reason_and_answers(demos: dict[str, Cantine]) -> None:
    async with demo(demos["epagny"]) as town:
        await town.everybody_starts()
        await _the_queue_is_empty(town)
        await _an_absence_is_declared(town)
        await _the_service_validates_it(town)
        await _another_is_refused(town)
        await _after_wednesday_noon_nothing_can_be_asked(town)
        await _the_demo_ends_without_a_trace(town)


THIS_THURSDAY, THIS_FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
"""Booked for both children of the family."""

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


async def _the_queue_is_empty(town: Demo) -> None:
    await town.dominique.presses("Demandes", "Tout valider", "excuser", "Accueil")


async def _an_absence_is_declared(town: Demo) -> None:
    """« Vous devez tout d'abord sélectionner l'enfant […] Après validation du motif, le symbole 🚧 apparaît. »"""
    await town.marion.presses("Absence", "Louise", "jeu. 26/11", "Continuer")
    choice = await town.marion.reads("Motif")
    assert [button.text for button in choice.buttons()][: len(REASONS)] == REASONS
    await town.marion.presses("SORTIE SCOLAIRE")
    await town.marion.reads("Absence de Louise", "VOYAGE OU SORTIE SCOLAIRE", "jeudi 26 novembre", "non facturé")
    await town.marion.presses("Confirmer")
    await town.marion.reads("🚧", "Louise", "en cours de traitement")
    await town.marion.presses("Accueil", "Planning", "Louise")
    await town.marion.sees("🚧", CANTEEN, THIS_THURSDAY)


async def _the_service_validates_it(town: Demo) -> None:
    """« Une fois la modification validée ou refusée, le planning apparaîtra modifié sur votre compte famille. »"""
    await town.dominique.presses("Demandes", "Voir les enfants")
    await town.dominique.reads("Louise Bruyère", "absence", "VOYAGE OU SORTIE SCOLAIRE")
    await town.dominique.presses("Louise Bruyère", "✅ Valider", "Confirmer", "Accueil")
    await town.wait(preset("epagny").notices.result_grouping + 1)
    result = await town.marion.reads("Réponse", "Louise", "absence excusée", "jeudi 26 novembre")
    assert "SORTIE" not in result.text, "the reason can be a health fact"
    await town.marion.presses("📅 Planning", "Louise")
    await town.marion.sees("💤", CANTEEN, THIS_THURSDAY)


async def _another_is_refused(town: Demo) -> None:
    await town.karim.presses("Absence", "Louise", "ven. 27/11", "Continuer", "AUTRES")
    await town.karim.reads("vendredi 27 novembre", "facturé (")
    await town.karim.presses("Confirmer")
    await town.dominique.presses("Demandes", "Voir les enfants", "Louise Bruyère", "❌ Refuser", "contacter le service")
    await town.dominique.reads("Refuser", "Merci de contacter le service.")
    await town.dominique.presses("Confirmer")
    await town.wait(preset("epagny").notices.result_grouping + 1)
    for guardian in (town.karim, town.marion):
        await guardian.reads("absence refusée", "vendredi 27 novembre", "Merci de contacter le service.")
    await town.karim.presses("📅 Planning", "Louise")
    await town.karim.sees("✅", CANTEEN, THIS_FRIDAY)


async def _after_wednesday_noon_nothing_can_be_asked(town: Demo) -> None:
    """« Le mercredi avant 12h00 pour la semaine suivante. »"""
    await town.jump("mercredi 11 h 58")
    await town.sophie.presses("Réserver")
    await town.sophie.turns_to(MONDAY)
    await town.sophie.presses_cell(CANTEEN, MONDAY)
    await town.sophie.sees("🟢", CANTEEN, MONDAY)
    await town.sophie.presses("Récapitulatif")
    await town.jump("mercredi 12 h")
    await town.sophie.presses("Envoyer")
    await town.sophie.reads("n’a pas pu partir", "lundi 30 novembre", "date limite passée")
    await town.sophie.presses("Réserver encore")
    answer = await town.sophie.presses_cell(CANTEEN, TUESDAY)
    assert answer.text is not None
    assert "mercredi 25 novembre à 12 h" in answer.text
    assert "04 50 22 98 19" in answer.text


async def _the_demo_ends_without_a_trace(town: Demo) -> None:
    assert await town.bot_name() == "Cantine"
    assert await town.refused() == []
    assert await town.process.interrupted() == 0
    leapt_over = "the lease ran out"  # of what was being sent while the clock was moved by days
    assert [line for line in town.process.log.splitlines() if leapt_over not in line] == []
    assert list(town.process.temporary.iterdir()) == []
    assert town.process.hosts == {"127.0.0.1"}
