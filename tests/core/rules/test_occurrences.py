"""What is due when, under the rules of both services."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from core.model.notices import Notice
from core.model.planning import Closure
from core.policy import PRESETS, preset
from core.rules.calendar import school_calendar
from core.rules.occurrences import NEXT_DAY, WEEKLY, Occurrence, is_late, occurrences_between, upcoming
from tests.clock import paris


def between(name: str, after: datetime, until: datetime, *closures: Closure) -> list[Occurrence]:
    policy = preset(name)
    return occurrences_between(policy, school_calendar(policy.calendar, closures), after, until)


def of(kind: Notice, found: list[Occurrence]) -> list[tuple[datetime, str]]:
    return [(occurrence.due_at, occurrence.scope) for occurrence in found if occurrence.kind is kind]


@pytest.mark.parametrize(
    ("name", "deadline", "reminders"),
    [
        ("peaugres", paris("2026-11-27 00:00"), [paris("2026-11-26 18:00"), paris("2026-11-26 21:00")]),
        ("epagny", paris("2026-11-25 12:00"), [paris("2026-11-24 18:00"), paris("2026-11-25 09:00")]),
    ],
)
def test_families_are_reminded_on_the_eve_and_three_hours_before(
    name: str, deadline: datetime, reminders: list[datetime]
) -> None:
    found = between(name, paris("2026-11-23 00:00"), paris("2026-11-29 23:00"))
    assert of(Notice.REMINDER, found) == [(at, deadline.isoformat()) for at in reminders]
    first = next(occurrence for occurrence in found if occurrence.kind is Notice.REMINDER)
    assert (first.until, first.deadline) == (deadline, deadline)
    assert (first.first_day, first.last_day) == (date(2026, 11, 30), date(2026, 12, 4))
    assert "cantine" in first.service_keys


def test_no_reminder_goes_out_for_a_week_of_holidays() -> None:
    found = between("peaugres", paris("2026-12-14 00:00"), paris("2026-12-19 00:00"))
    assert of(Notice.REMINDER, found) == []


def test_managers_are_told_on_the_validation_morning_and_on_the_eve_of_school_days() -> None:
    found = between("peaugres", paris("2026-11-26 12:00"), paris("2026-12-01 18:00"))
    assert of(Notice.VALIDATION_DIGEST, found) == [
        (paris("2026-11-26 17:00"), NEXT_DAY),
        (paris("2026-11-27 09:00"), WEEKLY),
        (paris("2026-11-27 17:00"), NEXT_DAY),
        (paris("2026-11-30 17:00"), NEXT_DAY),
    ], "not on Tuesday, since nothing runs on Wednesday: that evening is its own eve"
    friday = next(found for found in found if found.due_at == paris("2026-11-27 17:00"))
    assert friday.day == date(2026, 11, 30)


def test_rosters_go_out_on_mornings_on_which_anything_runs() -> None:
    found = between("peaugres", paris("2026-11-24 00:00"), paris("2026-11-25 23:00"))
    assert of(Notice.ROSTER, found) == [
        (paris("2026-11-24 07:00"), "carer"),
        (paris("2026-11-24 08:00"), "director"),
        (paris("2026-11-24 08:00"), "teacher"),
        (paris("2026-11-24 08:30"), "kitchen"),
    ]
    assert {occurrence.until for occurrence in found if occurrence.kind is Notice.ROSTER} == {paris("2026-11-25 00:00")}


def test_missing_attendance_is_asked_for_after_each_service() -> None:
    found = between("peaugres", paris("2026-11-24 00:00"), paris("2026-11-24 23:00"))
    assert of(Notice.UNMARKED, found) == [
        (paris("2026-11-24 09:00"), "garderie_matin"),
        (paris("2026-11-24 14:00"), "cantine"),
        (paris("2026-11-24 19:00"), "garderie_soir"),
    ]


def test_a_day_on_which_everything_is_closed_brings_nothing() -> None:
    day = date(2026, 11, 24)
    assert (
        of(Notice.ROSTER, between("peaugres", paris("2026-11-24 00:00"), paris("2026-11-24 23:00"), Closure(day, day)))
        == []
    )


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("around", [paris("2026-10-25 02:00"), paris("2027-03-28 02:00"), paris("2026-11-26 18:00")])
def test_however_a_span_is_cut_the_same_is_due_once(name: str, around: datetime) -> None:
    """Over both changes of time as well: what a scheduler finds does not depend on when it looks."""
    first, last = around - timedelta(days=3), around + timedelta(days=3)
    whole = between(name, first, last)
    step = timedelta(hours=7)
    cuts = [first + count * step for count in range(int((last - first) / step) + 1)] + [last]
    pieces = [one for start, end in pairwise(cuts) for one in between(name, start, end)]
    assert [one.key for one in pieces] == [one.key for one in whole]
    assert len({one.key for one in whole}) == len(whole)


@pytest.mark.parametrize(("day", "utc"), [("2026-10-16", "06:00"), ("2026-11-03", "07:00")])
def test_a_morning_roster_keeps_its_hour_over_a_change_of_time(day: str, utc: str) -> None:
    found = between("epagny", paris(f"{day} 00:00"), paris(f"{day} 23:00"))
    assert [f"{at:%H:%M}" for at, scope in of(Notice.ROSTER, found) if scope == "teacher"] == [utc]


def test_what_comes_half_an_hour_late_is_marked_so() -> None:
    policy = preset("peaugres")
    (first, *_) = upcoming(
        policy, school_calendar(policy.calendar), paris("2026-11-24 06:00"), paris("2026-11-24 23:00")
    )
    assert not is_late(first, first.due_at + timedelta(minutes=30))
    assert is_late(first, first.due_at + timedelta(minutes=31))
