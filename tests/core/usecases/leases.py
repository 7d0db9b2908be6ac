"""From an occurrence to what a relay would be asked to read."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from core.db import tables as t
from core.db.deliveries import Leased
from core.model.notices import Notice
from core.organisation import Organisation, UnitOfWork
from core.rules.occurrences import Occurrence
from tests.builders import Town
from tests.core.usecases.steps import rows

Enqueuer = Callable[[UnitOfWork, Occurrence, int, datetime], int]


def due(kind: Notice, at: datetime, scope: str, day: date | None = None) -> Occurrence:
    """An occurrence that is good for half a day."""
    return Occurrence(kind, at, scope, at + timedelta(hours=12), day=day)


async def enqueue(
    organisation: Organisation, how: Enqueuer, occurrence: Occurrence, now: datetime | None = None
) -> int:
    """Have an occurrence come, in time unless said otherwise; how many messages that made."""

    def come(uow: UnitOfWork) -> int:
        state = {"kind": occurrence.kind, "due_at": occurrence.due_at, "scope": occurrence.scope, "state": "on_time"}
        occurrence_id = Town(uow).add(t.occurrences, enqueued_at=occurrence.due_at, **state)
        return how(uow, occurrence, occurrence_id, now or occurrence.due_at)

    return await organisation.write(come)


async def leased(organisation: Organisation, channel: str = "telegram") -> list[Leased]:
    """What the outbox holds for staff and teams, each message as a delivery of the same number."""
    kept = await rows(organisation, t.outbox)
    return [as_delivery(row, channel=channel) for row in kept if row.staff_id or row.group_id]


def as_delivery(row: Any, number: int | None = None, *, channel: str = "telegram") -> Leased:
    """A message of the outbox as its relay leases it: of the same number, unless another is given."""
    return Leased(
        id=number or row.id,
        outbox_id=row.id,
        kind=row.kind,
        facts=row.facts,
        created_at=row.created_at,
        announcement_id=row.announcement_id,
        family_id=row.family_id,
        guardian_id=row.guardian_id,
        staff_id=row.staff_id,
        group_id=row.group_id,
        locale="fr",
        channel=channel,
        address="1",
        priority=row.priority,
        attempts=1,
        expires_at=row.expires_at,
    )
