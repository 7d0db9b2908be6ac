"""The home screen, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Permission
from core.model.requests import Selection
from core.rules.authorisation import may
from core.rules.cutoffs import Deadline
from core.usecases.deciding import count_pending
from core.usecases.family_deciding import count_family_requests
from core.usecases.planning import Glance, GlanceDay, Overview, read_overview
from dialogs.entry.linking import welcome
from dialogs.symbols import symbol_of
from dialogs.tools.getters import has_tools
from dialogs.visit import Visit, visit_of


async def read_home(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A family's coming days, what is pending, the next deadline; how many requests wait for staff; or a welcome."""
    visit = visit_of(dialog_manager)
    identity = visit.identity
    overview = await visit.read(read_overview, visit.guardian, visit.now) if identity.guardian else None
    waiting = await _waiting(visit)
    parts = [visit.t.html("home-hello", name=identity.first_name) if identity.is_linked else welcome(visit)]
    parts += _of_family(visit, overview) if overview else []
    if identity.staff:
        otherwise = "home-marks" if _may(visit, Permission.MARK) else "home-no-task"
        parts.append(visit.t.html(otherwise if waiting is None else "home-waiting", count=waiting or 0))
    return {
        "body": "\n\n".join(parts),
        "is_guardian": overview is not None,
        "decides": waiting is not None,
        "marks": _may(visit, Permission.MARK),
        "announces": _may(visit, Permission.ANNOUNCE),
        "reports": _may(visit, Permission.REPORT),
        "has_tools": has_tools(visit),
        "waiting": waiting or 0,
        "files": 0 if waiting is None else await visit.read(count_family_requests, visit.staff, visit.now),
    }


def _may(visit: Visit, permission: Permission) -> bool:
    staff = visit.identity.staff
    return staff is not None and may(visit.policy, staff.role, permission)


async def _waiting(visit: Visit) -> int | None:
    """How many requests there are to decide; ``None`` for who decides nothing."""
    staff = visit.identity.staff
    if staff is None or not may(visit.policy, staff.role, Permission.DECIDE_REQUESTS):
        return None
    return sum(group.count for group in await visit.read(count_pending, staff, Selection(), visit.now))


def _of_family(visit: Visit, overview: Overview) -> list[str]:
    t = visit.t
    parts = [_glance(visit, glance) for glance in overview.glances] or [t.html("home-no-child")]
    if overview.pending:
        parts.append(t.html("home-pending", count=overview.pending))
    if overview.drafted:
        parts.append(t.html("home-drafted", count=overview.drafted))
    if overview.deadline:
        parts.append(_deadline(visit, overview.deadline))
    return parts


def _deadline(visit: Visit, deadline: Deadline) -> str:
    t = visit.t
    is_one_day = deadline.first_day == deadline.last_day
    days = t.day(deadline.first_day) if is_one_day else t.period(deadline.first_day, deadline.last_day)
    message = "home-deadline-day" if is_one_day else "home-deadline"
    return t.html(message, at=t.deadline(deadline.at, visit.tz), days=days)


def _glance(visit: Visit, glance: Glance) -> str:
    t = visit.t
    head = t.html("home-child", child=glance.child.first_name, class_=glance.child.class_name or "—")
    return "\n".join([head, *(_day(visit, day) for day in glance.days)])


def _day(visit: Visit, glanced: GlanceDay) -> str:
    t = visit.t
    services = "  ".join(f"{service.terms.symbol} {symbol_of(state)}" for service, state in glanced.services)
    nothing = t.text("home-nothing" if glanced.in_custody else "home-other-custody")
    return t.html("home-day", day=t.short_day(glanced.day), services=services or nothing)
