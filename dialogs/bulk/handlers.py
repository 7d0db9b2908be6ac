"""An order is made ready, looked at, and carried out."""

from collections.abc import Mapping
from datetime import date

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.operations import OperationKind
from core.rules.school_years import school_year
from core.usecases.bulk import run_bulk
from core.usecases.enrolling import read_enrolments
from dialogs.announcements.draft import toggled
from dialogs.announcements.typed import span_of
from dialogs.answering import answer_now, say
from dialogs.bulk.draft import Draft, key_of, read_place, read_places
from dialogs.bulk.offers import services_of, weekdays_of
from dialogs.bulk.steps import QUESTIONS, settle_in
from dialogs.presses import choice_of, day_of, number_of, parts_of
from dialogs.states import Bulk
from dialogs.visit import visit_of

_WANTED: Mapping[str, bool] = {"1": True, "0": False}
_KINDS = {str(kind): kind for kind in (OperationKind.ENROL, OperationKind.BOOK)}


async def choose_kind(manager: DialogManager, press: str) -> None:
    """Enrol, or book: then the next question."""
    draft = Draft.of(manager)
    kind = choice_of(press, _KINDS)
    draft.days = draft.days if kind is draft.what else None
    draft.kind = kind
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def choose_child(manager: DialogManager, press: str) -> None:
    """The child it is about: then the next question. Raises ``NotAuthorisedError`` for one not looked after."""
    visit, draft = visit_of(manager), Draft.of(manager)
    pupil = (await visit.read(read_enrolments, visit.staff, number_of(press), visit.now)).pupil
    draft.child, draft.school = pupil.child_id, pupil.school_id
    settle_in(manager, draft, await read_place(manager, draft))
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def choose_place(manager: DialogManager, press: str) -> None:
    """The school it is about: then the next question."""
    draft = Draft.of(manager)
    settle_in(manager, draft, choice_of(press, {str(one.id): one for one in await read_places(manager)}))
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def choose_class(manager: DialogManager, press: str) -> None:
    """A class, or no more; or all that are the person's."""
    which, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    place = await read_place(manager, draft)
    known = {str(one): one for one, _ in place.classes}
    is_wanted = choice_of(wanted, _WANTED)
    chosen = [] if which == "all" else toggled(draft.classes, choice_of(which, known), wanted=is_wanted)
    draft.classes = chosen or ([] if place.is_whole else list(known.values()))
    draft.keep(manager)


async def choose_service(manager: DialogManager, press: str) -> None:
    """A service, or no more."""
    key, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    offered = services_of(visit_of(manager).policy, await read_place(manager, draft))
    choice_of(key, {one: one for one in offered})
    chosen = {*draft.services, key} if choice_of(wanted, _WANTED) else {*draft.services} - {key}
    draft.services = [one for one in offered if one in chosen]
    draft.weekdays = []
    draft.keep(manager)


async def choose_weekday(manager: DialogManager, press: str) -> None:
    """A weekday, or no more; one at least."""
    visit, draft = visit_of(manager), Draft.of(manager)
    day, wanted = parts_of(press, 2)
    offered = weekdays_of(visit.policy, draft.services)
    weekday = choice_of(day, {str(one): one for one in offered})
    chosen = toggled(draft.weekdays or offered, weekday, wanted=choice_of(wanted, _WANTED))
    if not chosen:
        say(visit.t.text("bulk-one-weekday"), alert=True)
        return
    draft.weekdays = [] if chosen == offered else chosen
    draft.keep(manager)


async def choose_days(manager: DialogManager, press: str) -> None:
    """The period as the press says it: then the recap."""
    first, last = parts_of(press, 2)
    days = day_of(first), day_of(last)
    problem = _problem(days)
    if problem is not None:
        say(visit_of(manager).t.text(problem), alert=True)
        return
    await _keep_days(manager, days)


async def write_days(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """The period in the person's own writing: then the recap."""
    visit = visit_of(manager)
    days = span_of(message.text or "", visit.now.astimezone(visit.tz).date())
    problem = "announce-days-unread" if days is None else _problem(days)
    if days is None or problem is not None:
        await message.answer(visit.t.html(problem or "announce-days-unread"))
        return
    await _keep_days(manager, days)


def _problem(days: tuple[date, date]) -> str | None:
    """Why a period is none for an order: the name of a message."""
    first, last = days
    if last < first:
        return "announce-days-reversed"
    return None if school_year(first) == school_year(last) else "bulk-two-years"


async def _keep_days(manager: DialogManager, days: tuple[date, date]) -> None:
    draft = Draft.of(manager)
    draft.days = days
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def carry_out(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Do it. The key is the confirmation's own, so that a press that comes twice does it once."""
    visit, order = visit_of(manager), Draft.of(manager).order()
    say(visit.t.text("bulk-going"))
    if callback.bot is not None:
        await answer_now(callback.bot)  # a school's year takes seconds
    operated = await visit.write_apart(run_bulk, visit.staff, order, key_of(manager), visit.now)
    manager.dialog_data["operation"] = operated.id
    manager.dialog_data.pop("order", None)
    await manager.switch_to(Bulk.done)


async def see_skipped(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The children left out, from the first page."""
    manager.dialog_data["page"] = 0
