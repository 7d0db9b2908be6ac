"""Questions asked one screen after the other: which there are depends on the answers so far."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from dialogs.answering import say
from dialogs.visit import visit_of


@dataclass(frozen=True, slots=True)
class Wizard:
    """``steps``: the screens from the first question to the last. ``missing``: what is to be said before the screen
    that is shown is left for the next, as the name of a message; ``None`` where it is done with.
    """

    steps: Callable[[DialogManager], Awaitable[Sequence[State]]]
    missing: Callable[[DialogManager], str | None]

    async def go_on(self, _callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        """The next screen, or why this one cannot be left yet."""
        await self.leave_for_next(manager)

    async def leave_for_next(self, manager: DialogManager) -> None:
        """The next screen, or why this one cannot be left yet."""
        missing = self.missing(manager)
        if missing is not None:
            say(visit_of(manager).t.text(missing), alert=True)
            return
        await self._move(manager, 1)

    async def go_back(self, _callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        """The screen before; before the first there is what the dialog was started from."""
        await self._move(manager, -1)

    async def _move(self, manager: DialogManager, by: int) -> None:
        steps = await self.steps(manager)
        here = manager.current_context().state
        at = steps.index(here) if here in steps else 0
        if at + by < 0:
            await manager.done()
            return
        await show_first(manager, steps[min(at + by, len(steps) - 1)])


async def show_first(manager: DialogManager, step: State) -> None:
    """A screen, from the first page of its list."""
    manager.dialog_data["page"] = 0
    await manager.switch_to(step)
