"""« Contact »: how the service is reached, when it is open, where it is."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel

from dialogs.contact.getters import read_contact
from dialogs.contact.handlers import send_location
from dialogs.states import Contact
from dialogs.widgets import Say, Screen


def contact_dialog() -> Dialog:
    """One screen, for families and staff alike."""
    return Dialog(
        Screen(
            Button(Say("button-locate"), id="locate", on_click=send_location, when=F["is_located"]),
            Cancel(Say("button-back")),
            state=Contact.main,
            getter=read_contact,
        ),
    )
