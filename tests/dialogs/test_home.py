"""The home screen."""

from datetime import date

from core.model.people import Custody
from core.model.planning import RequestKind
from tests.builders import Family, Town
from tests.clock import MONDAY, paris
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent, two_children

pytestmark = ON_SQLITE

THURSDAY = date(2026, 11, 26)


async def test_it_shows_the_coming_days_of_each_child_at_a_glance(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = two_children(town)
        town.booked(family.cell("Lou", "cantine", THURSDAY))
        town.requested(family.cell("Noé", "cantine", THURSDAY))
        return family

    anne, _ = await parent(bench, build)
    lou, noe = (part for part in anne.text.split("\n\n") if part.startswith(("Lou", "Noé")))
    assert "jeu. 26/11   🍽 ✅" in lou
    assert "mar. 24/11   rien de prévu" in lou
    assert "jeu. 26/11   🍽 🚧" in noe
    assert "🚧 1 demande en attente" in anne.text


async def test_it_says_when_the_next_deadline_falls_and_for_which_days(bench: Bench) -> None:
    anne, _ = await parent(bench)
    assert "⏰ Réservez avant jeudi 26 novembre à 23 h 59 pour les jours du 30 novembre au 4 décembre." in anne.text


async def test_a_deadline_for_one_day_names_the_day(bench: Bench) -> None:
    anne, _ = await parent(bench)
    bench.move_to(paris("2026-12-10 23:00"))
    await bench.build(lambda town: town.closed(date(2026, 12, 15), date(2026, 12, 18)))
    await anne.say("/start")
    assert "Réservez avant jeudi 10 décembre à 23 h 59 pour lundi 14 décembre." in anne.text


async def test_it_reminds_of_a_draft_that_was_not_sent(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        town.drafted(family.actor(), family.cell("Lou", "cantine", MONDAY))
        return family

    anne, _ = await parent(bench, build)
    assert "1 choix pas encore envoyé" in anne.text


async def test_a_guardian_without_a_child_is_told_whom_to_call(bench: Bench) -> None:
    anne, _ = await parent(bench, lambda town: town.family("Bruyère").guardian("Anne"))
    assert "Aucun enfant" in anne.text
    for screen in ("Réserver", "Planning", "Absence"):
        await anne.press(screen)
        assert "Aucun enfant" in anne.text
        assert anne.labels() == ["⬅️ Retour"]
        await anne.press("Retour")


async def test_a_child_of_no_class_has_no_service(bench: Bench) -> None:
    anne, _ = await parent(bench, lambda town: town.family("Bruyère").guardian("Anne").child("Lou", None))
    assert "Lou · —" in anne.text
    await anne.press("Réserver")
    assert "Aucun service n’est ouvert" in anne.text
    assert "Touchez une case" not in anne.text


async def test_in_the_other_guardian_s_weeks_nothing_of_them_shows(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = town.family("Bruyère").child("Lou", "CP").guardian("Anne", custody=Custody.EVEN_WEEKS)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Planning", "30/11")
    assert "👥 autre parent" in anne.text
    assert "✅" not in "".join(anne.labels())


async def test_a_day_of_the_other_guardian_s_week_is_said_in_words(bench: Bench) -> None:
    def build(town: Town) -> Family:
        return town.family("Bruyère").child("Lou", "CP").guardian("Anne", custody=Custody.ODD_WEEKS)

    anne, _ = await parent(bench, build)
    assert "mar. 24/11   👥 semaine de l’autre parent" in anne.text
    assert "rien de prévu" not in anne.text
    assert anne.text.count("👥") == 3


async def test_a_manager_sees_how_many_requests_wait(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        town.requested(*family.cells("Lou", "cantine", MONDAY, date(2026, 12, 1)))
        town.requested(family.cell("Lou", "cantine", date(2026, 12, 3)), kind=RequestKind.BOOK)
        return family

    await bench.build(build)
    camille = await manager(bench)
    assert "📥 3 demandes à décider" in camille.text
    assert {"📥 Demandes (3)", "📣 Annonces"} <= set(camille.labels())
