"""« Mes appareils »: the chats of a guardian, from one of them."""

from sqlalchemy import select

from core.db.conversations import load_conversation
from core.db.tables import audit_events
from core.organisation import UnitOfWork
from core.usecases.devices import read_devices
from dialogs.states import Devices, Home, Settings
from tests.builders import Family, Town
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent

pytestmark = ON_SQLITE


def couple(town: Town) -> Family:
    return bruyere(town).guardian("Marc")


async def at_devices(bench: Bench) -> tuple[Player, Family]:
    anne, family = await parent(bench, couple)
    await anne.press("⚙️ Réglages", "📱 Mes appareils")
    assert await anne.state() == Devices.main
    return anne, family


def code_in(player: Player) -> str:
    """The code that the screen shows."""
    return player.text.split("\n\n")[1].split("\n")[0]


async def test_a_second_phone_is_linked_by_a_code_and_unlinked_from_the_first(bench: Bench) -> None:
    anne, _ = await at_devices(bench)
    assert "1 relié" in anne.text
    assert "depuis le mardi 24 novembre à 10 h · 🇫🇷 Français · celui-ci" in anne.text
    await anne.press("Un code pour un autre appareil")
    code = code_in(anne)
    assert f"https://t.me/cantine_bot?start={code}" in anne.text

    def kept(uow: UnitOfWork) -> str:
        return str(load_conversation(uow.tx, anne.id).state)

    assert code not in await bench.read(kept)
    second = await bench.person(locale="en")
    await second.say(code)
    await bench.told(anne, "Un nouvel appareil a été relié à votre accès")
    await bench.all_sent()
    assert not any("has been linked" in message.formatted.text for message in second.said)
    await anne.say("/settings")
    await anne.press("📱 Mes appareils")
    assert "2 reliés" in anne.text
    assert "English" in anne.text
    await anne.press("🔌 Dissocier celui du mar. 24/11", "Oui, dissocier")
    assert anne.answer == "C’est fait\u00a0: l’appareil est dissocié."
    assert "1 relié" in anne.text
    await second.say("/start")
    assert "Welcome" in second.text


async def test_unlinking_this_one_is_what_stop_does(bench: Bench) -> None:
    anne, _ = await at_devices(bench)
    await anne.press("Dissocier celui-ci")
    assert await anne.state() == Settings.stop
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_a_code_for_the_other_guardian_is_shown_once_and_no_fourth_is_made(bench: Bench) -> None:
    anne, _ = await at_devices(bench)
    for _ in range(3):
        await anne.press("Un code pour Marc")
        assert "Le code de Marc Bruyère" in anne.text
        code = code_in(anne)
        await anne.press("📱 Mes appareils")
    await anne.press("Un code pour Marc")
    assert anne.is_alert
    assert "déjà fait 3 codes" in (anne.answer or "")
    marc = await bench.person()
    await marc.say(code)
    assert "Bonjour Marc" in marc.said[0].formatted.text
    await anne.say("?")
    assert not any("Marc" in label for label in anne.labels()), "he has a chat of his own now"


async def test_a_code_is_not_shown_again(bench: Bench) -> None:
    anne, _ = await at_devices(bench)
    await anne.press("Un code pour un autre appareil")
    await anne.say("?")
    assert "n’est plus affiché" in anne.text


async def test_a_chat_unlinked_meanwhile_is_said_to_be(bench: Bench) -> None:
    anne, family = await at_devices(bench)
    await bench.build(lambda town: town.linked(4_000_000_001, family.actor()))
    await anne.say("?")
    await anne.press("🔌 Dissocier celui du", "Oui, dissocier")
    await anne.forge("c:999999")
    assert "n’est plus relié" in anne.text
    assert anne.labels() == ["⬅️ Retour"]


async def test_a_forged_press_reaches_nobody_else_s_chat_and_makes_no_code_for_them(bench: Bench) -> None:
    jo, genet = await parent(bench, lambda town: town.family("Genêt").guardian("Jo").child("Mia"))
    theirs = (await bench.read(read_devices, genet.actor(), 0)).chats[0].id
    anne, family = await at_devices(bench)
    for press in (f"c:{theirs}", f"g:{genet.guardians['Jo']}", "g:999999"):
        await anne.forge(press)
        assert "n’est plus, le vôtre" in (anne.answer or "")
        assert await anne.state() == Devices.main

    def refused(uow: UnitOfWork) -> list[int | None]:
        event = audit_events.c
        query = select(event.guardian_id).where(event.action == "refused_press")
        return list(uow.tx.execute(query).scalars())

    assert await bench.read(refused) == [family.guardians["Anne"]] * 3
    for press in ("c:x", "g:", "unlink"):
        await anne.forge(press)
        assert "pas marché" not in (anne.answer or "")
    await jo.say("/start")
    assert await jo.state() == Home.main


async def test_staff_have_no_such_page(bench: Bench) -> None:
    camille = await manager(bench)
    await camille.say("/settings")
    assert not any("appareils" in label for label in camille.labels())
    await camille.forge("devices")
    assert "n’est plus, le vôtre" in (camille.answer or "")
