"""How the service is doing, for whoever runs it: what waits, what failed and why, what is due next.

Read by the command line and by the status port, which name nobody; ``list_bounced`` alone is for the clerk.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db import monitoring
from core.db.monitoring import Bounced, DeliveryCount, FailureCount
from core.db.services import closures_of
from core.organisation import UnitOfWork
from core.rules.addresses import without_emails
from core.rules.calendar import school_calendar
from core.rules.occurrences import Occurrence, upcoming

__all__ = [
    "AHEAD",
    "RECENT",
    "Bounced",
    "DeliveryCount",
    "FailureCount",
    "Queue",
    "Status",
    "answers",
    "list_bounced",
    "read_queue",
    "read_status",
]

RECENT = timedelta(days=1)
"""How far back ended deliveries are counted."""

AHEAD = timedelta(days=7)
"""How far ahead occurrences are looked for."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and what ended within ``RECENT``.

    ``unaddressed``: messages due that no relay has looked at. ``oldest``: since when the one that waits longest might
    have left. ``last``: when the last that was done of each kind of occurrence was due.
    """

    deliveries: tuple[DeliveryCount, ...]
    unaddressed: int
    oldest: datetime | None
    last: dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Status:
    """The queue, what failed within ``RECENT``, what is due within ``AHEAD``, and how many addresses bounced."""

    at: datetime
    queue: Queue
    failures: tuple[FailureCount, ...]
    upcoming: tuple[Occurrence, ...]
    bounced: int


def answers(uow: UnitOfWork) -> None:
    """Raises whatever the database says that does not answer."""
    monitoring.answers(uow.tx)


def read_queue(uow: UnitOfWork, now: datetime) -> Queue:
    """The queue as it is."""
    return Queue(
        tuple(monitoring.count_deliveries(uow.tx, now - RECENT)),
        monitoring.count_unaddressed(uow.tx, now),
        monitoring.oldest_due(uow.tx, now),
        monitoring.last_occurrences(uow.tx),
    )


def read_status(uow: UnitOfWork, now: datetime) -> Status:
    """All that an operator wants to know at a glance."""
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, ()))
    return Status(
        now,
        read_queue(uow, now),
        without_addresses(monitoring.count_failures(uow.tx, now - RECENT)),
        tuple(upcoming(uow.policy, calendar, now, now + AHEAD)),
        monitoring.count_bounced(uow.tx),
    )


def list_bounced(uow: UnitOfWork) -> list[Bounced]:
    """Whom the clerk must ask for another address."""
    return monitoring.list_bounced(uow.tx)


def without_addresses(failures: Iterable[FailureCount]) -> tuple[FailureCount, ...]:
    """Failures by what is left of their reasons without e-mail addresses; the most frequent first."""
    counts: Counter[tuple[str, str | None, str, str | None]] = Counter()
    for failure in failures:
        reason = failure.reason and without_emails(failure.reason)
        counts[failure.kind, failure.channel, failure.state, reason] += failure.count
    return tuple(FailureCount(*alike, count) for alike, count in counts.most_common())
