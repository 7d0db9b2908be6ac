"""What a relay asks of the outbox: address messages, lease deliveries, record how they ended."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.db import deliveries, groups, outbox
from core.db.deliveries import OVERTAKEN, Ending, Leased
from core.db.outbox import BULK
from core.db.recipients import Recipient, recipients_of
from core.organisation import UnitOfWork
from core.rules.quiet import after_quiet
from core.rules.ways import by_ways

__all__ = [
    "OVERTAKEN",
    "Expired",
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
    """The channel accepted it. ``moved_to``: where the chat is now, if it has moved."""

    message_id: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not sent, or perhaps not: it is tried again at an instant. Too late by then, it ends as ``expired``."""

    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Refused for good. ``is_dead``: the address takes nothing, whatever the message."""

    error: str
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps sent, and not to be tried again."""

    error: str


@dataclass(frozen=True, slots=True)
class Expired:
    """There is nothing to tell any more."""

    reason: str


Outcome = Sent | RetryAt | Failed | Unknown | Expired


def address_due(uow: UnitOfWork, now: datetime) -> int:
    """Address the messages that may leave, by the ways each recipient wants or has; how many messages there were.

    What is not urgent waits for the end of a guardian's quiet hours. Where nobody can be reached a message ends as
    ``failed``.
    """
    due = outbox.claim_due(uow.tx, now, BATCH)
    if due:
        in_order = sorted(recipients_of(uow.tx, due), key=lambda whom: (whom.outbox_id, whom.id))
        rows = [row for whom in in_order for row in _addressed(uow, whom, now)]
        deliveries.add_deliveries(uow.tx, rows)
        outbox.end_addressing(uow.tx, due)
    return len(due)


def _addressed(uow: UnitOfWork, whom: Recipient, now: datetime) -> Iterator[dict[str, Any]]:
    by_chat, by_email = by_ways(whom.kind, whom.wanted, has_chat=bool(whom.chats), has_email=whom.email is not None)
    locale = whom.chats[0][1] if whom.chats else uow.policy.locale
    ways = [("telegram", str(telegram_id), spoken) for telegram_id, spoken in whom.chats] if by_chat else []
    ways += [("email", whom.email, locale)] if by_email and whom.email else []
    available_at = whom.available_at
    if whom.priority >= BULK:
        from_now = max(available_at, now)
        until = after_quiet(from_now, whom.quiet, uow.policy.calendar.tz)
        available_at = available_at if until == from_now else until
    for channel, address, spoken in ways:
        yield {
            "outbox_id": whom.outbox_id,
            "guardian_id": None,
            "staff_id": None,
            "group_id": None,
            **({whom.column: whom.id} if whom.column else {}),
            "channel": channel,
            "address": address,
            "locale": spoken,
            "priority": whom.priority,
            "available_at": available_at,
            "expires_at": whom.expires_at,
            "is_fallback": False,
        }


def expire_due(uow: UnitOfWork, now: datetime) -> int:
    """End the deliveries that are too late to be sent; how many there were."""
    return deliveries.expire(uow.tx, now)


def lease_due(
    uow: UnitOfWork, owner: str, channels: Collection[str], limit: int, lease: timedelta, now: datetime
) -> list[Leased]:
    """Lease at most ``limit`` deliveries to a relay: the most urgent first, then the oldest, one for each address.

    A relay that does not record an outcome within ``lease`` loses them to the next. What is for a chat that was
    unlinked since ends as ``failed``.
    """
    due = deliveries.claim_due(uow.tx, channels, now, limit)
    leased = deliveries.lease(uow.tx, due, owner, now + lease) if due else []
    strange = _to_strangers(uow, leased)
    if strange:
        record(uow, owner, [(delivery, Failed("unlinked")) for delivery in leased if delivery.id in strange], now)
    return [delivery for delivery in leased if delivery.id not in strange]


def _to_strangers(uow: UnitOfWork, leased: Sequence[Leased]) -> set[int]:
    """Deliveries to chats that are not, or no longer, of those they are for.

    What is for nobody is the last word to whoever was erased, and goes to their chat unless it is somebody's by now.
    """
    people = [delivery for delivery in leased if delivery.channel == "telegram" and delivery.group_id is None]
    held = deliveries.holders_of_chats(uow.tx, [int(delivery.address) for delivery in people]) if people else set()
    guardians = {(chat, guardian_id) for chat, guardian_id, _ in held}
    staff = {(chat, staff_id) for chat, _, staff_id in held}
    taken = {chat for chat, guardian_id, staff_id in held if guardian_id is not None or staff_id is not None}
    return {
        delivery.id
        for delivery in people
        if ((int(delivery.address), delivery.guardian_id) not in guardians or delivery.guardian_id is None)
        and ((int(delivery.address), delivery.staff_id) not in staff or delivery.staff_id is None)
        and (delivery.guardian_id or delivery.staff_id or int(delivery.address) in taken)
    }


def record(uow: UnitOfWork, owner: str, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime) -> set[int]:
    """Write how deliveries went; the ids of those written: not those whose lease is no longer the owner's.

    Who was refused in a chat is told by e-mail at once, and the other way round.
    """
    held = deliveries.record(uow.tx, owner, [_ending(leased, outcome) for leased, outcome in outcomes], now)
    for leased, outcome in outcomes:
        if leased.id in held:
            _follow(uow, leased, outcome, now)
    return held


def _ending(leased: Leased, outcome: Outcome) -> Ending:
    match outcome:
        case Sent(message_id, _):
            return Ending(leased.id, "sent", message_id=message_id)
        case RetryAt(at, error):
            return Ending(leased.id, None, again_at=at, error=error)
        case Failed(error, _):
            return Ending(leased.id, "failed", error=error)
        case Unknown(error):
            return Ending(leased.id, "unknown", error=error)
        case Expired(reason):
            return Ending(leased.id, "expired", error=reason)


def _follow(uow: UnitOfWork, leased: Leased, outcome: Outcome, now: datetime) -> None:
    if isinstance(outcome, Sent) and outcome.moved_to is not None:
        groups.move_group(uow.tx, int(leased.address), int(outcome.moved_to))
    if isinstance(outcome, Failed):
        if outcome.is_dead:
            deliveries.close_address(uow.tx, leased.channel, leased.address, now)
        deliveries.fall_back(uow.tx, leased, now)
