"""What an operator sees of the outbox: counts and reasons, read by the indexes of what waits and of what has ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal_column, select

from core.db.deliveries import OVERTAKEN
from core.db.occurrences import STARTED
from core.db.tables import deliveries, families, guardians, guardianships, occurrences, outbox, staff
from core.db.transaction import Transaction

# Spelt out, not bound, or neither database would use its partial indexes.
_WAITING = deliveries.c.state == literal_column("'waiting'")
_UNADDRESSED = outbox.c.state == literal_column("'waiting'")

_NOT_SENT = ("failed", "expired", "unknown")


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """How many deliveries there are of a kind of notice, by a channel, in a state."""

    kind: str
    channel: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class FailureCount:
    """How many deliveries ended alike without being sent. ``channel``: ``None`` where there was no way to anybody."""

    kind: str
    channel: str | None
    state: str
    reason: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Bounced:
    """Somebody whose address bounced at an instant; of a guardian the families, in order."""

    name: str
    email: str
    refused_at: datetime
    families: tuple[str, ...] = ()


def answers(tx: Transaction) -> None:
    """Read something. Raises where the database does not answer."""
    tx.execute(select(occurrences.c.id).limit(1)).all()


def count_deliveries(tx: Transaction, since: datetime) -> list[DeliveryCount]:
    """Deliveries that wait, and those that ended after an instant."""
    return [*_counted(tx, _WAITING), *_counted(tx, deliveries.c.finished_at > since)]


def _counted(tx: Transaction, which: ColumnElement[bool]) -> Iterator[DeliveryCount]:
    group = (outbox.c.kind, deliveries.c.channel, deliveries.c.state)
    query = select(*group, func.count()).join(outbox, outbox.c.id == deliveries.c.outbox_id)
    return (DeliveryCount(*row) for row in tx.execute(query.where(which).group_by(*group).order_by(*group)))


def count_unaddressed(tx: Transaction, now: datetime) -> int:
    """Messages that may leave, and for which no delivery is written yet."""
    return tx.execute(select(func.count()).where(_UNADDRESSED, outbox.c.available_at <= now)).scalar_one()


def oldest_due(tx: Transaction, now: datetime) -> datetime | None:
    """Since when the message that waits longest might have left; ``None`` where none waits.

    What was tried before has waited since it first might have left, not since its next try.
    """
    first_due = case((deliveries.c.attempts > 0, outbox.c.available_at), else_=deliveries.c.available_at)
    delivery = select(func.min(first_due, type_=outbox.c.available_at.type)).join(
        outbox, outbox.c.id == deliveries.c.outbox_id
    )
    message = select(func.min(outbox.c.available_at)).where(_UNADDRESSED, outbox.c.available_at <= now)
    found = (
        tx.execute(delivery.where(_WAITING, first_due <= now)).scalar_one(),
        tx.execute(message).scalar_one(),
    )
    return min(filter(None, found), default=None)


def count_failures(tx: Transaction, since: datetime) -> list[FailureCount]:
    """Deliveries that ended after an instant without being sent, by reason; and messages that had nobody to go to."""
    group = (outbox.c.kind, deliveries.c.channel, deliveries.c.state, deliveries.c.error)
    ended = (
        select(*group, func.count())
        .join(outbox, outbox.c.id == deliveries.c.outbox_id)
        .where(
            deliveries.c.finished_at > since,
            deliveries.c.state.in_(_NOT_SENT),
            deliveries.c.error.is_distinct_from(OVERTAKEN),
        )
        .group_by(*group)
    )
    nowhere = (
        select(outbox.c.kind, func.count())
        .where(outbox.c.state == "failed", outbox.c.available_at > since)
        .group_by(outbox.c.kind)
    )
    return [
        *(FailureCount(*row) for row in tx.execute(ended)),
        *(FailureCount(kind, None, "failed", None, count) for kind, count in tx.execute(nowhere)),
    ]


def last_occurrences(tx: Transaction) -> dict[str, datetime]:
    """When the last that was done of each kind was due."""
    query = (
        select(occurrences.c.kind, func.max(occurrences.c.due_at).label("due_at"))
        .where(occurrences.c.kind != STARTED, occurrences.c.state != "dropped")
        .group_by(occurrences.c.kind)
    )
    return {row.kind: row.due_at for row in tx.execute(query)}


def count_bounced(tx: Transaction) -> int:
    """Guardians and staff whose address bounced."""
    counts = (
        select(func.count()).where(table.c.email_refused_at.is_not(None), table.c.email.is_not(None))
        for table in (guardians, staff)
    )
    return sum(tx.execute(count).scalar_one() for count in counts)


def list_bounced(tx: Transaction) -> list[Bounced]:
    """Guardians, by family and name, then staff, whose address bounced."""
    guardian = guardians.c
    query = (
        select(guardian.id, guardian.first_name, guardian.last_name, guardian.email, guardian.email_refused_at)
        .add_columns(families.c.name)
        .outerjoin(guardianships, guardianships.c.guardian_id == guardian.id)
        .outerjoin(families, families.c.id == guardianships.c.family_id)
        .where(guardian.email_refused_at.is_not(None), guardian.email.is_not(None))
        .order_by(families.c.name, guardian.last_name, guardian.first_name, guardian.id)
        .distinct()
    )
    found: dict[int, Bounced] = {}
    for guardian_id, first_name, last_name, email, refused_at, family in tx.execute(query):
        known = found[guardian_id].families if guardian_id in found else ()
        theirs = (*known, family) if family is not None else known
        found[guardian_id] = Bounced(f"{first_name} {last_name}", email, refused_at, theirs)
    member = (
        select(staff.c.name, staff.c.email, staff.c.email_refused_at)
        .where(staff.c.email_refused_at.is_not(None), staff.c.email.is_not(None))
        .order_by(staff.c.name)
    )
    return [*found.values(), *(Bounced(*row) for row in tx.execute(member))]
