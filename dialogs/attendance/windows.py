"""Attendance, marked at the door."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from dialogs.attendance.choice import leave_choice, open_choice, open_list, pick_day, pick_place, read_choice, write_day
from dialogs.attendance.getters import read_legend, read_list
from dialogs.attendance.handlers import (
    begin,
    choose_mode,
    choose_shown,
    leave_list,
    open_week,
    press_adults,
    press_child,
    press_week,
    press_whole,
    refresh,
    turn_list,
)
from dialogs.attendance.hours import press_hour, read_card, write_hour
from dialogs.attendance.unexpected import mark_unexpected, read_unexpected, write_name
from dialogs.attendance.week import read_week_list, turn_week
from dialogs.states import Attendance, Home
from dialogs.widgets import Keys, Say, Screen, turn_page


def attendance_dialog() -> Dialog:
    """The list of a day and of a week, the choice of which one, a child's hours, and a child nobody expected."""
    return Dialog(_sheet(), _choice(), _week(), *_asides(), on_start=begin)


def _home() -> Start:
    return Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK)


def _sheet() -> Screen:
    return Screen(
        Keys("m", choose_mode, rows="modes"),
        Keys("c", press_child),
        Keys("p", turn_list, rows="pages"),
        Keys("all", press_whole, rows="whole"),
        Keys("a", press_adults, rows="adults"),
        Row(
            SwitchTo(
                Say("button-unexpected"),
                id="unexpected",
                state=Attendance.unexpected,
                on_click=leave_list,
                when=F["takes_unexpected"],
            ),
            Keys("e", choose_shown, rows="shown"),
        ),
        Row(
            Button(Say("button-attendance-week"), id="week", on_click=open_week),
            Button(Say("button-choose-list"), id="choice", on_click=open_choice),
        ),
        Row(
            SwitchTo(Say("button-legend"), id="legend", state=Attendance.legend, on_click=leave_list),
            Button(Say("button-attendance-refresh"), id="refresh", on_click=refresh),
            _home(),
        ),
        state=Attendance.sheet,
        getter=read_list,
    )


def _choice() -> Screen:
    return Screen(
        Keys("d", pick_day, rows="days"),
        Keys("o", pick_place, rows="places"),
        Keys("p", turn_page, rows="pages"),
        Keys("s", open_list, rows="services"),
        MessageInput(write_day),
        Row(Button(Say("button-back"), id="back", on_click=leave_choice), _home()),
        state=Attendance.choice,
        getter=read_choice,
        takes_text=True,
    )


def _week() -> Screen:
    return Screen(
        Keys("m", choose_mode, rows="modes"),
        Keys("c", press_week),
        Keys("p", turn_list, rows="pages"),
        Keys("n", turn_week, rows="navigation"),
        Row(
            SwitchTo(Say("button-attendance-day"), id="sheet", state=Attendance.sheet, on_click=leave_list),
            Button(Say("button-choose-list"), id="choice", on_click=open_choice),
        ),
        Row(Button(Say("button-attendance-refresh"), id="refresh", on_click=refresh), _home()),
        state=Attendance.week,
        getter=read_week_list,
    )


def _back() -> SwitchTo:
    return SwitchTo(Say("button-back"), id="sheet", state=Attendance.sheet, on_click=leave_list)


def _asides() -> tuple[Screen, ...]:
    return (
        Screen(_back(), state=Attendance.legend, getter=read_legend),
        Screen(
            Keys("h", press_hour),
            MessageInput(write_hour),
            _back(),
            state=Attendance.child,
            getter=read_card,
            takes_text=True,
        ),
        Screen(
            Keys("u", mark_unexpected),
            MessageInput(write_name),
            _back(),
            state=Attendance.unexpected,
            getter=read_unexpected,
            takes_text=True,
        ),
    )
