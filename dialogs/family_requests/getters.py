"""What a guardian has asked about their file."""

from collections.abc import Iterable
from typing import Any

from aiogram_dialog import DialogManager

from core.model.family import FamilyRequest, FamilyRequestState
from core.usecases.filing import list_family_requests, read_family_request
from dialogs.family_requests.words import about, lines, title
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page

PER_PAGE = 6
"""How many pending requests a page shows."""

ANSWERED = 10
"""How many others are shown below them."""


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Pending requests, each to be opened, then what came of the others."""
    visit = visit_of(dialog_manager)
    t = visit.t
    rows = await visit.read(list_family_requests, visit.guardian, visit.now)
    pending = [row for row in rows if row.state is FamilyRequestState.PENDING]
    others = [row for row in rows if row.state is not FamilyRequestState.PENDING]
    page = Page.of(dialog_manager, len(pending), PER_PAGE)
    on_page = pending[page.start : page.stop]
    parts = [t.html("filing-title")]
    if pending:
        parts.append(_paragraph(visit, t.html("filing-waiting", count=len(pending)), on_page))
    if others:
        parts.append(_paragraph(visit, t.html("filing-answered"), others[:ANSWERED]))
    return {
        "body": "\n\n".join(parts if rows else [*parts, t.html("filing-none")]),
        "rows": tuple((Key(f"↩️ {title(visit, row)}{about(row)}", str(row.id)),) for row in on_page),
        "pages": page.keys(),
    }


def _paragraph(visit: Visit, heading: str, rows: Iterable[FamilyRequest]) -> str:
    return "\n".join([heading, *(line for row in rows for line in lines(visit, row))])


async def read_request(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A request, to be withdrawn if it is still pending. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    t = visit.t
    request = await visit.read(read_family_request, visit.guardian, dialog_manager.dialog_data["request"], visit.now)
    is_pending = request.state is FamilyRequestState.PENDING
    parts = [t.html("filing-withdraw-ask" if is_pending else "filing-withdraw-gone"), "", *lines(visit, request)]
    if request.comment:
        parts.append(t.html("filing-comment", comment=" ".join(request.comment.split())))
    parts.append(t.html("filing-since", at=t.instant(request.created_at, visit.tz)))
    return {"body": "\n".join(parts), "is_pending": is_pending}
