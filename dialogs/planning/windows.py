"""A week to be read."""

from aiogram import F
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Button, Cancel

from dialogs.planning.getters import read_planning
from dialogs.planning.handlers import book_this_week, tell_cell
from dialogs.states import Planning
from dialogs.week import turn
from dialogs.widgets import Keys, Say, Screen


def planning_dialog() -> Dialog:
    """A week of a child: services in rows, days in columns."""
    return Dialog(
        Screen(
            Keys("c", tell_cell),
            Keys("n", turn, rows="navigation"),
            Button(Say("button-book"), id="book", on_click=book_this_week, when=F["rows"]),
            Cancel(Say("button-back")),
            state=Planning.week,
            getter=read_planning,
        ),
    )
