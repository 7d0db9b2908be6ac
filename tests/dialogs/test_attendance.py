"""« Pointage »: a carer at the canteen's door, with one hand free."""

from datetime import date, timedelta

from sqlalchemy import select

from core.db.tables import attendance
from core.model.people import Role, Scope, StaffActor
from core.model.planning import RequestKind
from core.organisation import UnitOfWork
from dialogs.states import Attendance
from simulator.keyboards import KEYBOARD_LIMIT
from tests.builders import TRICKY_NAMES, Family, Town
from tests.clock import LAST_MONDAY, NOW, THIS_MONDAY, paris
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager

pytestmark = ON_SQLITE

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


def a_class(town: Town) -> Family:
    """Of the CP, Ada, Bo and Cléo are booked at the canteen today; Cléo is declared absent; Dan is asked for."""
    family = town.family("Bruyère").guardian("Anne")
    for name in ("Ada", "Bo", "Cléo", "Dan", "Eve"):
        family.child(name, "CP")
    family.child("Zoé", "CE1")
    town.booked(*(family.cell(name, "cantine", TODAY) for name in ("Ada", "Bo", "Cléo", "Zoé")))
    town.requested(family.cell("Cléo", "cantine", TODAY), kind=RequestKind.ABSENCE, reason="medical")
    town.requested(family.cell("Dan", "cantine", TODAY))
    return family


def carer(town: Town) -> StaffActor:
    return town.manager("Sacha Loriot", role=Role.CARER, scopes=[Scope(town.school().id)])


async def teacher(bench: Bench) -> tuple[Player, Family]:
    """The teacher of the CP, at the list."""
    family: Family = await bench.build(a_class)
    claude = await manager(bench, Town.teacher)
    await claude.press("📋 Pointage")
    return claude, family


async def marks(bench: Bench) -> dict[tuple[int, date], str]:
    """Every mark there is, by child and day."""

    def read(uow: UnitOfWork) -> dict[tuple[int, date], str]:
        rows = uow.tx.execute(select(attendance.c.child_id, attendance.c.day, attendance.c.mark))
        return {(child_id, day): str(mark) for child_id, day, mark in rows}

    found: dict[tuple[int, date], str] = await bench.read(read)
    return found


