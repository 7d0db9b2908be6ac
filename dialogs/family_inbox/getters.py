"""What families ask about their files, read by those who decide."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState
from core.usecases.erasing import erasure_scope
from core.usecases.family_deciding import list_open, read_open
from dialogs.family_inbox.recap import Recap, recap_of
from dialogs.family_inbox.words import erasure_lines, request_lines
from dialogs.family_requests.words import about, title
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page

PER_PAGE = 8

SYMBOLS = {
    FamilyRequestKind.ADDRESS: "🏠",
    FamilyRequestKind.PHONE: "📞",
    FamilyRequestKind.EMAIL: "✉️",
    FamilyRequestKind.PICKUP_ADD: "🤝",
    FamilyRequestKind.PICKUP_END: "🚷",
    FamilyRequestKind.YEARLY: "📆",
    FamilyRequestKind.ERASURE: "🗑",
}


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What waits, the oldest first, after what was just decided. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    waiting = await visit.read(list_open, visit.staff, visit.now)
    page = Page.of(dialog_manager, len(waiting), PER_PAGE)
    on_page = waiting[page.start : page.stop]
    lines = [_line(visit, one) for one in on_page]
    return {
        "body": "\n".join([*_just_done(dialog_manager), visit.t.html("filing-inbox", count=len(waiting)), *lines]),
        "rows": tuple((Key(f"{SYMBOLS[one.kind]} {one.guardian}{about(one)}", str(one.id)),) for one in on_page),
        "pages": page.keys(),
    }


def _line(visit: Visit, one: FamilyRequest) -> str:
    return visit.t.html("filing-inbox-line", guardian=one.guardian, what=title(visit, one), about=about(one))


def _just_done(manager: DialogManager) -> list[str]:
    done = manager.dialog_data.get("done")
    return [done, ""] if done else []


async def read_request(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """One request, the old and the new side by side, and what accepting it comes to. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    request = await visit.read(read_open, visit.staff, dialog_manager.dialog_data["request"], visit.now)
    is_pending = request.state is FamilyRequestState.PENDING
    recap = await recap_of(visit, request) if is_pending else Recap((visit.t.html(f"filing-problem-{request.state}"),))
    parts = [*_just_done(dialog_manager), *request_lines(visit, request), *(["", *recap.lines] if recap.lines else [])]
    return {"body": "\n".join(parts), "answers": _answers(visit, request, recap) if is_pending else ()}


def _answers(visit: Visit, request: FamilyRequest, recap: Recap) -> tuple[tuple[Key, ...], ...]:
    """Each names the request: a second press meant for this one does not decide the next, which takes its place."""
    accept = (Key(visit.t.text("button-file-accept"), f"a.{request.id}"),) if recap.can_accept else ()
    return ((*accept, Key(visit.t.text("button-file-refuse"), f"r.{request.id}")),)


async def read_refusal(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The usual reasons for a refusal, or the manager's own words. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    request = await visit.read(read_open, visit.staff, dialog_manager.dialog_data["request"], visit.now)
    reasons = visit.policy.refusal_reasons
    return {
        "body": "\n".join([*request_lines(visit, request), "", visit.t.html("filing-why")]),
        "rows": tuple(
            (Key(reason.in_(visit.t.locale), f"{request.id}.{rank}"),) for rank, reason in enumerate(reasons)
        ),
    }


async def read_erasure(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What goes for good, asked once more. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    request = await visit.read(read_open, visit.staff, dialog_manager.dialog_data["request"], visit.now)
    scope = await visit.read(erasure_scope, request.guardian_id, visit.now)
    lines = [visit.t.html("filing-erase-ask", guardian=request.guardian), "", *erasure_lines(visit, scope)]
    return {
        "body": "\n".join(lines),
        "answers": ((Key(visit.t.text("button-file-erase"), f"y.{request.id}"),),),
    }
