"""Buttons that are old, forged, pressed twice or delivered twice."""

import pytest
from sqlalchemy import delete

from core.db.tables import conversations
from core.organisation import UnitOfWork
from dialogs.states import Absence, Booking, Home, Inbox, Planning, Requests, Settings
from tests.builders import Family, Town
from tests.clock import MONDAY
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.inventory import BUTTONS
from tests.dialogs.people import asked, bruyere, manager, parent, two_children
from tests.dialogs.test_planning import row

pytestmark = ON_SQLITE

REFRESHED = "Cet écran avait changé\u00a0: le voici à jour."
NOT_YOURS = "Cet écran n’est pas, ou n’est plus, le vôtre. Pour revenir à l’accueil\u00a0: /start."

GARBAGE = [
    *("", "x", "c:", "c:cell", "c:cell.1", "c:cell.a.b.c", "c:cell.1.20269999.book", "c:cell.1.20261130.fly"),
    *("c:row.1.why", "c:row.99999999999999999999.book", "c:day.00010101", "c:day.²0261130", "c:service.1.2"),
    *("c:nothing.1", "n:week.x", "n:child.x", "n:", "p:-1", "p:x", "r:x", "g:x", "g:week.x", "g:fly.1", "g:class.x"),
    *("l:fly", "w:99", "w:x", "d:x", "d:day.20261130.2", "d:all.all.x", "send:x", "book:\x1d:"),
]


def booked(town: Town) -> Family:
    family = bruyere(town)
    town.booked(family.cell("Lou", "cantine", MONDAY))
    town.requested(family.cell("Lou", "garderie_soir", MONDAY))
    return family


async def test_a_button_of_an_older_message_brings_the_screen_of_today(bench: Bench) -> None:
    anne, _ = await parent(bench)
    old = anne.presses()[0]
    await anne.say("/start")
    await anne.forge(old, mark="")
    assert anne.answer == REFRESHED
    assert "Bonjour Anne" in anne.text


