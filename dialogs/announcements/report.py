"""The last announcements, and what became of each."""

from collections.abc import Iterable
from typing import Any

from aiogram_dialog import DialogManager

from core.model.announcements import AnnouncementRow, ReopeningPreview, Report
from core.model.notices import AnnouncementKind
from core.usecases.announced import bounced_addresses, read_report
from core.usecases.announcing import list_announcements, preview_reopening
from dialogs.announcements.getters import span, title
from dialogs.announcements.symbols import KINDS
from dialogs.presses import UnreadablePressError
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page
from locales import Translator

PER_PAGE = 6
SCHOOLS_TOLD = 3
PEOPLE_PER_PAGE = 12
DAYS_TOLD = 10
NAME_SHOWN = 60
"""Characters of an announcement on its button."""
TEXT_SHOWN = 400
"""Characters of an announcement's words that its report shows."""


async def read_main(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What can be announced, and the last announcements."""
    visit = visit_of(dialog_manager)
    t = visit.t
    rows = await visit.read(list_announcements, visit.staff, visit.now)
    bounced = await visit.read(bounced_addresses, visit.staff)
    page = Page.of(dialog_manager, len(rows), PER_PAGE)
    shown = rows[page.start : page.stop]
    kinds = (AnnouncementKind.CLOSURE, AnnouncementKind.STRIKE, AnnouncementKind.GENERAL)
    last = [t.html("announce-last"), *(_line(visit, row) for row in shown)] if rows else [t.html("announce-none")]
    return {
        "body": "\n".join([t.html("announce-title"), "", *last]),
        "kinds": tuple((Key(f"{KINDS[kind]} {t.text(f'announce-new-{kind}')}", kind),) for kind in kinds),
        "rows": tuple((Key(_name(visit, row), str(row.id)),) for row in shown),
        "pages": page.keys(),
        "bounced": len(bounced),
    }


def _name(visit: Visit, row: AnnouncementRow) -> str:
    """On a button: the days, or when it was made."""
    t = visit.t
    day = row.first_day or row.created_at.astimezone(visit.tz).date()
    about = " ".join(row.text.split()) or ", ".join(row.school_names)
    return _cut(f"{KINDS[row.kind]} {t.short_day(day)} · {about}", NAME_SHOWN)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _line(visit: Visit, row: AnnouncementRow) -> str:
    t = visit.t
    schools = t.listed(row.school_names[:SCHOOLS_TOLD]) + ("…" if len(row.school_names) > SCHOOLS_TOLD else "")
    name = f"{KINDS[row.kind]} {_when(visit, row)}" + (f", {schools}" if schools else "")
    return t.html("announce-line-reopened" if row.is_reopened else "announce-line", name=name)


def _when(visit: Visit, row: AnnouncementRow) -> str:
    if row.first_day and row.last_day:
        return span(visit.t, row.first_day, row.last_day)
    return visit.t.instant(row.created_at, visit.tz)


async def read_one(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """An announcement, how it went out, and whether it can be taken back."""
    visit = visit_of(dialog_manager)
    row = await _row(dialog_manager)
    report = await visit.read(read_report, visit.staff, row.id, visit.now)
    return {
        "body": "\n".join([*_head(visit, row), "", *report_lines(visit.t, report)]),
        "can_reopen": row.can_reopen and not row.is_reopened,
        "unreached": len(report.not_reached),
    }


async def _row(manager: DialogManager) -> AnnouncementRow:
    """The announcement that is looked at. Raises ``UnreadablePressError`` for one that is not in the list."""
    visit = visit_of(manager)
    for row in await visit.read(list_announcements, visit.staff, visit.now):
        if row.id == manager.dialog_data["id"]:
            return row
    raise UnreadablePressError(manager.dialog_data["id"])


def _head(visit: Visit, row: AnnouncementRow) -> list[str]:
    t = visit.t
    lines = [title(row.kind, t), t.html("announce-made", at=t.instant(row.created_at, visit.tz))]
    if row.first_day and row.last_day:
        lines.append(t.html("announce-recap-days", days=span(t, row.first_day, row.last_day)))
    if row.school_names:
        lines.append(t.html("announce-recap-school", name=t.listed(row.school_names)))
    if row.is_reopened:
        lines.append(t.html("announce-is-reopened"))
    text = _cut(row.text, TEXT_SHOWN)
    return [*lines, *(t.html("announce-said", line=line) for line in text.split("\n") if line.strip())]


def report_lines(t: Translator, report: Report) -> list[str]:
    """How an announcement went out, in counts."""
    counts = {
        "announce-delivered": report.delivered,
        "announce-by-email": report.by_email,
        "announce-failed": report.failed,
        "announce-waiting": report.waiting,
        "announce-unknown": report.unknown,
        "announce-reads": report.reads,
    }
    always = {"announce-delivered"}
    lines = [t.html(name, count=count) for name, count in counts.items() if count or name in always]
    if report.seconds_left is not None and not report.is_over:
        lines.append(t.html("announce-left", minutes=max(1, round(report.seconds_left / 60))))
    return [t.html("announce-report" if report.is_over else "announce-going", count=report.total), *lines]


async def read_unreached(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Whom an announcement did not reach, and their phone numbers."""
    visit = visit_of(dialog_manager)
    report = await visit.read(read_report, visit.staff, dialog_manager.dialog_data["id"], visit.now)
    people = (
        visit.t.html("announce-person", name=one.name, family=one.family or "—", how=one.phone or "—")
        for one in report.not_reached
    )
    return _listed(dialog_manager, "announce-unreached", list(people))


async def read_bounced(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The e-mail addresses that take nothing."""
    visit = visit_of(dialog_manager)
    people = (
        visit.t.html("announce-person", name=one.name, family=one.family or "—", how=one.email)
        for one in await visit.read(bounced_addresses, visit.staff)
    )
    return _listed(dialog_manager, "announce-bounced", list(people))


def _listed(manager: DialogManager, message: str, lines: list[str]) -> dict[str, Any]:
    page = Page.of(manager, len(lines), PEOPLE_PER_PAGE)
    head = visit_of(manager).t.html(message, count=len(lines))
    return {"body": "\n".join([head, "", *lines[page.start : page.stop]]), "pages": page.keys()}


async def read_reopening(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What reopening would restore."""
    visit = visit_of(dialog_manager)
    row = await _row(dialog_manager)
    if not row.can_reopen or row.is_reopened:
        return {"body": visit.t.html("announce-nothing-to-reopen"), "can_reopen": False}
    preview = await visit.read(preview_reopening, visit.staff, row.id, visit.now)
    return {"body": "\n".join(_reopening_lines(visit.t, preview)), "can_reopen": True}


def _reopening_lines(t: Translator, preview: ReopeningPreview) -> Iterable[str]:
    days = [t.day(day) for day in preview.days[:DAYS_TOLD]]
    yield t.html("announce-reopen")
    yield ""
    yield t.html("announce-recap-days", days=t.listed(days))
    if len(preview.days) > DAYS_TOLD:
        yield t.html("and-others", count=len(preview.days) - DAYS_TOLD)
    yield t.html("announce-restores", count=preview.bookings)
    if preview.requests:
        yield t.html("announce-pending-again", count=preview.requests)
    if preview.lost:
        yield t.html("announce-lost", count=preview.lost)
    yield t.html("announce-reopen-told", count=preview.families)