async def test_the_list_of_the_moment_is_one_press_away(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    assert claude.text.startswith("🍽 Cantine · CP\naujourd’hui, mardi 24 novembre · Les Tilleuls\nMode\u00a0: présence")
    assert "Réservés\u00a0: 3 (dont 3 à pointer)\nEn attente\u00a0: 1\nPrésents\u00a0: 0\n" in claude.text
    children = [label for label in claude.labels() if label.endswith(" B.") or "Ada" in label]
    assert children == ["⬜ Ada B.", "⬜ Bo B.", "⬜🏠 Cléo B.", "▫️🚧 Dan B."]
    assert "medical" not in claude.text
    assert "MEDICALE" not in claude.text


async def test_a_press_marks_in_the_mode_and_the_totals_follow(bench: Bench) -> None:
    claude, family = await teacher(bench)
    await claude.press("Ada")
    assert "✅ Ada B." in claude.labels()
    assert "Présents\u00a0: 1\n" in claude.text
    await claude.press("💶 Facturée", "Bo")
    assert "● 💶 Facturée" in claude.labels()
    await claude.press("🟡 Excusée", "Cléo")
    assert "Absents facturés\u00a0: 1\nAbsents excusés\u00a0: 1" in claude.text
    await claude.press("✅ Présence", "Dan")
    assert "➕🚧 Dan B." in claude.labels()
    assert "Présents\u00a0: 2 (dont 1 sans réservation)" in claude.text
    ada, bo, cleo, dan = (family.children[name] for name in ("Ada", "Bo", "Cléo", "Dan"))
    assert await marks(bench) == {
        (ada, TODAY): "present",
        (bo, TODAY): "absent_billed",
        (cleo, TODAY): "absent_excused",
        (dan, TODAY): "present",
    }


async def test_a_second_press_removes_the_mark_and_so_does_a_mode_of_absence(bench: Bench) -> None:
    claude, family = await teacher(bench)
    await claude.press("Ada", "Ada", "Bo", "Facturée", "Bo")
    assert claude.answer == "Pointage retiré. Touchez encore pour\u00a0: absence facturée."
    assert await marks(bench) == {}
    await claude.press("Bo", "✅ Présence", "Dan", "🟡 Excusée", "Dan")
    assert claude.answer == "Pointage retiré."
    assert await marks(bench) == {(family.children["Bo"], TODAY): "absent_billed"}


async def test_all_are_marked_at_once_but_the_declared_absent_and_it_can_be_undone(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    await claude.press("✅ Tout pointer (2)")
    assert claude.answer == (
        "✅ 2 enfants pointés présents. 1 absence déclarée n’est pas pointée\u00a0: à vous de choisir."
    )
    assert "⬜🏠 Cléo B." in claude.labels()
    assert "Tout pointer" not in "".join(claude.labels())
    await claude.press("↩️ Annuler")
    assert claude.answer == "↩️ 2 pointages retirés."
    assert await marks(bench) == {}
    await claude.press("Tout pointer", "Cléo")
    assert "↩️ Annuler" not in claude.labels()


async def test_two_adults_at_one_list_each_see_what_the_other_marked(bench: Bench) -> None:
    claude, family = await teacher(bench)
    sacha = await manager(bench, carer)
    await sacha.press("📋 Pointage", "Ada")
    bench.move_to(paris("2026-11-24 11:42"))
    await sacha.press("Facturée", "Bo")
    await claude.press("Bo")
    assert claude.answer == "Sacha Loriot a pointé Bo B. à 11 h 42\u00a0: absence facturée."
    assert claude.is_alert
    assert {"✅ Ada B.", "💶 Bo B."} <= set(claude.labels())
    await claude.press("✅ Présence")
    stale = claude.data_of("💶 Bo", claude.screen)
    await sacha.press("Bo")
    await claude.press_data(stale, claude.screen)
    assert claude.answer == "Bo B.\u00a0: le pointage vient d’être retiré."
    assert await marks(bench) == {(family.children["Ada"], TODAY): "present"}


async def test_an_unexpected_child_is_found_by_some_letters_and_marked(bench: Bench) -> None:
    claude, family = await teacher(bench)
    await claude.press("➕ Enfant imprévu")
    await claude.say("e")
    assert "au moins 2 lettres" in claude.said[-2].formatted.text
    await claude.say("zoé")
    assert "Aucun enfant inscrit à ce service ne s’appelle «\u00a0zoé\u00a0»" in claude.text
    await claude.say("eve")
    await claude.press("Eve")
    assert claude.answer == "✅ Eve B.\u00a0: présence pointée."
    assert "➕ Eve B." in claude.labels()
    assert await marks(bench) == {(family.children["Eve"], TODAY): "present"}


async def test_all_who_are_enrolled_can_be_shown(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    await claude.press("👥 Tous les inscrits")
    assert "▫️ Eve B." in claude.labels()
    await claude.press("👥 Réservés seuls")
    assert "▫️ Eve B." not in claude.labels()


async def test_adults_are_counted_and_too_few_are_warned_of(bench: Bench) -> None:
    def build(town: Town) -> None:
        families = town.families(15)
        town.booked(*(family.cell("Charlie", "garderie_soir", TODAY) for family in families))

    await bench.build(build)
    bench.move_to(paris("2026-11-24 16:40"))
    sacha = await manager(bench, carer)
    await sacha.press("📋 Pointage")
    assert "Encadrement\u00a0: – / nécessaire 2" in sacha.text
    await sacha.press("+")
    assert "Encadrement\u00a0: ⚠️ 1 / nécessaire 2" in sacha.text
    await sacha.press("+")
    assert "Encadrement\u00a0: 2 / nécessaire 2" in sacha.text
    await sacha.press("🧑 Adultes")
    assert sacha.answer == "Encadrement\u00a0: 2 / nécessaire 2, pour 15 enfants, toutes classes."
    await sacha.press("−")
    assert "⚠️ Adultes\u00a0: 1" in sacha.labels()


async def test_hours_are_stamped_once_typed_and_erased(bench: Bench) -> None:
    def build(town: Town) -> None:
        family = town.family("Bruyère").guardian("Anne").child("Ada").child("Bo")
        town.booked(*(family.cell(name, "garderie_soir", TODAY) for name in family.children))

    await bench.build(build)
    bench.move_to(paris("2026-11-24 16:32"))
    sacha, camille = await manager(bench, carer), await manager(bench)
    for one in (camille, sacha):
        await one.press("📋 Pointage", "🕐 Arrivée")
    await sacha.press("Ada")
    assert "✅ Ada B. 16h32" in sacha.labels()
    bench.move_to(paris("2026-11-24 16:40"))
    await camille.press("Ada")
    assert camille.answer == "C’est déjà noté\u00a0: 16 h 32. Pour corriger, touchez encore l’enfant."
    assert "✅ Ada B. 16h32" in camille.labels()
    bench.move_to(paris("2026-11-24 17:50"))
    await sacha.press("🕔 Départ", "Ada")
    await sacha.press("Ada")
    assert await sacha.state() == Attendance.child
    assert "Arrivée\u00a0: 16 h 32\nDépart\u00a0: 17 h 50\nDurée retenue\u00a0: 1 h 30" in sacha.text
    for typed, told in (("arrivée 16h45", "Arrivée\u00a0: 16 h 45"), ("1748", "Départ\u00a0: 17 h 48")):
        await sacha.say(typed)
        assert told in sacha.text
    for typed, refused in (
        ("d 16.35", "Le départ serait avant l’arrivée."),
        ("d 17h51", "Cette heure n’est pas encore venue."),
        ("a 8.05", "Cette heure est en dehors du service\u00a0: saisissez l’heure exacte."),
    ):
        await sacha.say(typed)
        assert sacha.said[-2].formatted.text == refused
    await sacha.say("vers cinq heures")
    assert "Je ne reconnais pas cette heure" in sacha.said[-2].formatted.text
    await sacha.touch("h:1.departed.none")
    assert "Départ\u00a0: –" in sacha.text
    await sacha.press("✏️ Arrivée")
    await sacha.say("16:50")
    assert "Arrivée\u00a0: 16 h 50" in sacha.text
    bench.move_to(paris("2026-11-26 08:00"))
    await sacha.press("🕐 Arrivée maintenant")
    assert "voici la liste du jour" in (sacha.answer or "")
    assert sacha.text.startswith("🌅 Garderie du matin")


async def test_another_day_class_and_service_are_chosen_or_written(bench: Bench) -> None:
    family: Family = await bench.build(a_class)
    await bench.build(lambda town: town.booked(family.cell("Ada", "cantine", YESTERDAY)))
    sacha = await manager(bench, carer)
    await sacha.press("📋 Pointage")
    assert "toutes les classes" in sacha.text
    await sacha.press("🔎 Choisir", "CE1")
    assert "● CE1" in sacha.labels()
    await sacha.press("🍽 Cantine")
    assert sacha.text.startswith("🍽 Cantine · CE1\naujourd’hui")
    await sacha.press("🔎 Choisir", "◀️ lun. 23/11", "toutes les classes")
    assert "🍽 Cantine · 1, 1 à pointer" in sacha.labels()
    await sacha.press("🍽 Cantine", "Ada")
    assert await marks(bench) == {(family.children["Ada"], YESTERDAY): "present"}
    await sacha.press("🔎 Choisir")
    await sacha.say("16/11")
    assert "lundi 16 novembre" in sacha.text
    await sacha.say("le 16")
    assert "Je ne reconnais pas ce jour" in sacha.said[-2].formatted.text
    await sacha.say("22/11")
    assert "Aucun service ce jour-là" in sacha.text
    await sacha.press("Aujourd’hui", "🍽 Cantine")
    assert "aujourd’hui, mardi" in sacha.text


async def test_a_day_that_cannot_be_marked_says_why_and_so_does_a_press(bench: Bench) -> None:
    claude, family = await teacher(bench)
    await bench.build(lambda town: town.booked(family.cell("Ada", "cantine", date(2026, 11, 26))))
    await claude.press("🔎 Choisir")
    await claude.say("26/11")
    await claude.press("🍽 Cantine", "Ada")
    assert "⛔ Ce jour n’est pas encore venu." in claude.text
    assert claude.answer == "Ce jour n’est pas encore venu."
    assert {"✅ Tout pointer", "➕ Enfant imprévu"}.isdisjoint(claude.labels())
    await bench.build(lambda town: town.closed(TODAY, school="Les Tilleuls"))
    await claude.press("Choisir", "Aujourd’hui")
    assert "⛔ Le service est fermé ce jour-là" in claude.text
    assert await marks(bench) == {}


async def test_a_week_is_a_grid_and_each_cell_is_marked(bench: Bench) -> None:
    claude, family = await teacher(bench)
    await bench.build(lambda town: town.booked(*family.cells("Ada", "cantine", THIS_MONDAY, LAST_MONDAY)))
    await claude.press("📅 Semaine")
    assert claude.text.startswith("🍽 Cantine · CP\ndu 23 au 27 novembre")
    assert "lun. 23/11\u00a0: réservés 1, présents 0, absents 0, à pointer 1" in claude.text
    ada = family.children["Ada"]
    await claude.touch(f"c:m.{ada}.p.n.")
    assert await marks(bench) == {(ada, THIS_MONDAY): "present"}
    await claude.press("Ada B.")
    assert claude.answer is not None
    assert claude.answer.startswith("Ada B.\nlun. 23/11 ✅ réservé et présent\nmar. 24/11 ⬜")
    await claude.press("mar 24")
    assert "aujourd’hui, mardi 24 novembre" in claude.text
    await claude.press("📅 Semaine", "◀️ 16/11")
    assert "lun. 16/11\u00a0: réservés 1" in claude.text
    await claude.press("23/11 – 27/11 ▶️", "📋 Jour")
    assert "aujourd’hui, mardi 24 novembre" in claude.text
    await claude.press("📅 Semaine", "30/11 – 4/12 ▶️")
    future = "⛔ lun. 30/11, mar. 1/12, jeu. 3/12 et ven. 4/12\u00a0: Ce jour n’est pas encore venu."
    assert claude.text.splitlines().count(future) == 1
    assert claude.text.endswith("Aucune réservation.")
    await claude.press("📋 Jour")
    assert "lundi 30 novembre" in claude.text
    assert claude.text.endswith("Aucune réservation.")
    await claude.press("📅 Semaine", "◀️ 23/11")
    await claude.press("🔎 Choisir")
    assert "● La semaine" in claude.labels()
    await claude.press("Le jour", "🍽 Cantine")
    assert await claude.state() == Attendance.sheet


async def test_many_children_come_in_pages_and_fit(bench: Bench) -> None:
    def build(town: Town) -> None:
        families = town.families(70)
        days = [THIS_MONDAY + timedelta(days=day) for day in (0, 1, 3, 4)]
        town.booked(*(cell for family in families for cell in family.cells("Charlie", "cantine", *days)))

    await bench.build(build)
    sacha = await manager(bench, carer)
    await sacha.press("📋 Pointage", "▶️", "▶️")
    assert "3/3" in sacha.labels()
    assert len(sacha.labels()) <= KEYBOARD_LIMIT
    await sacha.press("📅 Semaine")
    assert "1/6" in sacha.labels()
    assert len(sacha.labels()) <= KEYBOARD_LIMIT
    await sacha.press("📋 Jour", "✅ Tout pointer (70)")
    assert "Présents\u00a0: 70" in sacha.text


async def test_names_are_shown_as_they_are(bench: Bench) -> None:
    def build(town: Town) -> None:
        family = town.family("<i>Ô & Cie</i>").guardian("Anne")
        for name in TRICKY_NAMES:
            family.child(name)
            town.booked(family.cell(name, "garderie_soir", TODAY))

    await bench.build(build)
    bench.move_to(paris("2026-11-24 16:40"))
    sacha = await manager(bench, carer)
    await sacha.press("📋 Pointage", "✏️ Heure", "<b>Zoé</b>")
    assert "🧒 <b>Zoé</b>" in sacha.text
    await sacha.press("Retour", "➕ Enfant imprévu")
    await sacha.say("<b> & noé")
    assert "«\u00a0<b> & noé\u00a0»" in sacha.text
