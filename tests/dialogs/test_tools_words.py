"""What the tools offer to be picked, and that they have words for every reason."""

from datetime import date

from core.model.operations import EnrolmentProblem, OperationKind, Skip, UndoProblem
from core.policy import preset
from dialogs.bulk.offers import periods, weekdays_of
from dialogs.tools.operations import SYMBOLS
from locales import LOCALES, translator

PEAUGRES = preset("peaugres")
TODAY = date(2026, 11, 24)


def test_every_reason_has_its_words() -> None:
    families = {"bulk-why": Skip, "undo": UndoProblem, "enrol-problem": EnrolmentProblem, "operation": SYMBOLS}
    names = {f"{family}-{one.replace('_', '-')}" for family, reasons in families.items() for one in reasons}
    assert {name for name in names for locale in LOCALES if not translator(locale).has(name)} == set()


def test_a_year_of_bookings_ends_on_the_last_day_of_the_service() -> None:
    offered = periods(PEAUGRES, OperationKind.BOOK, ["cantine"], TODAY)
    assert offered["year-end"] == (TODAY, date(2027, 7, 2))
    assert offered["this-month"] == (TODAY, date(2026, 11, 30))
    assert offered["next-month"] == (date(2026, 12, 1), date(2026, 12, 31))


def test_on_the_last_day_of_january_the_next_month_is_february() -> None:
    offered = periods(PEAUGRES, OperationKind.REMOVE, ["cantine"], date(2028, 1, 31))
    assert offered["next-month"] == (date(2028, 2, 1), date(2028, 2, 29))


def test_enrolments_are_of_this_school_year_or_the_next() -> None:
    offered = periods(PEAUGRES, OperationKind.ENROL, ["cantine"], TODAY)
    assert offered == {
        "this-year": (date(2026, 8, 1), date(2027, 7, 31)),
        "next-year": (date(2027, 8, 1), date(2028, 7, 31)),
    }


def test_only_weekdays_on_which_a_service_runs_are_offered() -> None:
    assert weekdays_of(PEAUGRES, ["cantine"]) == [1, 2, 4, 5]
