"""A walk through every screen of a request for the year, and over every button."""

from datetime import timedelta

from tests.builders import Family, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench


def _birch(town: Town) -> Family:
    """One child who goes everywhere, and one who goes nowhere yet."""
    family = town.family("Birch").guardian("Alex", email="alex@example.org").child("Robin", "CP")
    return family.child("Sky", "CE1", services=[])


async def walk_of_the_year(bench: Bench, locale: str) -> None:
    """From the home screen to a request sent, changed, sent again as it is, and back from everywhere."""
    alex = await bench.person((await bench.build(_birch)).actor(), name="Alex", locale=locale)
    await alex.touch("yearly", "__cancel__", "yearly", "c:", "back", "c:", "k:cancel", "next", "s:", "s:", "s:", "next")
    await alex.touch("w:1", "w:2", "back", "next", "next", "next", "back", "next")
    for text in ("hm?", "1/12-2/12", f"{NOW:%d/%m}", "1/9/2027", f"{NOW + timedelta(days=1):%d/%m}"):
        await alex.say(text)
    await alex.touch("back", "d:", "none", "back")
    await alex.say("x" * 501)
    await alex.say("Kim & <b>Sam</b>")
    await alex.touch("back", "next", "send", "again", "c:", "back", "c:", "k:enrol", "s:", "next")
    await alex.touch("back", "back", "k:cancel", "s:", "next", "next", "d:", "none")
    await alex.touch("send", "requests", "__cancel__", "home")
