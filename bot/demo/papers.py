"""What the town's own software says of the demo's families: accounts, invoices, payments, records. Always the same.

Nobody in it exists: account numbers have right check digits and a bank that is none.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from bot.demo.rates import meal_price

_STREETS = ("rue des Lilas", "chemin du Vieux Lavoir", "place de la Halle", "impasse des Noisetiers", "allée du Pré")
_TOWN = "07999 VALBRUNE"
_MEANS = ("prélèvement", "carte", "chèque")
_DEBITS = 3
_LATE = 4
"""Every so manieth family is debited, has yet to pay last month."""
_MONTHS = ((9, "septembre"), (10, "octobre"))


@dataclass(frozen=True, slots=True)
class DemoChild:
    """A child, as a file names it."""

    last_name: str
    first_name: str
    born: str


@dataclass(frozen=True, slots=True)
class DemoFamily:
    """A family, its first guardian, its quotient, its children; ``number`` is its place in the town."""

    number: int
    name: str
    last_name: str
    first_name: str
    quotient: int | None
    children: tuple[DemoChild, ...]


def papers(families: Sequence[DemoFamily], year: int) -> Iterator[str]:
    """The files, as CSV, in the order they are imported in: for the school year that began in ``year``."""
    yield _csv(_accounts(families, year))
    yield _csv(_invoices(families, year))
    yield _csv(_payments(families, year))
    yield _csv(_records(families))


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def _accounts(families: Iterable[DemoFamily], year: int) -> Iterator[Sequence[object]]:
    yield (
        *("family", "responsible_last_name", "responsible_first_name", "address", "caf_number"),
        *("tax_year", "tax_income", "tax_shares", "iban", "mandate", "mandate_since"),
    )
    for home in families:
        street = f"{home.number * 7 % 60 + 1} {_STREETS[home.number % len(_STREETS)]}"
        tax = (year - 1, 14_000 + home.number * 1_731 % 40_000, f"{2 + len(home.children) / 2:.2f}")
        debit = ("", "", "")
        if _is_debited(home):
            debit = (_iban(home.number), f"SEPA-{year}-{home.number:04}", date(year - 1, 9, 1).isoformat())
        yield (
            *(home.name, home.last_name, home.first_name, f"{street}|{_TOWN}"),
            *(f"{9_000_000 + home.number * 37}", *tax, *debit),
        )


def _is_debited(home: DemoFamily) -> bool:
    return home.number % _DEBITS == 0


def _iban(number: int) -> str:
    """Of a bank that is none, with the check digits of ISO 13616."""
    account = f"9999900000{number:011}00"
    return f"FR{98 - int(f'{account}152700') % 97:02}{account}"


def _meals(chance: Random, home: DemoFamily) -> list[tuple[DemoChild, int]]:
    return [(child, chance.randint(6, 15)) for child in home.children]


@dataclass(frozen=True, slots=True)
class _Bill:
    home: DemoFamily
    number: str
    month: int
    name: str
    lines: tuple[tuple[DemoChild, int, Decimal], ...]

    @property
    def amount(self) -> Decimal:
        return sum((count * price for _, count, price in self.lines), Decimal(0))


def _bills(families: Iterable[DemoFamily], year: int) -> Iterator[_Bill]:
    chance = Random(20261124)  # noqa: S311 (the same town every time)
    for home in families:
        for month, name in _MONTHS:
            lines = tuple((child, count, meal_price(home.quotient)) for child, count in _meals(chance, home))
            yield _Bill(home, f"{year}-{month:02}-{home.number:04}", month, f"Cantine, {name} {year}", lines)


def _invoices(families: Iterable[DemoFamily], year: int) -> Iterator[Sequence[object]]:
    yield (
        *("number", "family", "label", "issued_on", "due_on", "amount"),
        *("line", "child_last_name", "child_first_name", "birth_date", "quantity", "unit_price", "line_amount"),
    )
    for bill in _bills(families, year):
        issued, due = date(year, bill.month + 1, 5), date(year, bill.month + 1, 28)
        head = (bill.number, bill.home.name, bill.name, issued, due, bill.amount)
        for child, count, price in bill.lines:
            yield (*head, "Repas", child.last_name, child.first_name, child.born, count, price, count * price)


def _payments(families: Iterable[DemoFamily], year: int) -> Iterator[Sequence[object]]:
    yield ("reference", "family", "invoice", "paid_on", "amount", "means")
    for bill in _bills(families, year):
        number = bill.home.number
        if bill.month == _MONTHS[-1][0] and number % _LATE == 1:
            continue
        paid_on, means = date(year, bill.month + 1, 18), _MEANS[0 if _is_debited(bill.home) else 1 + number % 2]
        yield (f"R-{bill.number}", bill.home.name, bill.number, paid_on, bill.amount, means)


def _records(families: Sequence[DemoFamily]) -> Iterator[Sequence[object]]:
    """Of the children the demo shows: the first families of the town."""
    yield ("child_last_name", "child_first_name", "birth_date", "field", "value")
    for home in families[:2]:
        for child in home.children:
            name = (child.last_name, child.first_name, child.born)
            yield (*name, "insurance", "Attestation remise en septembre")
            yield (*name, "doctor", "Cabinet du Lavoir, 04 99 98 00 00")
            yield (*name, "outings", "oui")
            yield (*name, "allergies", "Arachide")
