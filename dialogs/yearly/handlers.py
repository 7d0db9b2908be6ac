"""A request for the year is made ready, looked at, and sent."""

from collections.abc import Mapping
from datetime import date

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.yearly import LONGEST_COMMENT, YearlyProblem
from core.rules.yearly import offered_weekdays, offered_wishes, problem_of_day
from core.usecases.yearly import ask_yearly
from dialogs.announcements.draft import toggled
from dialogs.announcements.typed import span_of
from dialogs.answering import say
from dialogs.presses import choice_of, day_of, number_of, parts_of
from dialogs.states import Yearly
from dialogs.visit import Visit, visit_of
from dialogs.yearly.draft import Draft, read_own
from dialogs.yearly.steps import QUESTIONS

_WANTED: Mapping[str, bool] = {"1": True, "0": False}


async def choose_child(manager: DialogManager, press: str) -> None:
    """The child it is about: then the next question. Raises ``NotAuthorisedError`` for another's."""
    child = await read_own(manager, number_of(press))
    kept = manager.dialog_data.get("order")
    if kept is None or kept["child"] != child.child.id:
        Draft(child.child.id).keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def choose_wish(manager: DialogManager, press: str) -> None:
    """Enrol or cancel: then the next question."""
    draft = Draft.of(manager)
    child = await read_own(manager, draft.child)
    wish = choice_of(press, {str(one): one for one in offered_wishes(child.services)})
    if wish != draft.wish:
        draft.wish, draft.weekdays = wish, []
        offered = [service.terms.key for service in draft.offered(child)]
        draft.services = offered if len(offered) == 1 else []
        draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def choose_service(manager: DialogManager, press: str) -> None:
    """A service, or no more."""
    key, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    offered = [service.terms.key for service in draft.offered(await read_own(manager, draft.child))]
    choice_of(key, {one: one for one in offered})
    chosen = {*draft.services, key} if choice_of(wanted, _WANTED) else {*draft.services} - {key}
    draft.services, draft.weekdays = [one for one in offered if one in chosen], []
    draft.keep(manager)


async def choose_weekday(manager: DialogManager, press: str) -> None:
    """A weekday, or no more; one at least."""
    day, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    child = await read_own(manager, draft.child)
    offered = offered_weekdays(draft.offered(child), draft.services)
    weekday = choice_of(day, {str(one): one for one in offered})
    chosen = toggled(draft.chosen_weekdays(child), weekday, wanted=choice_of(wanted, _WANTED))
    if not chosen:
        say(visit_of(manager).t.text("yearly-problem-no-weekday"), alert=True)
        return
    draft.weekdays = [] if chosen == offered else chosen
    draft.keep(manager)


async def choose_day(manager: DialogManager, press: str) -> None:
    """From when on, as the press says it: then the next question."""
    day = day_of(press)
    problem = _problem(visit_of(manager), day)
    if problem is not None:
        say(_words(visit_of(manager), problem), alert=True)
        return
    await _keep_day(manager, day)


async def write_day(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """From when on, in the person's own writing: then the next question."""
    visit = visit_of(manager)
    days = span_of(message.text or "", visit.now.astimezone(visit.tz).date())
    if days is None or days[0] != days[1]:
        await message.answer(visit.t.html("yearly-day-unread"))
    elif problem := _problem(visit, days[0]):
        await message.answer(_words(visit, problem))
    else:
        await _keep_day(manager, days[0])


def _problem(visit: Visit, day: date) -> YearlyProblem | None:
    return problem_of_day(day, visit.now.astimezone(visit.tz).date())


async def _keep_day(manager: DialogManager, day: date) -> None:
    draft = Draft.of(manager)
    draft.first = day.isoformat()
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def write_comment(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """The family's own words: then the recap. A voice message, or a photo, would be lost: it is not passed over."""
    visit, text = visit_of(manager), (message.text or "").strip()
    if not text:
        await message.answer(visit.t.html("yearly-comment-unread"))
        return
    if len(text) > LONGEST_COMMENT:
        await message.answer(_words(visit, YearlyProblem.TOO_LONG))
        return
    draft = Draft.of(manager)
    draft.comment = text
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def leave_out_comment(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """No words: then the recap."""
    draft = Draft.of(manager)
    draft.comment = ""
    draft.keep(manager)
    await QUESTIONS.leave_for_next(manager)


async def send(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Ask. What is pending already as it is, is not sent again."""
    visit, draft = visit_of(manager), Draft.of(manager)
    order = draft.order(await read_own(manager, draft.child))
    filed = await visit.write(ask_yearly, visit.guardian, draft.child, order, draft.comment, visit.now)
    if isinstance(filed, YearlyProblem):
        say(_words(visit, filed), alert=True)
        return
    manager.dialog_data.pop("order", None)
    manager.dialog_data["standing"] = filed.standing
    await manager.switch_to(Yearly.sent)


def _words(visit: Visit, problem: YearlyProblem) -> str:
    name = f"yearly-problem-{problem.replace('_', '-')}"
    if problem is YearlyProblem.TOO_LONG:
        return visit.t.text(name, most=LONGEST_COMMENT)
    return visit.t.text(name)
