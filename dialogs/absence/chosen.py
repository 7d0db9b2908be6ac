"""What has been chosen of an absence so far. It lives in the conversation: nothing is asked before it is confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram_dialog import DialogManager

from core.model.planning import Cell
from core.usecases.absences import AbsenceOrder
from dialogs.week import Shown

ALL = "all"
"""In a press: every service of a day, or every day of the week that is shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The child, the week that is shown, the cells chosen in any week, the reason's code."""

    child_id: int
    monday: date
    cells: frozenset[Cell]
    reason: str

    @classmethod
    def of(cls, manager: DialogManager) -> "Chosen":
        """As the dialog keeps it."""
        kept = manager.dialog_data
        child_id = int(kept["child"])
        cells = (Cell(child_id, service_id, date.fromisoformat(day)) for service_id, day in kept["cells"])
        return cls(child_id, Shown.of(manager).monday, frozenset(cells), str(kept.get("reason", "")))

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the week that is shown."""
        return tuple(self.monday + timedelta(days=count) for count in range(7))

    def order(self) -> AbsenceOrder:
        """What would be declared."""
        return AbsenceOrder(self.cells, self.reason)


def keep_cells(manager: DialogManager, cells: Iterable[Cell]) -> None:
    """Keep the chosen cells in the dialog."""
    manager.dialog_data["cells"] = sorted([cell.service_id, cell.day.isoformat()] for cell in cells)
