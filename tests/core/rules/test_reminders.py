"""Whom to remind, and of what."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from core.model.people import Custody
from core.model.planning import CellFacts, Closed, RequestState
from core.rules.reminders import Period, Place, is_spoken_for, left_to_book, open_places
from tests.core.rules.builders import paris

DEADLINE = paris("2026-11-27 00:00")
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
"""Of week 49, an odd one."""
PERIOD = Period(DEADLINE, MONDAY, TUESDAY, frozenset({"cantine"}))
EVENING = paris("2026-11-26 18:00")
FREE = CellFacts(book_by=DEADLINE, starts_at=paris("2026-11-30 11:30"))
PLACES: tuple[Place, ...] = ((1, MONDAY), (1, TUESDAY))


@pytest.mark.parametrize(
    ("facts", "now", "is_open"),
    [
        pytest.param(FREE, EVENING, True, id="before the deadline"),
        pytest.param(FREE, DEADLINE, False, id="at the deadline"),
        pytest.param(replace(FREE, closed=Closed.PUBLIC_HOLIDAY), EVENING, False, id="a day off"),
        pytest.param(replace(FREE, places_left=1), EVENING, True, id="a place is left"),
        pytest.param(replace(FREE, places_left=0), EVENING, False, id="no place is left"),
        pytest.param(replace(FREE, book_by=paris("2026-11-26 12:00")), EVENING, False, id="an earlier deadline"),
        pytest.param(replace(FREE, book_by=paris("2026-12-01 12:00")), EVENING, False, id="a deadline yet to come"),
    ],
)
def test_a_reminder_speaks_of_places_that_this_deadline_closes(facts: CellFacts, now: datetime, is_open: bool) -> None:
    assert open_places({(1, MONDAY): facts}, PERIOD, now) == (frozenset({(1, MONDAY)}) if is_open else frozenset())


@pytest.mark.parametrize(
    ("custody", "spoken_for", "left"),
    [
        pytest.param(Custody.ALWAYS, [], PLACES, id="nothing is booked"),
        pytest.param(Custody.ALWAYS, [MONDAY], (), id="one day is booked: the other was left out on purpose"),
        pytest.param(Custody.ODD_WEEKS, [], PLACES, id="in one's own week"),
        pytest.param(Custody.EVEN_WEEKS, [], (), id="in the other guardian's week"),
    ],
)
def test_a_guardian_is_reminded_of_the_days_of_a_child_nobody_thought_of(
    custody: Custody, spoken_for: list[date], left: tuple[Place, ...]
) -> None:
    assert left_to_book(reversed(PLACES), custody, spoken_for) == left


def test_what_the_other_guardian_booked_in_their_weeks_does_not_count_in_mine() -> None:
    next_week = date(2026, 12, 7)
    places = [(1, MONDAY), (1, next_week)]
    assert left_to_book(places, Custody.EVEN_WEEKS, [MONDAY]) == ((1, next_week),)
    assert left_to_book(places, Custody.ODD_WEEKS, [MONDAY]) == ()


def test_a_request_speaks_for_its_day_unless_it_was_refused_or_withdrawn() -> None:
    assert {state for state in RequestState if is_spoken_for(state)} == {RequestState.PENDING, RequestState.APPROVED}
