"""A chat is linked to the person it belongs to."""

from datetime import timedelta

from dialogs.states import Home, Inbox
from tests.builders import TRICKY_NAMES, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent

pytestmark = ON_SQLITE

NO_CODE = "00000-00000"
PHONE = "04 75 34 80 74"


def the_code(town: Town) -> str:
    return town.code(bruyere(town).actor())


async def test_a_deep_link_links_and_shows_the_home_screen(bench: Bench) -> None:
    anne = await bench.person()
    await anne.say(f"/start {await bench.build(the_code)}")
    assert "Bonjour Anne" in anne.said[0].formatted.text
    assert "Lou · CP" in anne.text
    assert await anne.state() == Home.main


async def test_a_code_may_be_typed_as_people_type(bench: Bench) -> None:
    code: str = await bench.build(the_code)
    anne = await bench.person()
    await anne.say(f" {code.lower().replace('-', ' ').replace('0', 'o')} ")
    assert await anne.state() == Home.main


async def test_a_stranger_is_told_how_to_come_in(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/start")
    assert "tapez le code" in stranger.text
    assert PHONE in stranger.text


async def test_what_is_no_code_is_not_counted_as_an_attempt(bench: Bench) -> None:
    anne = await bench.person()
    for _ in range(10):
        await anne.say("bonjour")
        assert "Ce n’est pas un code" in anne.text
    await anne.say(await bench.build(the_code))
    assert await anne.state() == Home.main


async def test_a_code_nobody_has_is_unknown(bench: Bench) -> None:
    anne = await bench.person()
    await anne.say(NO_CODE)
    assert "n’existe pas" in anne.text


async def test_a_code_serves_once(bench: Bench) -> None:
    code = await bench.build(the_code)
    anne, other = await bench.person(), await bench.person()
    await anne.say(code)
    await other.say(code)
    assert "déjà servi" in other.text
    assert await other.state() is None


async def test_the_same_chat_may_use_its_code_again(bench: Bench) -> None:
    code = await bench.build(the_code)
    anne = await bench.person()
    await anne.say(f"/start {code}")
    await anne.say(f"/start {code}")
    assert await anne.state() == Home.main
    assert sum("est maintenant relié" in message.formatted.text for message in anne.said) == 1


async def test_a_code_expires(bench: Bench) -> None:
    code = await bench.build(lambda town: town.code(bruyere(town).actor(), at=NOW - timedelta(days=20)))
    anne = await bench.person()
    await anne.say(code)
    assert "n’est plus valable" in anne.text


async def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(bench: Bench) -> None:
    code = await bench.build(the_code)
    anne = await bench.person()
    for _ in range(5):
        await anne.say(NO_CODE)
    await anne.say(code)
    assert "dans une heure" in anne.text
    bench.clock.advance(timedelta(hours=1, seconds=1))
    await anne.say(code)
    assert await anne.state() == Home.main


async def test_a_stranger_s_photo_gets_the_welcome(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.send("photo", [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])
    assert "tapez le code" in stranger.text


async def test_a_used_code_leaves_a_linked_chat_as_it_was(bench: Bench) -> None:
    code = await bench.build(lambda town: town.code(town.family("Genêt").guardian("Jo").child("Mia").actor()))
    await (await bench.person()).say(code)
    anne, _ = await parent(bench)
    await anne.say(f"/start {code}")
    assert "déjà servi" in anne.text
    await anne.press("Planning", on=anne.said[0])
    assert "Planning de Lou" in anne.said[0].formatted.text


async def test_a_member_of_staff_sees_what_is_to_be_decided(bench: Bench) -> None:
    camille = await bench.person()
    await camille.say(await bench.build(lambda town: town.code(town.manager())))
    assert "Aucune demande en attente" in camille.text
    assert camille.labels()[:3] == ["📋 Pointage", "📥 Demandes", "📣 Annonces"]


async def test_a_teacher_has_nothing_to_decide(bench: Bench) -> None:
    claude = await manager(bench, Town.teacher)
    assert "Pointage" in claude.text
    assert not any("Demandes" in label or "Outils" in label for label in claude.labels())


async def test_a_parent_who_works_here_types_the_second_code_and_has_both(bench: Bench) -> None:
    anne, _ = await parent(bench)
    code = await bench.build(lambda town: town.code(town.manager()))
    await anne.press("Réserver")
    await anne.say(code)
    assert [label for label in anne.labels() if "Demandes" in label or "Réserver" in label] == [
        "🍽 Réserver",
        "📥 Demandes",
    ]
    await anne.press("📥 Demandes")
    assert await anne.state() == Inbox.groups


async def test_a_linked_chat_that_types_a_wrong_code_keeps_its_screen(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning")
    await anne.say(NO_CODE)
    assert "n’existe pas" in anne.said[-2].formatted.text
    assert "Planning de Lou" in anne.text


async def test_the_other_guardian_hears_of_a_new_device(bench: Bench) -> None:
    anne, family = await parent(bench, lambda town: bruyere(town).guardian("Sacha"))
    code = await bench.build(lambda town: town.code(family.actor("Sacha")))
    await (await bench.person()).say(code)
    await bench.told(anne, "Un nouvel appareil")


async def test_a_suspended_member_of_staff_is_a_stranger(bench: Bench) -> None:
    actor = await bench.build(Town.manager)
    camille = await bench.person(actor)
    await camille.press("📥 Demandes")
    await bench.build(lambda town: town.suspended(actor))
    answer = await camille.press("Retour")
    assert "tapez le code" in camille.text or answer
    await camille.say("/start")
    assert "tapez le code" in camille.text


async def test_names_are_shown_as_they_are_written(bench: Bench) -> None:
    for number, name in enumerate(TRICKY_NAMES):

        def build(town: Town, name: str = name, number: int = number) -> str:
            return town.code(town.family(f"{name} {number}").guardian(name).child(name, name).actor())

        person = await bench.person()
        await person.say(await bench.build(build))
        assert f"Bonjour {name}" in person.text
        assert f"{name} · {name}" in person.text
        for screen in ("Planning", "Retour", "Réserver", "Retour", "Absence", "Retour", "Mes demandes", "Retour"):
            await person.press(screen)
