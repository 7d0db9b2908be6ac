"""When the office is open, and when it opens again."""

from datetime import date, timedelta

import pytest

from core.model.planning import Closure
from core.model.policy import CalendarPolicy, ClosedDays, OpeningHours
from core.rules.calendar import SchoolCalendar, school_calendar
from core.rules.opening import opening_at, spans_on
from tests.core.rules.builders import PARIS, paris, shown_in_paris

TOUSSAINT = Closure(date(2026, 11, 30), date(2026, 12, 1), label="Inventaire")
ONE_SCHOOL = Closure(date(2026, 11, 26), date(2026, 11, 26), school_id=1)


def hours(*spans: str) -> tuple[OpeningHours, ...]:
    """``"mon fri 08:30 12:00"``."""
    words = (span.split() for span in spans)
    return tuple(
        OpeningHours.model_validate({"weekdays": days, "opens": opens, "closes": closes})
        for *days, opens, closes in words
    )


EPAGNY = hours("mon fri 08:30 12:00", "tue thu 13:30 17:30", "wed 08:30 12:00", "wed 13:30 17:30")
ALL_WEEK = hours("mon tue wed thu fri sat sun 00:00 04:00", "mon tue wed thu fri sat sun 23:00 23:59")


def calendar(*closures: Closure) -> SchoolCalendar:
    return school_calendar(CalendarPolicy(zone="A"), closures)


def told(now: str, spans: tuple[OpeningHours, ...] = EPAGNY, *closures: Closure) -> str:
    opening = opening_at(spans, calendar(TOUSSAINT, ONE_SCHOOL, *closures), paris(now), PARIS)
    if opening.until is not None:
        return f"open until {shown_in_paris(opening.until)}"
    return f"opens {shown_in_paris(opening.reopens)}" if opening.reopens else "unknown"


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        pytest.param("2026-11-23 08:29:59", "opens Mon 2026-11-23 08:30", id="before it opens"),
        pytest.param("2026-11-23 08:30", "open until Mon 2026-11-23 12:00", id="as it opens"),
        pytest.param("2026-11-23 11:59:59", "open until Mon 2026-11-23 12:00", id="to the last second"),
        pytest.param("2026-11-23 12:00", "opens Tue 2026-11-24 13:30", id="as it closes"),
        pytest.param("2026-11-25 12:15", "opens Wed 2026-11-25 13:30", id="the lunch break"),
        pytest.param("2026-11-25 23:59:59", "opens Thu 2026-11-26 13:30", id="before midnight; one school is closed"),
        pytest.param("2026-11-26 00:00", "opens Thu 2026-11-26 13:30", id="after midnight"),
        pytest.param("2026-11-27 12:00", "opens Wed 2026-12-02 08:30", id="a weekend, and a closure of all"),
        pytest.param("2026-11-30 10:00", "opens Wed 2026-12-02 08:30", id="within the closure"),
        pytest.param(
            "2026-12-28 09:00", "open until Mon 2026-12-28 12:00", id="school holidays do not close the office"
        ),
        pytest.param("2026-12-24 18:00", "opens Mon 2026-12-28 08:30", id="Christmas on a Friday"),
        pytest.param("2026-12-31 18:00", "opens Mon 2027-01-04 08:30", id="New Year's Eve"),
        pytest.param("2027-05-05 18:00", "opens Fri 2027-05-07 08:30", id="Ascension"),
    ],
)
def test_the_office_of_epagny(now: str, answer: str) -> None:
    assert told(now) == answer


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        pytest.param("2026-10-24 23:59", "opens Sun 2026-10-25 00:00", id="a minute between two days"),
        pytest.param("2026-10-25 01:00", "open until Sun 2026-10-25 04:00", id="before the hour that comes twice"),
        pytest.param("2027-03-28 01:59", "open until Sun 2027-03-28 04:00", id="before the hour that is skipped"),
        pytest.param("2027-03-28 04:00", "opens Sun 2027-03-28 23:00", id="after it"),
    ],
)
def test_an_office_that_is_open_when_the_clocks_change(now: str, answer: str) -> None:
    assert told(now, ALL_WEEK) == answer


def test_the_second_time_the_same_hour_comes_counts_as_later() -> None:
    spans = hours("sun 02:15 02:45")
    twice = paris("2026-10-25 01:30") + timedelta(hours=2)
    assert (told("2026-10-25 02:30", spans)) == "open until Sun 2026-10-25 02:45"
    assert opening_at(spans, calendar(), twice, PARIS).until is None


def test_spans_that_meet_or_overlap_are_one() -> None:
    spans = hours("mon 08:30 12:00", "mon 12:00 13:00", "mon 12:30 17:00", "mon 12:45 14:00")
    assert [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans_on(spans, 1)] == ["08:30-17:00"]
    assert spans_on(spans, 2) == []
    assert told("2026-11-23 12:00", spans) == "open until Mon 2026-11-23 17:00"


def test_what_the_calendar_does_not_reach_is_not_claimed() -> None:
    assert told("2028-12-29 18:00") == "unknown"
    assert told("2026-11-23 09:00", EPAGNY, Closure(date(2026, 1, 1), date(2028, 12, 31))) == "unknown"
    assert told("2026-11-23 09:00", ()) == "unknown"


def test_days_the_policy_closes_close_the_office() -> None:
    closed = ClosedDays(label="Pont", first=date(2027, 5, 7), last=date(2027, 5, 7))
    policy = CalendarPolicy(zone="A", closures=(closed,))
    opening = opening_at(EPAGNY, school_calendar(policy), paris("2027-05-05 18:00"), PARIS)
    assert shown_in_paris(opening.reopens) == "Mon 2027-05-10 08:30"
