"""The questions that lead to an order, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.operations import OperationKind
from dialogs.bulk.draft import Draft, Journey, read_place, read_places
from dialogs.bulk.offers import periods, services_of, weekdays_of
from dialogs.bulk.words import days_in_words, title
from dialogs.enrolment.search import matches
from dialogs.presses import written
from dialogs.requests.getters import label, symbol
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns
from locales import Translator

PLACES_PER_PAGE = 12
CLASSES_PER_PAGE = 18


def _asked(visit: Visit, draft: Draft, question: str) -> str:
    return f"{title(visit.t, draft.what, Journey(draft.journey))}\n\n{visit.t.html(question)}"


def dot(label: str, *, is_chosen: bool) -> str:
    """One of several that exclude each other."""
    return f"● {label}" if is_chosen else label


async def read_what(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Enrol, or book."""
    visit = visit_of(dialog_manager)
    kinds = (OperationKind.ENROL, OperationKind.BOOK)
    rows = tuple((Key(visit.t.text(f"bulk-kind-{kind}"), kind),) for kind in kinds)
    return {"body": f"{visit.t.html('bulk-title-add')}\n\n{visit.t.html('bulk-which-kind')}", "rows": rows}


async def read_child(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children of the typed name."""
    draft = Draft.of(dialog_manager)
    return await matches(dialog_manager, _asked(visit_of(dialog_manager), draft, "enrol-ask"), chosen=draft.child)


async def read_place_choice(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The schools, one to be chosen."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    places = await read_places(dialog_manager)
    page = Page.of(dialog_manager, len(places), PLACES_PER_PAGE)
    shown = places[page.start : page.stop]
    return {
        "body": _asked(visit, draft, "bulk-which-place" if places else "bulk-no-place-known"),
        "rows": tuple((Key(dot(one.name, is_chosen=one.id == draft.school), str(one.id)),) for one in shown),
        "pages": page.keys(),
    }


async def read_classes(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The classes; all of them where none is chosen."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    place = await read_place(dialog_manager, draft)
    is_all = len(draft.classes) in (0, len(place.classes))
    page = Page.of(dialog_manager, len(place.classes), CLASSES_PER_PAGE)
    keys = [
        Key(f"{box(one in draft.classes)} {name}", f"{one}.{int(one not in draft.classes)}")
        for one, name in place.classes[page.start : page.stop]
    ]
    every = Key(dot(visit.t.text("announce-all-classes"), is_chosen=is_all), "all.1")
    body = _asked(visit, draft, "bulk-which-classes")
    return {"body": body, "rows": ((every,), *columns(keys, 3)), "pages": page.keys()}


async def read_services(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The services, none chosen at first."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    offered = services_of(visit.policy, await read_place(dialog_manager, draft))
    rows = tuple(
        (Key(f"{box(key in draft.services)} {_named(visit, key)}", f"{key}.{int(key not in draft.services)}"),)
        for key in offered
    )
    return {"body": _asked(visit, draft, "bulk-which-services"), "rows": rows}


def _named(visit: Visit, key: str) -> str:
    return f"{symbol(visit, key)} {label(visit, key)}"


async def read_weekdays(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The weekdays, all of them chosen unless said otherwise."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    offered = weekdays_of(visit.policy, draft.services)
    chosen = set(draft.weekdays or offered)
    keys = [Key(f"{box(day in chosen)} {visit.t.weekday(day)}", f"{day}.{int(day not in chosen)}") for day in offered]
    return {"body": _asked(visit, draft, "bulk-which-weekdays"), "rows": columns(keys, 2)}


async def read_period(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """From which day to which: picked, or typed."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    is_of_year = draft.what is OperationKind.ENROL
    parts = [_asked(visit, draft, "bulk-which-year" if is_of_year else "bulk-which-period")]
    if draft.days:
        parts.append(f"📅 <b>{days_in_words(visit.t, draft.what, *draft.days)}</b>")
    return {"body": "\n\n".join(parts), "rows": _period_rows(visit, draft)}


def _period_rows(visit: Visit, draft: Draft) -> Rows:
    t = visit.t
    today = visit.now.astimezone(visit.tz).date()
    offered = periods(visit.policy, draft.what, draft.services, today)
    return tuple(
        (Key(dot(_period(t, name, span[0].year), is_chosen=span == draft.days), ".".join(map(written, span))),)
        for name, span in offered.items()
    )


def _period(t: Translator, name: str, year: int) -> str:
    return t.text(f"bulk-period-{name}", years=f"{year}-{year + 1}")
