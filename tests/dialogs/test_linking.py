"""A chat is linked to the person it belongs to."""

from datetime import timedelta

from core.db.conversations import load_conversation
from core.organisation import UnitOfWork
from dialogs.states import Home, Inbox, Planning
from tests.builders import TRICKY_NAMES, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent
from tests.letters import letter_code

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


# --- by letter


async def holding_a_letter(bench: Bench) -> tuple[Player, str]:
    """Somebody at the window: Lou was born on 1 May 2019."""
    family = await bench.build(bruyere)
    return await bench.person(), await letter_code(bench.organisation, family.actor())


async def test_a_letter_s_link_asks_for_a_birth_date_and_names_nobody(bench: Bench) -> None:
    anne, code = await holding_a_letter(bench)
    await anne.say(f"/start {code}")
    assert "date de naissance d’un de vos enfants" in anne.text
    assert "Anne" not in anne.text
    assert "Lou" not in anne.text

    def kept(uow: UnitOfWork) -> str:
        return str(load_conversation(uow.tx, anne.id).state)

    assert code not in (stored := await bench.read(kept))
    assert code.replace("-", "") not in stored
    await bench.stop_polling()
    async with bench.bot():  # as after a restart
        await anne.say("1er mai 2019")
        assert "Bonjour Anne" in anne.said[-2].formatted.text
        assert await anne.state() == Home.main
        await anne.say("01/05/2019")
        assert "Je n’ai pas compris" in anne.said[-2].formatted.text


async def test_a_date_that_cannot_be_read_is_asked_for_again_and_a_wrong_one_counts(bench: Bench) -> None:
    anne, code = await holding_a_letter(bench)
    await anne.say(code)
    for unread in ("hier", "31/02/2019", "01/05/2999", "Lou"):
        await anne.say(unread)
        assert "écrivez" in anne.text.lower()
        assert "12/05/2019" in anne.text
    await anne.send("photo", [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])
    assert "12/05/2019" in anne.text
    await anne.say("12 mars 2019")
    assert "ne correspond pas" in anne.text
    for _ in range(3):
        await anne.say("01/05/2018")
    await anne.say("01/05/2018")
    assert "ce code ne marche plus" in anne.text
    assert PHONE in anne.text
    await anne.say("01/05/2019")
    assert "Ce n’est pas un code" in anne.text


async def test_start_or_another_code_begins_anew(bench: Bench) -> None:
    anne, code = await holding_a_letter(bench)
    await anne.say(code)
    await anne.say("/start")
    assert "tapez le code" in anne.text
    await anne.say("01/05/2019")
    assert "Ce n’est pas un code" in anne.text
    await anne.say(code)
    await anne.say(await bench.build(lambda town: town.code(town.family("Genêt").guardian("Jo").child("Mia").actor())))
    assert "Bonjour Jo" in anne.said[-2].formatted.text


async def test_a_linked_chat_gives_the_date_wherever_it_stands(bench: Bench) -> None:
    camille = await manager(bench)
    family = await bench.build(bruyere)
    await camille.say("/settings")
    await camille.say(await letter_code(bench.organisation, family.actor()))
    assert "date de naissance" in camille.said[-2].formatted.text
    await camille.say("2019-05-01")
    assert await camille.state() == Home.main
    await camille.press("Planning")
    assert await camille.state() == Planning.week
