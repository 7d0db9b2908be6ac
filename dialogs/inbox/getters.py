"""What the service has to decide, read."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiogram_dialog import DialogManager

from core.model.requests import PendingCount, PendingRequest
from core.usecases.deciding import list_pending
from core.usecases.family_deciding import count_family_requests
from dialogs.inbox.filtering import (
    filters_of,
    groups_of,
    levels_left,
    prepared,
    read_counts,
    selection_of,
    total,
    undecided,
)
from dialogs.requests.getters import label, symbol
from dialogs.symbols import KINDS, box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, columns

PER_PAGE = 8
GROUPS_PER_PAGE = 12
DAYS_TOLD = 10
"""How many days the recap of a decision names."""


async def read_groups(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """How many requests are pending, grouped by week, day, school or class."""
    visit, filters = visit_of(dialog_manager), filters_of(dialog_manager)
    counts = await read_counts(dialog_manager)
    levels = levels_left(counts, filters) if counts else []
    chosen = dialog_manager.dialog_data.get("by")
    level = chosen if chosen in levels else next(iter(levels), None)
    groups = groups_of(visit, counts, level) if level else []
    page = Page.of(dialog_manager, len(groups), GROUPS_PER_PAGE)
    return {
        "body": "\n".join([_head(visit, counts), *_opened(visit, counts, filters)]),
        "rows": tuple(
            (Key(f"{group.name} · {group.count}", f"{level}.{group.key}"),) for group in groups[page.start : page.stop]
        ),
        "pages": page.keys(),
        "levels": columns((_level_key(visit, by, by == level) for by in levels), 2) if len(levels) > 1 else (),
        "count": total(counts),
        "files": await visit.read(count_family_requests, visit.staff, visit.now),
    }


def _level_key(visit: Visit, level: str, is_shown: bool) -> Key:
    return Key(("● " if is_shown else "") + visit.t.text(f"inbox-by-{level}"), level)


def _head(visit: Visit, counts: Sequence[PendingCount]) -> str:
    if not counts:
        return visit.t.html("inbox-empty")
    head = visit.t.html("inbox-title", count=total(counts))
    late = undecided(counts)
    return head + ("\n" + visit.t.html("inbox-undecided", count=late) if late else "")


def _opened(visit: Visit, counts: Sequence[PendingCount], levels: Iterable[str]) -> list[str]:
    """The groups that were opened, by their names, which any request in them tells."""
    return [
        visit.t.html("inbox-filter", name=groups_of(visit, counts[:1], level)[0].name) for level in levels if counts
    ]


async def read_pending(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The requests of a group, a page at a time, each to be chosen."""
    visit = visit_of(dialog_manager)
    counts = await read_counts(dialog_manager)
    page = Page.of(dialog_manager, total(counts), PER_PAGE)
    rows = await visit.read(list_pending, visit.staff, selection_of(dialog_manager), PER_PAGE, page.start, visit.now)
    chosen = set(dialog_manager.dialog_data.get("chosen", []))
    lines = [_line(visit, row) for row in rows]
    return {
        "body": "\n".join([visit.t.html("inbox-list" if rows else "inbox-empty", count=total(counts)), "", *lines]),
        "rows": tuple((_key(visit, row, row.id in chosen),) for row in rows),
        "pages": page.keys(),
        "chosen": len(chosen),
        "count": total(counts),
    }


def _line(visit: Visit, row: PendingRequest) -> str:
    t = visit.t
    words = t.html(
        f"inbox-{row.kind}",
        child=f"{row.first_name} {row.last_name}",
        class_=row.class_name or t.text("inbox-no-class"),
        day=t.short_day(row.day),
        service=label(visit, row.service_key),
    )
    reason = visit.policy.absence_reason(row.reason) if row.reason else None
    words += f", {t.html('inbox-reason', reason=reason.label.in_(t.locale))}" if reason else ""
    return words + (f", {t.html('inbox-cost-' + row.outcome.replace('_', '-'))}" if row.outcome else "")


def _key(visit: Visit, row: PendingRequest, is_chosen: bool) -> Key:
    day, service = visit.t.short_day(row.day), symbol(visit, row.service_key)
    what = f"{day} {service} {KINDS[row.kind]} {row.first_name} {row.last_name}"  # a long name may be cut at its end
    return Key(f"{box(is_chosen)} {what}", f"{row.id}.{int(not is_chosen)}")


async def read_approval(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is about to be approved, and what there is to say of late absences."""
    visit = visit_of(dialog_manager)
    counts = await read_counts(dialog_manager, prepared(dialog_manager))
    late = undecided(counts)
    parts = [_recap(visit, "inbox-approve", counts)]
    if late:
        parts.append(visit.t.html("inbox-undecided-how" if late < total(counts) else "inbox-undecided-all", count=late))
    return {"body": "\n\n".join(parts), "undecided": late, "decidable": total(counts) - late}


async def read_refusal(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is about to be refused, and why."""
    visit = visit_of(dialog_manager)
    counts = await read_counts(dialog_manager, prepared(dialog_manager))
    reason = visit.t.html("inbox-refusal", reason=dialog_manager.dialog_data["reason"])
    return {"body": f"{_recap(visit, 'inbox-refuse', counts)}\n\n{reason}", "count": total(counts)}


def _recap(visit: Visit, question: str, counts: Sequence[PendingCount]) -> str:
    if not counts:
        return visit.t.html("inbox-gone")
    days = groups_of(visit, counts, "day")
    lines = [visit.t.html("inbox-day", day=group.name, count=group.count) for group in days[:DAYS_TOLD]]
    if len(days) > DAYS_TOLD:
        lines.append(visit.t.html("and-others", count=len(days) - DAYS_TOLD))
    return "\n".join([visit.t.html(question, count=total(counts)), *lines])


async def read_reason(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The usual reasons for a refusal, or the manager's own words."""
    visit = visit_of(dialog_manager)
    reasons = visit.policy.refusal_reasons
    return {
        "body": visit.t.html("inbox-why"),
        "rows": tuple((Key(reason.in_(visit.t.locale), str(rank)),) for rank, reason in enumerate(reasons)),
    }


async def read_done(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What was decided, as it was written then."""
    return {"body": dialog_manager.dialog_data["done"]}
