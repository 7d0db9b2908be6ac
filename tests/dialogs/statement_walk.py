"""A walk through the statement of account: invoices and payments over several pages."""

from datetime import date

from tests.builders import Family, Town
from tests.core.usecases.billed_families import billed, paid
from tests.dialogs.bench import Bench

_MONTHS = 8
_PAYMENTS = 13


def billed_family(town: Town) -> Family:
    """Eight invoices of Ann's family, one with a line of Lou's, and thirteen payments."""
    family = town.family("Fir").guardian("Ann").child("Lou")
    lines = [(family.children["Lou"], "Menu", "30.00"), (None, "Menu", "12.60")]
    for month in range(1, _MONTHS + 1):
        billed(family, f"F{month}", "42.60", label=f"Menu {month}", issued_on=date(2026, month, 3), lines=lines)
    for number in range(_PAYMENTS):
        paid(family, f"R{number}", "5.00", invoice=1)
    return family


async def walk_of_the_statement(bench: Bench, locale: str) -> None:
    """Every page of it, and back from everywhere."""
    family: Family = await bench.build(billed_family)
    ann = await bench.person(family.actor(), name="Ann", locale=locale)
    await ann.touch("statement", "__cancel__", "statement", "p:1", "p:1", "payments", "p:1", "back", "i:")
    await ann.touch("list", "i:", "pdf")
    await bench.told(ann, "Message n")
    await ann.say("/start")
