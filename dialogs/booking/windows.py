"""A week to be booked."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.kbd import Button, Cancel, Row, Start, SwitchTo

from dialogs.booking.getters import read_booking, read_recap, read_sent
from dialogs.booking.handlers import forget, like_last_week, open_booking, press_grid, send
from dialogs.states import Booking, Home, Requests
from dialogs.week import turn
from dialogs.widgets import Keys, Say, Screen


def booking_dialog() -> Dialog:
    """The grid, the recap in words, the confirmation."""
    return Dialog(
        Screen(
            Keys("c", press_grid),
            Keys("n", turn, rows="navigation"),
            Button(Say("button-like-last-week"), id="copy", on_click=like_last_week, when=F["rows"]),
            SwitchTo(Say("button-recap"), id="recap", state=Booking.recap, when=F["drafted"]),
            Cancel(Say("button-back")),
            state=Booking.week,
            getter=read_booking,
        ),
        Screen(
            Button(Say("button-send"), id="send", on_click=send, when=F["drafted"]),
            Button(Say("button-forget"), id="forget", on_click=forget, when=F["drafted"]),
            SwitchTo(Say("button-back"), id="grid", state=Booking.week),
            state=Booking.recap,
            getter=read_recap,
        ),
        Screen(
            Row(
                SwitchTo(Say("button-book-more"), id="grid", state=Booking.week),
                Start(Say("button-requests"), id="requests", state=Requests.list),
            ),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Booking.sent,
            getter=read_sent,
        ),
        on_start=open_booking,
    )
