"""What is about to be done at once, as the dialog keeps it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Self

from aiogram_dialog import DialogManager

from core.model.errors import NotAuthorisedError
from core.model.operations import BulkOrder, BulkPlace, OperationKind
from core.usecases.bulk import bulk_places
from dialogs.presses import UnreadablePressError
from dialogs.visit import visit_of


class Journey(StrEnum):
    """What the dialog was opened for."""

    ADD = "add"
    REMOVE = "remove"
    CHILD = "child"
    """The year of one child."""


_KINDS: Mapping[Journey, OperationKind] = {
    Journey.ADD: OperationKind.BOOK,
    Journey.REMOVE: OperationKind.REMOVE,
    Journey.CHILD: OperationKind.BOOK,
}


@dataclass(slots=True)
class Draft:
    """An order in the making; every field as JSON has it, days as ISO writes them.

    Empty ``classes`` are all of the school's, empty ``weekdays`` all on which the services run; ``services``: keys.
    """

    journey: str
    kind: str
    school: int | None = None
    classes: list[int] = field(default_factory=list)
    child: int | None = None
    services: list[str] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    first: str | None = None
    last: str | None = None

    @classmethod
    def for_(cls, journey: Journey) -> Self:
        """Nothing said yet."""
        return cls(journey, _KINDS[journey])

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it. Raises ``UnreadablePressError`` where it was carried out and is kept no more."""
        kept = manager.dialog_data.get("order")
        if kept is None:
            raise UnreadablePressError
        return cls(**{part.name: kept[part.name] for part in fields(cls) if part.name in kept})

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["order"] = asdict(self)

    @property
    def what(self) -> OperationKind:
        """The kind."""
        return OperationKind(self.kind)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day, once they are said."""
        if self.first is None or self.last is None:
            return None
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @days.setter
    def days(self, days: tuple[date, date] | None) -> None:
        self.first, self.last = (day.isoformat() for day in days) if days else (None, None)

    def order(self) -> BulkOrder:
        """As the use cases take it. Raises ``UnreadablePressError`` while school or days are not said."""
        if self.school is None or self.days is None:
            raise UnreadablePressError
        first, last = self.days
        return BulkOrder(
            kind=self.what,
            school_id=self.school,
            service_keys=frozenset(self.services),
            first_day=first,
            last_day=last,
            weekdays=frozenset(self.weekdays),
            class_ids=frozenset(self.classes),
            child_ids=frozenset() if self.child is None else frozenset({self.child}),
        )


async def read_places(manager: DialogManager) -> tuple[BulkPlace, ...]:
    """The schools in which the person may do so. Raises ``NotAuthorisedError`` where there is no such right."""
    visit = visit_of(manager)
    return await visit.read(bulk_places, visit.staff, visit.now)


async def read_place(manager: DialogManager, draft: Draft) -> BulkPlace:
    """The school of the order. Raises ``NotAuthorisedError`` where it is not looked after (any more)."""
    for place in await read_places(manager):
        if place.id == draft.school:
            return place
    raise NotAuthorisedError


def key_of(manager: DialogManager) -> str:
    """Of the confirmation: a dialog carries out one order, then keeps it no more."""
    return f"bulk.{manager.current_context().id}"
