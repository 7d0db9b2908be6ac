"""The tools in the chat: enrolling one child, adding and removing at once, and taking it back."""

from functools import partial

import pytest
from sqlalchemy import func, select

from core.db import tables as t
from core.db.conversations import load_conversation
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Mark
from core.organisation import UnitOfWork
from dialogs.states import Announcements, Attendance, Bulk, Enrolment, Home, Tools
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town
from tests.clock import MONDAY, paris
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.inventory import BUTTONS
from tests.dialogs.people import bruyere, manager, two_children
from tests.dialogs.test_stale import NOT_YOURS

pytestmark = ON_SQLITE

PORTAL = [
    "📝 Inscription individuelle",
    "➕ Ajout en masse (inscription, réservation)",
    "🗑 Suppression des réservations en masse",
    "🕐 Pointage des horaires par service",
    "📋 Pointage des présences des enfants",
    "🎓 Montée pédagogique manuelle",
    "🔁 Réservations récurrentes d’un enfant",
    "🚫 Fermer un jour ou une période",
    "🗂 Opérations",
    "👥 Équipe et accès",
    "📜 Journal",
    "💶 Facturation",
]

GARBAGE = ["", "x", "99", "99.1", "20269999.20261130"]


async def count(bench: Bench, table: str) -> int:
    def counted(uow: UnitOfWork) -> int:
        return int(uow.tx.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one())

    return int(await bench.read(counted))


async def at_tools(bench: Bench) -> Player:
    """A manager among the tools."""
    camille = await manager(bench)
    await camille.press("🧰 Outils")
    return camille


async def at_recap(bench: Bench, *, of: str = "Ajout en masse") -> Player:
    """A manager about to book, or to remove, the canteen on the Mondays and Tuesdays of two weeks."""
    camille = await at_tools(bench)
    await camille.press(of, *(["🍽 Réserver"] if of == "Ajout en masse" else []), "Continuer", "Cantine", "Continuer")
    await camille.press("jeudi", "vendredi", "Continuer")
    await camille.say("30/11-8/12")
    return camille


def a_class_of_three(town: Town) -> Family:
    """Two who eat at the canteen, one of them booked on a Monday already; one who does not."""
    family = two_children(town)
    town.booked(family.cell("Lou", "cantine", MONDAY))
    town.family("Genêt").guardian("Jo").child("Mia", "CM1", services=[])
    return family


async def test_the_tools_stand_in_the_words_and_the_order_of_the_portal(bench: Bench) -> None:
    await bench.build(bruyere)
    camille = await at_tools(bench)
    shown = [label for label in camille.labels() if label in PORTAL]
    assert shown == PORTAL


async def test_who_plans_nothing_has_no_tools(bench: Bench) -> None:
    await bench.build(bruyere)
    for role in (Role.TEACHER, Role.CARER, Role.KITCHEN):
        claude = await manager(bench, partial(Town.manager, name=f"Claude {role}", role=role))
        assert "🧰 Outils" not in claude.labels()
        assert await claude.forge("tools", mark=await mark_of(claude)) == NOT_YOURS
        assert await claude.state() == Home.main


async def mark_of(player: Player) -> str:
    """What tells the buttons of the open screen from others, though it may have none."""

    def kept(uow: UnitOfWork) -> str:
        return str(load_conversation(uow.tx, player.id).state["aiogd:stack:"]["intents"][-1])

    return str(await player.bench.read(kept))


async def test_one_child_is_enrolled_and_a_booked_one_is_not_struck_off(bench: Bench) -> None:
    await bench.build(a_class_of_three)
    camille = await at_tools(bench)
    await camille.press("Inscription individuelle")
    await camille.say("b")
    assert "au moins 2 lettres" in camille.said[-2].formatted.text
    await camille.say("bruyere n")
    await camille.press("Noé Bruyère · CE2")
    assert "☑️ 🍽 Cantine" in camille.text
    assert await camille.press("⬜ 🌅") == "Inscrit."
    assert await camille.press("☑️ 🌅") == "Désinscrit."
    await camille.press("Un autre enfant")
    await camille.say("lou")
    await camille.press("Lou")
    assert "1 réservation à venir" in camille.text
    assert "Des réservations restent à venir" in (await camille.press("☑️ 🍽") or "")
    assert await camille.state() == Enrolment.pupil
    assert await count(bench, "enrolments") == 4


