"""A school moves up in the chat (« Montée pédagogique manuelle »)."""

from sqlalchemy import select

from core.db import tables as t
from core.organisation import UnitOfWork
from dialogs.states import Promotion
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager

pytestmark = ON_SQLITE


def a_school(town: Town) -> Family:
    """Lou and Zoé in CE1, Noé in CE2, Mia in CM2."""
    family = town.family("Bruyère").guardian("Anne").child("Lou", "CE1 A").child("Zoé", "CE1 A")
    return family.child("Noé", "CE2 B").child("Mia", "CM2")


async def at_plan(bench: Bench) -> Player:
    camille = await manager(bench)
    await camille.press("🧰 Outils", "Montée pédagogique")
    return camille


async def next_year(bench: Bench) -> dict[str, str]:
    """The class of next year by first name."""

    def read(uow: UnitOfWork) -> dict[str, str]:
        query = (
            select(t.children.c.first_name, t.school_classes.c.name)
            .join(t.class_members, t.class_members.c.child_id == t.children.c.id)
            .join(t.school_classes, t.school_classes.c.id == t.class_members.c.class_id)
            .where(t.class_members.c.school_year == 2027)
        )
        return dict(uow.tx.execute(query).all())

    found: dict[str, str] = await bench.read(read)
    return found


async def test_a_school_moves_up_as_planned_with_its_exceptions_and_once(bench: Bench) -> None:
    await bench.build(a_school)
    camille = await at_plan(bench)
    for said in ("montée vers 2027-2028", "3 élèves changent de classe", "1 élève quitte l’école",
                 "▸ CE1 A → CE2 A · 2 élèves", "▸ CM2 → quittent l’école · 1 élève"):  # fmt: skip
        assert said in camille.text
    await camille.press("CE2 B")
    await camille.say("CM1 Les Éléphants")
    assert "▸ CE2 B → CM1 Les Éléphants" in camille.text
    await camille.press("CE1 A", "Exceptions (0)", "Zoé Bruyère")
    await camille.say("CE1 A")
    assert "Zoé Bruyère → CE1 A" in camille.labels()
    await camille.press("Lou Bruyère", "quitte l’école")
    await camille.press("Lou Bruyère → quitte l’école", "Avec sa classe", "Retour")
    assert "▸ Zoé Bruyère → CE1 A" in camille.text
    await camille.press("Retour")
    assert "dont 1 reste au même niveau" in camille.text
    assert "1 exception" in camille.text
    assert await next_year(bench) == {}
    await camille.press("Appliquer")
    assert "faire monter vers 2027-2028" in camille.text
    assert "Une montée ne s’annule pas" in camille.text
    assert await next_year(bench) == {}
    apply, asked = camille.data_of("Oui, faire monter", camille.screen), camille.screen
    camille.put_press(apply)
    await camille.press_data(apply, asked)
    assert await camille.state() == Promotion.done
    assert "montée de 3 élèves" in camille.text
    assert await next_year(bench) == {"Lou": "CE2 A", "Zoé": "CE1 A", "Noé": "CM1 Les Éléphants"}
    await camille.press("🧰 Outils", "Montée pédagogique")
    assert "Personne à faire monter" in camille.text
    assert "3 élèves ont déjà leur classe" in camille.text
    assert not any("Appliquer" in label for label in camille.labels())
    await camille.press("CE1 A", "Exceptions", "📌 Lou")
    assert camille.answer == "Lou a déjà sa classe (CE2 A), et y reste."


async def test_a_school_that_is_not_looked_after_whole_cannot_be_moved_up(bench: Bench) -> None:
    family: Family = await bench.build(a_school)
    other = await bench.build(lambda town: town.family("Lys", school=OTHER_SCHOOL).guardian("Al").child("Eli", "CP"))
    dominique = await manager(bench, Town.director)
    await dominique.press("🧰 Outils", "Montée")
    assert SCHOOL in dominique.text
    for press in (
        f"c:{other.school.classes['CP']}",
        f"t:{family.school.classes['CM2']}.00000000",
        "t:99.leave",
        "apply:",
    ):
        await dominique.forge(press)
        assert "pas marché" not in (dominique.answer or "")
        assert await dominique.state() == Promotion.plan
    camille = await at_plan(bench)
    assert {SCHOOL, OTHER_SCHOOL} <= set(camille.labels())
    await camille.press(OTHER_SCHOOL)
    assert "CP → CE1" in camille.text
