"""Each mistake in a policy file is named: which file, which key, what was expected."""

from pathlib import Path

import holidays
import pytest
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from core.model.expected import Argument, Expected
from core.model.policy import CalendarPolicy
from core.policy import PolicyError, PolicyProblem, load_policy, preset_text
from core.policy.problems import problems_of

BOOK = 'book = { kind = "weekly", weekday = "thu", time = "24:00" }'
Mistake = tuple[Expected, dict[str, Argument]]

MISSING: Mistake = Expected.PRESENT, {}
TABLE: Mistake = Expected.TABLE, {}
DATE: Mistake = Expected.DATE, {}
TIME: Mistake = Expected.TIME, {"earliest": "00:00", "latest": "23:59"}
TIME_TO_MIDNIGHT: Mistake = Expected.TIME, {"earliest": "00:00", "latest": "24:00"}


def one_of(*words: str) -> Mistake:
    return Expected.CHOICE, {"known": tuple(f'"{word}"' for word in words)}


WEEKDAYS = one_of("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def mistakes(tmp_path: Path, text: str | bytes) -> dict[str, Mistake]:
    """What is wrong in a policy of this text: the key, and what was expected there."""
    path = tmp_path / "cantine.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return {problem.key: (problem.code, dict(problem.args)) for problem in caught.value.problems}


def edited(*edits: tuple[str, str]) -> str:
    """The Peaugres preset, without its explanations, after somebody has edited it."""
    text = "\n".join(line for line in preset_text("peaugres").splitlines() if not line.startswith("#"))
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return text


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        # Words that mean nothing.
        ('\nlocale = "fr"', '\nlangue = "fr"', "langue", Expected.KNOWN_KEY),
        ('key = "cantine"', 'key = "cantine"\nplaces = 3', "services.2.places", Expected.KNOWN_KEY),
        ('locale = "fr"', 'locale = "de"', "locale", one_of("fr", "en")),
        ('zone = "A"', 'zone = "Corse"', "calendar.zone", one_of("A", "B", "C", "own")),
        ('late = "billed"', 'late = "gratuit"', "absence_reasons.9.late", one_of("excused", "billed", "manager")),
        ('"Europe/Paris"', '"Paris"', "calendar.timezone", (Expected.TIMEZONE, {})),
        ('"Europe/Paris"', '"/etc/localtime"', "calendar.timezone", (Expected.TIMEZONE, {})),
        # Missing.
        (BOOK, "", "cutoffs.book", MISSING),
        ('weekday = "fri"', "", "validation.weekday", MISSING),
        (', en = "Canteen"', "", "services.2.label.en", MISSING),
        # The wrong kind of value.
        ('label = { fr = "Cantine", en = "Canteen" }', 'label = "Cantine"', "services.2.label", TABLE),
        ('name = "', 'name = 3 # "', "name", (Expected.TEXT, {})),
        ('phone = "04 75 34 80 74"', 'phone = ""', "contact.phone", (Expected.NOT_EMPTY, {})),
        ('symbol = "🍽"', 'symbol = "repas"', "services.2.symbol", (Expected.SHORTER, {"longest": 4})),
        ('symbol = "🍽"', 'symbol = "🍽"\ncapacity = "80"', "services.2.capacity", (Expected.WHOLE_NUMBER, {})),
        ('symbol = "🍽"', 'symbol = "🍽"\ncapacity = 0', "services.2.capacity", (Expected.AT_LEAST, {"least": 1})),
        (
            'symbol = "🍽"',
            'symbol = "🍽"\nruns_in_holidays = "oui"',
            "services.2.runs_in_holidays",
            (Expected.TRUE_OR_FALSE, {}),
        ),
        ("code_days = 14", "code_days = 365", "link.code_days", (Expected.AT_MOST, {"most": 90})),
        (
            'weekdays = ["mon", "tue", "thu", "fri"]\ns',
            'weekdays = "mon"\ns',
            "services.1.weekdays",
            (Expected.LIST, {}),
        ),
        ('weekdays = ["mon", "tue", "thu", "fri"]\ns', "weekdays = []\ns", "services.1.weekdays", (Expected.ENTRY, {})),
        (
            'weekdays = ["mon", "tue", "thu", "fri"]\ns',
            'weekdays = ["mon", "jeu"]\ns',
            "services.1.weekdays.2",
            WEEKDAYS,
        ),
        (
            "[link]",
            "[[opening_hours]]\nweekdays = 1\nopens = 08:30:00\ncloses = 12:00:00\n[link]",
            "opening_hours.1.weekdays",
            (Expected.LIST, {}),
        ),
        # Times and dates.
        ('starts = "11:30"', "starts = 1130", "services.2.starts", TIME),
        ('starts = "11:30"', 'starts = "11h30"', "services.2.starts", TIME),
        ('ends = "13:30"', 'ends = "24:00"', "services.2.ends", TIME),
        ('ends = "13:30"', 'ends = "11:30"', "services.2.ends", (Expected.LATER_THAN, {"key": "starts"})),
        ('time = "09:00"', 'time = "24:01"', "validation.time", TIME_TO_MIDNIGHT),
        ('time = "09:00"', "time = 9", "validation.time", TIME_TO_MIDNIGHT),
        ('weekday = "fri"', 'weekday = "vendredi"', "validation.weekday", WEEKDAYS),
        ('weekday = "fri"', "weekday = 5", "validation.weekday", WEEKDAYS),
        # Twice the same.
        (
            'key = "garderie_soir"',
            'key = "cantine"',
            "services.3.key",
            (Expected.FREE_WORD, {"taken": "cantine"}),
        ),
        (
            'code = "strike"',
            'code = "medical"',
            "absence_reasons.4.code",
            (Expected.FREE_WORD, {"taken": "medical"}),
        ),
        (
            'key = "cantine"',
            'key = "Cantine du midi"',
            "services.2.key",
            (Expected.WORD, {}),
        ),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_was_expected(
    before: str, after: str, key: str, expected: Mistake | Expected, tmp_path: Path
) -> None:
    found = mistakes(tmp_path, edited((before, after)))
    assert set(found) == {key}
    assert found[key][0] is expected if isinstance(expected, Expected) else found[key] == expected


@pytest.mark.parametrize(
    ("book", "key", "expected"),
    [
        ('"jeudi"', "cutoffs.book", TABLE),
        ("{}", "cutoffs.book.kind", MISSING),
        ('{ kind = "monthly" }', "cutoffs.book.kind", one_of("weekly", "days_before", "table")),
        ('{ kind = "weekly", weekday = "jeu", time = "24:00" }', "cutoffs.book.weekday", WEEKDAYS),
        ('{ kind = "weekly", time = "24:00" }', "cutoffs.book.weekday", MISSING),
        (
            '{ kind = "weekly", weekday = "thu", time = "24:00", weeks_before = 0 }',
            "cutoffs.book.weeks_before",
            (Expected.AT_LEAST, {"least": 1}),
        ),
        (
            '{ kind = "weekly", weekday = "thu", time = "24:00", days = 2 }',
            "cutoffs.book.days",
            (Expected.KNOWN_KEY, {"known": ("kind", "weekday", "time", "weeks_before")}),
        ),
        (
            '{ kind = "days_before", days = 2, time = "12:00", unit = "ouvrés" }',
            "cutoffs.book.unit",
            one_of("calendar", "working", "school"),
        ),
        (
            '{ kind = "days_before", days = 0, time = "24:00" }',
            "cutoffs.book.time",
            (Expected.ON_AN_EARLIER_DAY, {}),
        ),
        (
            '{ kind = "days_before", days = 0, time = "08:00" }',
            "cutoffs.book.time",
            (Expected.BEFORE_SERVICE, {"service": "garderie_matin", "starts": "07:30"}),
        ),
        ('{ kind = "table", rows = {} }', "cutoffs.book.rows", (Expected.ENTRY, {})),
        ('{ kind = "table", rows = [] }', "cutoffs.book.rows", TABLE),
        (
            '{ kind = "table", rows = { lundi = { weekday = "fri", time = "09:00" } } }',
            "cutoffs.book.rows.lundi",
            WEEKDAYS,
        ),
        ('{ kind = "table", rows = { mon = { weekday = "fri" } } }', "cutoffs.book.rows.mon.time", MISSING),
        (
            '{ kind = "table", rows = { mon = { weekday = "fri", time = "09:00", unit = "x" } } }',
            "cutoffs.book.rows.mon.unit",
            (Expected.KNOWN_KEY, {"known": ("weekday", "time")}),
        ),
    ],
)
def test_a_mistake_in_a_cut_off_is_named_with_its_key(book: str, key: str, expected: Mistake, tmp_path: Path) -> None:
    assert mistakes(tmp_path, edited((BOOK, f"book = {book}"))) == {key: expected}


def test_a_table_without_a_row_for_a_day_of_a_service_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cantine.toml"
    rows = '{ mon = { weekday = "fri", time = "09:00" }, thu = { weekday = "tue", time = "09:00" } }'
    path.write_text(edited((BOOK, f'book = {{ kind = "table", rows = {rows} }}')), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert [(problem.key, problem.code, problem.args) for problem in caught.value.problems] == [
        ("cutoffs.book.rows", Expected.ROWS, {"service": service, "days": ("tue", "fri")})
        for service in ("garderie_matin", "cantine", "garderie_soir")
    ]


def test_a_table_with_a_row_for_each_day_of_the_services_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "cantine.toml"
    rows = ", ".join(f'{day} = {{ weekday = "fri", time = "09:00" }}' for day in ("mon", "tue", "thu", "fri"))
    path.write_text(edited((BOOK, f'book = {{ kind = "table", rows = {{ {rows} }} }}')), "utf-8")
    assert load_policy(path).cutoffs.book.kind == "table"


def test_a_mistake_in_the_cut_offs_of_one_service_is_named_there(tmp_path: Path) -> None:
    own = (
        'cutoffs.book = { kind = "days_before", days = 0, time = "12:00" }\n'
        'cutoffs.cancel = { kind = "table", rows = { mon = { weekday = "fri", time = "09:00" } } }'
    )
    assert mistakes(tmp_path, edited(('symbol = "🍽"', f'symbol = "🍽"\n{own}'))) == {
        "services.2.cutoffs.book.time": (Expected.BEFORE_SERVICE, {"service": "cantine", "starts": "11:30"}),
        "services.2.cutoffs.cancel.rows": (Expected.ROWS, {"service": "cantine", "days": ("tue", "thu", "fri")}),
    }


def test_a_cut_off_on_the_day_itself_is_accepted_until_the_service_starts(tmp_path: Path) -> None:
    path = tmp_path / "cantine.toml"
    path.write_text(edited((BOOK, 'book = { kind = "days_before", days = 0, time = "07:30" }')), "utf-8")
    assert load_policy(path).cutoffs.book.kind == "days_before"


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        ('first = "2026-12-24"\nlast = 2026-12-24', {"calendar.closures.1.first": DATE}),
        ("first = 2026-12-24\nlast = 2026-12-24T00:00:00", {"calendar.closures.1.last": DATE}),
        ("first = 20261224\nlast = 2026-12-24", {"calendar.closures.1.first": DATE}),
        (
            "first = 2026-12-24\nlast = 2026-12-23",
            {"calendar.closures.1.last": (Expected.NOT_BEFORE, {"key": "first"})},
        ),
    ],
)
def test_the_days_of_a_closure_are_dates_in_order(table: str, mistake: dict[str, Mistake], tmp_path: Path) -> None:
    closure = f'[[calendar.closures]]\nlabel = "Pont"\n{table}\n'
    assert mistakes(tmp_path, edited(("[cutoffs]", f"{closure}\n[cutoffs]"))) == mistake


