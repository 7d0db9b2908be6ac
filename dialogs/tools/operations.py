"""What was done at once, and taking it back."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.operations import BulkPlace, OperationKind, OperationRow, UndoProblem
from core.usecases.bulk import bulk_places, list_operations, undo_operation
from dialogs.answering import say
from dialogs.bulk.words import order_lines
from dialogs.presses import choice_of
from dialogs.states import Tools
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page
from locales import Translator

PER_PAGE = 8
LISTED = 40
"""How many operations are looked back at."""

SYMBOLS: Mapping[OperationKind, str] = {
    OperationKind.ENROL: "📝",
    OperationKind.BOOK: "🍽",
    OperationKind.REMOVE: "🗑",
    OperationKind.PROMOTE: "🎓",
}


async def _rows(visit: Visit) -> list[OperationRow]:
    return await visit.read(list_operations, visit.staff, visit.now, LISTED)


async def _places(visit: Visit) -> Mapping[int, BulkPlace]:
    return {place.id: place for place in await visit.read(bulk_places, visit.staff, visit.now)}


async def read_operations(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The last operations, the latest first."""
    visit = visit_of(dialog_manager)
    t = visit.t
    rows, places = await _rows(visit), await _places(visit)
    page = Page.of(dialog_manager, len(rows), PER_PAGE)
    shown = rows[page.start : page.stop]
    head = [t.html("operations-title"), "", t.html("operations-which" if rows else "operations-none")]
    return {
        "body": "\n".join(head),
        "rows": tuple((Key(_label(visit, row, places), str(row.id)),) for row in shown),
        "pages": page.keys(),
    }


def _label(visit: Visit, row: OperationRow, places: Mapping[int, BulkPlace]) -> str:
    """On a button: when, what, where, how many."""
    day = visit.t.short_day(row.at.astimezone(visit.tz).date())
    symbol = "↩️" if row.undone_at else SYMBOLS[row.kind]
    return f"{symbol} {day} · {_what(visit.t, row)} · {_place(places, row)}"


def _what(t: Translator, row: OperationRow) -> str:
    return t.text(f"operation-{row.kind}", count=row.done)


def _place(places: Mapping[int, BulkPlace], row: OperationRow) -> str:
    place = places.get(row.order.school_id)
    return place.name if place else "—"


async def open_operation(manager: DialogManager, press: str) -> None:
    """One operation of the list."""
    known = {str(row.id): row.id for row in await _rows(visit_of(manager))}
    manager.dialog_data["operation"] = choice_of(press, known)
    await manager.switch_to(Tools.operation)


async def read_operation(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """An operation, and whether it can be undone."""
    return await operation_view(dialog_manager, int(dialog_manager.dialog_data["operation"]))


async def operation_view(manager: DialogManager, operation_id: int) -> dict[str, Any]:
    """An operation in words, if it is among those looked back at."""
    visit = visit_of(manager)
    t = visit.t
    row = next((row for row in await _rows(visit) if row.id == operation_id), None)
    if row is None:
        return {"body": t.html("operation-gone"), "can_undo": False}
    lines = [
        t.html("operation-head", what=f"{SYMBOLS[row.kind]} {_what(t, row)}"),
        t.html("operation-by", by=row.by, at=t.instant(row.at, visit.tz)),
        "",
        *await _order(visit, row, await _places(visit)),
        "",
        _end(visit, row),
    ]
    return {"body": "\n".join(lines), "can_undo": row.can_undo}


async def _order(visit: Visit, row: OperationRow, places: Mapping[int, BulkPlace]) -> list[str]:
    if row.kind is OperationKind.PROMOTE:
        return [visit.t.html("bulk-at", place=_place(places, row))]
    return await order_lines(visit, row.order, places.get(row.order.school_id))


def _end(visit: Visit, row: OperationRow) -> str:
    """Whether it stands, and may still be taken back."""
    t = visit.t
    if row.undone_at is not None:
        return t.html("operation-undone", at=t.instant(row.undone_at, visit.tz))
    if row.can_undo:
        return t.html("operation-can-undo")
    return t.html("promote-final" if row.kind is OperationKind.PROMOTE else "operation-final")


async def undo_it(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Take an operation back, whole; or say why it stands."""
    visit = visit_of(manager)
    operation_id = int(manager.dialog_data["operation"])
    undone = await visit.write_apart(undo_operation, visit.staff, operation_id, visit.now)
    if isinstance(undone, UndoProblem):
        say(visit.t.text(f"undo-{undone}"), alert=True)
    else:
        say(visit.t.text("undo-done", count=undone))
