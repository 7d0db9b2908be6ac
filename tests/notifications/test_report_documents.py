"""Reports as files, opened by programs that did not write them and held against the facts."""

import csv
import re
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader

from core.model.attendance import AttendanceState
from core.model.reports import (
    Column,
    ColumnKind,
    FileFormat,
    Report,
    ReportKind,
    ReportOrder,
    ReportSheet,
    Value,
    Way,
)
from core.model.rosters import Presence
from core.policy import preset
from core.usecases.billing import COLUMNS as BILLED
from core.usecases.reports.columns import Head
from locales import LOCALES, translator
from notifications.documents import CSV, PDF, XLSX, report_file
from notifications.documents.widths import Measure, laid_out
from notifications.documents.words import file_name, heads, slug, title
from notifications.transport import Attachment
from tests.builders import OTHER_SCHOOL, SCHOOL, TRICKY_NAMES
from tests.clock import MONDAY, NOW

PEAUGRES = preset("peaugres")
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)
DAYS = tuple(DECEMBER[0] + timedelta(days=count) for count in range(31))
CHILD = Column(ColumnKind.NAME, Head.CHILD)
Row = tuple[Value, ...]


def sheet(
    columns: tuple[Column, ...],
    *rows: Row,
    totals: Row | None = None,
    school: str = SCHOOL,
    class_name: str | None = "CE1",
    is_class: bool = True,
) -> ReportSheet:
    return ReportSheet(school, class_name, is_class, columns, rows, totals)


def report(
    *sheets: ReportSheet,
    kind: ReportKind = ReportKind.PRESENCES,
    file_format: FileFormat = FileFormat.PDF,
    days: tuple[date, date] = DECEMBER,
) -> Report:
    return Report(ReportOrder(kind, *days, file_format, Way.EMAIL), sheets, None, "Claire Morel", NOW)


def file(facts: Report, locale: str = "fr") -> Attachment:
    return report_file(facts, translator(locale), PEAUGRES)


def pages(*sheets: ReportSheet) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file(report(*sheets)).content)).pages]


def book(*sheets: ReportSheet, days: tuple[date, date] = DECEMBER) -> Workbook:
    return load_workbook(BytesIO(file(report(*sheets, file_format=FileFormat.XLSX, days=days)).content))


def rows_of(name: str, workbook: Workbook) -> list[list[object]]:
    return [[cell.value for cell in row] for row in workbook[name]]


def table(*sheets: ReportSheet, kind: ReportKind = ReportKind.PRESENCES, locale: str = "fr") -> list[list[str]]:
    content = file(report(*sheets, kind=kind, file_format=FileFormat.CSV), locale).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def month(children: int, name: str = "Bruyère Louise") -> ReportSheet:
    """A class over a month: a state a day, and what it comes to."""
    columns = CHILD, *(Column(ColumnKind.STATE, day=day) for day in DAYS), Column(ColumnKind.COUNT, Head.PRESENT)
    states = (*AttendanceState, None)
    rows = [
        (f"{name} {number:03}", *(states[(number + day.day) % 7] for day in DAYS), number) for number in range(children)
    ]
    return sheet(columns, *rows, totals=(None, *(children for _ in DAYS), sum(range(children))))


MINUTE = Column(ColumnKind.MINUTES, Head.STAY)
TYPED = (
    CHILD,
    Column(ColumnKind.DAY, Head.BIRTH_DATE),
    Column(ColumnKind.TEXT, Head.SERVICE),
    Column(ColumnKind.COUNT, Head.BOOKED),
    Column(ColumnKind.CLOCK, Head.ARRIVED),
    MINUTE,
    Column(ColumnKind.AMOUNT, "amount"),
    Column(ColumnKind.PRESENCE, service_key="cantine", day=MONDAY),
    Column(ColumnKind.STATE, Head.STATE),
    Column(ColumnKind.BLANK, service_key="garderie_soir"),
)
TYPED_ROW: Row = (
    "Bruyère Louise",
    date(2019, 5, 1),
    "cantine",
    12,
    16 * 60 + 35,
    65,
    Decimal("1254.50"),
    Presence.EXPECTED,
    AttendanceState.ABSENT_BILLED,
    None,
)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_report_and_every_column_has_its_words(locale: str) -> None:
    words = translator(locale)
    columns = *(Column(ColumnKind.TEXT, head) for head in Head), *BILLED
    assert all(" ".join(heads(column, words, PEAUGRES)) for column in columns)
    assert all(title(ReportOrder(kind, *DECEMBER, FileFormat.PDF, Way.CHAT), words, PEAUGRES) for kind in ReportKind)


