"""What a report comes with, and what families are told that the service changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.model.operations import ChangedChild, OperationKind, PlanningChangedFacts
from core.model.policy import Rate
from core.model.reports import (
    Column,
    ColumnKind,
    FileFormat,
    Report,
    ReportKind,
    ReportOrder,
    ReportSheet,
    Way,
    WeekGlance,
)
from core.model.terms import Label
from core.policy import preset
from locales import LOCALES, translator
from notifications.messages.changes import changed_message
from notifications.messages.frame import LENGTH_LIMIT, Stamp
from notifications.messages.reports import report_message
from notifications.transport import Button, Message
from simulator.formatting import formatted_text
from tests.builders import OTHER_SCHOOL, SCHOOL, TRICKY_NAMES
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, TUESDAY

STAMP = Stamp(1234, NOW)
PEAUGRES = preset("peaugres")
FOOT = "\n\nMessage nº 1234, mardi 24 novembre à 10 h"
CHILD = (Column(ColumnKind.NAME, "child"),)
ORDER = ReportOrder(ReportKind.PRESENCES, MONDAY, FRIDAY, FileFormat.CSV, Way.CHAT)


def read(message: Message) -> str:
    """What a person reads; Telegram's own complaint where the HTML is not as it wants it."""
    return formatted_text(message.html, "HTML", None).text.replace("\u00a0", " ").replace("\u202f", " ")


def sheet(class_name: str | None, *names: str, school: str = SCHOOL) -> ReportSheet:
    return ReportSheet(school, class_name, True, CHILD, tuple((name,) for name in names))


def told(*sheets: ReportSheet, order: ReportOrder = ORDER) -> Message:
    return report_message(Report(order, sheets, None, "Claire <Morel>", NOW), STAMP, translator("fr"), PEAUGRES)


def test_a_report_says_what_it_is_and_names_no_child() -> None:
    message = told(sheet("CE1", "Bruyère Lou", "Callune Tom"))
    assert read(message) == (
        "📄 État des présences des enfants\n"
        "🗓 Du 30 novembre au 4 décembre 2026\n"
        "🏫 Les Tilleuls · CE1\n"
        "2 lignes\n"
        "\n"
        "Tiré le mardi 24 novembre à 10 h par Claire <Morel>" + FOOT
    )
    assert message.subject == "État des présences des enfants, du 30 novembre au 4 décembre 2026"
    (file,) = message.attachments
    assert file.name == "presences-CE1-2026-11-30-2026-12-04.csv"
    assert "Bruyère Lou" in file.content.decode()


@pytest.mark.parametrize(
    ("sheets", "lines"),
    [
        ((sheet("CP", "a"), sheet(None, "b")), ["🏫 Les Tilleuls, 2 classes", "2 lignes"]),
        ((sheet("CP", "a"), sheet("CP", school=OTHER_SCHOOL)), ["🏫 2 écoles", "1 ligne"]),
        ((sheet(None),), ["🏫 Les Tilleuls · Sans classe", "Aucune ligne : il n’y a rien à lister."]),
        ((), ["Aucune ligne : il n’y a rien à lister."]),
    ],
)
def test_a_report_says_of_what_it_is(sheets: tuple[ReportSheet, ...], lines: list[str]) -> None:
    assert read(told(*sheets)).splitlines()[2:-4] == lines


def test_a_report_says_what_it_was_narrowed_to() -> None:
    rates = (Rate(key="t1", label=Label(fr="Quotient < 500", en="Quotient < 500"), price=Decimal("1.20")),)
    canteen = PEAUGRES.service("cantine").model_copy(update={"rates": rates})
    policy = PEAUGRES.model_copy(update={"services": (canteen,)})
    order = replace(ORDER, kind=ReportKind.PRESENCES_DETAILED, service_keys=frozenset({"cantine"}), rate_key="t1")
    report = Report(order, (), None, "Claire Morel", NOW)
    message = report_message(report, STAMP, translator("fr"), policy)
    assert "🔎 Cantine, tarif « Quotient < 500 »" in read(message)
    assert message.subject == (
        "État détaillé des présences des enfants d’un contrat (Cantine, Quotient < 500), "
        "du 30 novembre au 4 décembre 2026"
    )
    both = told(order=replace(ORDER, service_keys=frozenset({"cantine", "garderie_soir"})))
    assert "🔎 Cantine et Garderie du soir" in read(both)


