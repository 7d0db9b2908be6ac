"""Who may fetch a child."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import insert, select, update

from core.db.tables import children, family_requests, pickup_persons
from core.db.transaction import Transaction
from core.model.children import PendingPickup
from core.model.family import FamilyRequestKind, FamilyRequestState, PickupPerson

_KINDS = (FamilyRequestKind.PICKUP_ADD, FamilyRequestKind.PICKUP_END)
_PERSON = (
    pickup_persons.c.id,
    pickup_persons.c.last_name,
    pickup_persons.c.first_name,
    pickup_persons.c.phone,
    pickup_persons.c.relation,
    pickup_persons.c.since,
    pickup_persons.c.ended_on,
)


def persons_of(tx: Transaction, child_ids: Collection[int], day: date) -> dict[int, list[PickupPerson]]:
    """Who may fetch each of some children on a day, or will from a day after it, by name."""
    person = pickup_persons.c
    query = (
        select(person.child_id, *_PERSON)
        .where(person.child_id.in_(sorted(set(child_ids))), (person.ended_on.is_(None)) | (person.ended_on > day))
        .order_by(person.last_name, person.first_name, person.id)
    )
    found: dict[int, list[PickupPerson]] = {}
    for child_id, *values in tx.execute(query):
        found.setdefault(child_id, []).append(PickupPerson(*values))
    return found


def person_of(tx: Transaction, child_id: int, person_id: int) -> PickupPerson | None:
    """A person who may fetch a child, or might once; ``None`` for one of another child."""
    person = pickup_persons.c
    query = select(*_PERSON).where(person.id == person_id, person.child_id == child_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else PickupPerson(*row)


def pending_pickups(tx: Transaction, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[PendingPickup]]:
    """What is asked about who fetches a child, by ``(family, child)``: only of the family that asked."""
    request = family_requests.c
    query = (
        select(request.family_id, request.child_id, request.kind, request.before, request.after)
        .where(
            request.state == FamilyRequestState.PENDING,
            request.kind.in_(_KINDS),
            request.family_id.in_({family_id for family_id, _ in pairs}),
            request.child_id.in_({child_id for _, child_id in pairs}),
        )
        .order_by(request.id)
    )
    found: dict[tuple[int, int], list[PendingPickup]] = {}
    for row in tx.execute(query):
        if (row.family_id, row.child_id) in pairs:
            found.setdefault((row.family_id, row.child_id), []).append(_pending(row.kind, row.before, row.after))
    return found


def _pending(kind: str, before: dict[str, object], after: dict[str, object]) -> PendingPickup:
    told = after or before
    person_id = before.get("person")
    return PendingPickup(
        FamilyRequestKind(kind),
        str(told["first_name"]),
        str(told["last_name"]),
        str(told["relation"]),
        person_id if isinstance(person_id, int) else None,
    )


def hold_child(tx: Transaction, child_id: int) -> None:
    """Let nobody else change who may fetch a child until the end of the transaction."""
    tx.execute(select(children.c.id).where(children.c.id == child_id).with_for_update()).all()


def was_added_by(tx: Transaction, request_id: int) -> bool:
    """Whether a request has added a person already, who may have been ended since."""
    query = select(pickup_persons.c.id).where(pickup_persons.c.request_id == request_id)
    return tx.execute(query).first() is not None


def add_person(
    tx: Transaction,
    child_id: int,
    names: tuple[str, str],
    phone: str | None,
    relation: str,
    since: date,
    request_id: int,
) -> None:
    """A person (last and first name) may fetch a child from a day on."""
    row = {
        "child_id": child_id,
        "last_name": names[0],
        "first_name": names[1],
        "phone": phone,
        "relation": relation,
        "since": since,
        "request_id": request_id,
    }
    tx.execute(insert(pickup_persons), row)


def end_person(tx: Transaction, child_id: int, person_id: int, day: date) -> bool:
    """A person may not fetch a child any more, from a day on; whether one could until now."""
    person = pickup_persons.c
    ended = update(pickup_persons).where(
        person.id == person_id, person.child_id == child_id, (person.ended_on.is_(None)) | (person.ended_on > day)
    )
    return tx.execute(ended.values(ended_on=day)).rowcount > 0
