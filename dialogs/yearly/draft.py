"""What is about to be asked for the year, as the dialog keeps it."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Self

from aiogram_dialog import DialogManager

from core.model.errors import NotAuthorisedError
from core.model.planning import Service
from core.model.yearly import Wish, YearlyChild, YearlyOrder
from core.rules.yearly import offered_services, offered_weekdays
from core.usecases.yearly import read_yearly
from dialogs.presses import UnreadablePressError
from dialogs.visit import visit_of


@dataclass(slots=True)
class Draft:
    """A request in the making; every field as JSON has it. Empty ``weekdays``: all on which the services run."""

    child: int
    wish: str | None = None
    services: list[str] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    first: str | None = None
    comment: str = ""

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it. Raises ``UnreadablePressError`` where it was sent and is kept no more."""
        kept = manager.dialog_data.get("order")
        if kept is None:
            raise UnreadablePressError
        return cls(**{part.name: kept[part.name] for part in fields(cls) if part.name in kept})

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["order"] = asdict(self)

    @property
    def what(self) -> Wish:
        """The wish. Raises ``UnreadablePressError`` while it is not said."""
        if self.wish is None:
            raise UnreadablePressError
        return Wish(self.wish)

    @property
    def first_day(self) -> date | None:
        """From when on, once it is said."""
        return None if self.first is None else date.fromisoformat(self.first)

    def offered(self, child: YearlyChild) -> list[Service]:
        """The services that may be named."""
        return offered_services(child.services, self.what)

    def chosen_weekdays(self, child: YearlyChild) -> list[int]:
        """The weekdays named."""
        return self.weekdays or offered_weekdays(self.offered(child), self.services)

    def order(self, child: YearlyChild) -> YearlyOrder:
        """As the use case takes it. Raises ``UnreadablePressError`` while something is not said."""
        if self.first_day is None:
            raise UnreadablePressError
        weekdays = frozenset(self.chosen_weekdays(child))
        return YearlyOrder(self.what, frozenset(self.services), weekdays, self.first_day)


async def read_children(manager: DialogManager) -> tuple[YearlyChild, ...]:
    """The children for whom may be asked."""
    visit = visit_of(manager)
    return await visit.read(read_yearly, visit.guardian, visit.now)


async def read_own(manager: DialogManager, child_id: int) -> YearlyChild:
    """A child for whom may be asked. Raises ``NotAuthorisedError`` for any other."""
    for child in await read_children(manager):
        if child.child.id == child_id:
            return child
    raise NotAuthorisedError
