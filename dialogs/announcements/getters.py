"""The questions that lead to an announcement, read."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from aiogram_dialog import DialogManager

from core.model.notices import AnnouncementKind, StrikeMode
from core.model.planning import Service
from core.rules.calendar import school_calendar, why_closed
from dialogs.announcements.draft import Draft, chosen_among, read_schools, service_keys
from dialogs.announcements.symbols import MODES, TEMPLATES
from dialogs.presses import written
from dialogs.requests.getters import label, symbol
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns
from locales import Translator

SCHOOLS_PER_PAGE = 10
MODES_PER_PAGE = 6
CLASSES_PER_PAGE = 18
DAYS_OFFERED = 12
_LOOK_AHEAD = 60
"""Days among which those offered are looked for."""


async def read_school_choice(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The schools, each to be chosen."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    schools = await read_schools(dialog_manager)
    page = Page.of(dialog_manager, len(schools), SCHOOLS_PER_PAGE)
    is_all = len(chosen_among(schools, draft)) == len(schools)
    every = Key(f"{box(is_all)} {visit.t.text('announce-all-schools')}", f"all.{int(not is_all)}")
    shown = (
        (Key(f"{box(school.id in draft.schools)} {school.name}", f"{school.id}.{int(school.id not in draft.schools)}"),)
        for school in schools[page.start : page.stop]
    )
    return {"body": _asked(visit, draft, "announce-which-schools"), "rows": ((every,), *shown), "pages": page.keys()}


def _asked(visit: Visit, draft: Draft, question: str) -> str:
    return f"{title(draft.what, visit.t)}\n\n{visit.t.html(question)}"


def title(kind: AnnouncementKind, t: Translator) -> str:
    """What is being announced, HTML."""
    return t.html(f"announce-kind-{kind}")


async def read_modes(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What each school does on the day of the strike: four keys a school, and four for all of them."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    schools = chosen_among(await read_schools(dialog_manager), draft)
    page = Page.of(dialog_manager, len(schools), MODES_PER_PAGE)
    rows: list[tuple[Key, ...]] = []
    if len(schools) > 1:
        rows += [(Key(visit.t.text("announce-all-schools"), "all.name"),), _mode_keys("all", None)]
    for school in schools[page.start : page.stop]:
        mode = draft.modes.get(str(school.id))
        rows += [(Key(school.name, f"{school.id}.name"),)] if len(schools) > 1 else []
        rows.append(_mode_keys(str(school.id), mode))
    legend = "\n".join(f"{shown} {visit.t.html(f'announce-mode-{mode}')}" for mode, shown in MODES.items())
    lines = [mode_line(visit.t, school.name, draft.modes.get(str(school.id))) for school in schools]
    body = "\n\n".join([_asked(visit, draft, "announce-which-modes"), legend, "\n".join(lines)])
    return {"body": body, "rows": tuple(rows), "pages": page.keys()}


def _mode_keys(which: str, chosen: str | None) -> tuple[Key, ...]:
    return tuple(Key(f"● {shown}" if mode == chosen else shown, f"{which}.{mode}") for mode, shown in MODES.items())


def mode_line(t: Translator, school: str, mode: str | None) -> str:
    """``Les Tilleuls : 🥪 pique-nique``, HTML."""
    if mode is None:
        return t.html("announce-mode-line", school=school, mode="…")
    words = f"{MODES[StrikeMode(mode)]} {t.text(f'announce-mode-{mode}')}"
    return t.html("announce-mode-line", school=school, mode=words)


async def read_services(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The services, all of them chosen unless said otherwise."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    known = service_keys(dialog_manager, chosen_among(await read_schools(dialog_manager), draft))
    chosen = set(draft.services or known)
    rows = tuple(
        (Key(f"{box(key in chosen)} {symbol(visit, key)} {label(visit, key)}", f"{key}.{int(key not in chosen)}"),)
        for key in known
    )
    return {"body": _asked(visit, draft, "announce-which-services"), "rows": rows}


async def read_days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The next days on which something runs: the first that is pressed, and the last."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    keys = [_day_key(visit.t, draft.days, day) for day in islice(_running_days(visit), DAYS_OFFERED)]
    parts = [_asked(visit, draft, "announce-which-days")]
    if draft.days:
        parts.append(f"📅 <b>{span(visit.t, *draft.days)}</b>")
    rows: Rows = columns(keys, 3)
    if draft.what is AnnouncementKind.GENERAL and draft.days:
        rows = (*rows, (Key(visit.t.text("announce-no-days"), "none"),))
    return {"body": "\n\n".join(parts), "rows": rows}


def span(t: Translator, first: date, last: date) -> str:
    """``lundi 30 novembre``, ``du 23 au 27 novembre``."""
    return t.day(first) if first == last else t.period(first, last)


def _running_days(visit: Visit) -> Iterator[date]:
    """From today on, the days on which any service runs in the usual way."""
    today = visit.now.astimezone(visit.tz).date()
    calendar = school_calendar(visit.policy.calendar)
    services = [Service(0, 0, terms, None) for terms in visit.policy.services]
    days = (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD))
    return (day for day in days if any(why_closed(calendar, service, day) is None for service in services))


def _day_key(t: Translator, chosen: tuple[date, date] | None, day: date) -> Key:
    """A press of a day after the only one chosen ends the span with it; any other begins anew."""
    is_chosen = chosen is not None and chosen[0] <= day <= chosen[1]
    first = chosen[0] if chosen and chosen[0] == chosen[1] < day else day
    return Key(f"{'☑️ ' if is_chosen else ''}{t.short_day(day)}", f"{written(first)}.{written(day)}")


async def read_audience(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Of information: whether for those booked only, and for which classes."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t = visit.t
    schools = chosen_among(await read_schools(dialog_manager), draft)
    classes = [
        (class_id, f"{name} ({school.name})" if len(schools) > 1 else name)
        for school in schools
        for class_id, name in school.classes
    ]
    page = Page.of(dialog_manager, len(classes), CLASSES_PER_PAGE)
    booked = (
        Key(_dot(t.text("announce-enrolled"), not draft.only_booked), "booked.all.0"),
        Key(_dot(t.text("announce-booked"), draft.only_booked), "booked.all.1"),
    )
    every = Key(_dot(t.text("announce-all-classes"), not draft.classes), "class.all.1")
    keys = [
        Key(f"{box(one in draft.classes)} {name}", f"class.{one}.{int(one not in draft.classes)}")
        for one, name in classes[page.start : page.stop]
    ]
    rows: Rows = ((booked,) if draft.days else ()) + ((every,), *columns(keys, 2 if len(schools) > 1 else 3))
    return {"body": _asked(visit, draft, "announce-whom"), "rows": rows, "pages": page.keys()}


def _dot(label: str, is_chosen: bool) -> str:
    return f"● {label}" if is_chosen else label


async def read_words(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The words so far, and others to be picked."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t = visit.t
    must = draft.what is AnnouncementKind.GENERAL
    parts = [_asked(visit, draft, "announce-words" if must else "announce-words-or-none")]
    if draft.text:
        parts += [t.html("announce-words-chosen"), copied(t, draft.text)]
    rows = [(Key(t.text(f"announce-template-{name}-title"), name),) for name in TEMPLATES[draft.what]]
    if draft.text and not must:
        rows.append((Key(t.text("announce-no-words"), "none"),))
    return {"body": "\n\n".join(parts), "rows": tuple(rows)}


def copied(t: Translator, text: str) -> str:
    """Words to be copied with a touch: each line by itself, since no tag may span lines."""
    return "\n".join(t.html("announce-copied", line=line) if line.strip() else "" for line in text.split("\n"))


async def read_document(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Which file goes with the announcement, if any."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    parts = [_asked(visit, draft, "announce-document")]
    if draft.document_id is not None:
        parts.append(visit.t.html("announce-document-kept", name=draft.document_name))
    return {"body": "\n\n".join(parts), "has_document": draft.document_id is not None}