async def test_a_button_of_a_dialog_that_was_left_brings_the_screen_of_today(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver")
    old = anne.data_of("⬜", anne.screen)
    await anne.press("Retour")
    await anne.forge(old, mark="")
    assert anne.answer == REFRESHED
    assert await anne.state() == Home.main


async def test_a_lost_conversation_begins_again_at_home(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜")

    def lose(uow: UnitOfWork) -> None:
        uow.tx.execute(delete(conversations))

    await bench.organisation.write(lose)
    await anne.press("⬜")
    assert anne.answer == REFRESHED
    assert "1 choix pas encore envoyé" in anne.text
    assert await asked(bench, family) == []


async def test_a_lost_conversation_takes_text_too(bench: Bench) -> None:
    anne, _ = await parent(bench)

    def lose(uow: UnitOfWork) -> None:
        uow.tx.execute(delete(conversations))

    await bench.organisation.write(lose)
    await anne.say("bonjour ?")
    assert "Je n’ai pas compris" in anne.said[-2].formatted.text
    assert await anne.state() == Home.main


@pytest.mark.parametrize("screen", ["Réserver", "Planning", "Absence", "Mes demandes"])
async def test_garbage_gets_neither_silence_nor_an_apology(bench: Bench, screen: str) -> None:
    anne, _ = await parent(bench, booked)
    await anne.press(screen)
    state = await anne.state()
    for press in GARBAGE:
        await anne.forge(press)
        assert "pas marché" not in (anne.answer or "")
        assert await anne.state() == state


@pytest.mark.parametrize("mark", ["", "zzzzzz"])
async def test_presses_of_no_dialog_bring_a_screen(bench: Bench, mark: str) -> None:
    anne, _ = await parent(bench)
    for press in GARBAGE[:3]:
        await anne.forge(press, mark=mark)
        assert "Bonjour Anne" in anne.text


@pytest.mark.parametrize("way", [[], ["Voir les enfants"], ["Tout valider"], ["Voir les enfants", "Tout refuser"]])
async def test_garbage_from_the_service_neither(bench: Bench, way: list[str]) -> None:
    await bench.build(booked)
    camille = await manager(bench)
    await camille.press("📥 Demandes", *way)
    state = await camille.state()
    for press in GARBAGE:
        await camille.forge(press)
        assert "pas marché" not in (camille.answer or "")
        assert await camille.state() == state


async def test_a_button_of_another_screen_draws_the_one_that_is_open(bench: Bench) -> None:
    anne, _ = await parent(bench, booked)
    await anne.press("Planning")
    own = {button for state, button in BUTTONS if state == Planning.week}
    for button in sorted({button for _, button in BUTTONS} - own):
        await anne.forge(button)
        assert await anne.state() == Planning.week


async def test_somebody_else_s_child_is_refused_and_not_shown(bench: Bench) -> None:
    other = await bench.build(lambda town: town.family("Genêt").guardian("Jo").child("Mia"))
    anne, family = await parent(bench, two_children)
    mia = other.children["Mia"]
    for screen, press, state in (
        ("Planning", f"n:child.{mia}", Planning.week),
        ("Réserver", f"n:child.{mia}", Booking.week),
        ("Absence", f"c:{mia}", Absence.child),
    ):
        await anne.say("/start")
        await anne.press(screen)
        await anne.forge(press)
        assert anne.answer == NOT_YOURS
        assert anne.is_alert
        assert await anne.state() == state
        assert "Mia" not in anne.text
    assert await asked(bench, family) == []


async def test_a_service_of_another_school_is_refused(bench: Bench) -> None:
    other = await bench.build(lambda town: town.school("Le Grand Pré"))
    anne, family = await parent(bench)
    await anne.press("Réserver")
    await anne.forge(f"c:row.{other.services['cantine']}.book")
    assert anne.answer == NOT_YOURS
    await anne.forge(f"c:cell.{family.children['Lou']}.{other.services['cantine']}.20261130.book")
    assert anne.answer == NOT_YOURS
    assert "Récapitulatif" not in "".join(anne.labels())


async def test_somebody_else_s_request_is_neither_shown_nor_withdrawn(bench: Bench) -> None:
    other = await bench.build(lambda town: town.family("Genêt").guardian("Jo").child("Mia"))
    (request,) = await bench.build(lambda town: town.requested(other.cell("Mia", "cantine", MONDAY)))
    anne, _ = await parent(bench, booked)
    await anne.press("Mes demandes")
    await anne.forge(f"r:{request}")
    assert "n’est plus en attente" in anne.text
    await anne.forge("withdraw")
    assert await asked(bench, other) == [("Mia", "cantine", "book", "pending")]


async def test_a_director_cannot_decide_for_another_school(bench: Bench) -> None:
    family = await bench.build(booked)
    (request,) = await bench.build(lambda town: town.requested(family.cell("Lou", "cantine", MONDAY)))
    dominique = await manager(bench, lambda town: town.director(school="Le Grand Pré"))
    await dominique.press("📥 Demandes")
    await dominique.forge("children")
    await dominique.forge(f"r:{request}.1")
    await dominique.forge("approve")
    assert {state for *_, state in await asked(bench, family)} == {"pending"}


async def test_a_teacher_cannot_open_the_requests(bench: Bench) -> None:
    claude = await manager(bench, Town.teacher)
    await claude.say("/language")
    mark = claude.presses()[0].partition("\x1d")[0]
    await claude.press("Retour")
    await claude.forge("inbox", mark=mark)
    assert "Demandes" not in "".join(claude.labels())


async def test_a_parent_who_forges_the_service_s_button_sees_nothing(bench: Bench) -> None:
    anne, _ = await parent(bench, booked)
    await anne.forge("inbox")
    assert anne.answer == NOT_YOURS
    assert await anne.state() == Home.main


async def test_an_unknown_reason_is_refused(bench: Bench) -> None:
    anne, _ = await parent(bench, booked)
    await anne.press("Absence", "30/11", "lun.", "Continuer")
    await anne.forge("r:holiday")
    assert anne.answer == "Ce motif n’est plus dans la liste. Choisissez-en un autre."
    assert await anne.state() == Absence.reason


async def test_two_presses_at_once_want_the_same(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver")
    data = anne.data_of("⬜", anne.screen)
    queries = [anne.put_press(data), anne.put_press(data)]
    await bench.settled()
    assert all(query.answer for query in queries)
    assert row(anne, "🌅")[0] == "🟢"
    await anne.press("Récapitulatif (1)")
    data = anne.data_of("Envoyer", anne.screen)
    queries = [anne.put_press(data), anne.put_press(data)]
    await bench.settled()
    assert "Votre demande est envoyée" in anne.text
    assert len(await asked(bench, family)) == 1


async def test_two_confirmations_at_once_declare_and_decide_once(bench: Bench) -> None:
    anne, family = await parent(bench, booked)
    camille = await manager(bench)
    await anne.press("Absence", "30/11", "lun.", "Continuer", "AUTRES")
    for _ in range(2):
        anne.put_press(anne.data_of("Confirmer", anne.screen))
    await bench.settled()
    assert "L’absence de Lou est déclarée" in anne.text
    await camille.press("📥 Demandes", "Tout valider")
    for _ in range(2):
        camille.put_press(camille.data_of("Confirmer", camille.screen))
    await bench.settled()
    assert "2 demandes validées" in camille.text
    assert [state for *_, state in await asked(bench, family)] == ["approved"] * 2


async def test_an_update_that_comes_twice_is_handled_once(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning")
    body = {"update_id": 7, "message": {"message_id": 99, "date": 1, "chat": anne.chat.user.as_chat(),
                                        "from": anne.chat.user.as_user(), "text": "/language"}}  # fmt: skip
    said = len(anne.said)
    for _ in range(2):
        await bench.receive(body)
    assert await anne.state() == Settings.language
    assert len(anne.said) == said + 1


async def test_presses_of_two_people_do_not_wait_for_each_other(bench: Bench) -> None:
    anne, _ = await parent(bench, booked)
    camille = await manager(bench)
    queries = [
        anne.put_press(anne.data_of("Mes demandes", anne.screen)),
        camille.put_press(camille.data_of("Demandes", camille.screen)),
    ]
    await bench.settled()
    assert all(query.answer for query in queries)
    assert (await anne.state(), await camille.state()) == (Requests.list, Inbox.groups)


async def test_a_pushed_button_works_days_later_and_more_than_once(bench: Bench) -> None:
    anne, _ = await parent(bench, booked)
    pushed = await bench.push(anne, ("Planning", "open:planning"), ("Accueil", "open:home"))
    await anne.press("Réserver", on=anne.said[0])
    for label, state in (("Planning", Planning.week), ("Accueil", Home.main), ("Planning", Planning.week)):
        await anne.press(label, on=anne.chat.messages[pushed])
        assert await anne.state() == state
        assert anne.screen.message_id > pushed
    live = [message for message in anne.said if message.keyboard]
    assert [message.message_id for message in live] == [pushed, anne.screen.message_id]
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_a_pushed_button_does_not_outlive_the_link(bench: Bench) -> None:
    anne, _ = await parent(bench)
    pushed = await bench.push(anne, ("Mes demandes", "open:requests"))
    await anne.say("/stop")
    await anne.press("Oui, dissocier")
    await anne.press("Mes demandes", on=anne.chat.messages[pushed])
    assert anne.answer == NOT_YOURS


async def test_a_state_of_another_version_begins_again(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning")
    await bench.rename_state(anne, "Planning:week", "Planning:month")
    await anne.press("Retour")
    assert anne.answer == REFRESHED
    assert await anne.state() == Home.main
