"""What holds for every deadline, whatever the town writes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model.planning import CellFacts, Refusal
from core.model.policy import Cutoff, Validation
from core.policy import preset
from core.rules.answers import answer_expected
from core.rules.calendar import why_closed
from core.rules.cutoffs import Deadline, cutoff_instant, is_late, next_deadline
from core.rules.requests import may_book
from tests.core.rules.builders import EVERY_DAY, PARIS, a_calendar, a_service, closed_on, days_before, table, weekly

CALENDAR = a_calendar(closed_on("2026-11-30", "2026-12-02"))
ZONES = st.sampled_from([PARIS, ZoneInfo("Indian/Reunion"), ZoneInfo("America/Martinique"), ZoneInfo("Pacific/Noumea")])

WEEKDAYS = EVERY_DAY.split()
weekday = st.sampled_from(WEEKDAYS)
minutes = st.integers(0, 24 * 60)
clock_face = minutes.map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
day_time = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")

weekly_cutoffs = st.builds(weekly, weekday, clock_face, st.integers(1, 8))
counted_cutoffs = st.builds(
    days_before, st.integers(1, 20), clock_face, st.sampled_from(["calendar", "working", "school"])
)
same_day_cutoffs = st.builds(days_before, st.just(0), day_time)
moments = st.builds("{} {}".format, weekday, clock_face)
tables = st.fixed_dictionaries(dict.fromkeys(WEEKDAYS, moments)).map(lambda rows: table(**rows))
cutoffs = st.one_of(weekly_cutoffs, counted_cutoffs, same_day_cutoffs, tables)

days = st.dates(date(2025, 9, 1), date(2028, 8, 31))
nows = st.datetimes(datetime(2025, 9, 1), datetime(2028, 8, 31), timezones=st.just(UTC))  # noqa: DTZ001

unhurried = settings(deadline=None, max_examples=60)


@unhurried
@given(cutoffs, days, ZONES)
def test_a_deadline_never_lies_after_its_day(cutoff: Cutoff, day: date, tz: ZoneInfo) -> None:
    at = cutoff_instant(cutoff, day, CALENDAR, tz)
    assert at is not None
    assert at.tzinfo is UTC
    assert at.astimezone(tz).date() <= day


@unhurried
@given(weekly_cutoffs, days, ZONES)
def test_a_weekly_deadline_is_one_instant_for_its_whole_week(cutoff: Cutoff, day: date, tz: ZoneInfo) -> None:
    monday = day - timedelta(days=day.weekday())
    week = {cutoff_instant(cutoff, monday + timedelta(days=count), CALENDAR, tz) for count in range(7)}
    assert len(week) == 1


@unhurried
@given(weekly_cutoffs, days)
def test_a_weekly_deadline_is_never_after_the_week_begins(cutoff: Cutoff, day: date) -> None:
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), PARIS)
    at = cutoff_instant(cutoff, day, CALENDAR, PARIS)
    assert at is not None
    assert at <= monday


@unhurried
@given(st.integers(0, 24 * 60), st.integers(1, 20), days)
def test_a_change_of_time_moves_no_local_hour(minute: int, count: int, day: date) -> None:
    assume(not 120 <= minute < 180)  # the hour that spring skips is not on the clock
    at = cutoff_instant(days_before(count, f"{minute // 60:02}:{minute % 60:02}"), day, CALENDAR, PARIS)
    assert at is not None
    shown = at.astimezone(PARIS)
    assert (shown.hour, shown.minute) == (minute // 60 % 24, minute % 60)
    assert shown.date() == day - timedelta(days=count - (minute == 24 * 60))


@unhurried
@given(st.one_of(weekly_cutoffs, counted_cutoffs), days)
def test_a_later_day_never_closes_before_an_earlier_one(cutoff: Cutoff, day: date) -> None:
    first = cutoff_instant(cutoff, day, CALENDAR, PARIS)
    second = cutoff_instant(cutoff, day + timedelta(days=1), CALENDAR, PARIS)
    assert first is not None
    assert second is not None
    assert first <= second


@unhurried
@given(cutoffs, nows, st.sampled_from(["mon tue thu fri", "wed", EVERY_DAY]), st.booleans())
def test_the_next_deadline_is_the_soonest_of_those_to_come(
    cutoff: Cutoff, now: datetime, weekdays: str, in_holidays: bool
) -> None:
    service = a_service(weekdays, in_holidays=in_holidays)
    found = next_deadline(cutoff, now, CALENDAR, service, PARIS)
    to_come = {
        day: at
        for day in (now.astimezone(PARIS).date() + timedelta(days=count) for count in range(250))
        if why_closed(CALENDAR, service, day) is None
        and (at := cutoff_instant(cutoff, day, CALENDAR, PARIS)) is not None
        and not is_late(now, at)
    }
    if not to_come:
        assert found is None
        return
    soonest = min(to_come.values())
    governed = [day for day, at in to_come.items() if at == soonest]
    assert found == Deadline(soonest, min(governed), max(governed))


@unhurried
@given(cutoffs, nows, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_time_never_brings_back_an_earlier_deadline(cutoff: Cutoff, now: datetime, passed: timedelta) -> None:
    service = a_service()
    found = next_deadline(cutoff, now, CALENDAR, service, PARIS)
    later = next_deadline(cutoff, now + passed, CALENDAR, service, PARIS)
    assume(found is not None and later is not None)
    assert found is not None
    assert later is not None
    assert found.at <= later.at


@unhurried
@given(cutoffs, days, nows, st.timedeltas(timedelta(0), timedelta(days=365)))
def test_a_request_refused_as_late_stays_late(cutoff: Cutoff, day: date, now: datetime, passed: timedelta) -> None:
    at = cutoff_instant(cutoff, day, CALENDAR, PARIS)
    assert at is not None
    facts = CellFacts(book_by=at)
    assert (may_book(facts, now) is Refusal.PAST_CUTOFF) is is_late(now, at)
    if is_late(now, at):
        assert may_book(facts, now + passed) is Refusal.PAST_CUTOFF


@unhurried
@given(weekday, clock_face, st.one_of(st.none(), nows), nows, ZONES)
def test_an_answer_comes_within_a_week_of_the_deadline_or_of_now(
    on: str, at: str, cutoff: datetime | None, now: datetime, tz: ZoneInfo
) -> None:
    validation = Validation.model_validate({"weekday": on, "time": at})
    answer = answer_expected(validation, cutoff, now, tz)
    earliest = max(now, cutoff or now)
    assert now < answer
    assert earliest <= answer
    # An hour more: the week in which the clocks are put back is longer.
    assert answer - earliest <= timedelta(days=7, hours=1)


@unhurried
@given(st.sampled_from(["peaugres", "epagny"]), nows)
def test_a_preset_answers_what_is_asked_in_time_before_the_week_begins(name: str, now: datetime) -> None:
    policy = preset(name)
    deadline = next_deadline(policy.cutoffs.book, now, CALENDAR, a_service(), PARIS)
    assume(deadline is not None)
    assert deadline is not None
    answer = answer_expected(policy.validation, deadline.at, now, PARIS)
    assert answer.astimezone(PARIS).date() < deadline.first_day
