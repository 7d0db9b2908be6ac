"""What the family has asked."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.requests.getters import read_requests, read_withdraw
from dialogs.requests.handlers import choose_request, withdraw_request
from dialogs.states import FamilyRequests, Requests
from dialogs.widgets import Keys, Say, Screen, turn_page


def requests_dialog() -> Dialog:
    """The list, and the withdrawal of one."""
    return Dialog(
        Screen(
            Keys("r", choose_request),
            Keys("p", turn_page, rows="pages"),
            Start(Say("button-file-requests"), id="files", state=FamilyRequests.list),
            Cancel(Say("button-back")),
            state=Requests.list,
            getter=read_requests,
        ),
        Screen(
            Button(Say("button-withdraw"), id="withdraw", on_click=withdraw_request, when=F["can_withdraw"]),
            SwitchTo(Say("button-back"), id="list", state=Requests.list),
            state=Requests.withdraw,
            getter=read_withdraw,
        ),
    )