@pytest.mark.parametrize(
    ("days", "when", "part"),
    [
        (DECEMBER, "décembre 2026", "2026-12"),
        ((MONDAY, MONDAY), "le lundi 30 novembre 2026", "2026-11-30"),
        ((MONDAY, date(2026, 12, 4)), "du 30 novembre au 4 décembre 2026", "2026-11-30-2026-12-04"),
        ((date(2026, 8, 1), date(2027, 7, 31)), "année scolaire 2026-2027", "2026-2027"),
        ((date(2026, 9, 1), date(2027, 7, 3)), "du 01/09/2026 au 03/07/2027", "2026-09-01-2027-07-03"),
    ],
)
def test_a_report_says_of_when_it_is_and_so_does_its_file(days: tuple[date, date], when: str, part: str) -> None:
    facts = report(sheet((CHILD,)), days=days)
    assert title(facts.order, translator("fr"), PEAUGRES) == f"État des présences des enfants, {when}"
    assert file_name(facts, translator("fr")) == f"presences-CE1-{part}"


def test_a_file_name_is_of_letters_that_every_system_takes() -> None:
    assert slug("Œuvre d’été : CE1/CE2 « A »") == "OEuvre-d-ete-CE1-CE2-A"
    both = report(sheet((CHILD,)), sheet((CHILD,), class_name="CP"), file_format=FileFormat.XLSX)
    assert file(both).name == "presences-Les-Tilleuls-2026-12.xlsx"
    assert file(report(sheet((CHILD,)), sheet((CHILD,), school=OTHER_SCHOOL))).name == "presences-2026-12.pdf"
    assert [file(report(file_format=one)).media_type for one in (FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV)] == [
        PDF,
        XLSX,
        CSV,
    ]


# --- on paper


def test_a_month_of_a_class_fits_across_the_page_and_each_page_says_what_it_is() -> None:
    reader = PdfReader(BytesIO(file(report(month(60))).content))
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    printed = [page.extract_text() for page in reader.pages]
    for number, page in enumerate(printed, start=1):
        lines = page.splitlines()
        assert lines[:2] == ["Les Tilleuls · CE1", "État des présences des enfants, décembre 2026"]
        assert re.sub(r"\s", "", page).count("".join(f"{'DLMMJVS'[(day.weekday() + 1) % 7]}{day.day}" for day in DAYS))
        assert lines[-1] == f"Tiré le mardi 24 novembre à 10 h par Claire Morel {number}/{len(printed)}"
    assert re.findall(r"Louise (\d{3})", "".join(printed)) == [f"{number:03}" for number in range(60)]
    assert "Total 60 60" in printed[-1]


def test_the_signs_of_a_sheet_are_explained_under_it_and_no_others() -> None:
    column = Column(ColumnKind.STATE, service_key="cantine")
    (page,) = pages(sheet((CHILD, column), ("Lou", AttendanceState.PRESENT), ("Tom", AttendanceState.NOTHING)))
    assert page.splitlines()[-5:-1] == ["Enfant Cantine", "Lou P", "Tom", "P présent"]


def test_cells_are_printed_as_people_write_them() -> None:
    (page,) = pages(sheet(TYPED, TYPED_ROW))
    printed = page.replace("\u202f", " ").replace("\u00a0", " ")
    for said in ("01/05/2019", "Cantine", "16:35", "1 h 05", "1 254,50", "×", "F absence facturée"):
        assert said in printed


