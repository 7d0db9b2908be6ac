"""Announcements, and how they go out, as people read them in both languages."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.model.announcements import LONGEST_TEXT, Report, Unreached
from core.model.notices import AnnouncementKind, StrikeMode
from core.model.terms import Label
from core.policy import preset
from core.usecases.announced import AnnouncementFacts, ChildNews, Document, ProgressFacts, SchoolNews
from locales import LOCALES, translator
from notifications.messages.announcements import announcement_message, progress_message
from notifications.messages.frame import Stamp
from notifications.transport import Attachment, Message
from simulator.formatting import formatted_text
from tests.builders import TRICKY_NAMES
from tests.clock import FRIDAY, MONDAY, NOW, TUESDAY

STAMP = Stamp(1234, NOW)
PEAUGRES = preset("peaugres")
CANTEEN, EVENING = Label(fr="Cantine", en="Canteen"), Label(fr="Garderie du soir", en="Evening care")
CLOSURE, STRIKE, GENERAL, REOPENING = AnnouncementKind
LOU = ChildNews(1, "Lou", ((CANTEEN, (MONDAY, TUESDAY)), (EVENING, (MONDAY,))), ())


def announcement(kind: AnnouncementKind = CLOSURE, **changes: Any) -> AnnouncementFacts:
    """To a family of one school, without words, unless said otherwise."""
    days = {"first_day": None, "last_day": None} if kind is GENERAL else {"first_day": MONDAY, "last_day": TUESDAY}
    facts: dict[str, Any] = {
        "id": 7,
        "kind": kind,
        "is_for_family": True,
        "text": "",
        "is_everywhere": False,
        "schools": (SchoolNews("Les Tilleuls", None),),
        "services": (),
        **days,
    }
    return AnnouncementFacts(**facts | changes)


def told(facts: AnnouncementFacts, locale: str = "fr") -> Message:
    return announcement_message(facts, STAMP, translator(locale), PEAUGRES)


def read(message: Message) -> str:
    """What a person reads; Telegram's own complaint where the HTML is not as it wants it."""
    return formatted_text(message.html, "HTML", None).text.replace("\u00a0", " ").replace("\u202f", " ")


def keys(message: Message) -> list[str]:
    return [button.callback_data for row in message.buttons for button in row]


def test_a_closure_says_what_is_cancelled_for_each_child() -> None:
    facts = announcement(
        text="Panne de chauffage.", children=(LOU,), bookings=3, requests=1, services=(CANTEEN, EVENING)
    )
    message = told(facts)
    assert read(message) == (
        "🚫 Fermeture du 30 novembre au 1er décembre\n"
        "🏫 Les Tilleuls\n"
        "Services concernés : Cantine et Garderie du soir\n"
        "\n"
        "Panne de chauffage.\n"
        "\n"
        "3 réservations annulées, non facturées.\n"
        "1 demande en attente est close.\n"
        "❌ Lou, Cantine : lun. 30/11 et mar. 1/12\n"
        "❌ Lou, Garderie du soir : lun. 30/11\n"
        "\n"
        "Message nº 1234, mardi 24 novembre à 10 h"
    )
    assert message.subject == "Cantine : fermeture du 30 novembre au 1er décembre, Les Tilleuls".replace(
        " :", "\u00a0:"
    )
    assert keys(message) == ["open:planning"]


def test_on_strike_each_school_says_what_it_does() -> None:
    modes = [SchoolNews(f"École {mode}", mode) for mode in StrikeMode]
    few = read(told(announcement(STRIKE, schools=tuple(modes[:2]), first_day=TUESDAY)))
    assert few.startswith("✊ Grève le mardi 1er décembre\n✅ École normal : accueil normal\n🥪 École picnic")
    many = read(told(announcement(STRIKE, schools=tuple(modes), is_for_family=False, is_everywhere=True)))
    assert "🏫 toutes les écoles\n" in many
    assert "\n🚫 École closed : pas d’accueil\n" in many


def test_a_reopening_says_what_is_restored_and_what_is_not() -> None:
    restored = ChildNews(1, "Lou", (), ((CANTEEN, (MONDAY,)),))
    lost = ChildNews(2, "Noé", ((CANTEEN, (MONDAY,)),), ())
    text = read(told(announcement(REOPENING, children=(restored, lost), bookings=1, requests=2)))
    assert "1 réservation rétablie.\n2 demandes de nouveau en attente de réponse.\n✅ Lou, Cantine" in text
    assert "❌ Noé, Cantine : lun. 30/11\nCe qui est marqué ❌" in text


