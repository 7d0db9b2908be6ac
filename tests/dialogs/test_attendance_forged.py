"""Attendance pressed on old, forged and foreign buttons."""

from core.model.people import Role
from dialogs.states import Attendance, Home
from tests.builders import OTHER_SCHOOL, Town
from tests.clock import paris
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager
from tests.dialogs.test_attendance import a_class, marks, teacher
from tests.dialogs.test_stale import NOT_YOURS, REFRESHED

pytestmark = ON_SQLITE


async def test_a_button_of_yesterday_marks_nothing_and_brings_today(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    old = claude.data_of("Ada", claude.screen)
    bench.move_to(paris("2026-11-26 11:45"))
    await claude.press_data(old, claude.screen)
    assert claude.answer == "Nous sommes jeudi 26 novembre\u00a0: voici la liste du jour. Rien n’a été pointé."
    assert "aujourd’hui, jeudi 26 novembre" in claude.text
    await claude.forge("c:" + old.partition("c:")[2])
    assert claude.answer == REFRESHED
    await claude.press("➕ Enfant imprévu")
    await claude.say("eve")
    bench.move_to(paris("2026-11-27 11:45"))
    await claude.press("Eve")
    assert "Nous sommes vendredi 27 novembre" in (claude.answer or "")
    assert "aujourd’hui, vendredi 27 novembre" in claude.text
    assert await marks(bench) == {}


GARBAGE = {
    "🔄": [
        *("", "c:", "c:m", "c:m.1.p.n.1", "c:m.a.p.n.1.20261124", "c:m.1.z.n.1.20261124", "c:m.1.p.n.1.20269999"),
        *("c:fly.1", "c:t.p.1.1.20261124", "c:w.1.1", "m:x", "e:2", "all:all.1.2", "all:undo.1.20261124.1", "p:99"),
        *("all:fly.1.20261124.1", "a:100.1.20261124.1", "a:x.1.20261124.1", "a:-1.1.1.1", "h:1.arrived.now"),
    ],
    "Choisir": ["d:x", "d:20269999", "o:view.month", "o:school.x", "o:class.99999", "o:fly.1", "s:1.x.0", "s:1"],
    "Semaine": ["c:n.99999", "c:d.20200101", "c:m.1.p.n.1.20261110", "c:fly", "n:week.x", "n:fly.20261124"],
    "Enfant imprévu": ["u:x", "u:1.n.p.1.20261124", "u:1.p.n.1.20261123", "u:1.p.n.99.20261124"],
}
"""By the button that leads to the screen."""


async def test_garbage_gets_neither_silence_nor_an_apology(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    for way, presses in GARBAGE.items():
        await claude.say("/start")
        await claude.press("📋 Pointage", way)
        state = await claude.state()
        for press in presses:
            await claude.forge(press)
            assert "pas marché" not in (claude.answer or "")
            assert await claude.state() == state
    assert await marks(bench) == {}


async def test_a_teacher_marks_no_other_class_whatever_the_press_says(bench: Bench) -> None:
    claude, family = await teacher(bench)
    elsewhere = await bench.build(lambda town: town.family("Genêt", school=OTHER_SCHOOL).child("Mia"))
    zoe, mia = family.children["Zoé"], elsewhere.children["Mia"]
    canteen, other = family.school.services["cantine"], elsewhere.school.services["cantine"]
    evening, ce1 = family.school.services["garderie_soir"], family.school.classes["CE1"]
    for press, answer in (
        (f"c:m.{zoe}.p.n.{canteen}.20261124", NOT_YOURS),
        (f"c:m.{mia}.p.n.{canteen}.20261124", NOT_YOURS),
        (f"c:m.{mia}.p.n.{other}.20261124", REFRESHED),
        (f"c:m.{family.children['Ada']}.p.n.{evening}.20261124", REFRESHED),
        (f"c:m.{family.children['Ada']}.p.n.{canteen}.20261123", REFRESHED),
        (f"c:t.a.{zoe}.{canteen}.20261124", NOT_YOURS),
        (f"c:w.{zoe}.{canteen}.20261124", NOT_YOURS),
        (f"all:all.{canteen}.20261124.{ce1}", REFRESHED),
        (f"a:3.{other}.20261124.0", REFRESHED),
    ):
        await claude.forge(press)
        assert claude.answer == answer, press
        assert await claude.state() == Attendance.sheet
        assert "Zoé" not in claude.text + "".join(claude.labels())
    await claude.press("🔎 Choisir")
    for service, class_ in ((canteen, ce1), (canteen, 0), (other, 0)):
        await claude.forge(f"s:{service}.20261124.{class_}")
        assert "Zoé" not in claude.text + "".join(claude.labels())
        assert "Mia" not in claude.text + "".join(claude.labels())
    assert await marks(bench) == {}


async def test_the_button_of_a_notice_opens_the_list_of_the_moment_but_not_for_the_kitchen(bench: Bench) -> None:
    claude, _ = await teacher(bench)
    cook = await manager(bench, lambda town: town.manager("Maé Fenouil", role=Role.KITCHEN))
    assert "📋 Pointage" not in cook.labels()
    for one in (claude, cook):
        pushed = await bench.push(one, ("Pointer", "open:attendance"))
        await one.press("Pointer", on=one.chat.messages[pushed])
    assert await claude.state() == Attendance.sheet
    assert claude.text.startswith("🍽 Cantine · CP")
    assert cook.answer == NOT_YOURS


async def test_on_a_day_without_a_service_the_choice_opens(bench: Bench) -> None:
    await bench.build(a_class)
    claude = await manager(bench, Town.teacher)
    bench.move_to(paris("2026-11-29 10:00"))
    await claude.press("📋 Pointage")
    assert await claude.state() == Attendance.choice
    assert "Aucun service ce jour-là" in claude.text
    await claude.press("Retour")
    assert await claude.state() == Home.main
