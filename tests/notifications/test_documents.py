"""The lists as files, opened by programs that did not write them."""

import re
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader

from core.model.rosters import NamedRoster, Presence, RosterChild, RosterSheet
from core.policy import preset
from locales import translator
from notifications.documents.document import of_roster
from notifications.documents.pdf import drawn_pdf
from notifications.documents.xlsx import drawn_xlsx
from tests.builders import OTHER_SCHOOL, SCHOOL, TRICKY_NAMES
from tests.clock import MONDAY, NOW

PEAUGRES = preset("peaugres")
KEYS = ("garderie_matin", "cantine", "garderie_soir")
EXPECTED, PENDING, DECLARED_ABSENT, ABSENT = Presence


def child(last_name: str, first_name: str = "Lou", **presences: Presence) -> RosterChild:
    return RosterChild(last_name, first_name, presences or {"cantine": EXPECTED})


def sheet(*children: RosterChild, school: str = SCHOOL, class_name: str | None = "CP") -> RosterSheet:
    return RosterSheet(school, class_name, KEYS, children)


def pages(*sheets: RosterSheet, locale: str = "fr") -> list[str]:
    """What is printed on each page."""
    content = drawn_pdf(of_roster(NamedRoster(MONDAY, sheets), translator(locale), PEAUGRES, NOW))
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(content)).pages]


def book(*sheets: RosterSheet, locale: str = "fr") -> Workbook:
    content = drawn_xlsx(of_roster(NamedRoster(MONDAY, sheets), translator(locale), PEAUGRES, NOW))
    return load_workbook(BytesIO(content))


EVERY_STATE = sheet(
    child("Bruyère", "Lou", garderie_matin=EXPECTED, cantine=PENDING),
    child("Callune", "Tom", cantine=DECLARED_ABSENT, garderie_soir=ABSENT),
)


def test_on_paper_each_child_has_a_line_and_each_service_a_column() -> None:
    (page,) = pages(EVERY_STATE)
    assert page.splitlines() == [
        "Les Tilleuls · CP",
        "Fiche navette du lundi 30 novembre 2026",
        "Nom Prénom Garderie du matin Cantine Garderie du soir",
        "Bruyère Lou × ?",
        "Callune Tom (×) –",
        "Total 1 1 0",
        "× inscrit · (×) inscrit, absence déclarée · ? demande en attente · – absent",
        "Établi le mardi 24 novembre à 10 h 1/1",
    ]


def test_each_class_has_its_own_pages_which_say_which_they_are_and_of_how_many() -> None:
    long = sheet(*(child(f"Nom{number:03}") for number in range(100)), school=OTHER_SCHOOL, class_name=None)
    first, *rest = pages(EVERY_STATE, long)
    assert first.startswith("Les Tilleuls · CP\n")
    assert len(rest) == 3
    for number, page in enumerate(rest, start=2):
        assert page.startswith("Le Grand Pré · Sans classe\nFiche navette du lundi 30 novembre 2026\nNom Prénom ")
        assert page.endswith(f"{number}/4")
    assert re.findall(r"Nom\d{3}", "".join(rest)) == [f"Nom{number:03}" for number in range(100)]


PRINTED = {name: name.replace("🦊", "◊") for name in TRICKY_NAMES} | {
    "ﬁnette œuvrard": "ﬁnette œuvrard",
    "e\u0301lan\tÉ": "élan É",
    "李": "◊",
    "a\x07b\u200d\ufe0f": "ab",
}


def test_a_name_is_printed_as_the_font_can() -> None:
    (page,) = pages(sheet(*map(child, PRINTED)))
    assert page.splitlines()[3:-3] == [f"{printed} Lou ×" for printed in PRINTED.values()]


def test_a_very_long_name_takes_more_lines_and_loses_nothing() -> None:
    names = "Très-long " * 12, "x" * 160
    (page,) = pages(sheet(*map(child, names), child("Suivante")))
    assert all(name.replace(" ", "") in re.sub(r"\s", "", page) for name in names)
    assert "Suivante Lou ×" in page


def test_in_the_workbook_cells_are_what_they_are() -> None:
    listed, totals = book(EVERY_STATE, sheet(child("Sorel"), school=OTHER_SCHOOL, class_name=None))
    day = datetime(2026, 11, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert [[cell.value for cell in row] for row in listed] == [
        ["Date", "École", "Classe", "Nom", "Prénom", "Garderie du matin", "Cantine", "Garderie du soir"],
        [day, SCHOOL, "CP", "Bruyère", "Lou", 1, "en attente", None],
        [day, SCHOOL, "CP", "Callune", "Tom", None, "absence déclarée", "absent"],
        [day, OTHER_SCHOOL, "Sans classe", "Sorel", "Lou", None, 1, None],
    ]
    assert [[cell.value for cell in row] for row in totals] == [
        ["Date", "École", "Classe", "Garderie du matin", "Cantine", "Garderie du soir"],
        [day, SCHOOL, "CP", 1, 1, 0],
        [day, OTHER_SCHOOL, "Sans classe", 0, 1, 0],
    ]
    assert listed["A2"].is_date
    assert listed.freeze_panes == totals.freeze_panes == "A2"
    assert listed.column_dimensions["D"].width > 20


def test_in_the_workbook_a_name_is_text_whatever_it_begins_with() -> None:
    names = [*TRICKY_NAMES, "https://example.org", "+33", "@A1", "x" * 80]
    cells = [row[3] for row in book(sheet(*map(child, names)))["Liste"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(name, "s", None) for name in names]


@pytest.mark.parametrize(("locale", "count"), [("fr", 0), ("en", 400)])
def test_any_number_of_children_has_a_list_the_same_each_time(locale: str, count: int) -> None:
    children = [child(f"Nom{number:03}") for number in range(count)]
    assert len(re.findall(r"Nom\d{3}", "".join(pages(sheet(*children), locale=locale)))) == count
    assert book(sheet(*children), locale=locale).worksheets[0].max_row == count + 1
    roster = NamedRoster(MONDAY, (sheet(*children),))
    document = of_roster(roster, translator(locale), PEAUGRES, NOW)
    for draw in (drawn_pdf, drawn_xlsx):
        assert draw(document) == draw(document)
