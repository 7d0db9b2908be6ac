"""One child's enrolments."""

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Cancel, SwitchTo

from dialogs.enrolment.getters import read_pupil, read_search
from dialogs.enrolment.handlers import choose_pupil, set_service
from dialogs.enrolment.search import write_name
from dialogs.states import Enrolment
from dialogs.widgets import Keys, Say, Screen


def enrolment_dialog() -> Dialog:
    """A child is looked for, then its services."""
    return Dialog(
        Screen(
            Keys("c", choose_pupil),
            MessageInput(write_name),
            Cancel(Say("button-back")),
            state=Enrolment.search,
            getter=read_search,
            takes_text=True,
        ),
        Screen(
            Keys("s", set_service),
            SwitchTo(Say("button-other-child"), id="search", state=Enrolment.search),
            Cancel(Say("button-back-to-tools")),
            state=Enrolment.pupil,
            getter=read_pupil,
        ),
    )
