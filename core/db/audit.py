"""Who did what, and when."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, insert, select, update

from core.db.tables import audit_events, children, guardians, school_classes, schools, services, staff
from core.db.transaction import Transaction
from core.model.auditing import JournalLine
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


def only(ids: Iterable[int | None]) -> int | None:
    """The one school, or child, that an event is about; ``None`` for several, or none."""
    known = set(ids)
    return known.pop() if len(known) == 1 else None


def complete(tx: Transaction, event_id: int, facts: Mapping[str, object]) -> None:
    """Say what an event of this transaction came to, where only doing it could tell."""
    tx.execute(update(audit_events).where(audit_events.c.id == event_id).values(facts=dict(facts)))


@dataclass(frozen=True, slots=True)
class Reach:
    """Which events: of some schools (``None``: of all, and of none), and as ``JournalFilter`` says.

    ``since`` is included, ``until`` is not. ``up_to``: the newest event, by id.
    """

    school_ids: frozenset[int] | None
    staff_id: int | None = None
    child_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    up_to: int | None = None


def read_events(tx: Transaction, reach: Reach, limit: int, offset: int) -> list[JournalLine]:
    """Events, the newest first, with who did it and the school they are about, but no other name."""
    event = audit_events.c
    guardian = (guardians.c.first_name + " " + guardians.c.last_name).label("guardian")
    query = (
        select(event.id, event.at, event.action, staff.c.name, guardian, event.facts, schools.c.name)
        .outerjoin(staff, staff.c.id == event.staff_id)
        .outerjoin(guardians, guardians.c.id == event.guardian_id)
        .outerjoin(schools, schools.c.id == event.school_id)
        .where(*_conditions(reach))
        .order_by(event.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        JournalLine(event_id, at, action, member, person, facts, {} if school is None else {"school": school})
        for event_id, at, action, member, person, facts, school in tx.execute(query)
    ]


def _conditions(reach: Reach) -> Iterator[ColumnElement[bool]]:
    event = audit_events.c
    if reach.school_ids is not None:
        yield event.school_id.in_(reach.school_ids)
    if reach.staff_id is not None:
        yield event.staff_id == reach.staff_id
    if reach.child_id is not None:
        yield event.facts["child"].as_integer() == reach.child_id
    if reach.since is not None:
        yield event.at >= reach.since
    if reach.until is not None:
        yield event.at < reach.until
    if reach.up_to is not None:
        yield event.id <= reach.up_to


_NAMES: Mapping[str, tuple[Column[int], ColumnElement[str]]] = {
    "child": (children.c.id, children.c.first_name + " " + children.c.last_name),
    "class": (school_classes.c.id, school_classes.c.name),
    "school": (schools.c.id, schools.c.name),
    "service": (services.c.id, services.c.key),
    "staff": (staff.c.id, staff.c.name),
}

NAMED = tuple(_NAMES)
"""What ``names_of`` knows the names of."""


def names_of(tx: Transaction, what: str, ids: Collection[int]) -> dict[int, str]:
    """The names of one of ``NAMED``, by id; a service's is its key in the policy."""
    key, name = _NAMES[what]
    rows = tx.execute(select(key, name).where(key.in_(ids))) if ids else ()
    return {found: str(text) for found, text in rows}
