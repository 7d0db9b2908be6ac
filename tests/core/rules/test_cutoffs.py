"""Deadlines, as towns write them."""

from datetime import timedelta

import pytest

from core.model.policy import Cutoff
from core.policy import preset
from core.rules.cutoffs import Deadline, cutoff_instant, is_late, next_deadline
from tests.core.rules.builders import (
    EVERY_DAY,
    PARIS,
    SCHOOL_DAYS,
    a_calendar,
    a_service,
    asked_by,
    closed_on,
    day,
    days_before,
    paris,
    table,
    weekly,
)

PEAUGRES = preset("peaugres").cutoffs.book
EPAGNY = preset("epagny").cutoffs.book

VEYRAS = weekly("tue", "23:59")
ANDANCETTE_BOOK, ANDANCETTE_CANCEL = weekly("fri", "12:00"), days_before(1, "12:00")
CRUAS = days_before(2, "12:00", "working")
VILLES_SOEURS = days_before(3, "12:00", "working")
LE_CRES = days_before(8, "24:00")
BY_TABLE = table(mon="fri 09:00", tue="fri 09:00", thu="tue 09:00", fri="tue 09:00")


@pytest.mark.parametrize(
    ("cutoff", "asked_for", "by"),
    [
        # Peaugres: "jusqu'au jeudi soir minuit".
        (PEAUGRES, "2026-11-30", "Fri 2026-11-27 00:00"),
        (PEAUGRES, "2026-12-04", "Fri 2026-11-27 00:00"),
        (PEAUGRES, "2026-12-07", "Fri 2026-12-04 00:00"),
        # Epagny Metz-Tessy: "le mercredi avant 12h00 pour la semaine suivante".
        (EPAGNY, "2026-11-30", "Wed 2026-11-25 12:00"),
        (EPAGNY, "2026-12-02", "Wed 2026-11-25 12:00"),
        (VEYRAS, "2026-12-03", "Tue 2026-11-24 23:59"),
        (ANDANCETTE_BOOK, "2026-11-30", "Fri 2026-11-27 12:00"),
        (ANDANCETTE_CANCEL, "2026-11-30", "Sun 2026-11-29 12:00"),
        (CRUAS, "2026-12-03", "Tue 2026-12-01 12:00"),
        (CRUAS, "2026-11-30", "Thu 2026-11-26 12:00"),
        (CRUAS, "2026-12-01", "Fri 2026-11-27 12:00"),
        (VILLES_SOEURS, "2026-11-30", "Wed 2026-11-25 12:00"),
        (VILLES_SOEURS, "2026-12-04", "Tue 2026-12-01 12:00"),
        (LE_CRES, "2026-11-30", "Mon 2026-11-23 00:00"),
        (BY_TABLE, "2026-11-30", "Fri 2026-11-27 09:00"),
        (BY_TABLE, "2026-12-01", "Fri 2026-11-27 09:00"),
        (BY_TABLE, "2026-12-03", "Tue 2026-12-01 09:00"),
        (BY_TABLE, "2026-12-04", "Tue 2026-12-01 09:00"),
        (table(mon="mon 09:00"), "2026-11-30", "Mon 2026-11-23 09:00"),
        (table(mon="sun 24:00"), "2026-11-30", "Mon 2026-11-30 00:00"),
        (weekly("mon", "08:00", weeks_before=2), "2026-12-04", "Mon 2026-11-16 08:00"),
        (days_before(0, "09:00"), "2026-11-30", "Mon 2026-11-30 09:00"),
    ],
)
def test_a_day_is_asked_for_by_the_deadline_its_town_announces(cutoff: Cutoff, asked_for: str, by: str) -> None:
    assert asked_by(cutoff, asked_for) == by


@pytest.mark.parametrize(
    ("cutoff", "asked_for", "by"),
    [
        (CRUAS, "2026-11-12", "Mon 2026-11-09 12:00"),  # the Armistice does not count
        (VILLES_SOEURS, "2027-05-10", "Tue 2027-05-04 12:00"),  # neither does Ascension, but its bridge does
        (days_before(1, "12:00", "school"), "2027-05-10", "Tue 2027-05-04 12:00"),  # the bridge is no school day
        (days_before(1, "12:00", "school"), "2027-01-04", "Fri 2026-12-18 12:00"),  # the last one before Christmas
        (days_before(1, "12:00", "school"), "2027-09-02", "Fri 2027-07-02 12:00"),  # the last one before summer
        (days_before(2, "12:00", "school"), "2026-12-04", "Tue 2026-12-01 12:00"),  # Wednesday is no school day
    ],
)
def test_holidays_move_the_deadlines_counted_in_working_or_school_days(cutoff: Cutoff, asked_for: str, by: str) -> None:
    assert asked_by(cutoff, asked_for) == by


def test_a_general_closure_moves_a_deadline_counted_in_working_days() -> None:
    assert asked_by(CRUAS, "2026-12-03", a_calendar(closed_on("2026-12-01"))) == "Mon 2026-11-30 12:00"


def test_a_strike_in_one_school_moves_no_deadline() -> None:
    assert asked_by(CRUAS, "2026-12-03", a_calendar(closed_on("2026-12-01", school=1))) == "Tue 2026-12-01 12:00"


