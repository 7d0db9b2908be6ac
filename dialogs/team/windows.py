"""Who works here, and what each may see and do (« /qui »)."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.states import Team
from dialogs.team.choosing import read_name, read_places, read_roles
from dialogs.team.getters import (
    read_chats,
    read_code,
    read_email,
    read_list,
    read_one,
    read_rights,
    read_suspension,
)
from dialogs.team.handlers import (
    add,
    begin_adding,
    choose_place,
    choose_role,
    drop_email,
    leave_places,
    leave_role,
    look_at_places,
    make_code,
    open_member,
    restore,
    suspend,
    unlink_chat,
    write_email,
    write_name,
)
from dialogs.widgets import Keys, Say, Screen, turn_page


def team_dialog() -> Dialog:
    """The members, what each role may do, one member, and the questions."""
    return Dialog(*_looking(), *_questions(), *_changes())


def _looking() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("m", open_member),
            Keys("p", turn_page, rows="pages"),
            Button(Say("button-team-add"), id="add", on_click=begin_adding),
            SwitchTo(Say("button-team-rights"), id="rights", state=Team.rights),
            Cancel(Say("button-back")),
            state=Team.list,
            getter=read_list,
        ),
        Screen(
            SwitchTo(Say("button-back"), id="list", state=Team.list),
            state=Team.rights,
            getter=read_rights,
        ),
        Screen(
            SwitchTo(Say("button-team-role"), id="role", state=Team.role, when=F["is_other"]),
            Button(Say("button-team-places"), id="places", on_click=look_at_places, when=F["is_other"]),
            Button(Say("button-team-code"), id="code", on_click=make_code, when=F["is_active"]),
            SwitchTo(Say("button-team-chats"), id="chats", state=Team.chats, when=F["linked"]),
            SwitchTo(Say("button-team-email"), id="email", state=Team.email),
            SwitchTo(Say("button-team-suspend"), id="suspend", state=Team.suspend, when=F["can_suspend"]),
            Button(Say("button-team-restore"), id="restore", on_click=restore, when=F["can_restore"]),
            SwitchTo(Say("button-back"), id="list", state=Team.list),
            state=Team.one,
            getter=read_one,
        ),
    )


def _questions() -> tuple[Screen, ...]:
    return (
        Screen(
            MessageInput(write_name),
            SwitchTo(Say("button-back"), id="list", state=Team.list),
            state=Team.name,
            getter=read_name,
            takes_text=True,
        ),
        Screen(
            Keys("r", choose_role),
            Button(Say("button-back"), id="back", on_click=leave_role),
            state=Team.role,
            getter=read_roles,
        ),
        Screen(
            Keys("s", choose_place),
            Keys("p", turn_page, rows="pages"),
            Button(Say("button-team-create"), id="create", on_click=add, when=F["is_new"]),
            Button(Say("button-back"), id="back", on_click=leave_places),
            state=Team.places,
            getter=read_places,
        ),
        Screen(
            SwitchTo(Say("button-team-code-seen"), id="one", state=Team.one),
            state=Team.code,
            getter=read_code,
        ),
    )


def _changes() -> tuple[Screen, ...]:
    return (
        Screen(
            MessageInput(write_email),
            Button(Say("button-team-no-email"), id="drop", on_click=drop_email, when=F["has_email"]),
            SwitchTo(Say("button-back"), id="one", state=Team.one),
            state=Team.email,
            getter=read_email,
            takes_text=True,
        ),
        Screen(
            Keys("c", unlink_chat),
            SwitchTo(Say("button-back"), id="one", state=Team.one),
            state=Team.chats,
            getter=read_chats,
        ),
        Screen(
            Button(Say("button-team-suspend-confirm"), id="confirm", on_click=suspend),
            SwitchTo(Say("button-back"), id="one", state=Team.one),
            state=Team.suspend,
            getter=read_suspension,
        ),
    )
