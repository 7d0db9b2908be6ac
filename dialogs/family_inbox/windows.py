"""What families ask about their files."""

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.family_inbox.getters import read_erasure, read_list, read_refusal, read_request
from dialogs.family_inbox.handlers import answer, choose_reason, leave_request, open_request, write_reason
from dialogs.states import FamilyInbox
from dialogs.widgets import Keys, Say, Screen, turn_page


def family_inbox_dialog() -> Dialog:
    """The list, one request after the other, why it is refused, and whether to erase for good."""
    return Dialog(
        Screen(
            Keys("r", open_request),
            Keys("p", turn_page, rows="pages"),
            Cancel(Say("button-back")),
            state=FamilyInbox.list,
            getter=read_list,
        ),
        Screen(
            Keys("a", answer, rows="answers"),
            Button(Say("button-back"), id="back", on_click=leave_request),
            state=FamilyInbox.request,
            getter=read_request,
        ),
        Screen(
            Keys("w", choose_reason),
            MessageInput(write_reason),
            SwitchTo(Say("button-back"), id="request", state=FamilyInbox.request),
            state=FamilyInbox.refuse,
            getter=read_refusal,
            takes_text=True,
        ),
        Screen(
            Keys("a", answer, rows="answers"),
            SwitchTo(Say("button-back"), id="request", state=FamilyInbox.request),
            state=FamilyInbox.erase,
            getter=read_erasure,
        ),
    )
