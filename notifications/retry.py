"""What follows a try to send. A decision on values: the randomness of the backoff is passed in."""

from datetime import datetime, timedelta

from core.usecases.delivering import Failed, Outcome, RetryAt, Unknown
from notifications.transport import ErrorKind, TransportError

SHORTEST_BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=10)


def next_step(
    error: TransportError,
    attempts: int,
    last_ambiguous_try: int,
    *,
    now: datetime,
    expires_at: datetime,
    jitter: float,
) -> Outcome:
    """What to record after the ``attempts``-th try failed at ``now``; ``jitter`` is in [0, 1).

    What surely did not arrive is tried until it expires; a ``retry_after`` is obeyed to the second. What may have
    arrived is tried again up to the ``last_ambiguous_try``.
    """
    reason = str(error)
    if error.kind is ErrorKind.PERMANENT:
        return Failed(reason, error.is_dead)
    if error.retry_after is not None:
        return RetryAt(now + error.retry_after, reason)
    again = now + backoff(attempts, jitter)
    if error.kind is ErrorKind.UNKNOWN and (attempts >= last_ambiguous_try or again >= expires_at):
        return Unknown(reason)
    return RetryAt(again, reason)


def backoff(attempts: int, jitter: float) -> timedelta:
    """The pause after the ``attempts``-th try: doubled each time up to the longest, and spread over its upper half."""
    doubled = SHORTEST_BACKOFF * (1 << min(attempts - 1, 10))
    return min(doubled, LONGEST_BACKOFF) * (0.5 + jitter / 2)