def test_opening_hours_close_after_they_open(tmp_path: Path) -> None:
    hours = '[[opening_hours]]\nweekdays = ["mon"]\nopens = 08:30:00\ncloses = "08:30"\n'
    found = mistakes(tmp_path, edited(("[cutoffs]", f"{hours}\n[cutoffs]")))
    assert found == {"opening_hours.1.closes": (Expected.LATER_THAN, {"key": "opens"})}


def test_a_calendar_of_ones_own_says_how_far_it_is_known(tmp_path: Path) -> None:
    found = mistakes(tmp_path, edited(('zone = "A"', 'zone = "own"')))
    assert found == {"calendar.known_until": (Expected.KNOWN_UNTIL, {})}


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        edited(
            ('zone = "A"', 'zone = "D"'), ('weekday = "fri"', 'weekday = "ven"'), ('ends = "13:30"', 'ends = "1:30"')
        ),
    )
    assert set(found) == {"calendar.zone", "validation.weekday", "services.2.ends"}


def test_in_a_log_an_error_is_a_list_of_what_to_correct(tmp_path: Path) -> None:
    path = tmp_path / "cantine.toml"
    path.write_text(edited(('zone = "A"', 'zone = "D"'), (BOOK, "")), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert caught.value.code == "policy"
    assert str(caught.value).splitlines() == [
        f"{path}: calendar.zone: expected choice known=('\"A\"', '\"B\"', '\"C\"', '\"own\"')",
        f"{path}: cutoffs.book: expected present",
    ]


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    found = mistakes(tmp_path, 'name = "Cantine"\nlocale = fr\n')
    assert found == {"": (Expected.TOML, {"line": 2, "column": 10})}


def test_a_file_that_ends_too_soon_is_named(tmp_path: Path) -> None:
    assert mistakes(tmp_path, 'name = "Cantine"\nservices = [') == {"": (Expected.TOML_END, {})}


def test_a_mistake_of_a_service_written_twice_is_told_once(tmp_path: Path) -> None:
    book = 'book = { kind = "table", rows = { mon = { weekday = "fri", time = "09:00" } } }'
    path = tmp_path / "cantine.toml"
    path.write_text(edited(('key = "garderie_soir"', 'key = "cantine"'), (BOOK, book)), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert [(problem.key, problem.args.get("service")) for problem in caught.value.problems] == [
        ("services.3.key", None),
        ("cutoffs.book.rows", "garderie_matin"),
        ("cutoffs.book.rows", "cantine"),
    ]


def test_a_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    assert mistakes(tmp_path, 'name = "Périscolaire"'.encode("cp1252")) == {"": (Expected.UTF8, {})}


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cantine.toml"
    path.write_bytes(preset_text("peaugres").replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_policy(path).contact.email == "gestion.portail@siej.fr"


@pytest.mark.parametrize(("name", "why"), [("absent.toml", "No such file or directory"), ("", "Is a directory")])
def test_a_file_that_cannot_be_read_is_named(name: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert caught.value.problems == (PolicyProblem(str(path), "", Expected.READABLE, {"reason": why}),)


def test_a_mistake_without_words_of_our_own_is_told_in_those_of_pydantic() -> None:
    strange = InitErrorDetails(type=PydanticCustomError("strange", "something {{else}}"), loc=("name",), input=None)
    error = ValidationError.from_exception_data("Policy", [strange])
    assert list(problems_of(error, "cantine.toml", {"name": None})) == [
        PolicyProblem("cantine.toml", "name", Expected.OTHER, {"detail": "something {{else}}"})
    ]


def test_every_place_with_public_holidays_of_its_own_may_be_named() -> None:
    places = [place for place in holidays.country_holidays("FR").subdivisions if not place.startswith("Zone ")]
    for place in places:
        assert CalendarPolicy.model_validate({"zone": "A", "subdivision": place}).subdivision == place
