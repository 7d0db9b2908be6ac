"""The home screen."""

from aiogram import F
from aiogram_dialog import Dialog, LaunchMode
from aiogram_dialog.widgets.kbd import Group, Start

from dialogs.home.getters import read_home
from dialogs.states import (
    Absence,
    Account,
    Announcements,
    Attendance,
    Booking,
    Children,
    Contact,
    FamilyInbox,
    Home,
    Inbox,
    Planning,
    Reports,
    Requests,
    Settings,
    Statement,
    Tools,
    Yearly,
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
                Start(Say("button-children"), id="children", state=Children.list),
                Start(Say("button-account"), id="account", state=Account.main),
                Start(Say("button-statement"), id="statement", state=Statement.main),
                Start(Say("button-yearly"), id="yearly", state=Yearly.child),
                Start(Say("button-contact"), id="contact", state=Contact.main),
                Start(Say("button-settings"), id="settings", state=Settings.main),
                width=2,
                when=F["is_guardian"],
            ),
            Start(Say("button-attendance"), id="attendance", state=Attendance.sheet, when=F["marks"]),
            Start(Say("button-inbox"), id="inbox", state=Inbox.groups, when=F["decides"]),
            Start(Say("button-family-files"), id="files", state=FamilyInbox.list, when=F["files"]),
            Start(Say("button-announcements"), id="announcements", state=Announcements.main, when=F["announces"]),
            Start(Say("button-reports"), id="reports", state=Reports.kinds, when=F["reports"]),
            Start(Say("button-tools"), id="tools", state=Tools.menu, when=F["has_tools"]),
            state=Home.main,
            getter=read_home,
        ),
        launch_mode=LaunchMode.ROOT,
    )
