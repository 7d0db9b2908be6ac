"""What a guardian has asked about their file."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.family_requests.getters import read_list, read_request
from dialogs.family_requests.handlers import open_request, withdraw_request
from dialogs.states import FamilyRequests
from dialogs.widgets import Keys, Say, Screen, turn_page


def family_requests_dialog() -> Dialog:
    """The list, and one of it."""
    return Dialog(
        Screen(
            Keys("r", open_request),
            Keys("p", turn_page, rows="pages"),
            Cancel(Say("button-back")),
            state=FamilyRequests.list,
            getter=read_list,
        ),
        Screen(
            Button(Say("button-withdraw"), id="withdraw", on_click=withdraw_request, when=F["is_pending"]),
            SwitchTo(Say("button-back"), id="list", state=FamilyRequests.list),
            state=FamilyRequests.request,
            getter=read_request,
        ),
    )
