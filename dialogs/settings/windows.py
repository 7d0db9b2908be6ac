"""Language, and unlinking the chat."""

from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.kbd import Button, Start

from dialogs.settings.getters import read_languages, read_stop
from dialogs.settings.handlers import speak, unlink
from dialogs.states import Home, Settings
from dialogs.widgets import Keys, Say, Screen


def settings_dialog() -> Dialog:
    """Two screens that the commands open."""
    return Dialog(
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
