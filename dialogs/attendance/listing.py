"""Which list a dialog shows, as it keeps it, and what its buttons say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from aiogram_dialog import DialogManager

from core.model.attendance import Hour, ListKey
from core.model.planning import Cell, Mark
from core.usecases.sheets import read_day
from dialogs.answering import say
from dialogs.presses import UnreadablePressError, choice_of, day_of, number_of, parts_of, written
from dialogs.visit import Visit, visit_of


class Mode(StrEnum):
    """What a press on a child does; as short as a button needs it."""

    PRESENT = "p"
    ABSENT_BILLED = "b"
    ABSENT_EXCUSED = "e"
    ARRIVED = "a"
    DEPARTED = "d"
    HOURS = "w"
    """Opens the child's card, where hours are written."""

    @property
    def mark(self) -> Mark:
        """The mark it makes; present in the modes for hours, which only a child who is there has."""
        return _MARKS.get(self, Mark.PRESENT)

    @property
    def hour(self) -> Hour | None:
        """The hour it stamps."""
        return _HOURS.get(self)


_MARKS = {
    Mode.PRESENT: Mark.PRESENT,
    Mode.ABSENT_BILLED: Mark.ABSENT_BILLED,
    Mode.ABSENT_EXCUSED: Mark.ABSENT_EXCUSED,
}
_HOURS = {Mode.ARRIVED: Hour.ARRIVED, Mode.DEPARTED: Hour.DEPARTED}
_LETTERS: Mapping[Mark | None, str] = {None: "n", **{mark: str(mode) for mode, mark in _MARKS.items()}}
_MEANT: Mapping[str, Mark | None] = {letter: mark for mark, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on the screen. ``opened_on``: the local day on which it was chosen; ``everyone``: those not booked too."""

    key: ListKey
    opened_on: date
    mode: Mode = Mode.PRESENT
    everyone: bool = False

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it."""
        kept = manager.dialog_data["list"]
        key = ListKey(kept["service"], date.fromisoformat(kept["day"]), kept["class"])
        return cls(key, date.fromisoformat(kept["opened_on"]), Mode(kept["mode"]), kept["everyone"])

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["list"] = {
            "service": self.key.service_id,
            "day": self.key.day.isoformat(),
            "class": self.key.class_id,
            "opened_on": self.opened_on.isoformat(),
            "mode": str(self.mode),
            "everyone": self.everyone,
        }

    def at(self, day: date, today: date) -> "Listing":
        """The same list on another day."""
        return replace(self, key=replace(self.key, day=day), opened_on=today)

    def tag(self) -> str:
        """The list as a press about all of it says it."""
        return f"{self.key.service_id}.{written(self.key.day)}.{self.key.class_id or 0}"

    def check(self, *tag: str) -> None:
        """Raise ``UnreadablePressError`` for a press that is about another list."""
        if ".".join(tag) != self.tag():
            raise UnreadablePressError(*tag)


def today_of(visit: Visit) -> date:
    """The local day."""
    return visit.now.astimezone(visit.tz).date()


def has_list(manager: DialogManager) -> bool:
    """Whether a list was chosen yet."""
    return "list" in manager.dialog_data


def forget(manager: DialogManager) -> None:
    """Offer to undo « Tout pointer » no more."""
    manager.dialog_data.pop("undo", None)


def open_listing(manager: DialogManager, listing: Listing) -> None:
    """Show a list from its beginning."""
    forget(manager)
    manager.dialog_data.pop("page", None)
    listing.keep(manager)


async def suggest(manager: DialogManager) -> bool:
    """Show the list that is most likely wanted now; false where there is none."""
    visit = visit_of(manager)
    choices = await visit.read(read_day, visit.staff, None, visit.now)
    if choices.suggested is not None:
        open_listing(manager, Listing(choices.suggested, choices.day))
    return choices.suggested is not None


async def has_ended(manager: DialogManager) -> bool:
    """Whether the list was that of the day, and the day is over: then today's takes its place, and says so.

    Who opens the phone in the morning would else mark yesterday.
    """
    listing, visit = Listing.of(manager), visit_of(manager)
    today = today_of(visit)
    if listing.key.day != listing.opened_on or listing.opened_on == today:
        return False
    if not await suggest(manager):
        open_listing(manager, listing.at(today, today))
    say(visit.t.text("attendance-new-day", day=visit.t.day(today)), alert=True)
    return True


@dataclass(frozen=True, slots=True)
class Marking:
    """What a press on a child says: the cell, the mark that should be, and the one that was seen."""

    cell: Cell
    wanted: Mark | None
    seen: Mark | None

    @classmethod
    def read(cls, press: str) -> Self:
        """What was ``written``. Raises ``UnreadablePressError``."""
        child, wanted, seen, service, day = parts_of(press, 5)
        cell = Cell(number_of(child), number_of(service), day_of(day))
        return cls(cell, choice_of(wanted, _MEANT), choice_of(seen, _MEANT))

    def written(self) -> str:
        """As a button carries it, ``12.p.n.3.20261124``."""
        cell = self.cell
        wanted, seen = _LETTERS[self.wanted], _LETTERS[self.seen]
        return f"{cell.child_id}.{wanted}.{seen}.{cell.service_id}.{written(cell.day)}"