def test_a_long_compound_name_is_broken_and_loses_nothing() -> None:
    name = "De La Tour-Bruyère-Montgolfier-Sainte-Marguerite-" * 2
    names = [name, "W" * 80, *TRICKY_NAMES, "ﬁnette œuvrard"]
    text = re.sub(r"\s", "", "".join(pages(month(1, names[0]), *(month(1, other) for other in names[1:]))))
    assert all(re.sub(r"\s", "", one).replace("🦊", "◊") in text for one in names)


def test_boxes_to_tick_are_left_empty_and_an_empty_class_has_its_page() -> None:
    columns = CHILD, Column(ColumnKind.BLANK, service_key="cantine")
    full, empty = pages(sheet(columns, ("Lou", None)), sheet(columns, class_name=None))
    assert full.splitlines()[2:-1] == ["Enfant Cantine", "Lou"]
    assert empty.splitlines()[0] == "Les Tilleuls · Sans classe"
    assert empty.splitlines()[2:-1] == ["Enfant Cantine"]
    assert len(pages()) == 1, "a report of nothing can be opened too"


def test_another_program_reads_the_lines_as_they_are_printed(tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    path = tmp_path / "liste.pdf"
    path.write_bytes(file(report(month(28))).content)
    read = subprocess.run([program, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    for number in range(28):
        (line,) = re.findall(rf"^\s*Bruyère Louise {number:03}(.*)$", read, re.MULTILINE)
        signs = {state: ["R", "P+", "P", "E", "F"][index] for index, state in enumerate(list(AttendanceState)[1:])}
        states = (month(28).rows[number][place] for place in range(1, 32))
        assert line.split() == [*(signs[one] for one in states if isinstance(one, AttendanceState) and one in signs), f"{number}"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("services", [1, 3, 8, 20, 40])
def test_columns_share_the_page_and_none_is_lost(services: int) -> None:
    columns = CHILD, *(Column(ColumnKind.PRESENCE, service_key=f"s{count}") for count in range(services))
    measures = [Measure(60, 12, 12), *[Measure(6, 18, 26)] * services]
    layout = laid_out(columns, measures, 186, 273)
    assert sum(layout.widths) == pytest.approx(273 if layout.is_landscape else 186)
    assert min(layout.widths) > 4
    assert layout.scale == 1 or services == 40


# --- as a workbook


def test_in_the_workbook_cells_are_what_they_are() -> None:
    workbook = book(sheet(TYPED, TYPED_ROW, totals=(None,) * 3 + (12, None, 65, Decimal("1254.50"), 1, None, None)))
    (row,) = workbook["Liste"].iter_rows(min_row=2)
    monday = datetime(2026, 11, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert [cell.value for cell in row] == [
        monday,
        SCHOOL,
        "CE1",
        "Bruyère Louise",
        datetime(2019, 5, 1),  # noqa: DTZ001 - a workbook knows no zones
        "Cantine",
        12,
        time(16, 35),
        timedelta(minutes=65),
        1254.5,
        1,
        "F",
        None,
    ]
    assert row[9].number_format == '#,##0.00\\ "€"'
    assert rows_of("Totaux", workbook)[1] == [monday, SCHOOL, "CE1", 12, timedelta(minutes=65), 1254.5, 1]
    assert rows_of("Légende", workbook) == [["F", "absence facturée"]]
    assert workbook["Liste"].auto_filter.ref == "A1:M2"
    assert workbook["Liste"].freeze_panes == "A2"


def test_all_classes_are_one_list_under_the_same_columns() -> None:
    def of(class_name: str, *keys: str) -> ReportSheet:
        columns = CHILD, *(Column(ColumnKind.COUNT, service_key=key) for key in keys)
        return sheet(columns, ("Lou", *range(len(keys))), class_name=class_name)

    workbook = book(of("CP", "garderie_matin", "garderie_soir"), of("CE1", "cantine", "garderie_soir"))
    assert rows_of("Liste", workbook) == [
        ["École", "Classe", "Enfant", "Garderie du matin", "Cantine", "Garderie du soir"],
        [SCHOOL, "CP", "Lou", 0, None, 1],
        [SCHOOL, "CE1", "Lou", None, 0, 1],
    ]


def test_sheets_of_a_day_each_are_one_list_in_which_every_line_says_its_day() -> None:
    def of(day: date) -> ReportSheet:
        return sheet((CHILD, Column(ColumnKind.COUNT, service_key="cantine", day=day)), ("Lou", day.day))

    assert rows_of("Liste", book(of(MONDAY), of(MONDAY + timedelta(days=1)))) == [
        ["Date", "École", "Classe", "Enfant", "Cantine"],
        [datetime(2026, 11, 30), SCHOOL, "CE1", "Lou", 30],  # noqa: DTZ001 - a workbook knows no zones
        [datetime(2026, 12, 1), SCHOOL, "CE1", "Lou", 1],  # noqa: DTZ001
    ]


def test_tables_of_another_form_are_another_list_and_a_day_is_in_every_line() -> None:
    adults = sheet((Column(ColumnKind.COUNT, Head.ADULTS),), (3,), is_class=False)
    marks = sheet((Column(ColumnKind.NAME, Head.MARKED_BY),), ("Claire Morel",), is_class=False)
    workbook = book(adults, marks, days=(MONDAY, MONDAY))
    day = datetime(2026, 11, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert rows_of("Liste", workbook) == [["Date", "École", "Adultes"], [day, SCHOOL, 3]]
    assert rows_of("Liste 2", workbook) == [["Date", "École", "Pointé par"], [day, SCHOOL, "Claire Morel"]]


# --- as text for programs


def test_a_table_of_text_is_read_by_french_spreadsheets_and_works_nothing_out() -> None:
    names = [*TRICKY_NAMES, " =A1", "\t+33", "-1", "@a", "＝B2", "a\nb;c"]
    head, *rows = table(sheet((CHILD, Column(ColumnKind.AMOUNT, "amount"), MINUTE), *((n, Decimal("2.50"), 65) for n in names)))  # fmt: skip  # noqa: E501
    assert head == ["École", "Classe", "Enfant", "Montant", "Durée"]
    assert [row[2] for row in rows] == [
        *(f"'{name}" if name.startswith("=") else name for name in TRICKY_NAMES),
        "'=A1",
        "'+33",
        "'-1",
        "'@a",
        "'＝B2",
        "a b;c",
    ]
    assert {tuple(row[3:]) for row in rows} == {("2,50", "65")}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_billing_export_has_the_same_heads_in_every_language(locale: str) -> None:
    row = (
        "2026-12",
        "Bruyère",
        "Bruyère Louise",
        "CE1",
        "Cantine",
        "QF 1",
        12,
        9,
        1,
        1,
        1,
        2,
        0,
        None,
        Decimal("45.60"),
    )
    found = table(sheet(BILLED, row, is_class=False), kind=ReportKind.BILLING, locale=locale)
    assert found == [
        ["school", *(column.code for column in BILLED)],
        [SCHOOL, *row[:6], "12", "9", "1", "1", "1", "2", "0", "", "45,60"],
    ]
    documented = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert all(f"`{code}`" in documented for code in found[0])


@pytest.mark.parametrize("file_format", [FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV])
def test_four_hundred_children_over_a_month_are_all_there_and_the_same_each_time(file_format: FileFormat) -> None:
    facts = report(month(400), file_format=file_format)
    content = file(facts).content
    assert content == file(facts).content
    if file_format is FileFormat.CSV:
        assert len(content.decode().splitlines()) == 401
    elif file_format is FileFormat.XLSX:
        assert load_workbook(BytesIO(content), read_only=True)["Liste"].max_row == 401
