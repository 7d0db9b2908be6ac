"""What a family asks of the service for the rest of the school year."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.states import FamilyRequests, Home, Yearly
from dialogs.widgets import Keys, Say, Screen
from dialogs.yearly.getters import (
    read_child,
    read_comment,
    read_first_day,
    read_kind,
    read_recap,
    read_sent,
    read_services,
    read_weekdays,
)
from dialogs.yearly.handlers import (
    choose_child,
    choose_day,
    choose_service,
    choose_weekday,
    choose_wish,
    leave_out_comment,
    send,
    write_comment,
    write_day,
)
from dialogs.yearly.steps import QUESTIONS


def yearly_dialog() -> Dialog:
    """The questions one by one, the recap, and that it was sent."""
    return Dialog(*_about(), *_details(), *_ending())


def _onwards() -> tuple[Button, Button]:
    return Button(Say("button-yearly-go-on"), id="next", on_click=QUESTIONS.go_on), _back()


def _back() -> Button:
    return Button(Say("button-back"), id="back", on_click=QUESTIONS.go_back)


def _about() -> tuple[Screen, ...]:
    return (
        Screen(Keys("c", choose_child), Cancel(Say("button-back")), state=Yearly.child, getter=read_child),
        Screen(Keys("k", choose_wish), _back(), state=Yearly.kind, getter=read_kind),
    )


def _details() -> tuple[Screen, ...]:
    return (
        Screen(Keys("s", choose_service), *_onwards(), state=Yearly.services, getter=read_services),
        Screen(Keys("w", choose_weekday), *_onwards(), state=Yearly.weekdays, getter=read_weekdays),
        Screen(
            Keys("d", choose_day),
            MessageInput(write_day),
            *_onwards(),
            state=Yearly.first_day,
            getter=read_first_day,
            takes_text=True,
        ),
        Screen(
            MessageInput(write_comment),
            Button(Say("button-yearly-go-on"), id="next", on_click=QUESTIONS.go_on, when=F["has_comment"]),
            Button(Say("button-yearly-no-comment"), id="none", on_click=leave_out_comment),
            _back(),
            state=Yearly.comment,
            getter=read_comment,
            takes_text=True,
        ),
    )


def _ending() -> tuple[Screen, ...]:
    return (
        Screen(
            Button(Say("button-yearly-send"), id="send", on_click=send), _back(), state=Yearly.recap, getter=read_recap
        ),
        Screen(
            Start(Say("button-file-requests"), id="requests", state=FamilyRequests.list),
            SwitchTo(Say("button-yearly-again"), id="again", state=Yearly.child),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Yearly.sent,
            getter=read_sent,
        ),
    )
