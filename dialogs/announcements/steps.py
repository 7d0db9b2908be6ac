"""Which screens lead to an announcement, and whether each is done with."""

from collections.abc import Sequence

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.announcements import LONGEST_SPAN, LONGEST_TEXT, OrderProblem, SchoolChoice
from core.model.notices import AnnouncementKind
from core.usecases.announcing import problems
from dialogs.announcements.draft import Draft, chosen_among, order_of, read_schools, service_keys
from dialogs.announcements.symbols import TEMPLATES
from dialogs.answering import say
from dialogs.states import Announcements
from dialogs.visit import visit_of
from locales import Translator, translator

GAP = "…"
"""What a template leaves to be filled in."""

_DAYS = {OrderProblem.NO_DAY, OrderProblem.DAYS_REVERSED, OrderProblem.PAST_DAY, OrderProblem.TOO_LONG_SPAN}
MENDED_AT: dict[State, set[OrderProblem]] = {
    Announcements.schools: {OrderProblem.NO_SCHOOL},
    Announcements.modes: {OrderProblem.NO_SCHOOL_MODE},
    Announcements.days: _DAYS,
    Announcements.words: {OrderProblem.NO_TEXT, OrderProblem.TEXT_TOO_LONG},
}
"""What must be in order before a screen is left for the next."""


def steps_of(manager: DialogManager, draft: Draft, schools: Sequence[SchoolChoice]) -> list[State]:
    """The screens from the first question to the recap; none for a question with one answer."""
    steps = [Announcements.schools] if len(schools) > 1 else []
    if draft.what is AnnouncementKind.STRIKE:
        steps.append(Announcements.modes)
    if len(service_keys(manager, chosen_among(schools, draft) or schools)) > 1:
        steps.append(Announcements.services)
    steps.append(Announcements.days)
    if draft.what is AnnouncementKind.GENERAL:
        steps.append(Announcements.audience)
    return [*steps, Announcements.words, Announcements.recap]


async def begin(manager: DialogManager, draft: Draft) -> None:
    """The first question."""
    draft.keep(manager)
    await manager.switch_to(steps_of(manager, draft, await read_schools(manager))[0])


async def go_on(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The next screen, or why this one cannot be left yet."""
    await leave_for_next(manager)


async def leave_for_next(manager: DialogManager) -> None:
    """The next screen, or why this one cannot be left yet."""
    here = manager.current_context().state
    t = visit_of(manager).t
    problem = await problem_here(manager, here)
    if problem is not None:
        say(problem_sentence(problem, t), alert=True)
        return
    if here == Announcements.words and _is_unfinished(manager):
        say(t.text("announce-fill-in"), alert=True)
        return
    await _move(manager, 1)


def _is_unfinished(manager: DialogManager) -> bool:
    """Whether the words are a template with a gap that nobody has filled."""
    draft = Draft.of(manager)
    return GAP in draft.text and draft.text in templates(manager, draft).values()


def templates(manager: DialogManager, draft: Draft) -> dict[str, str]:
    """Words to be picked, by name, in the language of the organisation: the families read it."""
    words = translator(visit_of(manager).policy.locale)
    return {name: words.text(f"announce-template-{name}") for name in TEMPLATES[draft.what]}


async def go_back(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The screen before; before the first there is the list."""
    await _move(manager, -1)


async def _move(manager: DialogManager, by: int) -> None:
    here = manager.current_context().state
    steps = [Announcements.main, *steps_of(manager, Draft.of(manager), await read_schools(manager))]
    at = steps.index(here) if here in steps else 0
    manager.dialog_data["page"] = 0
    await manager.switch_to(steps[min(at + by, len(steps) - 1)] if at else Announcements.main)


async def problem_here(manager: DialogManager, here: State | None) -> OrderProblem | None:
    """What is left to mend on a screen."""
    mended = MENDED_AT.get(here, set()) if here else set()
    draft = Draft.of(manager)
    if OrderProblem.NO_SCHOOL in mended:
        return None if draft.schools else OrderProblem.NO_SCHOOL
    if not mended:
        return None
    visit = visit_of(manager)
    found = await visit.read(problems, visit.staff, order_of(manager), visit.now)
    return next((problem for problem in found if problem in mended), None)


def problem_sentence(problem: OrderProblem, t: Translator) -> str:
    """A problem in words, for an alert or a message."""
    return t.text(f"announce-{problem.replace('_', '-')}", text=LONGEST_TEXT, days=LONGEST_SPAN)
