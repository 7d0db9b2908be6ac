"""The chats linked to a guardian (« Mes appareils »): what other portals have a password page for."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.devices.getters import read_chat, read_code, read_main
from dialogs.devices.handlers import make, open_device, unlink
from dialogs.states import Devices
from dialogs.widgets import Keys, Say, Screen


def devices_dialog() -> Dialog:
    """All of them, one of them, and a code for another."""
    return Dialog(
        Screen(
            Keys("c", open_device),
            Keys("g", make, rows="codes"),
            Cancel(Say("button-back")),
            state=Devices.main,
            getter=read_main,
        ),
        Screen(
            Button(Say("button-devices-unlink-confirm"), id="unlink", on_click=unlink, when=F["is_linked"]),
            SwitchTo(Say("button-back"), id="main", state=Devices.main),
            state=Devices.chat,
            getter=read_chat,
        ),
        Screen(
            SwitchTo(Say("button-devices"), id="main", state=Devices.main),
            state=Devices.code,
            getter=read_code,
        ),
    )
