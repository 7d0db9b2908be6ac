"""A child is found by a typed name."""

from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from core.model.errors import NotAuthorisedError
from core.model.operations import Pupil
from core.usecases.enrolling import find_pupils, read_enrolments
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key

SHORTEST = 2
"""Letters that must be typed."""
LONGEST = 60
"""Characters of a name that are read."""
MOST = 20
"""How many children are offered."""


async def matches(manager: DialogManager, question: str, chosen: int | None = None) -> dict[str, Any]:
    """The children whose name holds what was typed, as keys that say their ids. Raises ``NotAuthorisedError``."""
    visit = visit_of(manager)
    typed = str(manager.dialog_data.get("typed", ""))
    found = await visit.read(find_pupils, visit.staff, typed, visit.now, MOST)
    parts = [question]
    if typed:
        parts.append(visit.t.html("enrol-found", name=typed, count=len(found)))
    if len(found) == MOST:
        parts.append(visit.t.html("enrol-more", count=MOST))
    names_school = len({one.school_id for one in found}) > 1
    rows = tuple((Key(_label(one, names_school, one.child_id == chosen), str(one.child_id)),) for one in found)
    return {"body": "\n\n".join(parts), "rows": rows if typed else ()}


def _label(pupil: Pupil, names_school: bool, is_chosen: bool) -> str:
    place = [pupil.class_name, *([pupil.school] if names_school else [])]
    return f"{'● ' if is_chosen else ''}{full_name(pupil)} · {', '.join(place)}"


def full_name(pupil: Pupil) -> str:
    """``Lou Bruyère``."""
    return f"{pupil.first_name} {pupil.last_name}"


async def name_of(visit: Visit, child_id: int) -> str:
    """The name of a child; a dash for one who is not looked after (any more)."""
    try:
        return full_name((await visit.read(read_enrolments, visit.staff, child_id, visit.now)).pupil)
    except NotAuthorisedError:
        return "—"


async def write_name(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A name to look for."""
    typed = " ".join((message.text or "").split())[:LONGEST]
    if len(typed) < SHORTEST:
        await message.answer(visit_of(manager).t.html("enrol-too-short", count=SHORTEST))
        return
    manager.dialog_data["typed"] = typed
