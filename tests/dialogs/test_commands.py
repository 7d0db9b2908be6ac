"""What may be written to the bot at any time."""

import pytest

from core.db.conversations import load_conversation
from core.organisation import UnitOfWork
from dialogs.states import Booking, Home, Settings
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent

pytestmark = ON_SQLITE

PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


@pytest.mark.parametrize("command", ["/help", "/aide"])
async def test_help_says_what_can_be_done_and_whom_to_call(bench: Bench, command: str) -> None:
    anne, _ = await parent(bench)
    await anne.say(command)
    assert "Mes demandes" in anne.text
    assert "validez ou refusez" not in anne.text
    assert "04 75 34 80 74" in anne.text


async def test_help_for_staff_speaks_of_their_work(bench: Bench) -> None:
    camille = await manager(bench)
    await camille.say("/help")
    assert "validez ou refusez" in camille.text
    assert "📣 Annonces" in camille.text
    assert "/settings" in camille.text
    assert "Absence" not in camille.text


async def test_help_tells_a_stranger_how_to_come_in(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/help")
    assert "tapez le code" in stranger.text


async def test_privacy_names_the_service_to_anyone(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/privacy")
    assert "Syndicat Intercommunal" in stranger.text
    assert "gestion.portail@siej.fr" in stranger.text


async def test_a_parent_may_read_english(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/language")
    assert await anne.state() == Settings.language
    assert "English" in (await anne.press("English") or "")
    assert "Hello Anne" in anne.text
    await anne.say("/start")
    assert "Hello Anne" in anne.text


async def test_the_language_may_be_left_as_it_is(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/settings")
    await anne.press("Retour")
    assert "Bonjour Anne" in anne.text


async def test_a_stranger_may_choose_a_language_too(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/language")
    await stranger.press("English")
    assert "Welcome" in stranger.text
    await stranger.say("hello")
    assert "This is not a code" in stranger.text
    await stranger.say("/language")
    await stranger.press("Back")
    assert "Welcome" in stranger.text


async def test_whose_telegram_is_english_is_spoken_to_in_english(bench: Bench) -> None:
    stranger = await bench.person(locale="en")
    await stranger.say("/start")
    assert "Welcome" in stranger.text


async def test_stop_asks_first_and_may_be_cancelled(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/stop")
    assert "Dissocier cet appareil" in anne.text
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_stop_unlinks_and_forgets_the_conversation(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/stop")
    await anne.press("Oui, dissocier")
    assert "est dissocié" in anne.text
    assert anne.labels() == []

    def kept(uow: UnitOfWork) -> object:
        return load_conversation(uow.tx, anne.id).state

    assert await bench.read(kept) == {}
    await anne.say("/start")
    assert "tapez le code" in anne.text


async def test_a_stranger_has_nothing_to_stop(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/stop")
    assert "tapez le code" in stranger.text


async def test_unknown_text_gets_help_and_the_screen_again(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver")
    await anne.say("et le vélo ?")
    assert "Je n’ai pas compris" in anne.said[-2].formatted.text
    assert await anne.state() == Booking.week
    assert "Réserver pour Lou" in anne.text


@pytest.mark.parametrize(("kind", "content"), [("photo", PHOTO), ("sticker", STICKER)])
async def test_a_photo_or_a_sticker_gets_help_too(bench: Bench, kind: str, content: object) -> None:
    anne, _ = await parent(bench)
    await anne.send(kind, content)
    assert "Je n’ai pas compris" in anne.said[-2].formatted.text
    assert "Bonjour Anne" in anne.text


async def test_an_unknown_command_gets_help(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/cantine")
    assert "Je n’ai pas compris" in anne.said[-2].formatted.text


async def test_a_corrected_message_is_not_handled_again(bench: Bench) -> None:
    anne, _ = await parent(bench)
    said = len(anne.said)
    body = {"message_id": 1, "date": 0, "edit_date": 1, "chat": anne.chat.user.as_chat(), "text": "/stop"}
    bench.simulator.world.updates.put("edited_message", body)
    await bench.settled()
    assert len(anne.said) == said


async def test_groups_are_not_spoken_to(bench: Bench) -> None:
    anne, _ = await parent(bench)
    before = len(bench.calls)
    group = {"id": -100, "type": "group", "title": "Parents"}
    body = {"message_id": 1, "date": 0, "chat": group, "from": anne.chat.user.as_user(), "text": "/start"}
    bench.simulator.world.updates.put("message", body)
    await bench.settled()
    assert len(bench.calls) == before


async def test_the_old_screen_loses_its_buttons_when_a_new_one_is_sent(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.say("/start")
    assert anne.said[0].keyboard is None
    assert anne.labels()
