"""Which days a service runs: zone A (both presets), around the days that are not like the others."""

from datetime import date, timedelta

import pytest

from core.model.planning import Closed
from core.rules.calendar import PUBLISHED_UNTIL, is_school_day, is_working_day, starts_at, why_closed
from tests.core.rules.builders import EVERY_DAY, PARIS, a_calendar, a_service, closed_on, day, paris


@pytest.mark.parametrize(
    ("asked_for", "closed"),
    [
        ("2026-11-30", None),
        ("2026-12-02", Closed.WEEKDAY),
        ("2026-12-05", Closed.WEEKDAY),
        ("2026-11-11", Closed.WEEKDAY),  # a Wednesday before it is a public holiday
        ("2027-03-29", Closed.PUBLIC_HOLIDAY),  # Easter Monday
        ("2027-05-06", Closed.PUBLIC_HOLIDAY),  # Ascension
        ("2027-05-07", Closed.SCHOOL_HOLIDAY),  # its bridge
        ("2026-12-18", None),  # the last school day before Christmas
        ("2026-12-21", Closed.SCHOOL_HOLIDAY),
        ("2027-01-01", Closed.PUBLIC_HOLIDAY),
        ("2027-01-04", None),
        ("2027-07-02", None),  # the school year ends
        ("2027-07-05", Closed.SCHOOL_HOLIDAY),
        ("2026-08-31", Closed.SCHOOL_HOLIDAY),  # only teachers are back
        ("2026-09-01", None),
        ("2028-07-04", None),
        ("2028-08-31", Closed.SCHOOL_HOLIDAY),
        ("2028-09-01", Closed.UNKNOWN),
        ("2028-12-01", Closed.UNKNOWN),
        ("2028-12-03", Closed.WEEKDAY),
    ],
)
def test_the_canteen_of_a_zone_a_school_runs_on_school_days(asked_for: str, closed: Closed | None) -> None:
    assert why_closed(a_calendar(), a_service(), day(asked_for)) is closed


@pytest.mark.parametrize(
    ("zone", "first_monday_of_winter_holidays"), [("A", "2027-02-15"), ("B", "2027-02-22"), ("C", "2027-02-08")]
)
def test_each_zone_has_its_winter_holidays(zone: str, first_monday_of_winter_holidays: str) -> None:
    calendar = a_calendar(zone=zone)
    monday = day(first_monday_of_winter_holidays)
    assert why_closed(calendar, a_service(), monday - timedelta(days=3)) is None
    assert why_closed(calendar, a_service(), monday) is Closed.SCHOOL_HOLIDAY
    assert why_closed(calendar, a_service(), monday + timedelta(days=11)) is Closed.SCHOOL_HOLIDAY
    assert why_closed(calendar, a_service(), monday + timedelta(days=14)) is None


def test_a_holiday_centre_runs_in_school_holidays_but_not_on_christmas_day() -> None:
    centre = a_service(EVERY_DAY, in_holidays=True)
    assert why_closed(a_calendar(), centre, day("2026-12-24")) is None
    assert why_closed(a_calendar(), centre, day("2026-12-25")) is Closed.PUBLIC_HOLIDAY


def test_a_holiday_centre_is_unknown_too_once_the_calendar_ends() -> None:
    assert why_closed(a_calendar(), a_service(EVERY_DAY, in_holidays=True), day("2028-09-01")) is Closed.UNKNOWN


def test_good_friday_is_a_holiday_in_moselle_and_boxing_day_in_alsace_only() -> None:
    good_friday, boxing_day = day("2027-03-26"), day("2026-12-26")
    everywhere = a_service(EVERY_DAY, in_holidays=True)
    assert why_closed(a_calendar(subdivision="57"), everywhere, good_friday) is Closed.PUBLIC_HOLIDAY
    assert why_closed(a_calendar(subdivision="6AE"), everywhere, boxing_day) is Closed.PUBLIC_HOLIDAY
    assert why_closed(a_calendar(), everywhere, good_friday) is None
    assert why_closed(a_calendar(), everywhere, boxing_day) is None