def test_a_report_of_a_school_year_says_which() -> None:
    order = replace(ORDER, kind=ReportKind.PUPILS, first_day=date(2026, 8, 1), last_day=date(2027, 7, 31))
    message = told(sheet("CP", "a"), order=order)
    assert message.subject == "Liste des élèves par classe, année scolaire 2026-2027"
    assert "🗓 Année scolaire 2026-2027" in read(message)


def test_a_week_comes_as_a_picture() -> None:
    order = ReportOrder(ReportKind.WEEK, THIS_MONDAY, THIS_MONDAY + timedelta(days=4), FileFormat.PNG, Way.CHAT)
    glance = WeekGlance(THIS_MONDAY, SCHOOL, ("cantine",), (), ())
    message = report_message(Report(order, (), glance, "Claire Morel", NOW), STAMP, translator("fr"), PEAUGRES)
    assert read(message).splitlines()[:3] == [
        "📄 La semaine en image",
        "🗓 Du 23 au 27 novembre 2026",
        "🏫 Les Tilleuls",
    ]
    assert [file.media_type for file in message.attachments] == ["image/png"]


# --- what the service changed

TERM = tuple(
    day
    for day in (date(2027, 1, 4) + timedelta(days=count) for count in range(180))
    if day.isoweekday() in {1, 2} and day < date(2027, 4, 1)
)


def changed(kind: OperationKind, *children: ChangedChild, undone: bool = False, locale: str = "fr") -> Message:
    return changed_message(PlanningChangedFacts(kind, undone, children), STAMP, translator(locale), PEAUGRES)


def test_many_days_are_counted_by_weekday_and_few_are_named() -> None:
    message = changed(
        OperationKind.BOOK,
        ChangedChild(1, "Léa", "cantine", TERM),
        ChangedChild(1, "Léa", "garderie_soir", (MONDAY, TUESDAY, FRIDAY)),
        ChangedChild(2, "<Tom>", "cantine", (TUESDAY,)),
    )
    assert read(message) == (
        "📅 Le service a réservé pour Léa et <Tom>\n"
        "\n"
        "🧒 Léa\n"
        "✅ Cantine : 13 lundis et 13 mardis, du 4 janvier au 30 mars\n"
        "✅ Garderie du soir : lun. 30/11, mar. 1/12 et ven. 4/12\n"
        "\n"
        "🧒 <Tom>\n"
        "✅ Cantine : mardi 1er décembre\n"
        "\n"
        "Une question ? Le service vous répond au 04 75 34 80 74.\n" + FOOT[1:]
    )
    assert message.subject.replace("\u00a0", " ") == "Cantine : le service a réservé pour Léa et <Tom>"
    assert message.buttons == ((Button("📅 Planning", "open:planning"),),)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("kind", "undone", "sign"),
    [
        (OperationKind.BOOK, False, "✅"),
        (OperationKind.BOOK, True, "❌"),
        (OperationKind.REMOVE, False, "❌"),
        (OperationKind.REMOVE, True, "✅"),
        (OperationKind.ENROL, False, "✅"),
        (OperationKind.ENROL, True, "❌"),
    ],
)
def test_what_is_given_and_what_is_taken_away_look_different(
    kind: OperationKind, undone: bool, sign: str, locale: str
) -> None:
    days = () if kind is OperationKind.ENROL else (MONDAY,)
    message = changed(kind, ChangedChild(1, "Léa", "cantine", days), undone=undone, locale=locale)
    (line,) = [line for line in read(message).splitlines() if line.startswith(("✅", "❌"))]
    assert line.startswith(sign)


def test_a_family_of_many_children_is_told_in_one_message() -> None:
    children = [
        ChangedChild(number, f"{TRICKY_NAMES[number % 6]} {number}", key, TERM)
        for number in range(40)
        for key in ("cantine", "garderie_soir")
    ]
    message = changed(OperationKind.BOOK, *children)
    assert len(message.html) <= LENGTH_LIMIT
    assert len(message.subject) <= 150
    assert "autres lignes, à voir dans le planning" in read(message)
    assert read(message).endswith(FOOT)
