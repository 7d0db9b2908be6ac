"""« Mon compte »: what the service has on file, and corrections of one's own details."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.account.getters import read_field, read_main, read_recap
from dialogs.account.handlers import choose_field, send_correction, take_detail
from dialogs.states import Account
from dialogs.widgets import Keys, Say, Screen


def account_dialog() -> Dialog:
    """The page of the account, and the two steps of a correction."""
    return Dialog(
        Screen(
            Keys("f", choose_field, rows="fields"),
            Cancel(Say("button-back")),
            state=Account.main,
            getter=read_main,
        ),
        Screen(
            MessageInput(take_detail),
            SwitchTo(Say("button-back"), id="main", state=Account.main),
            state=Account.field,
            getter=read_field,
            takes_text=True,
        ),
        Screen(
            MessageInput(take_detail),
            Button(Say("button-ask-correction"), id="send", on_click=send_correction, when=F["can_ask"]),
            SwitchTo(Say("button-type-again"), id="field", state=Account.field),
            SwitchTo(Say("button-back"), id="main", state=Account.main),
            state=Account.recap,
            getter=read_recap,
            takes_text=True,
        ),
    )
