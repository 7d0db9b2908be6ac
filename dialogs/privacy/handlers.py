"""One's own data are sent for, or their erasure is asked for."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.children import Sending
from core.usecases.erasing import ask_erasure
from core.usecases.own_data import send_own_data
from dialogs.answering import say
from dialogs.states import Privacy
from dialogs.visit import visit_of


async def send_data(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Have everything sent by e-mail, or be told why it cannot be."""
    visit = visit_of(manager)
    sending = await visit.write(send_own_data, visit.guardian, visit.now)
    text = visit.t.text(f"privacy-data-{sending.replace('_', '-')}")
    say(text, alert=sending is not Sending.COMES)


async def erase(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Ask for erasure; pressed twice, it is asked once."""
    visit = visit_of(manager)
    await visit.write(ask_erasure, visit.guardian, visit.now)
    say(visit.t.text("privacy-erase-asked"))
    await manager.switch_to(Privacy.main)
