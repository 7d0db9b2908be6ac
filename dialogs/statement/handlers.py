"""A guardian looks into an invoice, and has it sent."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.usecases.statements import order_invoice, read_invoice
from dialogs.answering import say
from dialogs.presses import number_of
from dialogs.states import Statement
from dialogs.visit import visit_of


async def open_invoice(manager: DialogManager, press: str) -> None:
    """Look into an invoice of one's own family."""
    visit = visit_of(manager)
    sheet = await visit.read(read_invoice, visit.guardian, number_of(press), visit.now)
    manager.dialog_data["invoice"] = sheet.invoice.id
    await manager.switch_to(Statement.invoice)


async def send_invoice(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Have it sent as a PDF."""
    visit = visit_of(manager)
    is_ordered = await visit.write(order_invoice, visit.guardian, manager.dialog_data["invoice"], visit.now)
    say(visit.t.text("invoice-ordered" if is_ordered else "invoice-on-its-way"))


async def open_payments(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """To the first page of the payments."""
    _turn_to_first(manager)
    await manager.switch_to(Statement.payments)


async def open_invoices(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the first page of the invoices."""
    _turn_to_first(manager)
    await manager.switch_to(Statement.main)


def _turn_to_first(manager: DialogManager) -> None:
    manager.dialog_data.pop("page", None)
