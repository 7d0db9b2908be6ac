"""What is kept of somebody, their own copy of it, and its erasure."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.privacy.getters import read_erasure, read_main
from dialogs.privacy.handlers import erase, send_data
from dialogs.states import Privacy
from dialogs.widgets import Say, Screen


def privacy_dialog() -> Dialog:
    """What /privacy opens for whoever is linked."""
    return Dialog(
        Screen(
            Button(Say("button-privacy-data"), id="data", on_click=send_data, when=F["is_guardian"]),
            SwitchTo(Say("button-privacy-erase"), id="erasure", state=Privacy.erasure, when=F["may_ask"]),
            Cancel(Say("button-back")),
            state=Privacy.main,
            getter=read_main,
        ),
        Screen(
            Button(Say("button-privacy-confirm"), id="erase", on_click=erase),
            SwitchTo(Say("button-back"), id="main", state=Privacy.main),
            state=Privacy.erasure,
            getter=read_erasure,
        ),
    )
