"""A walk through every screen of the tools, and over every button."""

from core.db import tables as t
from core.model.operations import BulkOrder, OperationKind
from core.model.people import StaffActor
from tests.builders import Town
from tests.clock import MONDAY, NOW
from tests.dialogs.bench import Bench, Player

_CLASSES = 21
_SCHOOLS = 12
_FAMILIES = 125
_OPERATIONS = 9


def _planner_of_everything(town: Town) -> StaffActor:
    """So many schools, classes, children and operations that each list has a second page."""
    actor = town.manager("Robin Fir")
    aspen = town.school("Aspen")
    for number in range(_CLASSES):
        town.class_(aspen, f"CM1 {number}")
    town.families(_FAMILIES, school="Aspen")
    town.families(1, school="Birch")
    for number in range(_SCHOOLS):
        town.school(f"Copse {number}")
    order = BulkOrder(OperationKind.REMOVE, aspen.id, frozenset({"cantine"}), MONDAY, MONDAY)
    for number in range(_OPERATIONS):
        town.add(
            t.operations,
            key=f"earlier.{number}",
            kind=order.kind,
            staff_id=actor.staff_id,
            created_at=NOW,
            facts={"order": order.as_json(), "done": 0},
        )
    return actor


async def walk_of_tools(bench: Bench, locale: str) -> None:
    """From the home screen through every tool, and back from everywhere."""
    robin = await bench.person(await bench.build(_planner_of_everything), name="Robin", locale=locale)
    for way in ("hours", "presences", "close"):
        await robin.touch("tools", way)
        await robin.say("/start")
    await robin.touch("tools", "billing", "__cancel__", "team", "__cancel__", "journal", "__cancel__")
    await robin.touch("enrol", "__cancel__", "enrol")
    for text in ("h", "hm?", "aspen 1"):
        await robin.say(text)
    await robin.touch("c:", "s:", "s:", "search", "c:", "__cancel__", "child", "back", "child")
    await robin.say("aspen 1")
    await robin.touch("c:", "back", "back", "add", "back", "add", "k:enrol", "p:1", "back", "k:enrol")
    await robin.press("Aspen")
    await robin.touch("p:1", "c:", "back")
    await robin.press("Aspen")
    await robin.touch("next", "next", "v:", "back", "next", "next", "next", "back", "next", "d:", "skipped", "p:1")
    await robin.touch("recap", "back", "next")
    for ways in (["undo", "__cancel__", "__cancel__"], ["home"]):
        await robin.say("/start")
        await robin.touch("tools", "add", "k:book")
        await robin.press("Aspen")
        await robin.touch("next", "v:", "next", "w:", "back", "next", "next")
        for text in ("hm?", "2/12-1/12", "1/7/2027-1/10/2027", f"{MONDAY:%d/%m}-3/12"):
            await robin.say(text)
        await robin.touch("apply", *ways)
    await robin.touch("tools", "remove", "back", "operations", "p:1", "p:0", "o:", "undo", "operations", "menu")
    await _walk_of_promotion(robin)


async def _walk_of_promotion(robin: Player) -> None:
    await robin.touch("promotion", "p:1", "__cancel__", "promotion")
    await robin.press("Aspen")
    await robin.touch("p:1", "p:0", "c:", "t:", "c:", "plan", "c:", "children", "p:1", "one", "children", "c:")
    await robin.touch("children", "c:", "t:", "c:")
    await robin.say("CE1 Z")
    await robin.touch("one")
    await robin.say("CE1 Y")
    await robin.touch("__cancel__", "promotion")
    await robin.press("Aspen")
    await robin.touch("confirm", "plan", "confirm", "apply", "__cancel__", "promotion")
    await robin.press("Birch")
    await robin.touch("confirm", "apply", "home")
