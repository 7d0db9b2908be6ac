"""What is about to be announced, to whom, and what it will do; and that it was."""

from collections.abc import Sequence
from typing import Any

from aiogram_dialog import DialogManager

from core.model.announcements import OrderProblem, Preview, SchoolChoice
from core.model.notices import AnnouncementKind
from core.usecases.announcing import preview_announcement, problems
from dialogs.announcements.draft import Draft, chosen_among, order_of, read_schools, service_keys
from dialogs.announcements.getters import mode_line, span, title
from dialogs.announcements.steps import problem_sentence
from dialogs.requests.getters import label
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key
from locales import Translator

NAMES_TOLD = 8
"""How many schools or classes a recap names."""


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The order in words, and what it comes to; or what is left to mend."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    schools = chosen_among(await read_schools(dialog_manager), draft)
    order = order_of(dialog_manager)
    found = await visit.read(problems, visit.staff, order, visit.now)
    lines = [title(draft.what, visit.t), "", *_order_lines(dialog_manager, draft, schools)]
    if found:
        lines += ["", *_problem_lines(visit.t, found)]
    else:
        preview = await visit.read(preview_announcement, visit.staff, order, visit.now)
        lines += ["", *preview_lines(visit.t, preview)]
    lines += _text_lines(visit.t, draft)
    return {
        "body": "\n".join(lines),
        "rows": _option_rows(visit.t, draft),
        "can_send": not found,
        "has_document": draft.document_id is not None,
    }


def _problem_lines(t: Translator, found: Sequence[OrderProblem]) -> list[str]:
    return [f"⚠️ {problem_sentence(problem, t)}" for problem in found]


def _order_lines(manager: DialogManager, draft: Draft, schools: Sequence[SchoolChoice]) -> list[str]:
    visit = visit_of(manager)
    t = visit.t
    lines = _school_lines(t, draft, schools)
    if draft.services or draft.what is not AnnouncementKind.GENERAL:
        keys = draft.services or service_keys(manager, schools)
        lines.append(t.html("announce-recap-services", services=t.listed(label(visit, key) for key in keys)))
    if draft.days:
        lines.append(t.html("announce-recap-days", days=span(t, *draft.days)))
    if draft.what is AnnouncementKind.GENERAL:
        lines += _audience_lines(t, draft, schools)
    if draft.document_name:
        lines.append(t.html("announce-recap-document", name=draft.document_name))
    return lines


def _text_lines(t: Translator, draft: Draft) -> list[str]:
    """The author's words, at the end: should they not fit, all else does."""
    text = [t.html("announce-said", line=line) if line.strip() else "" for line in draft.text.split("\n")]
    return ["", *text] if draft.text else []


def _school_lines(t: Translator, draft: Draft, schools: Sequence[SchoolChoice]) -> list[str]:
    if draft.what is AnnouncementKind.STRIKE:
        lines = [mode_line(t, school.name, draft.modes.get(str(school.id))) for school in schools[:NAMES_TOLD]]
    else:
        lines = [t.html("announce-recap-school", name=school.name) for school in schools[:NAMES_TOLD]]
    return lines + _others(t, len(schools))


def _audience_lines(t: Translator, draft: Draft, schools: Sequence[SchoolChoice]) -> list[str]:
    names = [name for school in schools for one, name in school.classes if one in draft.classes]
    lines = [t.html("announce-recap-classes", names=t.listed(names[:NAMES_TOLD]))] if names else []
    lines += _others(t, len(names))
    return [*lines, t.html("announce-recap-booked")] if draft.only_booked else lines


def _others(t: Translator, count: int) -> list[str]:
    return [t.html("and-others", count=count - NAMES_TOLD)] if count > NAMES_TOLD else []


def preview_lines(t: Translator, preview: Preview) -> list[str]:
    """To whom it goes and by which way, and what becomes of bookings and requests."""
    lines = [
        t.html("announce-to-families", families=preview.families, guardians=preview.guardians),
        t.html("announce-ways", chats=preview.by_chat, emails=preview.by_email, nowhere=preview.unreachable),
    ]
    if preview.staff:
        lines.append(t.html("announce-to-staff", count=preview.staff))
    if preview.bookings:
        lines.append(t.html("announce-cancels", count=preview.bookings))
    if preview.requests:
        lines.append(t.html("announce-answers", count=preview.requests))
    return lines


def _option_rows(t: Translator, draft: Draft) -> tuple[tuple[Key, ...], ...]:
    """A closure or a strike is urgent, whoever says what."""
    reading = t.text("announce-asks-reading" if draft.asks_reading else "announce-no-reading")
    rows = ((Key(reading, f"reading.{int(not draft.asks_reading)}"),),)
    if draft.what is not AnnouncementKind.GENERAL:
        return rows
    urgent = t.text("announce-urgent" if draft.is_urgent else "announce-not-urgent")
    return ((Key(urgent, f"urgent.{int(not draft.is_urgent)}"),), *rows)


async def read_sent(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """It was announced; how it goes out is told in a message of its own."""
    visit: Visit = visit_of(dialog_manager)
    return {"body": visit.t.html("announce-sent", **dialog_manager.dialog_data["counts"])}
