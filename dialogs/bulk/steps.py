"""Which screens lead to an order, and whether each is done with."""

from collections.abc import Sequence
from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager

from core.model.operations import BulkPlace, OperationKind
from dialogs.bulk.draft import Draft, Journey, read_places
from dialogs.bulk.offers import services_of, weekdays_of
from dialogs.presses import choice_of
from dialogs.states import Bulk
from dialogs.visit import visit_of
from dialogs.wizard import Wizard, show_first

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


async def _steps(manager: DialogManager) -> Sequence[State]:
    return steps_of(manager, Draft.of(manager), await read_places(manager))


def _missing(manager: DialogManager) -> str | None:
    draft, here = Draft.of(manager), manager.current_context().state
    if here == Bulk.child and draft.child is None:
        return "bulk-no-child"
    if here == Bulk.place and draft.school is None:
        return "bulk-no-place"
    if here == Bulk.services and not draft.services:
        return "bulk-no-service"
    if here == Bulk.period and draft.days is None:
        return "announce-no-day"
    return None


QUESTIONS = Wizard(_steps, _missing)
"""Before the first there are the tools."""
