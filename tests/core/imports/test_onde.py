"""ONDE's exports, with what schools and spreadsheets make of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.onde import birth_date_of, class_base, level_of, levels_named, phone_among, within
from core.imports.onde_guardians import NamedGuardian, read_guardians
from core.imports.onde_pupils import PupilFile, read_pupils
from core.imports.recognise import recognise
from core.model.importing import Encoding, ImportKind, ImportRefusedError, Problem, ProblemKind, Sheet
from tests.core.imports.onde import INE, PUPILS, guardian, guardians, pupil, pupils
from tests.core.usecases.import_lines import csv_file, row, with_quotients

TODAY = date(2026, 11, 24)
LOU = ("BRUYERE Lou", "CP A")
NOE = ("BRUYERE Noé", "CE1A")


def _pupils(content: bytes) -> PupilFile:
    return read_pupils(recognise(content), TODAY)


def _guardians(content: bytes) -> tuple[NamedGuardian, ...]:
    return read_guardians(recognise(content))[0]


def _refusals(content: bytes) -> list[Problem]:
    with pytest.raises(ImportRefusedError) as refused:
        recognise(content)
    return list(refused.value.problems)


# --- recognising


@pytest.mark.parametrize(
    ("encoding", "kept"),
    [("iso-8859-1", Encoding.CP1252), ("iso-8859-15", Encoding.CP1252), ("utf-8-sig", Encoding.UTF_8)],
)
def test_both_encodings_of_onde_and_its_line_at_the_end(encoding: str, kept: Encoding) -> None:
    content = pupils(pupil("GENÊT Zoé"), footer="Export du 24/11/2026 : 1 élève", encoding=encoding)
    sheet = recognise(content)
    assert (sheet.kind, sheet.encoding, sheet.delimiter) == (ImportKind.ONDE_PUPILS, kept, ";")
    assert sheet.footers == ("Export du 24/11/2026 : 1 élève",)
    (only,) = read_pupils(sheet, TODAY).pupils
    assert (only.last_name, only.first_name, only.born) == ("GENÊT", "Zoé", date(2020, 2, 29))


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_header_in_another_order_saved_by_a_spreadsheet(delimiter: str) -> None:
    lines = [line.split(";") for line in (PUPILS, pupil(class_name="CP"))]
    content = "".join(delimiter.join(reversed(cells)) + "\n" for cells in lines).encode()
    (only,) = _pupils(content).pupils
    assert (only.last_name, only.class_name, only.level) == ("BRUYERE", "CP", "CP")


CUT = {
    "pupils": pupils(pupil("GENÊT Noé"), pupil("X Lou").replace("X;", "DE LA TOUR DU PIN;"), encoding="utf-8"),
    "footer": pupils(pupil(), pupil("GENÊT Noé"), footer="Total : 2 élèves"),
    "guardians": guardians(guardian("GENÊT Marc", LOU), guardian("BRUYERE Anne", LOU, NOE)),
    "town": csv_file(row(services="cantine|garderie_soir"), row("Noé Bruyère", services="cantine|garderie_soir")),
    "quotients": with_quotients((row(), 85), (row("Noé Bruyère"), 1250)),
    "amounts": b"number;family;label;issued_on;due_on;amount\n1;A;Oct;03/11/2026;;78,20\n2;B;Oct;03/11/2026;;178,20\n",
    "addresses": "family;address\nBruyère;12 rue X, 07340 Peaugres\nGenêt;3 rue Y, 07340 Félines\n".encode(),
    "values": "child_last_name;child_first_name;birth_date;field;value\nBruyère;Lou;;PAI;été\n".encode(),
}


@pytest.mark.parametrize("content", CUT.values(), ids=CUT)
def test_a_file_cut_at_whichever_byte_is_refused_or_read_as_its_whole_lines(content: bytes) -> None:
    whole = [line.cells for line in recognise(content).rows]
    for end in range(len(content)):
        try:
            read = [line.cells for line in recognise(content[:end]).rows]
        except ImportRefusedError:
            continue
        ended = content[:end].count(b"\n") - 1
        assert read == whole[: max(ended, len(read))], content[:end]


def test_a_file_that_ends_in_its_last_line_is_said_to_be_cut() -> None:
    content = pupils(pupil(), pupil("BRUYERE Noé"))
    for end in range(content.rindex(b"BRUYERE") + 1, content.rindex(b";")):
        assert _refusals(content[:end]) == [Problem(3, ProblemKind.CUT, number=22)]
    assert _refusals("family;mandate\nBruyère;é".encode()[:-1]) == [Problem(2, ProblemKind.CUT)]


def test_a_last_line_without_an_end_is_read_where_its_last_cell_is_not() -> None:
    assert len(_pupils(pupils(pupil()).rstrip()).pupils) == 1
    assert len(_guardians(guardians(guardian("BRUYERE Anne", LOU), footer="Total : 1").rstrip())) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemKind.EMPTY_FILE),
        (PUPILS.encode(), ProblemKind.EMPTY_FILE),
        (b"PK\x03\x04\x14\x00", ProblemKind.NOT_TEXT),
        (pupils(pupil(), encoding="utf-16"), ProblemKind.ENCODING),
        (pupils(pupil(), encoding="utf-8").decode("cp1252").encode(), ProblemKind.ENCODING),
        (pupils(pupil('"BRUYERE Lou')), ProblemKind.QUOTES),
        (b"Date;Libelle;Debit;Credit\n01/01/2026;Achat;1,00;\n", ProblemKind.UNKNOWN_FILE),
        (PUPILS.replace("Date naissance", "Date").encode() + b"\nx\n", ProblemKind.MISSING_COLUMN),
        (pupils("BRUYERE;;Lou"), ProblemKind.CELLS),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(content: bytes, kind: ProblemKind) -> None:
    assert {problem.kind for problem in _refusals(content)} == {kind}


@given(st.binary(max_size=200))
def test_no_bytes_whatever_they_are_break_reading(content: bytes) -> None:
    for header in (b"", PUPILS.encode() + b"\n", guardians()):
        try:
            sheet = recognise(header + content)
        except ImportRefusedError:
            continue
        read_pupils(sheet, TODAY)
        read_guardians(sheet)


# --- pupils


def test_the_ine_is_not_kept() -> None:
    assert INE not in repr(_pupils(pupils(pupil())))


def test_the_name_in_use_is_kept_and_the_other_one_known_by() -> None:
    (only,) = _pupils(pupils(pupil("BRUYÈRE Jean-Noël", used="GENÊT-BRUYÈRE"))).pupils
    assert only.last_name == "GENÊT-BRUYÈRE"
    assert only.keys == (
        ("genetbruyere", "jeannoel", date(2020, 2, 29)),
        ("bruyere", "jeannoel", date(2020, 2, 29)),
    )


def test_what_cannot_be_used_is_left_out_and_said() -> None:
    file = _pupils(
        pupils(
            pupil(),
            pupil("BRUYERE Noé", born="########"),
            pupil("BRUYERE Ana", born="01/03/1985"),
            pupil("BRUYERE Eve", class_name=""),
            pupil(class_name="cp  mme aubier"),
            pupil(class_name="CE1"),
        )
    )
    assert [only.first_name for only in file.pupils] == ["Lou"]
    assert [(problem.line, problem.kind) for problem in file.left_out] == [
        (3, ProblemKind.BAD_DATE),
        (4, ProblemKind.UNLIKELY_DATE),
        (5, ProblemKind.MISSING_VALUE),
        (6, ProblemKind.DUPLICATE_LINE),
        (7, ProblemKind.TWO_CLASSES),
    ]
    assert ("bruyere", "noe") in file.names_left_out


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("29/02/2020", date(2020, 2, 29)),
        ("2020-02-29 00:00:00", date(2020, 2, 29)),
        ("9/2/20", date(2020, 2, 9)),
        ("29-févr-20", date(2020, 2, 29)),
        ("1 août 2019", date(2019, 8, 1)),
        ("1-juil.-19", date(2019, 7, 1)),
        ("43890", date(2020, 2, 29)),
        ("30/02/2020", None),
        ("29-foo-20", None),
        ("########", None),
        ("", None),
    ],
)
def test_a_birth_date_as_spreadsheets_save_it(written: str, day: date | None) -> None:
    assert birth_date_of(written) == day


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("CE1", "CE1"),
        ("ce1-ce2", "CE1-CE2"),
        ("TOUTE PETITE SECTION", "TPS"),
        ("Grande section", "GS"),
        ("COURS PREPARATOIRE", "CP"),
        ("COURS ELEMENTAIRE 2EME ANNEE", "CE2"),
        ("Cours moyen 1ère année", "CM1"),
        ("ULIS", "ULIS"),
    ],
)
def test_a_level_is_kept_short(written: str, level: str) -> None:
    assert level_of(written) == level


@pytest.mark.parametrize(
    ("label", "base", "levels"),
    [
        ("CE1 A - Mme Aubier", "ce1a", ("CE1",)),
        ("CE1A", "ce1a", ("CE1",)),
        ("M. Sorbier – PSMS", "psms", ("PS", "MS")),
        ("CM1/CM2 (Mme Ortie)", "cm1cm2", ("CM1", "CM2")),
        ("Mme Aubier", "mmeaubier", ()),
        ("Les CPetits", "lescpetits", ()),
    ],
)
def test_the_name_of_a_class_without_its_teacher_and_the_levels_in_it(
    label: str, base: str, levels: tuple[str, ...]
) -> None:
    assert (class_base(label), levels_named(label)) == (base, levels)


def test_a_span_of_levels_holds_those_between() -> None:
    assert within(("CE2",), "CE1-CM1")
    assert not within(("CP",), "CE1-CM1")
    assert not within(("CP",), "ULIS")


# --- guardians


def test_every_child_of_the_repeated_columns_is_read_and_more_than_the_header_has() -> None:
    third, fourth = ("GENET Ana", "GS"), ("GENET Tom", "PS")
    file = _guardians(guardians(guardian("BRUYERE Anne", LOU, NOE, third, fourth), blocks=2))
    assert [child.first_name for child in file[0].children] == ["Lou", "Noé", "Ana", "Tom"]
    assert [child.class_name for child in file[0].children] == ["CP A", "CE1A", "GS", "PS"]


def test_guardians_of_one_child_need_not_fill_the_columns_of_others() -> None:
    file = _guardians(guardians(guardian("BRUYERE Anne", LOU), guardian("GENET Marc", LOU, NOE) + ";;;;;;;;"))
    assert [len(one.children) for one in file] == [1, 2]


def test_a_cell_may_hold_the_separator_between_quotation_marks() -> None:
    (only,) = _guardians(guardians(guardian("BRUYERE Anne", LOU, address='"Bât. B; 1 rue du Four";07340;PEAUGRES')))
    assert only.address == "Bât. B; 1 rue du Four\n07340 PEAUGRES"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("1 rue du Four;7340;PEAUGRES", "1 rue du Four\n07340 PEAUGRES"),
        (";07340;PEAUGRES", None),
        ("1 rue du Four;07340;", None),
        (";;", None),
    ],
)
def test_an_address_takes_street_and_place_and_gets_its_zero_back(address: str, kept: str | None) -> None:
    (only,) = _guardians(guardians(guardian("BRUYERE Anne", LOU, address=address)))
    assert only.address == kept


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        (("04 75 00 00 01", "06.00.00.00.01"), "06 00 00 00 01"),
        (("475000001", "600000001"), "06 00 00 00 01"),
        (("0475000001", ""), "04 75 00 00 01"),
        (("6,00E+08", "+33 6 00 00 00 01"), "06 00 00 00 01"),
        (("6,00E+08",), None),
    ],
)
def test_a_mobile_number_comes_first_and_gets_its_zero_back(numbers: tuple[str, ...], kept: str | None) -> None:
    assert phone_among(numbers) == kept


def test_contacts_that_are_none_are_said_and_the_guardian_is_read_without() -> None:
    sheet: Sheet = recognise(
        guardians(
            guardian("BRUYERE Anne", LOU, email="anne(at)exemple.fr", phones=";;6,00E+08"),
            ";;;;;;;FRANCE;;;;",
            guardian("DEPARTEMENT ", LOU, civility=""),
            footer="Nombre de responsables : 3",
        )
    )
    read, problems = read_guardians(sheet)
    assert [(one.first_name, one.email, one.phone, one.is_woman) for one in read] == [("Anne", None, None, True)]
    assert [(problem.line, problem.kind) for problem in problems] == [
        (2, ProblemKind.BAD_EMAIL),
        (2, ProblemKind.BAD_PHONE),
        (3, ProblemKind.EMPTY_GUARDIAN),
        (4, ProblemKind.MISSING_VALUE),
    ]
