"""The tools a person has, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.errors import NotAuthorisedError
from core.model.people import Permission
from core.rules.authorisation import may
from dialogs.visit import Visit, visit_of

TOOLS = (Permission.PLAN, Permission.MANAGE_STAFF, Permission.READ_AUDIT, Permission.BILL)
"""Any of these opens the tools."""


def has_tools(visit: Visit) -> bool:
    """Whether the person behind the chat has any tool."""
    staff = visit.identity.staff
    return staff is not None and any(may(visit.policy, staff.role, permission) for permission in TOOLS)


async def read_menu(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Which tools to show. Raises ``NotAuthorisedError`` where there are none."""
    visit = visit_of(dialog_manager)
    if not has_tools(visit):
        raise NotAuthorisedError
    allowed = visit.policy.roles.of(visit.staff.role)
    return {
        "body": visit.t.html("tools-title"),
        **{permission.value: permission in allowed for permission in Permission},
    }
