"""The journal, read."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from aiogram_dialog import DialogManager

from core.model.auditing import JournalFilter, JournalLine, JournalPage
from core.usecases.auditing import find_children, list_authors, read_journal
from dialogs.audit.sentences import sentence
from dialogs.presses import written
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns

PER_PAGE = 10
AUTHORS_PER_PAGE = 20
MOST_CHILDREN = 20
"""How many children are offered."""


def filter_of(manager: DialogManager) -> JournalFilter:
    """What was chosen, as the dialog keeps it."""
    kept = manager.dialog_data
    first, last = kept.get("days") or (None, None)
    return JournalFilter(
        kept.get("staff"),
        kept.get("child"),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The lines that the filters let through, newest first. Raises ``NotAuthorisedError``."""
    visit, chosen = visit_of(dialog_manager), filter_of(dialog_manager)
    rank, up_to = dialog_manager.dialog_data.get("place") or (0, None)
    page = await visit.read_apart(
        read_journal, visit.staff, chosen, visit.now, limit=PER_PAGE, offset=rank * PER_PAGE, up_to=up_to
    )
    lines = list(_lines(visit, page.lines)) or [visit.t.html("audit-empty")]
    return {
        "body": "\n".join([visit.t.html("audit-title"), *lines]),
        "pages": _pages(page, rank, up_to),
        "filters": tuple((Key(f"✖️ {label}", what),) for what, label in _filters(visit, chosen, page)),
    }


def _lines(visit: Visit, lines: Iterable[JournalLine]) -> Iterator[str]:
    """The lines under their days."""
    for day, of_day in groupby(lines, key=lambda line: line.at.astimezone(visit.tz).date()):
        yield "\n" + visit.t.html("audit-day", day=visit.t.day(day), year=str(day.year))
        yield from (sentence(visit, line) for line in of_day)


def _pages(page: JournalPage, rank: int, up_to: int | None) -> Rows:
    """Newer and older lines: each key says which page, and under which newest line."""
    newest = up_to or (page.lines[0].id if page.lines else 0)
    newer = (Key("◀️", f"{rank - 1}.{newest if rank > 1 else 0}"),) if rank else ()
    older = (Key("▶️", f"{rank + 1}.{newest}"),) if page.has_older else ()
    return ((*newer, *older),) if newer or older else ()


def _filters(visit: Visit, chosen: JournalFilter, page: JournalPage) -> Iterator[tuple[str, str]]:
    """What each filter is about, and its name."""
    if page.staff is not None:
        yield "staff", page.staff
    if page.child is not None:
        yield "child", page.child
    if chosen.first_day is not None and chosen.last_day is not None:
        is_one = chosen.first_day == chosen.last_day
        yield "days", visit.t.day(chosen.first_day) if is_one else visit.t.period(chosen.first_day, chosen.last_day)


async def read_authors(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The members of staff whose lines can be read. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    authors = await visit.read(list_authors, visit.staff)
    page = Page.of(dialog_manager, len(authors), AUTHORS_PER_PAGE)
    keys = (Key(name, str(staff_id)) for staff_id, name in authors[page.start : page.stop])
    return {"body": visit.t.html("audit-which-member"), "rows": columns(keys, 2), "pages": page.keys()}


async def read_children(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children of the typed name. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    typed = str(dialog_manager.dialog_data.get("typed", ""))
    found = await visit.read(find_children, visit.staff, typed, visit.now, MOST_CHILDREN)
    parts = [visit.t.html("audit-which-child")]
    parts += [visit.t.html("audit-found", name=typed, count=len(found))] if typed else []
    keys = (
        Key(f"{one.first_name} {one.last_name} · {one.class_name}, {one.school}", str(one.child_id)) for one in found
    )
    return {"body": "\n\n".join(parts), "rows": columns(keys, 1)}


async def read_days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A day is asked for; today and yesterday are at hand."""
    visit = visit_of(dialog_manager)
    today = visit.now.astimezone(visit.tz).date()
    days = {"audit-today": today, "audit-yesterday": today - timedelta(days=1)}
    keys = tuple(Key(visit.t.text(message), written(day)) for message, day in days.items())
    return {"body": visit.t.html("audit-which-day"), "rows": (keys,)}
