"""What a family may ask for, why not, and what a cell shows."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.planning import CellFacts, CellState, Closed, Mark, Refusal, RequestKind
from core.policy import preset
from core.rules.cutoffs import cutoff_instant
from core.rules.requests import may_book, may_cancel, may_declare_absence, may_request, state_of
from tests.core.rules.builders import PARIS, a_calendar, day, paris

NOW = paris("2026-11-24 18:00")
IN_TIME, LATE = NOW + timedelta(hours=1), NOW
TO_COME, BEGUN = NOW + timedelta(days=6), NOW

FREE = CellFacts(book_by=IN_TIME, cancel_by=IN_TIME, starts_at=TO_COME)
BOOKED = replace(FREE, is_booked=True)


@pytest.mark.parametrize(
    ("preset_name", "moment", "refusal"),
    [
        ("peaugres", "2026-11-26 23:59:59", None),
        ("peaugres", "2026-11-27 00:00:00", Refusal.PAST_CUTOFF),
        ("peaugres", "2026-11-27 00:00:01", Refusal.PAST_CUTOFF),
        ("epagny", "2026-11-25 11:59:59", None),
        ("epagny", "2026-11-25 12:00:00", Refusal.PAST_CUTOFF),
        ("epagny", "2026-11-25 12:00:01", Refusal.PAST_CUTOFF),
    ],
)
def test_a_request_at_the_deadline_is_late_and_one_second_before_it_is_not(
    preset_name: str, moment: str, refusal: Refusal | None
) -> None:
    policy = preset(preset_name)
    calendar = a_calendar()
    for asked_for in ("2026-11-30", "2026-12-04"):
        by = cutoff_instant(policy.cutoffs.book, day(asked_for), calendar, PARIS)
        cell = CellFacts(book_by=by, cancel_by=by, starts_at=paris(f"{asked_for} 11:30"))
        assert may_book(cell, paris(moment)) is refusal
        assert may_cancel(replace(cell, is_booked=True), paris(moment)) is refusal


def test_a_free_cell_may_be_booked_but_neither_cancelled_nor_missed() -> None:
    assert may_book(FREE, NOW) is None
    assert may_cancel(FREE, NOW) is Refusal.NOT_BOOKED
    assert may_declare_absence(FREE, NOW) is Refusal.NOT_BOOKED


def test_a_booked_cell_may_be_cancelled_or_missed_but_not_booked_again() -> None:
    assert may_book(BOOKED, NOW) is Refusal.ALREADY_BOOKED
    assert may_cancel(BOOKED, NOW) is None
    assert may_declare_absence(BOOKED, NOW) is None


def test_a_place_without_deadlines_may_be_asked_for_until_the_service_begins() -> None:
    cell = CellFacts(starts_at=TO_COME)
    assert may_book(cell, TO_COME - timedelta(seconds=1)) is None
    assert may_book(cell, TO_COME) is Refusal.PAST
    assert may_cancel(replace(cell, is_booked=True), TO_COME - timedelta(seconds=1)) is None


def test_an_absence_may_be_declared_past_the_deadline_until_the_service_begins() -> None:
    late = replace(BOOKED, book_by=LATE, cancel_by=LATE)
    assert may_cancel(late, NOW) is Refusal.PAST_CUTOFF
    assert may_declare_absence(late, NOW) is None
    assert may_declare_absence(late, TO_COME - timedelta(seconds=1)) is None
    assert may_declare_absence(late, TO_COME) is Refusal.PAST


def test_a_full_service_refuses_bookings_only() -> None:
    full = replace(BOOKED, places_left=0)
    assert may_book(replace(full, is_booked=False), NOW) is Refusal.FULL
    assert may_cancel(full, NOW) is None
    assert may_declare_absence(full, NOW) is None


def test_the_last_place_may_be_asked_for() -> None:
    assert may_book(replace(FREE, places_left=1), NOW) is None


def test_a_service_whose_capacity_was_lowered_is_full() -> None:
    assert may_book(replace(FREE, places_left=-2), NOW) is Refusal.FULL


def test_a_booking_that_outlives_its_enrolment_can_still_be_given_back() -> None:
    left = replace(BOOKED, is_enrolled=False)
    assert may_cancel(left, NOW) is None
    assert may_declare_absence(left, NOW) is None
    assert may_book(left, NOW) is Refusal.ALREADY_BOOKED


@pytest.mark.parametrize("pending", list(RequestKind))
@pytest.mark.parametrize("kind", list(RequestKind))
def test_nothing_may_be_asked_for_while_a_request_is_pending(kind: RequestKind, pending: RequestKind) -> None:
    cell = FREE if pending is RequestKind.BOOK else BOOKED
    assert may_request(kind, replace(cell, pending=pending), NOW) is Refusal.ALREADY_PENDING


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("kind", list(RequestKind))
def test_nothing_may_be_asked_for_once_the_child_is_marked(kind: RequestKind, mark: Mark) -> None:
    assert may_request(kind, replace(BOOKED, mark=mark), NOW) is Refusal.ALREADY_MARKED


@pytest.mark.parametrize("closed", [closed for closed in Closed if closed is not Closed.UNKNOWN])
def test_a_closed_day_is_closed_whatever_the_reason(closed: Closed) -> None:
    assert may_book(replace(FREE, closed=closed), NOW) is Refusal.CLOSED
    assert may_declare_absence(replace(BOOKED, closed=closed), NOW) is Refusal.CLOSED


def test_refusing_to_book_names_first_what_a_person_most_needs_to_hear() -> None:
    """All obstacles at once; each is removed as soon as it has been named."""
    cell = CellFacts(
        closed=Closed.SCHOOL_HOLIDAY,
        is_enrolled=False,
        in_custody=False,
        pending=RequestKind.BOOK,
        mark=Mark.PRESENT,
        places_left=0,
        book_by=LATE,
        starts_at=BEGUN,
    )
    assert may_book(cell, NOW) is Refusal.CLOSED
    cell = replace(cell, closed=Closed.UNKNOWN)
    assert may_book(cell, NOW) is Refusal.CALENDAR_UNKNOWN
    cell = replace(cell, closed=None)
    assert may_book(cell, NOW) is Refusal.NOT_ENROLLED
    cell = replace(cell, is_enrolled=True)
    assert may_book(cell, NOW) is Refusal.OTHER_CUSTODY
    cell = replace(cell, in_custody=True)
    assert may_book(cell, NOW) is Refusal.PAST
    cell = replace(cell, starts_at=TO_COME)
    assert may_book(cell, NOW) is Refusal.ALREADY_MARKED
    cell = replace(cell, mark=None)
    assert may_book(cell, NOW) is Refusal.ALREADY_PENDING
    cell = replace(cell, pending=None, is_booked=True)
    assert may_book(cell, NOW) is Refusal.ALREADY_BOOKED
    cell = replace(cell, is_booked=False)
    assert may_book(cell, NOW) is Refusal.PAST_CUTOFF
    cell = replace(cell, book_by=IN_TIME)
    assert may_book(cell, NOW) is Refusal.FULL
    cell = replace(cell, places_left=1)
    assert may_book(cell, NOW) is None


def test_refusing_to_cancel_says_that_nothing_is_booked_before_that_it_is_late() -> None:
    assert may_cancel(replace(FREE, cancel_by=LATE), NOW) is Refusal.NOT_BOOKED


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (FREE, CellState.FREE),
        (replace(FREE, book_by=LATE), CellState.FREE),
        (CellFacts(), CellState.FREE),
        (replace(FREE, starts_at=BEGUN), CellState.PAST),
        (BOOKED, CellState.BOOKED),
        (replace(BOOKED, starts_at=BEGUN), CellState.BOOKED),
        (replace(BOOKED, is_enrolled=False), CellState.BOOKED),
        (replace(FREE, is_enrolled=False), CellState.NOT_ENROLLED),
        (replace(FREE, is_enrolled=False, last_refused=True), CellState.NOT_ENROLLED),
        (replace(FREE, last_refused=True), CellState.REFUSED),
        (replace(FREE, last_refused=True, starts_at=BEGUN), CellState.REFUSED),
        (replace(BOOKED, last_refused=True), CellState.BOOKED),
        (replace(FREE, pending=RequestKind.BOOK), CellState.PENDING_BOOK),
        (replace(FREE, pending=RequestKind.BOOK, starts_at=BEGUN), CellState.PENDING_BOOK),
        (replace(FREE, pending=RequestKind.BOOK, last_refused=True), CellState.PENDING_BOOK),
        (replace(BOOKED, pending=RequestKind.CANCEL), CellState.PENDING_CANCEL),
        (replace(BOOKED, pending=RequestKind.ABSENCE), CellState.PENDING_ABSENCE),
        (replace(FREE, closed=Closed.WEEKDAY), CellState.CLOSED),
        (replace(BOOKED, closed=Closed.CLOSURE), CellState.CLOSED),
        (replace(FREE, closed=Closed.UNKNOWN), CellState.CLOSED),
        (replace(BOOKED, pending=RequestKind.CANCEL, closed=Closed.CLOSURE), CellState.CLOSED),
        # The six states of the attendance tool of Peaugres: the first two are above.
        (replace(FREE, mark=Mark.PRESENT), CellState.MARKED),
        (replace(BOOKED, mark=Mark.PRESENT), CellState.PRESENT),
        (replace(BOOKED, mark=Mark.ABSENT_EXCUSED), CellState.ABSENT_EXCUSED),
        (replace(BOOKED, mark=Mark.ABSENT_BILLED), CellState.ABSENT_BILLED),
        (replace(BOOKED, mark=Mark.PRESENT, closed=Closed.CLOSURE), CellState.PRESENT),
        (replace(FREE, is_enrolled=False, mark=Mark.PRESENT), CellState.MARKED),
    ],
)
def test_a_cell_shows_its_state(facts: CellFacts, state: CellState) -> None:
    assert state_of(facts, NOW) is state


@pytest.mark.parametrize(("is_booked", "mark"), list(product([False, True], [None, *Mark])))
def test_the_weeks_of_the_other_guardian_show_nothing_else(is_booked: bool, mark: Mark | None) -> None:
    theirs = replace(FREE, in_custody=False, is_booked=is_booked, mark=mark)
    assert state_of(theirs, NOW) is CellState.OTHER_CUSTODY
    assert state_of(replace(theirs, closed=Closed.PUBLIC_HOLIDAY), NOW) is CellState.CLOSED


moments = st.one_of(st.none(), st.timedeltas(-timedelta(days=9), timedelta(days=9)).map(lambda gap: NOW + gap))
cells = st.builds(
    CellFacts,
    closed=st.one_of(st.none(), st.sampled_from(Closed)),
    is_enrolled=st.booleans(),
    in_custody=st.booleans(),
    is_booked=st.booleans(),
    pending=st.one_of(st.none(), st.sampled_from(RequestKind)),
    last_refused=st.booleans(),
    mark=st.one_of(st.none(), st.sampled_from(Mark)),
    places_left=st.one_of(st.none(), st.integers(-1, 2)),
    book_by=moments,
    cancel_by=moments,
    starts_at=moments,
)


@given(cells)
def test_no_cell_may_be_booked_and_cancelled_at_once(facts: CellFacts) -> None:
    assert may_book(facts, NOW) is not None or may_cancel(facts, NOW) is not None


@given(cells)
def test_what_may_be_cancelled_may_also_be_missed(facts: CellFacts) -> None:
    if may_cancel(facts, NOW) is None:
        assert may_declare_absence(facts, NOW) is None


@given(cells)
def test_only_a_cell_shown_free_or_refused_may_be_booked(facts: CellFacts) -> None:
    if may_book(facts, NOW) is None:
        assert state_of(facts, NOW) in {CellState.FREE, CellState.REFUSED}


@given(cells)
def test_only_a_cell_shown_booked_may_be_cancelled_or_missed(facts: CellFacts) -> None:
    if may_declare_absence(facts, NOW) is None:
        assert state_of(facts, NOW) is CellState.BOOKED


@given(st.sampled_from(RequestKind), cells, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_waiting_never_makes_a_refused_request_possible(kind: RequestKind, facts: CellFacts, wait: timedelta) -> None:
    later: datetime = NOW + wait
    if may_request(kind, facts, NOW) is not None:
        assert may_request(kind, facts, later) is not None
