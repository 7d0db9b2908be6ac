"""Billing, month by month."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.billing.getters import read_close, read_month, read_months, read_reopen
from dialogs.billing.handlers import close_it, draw_month, open_month, reopen_it
from dialogs.states import Billing
from dialogs.widgets import Keys, Say, Screen


def billing_dialog() -> Dialog:
    """The months, one of them, and what closing and reopening it mean."""
    return Dialog(
        Screen(
            Keys("m", open_month),
            Cancel(Say("button-back")),
            state=Billing.months,
            getter=read_months,
        ),
        Screen(
            Button(Say("button-billing-draw"), id="draw", on_click=draw_month),
            SwitchTo(Say("button-billing-close"), id="close", state=Billing.close, when=F["can_close"]),
            SwitchTo(Say("button-billing-reopen"), id="reopen", state=Billing.reopen, when=F["can_reopen"]),
            SwitchTo(Say("button-back"), id="months", state=Billing.months),
            state=Billing.month,
            getter=read_month,
        ),
        Screen(
            Button(Say("button-billing-close-confirm"), id="confirm", on_click=close_it, when=F["can_close"]),
            SwitchTo(Say("button-back"), id="month", state=Billing.month),
            state=Billing.close,
            getter=read_close,
        ),
        Screen(
            Button(Say("button-billing-reopen-confirm"), id="confirm", on_click=reopen_it, when=F["can_reopen"]),
            SwitchTo(Say("button-back"), id="month", state=Billing.month),
            state=Billing.reopen,
            getter=read_reopen,
        ),
    )
