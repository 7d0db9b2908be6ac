"""What an order would do, whom it leaves out, and what came of it."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.operations import BulkPreview
from core.usecases.bulk import preview_bulk
from dialogs.bulk.draft import Draft, Journey, read_place
from dialogs.bulk.words import order_lines, preview_lines, skipped_line, title
from dialogs.tools.operations import operation_view
from dialogs.visit import visit_of
from dialogs.widgets import Page

CHILDREN_PER_PAGE = 20


async def _preview(manager: DialogManager) -> BulkPreview:
    visit = visit_of(manager)
    return await visit.read_apart(preview_bulk, visit.staff, Draft.of(manager).order(), visit.now)


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The order in words, and what it comes to."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    place = await read_place(dialog_manager, draft)
    preview = await _preview(dialog_manager)
    told = await order_lines(visit, draft.order(), place)
    head = title(visit.t, draft.what, Journey(draft.journey))
    lines = [head, "", *told, "", *preview_lines(visit.t, draft.what, preview)]
    return {
        "body": "\n".join(lines),
        "can_apply": preview.cells > 0,
        "left_out": len(preview.skipped_children),
    }


async def read_skipped(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children left out, wholly or in part."""
    t = visit_of(dialog_manager).t
    children = (await _preview(dialog_manager)).skipped_children
    page = Page.of(dialog_manager, len(children), CHILDREN_PER_PAGE)
    lines = [skipped_line(t, one) for one in children[page.start : page.stop]]
    return {"body": "\n".join([t.html("bulk-skipped", count=len(children)), "", *lines]), "pages": page.keys()}


async def read_done(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What was done, and whether it can be undone."""
    return await operation_view(dialog_manager, int(dialog_manager.dialog_data["operation"]))
