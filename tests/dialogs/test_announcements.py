"""The service announces, from the chat of a manager; families say that they have read it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, select, update

from core.db import tables as t
from core.model.notices import AnnouncementKind, StrikeMode
from core.organisation import UnitOfWork
from dialogs.states import Announcements, Groups, Home, Inbox
from simulator.calls import Upload
from simulator.playing import send_file
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town
from tests.clock import FRIDAY, MONDAY, NOW, TUESDAY
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent
from tests.dialogs.test_commands import STICKER
from tests.dialogs.test_stale import NOT_YOURS

pytestmark = ON_SQLITE

PDF = b"%PDF-1.7 menu"

GARBAGE = ["", "x", "99.1", "all.fly", "20269999.20261130", "class.99.1"]


def booked(town: Town) -> Family:
    """Lou is booked on Monday and Tuesday; a request for Friday is pending."""
    family = bruyere(town)
    town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY))
    town.requested(family.cell("Lou", "cantine", FRIDAY))
    return family


def two_schools(town: Town) -> Family:
    """Lou at one school, Mia at another."""
    family = booked(town)
    other = town.family("Genêt", school=OTHER_SCHOOL).guardian("Jo").child("Mia", "CM1")
    town.booked(other.cell("Mia", "cantine", MONDAY))
    return family


async def count(bench: Bench, table: str) -> int:
    def counted(uow: UnitOfWork) -> int:
        return int(uow.tx.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one())

    return int(await bench.read(counted))


async def newest(bench: Bench) -> Row[Any]:
    def last(uow: UnitOfWork) -> Row[Any]:
        return uow.tx.execute(select(t.announcements).order_by(t.announcements.c.id.desc()).limit(1)).one()

    found: Row[Any] = await bench.read(last)
    return found


async def press_on(player: Player, screen: int, *labels: str) -> str:
    """Press buttons of a screen, which the progress of an announcement may come below of; its text."""
    for label in labels:
        await player.press(label, on=player.chat.messages[screen])
    return player.chat.messages[screen].formatted.text


async def at_recap(bench: Bench, *, of: str = "Fermeture") -> Player:
    """A manager about to announce something about Monday to one school."""
    camille = await manager(bench)
    await camille.press("📣 Annonces", of, "Continuer", "lun. 30/11", "Continuer")
    if of == "Information":
        await camille.press("Continuer")
        await camille.say("Le menu change.")
    else:
        await camille.press("Continuer")
    return camille


async def test_a_closure_takes_few_presses_and_a_double_press_announces_once(bench: Bench) -> None:
    await bench.build(booked)
    camille = await manager(bench)
    await camille.press("📣 Annonces")
    assert "Aucune annonce" in camille.text
    await camille.press("Fermeture", "Continuer")
    assert await camille.press("Continuer") == "Choisissez d’abord les jours."
    await camille.press("lun. 30/11", "mar. 1/12", "Continuer", "Panne en cuisine", "Continuer")
    assert await camille.state() == Announcements.recap
    for said in ("Jours\u00a0: du 30 novembre au 1er décembre", "1 famille, 1 responsable", "2 réservations seront"):
        assert said in camille.text
    assert "demande" not in camille.text.partition("réservations")[2]
    send, recap = camille.data_of("Envoyer", camille.screen), camille.screen
    camille.put_press(send)
    await camille.press_data(send, recap)
    assert "C’est annoncé à 1 famille (1 responsable)" in await press_on(camille, recap.message_id)
    assert await count(bench, "announcements") == 1
    assert await count(bench, "cancelled_bookings") == 2
    assert (await newest(bench)).is_urgent
    text = await press_on(camille, recap.message_id, "Suivi")
    assert "Une panne en cuisine" in text
    assert "Envoi en cours" in text or "Envoi terminé" in text


async def test_a_strike_says_what_each_school_does(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Grève")
    assert await camille.press("Continuer") == "Choisissez au moins une école."
    await camille.press("Toutes les écoles", "Continuer")
    assert await camille.press("Continuer") == "Dites d’abord ce que fait chaque école."
    assert await camille.press(OTHER_SCHOOL) == OTHER_SCHOOL
    first = camille.presses().index(camille.data_of(SCHOOL, camille.screen))
    await camille.press("🥪")
    await camille.press_data(camille.presses()[first + 4], camille.screen)
    assert f"{SCHOOL}\u00a0: 🚫 fermée" in camille.text
    assert f"{OTHER_SCHOOL}\u00a0: 🥪 pique-nique" in camille.text
    await camille.press("Continuer", "Continuer")
    await camille.say("30/11")
    await camille.press("Continuer", "Continuer")
    assert "2 réservations" not in camille.text
    assert "1 réservation sera annulée" in camille.text
    await camille.press("Envoyer")
    assert set((await newest(bench)).facts["modes"].values()) == {StrikeMode.CLOSED, StrikeMode.PICNIC}


async def test_information_goes_to_chosen_classes_in_words_of_one_s_own(bench: Bench) -> None:
    def build(town: Town) -> None:
        town.booked(town.family("Genêt").guardian("Jo").child("Mia", "CE2").cell("Mia", "cantine", MONDAY))
        booked(town).child("Noé", "CE2")

    await bench.build(build)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Information", "Continuer", "Continuer", "CP", "Continuer")
    assert await camille.press("Continuer") == "Écrivez d’abord le message."
    await camille.say("x" * 1501)
    assert "compte 1\u202f501 caractères" in camille.said[-2].formatted.text
    await camille.send("sticker", STICKER)
    assert "Il faut du texte" in camille.said[-2].formatted.text
    await camille.say("Sortie <b>ski</b> & luge\n\nà 9 h")
    assert "Sortie <b>ski</b> & luge\n\nà 9 h" in camille.text
    assert "Classes\u00a0: CP\n" in camille.text
    assert "1 famille, 1 responsable" in camille.text
    await camille.press("Pas urgent", "⬜ Demander", "Envoyer")
    made = await newest(bench)
    assert (made.text, made.is_urgent, made.asks_reading) == ("Sortie <b>ski</b> & luge\n\nà 9 h", True, True)
    assert await count(bench, "cancelled_bookings") == 0


async def test_information_may_be_for_those_booked_alone(bench: Bench) -> None:
    def build(town: Town) -> None:
        town.family("Genêt").guardian("Jo").child("Mia", "CE2")
        booked(town)

    await bench.build(build)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Information", "Continuer", "lun. 30/11", "Continuer", "Réservés", "Continuer")
    assert "points de suspension" in (await camille.press("Menu modifié", "Continuer") or "")
    await camille.say("Le menu change : raviolis")
    assert "Seulement les enfants réservés" in camille.text
    assert "1 famille, 1 responsable" in camille.text
    await camille.press("Retour", "Retour", "Tous les inscrits", "Continuer", "Continuer")
    assert "2 familles, 2 responsables" in camille.text


async def test_what_would_reach_nobody_is_not_sent(bench: Bench) -> None:
    await bench.build(Town.school)
    camille = await at_recap(bench, of="Information")
    assert "Personne ne recevrait ce message" in camille.text
    assert "✅ Envoyer" not in camille.labels()
    await camille.forge("send")
    assert camille.is_alert
    assert await count(bench, "announcements") == 0


async def test_the_author_sees_the_message_as_a_family_will(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)
    assert await camille.press("Voir le message") == "L’exemple arrive dans cette conversation."
    assert await count(bench, "outbox") == 1
    assert await count(bench, "announcements") == 0
    assert await camille.state() == Announcements.recap


async def test_every_question_can_be_gone_back_to(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Grève", SCHOOL, "Continuer", "🚫", "Continuer", "Continuer", "lun. 30/11")
    await camille.press("Continuer", "Continuer")
    for state in ("words", "days", "services", "modes", "schools", "main"):
        await camille.press("Retour")
        assert await camille.state() == getattr(Announcements, state)
    await camille.press("Retour")
    assert await camille.state() == Home.main


async def test_at_least_one_service_stays_chosen(bench: Bench) -> None:
    await bench.build(booked)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Fermeture")
    labels = [label for label in camille.labels() if label.startswith("☑️")]
    for label in labels[:-1]:
        await camille.press(label)
    assert await camille.press(labels[-1]) == "Il faut au moins un service."
    await camille.press(*(label.replace("☑️", "⬜") for label in labels[:-1]))
    assert [label for label in camille.labels() if label.startswith("☑️")] == labels


async def test_days_are_pressed_or_written(bench: Bench) -> None:
    await bench.build(booked)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Fermeture", "Continuer", "lun. 30/11", "jeu. 26/11")
    assert "📅 jeudi 26 novembre" in camille.text
    await camille.press("lun. 30/11")
    assert "📅 du 26 au 30 novembre" in camille.text
    await camille.press("lun. 30/11")
    assert "📅 lundi 30 novembre" in camille.text
    for typed, answer in (
        ("demain", "Je ne reconnais pas ces jours"),
        ("20/11", "déjà passés"),
        ("14/01-12/01", "Le dernier jour vient avant"),
        ("12/01 au 30/06", "60 jours au plus"),
    ):
        await camille.say(typed)
        assert answer in camille.said[-2].formatted.text
    await camille.say("12/01-14/01")
    assert "📅 du 12 au 14 janvier" in camille.text


async def _send_file(player: Player, name: str, content: bytes) -> None:
    send_file(player.bench.simulator.world, player.chat, Upload(name, "application/x-whatever", content), "")
    await player.bench.settled()


async def test_a_document_is_taken_for_what_it_holds(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)
    await camille.press("Joindre un document")
    await camille.say("menu.pdf")
    assert "J’attends un PDF" in camille.said[-2].formatted.text
    await _send_file(camille, "menu.pdf", b"MZ\x90")
    assert "ne peut pas être joint" in camille.said[-2].formatted.text
    await _send_file(camille, "menu.pdf", PDF.ljust(5_000_001))
    assert "trop gros\u00a0: 5 Mo" in camille.said[-2].formatted.text
    bench.expected.append("invalid file_id")
    await camille.send("document", {"file_id": "gone", "file_unique_id": "gone"})
    assert "Renvoyez-le" in camille.said[-2].formatted.text
    await _send_file(camille, "Menu <semaine>.docx", PDF)
    assert await camille.state() == Announcements.recap
    assert "📎 Menu <semaine>.docx.pdf" in camille.text
    await camille.press("Envoyer")
    kept = await newest(bench)
    assert kept.document_id is not None


async def test_a_document_may_be_left_out_again(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)
    await camille.press("Joindre un document")
    await _send_file(camille, "menu.pdf", PDF)
    await camille.press("Joindre un document", "Sans document")
    assert "📎" not in camille.text
    await camille.press("Joindre un document", "Retour", "Envoyer")
    assert (await newest(bench)).document_id is None


async def test_reopening_says_what_it_restores_and_happens_once(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)
    screen = camille.screen.message_id
    assert "1 réservation rétablie" in await press_on(camille, screen, "Envoyer", "Suivi", "Rouvrir")
    message = camille.chat.messages[screen]
    reopen = camille.data_of("Oui, rouvrir", message)
    camille.put_press(reopen, screen)
    await camille.press_data(reopen, message)
    assert "Réouverture" in await press_on(camille, screen)
    assert await count(bench, "bookings") == 2
    assert await count(bench, "announcements") == 2
    assert "🚫 lundi 30 novembre, Les Tilleuls (rouvert)" in await press_on(camille, screen, "Retour")
    await press_on(camille, screen, "🚫 lun. 30/11")
    assert "🔓 Rouvrir" not in camille.labels(camille.chat.messages[screen])


async def test_what_another_reopened_meanwhile_is_not_reopened_again(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)
    screen = camille.screen.message_id
    await press_on(camille, screen, "Envoyer", "Suivi", "Rouvrir")
    dominique = await manager(bench, Town.director)
    of_dominique = dominique.screen.message_id
    await press_on(dominique, of_dominique, "📣 Annonces", "🚫 lun. 30/11", "Rouvrir", "Oui, rouvrir")
    assert "Réouverture" in await press_on(camille, screen, "Oui, rouvrir")
    assert await count(bench, "announcements") == 2


async def test_those_not_reached_are_listed_with_their_phone(bench: Bench) -> None:
    def build(uow: UnitOfWork) -> None:
        Town(uow).families(13)
        booked(Town(uow))
        refused = {"phone": "06 00 00 00 00", "email": "a@b.example", "email_refused_at": NOW}
        uow.tx.execute(update(t.guardians).values(refused))

    await bench.organisation.write(build)
    camille = await at_recap(bench)
    screen = camille.screen.message_id
    await press_on(camille, screen, "Envoyer", "Suivi")

    def fail(uow: UnitOfWork) -> None:
        uow.tx.execute(update(t.outbox).where(t.outbox.c.guardian_id.is_not(None)).values(state="failed"))

    await bench.organisation.write(fail)
    assert "06 00 00 00 00" in await press_on(camille, screen, "Actualiser", "Non joints (14)", "▶️")
    assert "a@b.example" in await press_on(camille, screen, "Retour", "Retour", "Adresses refusées (14)")
    await press_on(camille, screen, "Retour")
    assert await camille.state() == Announcements.main


async def test_a_director_announces_to_the_own_school_and_a_teacher_to_none(bench: Bench) -> None:
    await bench.build(two_schools)
    dominique = await manager(bench, Town.director)
    await dominique.press("📣 Annonces", "Fermeture")
    assert await dominique.state() == Announcements.services
    await dominique.press("Continuer", "lun. 30/11", "Continuer", "Continuer")
    assert "1 réservation sera annulée" in dominique.text
    claude = await manager(bench, Town.teacher)
    assert "📣 Annonces" not in claude.labels()
    await claude.forge("announcements", mark="")
    assert await claude.state() == Home.main


async def test_a_manager_of_no_school_has_nothing_to_announce(bench: Bench) -> None:
    camille = await manager(bench, lambda town: town.manager(scopes=[]))
    await camille.press("📣 Annonces", "Fermeture")
    assert "Aucune école" in (camille.answer or "")
    assert await camille.state() == Announcements.main


async def test_a_manager_who_is_none_any_more_can_send_nothing(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench)

    def demote(uow: UnitOfWork) -> None:
        uow.tx.execute(update(t.staff).values(role="teacher"))

    await bench.organisation.write(demote)
    await camille.press("Envoyer")
    assert camille.answer == NOT_YOURS
    assert await count(bench, "announcements") == 0


async def test_garbage_gets_neither_silence_nor_an_apology(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📣 Annonces", "Grève", SCHOOL, "Continuer")
    await _throw(camille)
    await camille.press("Retour", "Retour")
    for way in ("Information", SCHOOL, "Continuer", "Continuer", "lun. 30/11", "Continuer", "Continuer"):
        await _throw(camille)
        await camille.press(way)
    await _throw(camille)
    await camille.say("Bonjour")
    await _throw(camille)


async def test_what_is_not_in_a_list_is_not_opened(bench: Bench) -> None:
    await bench.build(booked)
    camille = await manager(bench)
    await camille.press("📣 Annonces")
    for state, press in ((Announcements.main, "a:999"), (Groups.list, "g:999"), (Groups.list, "g:x")):
        await camille.forge(press)
        assert camille.answer == "Cet écran avait changé\u00a0: le voici à jour."
        assert await camille.state() == state
        if state == Announcements.main:
            await camille.press("👥 Groupes")


async def test_a_long_announcement_is_cut_on_its_button_in_one_line(bench: Bench) -> None:
    await bench.build(booked)
    camille = await at_recap(bench, of="Information")
    await camille.press("Retour")
    await camille.say("Bonjour,\n\nle marché de Noël de l’école aura lieu vendredi dans la cour.")
    recap = camille.screen.message_id
    await press_on(camille, recap, "Envoyer", "Autres annonces")
    (name,) = (label for label in camille.labels(camille.chat.messages[recap]) if "Bonjour" in label)
    assert name == "📣 lun. 30/11 · Bonjour, le marché de Noël de l’école aura l…"


async def _throw(player: Player) -> None:
    """Forged presses of the keys of a screen, all at once: each is answered, and the screen stays."""
    state = await player.state()
    marks = {press.partition("\x1d")[0] for press in player.presses()}
    ids = {press.partition("\x1d")[2].partition(":")[0] for press in player.presses() if ":" in press}
    thrown = [player.put_press(f"{mark}\x1d{one}:{value}") for mark in marks for one in ids for value in GARBAGE]
    assert thrown
    await player.bench.settled()
    answers = [query.answer for query in thrown]
    assert not any(answer is None or "pas marché" in (answer.text or "") for answer in answers)
    assert await player.state() == state


async def _told(bench: Bench, family: Family) -> int:
    """An announcement to a family's first guardian; its id."""

    def tell(town: Town) -> int:
        author = town.manager("Alix Sorbier")
        announcement_id = town.add(
            t.announcements,
            key="told",
            kind=AnnouncementKind.GENERAL,
            staff_id=author.staff_id,
            created_at=NOW,
            text="Bonjour",
            facts={"schools": [family.school.id], "modes": {}},
            is_urgent=False,
            asks_reading=True,
        )
        town.add(
            t.outbox,
            kind="announcement",
            guardian_id=family.actor().guardian_id,
            announcement_id=announcement_id,
            priority=2,
            facts={"announcement_id": announcement_id},
            created_at=NOW,
            available_at=NOW + timedelta(days=9),
            expires_at=NOW + timedelta(days=10),
        )
        return announcement_id

    return int(await bench.build(tell))


