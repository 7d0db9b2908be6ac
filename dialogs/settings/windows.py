"""How to be told, the language, and unlinking the chat."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Start

from dialogs.settings.getters import read_languages, read_settings, read_stop
from dialogs.settings.handlers import (
    choose_night,
    choose_reminders,
    choose_way,
    speak,
    speak_here,
    take_hours,
    unlink,
)
from dialogs.states import Devices, Home, Settings
from dialogs.widgets import Keys, Say, Screen


def settings_dialog() -> Dialog:
    """Screens that the commands open."""
    return Dialog(
        Screen(
            Keys("w", choose_way, rows="ways"),
            Keys("m", choose_reminders, rows="reminders"),
            Keys("q", choose_night, rows="quiet"),
            Keys("l", speak_here, rows="languages"),
            Start(Say("button-devices"), id="devices", state=Devices.main, when=F["is_guardian"]),
            Start(Say("button-back"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            MessageInput(take_hours),
            state=Settings.main,
            getter=read_settings,
            takes_text=True,
        ),
        Screen(
            Keys("l", speak),
            Start(Say("button-back"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Settings.language,
            getter=read_languages,
        ),
        Screen(
            Button(Say("button-stop"), id="stop", on_click=unlink),
            Start(Say("button-back"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Settings.stop,
            getter=read_stop,
        ),
    )
