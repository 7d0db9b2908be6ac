"""A walk through every screen with which the service announces, and over every button."""

from dataclasses import asdict

from sqlalchemy import update

from core.db import tables as t
from core.model.announcements import Preview
from core.model.notices import AnnouncementKind
from core.model.people import Role, StaffActor
from core.organisation import UnitOfWork
from dialogs.announcements.symbols import TEMPLATES
from locales import translator
from simulator.calls import Upload
from simulator.playing import send_file
from tests.builders import Town
from tests.clock import NOW
from tests.dialogs.bench import Bench, Player

TEMPLATE_WORDS = [translator("fr").text(f"announce-template-{name}") for names in TEMPLATES.values() for name in names]
"""In the language of the organisation, whichever the manager speaks."""

_SCHOOLS = 12
_MANY = 14


def busy_town(town: Town) -> StaffActor:
    """So many schools, classes, groups, announcements and refused addresses that each list has a second page."""
    author = town.manager("Alex Elm")
    for number in range(_SCHOOLS):
        school = town.school(f"Hill {number}")
        town.class_(school, "CM1")
        town.class_(school, "CM2")
    town.families(_MANY, school="Hill 1")
    for number in range(_MANY):
        town.add(
            t.group_chats,
            telegram_id=-number - 1,
            title=f"Team {number}",
            role=Role.KITCHEN,
            locale="en",
            linked_by=author.staff_id,
            linked_at=NOW,
            blocked_at=NOW,
        )
        town.add(
            t.announcements,
            key=f"earlier.{number}",
            kind=AnnouncementKind.GENERAL,
            staff_id=author.staff_id,
            created_at=NOW,
            text="Hi",
            facts={"schools": [school.id], "modes": {}, "told": asdict(Preview())},
            is_urgent=False,
            asks_reading=False,
        )
    return author


SENT = "…"
"""In place of a press: once all that may leave has been sent."""


async def walk_of_announcements(bench: Bench, locale: str) -> None:
    """From the home screen to the last report, and back from everywhere."""
    alex = await bench.person(await bench.build(busy_town), name="Alex", locale=locale)
    await bench.organisation.write(_refuse_addresses)
    await alex.touch(
        "announcements", "p:1", "a:", "main", "bounced", "p:1", "main", "groups", "p:1", "g:", "list", "g:", "unlink"
    )
    await alex.touch("role", "list", "role", "r:kitchen", "p:1", "role", "r:kitchen", "s:0", "list", "__cancel__")
    await alex.touch("k:strike", "back", "k:strike", "p:1", "s:all.1", "next", "p:1", "m:all.closed", "back", "next")
    await alex.touch("next", "back", "next", "v:", "next", "back", "next", "d:", "next", "back", "next", "back")
    await alex.touch("back", "back", "back", "back", "k:general", "s:all.1", "next", "next", "next", "p:1", "c:class")
    await alex.touch("back", "next", "next", "w:", "next", "back", "next")
    await alex.say("Picnic on Monday.")
    await alex.touch("back", "next", "o:reading.1")
    await alex.touch("document", "recap", "document")
    await _send_document(alex)
    await alex.touch("document", "drop")
    await touch_here(alex, "sample", "back", "next", "send", "one", "one", "main", "__cancel__")
    for way in ("main", "home"):
        await _announce_closure(alex, "send", way)
    await _announce_closure(alex, "send", SENT, "one", "unreached", "p:1", "one", "reopen", "one", "reopen", "confirm")


def _refuse_addresses(uow: UnitOfWork) -> None:
    uow.tx.execute(update(t.guardians).values(email="a@b.example", email_refused_at=NOW))


async def _announce_closure(player: Player, *presses: str) -> None:
    await player.bench.all_sent()  # or the message on the way of the announcement before would come below the screen
    await player.say("/start")
    await touch_here(player, "announcements", "k:closure", "s:", "next", "next", "d:", "next", "next", *presses)


async def touch_here(player: Player, *presses: str) -> None:
    """As ``touch``, on the screen of now, though progress and samples come below it."""
    screen = player.screen.message_id
    for press in presses:
        if press == SENT:
            await player.bench.all_sent()
            continue
        message = player.chat.messages[screen]
        said = {data.partition("\x1d")[2]: data for data in player.presses(message)}
        found = [data for words, data in said.items() if words.startswith(press)]
        assert found, f"nothing says {press!r} on:\n{message.formatted.text}\n{list(said)}"
        await player.press_data(found[0], message)
        shown = player.chat.messages[screen]
        player.bench.screens.append("\n".join([shown.formatted.text, *player.labels(shown)]))


async def _send_document(player: Player) -> None:
    send_file(player.bench.simulator.world, player.chat, Upload("menu.pdf", "application/pdf", b"%PDF-"), "")
    await player.bench.settled()
