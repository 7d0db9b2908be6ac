"""A guardian takes back what was asked about their file."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.usecases.filing import read_family_request, withdraw_family_request
from dialogs.answering import say
from dialogs.presses import number_of
from dialogs.states import FamilyRequests
from dialogs.visit import visit_of


async def open_request(manager: DialogManager, press: str) -> None:
    """Read it again before it is withdrawn."""
    visit, request_id = visit_of(manager), number_of(press)
    await visit.read(read_family_request, visit.guardian, request_id, visit.now)
    manager.dialog_data["request"] = request_id
    await manager.switch_to(FamilyRequests.request)


async def withdraw_request(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Withdraw it; one that was decided meanwhile stays decided, and its guardian is told."""
    visit = visit_of(manager)
    withdrawn = await visit.write(withdraw_family_request, visit.guardian, manager.dialog_data["request"], visit.now)
    say(visit.t.text("withdrawn" if withdrawn else "withdraw-too-late"), alert=not withdrawn)
    await manager.switch_to(FamilyRequests.list)
