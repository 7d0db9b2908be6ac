"""Which screens lead to a request for the year, and whether each is done with."""

from collections.abc import Sequence

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager

from core.model.yearly import YearlyChild
from core.rules.yearly import offered_weekdays
from dialogs.states import Yearly
from dialogs.wizard import Wizard
from dialogs.yearly.draft import Draft, read_own


def steps_of(draft: Draft, child: YearlyChild) -> Sequence[State]:
    """The screens from the first question to the recap; none for a question with one answer."""
    steps = [Yearly.child, Yearly.kind]
    if draft.wish is not None:
        offered = draft.offered(child)
        steps += [Yearly.services] if len(offered) > 1 else []
        steps += [Yearly.weekdays] if len(offered_weekdays(offered, draft.services)) > 1 else []
    return [*steps, Yearly.first_day, Yearly.comment, Yearly.recap]


async def _steps(manager: DialogManager) -> Sequence[State]:
    draft = Draft.of(manager)
    return steps_of(draft, await read_own(manager, draft.child))


def _missing(manager: DialogManager) -> str | None:
    draft, here = Draft.of(manager), manager.current_context().state
    if here == Yearly.services and not draft.services:
        return "yearly-problem-no-service"
    if here == Yearly.first_day and draft.first is None:
        return "yearly-problem-no-day"
    return None


QUESTIONS = Wizard(_steps, _missing)
