"""The tools (« Outils »)."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.announcements.handlers import first_page
from dialogs.states import Attendance, Audit, Billing, Bulk, Enrolment, Promotion, Team, Tools
from dialogs.tools.getters import read_menu
from dialogs.tools.handlers import open_closure, open_hours
from dialogs.tools.operations import open_operation, read_operation, read_operations, undo_it
from dialogs.widgets import Keys, Say, Screen, turn_page


def tools_dialog() -> Dialog:
    """What can be done at once, in the order of the portal; and what was."""
    return Dialog(_menu(), *_operations())


def _menu() -> Screen:
    plans, marks = F["plan"], F["mark"]
    return Screen(
        Start(Say("button-enrol-one"), id="enrol", state=Enrolment.search, when=plans),
        Start(Say("button-bulk-add"), id="add", state=Bulk.what, data="add", when=plans),
        Start(Say("button-bulk-remove"), id="remove", state=Bulk.place, data="remove", when=plans),
        Button(Say("button-hours"), id="hours", on_click=open_hours, when=marks),
        Start(Say("button-presences"), id="presences", state=Attendance.sheet, when=marks),
        Start(Say("button-promotion"), id="promotion", state=Promotion.place, when=plans),
        Start(Say("button-recurring"), id="child", state=Bulk.child, data="child", when=plans),
        Button(Say("button-close-days"), id="close", on_click=open_closure, when=F["announce"]),
        SwitchTo(Say("button-operations"), id="operations", state=Tools.operations, on_click=first_page, when=plans),
        Start(Say("button-team"), id="team", state=Team.list, when=F["manage_staff"]),
        Start(Say("button-journal"), id="journal", state=Audit.list, when=F["read_audit"]),
        Start(Say("button-billing"), id="billing", state=Billing.months, when=F["bill"]),
        Cancel(Say("button-back")),
        state=Tools.menu,
        getter=read_menu,
    )


def _operations() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("o", open_operation),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="menu", state=Tools.menu),
            state=Tools.operations,
            getter=read_operations,
        ),
        Screen(
            Button(Say("button-undo"), id="undo", on_click=undo_it, when=F["can_undo"]),
            SwitchTo(Say("button-back"), id="operations", state=Tools.operations),
            state=Tools.operation,
            getter=read_operation,
        ),
    )
