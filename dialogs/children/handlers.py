"""A child is chosen, its documents are sent, and somebody who may fetch it no longer may."""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.children import Sending
from core.usecases.child_sheets import read_sheet, send_records, send_sheet
from core.usecases.pickups import ask_pickup_end, read_person
from dialogs.answering import say
from dialogs.entry.linking import link, may_be_code
from dialogs.presses import number_of
from dialogs.states import Children
from dialogs.visit import Visit, visit_of

_UNSENT = {Sending.NO_EMAIL: "children-no-email", Sending.EMAIL_REFUSED: "children-email-refused"}


async def choose_child(manager: DialogManager, press: str) -> None:
    """Open the sheet of a child, if it is the guardian's."""
    visit = visit_of(manager)
    child = await visit.read(read_sheet, visit.guardian, number_of(press), visit.now)
    manager.dialog_data["child"] = child.id
    await manager.switch_to(Children.sheet)


def child_id(manager: DialogManager) -> int:
    """The child that the dialog is about."""
    return int(manager.dialog_data["child"])


async def links(message: Message, manager: DialogManager) -> bool:
    """Read a message as a code, which links wherever it is written; whether it has the form of one."""
    text = message.text or ""
    if not may_be_code(text):
        return False
    await link(message, text, manager, visit_of(manager))
    return True


async def order_sheet(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Have the sheet sent."""
    visit = visit_of(manager)
    await visit.write(send_sheet, visit.guardian, child_id(manager), visit.now)
    say(visit.t.text("children-sheet-comes"))


async def order_records(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Have the sheet with complementary and health data sent by e-mail, or say how to give an address."""
    visit = visit_of(manager)
    sending = await visit.write(send_records, visit.guardian, child_id(manager), visit.now)
    if sending in _UNSENT:
        say(visit.t.text(_UNSENT[sending], phone=visit.policy.contact.phone), alert=True)
    else:
        say(visit.t.text("children-records-come"), alert=True)


async def choose_person(manager: DialogManager, press: str) -> None:
    """Look at somebody who may fetch the child, if they are of that child."""
    visit = visit_of(manager)
    person = await visit.read(read_person, visit.guardian, child_id(manager), number_of(press), visit.now)
    if person is None:
        _say_gone(visit)
        return
    manager.dialog_data["person"] = person.id
    await manager.switch_to(Children.person)


async def end_person(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Ask that somebody may not fetch the child any more."""
    visit = visit_of(manager)
    asked = await visit.write(
        ask_pickup_end, visit.guardian, child_id(manager), int(manager.dialog_data["person"]), visit.now
    )
    if isinstance(asked, int):
        say(visit.t.text("children-end-asked"))
    else:
        _say_gone(visit)
    await manager.switch_to(Children.pickups)


def _say_gone(visit: Visit) -> None:
    say(visit.t.text("children-person-gone"), alert=True)
