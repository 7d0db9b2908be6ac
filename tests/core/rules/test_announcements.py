"""From which day a closure holds, until when it is worth telling, how often its author looks."""

from datetime import date, timedelta

import pytest

from core.model.notices import AnnouncementKind
from core.rules.announcements import (
    first_day_left,
    first_day_to_come,
    progress_interval,
    seconds_left,
    worth_telling_until,
)
from tests.core.rules.builders import PARIS, a_service, day, paris

CANTEEN = a_service().terms.model_copy(update={"ends": a_service().terms.starts.replace(hour=13)})
"""From 11:30 to 13:30."""
TODAY, TOMORROW = day("2026-11-24"), day("2026-11-25")


@pytest.mark.parametrize(
    ("now", "left", "to_come"),
    [
        ("2026-11-24 11:29:59", TODAY, TODAY),
        ("2026-11-24 11:30", TODAY, TOMORROW),
        ("2026-11-24 13:29:59", TODAY, TOMORROW),
        ("2026-11-24 13:30", TOMORROW, TOMORROW),
    ],
)
def test_a_service_under_way_can_still_close_but_not_open_again(now: str, left: date, to_come: date) -> None:
    monday = day("2026-11-23")
    assert first_day_left(CANTEEN, monday, paris(now), PARIS) == left
    assert first_day_to_come(CANTEEN, monday, paris(now), PARIS) == to_come


def test_days_to_come_are_all_left() -> None:
    later = day("2026-11-30")
    assert first_day_left(CANTEEN, later, paris("2026-11-24 15:00"), PARIS) == later


@pytest.mark.parametrize(
    ("kind", "last", "until"),
    [
        (AnnouncementKind.CLOSURE, "2026-11-30", "2026-12-01 00:00"),
        (AnnouncementKind.STRIKE, "2027-03-28", "2027-03-29 00:00"),
        (AnnouncementKind.GENERAL, "2026-11-24", "2026-12-01 09:00"),
    ],
)
def test_a_closure_is_told_until_midnight_and_an_information_for_a_week(
    kind: AnnouncementKind, last: str, until: str
) -> None:
    assert worth_telling_until(kind, day(last), paris("2026-11-24 09:00"), PARIS) == paris(until)


def test_the_author_looks_often_at_first_and_then_ever_more_rarely() -> None:
    ages = [timedelta(minutes=minutes) for minutes in (0, 9, 10, 59, 60, 600)]
    assert [progress_interval(age).total_seconds() for age in ages] == [3, 3, 60, 60, 600, 600]


@pytest.mark.parametrize(
    ("done", "waiting", "left"), [(0, 10, None), (10, 0, None), (10, 20, 120), (3, 1, 20), (60, 1, 1)]
)
def test_the_time_left_is_that_of_the_rate_until_now(done: int, waiting: int, left: int | None) -> None:
    assert seconds_left(done, waiting, timedelta(minutes=1)) == left


def test_what_is_done_at_once_takes_no_time_but_some() -> None:
    assert seconds_left(1, 2, timedelta()) == 2
