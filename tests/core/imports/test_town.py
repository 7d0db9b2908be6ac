"""The file of children and guardians, as town halls save it."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.imports.cells import plain, read_date
from core.imports.recognise import recognise
from core.imports.town import COLUMNS, Expected, TownFile, read_town
from core.model.importing import ImportRefusedError, Problem, ProblemKind

HEADER = ";".join(COLUMNS)
EXPECTED = Expected({"cantine": "lunch", "garderie_soir": "evening", "garderie du soir": "evening"}, date(2026, 11, 24))
ROW = "Les Tilleuls;CP;CP;Bruyère;Lou;2020-02-29;Bruyère;Bruyère;Anne;anne@exemple.fr;06 00;garderie_soir|Cantine"


def _read(content: bytes) -> TownFile:
    try:
        return read_town(recognise(content), EXPECTED)
    except ImportRefusedError as refused:
        return TownFile((), refused.problems)


def _file(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join((HEADER, *rows, "")).encode(encoding)


def _only_problem(content: bytes) -> Problem:
    (problem,) = _read(content).problems
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_a_town_hall_uses_is_read(encoding: str, end: str) -> None:
    file = _read(end.join((HEADER, ROW, "")).encode(encoding))
    assert file.problems == ()
    (line,) = file.lines
    assert (line.number, line.child_last_name, line.guardian_first_name) == (2, "Bruyère", "Anne")
    assert line.birth_date == date(2020, 2, 29)
    assert line.services == ("evening", "lunch")


def test_commas_separate_as_well_as_semicolons() -> None:
    file = _read(f"{HEADER}\n{ROW}\n".replace(";", ",").encode())
    assert file.problems == ()
    assert file.lines[0].school == "Les Tilleuls"


def test_a_file_may_say_quotients_or_do_without() -> None:
    header = f"{HEADER};Quotient"
    file = _read("\n".join((header, f"{ROW};850", f"{ROW};", f"{ROW};0", "")).encode())
    assert file.problems == ()
    assert [line.quotient for line in file.lines] == [850, None, 0]
    assert _read(_file(ROW)).lines[0].quotient is None


@pytest.mark.parametrize("quotient", ["850,5", "-1", "T2", "8e2", "²"])
def test_a_quotient_is_a_whole_number_of_euros(quotient: str) -> None:
    problem = _only_problem(f"{HEADER};quotient\n{ROW};{quotient}\n".encode())
    assert (problem.kind, problem.column, problem.value) == (ProblemKind.BAD_QUOTIENT, "quotient", quotient)
    assert _only_problem(f"{HEADER};quotient\n{ROW}\n".encode()) == Problem(2, ProblemKind.CELLS, number=13)


def test_a_comma_in_a_name_does_not_make_it_a_comma_file() -> None:
    file = _read(_file(ROW.replace("Les Tilleuls", "Les Tilleuls, Grand Bourg")))
    assert file.lines[0].school == "Les Tilleuls, Grand Bourg"


def test_columns_may_stand_in_any_order_and_case_with_spaces_around() -> None:
    order = COLUMNS[::-1]
    row = ";".join(ROW.split(";")[::-1])
    file = _read(f"{' ; '.join(order).upper()};\n{row}\n".encode())
    assert file.problems == ()
    assert file.lines[0].child_first_name == "Lou"


def test_spaces_around_and_within_names_do_not_count() -> None:
    file = _read(_file(ROW.replace("Lou", "  Jean   Baptiste ")))
    assert file.lines[0].child_first_name == "Jean Baptiste"


def test_letters_composed_in_two_ways_are_the_same() -> None:
    file = _read(_file(ROW, ROW.replace("è", "e\N{COMBINING GRAVE ACCENT}")))
    assert file.lines[0].family == file.lines[1].family == "Bruyère"


def test_blank_lines_are_passed_over_but_counted() -> None:
    file = _read(_file("", ROW, ";;;;;;;;;;;", ROW))
    assert [line.number for line in file.lines] == [3, 5]


def test_a_name_over_two_lines_keeps_the_number_of_its_first() -> None:
    file = _read(_file(ROW.replace("Lou", '"Lou\nAnne"'), ROW.replace("2020-02-29", "hier")))
    assert file.lines[0].number == 2
    assert file.lines[0].child_first_name == "Lou Anne"
    assert [problem.line for problem in file.problems] == [4]


def test_what_may_be_left_out_may_be_left_out() -> None:
    file = _read(_file("Les Tilleuls;CP;;Bruyère;Lou;2020-02-29;Bruyère;Bruyère;Anne;;;"))
    (line,) = file.lines
    assert (line.level, line.guardian_email, line.guardian_phone, line.services) == ("", None, None, ())


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", HEADER.encode(), f"{HEADER}\n;;;\n".encode()])
def test_a_file_without_lines_is_empty(content: bytes) -> None:
    assert _only_problem(content) == Problem(1, ProblemKind.EMPTY_FILE)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x14\x00\x06", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7", b"school;class\0;level"]
)
def test_a_workbook_under_the_name_of_a_csv_file_is_told_apart(content: bytes) -> None:
    assert _only_problem(content).kind is ProblemKind.NOT_TEXT


def test_an_encoding_nobody_reads_is_told_with_its_line() -> None:
    assert _only_problem(_file(ROW, encoding="utf-16")) == Problem(1, ProblemKind.ENCODING)
    assert _only_problem(_file(ROW, "\x81", encoding="latin-1")) == Problem(3, ProblemKind.ENCODING)
    for page, name in (("mac_roman", "Zoé"), ("mac_roman", "Élise"), ("cp850", "Hélène")):
        written = ROW.replace("Bruyère", "Genet").replace("Lou", name)
        assert _only_problem(_file(written, encoding=page)) == Problem(2, ProblemKind.ENCODING)
    assert _read(_file(ROW.replace("Lou", "Žana ‹Œdipe› Šime"), encoding="cp1252")).problems == ()


def test_two_encodings_in_one_file_are_not_read_as_garbled_names() -> None:
    mixed = _file(ROW) + ROW.encode("cp1252")
    assert _only_problem(mixed) == Problem(3, ProblemKind.ENCODING)
    twice = _file(ROW).decode("cp1252").encode()
    assert _only_problem(twice) == Problem(2, ProblemKind.ENCODING)


def test_every_wrong_column_is_named() -> None:
    file = _read(f"{HEADER.replace('level', 'niveau')};school\n{ROW}".encode())
    assert [(problem.kind, problem.column) for problem in file.problems] == [
        (ProblemKind.MISSING_COLUMN, "level"),
        (ProblemKind.UNKNOWN_COLUMN, "niveau"),
        (ProblemKind.REPEATED_COLUMN, "school"),
    ]


@pytest.mark.parametrize("row", [ROW + ";x", ROW.rsplit(";", 1)[0], "Total : 1 enfant"])
def test_a_row_of_another_length_is_a_problem(row: str) -> None:
    assert _only_problem(_file(row, "")) == Problem(2, ProblemKind.CELLS, number=12)


def test_a_last_line_that_ends_too_early_and_has_no_end_was_cut() -> None:
    whole = _file(ROW, ROW)
    assert _only_problem(whole[: len(whole) - 40]) == Problem(3, ProblemKind.CUT, number=12)


def test_empty_cells_after_the_last_do_not_count() -> None:
    assert _read(_file(ROW + ";;")).problems == ()


def test_a_quotation_mark_left_open_is_told_with_its_line() -> None:
    assert _only_problem(_file(ROW, ROW.replace("Lou", '"Lou'))) == Problem(3, ProblemKind.QUOTES)


def test_every_bad_cell_of_a_line_is_told() -> None:
    bad = ";CP;CP;Bruyère;Lou;31/02/2020;Bruyère;Bruyère;" + "A" * 81 + ";anne(at)exemple.fr;;CANTINE|Piscine|Ski"
    assert [(problem.kind, problem.column) for problem in _read(_file(ROW, bad)).problems] == [
        (ProblemKind.MISSING_VALUE, "school"),
        (ProblemKind.BAD_DATE, "birth_date"),
        (ProblemKind.TOO_LONG, "guardian_first_name"),
        (ProblemKind.BAD_EMAIL, "guardian_email"),
        (ProblemKind.UNKNOWN_SERVICE, "services"),
        (ProblemKind.UNKNOWN_SERVICE, "services"),
    ]


def test_an_unknown_service_is_answered_with_those_there_are_each_once() -> None:
    problem = _only_problem(_file(ROW.replace("Cantine", "Piscine")))
    assert (problem.value, problem.known) == ("Piscine", ("lunch", "evening"))


@pytest.mark.parametrize(("born", "is_likely"), [("2006-11-09", False), ("2006-11-10", True), ("2026-11-25", False)])
def test_a_pupil_is_born_and_under_twenty(born: str, is_likely: bool) -> None:
    kinds = [problem.kind for problem in _read(_file(ROW.replace("2020-02-29", born))).problems]
    assert kinds == ([] if is_likely else [ProblemKind.UNLIKELY_DATE])


def test_case_and_accents_do_not_count_in_services() -> None:
    assert plain("GARDERIE du Mercredi à Épagny") == "garderie du mercredi a epagny"


@given(st.binary())
@example(b"\x00")
def test_no_file_whatever_it_holds_is_an_error(content: bytes) -> None:
    assert _read(content).problems


@given(st.text())
def test_no_line_whatever_it_holds_is_an_error(text: str) -> None:
    file = _read(_file(text))
    assert file.problems
    assert not file.lines


@pytest.mark.parametrize("text", ["2019-05-31", "31/05/2019"])
def test_a_date_is_written_in_either_way(text: str) -> None:
    assert read_date(text) == date(2019, 5, 31)


@pytest.mark.parametrize("text", ["", "31.05.2019", "31/5/19", "20190531", "2019-W01-1", "2019-02-30", "00/01/2019"])
def test_anything_else_is_no_date(text: str) -> None:
    assert read_date(text) is None
