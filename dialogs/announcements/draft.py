"""What is about to be announced, as the dialog keeps it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Self

from aiogram_dialog import DialogManager

from core.model.announcements import Order, SchoolChoice
from core.model.notices import AnnouncementKind, Audience, StrikeMode
from core.usecases.announcing import announceable
from dialogs.visit import visit_of


@dataclass(slots=True)
class Draft:
    """An announcement in the making; every field as JSON has it, days as ISO writes them.

    ``services``: keys, empty for all of them; ``classes`` likewise. ``modes``: of a strike, by school id.
    """

    kind: str
    schools: list[int] = field(default_factory=list)
    modes: dict[str, str] = field(default_factory=dict)
    services: list[str] = field(default_factory=list)
    first: str | None = None
    last: str | None = None
    classes: list[int] = field(default_factory=list)
    only_booked: bool = False
    text: str = ""
    document_id: int | None = None
    document_name: str = ""
    is_urgent: bool = False
    asks_reading: bool = False

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it."""
        kept = manager.dialog_data["order"]
        return cls(**{part.name: kept[part.name] for part in fields(cls) if part.name in kept})

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["order"] = asdict(self)

    @property
    def what(self) -> AnnouncementKind:
        """The kind."""
        return AnnouncementKind(self.kind)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day, where it is about days."""
        if self.first is None or self.last is None:
            return None
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @days.setter
    def days(self, days: tuple[date, date] | None) -> None:
        self.first, self.last = (day.isoformat() for day in days) if days else (None, None)
        self.only_booked = self.only_booked and days is not None

    def order(self, key: str) -> Order:
        """As the use cases take it. ``key``: of the confirmation."""
        first, last = self.days or (None, None)
        chosen = {school: mode for school, mode in self.modes.items() if int(school) in self.schools}
        return Order(
            key=key,
            kind=self.what,
            audience=Audience(
                school_ids=frozenset(self.schools),
                class_ids=frozenset(self.classes),
                service_keys=frozenset(self.services),
                first_day=first,
                last_day=last,
                only_booked=self.only_booked,
            ),
            text=self.text,
            modes={int(school): StrikeMode(mode) for school, mode in chosen.items()},
            is_urgent=self.is_urgent,
            asks_reading=self.asks_reading,
            document_id=self.document_id,
        )


def order_of(manager: DialogManager) -> Order:
    """The order. Its key tells this confirmation from any other: of another dialog, or of a later announcement."""
    return Draft.of(manager).order(f"{manager.current_context().id}.{announced_before(manager)}")


def announced_before(manager: DialogManager) -> int:
    """How many announcements this dialog has made."""
    return int(manager.dialog_data.get("announced_before", 0))


async def read_schools(manager: DialogManager) -> tuple[SchoolChoice, ...]:
    """The schools that may be announced to."""
    visit = visit_of(manager)
    return await visit.read(announceable, visit.staff, visit.now)


def chosen_among(schools: Iterable[SchoolChoice], draft: Draft) -> list[SchoolChoice]:
    """The schools it is about, in their order."""
    return [school for school in schools if school.id in draft.schools]


def service_keys(manager: DialogManager, schools: Collection[SchoolChoice]) -> list[str]:
    """The services there are in some schools, in the policy's order."""
    offered = {key for school in schools for _, key in school.services}
    return [terms.key for terms in visit_of(manager).policy.services if terms.key in offered]


def toggled(chosen: Sequence[int], one: int, *, wanted: bool) -> list[int]:
    """With one or without it."""
    return sorted({*chosen, one} if wanted else {*chosen} - {one})
