"""The cells of a row, read one after the other; what is wrong with them is noted, and reading goes on."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from core.imports.cells import read_amount, read_date
from core.model.importing import Problem, ProblemKind, Sheet, SheetRow

MOST = Decimal(10_000_000)
"""No invoice of a canteen is of so many euros."""


class Reading:
    """One row. ``limits``: how many characters each column holds. ``problems``: what is wrong with it so far.

    ``private``: columns of which no problem repeats what they say.
    """

    def __init__(self, sheet: Sheet, row: SheetRow, limits: Mapping[str, int], private: Collection[str] = ()) -> None:
        self.number = row.number
        self.problems: list[Problem] = []
        self._cells = sheet.under(row)
        self._limits = limits
        self._private = private

    def note(self, kind: ProblemKind, column: str, value: str = "", number: int = 0) -> None:
        """Something is wrong with a cell."""
        shown = "" if column in self._private else value
        self.problems.append(Problem(self.number, kind, column, shown, number))

    def has(self, *columns: str) -> bool:
        """Whether any of these cells says something."""
        return any(self._cells.get(column) for column in columns)

    def written(self, column: str) -> str:
        """What a cell holds, as it stands there."""
        return self._cells.get(column, "")

    def text(self, column: str, *, needed: bool = True) -> str:
        """What a cell says; an empty text for nothing, and for too much."""
        value = self._cells.get(column, "")
        if not value and needed:
            self.note(ProblemKind.MISSING_VALUE, column)
        elif len(value) > self._limits[column]:
            self.note(ProblemKind.TOO_LONG, column, value, self._limits[column])
            return ""
        return value

    def day(self, column: str, *, needed: bool = True) -> date | None:
        """A date, ISO or French."""
        value = self.text(column, needed=needed)
        day = read_date(value)
        if value and day is None:
            self.note(ProblemKind.BAD_DATE, column, value)
        return day

    def amount(self, column: str, *, needed: bool = True) -> Decimal | None:
        """Euros, of at most two places."""
        value = self.text(column, needed=needed)
        amount = read_amount(value)
        if value and (amount is None or abs(amount) > MOST):
            self.note(ProblemKind.BAD_AMOUNT, column, value)
            return None
        return amount

    def decimal(self, column: str, *, needed: bool = True, may_be_negative: bool = False) -> Decimal | None:
        """A number of at most two places, not zero: a quantity, parts of a household."""
        value = self.text(column, needed=needed)
        number = read_amount(value)
        least = -MOST if may_be_negative else 0
        if value and (not number or not least <= number <= MOST):
            self.note(ProblemKind.BAD_NUMBER, column, value)
            return None
        return number

    def whole(self, column: str, least: int, most: int) -> int | None:
        """A whole number, within bounds."""
        value = "".join(self.text(column).split())
        if not value:
            return None
        number = int(value) if value.isascii() and value.isdigit() and len(value) <= len(str(most)) else None
        if number is None or not least <= number <= most:
            self.note(ProblemKind.BAD_NUMBER, column, value)
            return None
        return number
