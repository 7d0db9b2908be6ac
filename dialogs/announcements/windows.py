"""What the service announces."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.announcements.documents import drop_document, take_document
from dialogs.announcements.getters import (
    read_audience,
    read_days,
    read_document,
    read_modes,
    read_school_choice,
    read_services,
    read_words,
)
from dialogs.announcements.handlers import (
    choose_audience,
    choose_days,
    choose_kind,
    choose_mode,
    choose_school,
    choose_service,
    choose_words,
    first_page,
    open_one,
    reopen_it,
    send,
    set_option,
    show_sample,
    write_days,
    write_words,
)
from dialogs.announcements.recap import read_recap, read_sent
from dialogs.announcements.report import read_bounced, read_main, read_one, read_reopening, read_unreached
from dialogs.announcements.steps import go_back, go_on
from dialogs.states import Announcements, Groups, Home
from dialogs.widgets import Keys, Say, Screen, turn_page


def announcements_dialog() -> Dialog:
    """The list, the questions one by one, the recap, and what became of an announcement."""
    return Dialog(_main(), *_questions(), *_ending(), *_afterwards())


def _main() -> Screen:
    return Screen(
        Keys("k", choose_kind, rows="kinds"),
        Keys("a", open_one),
        Keys("p", turn_page, rows="pages"),
        Start(Say("button-groups"), id="groups", state=Groups.list),
        SwitchTo(
            Say("button-bounced"), id="bounced", state=Announcements.bounced, on_click=first_page, when=F["bounced"]
        ),
        Cancel(Say("button-back")),
        state=Announcements.main,
        getter=read_main,
    )


def _onwards() -> tuple[Button, Button]:
    return (
        Button(Say("button-go-on"), id="next", on_click=go_on),
        Button(Say("button-back"), id="back", on_click=go_back),
    )


def _questions() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("s", choose_school),
            Keys("p", turn_page, rows="pages"),
            *_onwards(),
            state=Announcements.schools,
            getter=read_school_choice,
        ),
        Screen(
            Keys("m", choose_mode),
            Keys("p", turn_page, rows="pages"),
            *_onwards(),
            state=Announcements.modes,
            getter=read_modes,
        ),
        Screen(Keys("v", choose_service), *_onwards(), state=Announcements.services, getter=read_services),
        Screen(
            Keys("d", choose_days),
            MessageInput(write_days),
            *_onwards(),
            state=Announcements.days,
            getter=read_days,
            takes_text=True,
        ),
        Screen(
            Keys("c", choose_audience),
            Keys("p", turn_page, rows="pages"),
            *_onwards(),
            state=Announcements.audience,
            getter=read_audience,
        ),
        Screen(
            Keys("w", choose_words),
            MessageInput(write_words),
            *_onwards(),
            state=Announcements.words,
            getter=read_words,
            takes_text=True,
        ),
    )


def _ending() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("o", set_option),
            SwitchTo(Say("button-document"), id="document", state=Announcements.document),
            Button(Say("button-sample"), id="sample", on_click=show_sample, when=F["can_send"]),
            Button(Say("button-announce"), id="send", on_click=send, when=F["can_send"]),
            Button(Say("button-back"), id="back", on_click=go_back),
            state=Announcements.recap,
            getter=read_recap,
        ),
        Screen(
            MessageInput(take_document),
            Button(Say("button-no-document"), id="drop", on_click=drop_document, when=F["has_document"]),
            SwitchTo(Say("button-back"), id="recap", state=Announcements.recap),
            state=Announcements.document,
            getter=read_document,
            takes_text=True,
        ),
        Screen(
            SwitchTo(Say("button-report"), id="one", state=Announcements.one),
            SwitchTo(Say("button-announce-more"), id="main", state=Announcements.main, on_click=first_page),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Announcements.sent,
            getter=read_sent,
        ),
    )


def _afterwards() -> tuple[Screen, ...]:
    return (
        Screen(
            SwitchTo(
                Say("button-unreached"),
                id="unreached",
                state=Announcements.unreached,
                on_click=first_page,
                when=F["unreached"],
            ),
            SwitchTo(Say("button-reopen"), id="reopen", state=Announcements.reopen, when=F["can_reopen"]),
            SwitchTo(Say("button-refresh"), id="one", state=Announcements.one),
            SwitchTo(Say("button-back"), id="main", state=Announcements.main, on_click=first_page),
            state=Announcements.one,
            getter=read_one,
        ),
        Screen(
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="one", state=Announcements.one),
            state=Announcements.unreached,
            getter=read_unreached,
        ),
        Screen(
            Button(Say("button-reopen-confirm"), id="confirm", on_click=reopen_it, when=F["can_reopen"]),
            SwitchTo(Say("button-back"), id="one", state=Announcements.one),
            state=Announcements.reopen,
            getter=read_reopening,
        ),
        Screen(
            Keys("p", turn_page, rows="pages"),
            SwitchTo(Say("button-back"), id="main", state=Announcements.main, on_click=first_page),
            state=Announcements.bounced,
            getter=read_bounced,
        ),
    )
