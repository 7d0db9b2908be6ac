"""Who did what, and when."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, update

from core.db.tables import audit_events
from core.db.transaction import Transaction
from core.model.people import Actor, GuardianActor, StaffActor

_RECORD = insert(audit_events).returning(audit_events.c.id)
"""Built once: a mark of attendance is a press, and building a statement costs as much as running it."""


def record(
    tx: Transaction,
    actor: Actor | None,
    action: str,
    now: datetime,
    facts: Mapping[str, object] | None = None,
    *,
    school_id: int | None = None,
) -> int:
    """Write an audit event and give its id. ``facts`` holds ids, counts and words of the trade, never a health fact.

    ``school_id``: the school it is about, where it is about one: managers of that school may read it too.
    """
    row = {
        "at": now,
        "action": action,
        "guardian_id": actor.guardian_id if isinstance(actor, GuardianActor) else None,
        "staff_id": actor.staff_id if isinstance(actor, StaffActor) else None,
        "school_id": school_id,
        "facts": dict(facts or {}),
    }
    event_id: int = tx.execute(_RECORD, row).scalar_one()
    return event_id


def complete(tx: Transaction, event_id: int, facts: Mapping[str, object]) -> None:
    """Say what an event of this transaction came to, where only doing it could tell."""
    tx.execute(update(audit_events).where(audit_events.c.id == event_id).values(facts=dict(facts)))
