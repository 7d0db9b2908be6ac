"""Invoices: a row each, or a row for each of their lines with the same number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.imports.cells import compact
from core.imports.reading import Reading
from core.model.filed import FiledChild, FiledInvoice, FiledLine
from core.model.importing import Problem, ProblemKind, Sheet

LIMITS = {
    "number": 40,
    "family": 120,
    "label": 120,
    "issued_on": 10,
    "due_on": 10,
    "amount": 20,
    "line": 120,
    "child_last_name": 80,
    "child_first_name": 80,
    "birth_date": 10,
    "quantity": 20,
    "unit_price": 20,
    "line_amount": 20,
}
"""How many characters each column holds."""

_LINE = ("line", "child_last_name", "child_first_name", "birth_date", "quantity", "unit_price", "line_amount")
_CENT = Decimal("0.01")


@dataclass(slots=True)
class _Head:
    """What the first row of an invoice says of it, and the lines so far."""

    number: int
    family: str
    label: str
    issued_on: date | None
    due_on: date | None
    amount: Decimal | None
    written: str
    """The amount, as it stands in the file."""
    lines: list[FiledLine] = field(default_factory=list)


def read_invoices(sheet: Sheet) -> tuple[tuple[FiledInvoice, ...], tuple[Problem, ...]]:
    """The invoices of a file, and what is wrong in it.

    A later row of an invoice repeats what the first says, or leaves it empty. An invoice may have no lines; those it
    has add up to its amount.
    """
    heads: dict[str, _Head] = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        reading = Reading(sheet, row, LIMITS)
        key = reading.text("number")
        if key in heads:
            _compare(reading, heads[key])
        else:
            heads[key] = _head(reading)
        heads[key].lines += _line(reading)
        problems += reading.problems
    if not problems:
        problems += (problem for head in heads.values() for problem in _sum_problems(head))
    return tuple(_invoices(heads)) if not problems else (), tuple(problems)


def _head(reading: Reading) -> _Head:
    return _Head(
        reading.number,
        reading.text("family"),
        reading.text("label"),
        reading.day("issued_on"),
        reading.day("due_on", needed=False),
        reading.amount("amount"),
        reading.written("amount"),
    )


def _compare(reading: Reading, head: _Head) -> None:
    """A later row of an invoice: it says nothing else of it, and has a line."""
    said: dict[str, object] = {
        "family": reading.text("family", needed=False),
        "label": reading.text("label", needed=False),
        "issued_on": reading.day("issued_on", needed=False),
        "due_on": reading.day("due_on", needed=False),
        "amount": reading.amount("amount", needed=False),
    }
    other = [column for column in said if reading.has(column) and not _is_same(said[column], getattr(head, column))]
    for column in other:
        reading.note(ProblemKind.TWO_VALUES, column, reading.written(column), head.number)
    if not other and not reading.has(*_LINE):
        reading.note(ProblemKind.DUPLICATE_LINE, "number", number=head.number)


def _is_same(one: object, other: object) -> bool:
    return compact(one) == compact(other) if isinstance(one, str) and isinstance(other, str) else one == other


def _line(reading: Reading) -> Iterator[FiledLine]:
    if not reading.has(*_LINE):
        return
    label = reading.text("line")
    child = _child(reading)
    quantity = reading.decimal("quantity", needed=False, may_be_negative=True) or Decimal("1.00")
    price, amount = reading.amount("unit_price", needed=False), reading.amount("line_amount", needed=False)
    if price is None and amount is None:
        if not reading.has("unit_price", "line_amount"):
            reading.note(ProblemKind.MISSING_VALUE, "line_amount")
        return
    if amount is None and price is not None:
        amount = (price * quantity).quantize(_CENT, ROUND_HALF_UP)
    if price is None and amount is not None:
        price = (amount / quantity).quantize(_CENT, ROUND_HALF_UP)
    if price is not None and amount is not None:
        yield FiledLine(reading.number, child, label, quantity, price, amount)


def _child(reading: Reading) -> FiledChild | None:
    if not reading.has("child_last_name", "child_first_name", "birth_date"):
        return None
    last, first = reading.text("child_last_name"), reading.text("child_first_name")
    return FiledChild(last, first, reading.day("birth_date", needed=False))


def _sum_problems(head: _Head) -> Iterator[Problem]:
    if head.lines and sum(line.amount for line in head.lines) != head.amount:
        yield Problem(head.number, ProblemKind.SUM, "amount", head.written)


def _invoices(heads: dict[str, _Head]) -> Iterator[FiledInvoice]:
    for key, head in heads.items():
        if head.issued_on is not None and head.amount is not None:  # both were read, or there would be a problem
            yield FiledInvoice(
                head.number, key, head.family, head.label, head.issued_on, head.due_on, head.amount, tuple(head.lines)
            )
