"""A family withdraws a request."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.usecases.requesting import withdraw
from dialogs.answering import say
from dialogs.presses import number_of
from dialogs.states import Requests
from dialogs.visit import visit_of


async def choose_request(manager: DialogManager, press: str) -> None:
    """Ask before it is withdrawn."""
    manager.dialog_data["request"] = number_of(press)
    await manager.switch_to(Requests.withdraw)


async def withdraw_request(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Withdraw it; one that was decided meanwhile stays decided, and the family is told."""
    visit = visit_of(manager)
    withdrawn = await visit.write(withdraw, visit.guardian, [manager.dialog_data["request"]], visit.now)
    say(visit.t.text("withdrawn" if withdrawn else "withdraw-too-late"), alert=not withdrawn)
    await manager.switch_to(Requests.list)
