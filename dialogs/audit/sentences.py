"""Audit events in words. Of the facts only what a sentence names is told: a reason of absence never is."""

from collections.abc import Mapping
from datetime import date, time

from core.model.auditing import JournalLine
from core.model.reports import ReportKind
from dialogs.visit import Visit

ACTIONS = frozenset(
    {
        "adults",
        "announce",
        "approve",
        "bulk",
        "child_sheet",
        "close_month",
        "declare_absence",
        "enrol",
        "family_approve",
        "family_ask",
        "family_refuse",
        "family_withdraw",
        "hour",
        "import",
        "invite",
        "leave",
        "link_chat",
        "link_group",
        "make_code",
        "make_group_code",
        "mark",
        "mark_all",
        "own_data",
        "photo",
        "promote",
        "records",
        "refuse",
        "refused_press",
        "reopen",
        "reopen_month",
        "report",
        "request",
        "retention",
        "share_custody",
        "staff_add",
        "staff_code",
        "staff_email",
        "staff_place",
        "staff_restore",
        "staff_role",
        "staff_suspend",
        "staff_unlink",
        "undo_bulk",
        "undo_mark_all",
        "unlink_chat",
        "unlink_group",
        "unsubscribe",
        "void_code",
        "withdraw",
    }
)
"""Whatever ``core`` records; each has its sentence."""

_COUNTED = ("count", "cells", "requests", "lines", "rows", "bookings", "guardians", "children")
"""The facts that say how many: a number, or ids."""


def sentence(visit: Visit, line: JournalLine) -> str:
    """``10 h 05 · Camille Ortie : …``, as HTML. What another version recorded is told by its name."""
    t = visit.t
    at = t.clock(line.at.astimezone(visit.tz).time())
    who = line.staff or (t.text("audit-family", name=line.guardian) if line.guardian else t.text("audit-console"))
    head = t.html("audit-line", time=at, who=who)
    if line.action not in ACTIONS:
        return f"{head} {t.html('audit-other', action=line.action)}"
    message = f"audit-{line.action.replace('_', '-')}"
    return f"{head} {t.html(message, **_words(visit, line))}"


def _words(visit: Visit, line: JournalLine) -> dict[str, str | int]:
    """All that a sentence may name, in words; a dash for what the event does not hold."""
    facts, names, t = line.facts, line.names, visit.t
    return {
        "child": names.get("child", "—"),
        "about": f" ({names['child']})" if "child" in names else "",
        "class_": names.get("class") or t.text("audit-all-classes"),
        "school": names.get("school") or t.text("audit-all-schools"),
        "service": _service(visit, names.get("service")),
        "staff": names.get("staff", "—"),
        "day": _day(visit, facts.get("day")),
        "month": _month(visit, facts.get("month")),
        "count": _count(facts),
        "report": _report(visit, facts.get("kind")),
        "before": _value(visit, line.action, facts.get("from")),
        "after": _value(visit, line.action, facts.get("to")),
        **{word: str(facts.get(word) or "none") for word in ("kind", "hour", "role", "what")},
        **{word: "yes" if facts.get(word) else "no" for word in ("wanted", "enrolled", "has_email")},
    }


def _service(visit: Visit, key: str | None) -> str:
    for service in visit.policy.services:
        if service.key == key:
            return service.label.in_(visit.t.locale)
    return key or "—"


def _day(visit: Visit, day: object) -> str:
    return visit.t.short_day(date.fromisoformat(day)) if isinstance(day, str) else "—"


def _month(visit: Visit, month: object) -> str:
    return visit.t.month(date.fromisoformat(month)) if isinstance(month, str) else "—"


def _count(facts: Mapping[str, object]) -> int:
    for word in _COUNTED:
        fact = facts.get(word)
        if isinstance(fact, int):
            return fact
        if isinstance(fact, list):
            return len(fact)
    return 0


def _report(visit: Visit, kind: object) -> str:
    return visit.t.text(f"document-{str(kind).replace('_', '-')}") if kind in set(ReportKind) else "—"


def _value(visit: Visit, action: str, value: object) -> str:
    """A mark or a role as a sentence tells them apart; an hour as it is read."""
    if value is None:
        return "none"
    if action == "hour" and isinstance(value, int):
        return visit.t.clock(_time_of(value))
    return str(value)


def _time_of(minute: int) -> time:
    """Minutes after midnight; 1440 is midnight again."""
    return time(minute // 60 % 24, minute % 60)
