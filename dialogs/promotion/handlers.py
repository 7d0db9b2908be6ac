"""A school moves up: where a class goes, who goes elsewhere, then all at once."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.usecases.promoting import promote
from dialogs.answering import say
from dialogs.presses import choice_of, number_of, parts_of
from dialogs.promotion.chosen import (
    child_in,
    choices_of,
    class_in,
    key_of,
    read_places,
    read_plan,
    school_of,
    send_child,
    send_class,
    send_with_class,
    targets_of,
)
from dialogs.states import Promotion
from dialogs.visit import visit_of

LONGEST_NAME = 80
"""Characters of the name of a class."""


async def begin(_start_data: Any, manager: DialogManager) -> None:
    """Which school, where there are several. Raises ``NotAuthorisedError``."""
    places = await read_places(manager)
    if len(places) == 1:
        await choose_place(manager, str(places[0].id))


async def choose_place(manager: DialogManager, press: str) -> None:
    """The school: then its plan."""
    places = {str(place.id): place.id for place in await read_places(manager)}
    manager.dialog_data.update({"school": choice_of(press, places), "choices": {}, "page": 0})
    await manager.switch_to(Promotion.plan)


async def open_class(manager: DialogManager, press: str) -> None:
    """A class of this year."""
    manager.dialog_data["class"] = class_in(await read_plan(manager), number_of(press)).class_id
    await manager.switch_to(Promotion.one)


async def choose_target(manager: DialogManager, press: str) -> None:
    """Where a class goes: then the plan."""
    who, where = parts_of(press, 2)
    plan = await read_plan(manager)
    send_class(manager, class_in(plan, number_of(who)), choice_of(where, targets_of(plan)))
    await manager.switch_to(Promotion.plan)


async def write_target(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Where a class goes, by a name of the person's own: then the plan."""
    name = await _typed_name(message, manager)
    if name:
        send_class(manager, class_in(await read_plan(manager), int(manager.dialog_data["class"])), name)
        await manager.switch_to(Promotion.plan)


async def open_child(manager: DialogManager, press: str) -> None:
    """A child; one who is in a class of next year stays there."""
    child = child_in(await read_plan(manager), number_of(press))
    if child.is_placed:
        t = visit_of(manager).t
        say(t.text("promote-is-placed", name=child.first_name, target=child.target or "—"), alert=True)
        return
    manager.dialog_data["child"] = child.child_id
    await manager.switch_to(Promotion.child)


async def choose_for_child(manager: DialogManager, press: str) -> None:
    """Where a child goes: then the children of the class."""
    who, where = parts_of(press, 2)
    plan = await read_plan(manager)
    child = child_in(plan, number_of(who))
    if where == "class":
        send_with_class(manager, child.child_id)
    else:
        send_child(manager, child.child_id, choice_of(where, targets_of(plan)))
    await manager.switch_to(Promotion.children)


async def write_for_child(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Where a child goes, by a name of the person's own: then the children of the class."""
    name = await _typed_name(message, manager)
    if name:
        send_child(manager, int(manager.dialog_data["child"]), name)
        await manager.switch_to(Promotion.children)


async def _typed_name(message: Message, manager: DialogManager) -> str:
    """The name of a class as it was typed; empty, and said so, where it is none."""
    name = " ".join((message.text or "").split())
    if 0 < len(name) <= LONGEST_NAME:
        return name
    await message.answer(visit_of(manager).t.html("promote-name", count=LONGEST_NAME))
    return ""


async def apply(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Move everybody. The key is the confirmation's own, so that a press that comes twice does it once."""
    visit = visit_of(manager)
    operated = await visit.write_apart(
        promote, visit.staff, school_of(manager), choices_of(manager), key_of(manager), visit.now
    )
    manager.dialog_data["operation"] = operated.id
    for kept in ("school", "choices", "class", "child"):
        manager.dialog_data.pop(kept, None)
    await manager.switch_to(Promotion.done)
