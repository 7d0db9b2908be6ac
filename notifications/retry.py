"""What follows a try to send. A decision on values: the randomness of the backoff is passed in."""

from datetime import datetime, timedelta

from core.usecases.delivering import Failed, Outcome, RetryAt, Sent, Unknown
from notifications.transport import ErrorKind, TransportError

SHORTEST_BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=10)

LAST_AMBIGUOUS_TRY = {"result": 10, "link_alert": 10}
"""By kind: the try after which a message that may have arrived is not sent again, as no key tells Telegram that it is
the same. Those listed carry a reference by which a person knows a repeat; one that is not listed is sent once."""


def next_step(
    error: TransportError | None, kind: str, attempts: int, *, now: datetime, expires_at: datetime, jitter: float
) -> Outcome:
    """What to record after the ``attempts``-th try ended at ``now``; ``jitter`` is in [0, 1).

    What surely did not arrive is tried until it expires; a ``retry_after`` is obeyed to the second.
    """
    if error is None:
        return Sent()
    reason = str(error)
    if error.kind is ErrorKind.PERMANENT:
        return Failed(reason, error.blocked)
    if error.retry_after is not None:
        return RetryAt(now + error.retry_after, reason)
    again = now + backoff(attempts, jitter)
    if error.kind is ErrorKind.UNKNOWN and (attempts >= LAST_AMBIGUOUS_TRY.get(kind, 1) or again >= expires_at):
        return Unknown(reason)
    return RetryAt(again, reason)


def backoff(attempts: int, jitter: float) -> timedelta:
    """The pause after the ``attempts``-th try: doubled each time up to the longest, and spread over its upper half."""
    doubled = SHORTEST_BACKOFF * (1 << min(attempts - 1, 10))
    return min(doubled, LONGEST_BACKOFF) * (0.5 + jitter / 2)
