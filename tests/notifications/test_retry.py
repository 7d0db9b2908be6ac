"""What follows a try to send."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.usecases.delivering import Failed, Outcome, RetryAt, Unknown
from notifications.retry import LONGEST_BACKOFF, SHORTEST_BACKOFF, backoff, next_step
from notifications.transport import ErrorKind, TransportError
from tests.clock import NOW

TIME = timedelta(days=7)
lost = TransportError("the answer was lost", ErrorKind.UNKNOWN)
busy = TransportError("busy", ErrorKind.TRANSIENT)


def step(
    error: TransportError,
    *,
    last_ambiguous_try: int = 10,
    attempts: int = 1,
    left: timedelta = TIME,
    jitter: float = 0.5,
) -> Outcome:
    return next_step(error, attempts, last_ambiguous_try, now=NOW, expires_at=NOW + left, jitter=jitter)


@pytest.mark.parametrize("is_dead", [True, False])
def test_what_is_refused_for_good_is_not_tried_again(is_dead: bool) -> None:
    assert step(TransportError("no", ErrorKind.PERMANENT, is_dead=is_dead)) == Failed("no", is_dead)


@given(st.integers(0, 100_000), st.integers(1, 100), st.floats(0, 1, exclude_max=True))
def test_a_retry_after_is_obeyed_to_the_second(seconds: int, attempts: int, jitter: float) -> None:
    error = TransportError("slower", ErrorKind.TRANSIENT, retry_after=timedelta(seconds=seconds))
    assert step(error, attempts=attempts, jitter=jitter) == RetryAt(NOW + timedelta(seconds=seconds), "slower")


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_what_surely_did_not_arrive_is_tried_until_it_expires(attempts: int, jitter: float) -> None:
    outcome = step(busy, attempts=attempts, jitter=jitter, left=timedelta(seconds=1))
    assert isinstance(outcome, RetryAt)


def test_a_notice_that_may_have_arrived_is_sent_again() -> None:
    assert isinstance(step(lost), RetryAt)


@pytest.mark.parametrize("last", [1, 10])
def test_after_its_last_try_it_is_unknown_whether_a_notice_arrived(last: int) -> None:
    assert isinstance(step(lost, attempts=last, last_ambiguous_try=last + 1), RetryAt)
    assert step(lost, attempts=last, last_ambiguous_try=last) == Unknown("the answer was lost")


def test_when_there_is_no_time_left_it_is_unknown_whether_a_notice_arrived() -> None:
    assert step(lost, left=timedelta(seconds=1)) == Unknown("the answer was lost")


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_within_bounds(attempts: int, jitter: float) -> None:
    pause = backoff(attempts, jitter)
    assert SHORTEST_BACKOFF / 2 <= pause <= LONGEST_BACKOFF
    assert backoff(attempts + 1, 0.0) >= backoff(attempts, 0.0)


def test_relays_that_failed_together_do_not_come_back_together() -> None:
    assert backoff(4, 0.1) != backoff(4, 0.9)
