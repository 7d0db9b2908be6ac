"""A walk through every screen of the team and of the journal, and over every button."""

from core.db import audit
from core.model.people import StaffActor
from core.organisation import UnitOfWork
from tests.builders import Town
from tests.clock import NOW
from tests.dialogs.bench import Bench, Player

_CLASSES = 21
_TEACHERS = 21
_EVENTS = 12


def _manager_of_many(town: Town) -> StaffActor:
    """So many classes and teachers that each list has a second page."""
    actor = town.manager("Jo Larch")
    elm = town.school("Elm")
    for number in range(_CLASSES):
        town.class_(elm, f"CE1 {number}")
    for number in range(_TEACHERS):
        town.teacher(f"Teacher {number}", f"CE1 {number}", school="Elm")
    town.family("Reed", school="Elm").guardian("Kim").child("Ray", "CE1 1")
    return actor


async def walk_of_the_team(bench: Bench, locale: str) -> None:
    """From the tools through every screen, and back from everywhere."""
    actor: StaffActor = await bench.build(_manager_of_many)
    jo = await bench.person(actor, name="Jo", locale=locale)
    await jo.touch("tools", "team", "rights", "list", "p:1", "p:0", "add", "list", "add")
    for text in ("42", "Val Reed"):
        await jo.say(text)
    await jo.touch("back")
    await jo.say("Val Reed")
    await jo.touch("r:director", "back", "r:director", "p:1", "s:", "create", "one")
    await jo.touch("role", "back", "role", "r:carer", "places", "p:1", "s:", "back", "email", "one", "email")
    for text in ("hm?", "val@example.org"):
        await jo.say(text)
    await jo.touch("email", "drop", "suspend", "one", "suspend", "confirm", "restore", "code", "one", "list", "p:0")
    await jo.press("Jo Larch")
    await jo.touch("chats", "c:", "one", "list", "__cancel__")
    await _walk_of_the_journal(bench, jo, actor)


async def _walk_of_the_journal(bench: Bench, jo: Player, actor: StaffActor) -> None:
    def note(uow: UnitOfWork) -> None:
        for _ in range(_EVENTS):
            audit.record(uow.tx, actor, "link_chat", NOW)

    await bench.organisation.write(note)
    await jo.touch(
        "journal", "p:1", "p:0", "members", "p:1", "list", "members", "s:", "x:staff", "child", "list", "child"
    )
    for text in ("hm?", "reed"):
        await jo.say(text)
    await jo.touch("c:", "x:child", "day", "list", "day", "d:", "x:days", "day")
    for text in ("hm?", "24/11"):
        await jo.say(text)
    await jo.touch("__cancel__", "__cancel__")
