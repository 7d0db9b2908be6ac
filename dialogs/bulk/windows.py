"""Many enrolled, booked or removed at once."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.bulk.getters import (
    read_child,
    read_classes,
    read_period,
    read_place_choice,
    read_services,
    read_weekdays,
    read_what,
)
from dialogs.bulk.handlers import (
    carry_out,
    choose_child,
    choose_class,
    choose_days,
    choose_kind,
    choose_place,
    choose_service,
    choose_weekday,
    see_skipped,
    write_days,
)
from dialogs.bulk.recap import read_done, read_recap, read_skipped
from dialogs.bulk.steps import QUESTIONS, begin
from dialogs.enrolment.search import write_name
from dialogs.states import Bulk, Home
from dialogs.tools.operations import undo_it
from dialogs.widgets import Keys, Say, Screen, turn_page


def bulk_dialog() -> Dialog:
    """The questions one by one, the recap, and what was done. Started with the name of a ``Journey``."""
    return Dialog(*_about(), *_details(), *_ending(), on_start=begin)


def _onwards() -> tuple[Button, Button]:
    return Button(Say("button-go-on"), id="next", on_click=QUESTIONS.go_on), _back()


def _back() -> Button:
    return Button(Say("button-back"), id="back", on_click=QUESTIONS.go_back)


def _about() -> tuple[Screen, ...]:
    return (
        Screen(Keys("k", choose_kind), _back(), state=Bulk.what, getter=read_what),
        Screen(
            Keys("c", choose_child),
            MessageInput(write_name),
            _back(),
            state=Bulk.child,
            getter=read_child,
            takes_text=True,
        ),
        Screen(
            Keys("s", choose_place),
            Keys("p", turn_page, rows="pages"),
            _back(),
            state=Bulk.place,
            getter=read_place_choice,
        ),
        Screen(
            Keys("c", choose_class),
            Keys("p", turn_page, rows="pages"),
            *_onwards(),
            state=Bulk.classes,
            getter=read_classes,
        ),
    )


def _details() -> tuple[Screen, ...]:
    return (
        Screen(Keys("v", choose_service), *_onwards(), state=Bulk.services, getter=read_services),
        Screen(Keys("w", choose_weekday), *_onwards(), state=Bulk.weekdays, getter=read_weekdays),
        Screen(
            Keys("d", choose_days),
            MessageInput(write_days),
            *_onwards(),
            state=Bulk.period,
            getter=read_period,
            takes_text=True,
        ),
    )


def _ending() -> tuple[Screen, ...]:
    return (
        Screen(
            Button(Say("button-apply"), id="apply", on_click=carry_out, when=F["can_apply"]),
            SwitchTo(
                Say("button-left-out"), id="skipped", state=Bulk.skipped, on_click=see_skipped, when=F["left_out"]
            ),
            _back(),
            state=Bulk.recap,
            getter=read_recap,
        ),
        Screen(
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="recap", state=Bulk.recap),
            state=Bulk.skipped,
            getter=read_skipped,
        ),
        Screen(
            Button(Say("button-undo"), id="undo", on_click=undo_it, when=F["can_undo"]),
            Cancel(Say("button-back-to-tools")),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Bulk.done,
            getter=read_done,
        ),
    )
