"""The chats of teams."""

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.groups.getters import read_code, read_group, read_groups, read_places, read_roles
from dialogs.groups.handlers import choose_place, choose_role, open_group, unlink
from dialogs.states import Groups
from dialogs.widgets import Keys, Say, Screen, turn_page


def groups_dialog() -> Dialog:
    """The groups there are, and a code for another."""
    return Dialog(
        Screen(
            Keys("g", open_group),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-link-group"), id="role", state=Groups.role),
            Cancel(Say("button-back")),
            state=Groups.list,
            getter=read_groups,
        ),
        Screen(
            Keys("r", choose_role),
            SwitchTo(Say("button-back"), id="list", state=Groups.list),
            state=Groups.role,
            getter=read_roles,
        ),
        Screen(
            Keys("s", choose_place),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="role", state=Groups.role),
            state=Groups.place,
            getter=read_places,
        ),
        Screen(
            SwitchTo(Say("button-groups-seen"), id="list", state=Groups.list),
            state=Groups.code,
            getter=read_code,
        ),
        Screen(
            Button(Say("button-unlink-group"), id="unlink", on_click=unlink),
            SwitchTo(Say("button-back"), id="list", state=Groups.list),
            state=Groups.one,
            getter=read_group,
        ),
    )
