"""A walk through what is kept: one's own copy of it, and its erasure."""

from tests.builders import Family, Town
from tests.dialogs.bench import Bench


def leaving_family(town: Town) -> Family:
    """Ann alone with Lou; Tom has a second guardian."""
    family = town.family("Privet").guardian("Ann", email="ann@example.org").child("Lou").child("Tom", "CE2")
    town.family("Sorrel").guardian("Jo").raises("Tom", family.children["Tom"])
    return family


async def walk_of_privacy(bench: Bench, locale: str) -> None:
    """Every button of it, and back from everywhere."""
    family: Family = await bench.build(leaving_family)
    ann = await bench.person(family.actor(), name="Ann", locale=locale)
    await ann.say("/privacy")
    await ann.touch("data", "erasure", "main", "erasure", "erase", "__cancel__")
