"""The chats of teams, and the making of a code for one, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Role
from core.usecases.grouping import CODE_HOURS, GroupRow, group_places, list_groups
from dialogs.entry.groups import team_name
from dialogs.presses import UnreadablePressError
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page

PER_PAGE = 10

ROLES = (Role.KITCHEN, Role.CARER, Role.TEACHER, Role.DIRECTOR, Role.MANAGER)
"""Those that have teams, the likeliest first."""


async def read_groups(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The groups that are linked."""
    visit = visit_of(dialog_manager)
    groups = await visit.read(list_groups, visit.staff)
    page = Page.of(dialog_manager, len(groups), PER_PAGE)
    shown = groups[page.start : page.stop]
    lines = [_line(visit, group) for group in shown]
    return {
        "body": "\n".join([visit.t.html("groups-title" if groups else "groups-none"), "", *lines]).rstrip(),
        "rows": tuple((Key(f"👥 {group.title}", str(group.id)),) for group in shown),
        "pages": page.keys(),
    }


def _line(visit: Visit, group: GroupRow) -> str:
    message = "groups-line-blocked" if group.is_blocked else "groups-line"
    return visit.t.html(message, title=group.title, team=team_name(group.role, group.school_name, visit.t))


async def read_roles(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Which team the group is of."""
    t = visit_of(dialog_manager).t
    return {
        "body": t.html("groups-which-role"),
        "rows": tuple((Key(t.text(f"group-role-{role}"), role),) for role in ROLES),
    }


async def read_places(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Of which school, or of all of them."""
    visit = visit_of(dialog_manager)
    places = await visit.read(group_places, visit.staff)
    page = Page.of(dialog_manager, len(places), PER_PAGE)
    shown = places[page.start : page.stop]
    rows = tuple(
        (Key(place.name or visit.t.text("announce-all-schools"), str(place.school_id or 0)),) for place in shown
    )
    return {"body": visit.t.html("groups-which-place"), "rows": rows, "pages": page.keys()}


async def read_code(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The code, in the update that made it and never again: it is kept nowhere, the conversation included."""
    t = visit_of(dialog_manager).t
    code: str | None = dialog_manager.middleware_data.get("group_code")
    if code is None:
        return {"body": t.html("groups-code-shown")}
    return {"body": t.html("groups-code", code=code, hours=CODE_HOURS)}


async def read_group(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A group, to be unlinked."""
    visit = visit_of(dialog_manager)
    for group in await visit.read(list_groups, visit.staff):
        if group.id == dialog_manager.dialog_data["id"]:
            team = team_name(group.role, group.school_name, visit.t)
            return {"body": visit.t.html("groups-one", title=group.title, team=team)}
    raise UnreadablePressError(dialog_manager.dialog_data["id"])
