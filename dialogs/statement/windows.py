"""The statement of account (« relevé de compte »)."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.statement.getters import read_one_invoice, read_payments, read_statement
from dialogs.statement.handlers import open_invoice, open_invoices, open_payments, send_invoice
from dialogs.states import Statement
from dialogs.widgets import Keys, Say, Screen, turn_page


def statement_dialog() -> Dialog:
    """Invoices and balance, payments, one invoice."""
    return Dialog(
        Screen(
            Keys("i", open_invoice),
            Keys("p", turn_page, rows="pages"),
            Button(Say("button-payments"), id="payments", on_click=open_payments, when=F["has_payments"]),
            Cancel(Say("button-back")),
            state=Statement.main,
            getter=read_statement,
        ),
        Screen(
            Keys("p", turn_page),
            Button(Say("button-back"), id="back", on_click=open_invoices),
            state=Statement.payments,
            getter=read_payments,
        ),
        Screen(
            Button(Say("button-invoice-pdf"), id="pdf", on_click=send_invoice),
            SwitchTo(Say("button-back"), id="list", state=Statement.main),
            state=Statement.invoice,
            getter=read_one_invoice,
        ),
    )
