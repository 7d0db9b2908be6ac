"""The journal, from the chat; and a sentence for whatever is recorded."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.db import audit
from core.model.people import Actor, Scope, StaffActor
from core.organisation import UnitOfWork
from dialogs.audit.sentences import ACTIONS
from dialogs.states import Audit
from locales import LOCALES, translator
from tests.builders import OTHER_SCHOOL, Family, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager

CORE = Path(__file__).parents[2] / "core"

_RECORDERS = {"record", "_record", "_record_list"}
"""What an audit event is written by, and the functions that add to its facts."""


def _recorded() -> Iterator[str]:
    """The actions that ``core`` records: the words it gives to whatever writes an event."""
    sources = (path.read_text(encoding="utf-8") for path in CORE.rglob("*.py"))
    for tree in (ast.parse(source) for source in sources if "audit" in source):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name_of(node.func) in _RECORDERS:
                yield from (
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                )


def _name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def test_whatever_is_recorded_has_a_sentence() -> None:
    assert set(_recorded()) == ACTIONS
    for t in map(translator, LOCALES):
        assert {action for action in ACTIONS if not t.has(f"audit-{action.replace('_', '-')}")} == set()


async def note(bench: Bench, actor: Actor | None, action: str, school: int | None = None, **facts: object) -> None:
    def write(uow: UnitOfWork) -> None:
        named = {word.rstrip("_"): fact for word, fact in facts.items()}
        audit.record(uow.tx, actor, action, NOW, named, school_id=school)

    await bench.organisation.write(write)


def family(town: Town) -> Family:
    return town.family("Bruyère").guardian("Anne").child("Lou", "CP")


async def at_journal(bench: Bench) -> tuple[Player, StaffActor, Family]:
    """A manager of everything, a teacher, and Lou."""
    lou = await bench.build(family)
    camille = await manager(bench)
    teacher = await bench.build(Town.teacher)
    return camille, teacher, lou


@ON_SQLITE
async def test_the_journal_says_when_who_and_what(bench: Bench) -> None:
    camille, teacher, lou = await at_journal(bench)
    of_cell = {"child": lou.children["Lou"], "service": lou.school.services["cantine"], "day": "2026-11-24"}
    here = lou.school.id
    await note(bench, teacher, "mark", here, **of_cell, from_=None, to="present")
    await note(bench, teacher, "hour", here, **of_cell, hour="departed", from_=1020, to=1440)
    await note(bench, lou.actor(), "declare_absence", here, cells=2, child=of_cell["child"], reason="medical")
    await note(bench, None, "import", lines=12)
    await note(bench, teacher, "of_another_version", here, secret="<b>")
    await camille.say("/journal")
    assert camille.text.split("\n") == [
        "📜 Journal",
        "",
        "mardi 24 novembre 2026",
        "10 h · Claude Aubépine\u00a0: autre action (of_another_version)",
        "10 h · Console\u00a0: fichier importé (12 lignes)",
        "10 h · Anne Bruyère (famille)\u00a0: 2 absences déclarées (Lou Bruyère)",
        "10 h · Claude Aubépine\u00a0: Lou Bruyère, Cantine du mar. 24/11\u00a0: départ 0 h (avant\u00a0: 17 h)",
        "10 h · Claude Aubépine\u00a0: Lou Bruyère, Cantine du mar. 24/11\u00a0: présent",
    ]


@ON_SQLITE
@pytest.mark.parametrize("locale", LOCALES)
async def test_every_action_is_told_though_it_holds_no_fact(bench: Bench, locale: str) -> None:
    actor = await bench.build(Town.manager)
    camille = await bench.person(actor, name="Camille", locale=locale)
    for action in sorted(ACTIONS):
        await note(bench, actor, action)
    await camille.say("/journal")
    told = camille.text.count("Camille Ortie")
    pages = (len(ACTIONS) - 1) // 10
    for _ in range(pages):
        await camille.press("▶️")
        told += camille.text.count("Camille Ortie")
    assert told == len(ACTIONS)
    assert "▶️" not in camille.labels()
    await camille.press(*["◀️"] * pages)
    assert "◀️" not in camille.labels()


@ON_SQLITE
async def test_the_journal_is_narrowed_and_widened_again(bench: Bench) -> None:
    camille, teacher, lou = await at_journal(bench)
    here = lou.school.id
    await note(bench, teacher, "adults", here, service=lou.school.services["cantine"], day="2026-11-24", count=2)
    await note(bench, None, "enrol", here, child=lou.children["Lou"], enrolled=True)
    await camille.say("/audit")
    await camille.press("Par personne", "Claude Aubépine")
    assert "2 adultes" in camille.text
    assert "inscription" not in camille.text
    await camille.press("✖️ Claude", "Par enfant")
    await camille.say("bruy")
    await camille.press("Lou Bruyère")
    assert "2 adultes" not in camille.text
    assert "Lou Bruyère\u00a0: inscription à" in camille.text
    await camille.press("✖️ Lou", "Par jour", "Hier")
    assert "Rien n’est noté ici." in camille.text
    await camille.press("✖️ lundi", "Par jour")
    await camille.say("31/02")
    assert await camille.state() == Audit.day
    await camille.say("24/12")
    assert "✖️ mercredi 24 décembre" in camille.labels()  # of last year
    await camille.press("✖️ mercredi", "Par jour", "Aujourd’hui")
    assert "2 adultes" in camille.text


@ON_SQLITE
async def test_forged_presses_tell_nothing_of_other_schools(bench: Bench) -> None:
    _, _, lou = await at_journal(bench)

    def of_another_school(town: Town) -> StaffActor:
        return town.manager("Sacha Orme", scopes=[Scope(town.school(OTHER_SCHOOL).id)])

    await note(bench, None, "enrol", lou.school.id, child=lou.children["Lou"], enrolled=True)
    sacha = await manager(bench, of_another_school)
    await sacha.say("/journal")
    assert "Lou" not in sacha.text
    for way, press in (("Par enfant", f"c:{lou.children['Lou']}"), ("Par personne", "s:999")):
        await sacha.press(way)
        await sacha.forge(press)
        assert "n’est plus, le vôtre" in (sacha.answer or "")
        await sacha.press("Retour")
    for press in ("p:x", "p:1", "p:1.2.3", "x:all", "x:"):
        await sacha.forge(press)
        assert "pas marché" not in (sacha.answer or "")
    await sacha.forge("p:3.999999")
    assert "Rien n’est noté ici." in sacha.text
