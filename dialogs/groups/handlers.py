"""A code is made for the group of a team, or a group is unlinked."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.people import Role
from core.usecases.grouping import group_places, make_group_code, remove_group
from dialogs.answering import say
from dialogs.groups.getters import ROLES
from dialogs.presses import choice_of, number_of
from dialogs.states import Groups
from dialogs.visit import visit_of


async def choose_role(manager: DialogManager, press: str) -> None:
    """The team; then its school, where there are several."""
    visit = visit_of(manager)
    manager.dialog_data["role"] = choice_of(press, {str(role): str(role) for role in ROLES})
    manager.dialog_data["page"] = 0
    places = await visit.read(group_places, visit.staff)
    if len(places) == 1:
        await _make(manager, places[0].school_id)
    else:
        await manager.switch_to(Groups.place)


async def choose_place(manager: DialogManager, press: str) -> None:
    """The school, or all of them."""
    await _make(manager, number_of(press) or None)


async def _make(manager: DialogManager, school_id: int | None) -> None:
    visit = visit_of(manager)
    role = Role(manager.dialog_data["role"])
    code = await visit.write(make_group_code, visit.staff, role, school_id, visit.now)
    manager.middleware_data["group_code"] = code
    await manager.switch_to(Groups.code)


async def open_group(manager: DialogManager, press: str) -> None:
    """Look at a group."""
    manager.dialog_data["id"] = number_of(press)
    await manager.switch_to(Groups.one)


async def unlink(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Unlink the group that is looked at."""
    visit = visit_of(manager)
    await visit.write(remove_group, visit.staff, int(manager.dialog_data["id"]), visit.now)
    say(visit.t.text("groups-removed"))
    await manager.switch_to(Groups.list)
