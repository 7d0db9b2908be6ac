"""A reminder, as it is read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model.terms import Label
from core.policy import preset
from core.usecases.reminding import ReminderFacts, UnbookedChild
from locales import LOCALES, translator
from notifications.messages.frame import LENGTH_LIMIT, Stamp
from notifications.messages.reminders import reminder_message
from notifications.transport import Message
from simulator.formatting import formatted_text
from tests.builders import TRICKY_NAMES
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY, paris

CANTEEN, CARE = Label(fr="Cantine", en="Canteen"), Label(fr="Garderie du soir", en="Evening care")
DAYS = (MONDAY, TUESDAY, THURSDAY, FRIDAY)
LOU = UnbookedChild("Lou", ((CANTEEN, DAYS), (CARE, DAYS)))
FACTS = ReminderFacts(paris("2026-11-27 00:00"), MONDAY, FRIDAY, (LOU,), 0)


def told(facts: ReminderFacts, locale: str = "fr") -> Message:
    return reminder_message(facts, Stamp(1234, NOW), translator(locale), preset("peaugres"))


def read(message: Message) -> str:
    return formatted_text(message.html, "HTML", None).text


def presses(message: Message) -> list[str]:
    return [button.callback_data for row in message.buttons for button in row]


def test_a_reminder_says_until_when_for_whom_and_which_days() -> None:
    noe = UnbookedChild("Noé", ((CANTEEN, (MONDAY, FRIDAY)), (CARE, (MONDAY,))))
    message = told(replace(FACTS, children=(LOU, noe), drafted=4))
    assert read(message).replace("\u00a0", " ") == (
        "⏰ Réservez avant jeudi 26 novembre à 23 h 59\n"
        "Pour les jours du 30 novembre au 4 décembre\n"
        "\n"
        "✏️ Vous avez préparé 4 choix, pas encore envoyés.\n"
        "\n"
        "Rien n’est réservé pour :\n"
        "\n"
        "🧒 Lou\n"
        "Cantine et Garderie du soir : lun. 30/11, mar. 1/12, jeu. 3/12 et ven. 4/12\n"
        "\n"
        "🧒 Noé\n"
        "Cantine : lun. 30/11 et ven. 4/12\n"
        "Garderie du soir : lun. 30/11\n"
        "\n"
        "Message nº 1234, mardi 24 novembre à 10 h"
    )
    assert message.subject.replace("\u00a0", " ") == "Cantine : réservez avant jeudi 26 novembre à 23 h 59"
    assert message.is_optional


def test_a_deadline_for_one_day_names_the_day() -> None:
    assert "Pour mardi 1er décembre\n" in read(told(replace(FACTS, first_day=TUESDAY, last_day=TUESDAY)))


@pytest.mark.parametrize(
    ("children", "drafted", "wishes"),
    [
        ((LOU,), 0, ["same:20261130", "book:20261130", "week:20261206", "never"]),
        ((), 2, ["recap", "book:20261130", "week:20261206", "never"]),
        ((LOU,), 1, ["recap", "same:20261130", "book:20261130", "week:20261206", "never"]),
    ],
)
def test_the_buttons_do_what_is_left_to_do(
    children: tuple[UnbookedChild, ...], drafted: int, wishes: list[str]
) -> None:
    """For the week, even where the deadline governs the end of it alone."""
    facts = replace(FACTS, first_day=THURSDAY, children=children, drafted=drafted)
    message = told(facts)
    assert presses(message) == [f"remind:{wish}" for wish in wishes]
    assert ("Rien n’est réservé" in message.html) is bool(children)
    assert ("pas encore envoyé" in message.html) is bool(drafted)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", TRICKY_NAMES)
def test_names_are_shown_as_they_are_written(name: str, locale: str) -> None:
    assert name in read(told(replace(FACTS, children=(replace(LOU, first_name=name),)), locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("days", [1, 400])
def test_however_many_children_and_days_there_are_it_fits(locale: str, days: int) -> None:
    many: tuple[date, ...] = tuple(MONDAY + timedelta(days=count) for count in range(days))
    children = tuple(UnbookedChild(f"<&> {rank} " * 8, ((CANTEEN, many), (CARE, DAYS))) for rank in range(60))
    message = told(replace(FACTS, children=children, drafted=99), locale)
    assert len(message.html.encode("utf-16-le")) // 2 <= LENGTH_LIMIT
    shown = read(message).count("🧒")
    assert {"fr": f"… et {60 - shown} autres enfants", "en": f"… and {60 - shown} other children"}[locale] in read(
        message
    )
    assert all(len(press.encode()) <= 64 for press in presses(message))