def test_a_change_of_time_moves_no_hour_on_the_clock() -> None:
    assert asked_by(PEAUGRES, "2027-03-29") == "Fri 2027-03-26 00:00"  # the clocks change on the 28th
    assert asked_by(days_before(2, "12:00"), "2027-03-29") == "Sat 2027-03-27 12:00"
    assert asked_by(days_before(1, "24:00"), "2027-03-29") == "Mon 2027-03-29 00:00"
    assert asked_by(days_before(2, "12:00"), "2026-10-26") == "Sat 2026-10-24 12:00"  # and on the 25th
    assert asked_by(EPAGNY, "2026-11-02") == "Wed 2026-10-28 12:00"


def test_a_deadline_in_the_hour_spring_skips_falls_an_hour_later() -> None:
    assert asked_by(days_before(1, "02:30"), "2027-03-29") == "Sun 2027-03-28 03:30"


def test_a_deadline_in_the_hour_autumn_repeats_falls_the_first_time() -> None:
    at = cutoff_instant(days_before(1, "02:30"), day("2026-10-26"), a_calendar(), PARIS)
    assert at is not None
    assert at.isoformat() == "2026-10-25T00:30:00+00:00"


def test_a_weekly_deadline_crosses_the_new_year() -> None:
    assert asked_by(PEAUGRES, "2027-01-04") == "Fri 2027-01-01 00:00"


def test_a_table_says_nothing_of_a_weekday_it_does_not_name() -> None:
    assert cutoff_instant(BY_TABLE, day("2026-12-02"), a_calendar(), PARIS) is None


def test_open_means_before_the_deadline() -> None:
    deadline = paris("2026-11-27 00:00")
    assert not is_late(deadline - timedelta(microseconds=1), deadline)
    assert is_late(deadline, deadline)


def deadline(cutoff: Cutoff, now: str, weekdays: str = SCHOOL_DAYS, *, in_holidays: bool = False) -> Deadline | None:
    return next_deadline(cutoff, paris(now), a_calendar(), a_service(weekdays, in_holidays=in_holidays), PARIS)


@pytest.mark.parametrize(
    ("cutoff", "now", "at", "first_day", "last_day"),
    [
        (PEAUGRES, "2026-11-26 23:59:59", "2026-11-27 00:00", "2026-11-30", "2026-12-04"),
        (PEAUGRES, "2026-11-27 00:00:00", "2026-12-04 00:00", "2026-12-07", "2026-12-11"),
        (PEAUGRES, "2026-12-11 08:00:00", "2027-01-01 00:00", "2027-01-04", "2027-01-08"),  # over the holidays
        (PEAUGRES, "2027-04-23 08:00:00", "2027-04-30 00:00", "2027-05-03", "2027-05-04"),  # Ascension week
        (PEAUGRES, "2027-07-02 12:00:00", "2027-08-27 00:00", "2027-09-02", "2027-09-03"),  # over the summer
        (EPAGNY, "2026-11-25 11:59:59", "2026-11-25 12:00", "2026-11-30", "2026-12-04"),
        (EPAGNY, "2026-11-25 12:00:00", "2026-12-02 12:00", "2026-12-07", "2026-12-11"),
        (ANDANCETTE_CANCEL, "2026-11-30 11:00:00", "2026-11-30 12:00", "2026-12-01", "2026-12-01"),
        (CRUAS, "2026-11-26 12:00:00", "2026-11-27 12:00", "2026-12-01", "2026-12-01"),
        (BY_TABLE, "2026-11-26 12:00:00", "2026-11-27 09:00", "2026-11-30", "2026-12-01"),
        (BY_TABLE, "2026-11-27 09:00:00", "2026-12-01 09:00", "2026-12-03", "2026-12-04"),
        (days_before(0, "09:00"), "2026-11-30 08:59:59", "2026-11-30 09:00", "2026-11-30", "2026-11-30"),
        # A table may close Tuesday before Monday.
        (table(mon="sat 09:00", tue="fri 09:00"), "2026-11-26 08:00", "2026-11-27 09:00", "2026-12-01", "2026-12-01"),
        # The first day still open may not be the one that closes next: Friday's row is a whole week before.
        (table(thu="wed 09:00", fri="fri 09:00"), "2026-11-24 08:00", "2026-11-25 09:00", "2026-11-26", "2026-11-26"),
        (table(thu="wed 09:00", fri="fri 09:00"), "2026-11-25 10:00", "2026-11-27 09:00", "2026-12-04", "2026-12-04"),
    ],
)
def test_the_next_deadline_is_the_one_still_open_and_names_the_days_it_governs(
    cutoff: Cutoff, now: str, at: str, first_day: str, last_day: str
) -> None:
    assert deadline(cutoff, now) == Deadline(paris(at), day(first_day), day(last_day))


def test_one_deadline_before_summer_governs_the_whole_holiday_centre() -> None:
    found = deadline(days_before(1, "12:00", "school"), "2027-07-02 11:00", EVERY_DAY, in_holidays=True)
    assert found == Deadline(paris("2027-07-02 12:00"), day("2027-07-03"), day("2027-09-02"))


def test_there_is_no_next_deadline_once_the_calendar_ends() -> None:
    assert deadline(PEAUGRES, "2028-06-30 00:00") is None
    assert deadline(PEAUGRES, "2030-01-01 00:00") is None
