"""What staff are told, in both languages, with the names and the numbers that make trouble."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from core.model.people import Role
from core.model.planning import AbsenceOutcome
from core.model.requests import PendingCount
from core.model.rosters import NamedRoster, Names, Presence, RosterChild, RosterFacts, RosterGroup, RosterSheet, Tally
from core.policy import preset
from core.usecases.digests import DigestFacts, LateAbsence, LateAbsenceFacts
from core.usecases.unmarked import UnmarkedClass, UnmarkedFacts
from locales import LOCALES, translator
from notifications.messages.digests import late_absence_message, validation_digest_message
from notifications.messages.frame import LENGTH_LIMIT, Stamp
from notifications.messages.rosters import roster_message, unmarked_message
from notifications.transport import Button, Message
from simulator.formatting import formatted_text
from tests.builders import OTHER_SCHOOL, SCHOOL, TRICKY_NAMES
from tests.clock import MONDAY, NOW, TUESDAY, paris

STAMP = Stamp(1234, NOW)
PEAUGRES = preset("peaugres")
EIGHT = paris("2026-11-30 08:00")
FOOT = "\n\nMessage nº 1234, mardi 24 novembre à 10 h"


def read(message: Message) -> str:
    """What a person reads; Telegram's own complaint where the HTML is not as it wants it."""
    return formatted_text(message.html, "HTML", None).text.replace("\u00a0", " ")


def group(class_name: str | None, school: str = SCHOOL, **tallies: Tally) -> RosterGroup:
    return RosterGroup(school, class_name, tallies)


GROUPS = (
    group("CM2", OTHER_SCHOOL, cantine=Tally(4)),
    group("CP", garderie_matin=Tally(3), cantine=Tally(12, pending=1, declared_absent=2, absent=1)),
    group(None, garderie_matin=Tally(), cantine=Tally(1)),
)


def roster(
    *groups: RosterGroup,
    role: Role = Role.CARER,
    names: Names = Names.NONE,
    sheets: tuple[RosterSheet, ...] = (),
    is_late: bool = False,
) -> RosterFacts:
    named = NamedRoster(MONDAY, sheets) if sheets else None
    return RosterFacts(MONDAY, role, EIGHT, is_late, groups, names, named, NOW)


def told(facts: RosterFacts, locale: str = "fr") -> Message:
    return roster_message(facts, STAMP, translator(locale), PEAUGRES)


def test_a_roster_counts_by_service_then_by_class() -> None:
    message = told(roster(*GROUPS, is_late=True))
    assert read(message) == (
        "📋 Fiche du jour : lundi 30 novembre\n"
        "⏰ En retard, prévue à 8 h\n"
        "\n"
        "🌅 Garderie du matin : 3\n"
        "🍽 Cantine : 17 (+1 en attente, dont 2 absences déclarées, 1 absent)\n"
        "\n"
        "🏫 Le Grand Pré\n"
        "CM2 : 🍽 4\n"
        "\n"
        "🏫 Les Tilleuls\n"
        "CP : 🌅 3, 🍽 12 (+1 en attente, dont 2 absences déclarées, 1 absent)\n"
        "Sans classe : 🍽 1" + FOOT
    )
    assert message.subject.replace("\u00a0", " ") == (
        "Fiche du lundi 30 novembre, en retard : Garderie du matin 3 et Cantine 17"
    )


def test_the_kitchen_reads_by_service_and_school() -> None:
    assert read(told(roster(*GROUPS, role=Role.KITCHEN))) == (
        "📋 Fiche du jour : lundi 30 novembre\n"
        "\n"
        "🌅 Garderie du matin : 3\n"
        "• Les Tilleuls : 3\n"
        "\n"
        "🍽 Cantine : 17 (+1 en attente, dont 2 absences déclarées, 1 absent)\n"
        "• Le Grand Pré : 4\n"
        "• Les Tilleuls : 13 (+1 en attente, dont 2 absences déclarées, 1 absent)" + FOOT
    )


@pytest.mark.parametrize("role", [Role.TEACHER, Role.KITCHEN])
def test_a_day_without_children_is_told_too(role: Role) -> None:
    message = told(roster(role=role))
    assert "Aucun enfant n’est inscrit." in read(message)
    assert message.subject.endswith("aucun enfant inscrit")
    assert message.attachments == ()


