"""The months, and whether each is closed, read."""

from collections.abc import Iterator
from typing import Any

from aiogram_dialog import DialogManager

from core.model.billing import MonthRow
from core.usecases.closing import months
from dialogs.presses import written
from dialogs.requests.getters import label
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key
from locales import Translator

_SYMBOLS = {"open": "🔓", "current": "⏳", "closed": "🔒"}


async def read_months(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The last months, each to be looked into."""
    visit = visit_of(dialog_manager)
    t = visit.t
    rows = await visit.read_apart(months, visit.staff, visit.now)
    told = [
        t.html("billing-month", month=t.month(row.month), state=t.text(f"billing-state-{_state(row)}")) for row in rows
    ]
    return {
        "body": "\n".join([t.html("billing-title"), "", *told, "", t.html("billing-how")]),
        "rows": tuple((Key(f"{_SYMBOLS[_state(row)]} {t.month(row.month)}", written(row.month)),) for row in rows),
    }


def _state(row: MonthRow) -> str:
    if row.closed_at is not None:
        return "closed"
    return "open" if row.is_over else "current"


def _line(t: Translator, row: MonthRow) -> str:
    return t.html("billing-month", month=t.month(row.month), state=t.text(f"billing-state-{_state(row)}"))


async def read_month(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is left to do about a month."""
    return await _looked_at(dialog_manager, "billing-title", "billing-how")


async def read_close(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What closing means."""
    return await _looked_at(dialog_manager, "billing-close", "billing-close-means")


async def read_reopen(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What reopening means."""
    return await _looked_at(dialog_manager, "billing-reopen", "billing-reopen-means")


async def _looked_at(manager: DialogManager, head: str, foot: str) -> dict[str, Any]:
    """The month between a first and a last sentence; or that it is too long ago by now."""
    visit = visit_of(manager)
    rows = {written(row.month): row for row in await visit.read_apart(months, visit.staff, visit.now)}
    row = rows.get(manager.dialog_data["month"])
    if row is None:
        return {"body": visit.t.html("billing-gone"), "can_close": False, "can_reopen": False}
    ends = (visit.t.html(message, month=visit.t.month(row.month)) for message in (head, foot))
    return {
        "body": "\n\n".join([next(ends), "\n".join(_month_lines(visit, row)), next(ends)]),
        "can_close": row.closed_at is None and row.is_over,
        "can_reopen": row.closed_at is not None,
    }


def _month_lines(visit: Visit, row: MonthRow) -> Iterator[str]:
    t = visit.t
    yield _line(t, row)
    if row.closed_at is not None:
        yield t.html("billing-closed-by", at=t.instant(row.closed_at, visit.tz), by=row.closed_by or "—")
    else:
        yield t.html("billing-unmarked", count=row.unmarked)
        yield t.html("billing-pending", count=row.pending)
    unrated = [label(visit, terms.key) for terms in visit.policy.services if not terms.rates]
    if unrated:
        yield t.html("billing-unrated", services=t.listed(unrated))
