"""A report is chosen, narrowed down, and drawn."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.reports import FileFormat, ReportKind, ReportRefusedError
from core.usecases.reporting import order_report
from dialogs.announcements.typed import span_of
from dialogs.answering import say
from dialogs.presses import UnreadablePressError, choice_of, day_of, parts_of
from dialogs.reports.draft import Draft, classes_among, places_among, read_choices, today_of
from dialogs.reports.questions import Period, Services
from dialogs.reports.ways import usual_way, ways_of
from dialogs.reports.words import rates_of
from dialogs.states import Reports
from dialogs.visit import visit_of

_WANTED: Mapping[str, bool] = {"1": True, "0": False}

_FILTERS = {
    "period": Reports.period,
    "school": Reports.school,
    "class": Reports.classes,
    "services": Reports.services,
    "rate": Reports.rate,
}

_MOSTLY_PAST = timedelta(days=180)
"""A typed day without a year is taken as seen from so long ago: reports are mostly of days gone by."""


async def begin(start: Any, manager: DialogManager) -> None:
    """Another dialog may know the report already: its kind, and its first and last day as presses write them."""
    if isinstance(start, dict):
        manager.dialog_data["is_given"] = True
        await _draft(manager, ReportKind(start["kind"]), (day_of(start["first"]), day_of(start["last"])))
        _make_key(manager)


async def _draft(manager: DialogManager, kind: ReportKind, period: Period | None = None) -> None:
    visit = visit_of(manager)
    way = usual_way(visit.policy, await read_choices(manager), kind)
    Draft.begun(visit, kind, way, period).keep(manager)


async def choose_kind(manager: DialogManager, press: str) -> None:
    """Which report: then what it is of."""
    kinds = (await read_choices(manager)).kinds
    manager.dialog_data["is_given"] = False
    await _draft(manager, choice_of(press, {str(kind): kind for kind in kinds}))
    await manager.switch_to(Reports.filters)


async def open_filter(manager: DialogManager, press: str) -> None:
    """Change what the report is of."""
    manager.dialog_data["page"] = 0
    await manager.switch_to(choice_of(press, _FILTERS))


async def choose_format(manager: DialogManager, press: str) -> None:
    """As what it is drawn."""
    draft = Draft.of(manager)
    draft.file_format = choice_of(press, {str(one): FileFormat(one) for one in draft.questions.formats})
    draft.keep(manager)


async def choose_way(manager: DialogManager, press: str) -> None:
    """By which way it comes."""
    visit, draft = visit_of(manager), Draft.of(manager)
    ways = ways_of(visit.policy, await read_choices(manager), draft.what)
    draft.way = choice_of(press, {str(way): way for way in ways})
    draft.keep(manager)


async def choose_period(manager: DialogManager, press: str) -> None:
    """The days as the press says them."""
    first, last = parts_of(press, 2)
    if day_of(last) < day_of(first):
        raise UnreadablePressError(press)
    await _keep_period(manager, (day_of(first), day_of(last)))


async def _keep_period(manager: DialogManager, period: Period) -> None:
    draft = Draft.of(manager)
    draft.period = period
    await _keep(manager, draft)


async def _keep(manager: DialogManager, draft: Draft) -> None:
    draft.keep(manager)
    await manager.switch_to(Reports.filters)


async def write_period(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Days as they are typed: ``du 2/11 au 13/11``."""
    visit = visit_of(manager)
    days = span_of(message.text or "", today_of(visit) - _MOSTLY_PAST)
    if days is None or days[1] < days[0]:
        await message.answer(visit.t.html("draw-days-unread" if days is None else "draw-days-reversed"))
        return
    await _keep_period(manager, days)


async def choose_school(manager: DialogManager, press: str) -> None:
    """A school, or all of them; with another one, the class is open again."""
    draft = Draft.of(manager)
    places = {str(place.id): place.id for place in places_among(await read_choices(manager), draft)}
    draft.school = None if press == "all" else choice_of(press, places)
    draft.class_ = None
    await _keep(manager, draft)


async def choose_class(manager: DialogManager, press: str) -> None:
    """A class, and with it its school; or all of them."""
    draft = Draft.of(manager)
    classes = {str(one): (place.id, one) for place, one, _ in classes_among(await read_choices(manager), draft.school)}
    if press == "all":
        draft.class_ = None
    else:
        draft.school, draft.class_ = choice_of(press, classes)
    await _keep(manager, draft)


async def choose_service(manager: DialogManager, press: str) -> None:
    """The service; or one more, or one less, where there may be several. All of them, and none, is all of them."""
    key, wanted = parts_of(press, 2)
    visit, draft = visit_of(manager), Draft.of(manager)
    known = [terms.key for terms in visit.policy.services]
    choice_of(key, {one: one for one in known})
    is_wanted = choice_of(wanted, _WANTED)
    if draft.questions.services is Services.ONE:
        draft.services, draft.rate = [key], None
        await _keep(manager, draft)
        return
    before = {*(draft.services or known)}
    chosen = before | {key} if is_wanted else before - {key}
    if not chosen:
        say(visit.t.text("draw-one-service"), alert=True)
        return
    draft.services = [] if len(chosen) == len(known) else [one for one in known if one in chosen]
    draft.keep(manager)


async def choose_rate(manager: DialogManager, press: str) -> None:
    """A rate of the service, or all of them."""
    draft = Draft.of(manager)
    rates = {f"r.{key}": key for key in rates_of(visit_of(manager), draft)}
    draft.rate = None if press == "all" else choice_of(press, rates)
    await _keep(manager, draft)


async def sum_up(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """To the recap, of which there is one order, however often it is pressed."""
    _make_key(manager)
    await manager.switch_to(Reports.recap)


def _make_key(manager: DialogManager) -> None:
    manager.dialog_data["key"] = token_urlsafe(12)


async def draw(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Order the report. What has become impossible meanwhile is said by the recap, drawn afresh."""
    visit = visit_of(manager)
    order, key = Draft.of(manager).order(), str(manager.dialog_data["key"])
    try:
        await visit.write(order_report, visit.staff, order, key, visit.now)
    except ReportRefusedError:
        say(visit.t.text("draw-refused"), alert=True)
        return
    await manager.switch_to(Reports.sent)


async def leave_filters(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the list; or to the dialog that had the report in mind."""
    if manager.dialog_data.get("is_given"):
        await manager.done()
        return
    await manager.switch_to(Reports.kinds)
