"""A week to be read."""

from typing import Any

from aiogram_dialog import DialogManager

from dialogs.presses import written
from dialogs.visit import visit_of
from dialogs.week import Shown, grid, legend, navigation, read_shown, title


async def read_planning(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The week of a child."""
    visit, monday = visit_of(dialog_manager), Shown.of(dialog_manager).monday
    week = await read_shown(dialog_manager)
    if week is None:
        return {"body": visit.t.html("home-no-child"), "rows": (), "navigation": ()}
    parts = title(visit.t, "planning-title", week, monday), legend(visit.t, week)
    return {
        "body": "\n\n".join(part for part in parts if part),
        "rows": grid(
            visit.t,
            week,
            lambda service: f"service.{service.id}",
            lambda service, day, _view: f"cell.{service.id}.{written(day)}",
        ),
        "navigation": navigation(visit.t, week, monday),
    }
