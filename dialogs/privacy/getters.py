"""What is kept, and what an erasure takes and leaves, read."""

from collections.abc import Iterator
from typing import Any

from aiogram_dialog import DialogManager

from core.model.family import FamilyRequestKind, FamilyRequestState
from core.model.privacy import ErasureScope
from core.usecases.erasing import own_erasure_scope
from core.usecases.filing import list_family_requests
from dialogs.privacy.page import privacy_page
from dialogs.visit import Visit, visit_of


async def read_main(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The page; for a guardian with children here, what they may have done."""
    visit = visit_of(dialog_manager)
    page = privacy_page(visit)
    if visit.identity.guardian is None:
        return {"body": page, "is_guardian": False, "may_ask": False}
    if await _is_asked(visit):
        return {"body": f"{page}\n\n{visit.t.html('privacy-erase-asked')}", "is_guardian": True, "may_ask": False}
    scope = await visit.read(own_erasure_scope, visit.guardian, visit.now)
    return {"body": page, "is_guardian": True, "may_ask": bool(scope.children_alone or scope.children_shared)}


async def _is_asked(visit: Visit) -> bool:
    requests = await visit.read(list_family_requests, visit.guardian, visit.now)
    asked = (one for one in requests if one.state is FamilyRequestState.PENDING)
    return any(one.kind is FamilyRequestKind.ERASURE for one in asked)


async def read_erasure(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What would be erased and what would stay, of the guardian who looks."""
    visit = visit_of(dialog_manager)
    scope = await visit.read(own_erasure_scope, visit.guardian, visit.now)
    t = visit.t
    parts = (
        t.html("privacy-erase-title"),
        t.html("privacy-erase-how"),
        "\n".join([t.html("privacy-erase-taken"), *_taken(visit, scope)]),
        "\n".join([t.html("privacy-erase-kept"), *_kept(visit, scope)]),
        t.html("privacy-erase-answer"),
    )
    return {"body": "\n\n".join(parts)}


def _taken(visit: Visit, scope: ErasureScope) -> Iterator[str]:
    t = visit.t
    yield t.html("privacy-erase-contacts")
    if scope.chats:
        yield t.html("privacy-erase-chats", count=scope.chats)
    if scope.pending:
        yield t.html("privacy-erase-pending", count=scope.pending)
    if scope.drafts:
        yield t.html("privacy-erase-drafts", count=scope.drafts)
    if scope.children_alone:
        yield t.html("privacy-erase-children", children=t.listed(scope.children_alone))


def _kept(visit: Visit, scope: ErasureScope) -> Iterator[str]:
    t = visit.t
    yield t.html("privacy-erase-names")
    if scope.bookings_until is not None:
        yield t.html("privacy-erase-bookings", count=scope.bookings, until=t.dated(scope.bookings_until))
    if scope.invoices_until is not None:
        until = t.dated(scope.invoices_until)
        yield t.html("privacy-erase-invoices", invoices=scope.invoices, payments=scope.payments, until=until)
    if scope.children_shared:
        yield t.html("privacy-erase-shared", children=t.listed(scope.children_shared))