def test_a_closure_of_the_policy_closes_every_school_on_its_first_and_last_day() -> None:
    calendar = a_calendar(
        closures=[{"label": "Fête du village", "first": date(2026, 11, 30), "last": date(2026, 12, 1)}]
    )
    for school in (1, 2):
        service = a_service(school_id=school)
        assert why_closed(calendar, service, day("2026-11-27")) is None
        assert why_closed(calendar, service, day("2026-11-30")) is Closed.CLOSURE
        assert why_closed(calendar, service, day("2026-12-01")) is Closed.CLOSURE
        assert why_closed(calendar, service, day("2026-12-03")) is None


@pytest.mark.parametrize(
    ("school", "service", "closed_for"),
    [
        (None, None, {(1, 10), (1, 11), (2, 20)}),
        (1, None, {(1, 10), (1, 11)}),
        (1, 11, {(1, 11)}),
        (None, 20, {(2, 20)}),
        (2, 11, set()),
    ],
)
def test_a_closure_concerns_the_school_and_the_service_it_names(
    school: int | None, service: int | None, closed_for: set[tuple[int, int]]
) -> None:
    calendar = a_calendar(closed_on("2026-11-30", school=school, service=service))
    offered = [(1, 10), (1, 11), (2, 20)]
    closed = {
        (school_id, service_id)
        for school_id, service_id in offered
        if why_closed(calendar, a_service(service_id=service_id, school_id=school_id), day("2026-11-30"))
    }
    assert closed == closed_for


def test_a_town_that_adds_the_published_holidays_lengthens_its_calendar() -> None:
    holidays = [{"label": "Toussaint", "first": date(2028, 10, 21), "last": date(2028, 11, 5)}]
    calendar = a_calendar(known_until=date(2029, 8, 31), school_holidays=holidays)
    assert why_closed(calendar, a_service(), day("2028-09-04")) is None
    assert why_closed(calendar, a_service(), day("2028-10-23")) is Closed.SCHOOL_HOLIDAY
    assert why_closed(calendar, a_service(), day("2029-05-01")) is Closed.PUBLIC_HOLIDAY
    assert why_closed(calendar, a_service(), day("2029-09-03")) is Closed.UNKNOWN


def test_a_calendar_of_ones_own_knows_only_the_holidays_it_lists() -> None:
    holidays = [{"label": "Vacances", "first": date(2027, 1, 11), "last": date(2027, 1, 17)}]
    calendar = a_calendar(zone="own", known_until=date(2027, 7, 3), school_holidays=holidays)
    assert why_closed(calendar, a_service(), day("2026-12-21")) is None
    assert why_closed(calendar, a_service(), day("2027-01-11")) is Closed.SCHOOL_HOLIDAY
    assert why_closed(calendar, a_service(), day("2027-07-05")) is Closed.UNKNOWN


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_no_school_holiday_is_invented_after_the_last_published_year(zone: str) -> None:
    assert max(a_calendar(zone=zone).school_holidays) == PUBLISHED_UNTIL


def test_a_working_day_is_neither_weekend_nor_public_holiday_nor_general_closure() -> None:
    calendar = a_calendar(closed_on("2026-11-30"), closed_on("2026-12-01", school=1))
    assert is_working_day(calendar, day("2026-12-02"))
    assert is_working_day(calendar, day("2026-12-21"))  # school holidays are working days
    assert is_working_day(calendar, day("2026-12-01"))  # one school's strike
    assert not is_working_day(calendar, day("2026-11-30"))
    assert not is_working_day(calendar, day("2026-11-28"))
    assert not is_working_day(calendar, day("2026-11-11"))


def test_a_school_day_is_a_day_of_teaching() -> None:
    calendar = a_calendar(closed_on("2026-11-30"))
    assert is_school_day(calendar, day("2026-12-01"))
    assert not is_school_day(calendar, day("2026-12-02"))
    assert not is_school_day(calendar, day("2026-12-21"))
    assert not is_school_day(calendar, day("2027-05-17"))  # Whit Monday
    assert not is_school_day(calendar, day("2026-11-30"))


def test_wednesday_is_a_school_day_where_the_town_teaches_on_it() -> None:
    assert is_school_day(a_calendar(school_weekdays=["mon", "tue", "wed", "thu", "fri"]), day("2026-12-02"))


def test_a_service_starts_at_the_same_hour_in_winter_and_in_summer() -> None:
    service = a_service(starts="11:30")
    assert starts_at(service, day("2026-10-23"), PARIS) == paris("2026-10-23 11:30")
    assert starts_at(service, day("2026-10-26"), PARIS) == paris("2026-10-26 11:30")
