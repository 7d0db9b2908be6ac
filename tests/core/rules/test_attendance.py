"""What a press in the attendance list means, and whether it is taken."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from core.model.attendance import AttendanceState, Hour, MarkProblem
from core.model.planning import Closed, Mark, Service
from core.model.policy import Hours, Ratio, Rounding, Unexpected
from core.policy import preset
from core.rules.attendance import (
    MarkFacts,
    adults_needed,
    born_by,
    day_problem,
    hour_problem,
    likeliest,
    may_mark,
    state_of,
    stay_minutes,
    wanted_of,
)
from tests.core.rules.builders import a_service

NOTHING, BOOKED, MARKED = AttendanceState.NOTHING, AttendanceState.BOOKED, AttendanceState.MARKED
PRESENT, EXCUSED, BILLED = AttendanceState.PRESENT, AttendanceState.ABSENT_EXCUSED, AttendanceState.ABSENT_BILLED

_MARKS = {
    MARKED: Mark.PRESENT,
    PRESENT: Mark.PRESENT,
    EXCUSED: Mark.ABSENT_EXCUSED,
    BILLED: Mark.ABSENT_BILLED,
}


@pytest.mark.parametrize(
    ("before", "present", "excused", "billed"),
    [
        pytest.param(NOTHING, MARKED, NOTHING, NOTHING, id="service non réservé, non pointé"),
        pytest.param(BOOKED, PRESENT, EXCUSED, BILLED, id="service réservé"),
        pytest.param(MARKED, NOTHING, NOTHING, NOTHING, id="service pointé, pas de réservation"),
        pytest.param(PRESENT, BOOKED, BOOKED, BOOKED, id="service réservé et pointé"),
        pytest.param(EXCUSED, PRESENT, BOOKED, BOOKED, id="absence non facturée"),
        pytest.param(BILLED, PRESENT, BOOKED, BOOKED, id="absence facturée"),
    ],
)
def test_each_of_the_six_states_becomes_what_the_tutorial_says_in_each_mode(
    before: AttendanceState, present: AttendanceState, excused: AttendanceState, billed: AttendanceState
) -> None:
    is_booked, current = before not in {NOTHING, MARKED}, _MARKS.get(before)
    facts = MarkFacts(is_booked, is_enrolled=True, has_begun=True)
    assert state_of(is_booked, current) is before
    for mode, after in zip(Mark, (present, excused, billed), strict=True):
        wanted = wanted_of(current, mode)
        is_taken = may_mark(wanted, facts, Unexpected.ANY_TIME) is None
        assert state_of(is_booked, wanted if is_taken else current) is after, mode


def test_an_absence_whose_booking_is_gone_is_still_an_absence() -> None:
    assert state_of(False, Mark.ABSENT_BILLED) is BILLED


@pytest.mark.parametrize(
    ("wanted", "facts", "unexpected", "problem"),
    [
        (Mark.PRESENT, MarkFacts(True, False, True), Unexpected.NEVER, None),
        (Mark.ABSENT_BILLED, MarkFacts(True, False, True), Unexpected.NEVER, None),
        (None, MarkFacts(False, False, True), Unexpected.NEVER, None),
        (Mark.ABSENT_EXCUSED, MarkFacts(False, True, False), Unexpected.ANY_TIME, MarkProblem.NOT_BOOKED),
        (Mark.PRESENT, MarkFacts(False, False, False), Unexpected.ANY_TIME, MarkProblem.NOT_ENROLLED),
        (Mark.PRESENT, MarkFacts(False, True, False), Unexpected.NEVER, MarkProblem.NO_UNEXPECTED),
        (Mark.PRESENT, MarkFacts(False, True, True), Unexpected.ANY_TIME, None),
        (Mark.PRESENT, MarkFacts(False, True, False), Unexpected.BEFORE_START, None),
        (Mark.PRESENT, MarkFacts(False, True, True), Unexpected.BEFORE_START, MarkProblem.UNEXPECTED_TOO_LATE),
    ],
)
def test_who_came_unexpected_is_taken_as_the_policy_says(
    wanted: Mark | None, facts: MarkFacts, unexpected: Unexpected, problem: MarkProblem | None
) -> None:
    assert may_mark(wanted, facts, unexpected) is problem


@pytest.mark.parametrize(
    ("closed", "day", "is_billed", "problem"),
    [
        (None, 24, False, None),
        (None, 23, False, None),
        (None, 23, True, MarkProblem.BILLED),
        (None, 25, False, MarkProblem.NOT_YET),
        (Closed.CLOSURE, 24, True, MarkProblem.CLOSED),
        (Closed.WEEKDAY, 25, False, MarkProblem.CLOSED),
        (Closed.UNKNOWN, 25, False, MarkProblem.CALENDAR_UNKNOWN),
    ],
)
def test_a_day_is_marked_once_it_has_come_unless_it_is_closed_or_billed(
    closed: Closed | None, day: int, is_billed: bool, problem: MarkProblem | None
) -> None:
    assert day_problem(closed, date(2026, 11, day), date(2026, 11, 24), is_billed) is problem


def until(service: Service, ends: time) -> Service:
    return replace(service, terms=service.terms.model_copy(update={"ends": ends}))


MORNING = until(a_service(service_id=1, starts="07:30"), time(8, 30))
LUNCH = until(a_service(service_id=2, starts="11:30"), time(13, 30))


@pytest.mark.parametrize(
    ("at", "likely"),
    [
        ("2026-11-24 07:00", MORNING),
        ("2026-11-24 08:00", MORNING),
        ("2026-11-24 08:30", LUNCH),
        ("2026-11-24 18:00", LUNCH),
        ("2026-11-26 12:00", LUNCH),
        ("2026-11-20 12:00", MORNING),
    ],
)
def test_the_service_that_is_on_is_suggested_then_the_next_then_the_last(at: str, likely: Service) -> None:
    assert likeliest([MORNING, LUNCH], date(2026, 11, 24), datetime.fromisoformat(at)) is likely


def test_nothing_is_suggested_where_nothing_runs() -> None:
    assert likeliest([], date(2026, 11, 24), datetime.fromisoformat("2026-11-24 12:00")) is None


@pytest.mark.parametrize(
    ("younger", "older", "adults"),
    [(0, 0, 0), (1, 0, 1), (10, 0, 1), (11, 0, 2), (0, 14, 1), (0, 15, 2), (5, 7, 1), (5, 8, 2), (8, 20, 3)],
)
def test_one_adult_looks_after_ten_under_six_or_fourteen_from_six_on(younger: int, older: int, adults: int) -> None:
    assert adults_needed(younger, older, Ratio()) == adults


@pytest.mark.parametrize(
    ("day", "born"),
    [
        (date(2026, 11, 24), date(2020, 11, 24)),
        (date(2026, 2, 28), date(2020, 2, 28)),
        (date(2026, 3, 1), date(2020, 3, 1)),
        (date(2024, 2, 29), date(2018, 2, 28)),
    ],
)
def test_a_child_is_six_on_its_birthday_and_born_on_29_february_on_1_march(day: date, born: date) -> None:
    assert born_by(day) == born


@pytest.mark.parametrize(
    ("minutes", "rounding", "stay"),
    [
        (0, Rounding.UP, 0),
        (61, Rounding.UP, 75),
        (75, Rounding.UP, 75),
        (67, Rounding.NEAREST, 60),
        (68, Rounding.NEAREST, 75),
        (74, Rounding.DOWN, 60),
    ],
)
def test_a_stay_is_rounded_as_the_policy_says(minutes: int, rounding: Rounding, stay: int) -> None:
    assert stay_minutes(990, 990 + minutes, Hours(round_to=15, rounding=rounding)) == stay


@pytest.mark.parametrize(
    ("hour", "at", "now", "problem"),
    [
        (Hour.ARRIVED, "16:30", None, None),
        (Hour.ARRIVED, "15:30", None, None),
        (Hour.ARRIVED, "15:29", None, MarkProblem.HOUR_OUTSIDE),
        (Hour.ARRIVED, "18:30", None, None),
        (Hour.ARRIVED, "18:31", None, MarkProblem.HOUR_OUTSIDE),
        (Hour.DEPARTED, "16:29", None, MarkProblem.HOUR_OUTSIDE),
        (Hour.DEPARTED, "16:30", None, None),
        (Hour.DEPARTED, "21:00", None, None),
        (Hour.ARRIVED, "16:40", "16:40", None),
        (Hour.ARRIVED, "16:41", "16:40", MarkProblem.HOUR_NOT_YET),
    ],
)
def test_an_hour_that_cannot_be_is_a_slip(hour: Hour, at: str, now: str | None, problem: MarkProblem | None) -> None:
    def minute(text: str) -> int:
        return 60 * int(text[:2]) + int(text[3:])

    terms = preset("peaugres").service("garderie_soir")
    assert hour_problem(hour, minute(at), terms, None if now is None else minute(now)) is problem
