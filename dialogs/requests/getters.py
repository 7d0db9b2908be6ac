"""What the family has asked."""

from collections.abc import Sequence
from typing import Any

from aiogram_dialog import DialogManager

from core.model.planning import AbsenceOutcome, RequestState
from core.model.requests import RequestRow
from core.usecases.requesting import list_requests
from dialogs.symbols import KINDS
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page

PER_PAGE = 8
"""How many pending requests a page shows."""

DECIDED = 12
"""How many decided requests are shown below them."""


async def read_requests(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Pending requests, each with a way to withdraw it, then the decided ones with the reason of a refusal."""
    visit = visit_of(dialog_manager)
    rows = await visit.read(list_requests, visit.guardian, visit.now)
    pending = [row for row in rows if row.state is RequestState.PENDING]
    decided = [row for row in rows if row.state is not RequestState.PENDING]
    page = Page.of(dialog_manager, len(pending), PER_PAGE)
    on_page = pending[page.start : page.stop]
    parts = [visit.t.html("requests-title")]
    if pending:
        parts.append("\n".join([visit.t.html("requests-pending", count=len(pending)), *_lines(visit, on_page)]))
    if decided:
        parts.append("\n".join([visit.t.html("requests-decided"), *_lines(visit, decided[:DECIDED])]))
    if len(decided) > DECIDED:
        parts[-1] += "\n" + visit.t.html("and-others", count=len(decided) - DECIDED)
    return {
        "body": "\n\n".join(parts if rows else [*parts, visit.t.html("requests-none")]),
        "rows": tuple((_key(visit, row),) for row in on_page),
        "pages": page.keys(),
    }


def _lines(visit: Visit, rows: Sequence[RequestRow]) -> list[str]:
    return [line(visit, row) for row in rows]


def line(visit: Visit, row: RequestRow) -> str:
    """A request in one line."""
    t = visit.t
    words = t.html(
        f"request-{row.kind}",
        child=row.child_name,
        day=t.short_day(row.cell.day),
        service=label(visit, row.service_key),
        state=t.text(f"request-{row.state}"),
    )
    if row.outcome and row.outcome is not AbsenceOutcome.UNDECIDED and row.state is RequestState.APPROVED:
        words += ", " + t.html(f"cost-{row.outcome.replace('_', '-')}")
    return words + (". " + t.html("request-refusal", reason=row.refusal) if row.refusal else "")


def label(visit: Visit, service_key: str) -> str:
    """The name of a service; its key where the policy has it no more."""
    labels = {service.key: service.label.in_(visit.t.locale) for service in visit.policy.services}
    return labels.get(service_key, service_key)


def symbol(visit: Visit, service_key: str) -> str:
    """The symbol of a service; its key where the policy has it no more."""
    symbols = {service.key: service.symbol for service in visit.policy.services}
    return symbols.get(service_key, service_key)


def _key(visit: Visit, row: RequestRow) -> Key:
    day, service = visit.t.short_day(row.cell.day), symbol(visit, row.service_key)
    return Key(f"↩️ {row.child_name} {day} {service} {KINDS[row.kind]}", str(row.id))


async def read_withdraw(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The request about to be withdrawn, if it still is pending."""
    visit = visit_of(dialog_manager)
    rows = await visit.read(list_requests, visit.guardian, visit.now)
    wanted = dialog_manager.dialog_data["request"]
    row = next((row for row in rows if row.id == wanted and row.state is RequestState.PENDING), None)
    if row is None:
        return {"body": visit.t.html("withdraw-gone"), "can_withdraw": False}
    return {"body": visit.t.html("withdraw-confirm") + "\n\n" + line(visit, row), "can_withdraw": True}
