"""Which screens lead to a request for the year, and whether each is done with."""

from collections.abc import Sequence

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.yearly import YearlyChild
from core.rules.yearly import offered_weekdays
from dialogs.answering import say
from dialogs.states import Yearly
from dialogs.visit import visit_of
from dialogs.yearly.draft import Draft, read_own


def steps_of(draft: Draft, child: YearlyChild) -> Sequence[State]:
    """The screens from the first question to the recap; none for a question with one answer."""
    steps = [Yearly.child, Yearly.kind]
    if draft.wish is not None:
        offered = draft.offered(child)
        steps += [Yearly.services] if len(offered) > 1 else []
        steps += [Yearly.weekdays] if len(offered_weekdays(offered, draft.services)) > 1 else []
    return [*steps, Yearly.first_day, Yearly.comment, Yearly.recap]


async def go_on(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The next screen, or why this one cannot be left yet."""
    await leave_for_next(manager)


async def leave_for_next(manager: DialogManager) -> None:
    """The next screen, or why this one cannot be left yet."""
    missing = _missing(Draft.of(manager), manager.current_context().state)
    if missing is not None:
        say(visit_of(manager).t.text(missing), alert=True)
        return
    await _move(manager, 1)


def _missing(draft: Draft, here: State | None) -> str | None:
    """What is to be said before a screen is left for the next: the name of a message."""
    if here == Yearly.services and not draft.services:
        return "yearly-problem-no-service"
    if here == Yearly.first_day and draft.first is None:
        return "yearly-problem-no-day"
    return None


async def go_back(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The screen before."""
    await _move(manager, -1)


async def _move(manager: DialogManager, by: int) -> None:
    draft = Draft.of(manager)
    steps = steps_of(draft, await read_own(manager, draft.child))
    here = manager.current_context().state
    at = steps.index(here) if here in steps else 0
    await manager.switch_to(steps[min(max(at + by, 0), len(steps) - 1)])
