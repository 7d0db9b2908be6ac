"""A walk through every screen from which lists are drawn and months are closed, and over every button."""

from sqlalchemy import update

from core.db import tables as t
from core.model.people import StaffActor
from core.organisation import UnitOfWork
from tests.builders import Town
from tests.dialogs.announcing_walk import touch_here
from tests.dialogs.bench import Bench

_CLASSES = 25
_SCHOOLS = 13


def _reader_of_everything(uow: UnitOfWork) -> StaffActor:
    """So many schools and classes that each list has a second page."""
    town = Town(uow)
    actor = town.manager("Sam Ivy")
    uow.tx.execute(update(t.staff).where(t.staff.c.id == actor.staff_id).values(email="sam@b.example"))
    for number in range(_SCHOOLS):
        town.school(f"Dale {number:02}")
    for number in range(_CLASSES):
        town.class_(town.school("Dale 00"), f"CM{number}")
    return actor


async def walk_of_reports(bench: Bench, locale: str) -> None:
    """From the home screen to the last report, and back from everywhere."""
    sam = await bench.person(await bench.organisation.write(_reader_of_everything), name="Sam", locale=locale)
    await sam.touch("reports", "billing", "__cancel__", "billing", "m:20261001", "months", "m:20261001")
    await sam.touch("close", "month", "close", "confirm", "reopen", "month", "reopen", "confirm")
    await sam.touch("draw", "filters", "back", "months", "__cancel__", "__cancel__")
    await sam.touch("reports", "k:staff_presences", "o:xlsx", "w:email", "w:chat", "back", "k:presences_detailed")
    await sam.touch("f:period", "filters", "f:period", "d:", "f:school", "p:1", "filters", "f:school", "s:all")
    await sam.touch("f:class", "p:1", "filters", "f:class", "c:", "f:services", "filters", "f:services", "v:")
    for press in ("filters", "r:all"):
        await sam.forge("f:rate")  # a service without rates shows no way there
        await sam.touch(press)
    await sam.touch("f:period")
    for text in ("hm?", "2/11-1/11", "2/11 to 13/11"):
        await sam.say(text)
    await sam.touch("recap", "filters", "recap")
    await touch_here(sam, "draw", "filters", "recap", "draw", "kinds", "k:week", "recap", "draw", "home")
