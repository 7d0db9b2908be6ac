"""An absence, from the child to the confirmation."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.absence.getters import (
    read_absence_child,
    read_absence_days,
    read_absence_reason,
    read_absence_recap,
    read_absence_sent,
)
from dialogs.absence.handlers import (
    choose_child,
    choose_days,
    choose_reason,
    declare,
    go_to_reason,
    leave_days,
    open_absence,
)
from dialogs.states import Absence, Home, Requests
from dialogs.week import turn
from dialogs.widgets import Keys, Say, Screen


def absence_dialog() -> Dialog:
    """Child, days, reason, recap, confirmation."""
    return Dialog(
        Screen(
            Keys("c", choose_child),
            Cancel(Say("button-back")),
            state=Absence.child,
            getter=read_absence_child,
        ),
        Screen(
            Keys("d", choose_days),
            Keys("n", turn, rows="navigation"),
            Button(Say("button-next"), id="next", on_click=go_to_reason, when=F["chosen"]),
            Button(Say("button-back"), id="back", on_click=leave_days),
            state=Absence.days,
            getter=read_absence_days,
        ),
        Screen(
            Keys("r", choose_reason),
            SwitchTo(Say("button-back"), id="days", state=Absence.days),
            state=Absence.reason,
            getter=read_absence_reason,
        ),
        Screen(
            Button(Say("button-confirm"), id="confirm", on_click=declare, when=F["can_declare"]),
            SwitchTo(Say("button-back"), id="reason", state=Absence.reason),
            state=Absence.recap,
            getter=read_absence_recap,
        ),
        Screen(
            Start(Say("button-requests"), id="requests", state=Requests.list),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Absence.sent,
            getter=read_absence_sent,
        ),
        on_start=open_absence,
    )
