"""Class promotion (« montée pédagogique »): where each class, and each child apart from it, goes next school year."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PromotionChoices:
    """What was chosen otherwise than proposed: the name of a class of next year, or ``None`` for leaving the school.

    ``targets``: by class of this year; ``children``: by child, apart from their class. What concerns no class or child
    of the school (any more) says nothing.
    """

    targets: Mapping[int, str | None] = field(default_factory=dict)
    children: Mapping[int, str | None] = field(default_factory=dict)

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, str | None]]) -> "PromotionChoices":
        """As ``as_json`` gave them, whose keys are words since JSON has no others."""
        return cls(
            {int(class_id): name for class_id, name in kept.get("targets", {}).items()},
            {int(child_id): name for child_id, name in kept.get("children", {}).items()},
        )

    def as_json(self) -> dict[str, dict[str, str | None]]:
        """To be kept in a conversation."""
        return {
            "targets": {str(class_id): name for class_id, name in self.targets.items()},
            "children": {str(child_id): name for child_id, name in self.children.items()},
        }


@dataclass(frozen=True, slots=True)
class PlannedChild:
    """A child and the class of next year; ``None``: leaves the school.

    ``is_apart``: chosen for the child alone. ``is_placed``: in ``target`` already, and stays there; it may be a class
    of another school. ``repeats``: is apart, and goes to a class of a level it is in now.
    """

    child_id: int
    first_name: str
    last_name: str
    target: str | None
    is_apart: bool
    is_placed: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class PlannedClass:
    """A class of this school year, its children by name, and the class of next year they go to; ``None``: they leave.

    ``proposed``: where it goes unless chosen otherwise.
    """

    class_id: int
    name: str
    level: str
    target: str | None
    proposed: str | None
    children: tuple[PlannedChild, ...]


@dataclass(frozen=True, slots=True)
class NextClass:
    """A class of next year, with as many children as it will have. ``class_id``: ``None`` where it is to be made."""

    class_id: int | None
    name: str
    level: str
    children: int


@dataclass(frozen=True, slots=True)
class PromotionPlan:
    """What moving a school up would do.

    ``year``: the school year they move to, by the calendar year it begins in. ``classes``: those of the year before, in
    the order of levels; ``next_classes``: those of ``year``, there or to be made. The counts are of children and add up
    to all of them: ``moving`` (of whom ``repeating`` stay in their level), ``leaving``, and ``placed`` before.
    Enrolments of ``year`` are asked anew: none is made, nor ended.
    """

    school_id: int
    school: str
    year: int
    classes: tuple[PlannedClass, ...]
    next_classes: tuple[NextClass, ...]
    moving: int
    repeating: int
    leaving: int
    placed: int
