"""A walk through the sheet of a child, who may fetch it, and its photo."""

from simulator.calls import Upload
from simulator.playing import send_file
from tests.builders import Family, Town
from tests.core.usecases.children_on_file import PHONE, fetches, picture
from tests.dialogs.bench import Bench, Player


def _medlar(town: Town) -> Family:
    """Ann and Tim, whom Rose may fetch."""
    family = town.family("Medlar").guardian("Ann", email="ann@example.org").child("Tim", "CP")
    fetches(town, family.children["Tim"], "Rose", phone=PHONE)
    return family


async def send_picture(player: Player, content: bytes, name: str = "photo.jpg") -> None:
    """Send a file in the chat: a photo where Telegram takes it for one."""
    send_file(player.bench.simulator.world, player.chat, Upload(name, "application/x-whatever", content), "")
    await player.bench.settled()


async def walk_of_the_children(bench: Bench, locale: str) -> None:
    """Every screen, every question, and every way back."""
    family: Family = await bench.build(_medlar)
    ann: Player = await bench.person(family.actor("Ann"), name="Ann", locale=locale)
    await ann.touch("children", "__cancel__", "children", "c:", "back", "c:", "records")
    await ann.touch("pickups", "back", "pickups", "add", "back", "add")
    for text in ("Sam", "Rose Martin", "Sam OAK"):
        await ann.say(text)
    await ann.touch("back")
    await ann.say("Sam OAK")
    await ann.say("x" * 41)
    await ann.touch("r:friend", "back", "r:friend")
    for text in ("soon", PHONE):
        await ann.say(text)
    await ann.touch("back", "none", "send", "p:", "back", "p:", "end", "p:", "back", "back", "photo", "back", "photo")
    await ann.say("?")
    await send_picture(ann, picture(40, 30))
    await ann.touch("show", "remove", "back", "pdf")