async def test_a_school_is_booked_once_after_a_preview_and_taken_back(bench: Bench) -> None:
    await bench.build(a_class_of_three)
    camille = await at_recap(bench)
    for said in (SCHOOL, "Toutes les classes", "lundi et mardi", "du 30 novembre au 8 décembre 2026"):
        assert said in camille.text
    for said in ("7 réservations seront faites, pour 2 enfants", "déjà réservé (1)", "pas inscrit au service (4)"):
        assert said in camille.text
    await camille.press("Enfants laissés de côté (2)")
    assert "Genêt Mia\u00a0: pas inscrit au service (4)" in camille.text
    await camille.press("Retour")
    apply, recap = camille.data_of("Appliquer", camille.screen), camille.screen
    camille.put_press(apply)
    await camille.press_data(apply, recap)
    assert await camille.state() == Bulk.done
    assert "7 réservations" in camille.text
    assert (await count(bench, "bookings"), await count(bench, "operations")) == (8, 1)
    assert await camille.press("Annuler") == "C’est annulé (7)."
    assert "Annulé" in camille.text
    assert not any("Annuler" in label for label in camille.labels())
    assert await count(bench, "bookings") == 1


async def test_bookings_are_removed_at_once_but_not_undone_once_marked(bench: Bench) -> None:
    family: Family = await bench.build(a_class_of_three)
    camille = await at_recap(bench, of="Suppression")
    assert "1 réservation sera supprimée" in camille.text
    await camille.press("Appliquer")
    assert await count(bench, "bookings") == 0
    undo = camille.data_of("Annuler", camille.screen)
    author = await bench.build(Town.director)
    await bench.build(lambda town: town.marked(Mark.PRESENT, family.cell("Lou", "cantine", MONDAY), by=author))
    bench.move_to(paris("2026-12-01 10:00"))
    await camille.press_data(undo, camille.screen)
    assert camille.answer == "Des enfants ont déjà été pointés dessus\u00a0: rien n’est annulé."
    assert await count(bench, "bookings") == 0
    await camille.press("🧰 Outils", "Opérations", "1 suppression")
    assert await camille.state() == Tools.operation
    assert "Fait par Camille Ortie" in camille.text
    assert not any("Annuler" in label for label in camille.labels())


async def test_a_family_s_year_is_booked_for_its_child_alone(bench: Bench) -> None:
    await bench.build(two_children)
    camille = await at_tools(bench)
    await camille.press("Réservations récurrentes")
    await camille.say("lou")
    await camille.press("Lou", "Cantine", "Continuer", "mardi", "jeudi", "vendredi", "Continuer", "Jusqu’à la fin de")
    assert "Lou Bruyère" in camille.text
    assert "Jours\u00a0: lundi\n" in camille.text
    await camille.press("Appliquer")

    def booked(uow: UnitOfWork) -> set[tuple[int, int]]:
        rows = uow.tx.execute(select(t.bookings.c.child_id, t.bookings.c.day))
        return {(child_id, day.isoweekday()) for child_id, day in rows}

    assert len(await bench.read(booked)) == 1
    assert await count(bench, "bookings") > 20


@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_of_a_service_of_one_weekday_no_weekday_is_asked(bench: Bench) -> None:
    await bench.build(two_children)
    camille = await at_tools(bench)
    await camille.press("Suppression", "Continuer", "🎨 Mercredi", "Continuer")
    assert await camille.state() == Bulk.period
    await camille.press("Le mois prochain")
    for said in ("Jours\u00a0: mercredi\n", "du 1er au 31 décembre 2026", "Rien à faire", "jours sans service"):
        assert said in camille.text
    assert not any("Appliquer" in label for label in camille.labels())
    await camille.press("Retour", "Retour", "⬜ 🍽", "Continuer")
    assert "mercredi" in "".join(camille.labels())


async def test_many_are_enrolled_for_the_year(bench: Bench) -> None:
    await bench.build(a_class_of_three)
    camille = await at_tools(bench)
    await camille.press("Ajout en masse", "📝 Inscrire", "⬜ CM1", "Continuer")
    await camille.press("🍽", "🌅", "Continuer", "Cette année")
    assert "2 inscriptions seront faites, pour 1 enfant" in camille.text
    before = await count(bench, "enrolments")
    await camille.press("Appliquer")
    assert await count(bench, "enrolments") == before + 2


