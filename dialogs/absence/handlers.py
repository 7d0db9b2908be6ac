"""An absence is put together and declared."""

from aiogram.types import CallbackQuery
from aiogram_dialog import Data, DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.planning import Cell
from core.usecases.absences import declarable, declare_absence
from core.usecases.planning import read_children
from dialogs.absence.chosen import ALL, Chosen, keep_cells
from dialogs.absence.getters import told
from dialogs.answering import say
from dialogs.presses import choice_of, day_of, number_of, parts_of
from dialogs.states import Absence
from dialogs.visit import visit_of

_WANTED = {"1": True, "0": False}


async def open_absence(_start_data: Data, manager: DialogManager) -> None:
    """An only child need not be chosen."""
    visit = visit_of(manager)
    children = await visit.read(read_children, visit.guardian, visit.now)
    manager.dialog_data["is_only_child"] = len(children) == 1
    if len(children) == 1:
        await choose_child(manager, str(children[0].id))


async def choose_child(manager: DialogManager, press: str) -> None:
    """Whose absence it is; days chosen for another child are forgotten."""
    child_id = number_of(press)
    if manager.dialog_data.get("child") != child_id:
        manager.dialog_data.update({"child": child_id, "cells": []})
    await manager.switch_to(Absence.days)


async def choose_days(manager: DialogManager, press: str) -> None:
    """Choose, or no more, what a key names (see ``getters``): a day, a service of it, or the whole week."""
    visit, chosen = visit_of(manager), Chosen.of(manager)
    service, day, wanted = parts_of(press, 3)
    days = chosen.days if day == ALL else (day_of(day),)
    found = await visit.read(declarable, visit.guardian, chosen.child_id, days, visit.now)
    cells = {
        Cell(chosen.child_id, booked.id, on)
        for on, services in found.days
        for booked in services
        if service == ALL or booked.id == number_of(service)
    }
    keep_cells(manager, chosen.cells | cells if choice_of(wanted, _WANTED) else chosen.cells - cells)


async def leave_days(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the children; with an only child, out."""
    if manager.dialog_data.get("is_only_child"):
        await manager.done()
    else:
        await manager.switch_to(Absence.child)


async def go_to_reason(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Go on once something is chosen."""
    if Chosen.of(manager).cells:
        await manager.switch_to(Absence.reason)
    else:
        say(visit_of(manager).t.text("absence-choose-day"), alert=True)


async def choose_reason(manager: DialogManager, press: str) -> None:
    """One of the official reasons."""
    manager.dialog_data["reason"] = press
    await manager.switch_to(Absence.recap)


async def declare(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Declare the absence."""
    visit = visit_of(manager)
    lines = await visit.write(declare_absence, visit.guardian, Chosen.of(manager).order(), visit.now)
    manager.dialog_data["sent"] = told(visit, lines)
    await manager.switch_to(Absence.sent)
