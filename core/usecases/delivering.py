"""What a relay asks of the outbox: address messages, lease deliveries, record how they ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db import deliveries, outbox
from core.db.deliveries import Leased
from core.db.outbox import LINK_ALERT, RESULT
from core.organisation import UnitOfWork

__all__ = [
    "LINK_ALERT",
    "RESULT",
    "Failed",
    "Leased",
    "Outcome",
    "RetryAt",
    "Sent",
    "Unknown",
    "address_due",
    "expire_due",
    "lease_due",
    "record",
]

BATCH = 500
"""How many messages are addressed in one transaction."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel accepted it."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not sent, or perhaps not: it is tried again at an instant. Too late by then, it ends as ``expired``."""

    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Refused for good. ``blocked``: by a person who has blocked the bot."""

    error: str
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps sent, and not to be tried again."""

    error: str


Outcome = Sent | RetryAt | Failed | Unknown


def address_due(uow: UnitOfWork, now: datetime) -> int:
    """Address the messages that may leave to the chats of those they are for; how many there were.

    Where nobody can be reached a message ends as ``failed``.
    """
    due = outbox.claim_due(uow.tx, now, BATCH)
    if due:
        outbox.address(uow.tx, due)
    return len(due)


def expire_due(uow: UnitOfWork, now: datetime) -> int:
    """End the deliveries that are too late to be sent; how many there were."""
    return deliveries.expire(uow.tx, now)


def lease_due(uow: UnitOfWork, owner: str, limit: int, lease: timedelta, now: datetime) -> list[Leased]:
    """Lease at most ``limit`` deliveries to a relay: the most urgent first, then the oldest, one for each address.

    A relay that does not record an outcome within ``lease`` loses them to the next.
    """
    due = deliveries.claim_due(uow.tx, now, limit)
    return deliveries.lease(uow.tx, due, owner, now + lease) if due else []


def record(uow: UnitOfWork, delivery_id: int, owner: str, outcome: Outcome, now: datetime) -> bool:
    """Write how a delivery went; ``False``, and nothing written, where the lease is no longer the owner's."""
    match outcome:
        case Sent():
            address = deliveries.finish(uow.tx, delivery_id, owner, "sent", now=now)
        case RetryAt(at, error):
            address = deliveries.put_off(uow.tx, delivery_id, owner, at, error)
        case Failed(error, _):
            address = deliveries.finish(uow.tx, delivery_id, owner, "failed", now=now, error=error)
        case Unknown(error):
            address = deliveries.finish(uow.tx, delivery_id, owner, "unknown", now=now, error=error)
    if address is not None and isinstance(outcome, Failed) and outcome.blocked:
        deliveries.block(uow.tx, int(address), now)
    return address is not None
