"""Lists and reports are drawn from the chat of staff."""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from core.db import tables as t
from core.model.people import Role, StaffActor
from core.model.policy import Policy, Rate
from core.model.reports import ReportKind
from core.model.terms import Label
from core.organisation import UnitOfWork
from core.policy import preset
from dialogs.states import Home, Reports
from simulator.world import StoredFile
from tests.builders import OTHER_SCHOOL, SCHOOL, Town
from tests.clock import MONDAY, NOW
from tests.dialogs.bench import PATIENCE, Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager
from tests.dialogs.test_announcements import press_on
from tests.dialogs.test_stale import NOT_YOURS, REFRESHED

pytestmark = ON_SQLITE

OF_THE_PORTAL = [
    "1. Liste des inscriptions pour plusieurs services",
    "2. Liste des élèves par classe",
    "3. Liste des enfants par classe et par année scolaire",
    "4. Liste directeur",
    "5. Fiche navette avec réservation",
    "6. Fiche navette sans réservation",
    "7. État des présences des enfants",
    "8. État des présences du personnel",
    "9. État détaillé des présences des enfants d’un contrat",
    "10. État détaillé des présences du personnel",
]
"""As the tutorial of Peaugres lists them."""

GARBAGE = ["", "x", "99", "all.fly", "20269999.20261130", "20261130.20261101", "r.fly", "cantine.2", "png", "pigeon"]


def two_schools(town: Town) -> None:
    """Lou in a CP, booked; Mia in a CM1 of another school."""
    family = bruyere(town).child("Noé", "CE2")
    town.booked(family.cell("Lou", "cantine", NOW.date()), family.cell("Lou", "cantine", MONDAY))
    town.family("Genêt", school=OTHER_SCHOOL).guardian("Jo").child("Mia", "CM1")


async def staff_with_address(bench: Bench, role: str = "manager") -> Player:
    """A manager, director or teacher with an address, at the list of reports, in the town of two schools."""

    def build(uow: UnitOfWork) -> StaffActor:
        town = Town(uow)
        two_schools(town)
        actor: StaffActor = getattr(town, role)()
        uow.tx.execute(update(t.staff).where(t.staff.c.id == actor.staff_id).values(email="a@b.example"))
        return actor

    player = await bench.person(await bench.organisation.write(build), name="Camille")
    await player.press("📄 Listes et rapports")
    return player


async def ordered(bench: Bench) -> list[dict[str, object]]:
    """The facts of what the outbox holds of reports, the oldest first."""

    def read(uow: UnitOfWork) -> list[dict[str, object]]:
        query = select(t.outbox.c.facts).where(t.outbox.c.kind == "report").order_by(t.outbox.c.id)
        return list(uow.tx.execute(query).scalars())

    found: list[dict[str, object]] = await bench.read(read)
    return found