async def test_a_question_is_not_left_unanswered(bench: Bench) -> None:
    await bench.build(lambda town: (bruyere(town), town.class_(town.school(OTHER_SCHOOL), "CM2")))
    camille = await at_tools(bench)
    await camille.press("Ajout en masse", "🍽 Réserver", OTHER_SCHOOL)
    assert await camille.press("Continuer") == "Choisissez au moins un service."
    await camille.press("Cantine", "Continuer")
    await camille.press("mardi", "jeudi", "vendredi")
    assert await camille.press("lundi") == "Il faut au moins un jour."
    await camille.press("Continuer")
    assert await camille.press("Continuer") == "Choisissez d’abord les jours."
    for typed, answer in (("demain", "Je ne reconnais pas"), ("1/6/27-1/10/27", "deux années"), ("8/12-1/12", "avant")):
        await camille.say(typed)
        assert answer in camille.said[-2].formatted.text
        assert await camille.state() == Bulk.period
    await camille.press("Retour", "Retour", "Retour", "Retour", "Retour")
    assert await camille.state() == Tools.menu


async def test_hours_are_noted_of_a_service_that_has_hours(bench: Bench) -> None:
    await bench.build(bruyere)
    camille = await at_tools(bench)
    await camille.press("Pointage des horaires")
    assert await camille.state() == Attendance.sheet
    assert "Garderie du soir" in camille.text
    assert any(label.startswith("● 🕐") for label in camille.labels())
    bench.move_to(paris("2026-11-28 10:00"))
    await camille.say("/start")
    await camille.press("🧰 Outils", "Pointage des horaires")
    assert await camille.state() == Attendance.choice


async def test_closing_a_day_is_an_announcement(bench: Bench) -> None:
    await bench.build(bruyere)
    camille = await at_tools(bench)
    drawn = len(bench.calls)
    await camille.press("Fermer un jour")
    assert await camille.state() == Announcements.services
    assert len(bench.calls) == drawn + 2
    await camille.press("Retour", "Retour")
    assert await camille.state() == Tools.menu


async def test_a_director_sees_and_touches_one_school_only(bench: Bench) -> None:
    await bench.build(a_class_of_three)
    other = await bench.build(lambda town: town.family("Lys", school=OTHER_SCHOOL).guardian("Al").child("Eli", "CM2"))
    dominique = await manager(bench, Town.director)
    await dominique.press("🧰 Outils", "Inscription individuelle")
    await dominique.say("eli")
    assert "aucun enfant trouvé" in dominique.text
    await dominique.say("lou")
    assert await dominique.forge(f"c:{other.children['Eli']}") == NOT_YOURS
    await dominique.press("Lou")
    assert await dominique.forge(f"s:{other.school.services['cantine']}.0") == NOT_YOURS
    await dominique.press("🧰 Outils", "Suppression")
    assert SCHOOL not in dominique.labels()
    await dominique.forge(f"c:{other.school.classes['CM2']}.1")
    assert await dominique.state() == Bulk.classes
    assert OTHER_SCHOOL not in dominique.text + "".join(dominique.labels())


async def test_who_looks_after_one_class_plans_for_that_class(bench: Bench) -> None:
    def director_of_one_class(town: Town) -> StaffActor:
        school = a_class_of_three(town).school
        return town.manager(role=Role.DIRECTOR, scopes=[Scope(school.id, school.classes["CE2"])])

    eve = await manager(bench, director_of_one_class)
    await eve.press("🧰 Outils", "Ajout en masse", "🍽 Réserver", "Cantine", "Continuer", "Continuer")
    await eve.say("30/11")
    assert "Classes\u00a0: CE2" in eve.text
    assert "1 réservation sera faite" in eve.text
    await eve.press("Appliquer", "🧰 Outils", "Montée")
    assert "Aucune école ne vous est confiée" in eve.text
    assert await count(bench, "bookings") == 2


async def test_garbage_gets_neither_silence_nor_an_apology(bench: Bench) -> None:
    await bench.build(a_class_of_three)
    camille = await at_tools(bench)
    for way in (["Inscription"], ["Suppression", "Continuer", "Cantine", "Continuer"], ["Opérations"], ["Montée"]):
        await camille.press(*way)
        state = await camille.state()
        own = {button for screen, button in BUTTONS if screen == state and len(button) == 1}
        for press in GARBAGE:
            for widget in sorted(own):
                await camille.forge(f"{widget}:{press}")
                assert "pas marché" not in (camille.answer or "")
                assert await camille.state() == state
        await camille.say("/start")
        await camille.press("🧰 Outils")
