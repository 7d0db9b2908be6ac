"""A guardian's children, the sheet of each, who may fetch it, its photo."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, SwitchTo

from dialogs.children.adding import (
    begin_adding,
    choose_relation,
    go_without_phone,
    read_adding,
    read_phone,
    read_recap,
    read_relation,
    send_pickup,
    take_name,
    take_phone,
    take_relation,
)
from dialogs.children.getters import read_child, read_list, read_one, read_photo_screen, read_pickups
from dialogs.children.handlers import choose_child, choose_person, end_person, order_records, order_sheet
from dialogs.children.photo import drop_photo, show_photo, take_photo
from dialogs.states import Children
from dialogs.widgets import Keys, Say, Screen


def children_dialog() -> Dialog:
    """« Mes enfants »."""
    return Dialog(
        Screen(Keys("c", choose_child), Cancel(Say("button-back")), state=Children.list, getter=read_list),
        Screen(
            SwitchTo(Say("button-pickups"), id="pickups", state=Children.pickups),
            SwitchTo(Say("button-photo"), id="photo", state=Children.photo),
            Button(Say("button-sheet-pdf"), id="pdf", on_click=order_sheet),
            Button(Say("button-sheet-records"), id="records", on_click=order_records),
            SwitchTo(Say("button-back"), id="back", state=Children.list),
            state=Children.sheet,
            getter=read_child,
        ),
        *_pickup_screens(),
        Screen(
            Button(Say("button-photo-show"), id="show", on_click=show_photo, when=F["has_photo"]),
            Button(Say("button-photo-remove"), id="remove", on_click=drop_photo, when=F["has_photo"]),
            SwitchTo(Say("button-back"), id="back", state=Children.sheet),
            MessageInput(take_photo),
            state=Children.photo,
            getter=read_photo_screen,
            takes_text=True,
        ),
    )


def _pickup_screens() -> tuple[Screen, ...]:
    """Who may fetch the child: the list, one of them, and the questions about a new one."""
    return (
        Screen(
            Keys("p", choose_person),
            SwitchTo(Say("button-pickup-add"), id="add", state=Children.add, on_click=begin_adding),
            SwitchTo(Say("button-back"), id="back", state=Children.sheet),
            state=Children.pickups,
            getter=read_pickups,
        ),
        Screen(
            Button(Say("button-pickup-end"), id="end", on_click=end_person, when=F["can_end"]),
            SwitchTo(Say("button-back"), id="back", state=Children.pickups),
            state=Children.person,
            getter=read_one,
        ),
        Screen(
            SwitchTo(Say("button-back"), id="back", state=Children.pickups),
            MessageInput(take_name),
            state=Children.add,
            getter=read_adding,
            takes_text=True,
        ),
        Screen(
            Keys("r", choose_relation),
            SwitchTo(Say("button-back"), id="back", state=Children.add),
            MessageInput(take_relation),
            state=Children.relation,
            getter=read_relation,
            takes_text=True,
        ),
        Screen(
            SwitchTo(Say("button-no-phone"), id="none", state=Children.recap, on_click=go_without_phone),
            SwitchTo(Say("button-back"), id="back", state=Children.relation),
            MessageInput(take_phone),
            state=Children.phone,
            getter=read_phone,
            takes_text=True,
        ),
        Screen(
            Button(Say("button-pickup-send"), id="send", on_click=send_pickup),
            SwitchTo(Say("button-back"), id="back", state=Children.phone),
            state=Children.recap,
            getter=read_recap,
        ),
    )