def test_whoever_may_read_names_is_told_where_they_are() -> None:
    sheet = RosterSheet(SCHOOL, "CP", ("cantine",), (RosterChild("Bruyère", "Lou", {"cantine": Presence.EXPECTED}),))
    attached = told(roster(*GROUPS, names=Names.ATTACHED, sheets=(sheet,)))
    assert [file.name for file in attached.attachments] == ["fiche-2026-11-30.pdf", "fiche-2026-11-30.xlsx"]
    assert [file.content[:4] for file in attached.attachments] == [b"%PDF", b"PK\x03\x04"]
    assert "jointe" in read(attached)
    assert "Bruyère" not in attached.html
    assert "par courriel" in read(told(roster(*GROUPS, names=Names.BY_EMAIL)))
    assert PEAUGRES.contact.phone in read(told(roster(*GROUPS, names=Names.NO_ADDRESS)))


@pytest.mark.parametrize(
    ("role", "names", "opens"),
    [
        (Role.CARER, Names.BY_EMAIL, ["open:attendance"]),
        (Role.CARER, Names.NONE, []),
        (Role.KITCHEN, Names.BY_EMAIL, []),
    ],
)
def test_a_roster_leads_whoever_marks_to_attendance_but_not_a_team(role: Role, names: Names, opens: list[str]) -> None:
    message = told(roster(*GROUPS, role=role, names=names))
    assert [button.callback_data for row in message.buttons for button in row] == opens


def test_a_repeated_roster_is_the_same_to_the_letter_files_included() -> None:
    sheet = RosterSheet(SCHOOL, "CP", ("cantine",), (RosterChild("Bruyère", "Lou", {"cantine": Presence.PENDING}),))
    facts = roster(*GROUPS, names=Names.ATTACHED, sheets=(sheet,))
    assert told(facts) == told(facts)


def test_missing_attendance_is_told_by_class() -> None:
    classes = UnmarkedClass(SCHOOL, "CP", 1, 12), UnmarkedClass(SCHOOL, None, 2, 2)
    message = unmarked_message(UnmarkedFacts("cantine", MONDAY, classes), STAMP, translator("fr"), PEAUGRES)
    assert read(message) == (
        "✏️ Pointage à faire : Cantine, lundi 30 novembre\n• CP (Les Tilleuls) : 1 sur 12\n"
        "• Sans classe (Les Tilleuls) : 2 sur 2" + FOOT
    )
    assert message.subject.endswith("Cantine, lundi 30 novembre, 3 enfants")
    assert [button.callback_data for row in message.buttons for button in row] == ["open:attendance"]


def late(last: str, first: str, *days: date, child_id: int = 1, **changes: object) -> LateAbsence:
    facts = {"school": SCHOOL, "class_name": "CP", "service_key": "cantine", "outcome": AbsenceOutcome.UNDECIDED}
    return LateAbsence(child_id, last, first, **{**facts, **changes}, days=days)  # type: ignore[arg-type]


def test_a_late_absence_says_who_from_what_when_and_what_it_costs_and_leads_to_the_requests() -> None:
    absences = (
        late("Bruyère", "Lou", MONDAY, TUESDAY),
        late("Bruyère", "Lou", MONDAY, service_key="garderie_soir", outcome=AbsenceOutcome.BILLED),
        late("Bruyère", "Noé", TUESDAY, child_id=2, class_name=None, outcome=AbsenceOutcome.EXCUSED),
    )
    message = late_absence_message(LateAbsenceFacts(absences), STAMP, translator("fr"), PEAUGRES)
    assert read(message) == (
        "🏠 Absence déclarée après l’heure limite\n"
        "\n"
        "🧒 Bruyère Lou, CP (Les Tilleuls)\n"
        "Cantine : lundi 30 novembre et mardi 1er décembre\n"
        "À vous de choisir : l’excuser ou la facturer.\n"
        "Garderie du soir : lundi 30 novembre\n"
        "Selon le motif : facturée.\n"
        "\n"
        "🧒 Bruyère Noé, Sans classe (Les Tilleuls)\n"
        "Cantine : mardi 1er décembre\n"
        "Selon le motif : excusée, rien à facturer." + FOOT
    )
    assert message.buttons == ((Button("📥 Demandes", "open:inbox"),),)
    assert message.subject.replace("\u00a0", " ") == (
        "Absence tardive : Bruyère Lou et 1 autre enfant, lundi 30 novembre"
    )


