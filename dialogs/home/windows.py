"""The home screen."""

from aiogram import F
from aiogram_dialog import Dialog, LaunchMode
from aiogram_dialog.widgets.kbd import Group, Start

from dialogs.home.getters import read_home
from dialogs.states import (
    Absence,
    Announcements,
    Attendance,
    Booking,
    Home,
    Inbox,
    Planning,
    Reports,
    Requests,
    Settings,
    Tools,
)
from dialogs.widgets import Say, Screen


def home_dialog() -> Dialog:
    """Where everyone arrives, and what they may do from there."""
    return Dialog(
        Screen(
            Group(
                Start(Say("button-book"), id="book", state=Booking.week),
                Start(Say("button-planning"), id="planning", state=Planning.week),
                Start(Say("button-absence"), id="absence", state=Absence.child),
                Start(Say("button-requests"), id="requests", state=Requests.list),
                width=2,
                when=F["is_guardian"],
            ),
            Start(Say("button-attendance"), id="attendance", state=Attendance.sheet, when=F["marks"]),
            Start(Say("button-inbox"), id="inbox", state=Inbox.groups, when=F["decides"]),
            Start(Say("button-announcements"), id="announcements", state=Announcements.main, when=F["announces"]),
            Start(Say("button-reports"), id="reports", state=Reports.kinds, when=F["reports"]),
            Start(Say("button-tools"), id="tools", state=Tools.menu, when=F["has_tools"]),
            Start(Say("button-settings"), id="settings", state=Settings.main, when=F["is_guardian"]),
            state=Home.main,
            getter=read_home,
        ),
        launch_mode=LaunchMode.ROOT,
    )
