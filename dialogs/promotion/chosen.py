"""What was chosen about a school that moves up, as the dialog keeps it."""

from dataclasses import replace
from hashlib import sha256

from aiogram_dialog import DialogManager

from core.model.errors import NotAuthorisedError
from core.model.operations import BulkPlace
from core.model.promotions import PlannedChild, PlannedClass, PromotionChoices, PromotionPlan
from core.usecases.bulk import bulk_places
from core.usecases.promoting import read_promotion
from dialogs.presses import UnreadablePressError
from dialogs.visit import visit_of

LEAVE = "leave"
"""What a press says of who goes to no class."""

_MARK = 8
"""Characters that stand for the name of a class in a press, which may be longer than a press can be."""


def mark_of(name: str | None) -> str:
    """A class of next year as a press says it."""
    return LEAVE if name is None else sha256(name.encode()).hexdigest()[:_MARK]


async def read_places(manager: DialogManager) -> list[BulkPlace]:
    """The schools that the person may move up: those looked after whole. Raises ``NotAuthorisedError``."""
    visit = visit_of(manager)
    return [place for place in await visit.read(bulk_places, visit.staff, visit.now) if place.is_whole]


def school_of(manager: DialogManager) -> int:
    """The school. Raises ``UnreadablePressError`` where it was moved up, and is kept no more."""
    school_id = manager.dialog_data.get("school")
    if school_id is None:
        raise UnreadablePressError
    return int(school_id)


def choices_of(manager: DialogManager) -> PromotionChoices:
    """What was chosen otherwise than proposed."""
    return PromotionChoices.from_json(manager.dialog_data.get("choices", {}))


def key_of(manager: DialogManager) -> str:
    """Of the confirmation: a dialog moves one school up, then keeps it no more."""
    return f"promote.{manager.current_context().id}"


async def read_plan(manager: DialogManager) -> PromotionPlan:
    """Where everybody goes. Raises ``NotAuthorisedError``."""
    visit = visit_of(manager)
    return await visit.read_apart(read_promotion, visit.staff, school_of(manager), choices_of(manager), visit.now)


def class_in(plan: PromotionPlan, class_id: int) -> PlannedClass:
    """A class of this year. Raises ``NotAuthorisedError`` for any other."""
    for one in plan.classes:
        if one.class_id == class_id:
            return one
    raise NotAuthorisedError


def child_in(plan: PromotionPlan, child_id: int) -> PlannedChild:
    """A child of the school. Raises ``NotAuthorisedError`` for any other."""
    for one in plan.classes:
        for child in one.children:
            if child.child_id == child_id:
                return child
    raise NotAuthorisedError


def targets_of(plan: PromotionPlan) -> dict[str, str | None]:
    """Where a class or a child can go, by what a press says of it: in the plan's order, and out of the school."""
    names = [one.name for one in plan.next_classes]
    names += [one.proposed for one in plan.classes if one.proposed is not None and one.proposed not in names]
    return {mark_of(name): name for name in (*names, None)}


def send_class(manager: DialogManager, one: PlannedClass, name: str | None) -> None:
    """A class goes to another of next year, or leaves."""
    choices = choices_of(manager)
    targets = {class_id: target for class_id, target in choices.targets.items() if class_id != one.class_id}
    if name != one.proposed:
        targets[one.class_id] = name
    manager.dialog_data["choices"] = replace(choices, targets=targets).as_json()


def send_child(manager: DialogManager, child_id: int, name: str | None) -> None:
    """A child goes elsewhere than its class, or leaves."""
    choices = choices_of(manager)
    manager.dialog_data["choices"] = replace(choices, children={**choices.children, child_id: name}).as_json()


def send_with_class(manager: DialogManager, child_id: int) -> None:
    """A child goes with its class."""
    choices = choices_of(manager)
    children = {one: target for one, target in choices.children.items() if one != child_id}
    manager.dialog_data["choices"] = replace(choices, children=children).as_json()