def test_what_asks_to_be_read_has_a_button_for_it_in_families_chats_alone() -> None:
    assert keys(told(announcement(GENERAL, text="Fête", asks_reading=True))) == ["read:7", "open:planning"]
    assert keys(told(announcement(GENERAL, text="Fête", asks_reading=True, is_for_family=False))) == []
    sample = told(announcement(GENERAL, text="Fête", asks_reading=True, id=None))
    assert keys(sample) == []
    assert read(sample).startswith("👁 Exemple")


def test_a_document_follows_the_message() -> None:
    message = told(announcement(GENERAL, text="Menu", document=Document("menu.pdf", "application/pdf", b"%PDF")))
    assert message.attachments == (Attachment("menu.pdf", "application/pdf", b"%PDF"),)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", AnnouncementKind)
def test_the_longest_announcement_fits_and_the_authors_words_are_whole(kind: AnnouncementKind, locale: str) -> None:
    words = "🦊" * (LONGEST_TEXT - 4) + "<&>."
    days = tuple(MONDAY + timedelta(days=count) for count in range(60))
    children = tuple(
        ChildNews(number, name, ((CANTEEN, days), (EVENING, days[:7])), ((CANTEEN, days[:1]),))
        for number, name in enumerate(TRICKY_NAMES * 4)
    )
    schools = tuple(SchoolNews("É" * 120, mode) for mode in StrikeMode)
    facts = announcement(kind, text=words, children=children, schools=schools, bookings=9, services=(CANTEEN, EVENING))
    text = formatted_text(told(facts, locale).html, "HTML", None).text
    assert words in text
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    assert "1234" in text.splitlines()[-1]


# --- how it goes out


def report(**changes: Any) -> Report:
    counts = {"total": 200, "delivered": 90, "by_email": 12, "failed": 8, "waiting": 100, "unknown": 2, "reads": 5}
    rest = {"seconds_left": 95, "not_reached": (), "is_over": False}
    return Report(**{**counts, **rest, **changes})


def progress(going: Report, first: date | None = FRIDAY, **changes: Any) -> Message:
    facts: dict[str, Any] = {"kind": CLOSURE, "first_day": first, "last_day": first, "is_everywhere": True}
    facts |= {"schools": ("Les Tilleuls", "Le Grand Pré"), "bookings": 40, "requests": 1, "asks_reading": True}
    return progress_message(ProgressFacts(**facts | changes, report=going), STAMP, translator("fr"), PEAUGRES)


def test_the_author_sees_how_far_it_is() -> None:
    assert read(progress(report())) == (
        "🚫 Fermeture le vendredi 4 décembre\n"
        "🏫 toutes les écoles\n"
        "40 réservations annulées, non facturées.\n"
        "1 demande en attente est close.\n"
        "\n"
        "📤 Envoi en cours\n"
        "▰▰▰▰▰▱▱▱▱▱ 50 %\n"
        "✅ 90 destinataires prévenus\n"
        "✉️ dont 12 par courriel\n"
        "⏳ 100 en attente\n"
        "⏱ encore 2 min environ\n"
        "❌ 8 non joints\n"
        "❔ 2 envois dont l’arrivée n’est pas sûre\n"
        "👍 5 personnes ont lu\n"
        "\n"
        "Message nº 1234, mardi 24 novembre à 10 h"
    )
    assert "⏱ encore moins d’une minute" in read(progress(report(seconds_left=59)))


def test_at_the_end_the_author_reads_whom_to_call() -> None:
    people = (Unreached("Anne D’Alès & fils", "06 00 00 00 01", "Bruyère"), Unreached("Tom Callune", "", "Callune"))
    over = report(waiting=0, seconds_left=None, is_over=True, not_reached=people)
    text = read(progress(over, bookings=0, requests=0, asks_reading=False))
    assert "✅ Envoi terminé" in text
    assert "📞 À appeler\nAnne D’Alès & fils (Bruyère) : 06 00 00 00 01\nTom Callune (Callune)\n" in text
    assert "… et 6 autres, dans « 📣 Annonces »." in text
    assert "▰" not in text
    crowd = tuple(Unreached("N" * 160, "0" * 40, "F" * 120) for _ in range(30))
    long = progress(report(waiting=0, failed=30, is_over=True, not_reached=crowd))
    assert len(read(long)) <= 4096
    assert "autres lignes" in read(long)


def test_what_was_for_nobody_is_over() -> None:
    nothing = report(total=0, delivered=0, by_email=0, failed=0, waiting=0, unknown=0, seconds_left=None, is_over=True)
    assert "✅ 0 destinataire" in read(progress(nothing))
