"""Somebody is named who may fetch a child: name, what they are to the child, phone number, then the request."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.children import LONGEST_RELATION, MOST_PICKUPS, NewPickup, PickupProblem
from core.rules.phones import phone_of
from core.rules.pickups import name_of, one_called
from core.usecases.pickups import ask_pickup
from dialogs.answering import say
from dialogs.children.getters import sheet_of
from dialogs.children.handlers import child_id, links
from dialogs.presses import UnreadablePressError, choice_of
from dialogs.states import Children
from dialogs.visit import visit_of
from dialogs.widgets import Key, columns

_RELATIONS = ("grandparent", "uncle", "sibling", "childminder", "neighbour", "friend")
_BY_NAME = {one: one for one in _RELATIONS}


async def begin_adding(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Nobody is named yet."""
    manager.dialog_data["new"] = {}


async def take_name(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """First and last name, unless they are on the list already. A name may have the form of a code: it comes first."""
    t = visit_of(manager).t
    name = name_of(message.text or "")
    if name is None:
        if not await links(message, manager):
            await message.answer(t.html("children-name-unread"))
        return
    child = await sheet_of(manager)
    if one_called(child.pickups.persons, *name):
        await message.answer(t.html("children-already-listed", name=" ".join(name), child=child.first_name))
        return
    manager.dialog_data["new"] = {"first": name[0], "last": name[1]}
    await manager.switch_to(Children.relation)


async def choose_relation(manager: DialogManager, press: str) -> None:
    """What they are to the child, by a key: kept in the words that were read."""
    chosen = choice_of(press, _BY_NAME)
    await _keep_relation(manager, visit_of(manager).t.text(f"children-relation-{chosen}"))


async def take_relation(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """The same in the guardian's own words."""
    relation = " ".join((message.text or "").split())
    if 0 < len(relation) <= LONGEST_RELATION:
        await _keep_relation(manager, relation)
    else:
        await message.answer(visit_of(manager).t.html("children-relation-unread", most=LONGEST_RELATION))


async def _keep_relation(manager: DialogManager, relation: str) -> None:
    manager.dialog_data["new"] = {**manager.dialog_data["new"], "relation": relation}
    await manager.switch_to(Children.phone)


async def take_phone(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Their phone number, which may have the form of a code too."""
    phone = phone_of(message.text or "")
    if phone is None:
        if not await links(message, manager):
            await message.answer(visit_of(manager).t.html("children-phone-unread"))
        return
    manager.dialog_data["new"] = {**manager.dialog_data["new"], "phone": phone}
    await manager.switch_to(Children.recap)


async def go_without_phone(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """They have none, or it is not told."""
    manager.dialog_data["new"] = {**manager.dialog_data["new"], "phone": None}


async def send_pickup(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Ask the service; asked twice, it is asked once."""
    visit = visit_of(manager)
    person = _new(manager)
    asked = await visit.write(ask_pickup, visit.guardian, child_id(manager), person, visit.now)
    if asked is PickupProblem.ALREADY_LISTED:
        name = f"{person.first_name} {person.last_name}"
        child = await sheet_of(manager)
        say(visit.t.text("children-already-listed", name=name, child=child.first_name), alert=True)
    elif asked is PickupProblem.TOO_MANY:
        say(visit.t.text("children-too-many", most=MOST_PICKUPS), alert=True)
    else:
        say(visit.t.text("children-add-asked"))
    await manager.switch_to(Children.pickups)


def _new(manager: DialogManager) -> NewPickup:
    """Who has been named. Raises ``UnreadablePressError`` where that is not done."""
    told = manager.dialog_data.get("new", {})
    if not {"first", "last", "relation", "phone"} <= told.keys():
        raise UnreadablePressError("nobody is named")
    return NewPickup(told["first"], told["last"], told["relation"], told["phone"])


async def read_adding(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Who is it?"""
    child = await sheet_of(dialog_manager)
    return {"body": visit_of(dialog_manager).t.html("children-add-name", child=child.first_name)}


async def read_relation(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What are they to the child?"""
    t = visit_of(dialog_manager).t
    child = await sheet_of(dialog_manager)
    told = dialog_manager.dialog_data["new"]
    return {
        "body": t.html("children-add-relation", name=f"{told['first']} {told['last']}", child=child.first_name),
        "rows": columns((Key(t.text(f"children-relation-{one}"), one) for one in _RELATIONS), 2),
    }


async def read_phone(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """How are they called?"""
    return {"body": visit_of(dialog_manager).t.html("children-add-phone")}


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is about to be asked."""
    t = visit_of(dialog_manager).t
    child, person = await sheet_of(dialog_manager), _new(dialog_manager)
    name = f"{person.first_name} {person.last_name}"
    head = t.html("children-add-recap", name=name, relation=person.relation, child=child.first_name)
    phone = person.phone
    phoned = t.html("children-add-recap-phone", phone=phone) if phone else t.html("children-add-recap-none")
    return {"body": f"{head}\n{phoned}\n\n{t.html('children-add-recap-who')}"}