def pending(day: date, class_name: str | None, count: int, school: str = SCHOOL, undecided: int = 0) -> PendingCount:
    return PendingCount(day, 1, school, 1, class_name, count, undecided, 9)


def test_a_weekly_digest_counts_by_day_school_and_class() -> None:
    counts = (
        pending(MONDAY, "CP", 3, OTHER_SCHOOL),
        pending(MONDAY, "CE2", 2),
        pending(MONDAY, None, 1, undecided=1),
        pending(TUESDAY, "CP", 4),
    )
    message = validation_digest_message(DigestFacts(None, EIGHT, True, counts), STAMP, translator("fr"), PEAUGRES)
    assert read(message) == (
        "📥 10 demandes à décider\n"
        "⏰ En retard, prévu lundi 30 novembre à 8 h\n"
        "dont 1 absence tardive à excuser ou à facturer\n"
        "\n"
        "▸ lundi 30 novembre : 6\n"
        "Le Grand Pré : CP 3\n"
        "Les Tilleuls : CE2 2, Sans classe 1\n"
        "\n"
        "▸ mardi 1er décembre : 4\n"
        "Les Tilleuls : CP 4" + FOOT
    )
    assert message.buttons == ((Button("📥 Demandes", "open:inbox"),),)
    assert message.subject.replace("\u00a0", " ") == "Cantine : 10 demandes à décider"


def test_a_digest_of_the_next_day_names_it() -> None:
    facts = DigestFacts(TUESDAY, EIGHT, False, (pending(TUESDAY, "CP", 1),))
    message = validation_digest_message(facts, STAMP, translator("fr"), PEAUGRES)
    assert read(message).startswith("📥 1 demande attend encore pour mardi 1er décembre\n\n▸")
    assert message.subject.endswith("1 demande attend encore pour mardi 1er décembre")


def crowded(name: str, locale: str) -> dict[str, Callable[[], Message]]:
    """Every message at its longest, with a name that makes trouble in every place of one."""
    words = translator(locale)
    groups = [group(f"{name} {n}", name, cantine=Tally(12, 1, 1, 1), garderie_soir=Tally(5)) for n in range(99)]
    schools = [group("CP", f"{name} {n}", cantine=Tally(1)) for n in range(400)]
    unmarked = tuple(UnmarkedClass(name, f"{name} {n}", 1, 2) for n in range(200))
    week = [MONDAY + timedelta(days=n) for n in range(40)]
    absences = tuple(late(name, name, *week, child_id=n, school=name, class_name=name) for n in range(30))
    counts = tuple(pending(day, f"{name} {n}", 2, name) for day in week for n in range(9))
    return {
        "roster": lambda: told(roster(*groups), locale),
        "kitchen": lambda: told(roster(*schools, role=Role.KITCHEN), locale),
        "unmarked": lambda: unmarked_message(UnmarkedFacts("gone", MONDAY, unmarked), STAMP, words, PEAUGRES),
        "late absence": lambda: late_absence_message(LateAbsenceFacts(absences), STAMP, words, PEAUGRES),
        "digest": lambda: validation_digest_message(DigestFacts(None, EIGHT, False, counts), STAMP, words, PEAUGRES),
    }


@pytest.mark.parametrize("name", [*TRICKY_NAMES, "x" * 80])
@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_is_ever_too_long_or_malformed_and_each_says_what_is_left_out(name: str, locale: str) -> None:
    for write in crowded(name, locale).values():
        message = write()
        assert len(message.html.encode("utf-16-le")) // 2 <= LENGTH_LIMIT
        text = read(message)
        assert name in text
        assert "\n… " in text
        assert "1234" in text.splitlines()[-1]
        assert message.subject
        assert "\n" not in message.subject
