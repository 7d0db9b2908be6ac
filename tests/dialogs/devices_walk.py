"""A walk through every screen of a guardian's devices, and over every button."""

from core.usecases.conversing import open_conversation
from tests.dialogs.bench import Player

_TABLET = 4_000_000_000


async def walk_of_devices(parent: Player) -> None:
    """From the home screen, with a second chat to unlink."""
    bench = parent.bench
    actor = (await bench.read(open_conversation, parent.id, "fr")).identity.guardian
    await bench.build(lambda town: town.linked(_TABLET + parent.id, actor, locale=parent.chat.user.language_code))
    await parent.touch("settings", "devices", "__cancel__", "devices", "c:", "home")
    await parent.touch("settings", "devices", "g:", "main")
    tablet = [press.partition("\x1d")[2] for press in parent.presses() if "\x1dc:" in press][-1]
    await parent.touch(tablet, "main", tablet, "unlink", "g:", "main", "__cancel__", "home")
    await parent.say("/start")
