"""The lists and reports, the one that is about to be drawn, and what can be chosen for it, read."""

from collections.abc import Iterable
from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Permission, Scope
from core.model.reports import FileFormat, ReportChoices, ReportProblem, Way
from core.rules.authorisation import may
from core.usecases.reporting import preview_report
from core.usecases.reports import KINDS
from dialogs.presses import written
from dialogs.reports.draft import Draft, classes_among, places_among, read_choices, today_of
from dialogs.reports.questions import Period, Services, periods
from dialogs.reports.ways import ways_of
from dialogs.reports.words import (
    WAYS,
    class_words,
    is_one_class,
    lines,
    period_words,
    rate_words,
    rates_of,
    school_words,
    service_words,
    title,
)
from dialogs.requests.getters import label, symbol
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns

SCHOOLS_PER_PAGE = 12
CLASSES_PER_PAGE = 24


async def read_kinds(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The reports that may be drawn, in the order of the portal."""
    visit = visit_of(dialog_manager)
    kinds = (await read_choices(dialog_manager)).kinds
    names = {kind: title(kind, visit.t) for kind in kinds}
    return {
        "body": "\n".join([visit.t.html("draw-title"), "", *names.values()]),
        "rows": tuple((Key(name, kind),) for kind, name in names.items()),
        "bills": may(visit.policy, visit.staff.role, Permission.BILL) and Scope() in visit.staff.scopes,
    }


async def read_filters(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What the report is of, each line to be changed."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    choices = await read_choices(dialog_manager)
    return {
        "body": _asked(visit, draft, "draw-filters"),
        "rows": tuple((Key(words, name),) for name, words in _filters(visit, choices, draft)),
        "formats": _format_rows(draft),
        "ways": _way_rows(visit, choices, draft),
    }


def _asked(visit: Visit, draft: Draft, question: str) -> str:
    return f"<b>{title(draft.what, visit.t)}</b>\n\n{visit.t.html(question)}"


def _filters(visit: Visit, choices: ReportChoices, draft: Draft) -> Iterable[tuple[str, str]]:
    """What there is a choice of, by the name of its screen."""
    t = visit.t
    yield "period", t.text("draw-of-period", period=period_words(visit, draft.period))
    if len(places_among(choices, draft)) > 1:
        yield "school", t.text("draw-of-school", school=school_words(visit, choices, draft))
    if draft.questions.by_class and not is_one_class(choices):
        yield "class", t.text("draw-of-class", class_=class_words(visit, choices, draft))
    if draft.questions.services is not Services.ALL and len(visit.policy.services) > 1:
        yield "services", t.text("draw-of-services", services=service_words(visit, draft))
    if rates_of(visit, draft):
        yield "rate", t.text("draw-of-rate", rate=rate_words(visit, draft))


def _format_rows(draft: Draft) -> Rows:
    formats = draft.questions.formats
    if len(formats) == 1:
        return ()
    return (tuple(Key(_dot(one.upper(), one == draft.file_format), one) for one in formats),)


def _way_rows(visit: Visit, choices: ReportChoices, draft: Draft) -> Rows:
    """Where there is but one way, the recap says which."""
    ways = ways_of(visit.policy, choices, draft.what)
    if len(ways) < len(Way):
        return ()
    return (tuple(Key(_dot(f"{WAYS[way]} {visit.t.text(f'draw-way-{way}')}", way == draft.way), way) for way in ways),)


def _dot(words: str, is_chosen: bool) -> str:
    return f"● {words}" if is_chosen else words


async def read_periods(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The periods that need not be typed."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    offered = periods(draft.what, today_of(visit))
    keys = [
        Key(_dot(_period_name(visit, name, period), period == draft.period), "{}.{}".format(*map(written, period)))
        for name, period in offered.items()
    ]
    return {"body": _asked(visit, draft, "draw-which-period"), "rows": columns(keys, 2)}


def _period_name(visit: Visit, name: str, period: Period) -> str:
    return visit.t.text(f"draw-{name}") if not name.startswith("month-") else period_words(visit, period)


async def read_schools(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The schools, and all of them."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    places = places_among(await read_choices(dialog_manager), draft)
    page = Page.of(dialog_manager, len(places), SCHOOLS_PER_PAGE)
    every = Key(_dot(visit.t.text("draw-all-schools"), draft.school is None), "all")
    shown = (Key(_dot(place.name, place.id == draft.school), str(place.id)) for place in places[page.start : page.stop])
    return {
        "body": _asked(visit, draft, "draw-which-school"),
        "rows": ((every,), *((key,) for key in shown)),
        "pages": page.keys(),
    }


async def read_classes(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The classes of the school, or of every school, and all of them."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    choices = await read_choices(dialog_manager)
    classes = classes_among(choices, draft.school)
    names_schools = draft.school is None and len(choices.places) > 1
    page = Page.of(dialog_manager, len(classes), CLASSES_PER_PAGE)
    every = Key(_dot(visit.t.text("draw-all-classes"), draft.class_ is None), "all")
    shown = (
        Key(_dot(f"{name} ({place.name})" if names_schools else name, class_id == draft.class_), str(class_id))
        for place, class_id, name in classes[page.start : page.stop]
    )
    return {
        "body": _asked(visit, draft, "draw-which-class"),
        "rows": ((every,), *columns(shown, 2 if names_schools else 3)),
        "pages": page.keys(),
    }


async def read_services(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The services: the one, or each to be chosen."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    is_one = draft.questions.services is Services.ONE
    known = [terms.key for terms in visit.policy.services]
    chosen = set(draft.services or known)
    rows = tuple((_service_key(visit, key, key in chosen, is_one=is_one),) for key in known)
    return {"body": _asked(visit, draft, "draw-which-service" if is_one else "draw-which-services"), "rows": rows}


def _service_key(visit: Visit, key: str, is_chosen: bool, *, is_one: bool) -> Key:
    words = f"{symbol(visit, key)} {label(visit, key)}"
    if is_one:
        return Key(_dot(words, is_chosen), f"{key}.1")
    return Key(f"{box(is_chosen)} {words}", f"{key}.{int(not is_chosen)}")


async def read_rates(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The rates of the service, and all of them."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    rates = {
        "all": visit.t.text("draw-all-rates"),
        **{f"r.{key}": name for key, name in rates_of(visit, draft).items()},
    }
    chosen = "all" if draft.rate is None else f"r.{draft.rate}"
    rows = tuple((Key(_dot(name, press == chosen), press),) for press, name in rates.items())
    return {"body": _asked(visit, draft, "draw-which-rate"), "rows": rows}


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What the report will hold; or why it cannot be drawn so, and what to change."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t = visit.t
    choices = await read_choices(dialog_manager)
    preview = await visit.read_apart(preview_report, visit.staff, draft.order(), visit.now)
    told = [f"<b>{title(draft.what, t)}</b>", "", *lines(visit, choices, draft), ""]
    if preview.problem is not None:
        told.append(_problem(visit, draft, preview.problem))
    elif draft.file_format == FileFormat.PNG:
        told.append(t.html("draw-holds-picture"))
    else:
        told.append(t.html("draw-holds", sheets=preview.sheets, rows=preview.rows))
    return {"body": "\n".join(told), "can_draw": preview.problem is None}


def _problem(visit: Visit, draft: Draft, problem: ReportProblem) -> str:
    message = f"draw-problem-{problem.replace('_', '-')}"
    return visit.t.html(message, phone=visit.policy.contact.phone, days=KINDS[draft.what].days)


async def read_sent(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """It was ordered; it comes as a message of its own."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    return {"body": visit.t.html("draw-sent", kind=title(draft.what, visit.t), way=draft.way)}