async def brought_to(player: Player) -> StoredFile:
    """The file that came, once the relay has brought it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for message in reversed(player.said):
                if message.file is not None:
                    return message.file
            await asyncio.sleep(0.005)


async def operations(bench: Bench) -> int:
    def read(uow: UnitOfWork) -> int:
        return int(uow.tx.execute(select(func.count()).select_from(t.operations)).scalar_one())

    return int(await bench.read(read))


async def test_the_list_of_the_portal_comes_first_and_in_its_order(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    assert camille.labels()[:10] == OF_THE_PORTAL
    assert camille.labels()[10:] == ["💶 Export de facturation", "📊 La semaine en image", "💶 Facturation", "⬅️ Retour"]
    assert camille.text.split("\n")[2:12] == OF_THE_PORTAL


async def test_a_handover_sheet_takes_four_presses_and_a_double_press_draws_one(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("Fiche navette avec", "Récapitulatif")
    for said in ("mardi 24 novembre", "Toutes les écoles", "Toutes les classes", "PDF, par courriel", "3 tableaux"):
        assert said in camille.text
    draw, recap = camille.data_of("Tirer", camille.screen), camille.screen.message_id
    camille.put_press(draw)
    camille.put_press(draw)
    await bench.settled()
    assert "Votre document arrive par courriel" in camille.chat.messages[recap].formatted.text
    assert [facts["way"] for facts in await ordered(bench)] == ["email"]
    assert await operations(bench) == 1
    await camille.press("Le même, autrement", "Récapitulatif", "Tirer")
    assert await operations(bench) == 2


@pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)
async def test_each_is_one_press_from_its_recap(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    for kind in ReportKind:
        await camille.touch(f"k:{kind}", "recap")
        assert await camille.state() == Reports.recap
        assert "⚠️" not in camille.text
        assert "✅ Tirer" in camille.labels()
        await camille.touch("filters", "back")


async def test_the_filters_are_on_one_screen_each_with_its_value(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("7. État des présences")
    assert camille.labels() == [
        *("📅 du 23 au 27 novembre", "🏫 Toutes les écoles", "👧 Toutes les classes", "🎒 Tous les services"),
        *("● PDF", "XLSX", "CSV", "📝 Récapitulatif ➡️", "⬅️ Retour"),
    ]
    await camille.press("📅", "Le mois dernier", "🏫", SCHOOL, "👧", "CE2", "🎒", "☑️ 🌅", "Continuer", "XLSX")
    assert camille.labels()[:6] == [
        *("📅 octobre 2026", f"🏫 {SCHOOL}", "👧 CE2", "🎒 Cantine et Garderie du soir", "PDF", "● XLSX"),
    ]
    await camille.press("Récapitulatif")
    for said in ("octobre 2026", SCHOOL, "CE2", "Cantine et Garderie du soir", "XLSX, par courriel", "1 tableau"):
        assert said in camille.text
    await camille.press("Tirer")
    (facts,) = await ordered(bench)
    assert facts["way"] == "email"


async def test_another_school_opens_the_class_again_and_a_class_brings_its_school(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("2. Liste des élèves", "👧", f"CM1 ({OTHER_SCHOOL})")
    assert f"🏫 {OTHER_SCHOOL}" in camille.labels()
    await camille.press("🏫", SCHOOL)
    assert "👧 Toutes les classes" in camille.labels()
    await camille.press("👧")
    assert [label for label in camille.labels() if label.startswith("C")] == ["CE2", "CP"]


async def test_days_are_typed_as_people_write_them(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("7. État des présences", "📅")
    for typed, answer in (("demain", "Je ne reconnais pas"), ("13/11 au 2/11", "vient avant le premier")):
        await camille.say(typed)
        assert answer in camille.said[-2].formatted.text
    await camille.say("du 2/11 au 13/11")
    assert "📅 du 2 au 13 novembre" in camille.labels()
    await camille.press("📅")
    await camille.say("15/6")
    assert "📅 lundi 15 juin" in camille.labels()
    await camille.press("📅")
    await camille.say("3/11/2025")
    assert "📅 lundi 3 novembre 2025" in camille.labels()


async def test_what_cannot_be_drawn_says_why_and_what_to_change(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("5. Fiche navette", "📅")
    assert "Ce mois-ci" not in camille.labels()
    await camille.say("2/11 au 13/11")
    await camille.press("Récapitulatif")
    assert "7 jours au plus" in camille.text
    assert "✅ Tirer" not in camille.labels()
    await camille.forge("draw")
    assert camille.is_alert
    assert await operations(bench) == 0
    await camille.press("Modifier", "📅", "Cette semaine", "Récapitulatif", "Tirer")
    assert await operations(bench) == 1


async def test_without_an_address_names_do_not_come_into_the_chat_but_counts_do(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📄 Listes et rapports", "2. Liste des élèves", "Récapitulatif")
    assert "Les listes de noms ne passent pas par la messagerie, et aucune adresse" in camille.text
    assert "✅ Tirer" not in camille.labels()
    ways = ("Modifier", "Retour", "8. État des présences du personnel", "Récapitulatif", "Tirer")
    assert "arrive dans cette conversation" in await press_on(camille, camille.screen.message_id, *ways)
    assert [facts["way"] for facts in await ordered(bench)] == ["chat"]


class TestNamesInChat:
    """Where the policy lets lists of names into the chat."""

    @pytest.fixture
    def policy(self) -> Policy:
        """One that does, and whose canteen has two rates."""
        usual = preset("peaugres")
        low = Rate(key="low", label=Label(fr="Tarif réduit", en="Low rate"), up_to=700, price=Decimal("3.10"))
        full = Rate(key="full", label=Label(fr="Plein tarif", en="Full rate"), price=Decimal("4.20"))
        notices = usual.notices.model_copy(update={"names_in_chat": True})
        services = tuple(
            terms.model_copy(update={"rates": (low, full)}) if terms.key == "cantine" else terms
            for terms in usual.services
        )
        return usual.model_copy(update={"notices": notices, "services": services})

    async def test_a_list_of_names_comes_here(self, bench: Bench) -> None:
        camille = await staff_with_address(bench)
        await camille.press("2. Liste des élèves", "✉️ Par courriel", "💬 Ici", "CSV", "Récapitulatif")
        assert "CSV, dans cette conversation" in camille.text
        await camille.press("Tirer")
        await bench.told(camille, "Tiré le mardi 24 novembre à 10 h par Camille Ortie")
        assert "Bruyère" in (await brought_to(camille)).content.decode("utf-8-sig")

    async def test_a_detailed_list_may_be_of_one_rate(self, bench: Bench) -> None:
        camille = await staff_with_address(bench)
        await camille.press("9. État détaillé", "🎒")
        await camille.press("Cantine", "💶 Tous les tarifs", "Plein tarif", "Récapitulatif")
        assert "💶 Plein tarif" in camille.text
        await camille.press("Modifier", "🎒 Cantine", "Garderie du soir")
        assert not [label for label in camille.labels() if label.startswith("💶")]
        await camille.press("🎒 Garderie du soir", "Cantine", "Récapitulatif")
        assert "💶 Tous les tarifs" in camille.text


async def test_a_teacher_draws_lists_of_the_own_class_alone(bench: Bench) -> None:
    claude = await staff_with_address(bench, "teacher")
    assert not {"💶 Export de facturation", "📊 La semaine en image", "💶 Facturation"} & set(claude.labels())
    await claude.press("2. Liste des élèves")
    assert not [label for label in claude.labels() if label[0] in "🏫👧"]
    await claude.press("Récapitulatif")
    assert "👧 CP" in claude.text
    assert f"🏫 {SCHOOL}" in claude.text
    assert "1 tableau, 1 ligne." in claude.text
    await claude.press("Tirer")
    assert await operations(bench) == 1


async def test_a_director_draws_of_the_own_school_and_bills_nothing(bench: Bench) -> None:
    dominique = await staff_with_address(bench, "director")
    assert "💶 Facturation" not in dominique.labels()
    await dominique.forge("billing")
    assert (dominique.answer, await dominique.state()) == (NOT_YOURS, Reports.kinds)
    await dominique.press("2. Liste des élèves", "👧")
    assert {"CP", "CE2"} <= set(dominique.labels())
    assert not [label for label in dominique.labels() if "CM1" in label]


async def test_the_kitchen_has_no_lists(bench: Bench) -> None:
    await bench.build(two_schools)
    alix = await manager(bench, lambda town: town.manager("Alix Sorbier", role=Role.KITCHEN))
    assert "📄 Listes et rapports" not in alix.labels()
    await alix.forge("reports", mark="")
    assert await alix.state() == Home.main


async def test_forged_presses_are_harmless(bench: Bench) -> None:
    claude = await staff_with_address(bench, "teacher")
    for kind in ("billing", "week", "director", "fly"):
        await claude.forge(f"k:{kind}")
        assert (claude.answer, await claude.state()) == (REFRESHED, Reports.kinds)
    await claude.press("9. État détaillé")
    await _throw(claude, "f", "o", "w")
    for way, *keys in (
        ("f:period", "d"),
        ("f:services", "v"),
        ("f:school", "s", "p"),
        ("f:class", "c"),
        ("f:rate", "r"),
    ):
        await claude.forge(way)
        await _throw(claude, *keys)
        await claude.forge("filters")


async def _throw(player: Player, *widgets: str) -> None:
    """Forged presses of the keys of a screen, all at once: each is answered, and the screen stays."""
    state, mark = await player.state(), player.presses()[0].partition("\x1d")[0]
    thrown = [player.put_press(f"{mark}\x1d{widget}:{value}") for widget in widgets for value in GARBAGE]
    await player.bench.settled()
    answers = [query.answer for query in thrown]
    assert not any(answer is None or "pas marché" in (answer.text or "") for answer in answers)
    assert await player.state() == state


async def test_a_forged_class_of_another_teacher_is_not_drawn(bench: Bench) -> None:
    claude = await staff_with_address(bench, "teacher")
    classes = await bench.read(lambda uow: list(uow.tx.execute(select(t.school_classes.c.id)).scalars()))
    await claude.press("2. Liste des élèves")
    await claude.forge("f:class")
    for one in classes:
        await claude.forge(f"c:{one}")
        await claude.forge("filters")
        await claude.forge("f:class")
    await claude.forge("filters")
    await claude.press("Récapitulatif")
    assert "👧 CP" in claude.text


async def test_who_looks_after_nothing_any_more_draws_nothing(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("2. Liste des élèves", "Récapitulatif")
    await bench.organisation.write(lambda uow: uow.tx.execute(update(t.staff).values(role=Role.KITCHEN)))
    await camille.press("Tirer")
    assert camille.answer == NOT_YOURS
    assert await operations(bench) == 0


async def test_a_button_of_a_list_that_was_left_brings_the_screen_of_today(bench: Bench) -> None:
    camille = await staff_with_address(bench)
    await camille.press("2. Liste des élèves", "Récapitulatif")
    old = camille.data_of("Tirer", camille.screen)
    await camille.say("/start")
    await camille.forge(old, mark="")
    assert (camille.answer, await camille.state()) == (REFRESHED, Home.main)
    assert await operations(bench) == 0
