"""Which screens lead to an order, and whether each is done with."""

from collections.abc import Sequence
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.operations import BulkPlace, OperationKind
from dialogs.answering import say
from dialogs.bulk.draft import Draft, Journey, read_places
from dialogs.bulk.offers import services_of, weekdays_of
from dialogs.presses import choice_of
from dialogs.states import Bulk
from dialogs.visit import visit_of

_JOURNEYS = {str(journey): journey for journey in Journey}


async def begin(start_data: Any, manager: DialogManager) -> None:
    """The first question of the journey that the dialog was started for. Raises ``NotAuthorisedError``."""
    places = await read_places(manager)
    draft = Draft.for_(choice_of(str(start_data), _JOURNEYS))
    if draft.journey != Journey.CHILD and len(places) == 1:
        settle_in(manager, draft, places[0])
    draft.keep(manager)
    await show_first(manager, steps_of(manager, draft, places)[0])


def settle_in(manager: DialogManager, draft: Draft, place: BulkPlace) -> None:
    """The order is about this school: all of its classes that are the person's."""
    offered = services_of(visit_of(manager).policy, place)
    draft.school = place.id
    draft.classes = [] if place.is_whole or draft.child is not None else [one for one, _ in place.classes]
    draft.services = offered if len(offered) == 1 else []
    draft.weekdays = []


def steps_of(manager: DialogManager, draft: Draft, places: Sequence[BulkPlace]) -> list[State]:
    """The screens from the first question to the recap; none for a question with one answer."""
    policy = visit_of(manager).policy
    place = next((one for one in places if one.id == draft.school), None)
    steps = {Journey.ADD: [Bulk.what], Journey.REMOVE: [], Journey.CHILD: [Bulk.child]}[Journey(draft.journey)]
    if draft.journey != Journey.CHILD:
        steps += [Bulk.place] if len(places) != 1 else []
        steps += [Bulk.classes] if place is None or len(place.classes) > 1 else []
    if place is None or len(services_of(policy, place)) > 1:
        steps.append(Bulk.services)
    if draft.what is not OperationKind.ENROL and (not draft.services or len(weekdays_of(policy, draft.services)) > 1):
        steps.append(Bulk.weekdays)
    return [*steps, Bulk.period, Bulk.recap]


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
    if here == Bulk.child and draft.child is None:
        return "bulk-no-child"
    if here == Bulk.place and draft.school is None:
        return "bulk-no-place"
    if here == Bulk.services and not draft.services:
        return "bulk-no-service"
    if here == Bulk.period and draft.days is None:
        return "announce-no-day"
    return None


async def go_back(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The screen before; before the first there are the tools."""
    await _move(manager, -1)


async def _move(manager: DialogManager, by: int) -> None:
    draft = Draft.of(manager)
    steps = steps_of(manager, draft, await read_places(manager))
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
