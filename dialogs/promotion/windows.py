"""Class promotion (« Montée pédagogique »)."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.announcements.handlers import first_page
from dialogs.promotion.getters import (
    read_child,
    read_children,
    read_class,
    read_confirm,
    read_done,
    read_place_choice,
    read_whole,
)
from dialogs.promotion.handlers import (
    apply,
    begin,
    choose_for_child,
    choose_place,
    choose_target,
    open_child,
    open_class,
    write_for_child,
    write_target,
)
from dialogs.states import Home, Promotion
from dialogs.widgets import Keys, Say, Screen, turn_page


def promotion_dialog() -> Dialog:
    """The school, its plan, a class, a child, the confirmation, and what was done."""
    return Dialog(*_plan(), *_exceptions(), *_ending(), on_start=begin)


def _plan() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("s", choose_place),
            Keys("p", turn_page, rows="pages"),
            Cancel(Say("button-back")),
            state=Promotion.place,
            getter=read_place_choice,
        ),
        Screen(
            Keys("c", open_class),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-apply"), id="confirm", state=Promotion.confirm, when=F["can_apply"]),
            Cancel(Say("button-back-to-tools")),
            state=Promotion.plan,
            getter=read_whole,
        ),
        Screen(
            Keys("t", choose_target),
            MessageInput(write_target),
            SwitchTo(Say("button-exceptions"), id="children", state=Promotion.children, on_click=first_page),
            SwitchTo(Say("button-back"), id="plan", state=Promotion.plan, on_click=first_page),
            state=Promotion.one,
            getter=read_class,
            takes_text=True,
        ),
    )


def _ending() -> tuple[Screen, ...]:
    return (
        Screen(
            Button(Say("button-promote-confirm"), id="apply", on_click=apply, when=F["can_apply"]),
            SwitchTo(Say("button-back"), id="plan", state=Promotion.plan),
            state=Promotion.confirm,
            getter=read_confirm,
        ),
        Screen(
            Cancel(Say("button-back-to-tools")),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Promotion.done,
            getter=read_done,
        ),
    )


def _exceptions() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("c", open_child),
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="one", state=Promotion.one),
            state=Promotion.children,
            getter=read_children,
        ),
        Screen(
            Keys("t", choose_for_child),
            MessageInput(write_for_child),
            SwitchTo(Say("button-back"), id="children", state=Promotion.children),
            state=Promotion.child,
            getter=read_child,
            takes_text=True,
        ),
    )
