"""What follows a try to send."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.usecases.delivering import Failed, Outcome, RetryAt, Sent, Unknown
from notifications.retry import LAST_AMBIGUOUS_TRY, LONGEST_BACKOFF, SHORTEST_BACKOFF, backoff, next_step
from notifications.transport import ErrorKind, TransportError
from tests.clock import NOW

TIME = timedelta(days=7)
lost = TransportError("the answer was lost", ErrorKind.UNKNOWN)
busy = TransportError("busy", ErrorKind.TRANSIENT)


def step(
    error: TransportError | None,
    *,
    kind: str = "result",
    attempts: int = 1,
    left: timedelta = TIME,
    jitter: float = 0.5,
) -> Outcome:
    return next_step(error, kind, attempts, now=NOW, expires_at=NOW + left, jitter=jitter)


def test_what_was_accepted_is_sent() -> None:
    assert step(None) == Sent()


@pytest.mark.parametrize("blocked", [True, False])
def test_what_is_refused_for_good_is_not_tried_again(blocked: bool) -> None:
    assert step(TransportError("no", ErrorKind.PERMANENT, blocked=blocked)) == Failed("no", blocked)


@given(st.integers(0, 100_000), st.integers(1, 100), st.floats(0, 1, exclude_max=True))
def test_a_retry_after_is_obeyed_to_the_second(seconds: int, attempts: int, jitter: float) -> None:
    error = TransportError("slower", ErrorKind.TRANSIENT, retry_after=timedelta(seconds=seconds))
    assert step(error, attempts=attempts, jitter=jitter) == RetryAt(NOW + timedelta(seconds=seconds), "slower")


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_what_surely_did_not_arrive_is_tried_until_it_expires(attempts: int, jitter: float) -> None:
    outcome = step(busy, attempts=attempts, jitter=jitter, left=timedelta(seconds=1))
    assert isinstance(outcome, RetryAt)


@pytest.mark.parametrize("kind", LAST_AMBIGUOUS_TRY)
def test_a_notice_that_carries_its_reference_is_sent_again_when_it_may_have_arrived(kind: str) -> None:
    assert isinstance(step(lost, kind=kind), RetryAt)


def test_a_notice_without_a_policy_is_not_sent_twice() -> None:
    assert step(lost, kind="announcement") == Unknown("the answer was lost")


def test_after_its_last_try_it_is_unknown_whether_a_notice_arrived() -> None:
    last = LAST_AMBIGUOUS_TRY["result"]
    assert isinstance(step(lost, attempts=last - 1), RetryAt)
    assert step(lost, attempts=last) == Unknown("the answer was lost")


def test_when_there_is_no_time_left_it_is_unknown_whether_a_notice_arrived() -> None:
    assert step(lost, left=timedelta(seconds=1)) == Unknown("the answer was lost")


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_within_bounds(attempts: int, jitter: float) -> None:
    pause = backoff(attempts, jitter)
    assert SHORTEST_BACKOFF / 2 <= pause <= LONGEST_BACKOFF
    assert backoff(attempts + 1, 0.0) >= backoff(attempts, 0.0)


def test_relays_that_failed_together_do_not_come_back_together() -> None:
    assert backoff(4, 0.1) != backoff(4, 0.9)