async def test_an_announcement_is_read_days_later_and_twice_without_harm(bench: Bench) -> None:
    anne, family = await parent(bench)
    announcement_id = await _told(bench, family)
    pushed = await bench.push(anne, ("👁 J’ai lu", f"read:{announcement_id}"), ("📅 Planning", "open:planning"))
    bench.clock.advance(timedelta(days=5))
    for _ in range(2):
        message = anne.chat.messages[pushed]
        await anne.press_data(f"read:{announcement_id}", message)
        assert anne.answer == "Merci, c’est noté."
        assert anne.labels(anne.chat.messages[pushed]) == ["✓ Lu", "📅 Planning"]
    assert await count(bench, "announcement_reads") == 1
    assert await anne.state() == Home.main


async def test_a_press_is_thanked_before_its_button_is_ticked(bench: Bench) -> None:
    anne, family = await parent(bench)
    pressed = f"read:{await _told(bench, family)}"
    pushed, before = await bench.push(anne, ("👁 J’ai lu", pressed)), len(bench.calls)
    await anne.press_data(pressed, anne.chat.messages[pushed])
    assert [call.method for call in bench.calls[before:]] == ["answerCallbackQuery", "editMessageReplyMarkup"]


async def test_who_was_not_told_is_told_so_politely(bench: Bench) -> None:
    anne, family = await parent(bench)
    announcement_id = await _told(bench, family)
    jo = await bench.person((await bench.build(lambda town: town.family("Genêt").guardian("Jo"))).actor(), name="Jo")
    stranger = await bench.person()
    await stranger.say("/start")
    for somebody, data in ((jo, announcement_id), (stranger, announcement_id), (anne, 999), (anne, "x")):
        pushed = await bench.push(somebody, ("👁 J’ai lu", f"read:{data}"))
        await somebody.press_data(f"read:{data}", somebody.chat.messages[pushed])
        assert somebody.answer
        assert "pas marché" not in somebody.answer
    assert await count(bench, "announcement_reads") == 0


async def test_a_pushed_button_opens_the_requests_for_who_decides_and_closes_nothing_for_others(bench: Bench) -> None:
    await bench.build(booked)
    camille, claude = await manager(bench), await manager(bench, Town.teacher)
    for somebody in (camille, claude):
        pushed = await bench.push(somebody, ("📥 Demandes", "open:inbox"))
        await somebody.press_data("open:inbox", somebody.chat.messages[pushed])
    assert await camille.state() == Inbox.groups
    assert "1 demande à décider" in camille.text
    assert (claude.answer, await claude.state()) == (NOT_YOURS, Home.main)
    await camille.press("Retour")
    assert await camille.state() == Home.main
