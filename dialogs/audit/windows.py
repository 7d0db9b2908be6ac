"""The journal (« /journal »)."""

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Cancel, SwitchTo

from dialogs.audit.getters import read_authors, read_children, read_days, read_list
from dialogs.audit.handlers import (
    choose_child,
    choose_day,
    choose_member,
    drop_filter,
    first_page,
    turn,
    write_child,
    write_day,
)
from dialogs.states import Audit
from dialogs.widgets import Keys, Say, Screen, turn_page


def audit_dialog() -> Dialog:
    """The lines, and by what they are narrowed."""
    return Dialog(
        Screen(
            Keys("p", turn, rows="pages"),
            Keys("x", drop_filter, rows="filters"),
            SwitchTo(Say("button-audit-member"), id="members", state=Audit.members, on_click=first_page),
            SwitchTo(Say("button-audit-child"), id="child", state=Audit.child, on_click=first_page),
            SwitchTo(Say("button-audit-day"), id="day", state=Audit.day),
            Cancel(Say("button-back")),
            state=Audit.list,
            getter=read_list,
        ),
        Screen(
            Keys("s", choose_member),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="list", state=Audit.list),
            state=Audit.members,
            getter=read_authors,
        ),
        Screen(
            Keys("c", choose_child),
            MessageInput(write_child),
            SwitchTo(Say("button-back"), id="list", state=Audit.list),
            state=Audit.child,
            getter=read_children,
            takes_text=True,
        ),
        Screen(
            Keys("d", choose_day),
            MessageInput(write_day),
            SwitchTo(Say("button-back"), id="list", state=Audit.list),
            state=Audit.day,
            getter=read_days,
            takes_text=True,
        ),
    )
