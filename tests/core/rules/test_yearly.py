"""Requests for the rest of the school year."""

from datetime import date

import pytest

from core.model.operations import Skip
from core.model.yearly import Wish, YearlyOrder
from core.rules.yearly import as_facts, days_left, is_settled, last_day_of, offered_days, order_of
from tests.clock import MONDAY, TUESDAY

ORDER = YearlyOrder(Wish.ENROL, frozenset({"cantine", "garderie_soir"}), frozenset({1, 2}), MONDAY)


def test_a_request_is_kept_as_it_was_asked() -> None:
    facts = as_facts(ORDER)
    assert order_of(facts) == ORDER
    assert facts == {
        "wish": "enrol",
        "services": ["cantine", "garderie_soir"],
        "weekdays": [1, 2],
        "first_day": "2026-11-30",
        "last_day": "2027-07-31",
    }


@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2026-11-24", {"monday": "2026-11-30", "month": "2026-12-01"}),
        ("2026-11-30", {"monday": "2026-12-07", "month": "2026-12-01"}),
        ("2027-01-31", {"monday": "2027-02-01", "month": "2027-02-01"}),
        ("2027-06-30", {"monday": "2027-07-05", "month": "2027-07-01"}),
        ("2027-07-20", {"monday": "2027-07-26"}),
        ("2027-07-31", {}),
    ],
)
def test_next_monday_and_the_next_month_are_offered_within_the_school_year(today: str, days: dict[str, str]) -> None:
    offered = offered_days(date.fromisoformat(today))
    assert {name: day.isoformat() for name, day in offered.items()} == days


def test_accepted_late_it_begins_today_and_after_the_year_never() -> None:
    last = last_day_of(ORDER)
    assert days_left(ORDER, date(2026, 11, 24)) == (MONDAY, last)
    assert days_left(ORDER, TUESDAY) == (TUESDAY, last)
    assert days_left(ORDER, last) == (last, last)
    assert days_left(ORDER, date(2027, 8, 1)) is None


@pytest.mark.parametrize(
    ("wish", "skipped", "settled"),
    [
        (Wish.ENROL, {Skip.ALREADY_BOOKED}, True),
        (Wish.ENROL, {Skip.ALREADY_BOOKED, Skip.PAST, Skip.OTHER_FAMILY}, True),
        (Wish.ENROL, {Skip.ALREADY_BOOKED, Skip.FULL}, False),
        (Wish.ENROL, {Skip.PAST}, False),
        (Wish.ENROL, set(), False),
        (Wish.CANCEL, {Skip.NOT_BOOKED}, True),
        (Wish.CANCEL, {Skip.NOT_BOOKED, Skip.BILLED}, False),
        (Wish.CANCEL, {Skip.ALREADY_BOOKED}, False),
    ],
)
def test_nothing_to_do_is_well_where_all_is_as_wished(wish: Wish, skipped: set[Skip], settled: bool) -> None:
    assert is_settled(wish, skipped) is settled
