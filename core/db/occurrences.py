"""What was due, done once: a row for each, written in the transaction of what it caused."""

from datetime import datetime

from sqlalchemy import select, update

from core.db.tables import occurrences
from core.db.transaction import Transaction
from core.db.upserts import upsert_into

STARTED = "started"
"""Kind of the first row there is: when this organisation's scheduler first looked. Nothing was due before."""


def first_look(tx: Transaction) -> datetime | None:
    """When a scheduler first looked; ``None`` where none has."""
    query = select(occurrences.c.due_at).where(occurrences.c.kind == STARTED).order_by(occurrences.c.due_at).limit(1)
    return tx.execute(query).scalar_one_or_none()


def remember_first_look(tx: Transaction, now: datetime) -> None:
    """Remember that a scheduler has looked; two may, at the same instant."""
    claim(tx, STARTED, now, "", "on_time", now)


def known_since(tx: Transaction, since: datetime) -> set[tuple[str, datetime, str]]:
    """Kind, instant and scope of what was done of all that was due after an instant."""
    query = select(occurrences.c.kind, occurrences.c.due_at, occurrences.c.scope).where(occurrences.c.due_at > since)
    return {(kind, due_at, scope) for kind, due_at, scope in tx.execute(query)}


def claim(tx: Transaction, kind: str, due_at: datetime, scope: str, state: str, now: datetime) -> int | None:
    """Make an occurrence ours to do; ``None`` where another scheduler has done it."""
    row = {"kind": kind, "due_at": due_at, "scope": scope, "state": state, "enqueued_at": now}
    statement = upsert_into(tx, occurrences).values(row).on_conflict_do_nothing().returning(occurrences.c.id)
    return tx.execute(statement).scalar_one_or_none()


def count_messages(tx: Transaction, occurrence_id: int, messages: int) -> None:
    """Remember how many messages an occurrence caused."""
    tx.execute(update(occurrences).where(occurrences.c.id == occurrence_id).values(messages=messages))
