"""An absence, read: which child, which days, which reason, what it will cost."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from aiogram_dialog import DialogManager

from core.model.planning import Cell, Service
from core.usecases.absences import AbsenceLine, declarable, preview_absence
from core.usecases.planning import read_children
from dialogs.absence.chosen import ALL, Chosen
from dialogs.booking.getters import short_refusal
from dialogs.presses import written
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.week import week_keys
from dialogs.widgets import Key


async def read_absence_child(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children to choose from."""
    visit = visit_of(dialog_manager)
    children = await visit.read(read_children, visit.guardian, visit.now)
    body = visit.t.html("absence-child" if children else "home-no-child")
    return {"body": body, "rows": tuple((Key(f"👤 {child.first_name}", str(child.id)),) for child in children)}


async def read_absence_days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The booked days of a week of the child, each to be chosen whole or by service."""
    visit, chosen = visit_of(dialog_manager), Chosen.of(dialog_manager)
    found = await visit.read(declarable, visit.guardian, chosen.child_id, chosen.days, visit.now)
    rows = [_day_row(visit, chosen, day, services) for day, services in found.days]
    if len(rows) > 1:
        cells = [Cell(chosen.child_id, service.id, day) for day, services in found.days for service in services]
        rows.append((_key(chosen, cells, visit.t.text("absence-whole-week"), ALL, ALL),))
    message = "absence-days" if rows else "absence-no-day"
    return {
        "body": visit.t.html(message, child=found.child.first_name, week=visit.t.week(chosen.monday)),
        "rows": tuple(rows),
        "navigation": (week_keys(visit.t, chosen.monday),),
        "chosen": len(chosen.cells),
    }


def _day_row(visit: Visit, chosen: Chosen, day: date, services: Sequence[Service]) -> tuple[Key, ...]:
    """The whole day, then each service of it where there are several."""
    cells = [Cell(chosen.child_id, service.id, day) for service in services]
    if len(services) == 1:
        return (_key(chosen, cells, f"{visit.t.short_day(day)} {services[0].terms.symbol}", ALL, written(day)),)
    whole = _key(chosen, cells, visit.t.short_day(day), ALL, written(day))
    return whole, *(
        _key(chosen, [cell], service.terms.symbol, str(service.id), written(day))
        for cell, service in zip(cells, services, strict=True)
    )


def _key(chosen: Chosen, cells: Collection[Cell], label: str, service: str, day: str) -> Key:
    """A key that shows whether all of some cells are chosen; a press says whether they should be."""
    is_chosen = chosen.cells.issuperset(cells)
    return Key(f"{box(is_chosen)} {label}", f"{service}.{day}.{int(not is_chosen)}")


async def read_absence_reason(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The official reasons, in their order: in full in the text, since a button may be too narrow for the longest."""
    visit = visit_of(dialog_manager)
    labels = [(reason.code, reason.label.in_(visit.t.locale)) for reason in visit.policy.absence_reasons]
    lines = [visit.t.html("absence-reason-line", reason=label) for _, label in labels]
    return {
        "body": "\n".join([visit.t.html("absence-reason"), "", *lines]),
        "rows": tuple((Key(label, code),) for code, label in labels),
    }


async def read_absence_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What will be declared, and what it will cost."""
    visit, order = visit_of(dialog_manager), Chosen.of(dialog_manager).order()
    lines = await visit.read(preview_absence, visit.guardian, order, visit.now)
    reason = visit.policy.absence_reason(order.reason)
    head = visit.t.html(
        "absence-recap",
        child=lines[0].child.first_name if lines else "",
        reason=reason.label.in_(visit.t.locale) if reason else "",
    )
    return {
        "body": "\n".join([head, "", *(_line(visit, line) for line in lines)]),
        "can_declare": any(line.refusal is None for line in lines),
    }


def _line(visit: Visit, line: AbsenceLine) -> str:
    t = visit.t
    words = t.text(f"cost-{line.outcome.replace('_', '-')}") if line.outcome else ""
    if line.refusal:
        words = "⚠️ " + short_refusal(visit, line.refusal)
    return t.html("absence-line", day=t.day(line.day), service=line.service.terms.label.in_(t.locale), words=words)


def told(visit: Visit, lines: Sequence[AbsenceLine]) -> str:
    """What became of a declaration, in words."""
    t = visit.t
    declared = [line for line in lines if line.refusal is None]
    refused = [_line(visit, line) for line in lines if line.refusal]
    parts = [t.html("absence-sent", child=declared[0].child.first_name, count=len(declared))] if declared else []
    if refused:
        parts.append("\n".join([t.html("sent-refused", count=len(refused)), *refused]))
    return "\n\n".join(parts)


async def read_absence_sent(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The confirmation, as it was written when the absence was declared."""
    return {"body": dialog_manager.dialog_data["sent"]}
