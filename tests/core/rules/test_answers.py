"""When a family may expect the answer."""

import pytest

from core.model.policy import Validation
from core.policy import preset
from core.rules.answers import answer_expected
from tests.core.rules.builders import PARIS, paris, shown_in_paris

PEAUGRES = preset("peaugres").validation
EPAGNY = preset("epagny").validation


def answer(validation: Validation, now: str, cutoff: str | None) -> str:
    return shown_in_paris(answer_expected(validation, paris(cutoff) if cutoff else None, paris(now), PARIS))


def test_in_peaugres_requests_are_validated_on_friday_morning() -> None:
    assert answer(PEAUGRES, "2026-11-23 20:00", "2026-11-27 00:00") == "Fri 2026-11-27 09:00"


def test_a_request_for_the_week_after_next_is_answered_after_its_own_deadline() -> None:
    assert answer(PEAUGRES, "2026-11-23 20:00", "2026-12-04 00:00") == "Fri 2026-12-04 09:00"


def test_in_epagny_requests_are_validated_on_thursday_morning() -> None:
    assert answer(EPAGNY, "2026-11-23 20:00", "2026-11-25 12:00") == "Thu 2026-11-26 09:00"


def test_a_late_absence_is_answered_at_the_next_validation() -> None:
    assert answer(PEAUGRES, "2026-12-01 07:00", "2026-11-27 00:00") == "Fri 2026-12-04 09:00"


def test_without_a_deadline_the_answer_comes_at_the_next_validation() -> None:
    assert answer(PEAUGRES, "2026-12-01 07:00", None) == "Fri 2026-12-04 09:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-27 08:59:59", "Fri 2026-11-27 09:00"),
        ("2026-11-27 09:00:00", "Fri 2026-12-04 09:00"),
        ("2026-11-27 12:00:00", "Fri 2026-12-04 09:00"),
    ],
)
def test_who_asks_once_validation_has_begun_waits_for_the_next(now: str, expected: str) -> None:
    assert answer(PEAUGRES, now, None) == expected


def test_a_deadline_at_the_very_moment_of_validation_is_in_time_for_it() -> None:
    noon = Validation.model_validate({"weekday": "wed", "time": "12:00"})
    assert answer(noon, "2026-11-23 20:00", "2026-11-25 12:00") == "Wed 2026-11-25 12:00"


def test_a_validation_at_midnight_belongs_to_the_day_that_ends() -> None:
    midnight = Validation.model_validate({"weekday": "thu", "time": "24:00"})
    assert answer(midnight, "2026-11-26 23:59", None) == "Fri 2026-11-27 00:00"
    assert answer(midnight, "2026-11-27 00:00", None) == "Fri 2026-12-04 00:00"


def test_an_answer_keeps_its_hour_after_the_clocks_change() -> None:
    assert answer(PEAUGRES, "2026-10-24 12:00", None) == "Fri 2026-10-30 09:00"
    assert answer(PEAUGRES, "2027-03-27 12:00", None) == "Fri 2027-04-02 09:00"
