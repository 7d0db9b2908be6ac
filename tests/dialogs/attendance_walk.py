"""A walk through every screen of attendance, and over every button."""

from datetime import timedelta

from core.model.people import Role, Scope, StaffActor
from core.model.planning import RequestKind
from tests.builders import Town
from tests.clock import NOW, THIS_MONDAY, paris
from tests.dialogs.bench import Bench

TODAY = NOW.date()
_SCHOOLS = 11
_CHILDREN = 31


def busy_day(town: Town) -> StaffActor:
    """So many schools and children that each list has a second page; all that a child's line can say."""
    for number in range(_SCHOOLS):
        town.school(f"Abbey {number:02}")
    families = town.families(_CHILDREN, school="Abbey 00")
    days = [THIS_MONDAY + timedelta(days=day) for day in (0, 1, 3)]
    town.booked(*(cell for one in families[1:] for cell in one.cells("Charlie", "garderie_soir", *days)))
    town.requested(families[0].cell("Charlie", "garderie_soir", TODAY))
    town.requested(families[1].cell("Charlie", "garderie_soir", TODAY), kind=RequestKind.ABSENCE, reason="medical")
    return town.manager("Ash Reed", role=Role.CARER, scopes=[Scope(town.school("Abbey 00").id), Scope()])


async def walk_of_attendance(bench: Bench, locale: str) -> None:
    """As a carer of everything, in the afternoon."""
    actor = await bench.build(busy_day)
    before = bench.clock.now()
    bench.move_to(paris("2026-11-24 16:45"))
    ash = await bench.person(actor, name="Ash", locale=locale)
    await ash.touch("attendance", "choice", "p:1", "p:0")
    await ash.press("Abbey 00")
    await ash.say("24/11")
    await ash.say("hm?")
    await ash.touch("o:view.week", "o:class.0", "o:view.day", "d:20261125", "d:20261124", "back", "choice")
    await ash.press("Abbey 00")
    await ash.press("🌇")
    await ash.touch(
        "e:1", "p:1", "p:0", "c:m.", "m:b", "c:m.", "m:e", "c:m.", "refresh", "all:all.", "all:undo.", "a:1."
    )
    await ash.touch("a:told.", "a:2.", "m:a", "c:t.", "m:d", "c:t.", "m:w", "c:w.", "h:", "sheet", "c:w.")
    for text in ("16h50", "18:05", "hm?", "d 7h"):
        await ash.say(text)
    await ash.touch("sheet", "legend", "sheet", "unexpected")
    for text in ("x", "nobody", "charlie"):
        await ash.say(text)
    await ash.touch(
        "u:", "unexpected", "sheet", "week", "c:head", "c:n.", "m:p", "c:m.", "p:1", "refresh", "n:", "sheet"
    )
    await ash.touch("week", "n:week.20261123", "c:d.", "week", "choice", "back", "week", "home", "attendance", "choice")
    await ash.touch("home", "attendance", "home")
    bench.move_to(before)
