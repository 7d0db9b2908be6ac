"""What the service has to decide."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from dialogs.inbox.getters import read_approval, read_done, read_groups, read_pending, read_reason, read_refusal
from dialogs.inbox.handlers import (
    approve_prepared,
    back_to_groups,
    choose,
    choose_reason,
    group_by,
    leave_group,
    leave_recap,
    leave_requests,
    open_group,
    prepare_all,
    prepare_chosen,
    refuse_prepared,
    see_children,
    write_reason,
)
from dialogs.states import FamilyInbox, Home, Inbox
from dialogs.widgets import Keys, Say, Screen, turn_page


def inbox_dialog() -> Dialog:
    """Groups, the children of a group, and a decision from its recap to its result."""
    return Dialog(
        Screen(
            Button(Say("button-approve-all"), id="approve_all", on_click=prepare_all, when=F["count"]),
            Keys("g", open_group),
            Keys("p", turn_page, rows="pages"),
            Keys("l", group_by, rows="levels"),
            Button(Say("button-see-children"), id="children", on_click=see_children, when=F["count"]),
            Start(Say("button-family-files"), id="files", state=FamilyInbox.list),
            Button(Say("button-back"), id="back", on_click=leave_group),
            state=Inbox.groups,
            getter=read_groups,
        ),
        Screen(
            Keys("r", choose),
            Keys("p", turn_page, rows="pages"),
            Row(
                Button(Say("button-approve"), id="approve", on_click=prepare_chosen),
                Button(Say("button-refuse"), id="refuse", on_click=prepare_chosen),
                when=F["count"],
            ),
            Row(
                Button(Say("button-approve-all"), id="approve_all", on_click=prepare_all),
                Button(Say("button-refuse-all"), id="refuse_all", on_click=prepare_all),
                when=F["count"],
            ),
            Button(Say("button-back"), id="back", on_click=leave_requests),
            state=Inbox.requests,
            getter=read_pending,
        ),
        Screen(
            Button(Say("button-confirm"), id="confirm", on_click=approve_prepared, when=F["decidable"]),
            Button(Say("button-confirm-excuse"), id="excuse", on_click=approve_prepared, when=F["undecided"]),
            Button(Say("button-confirm-bill"), id="bill", on_click=approve_prepared, when=F["undecided"]),
            Button(Say("button-back"), id="back", on_click=leave_recap),
            state=Inbox.approve,
            getter=read_approval,
        ),
        Screen(
            Keys("w", choose_reason),
            MessageInput(write_reason),
            Button(Say("button-back"), id="back", on_click=leave_recap),
            state=Inbox.reason,
            getter=read_reason,
            takes_text=True,
        ),
        Screen(
            Button(Say("button-confirm"), id="confirm", on_click=refuse_prepared, when=F["count"]),
            SwitchTo(Say("button-back"), id="reason", state=Inbox.reason),
            state=Inbox.refuse,
            getter=read_refusal,
        ),
        Screen(
            Button(Say("button-inbox-again"), id="again", on_click=back_to_groups),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Inbox.done,
            getter=read_done,
        ),
    )
