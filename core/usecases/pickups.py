"""Who may fetch a child: read by all of its guardians, and changed when the service accepts what one of them asks."""

from datetime import date, datetime

from core.db import pickups
from core.model.children import LONGEST_NAME, LONGEST_RELATION, MOST_PICKUPS, NewPickup, PickupProblem
from core.model.errors import NotAuthorisedError
from core.model.family import (
    FamilyRequest,
    FamilyRequestKind,
    FamilyRequestProblem,
    FamilyRequestRefusedError,
    NewFamilyRequest,
    PickupPerson,
)
from core.model.people import GuardianActor
from core.organisation import UnitOfWork
from core.rules.phones import phone_of
from core.rules.pickups import name_key, one_called
from core.usecases.child_sheets import child_of, masked
from core.usecases.filing import ask


def read_person(
    uow: UnitOfWork, actor: GuardianActor, child_id: int, person_id: int, now: datetime
) -> PickupPerson | None:
    """Somebody who may fetch a child, as a chat may show them; ``None`` where they may not any more.

    Raises ``NotAuthorisedError`` for a child that is not the actor's, and for a person of another child.
    """
    child_of(uow, actor, child_id, now)
    person = pickups.person_of(uow.tx, child_id, person_id)
    if person is None:
        raise NotAuthorisedError
    return None if person.ended_on is not None and person.ended_on <= _today(uow, now) else masked(person)


def ask_pickup(
    uow: UnitOfWork, actor: GuardianActor, child_id: int, person: NewPickup, now: datetime
) -> int | PickupProblem:
    """Ask that somebody may fetch a child; the id of the request, or why it is not asked.

    Raises ``NotAuthorisedError`` for a child that is not the actor's, and ``ValueError`` for a person who cannot be
    written down.
    """
    child = child_of(uow, actor, child_id, now)
    _check(person)
    listed = pickups.persons_of(uow.tx, [child_id], _today(uow, now)).get(child_id, [])
    if one_called(listed, person.first_name, person.last_name):
        return PickupProblem.ALREADY_LISTED
    pending = pickups.pending_pickups(uow.tx, {(child.family_id, child_id)}).get((child.family_id, child_id), ())
    if len(listed) + sum(one.person_id is None for one in pending) >= MOST_PICKUPS:
        return PickupProblem.TOO_MANY
    subject = f"pickup_add:{child_id}:{name_key(person.first_name, person.last_name)}"
    after = {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "phone": person.phone,
        "relation": person.relation,
    }
    return ask(uow, actor, NewFamilyRequest(FamilyRequestKind.PICKUP_ADD, subject, {}, after, child_id), now)


def _check(person: NewPickup) -> None:
    names = person.first_name, person.last_name
    if not all(0 < len(name) <= LONGEST_NAME for name in names) or not 0 < len(person.relation) <= LONGEST_RELATION:
        raise ValueError("a name or a relation that is missing, or too long")
    if person.phone is not None and phone_of(person.phone) != person.phone:
        raise ValueError("not a phone number as it is kept")


def ask_pickup_end(
    uow: UnitOfWork, actor: GuardianActor, child_id: int, person_id: int, now: datetime
) -> int | PickupProblem:
    """Ask that somebody may not fetch a child any more; the id of the request, or why it is not asked.

    Raises ``NotAuthorisedError`` as ``read_person`` does.
    """
    person = read_person(uow, actor, child_id, person_id, now)
    if person is None:
        return PickupProblem.ALREADY_ENDED
    before = {
        "person": person.id,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "relation": person.relation,
    }
    request = NewFamilyRequest(FamilyRequestKind.PICKUP_END, f"pickup_end:{person_id}", before, {}, child_id)
    return ask(uow, actor, request, now)


def apply_pickup(uow: UnitOfWork, request: FamilyRequest, now: datetime) -> None:
    """Write what a request about who fetches a child asks, from today on; whoever calls it decides.

    An addition that was applied already, or of somebody who is on the list by now, adds nobody. Raises
    ``FamilyRequestRefusedError`` where a person to be ended is not on the list any more, or no child is named.
    """
    if request.child_id is None:
        raise FamilyRequestRefusedError(FamilyRequestProblem.CHILD_LEFT)
    today = _today(uow, now)
    pickups.hold_child(uow.tx, request.child_id)
    if request.kind is FamilyRequestKind.PICKUP_ADD:
        _add(uow, request, request.child_id, today)
    elif not pickups.end_person(uow.tx, request.child_id, int(request.before["person"]), today):
        raise FamilyRequestRefusedError(FamilyRequestProblem.PERSON_GONE)


def _add(uow: UnitOfWork, request: FamilyRequest, child_id: int, today: date) -> None:
    asked = request.after
    listed = pickups.persons_of(uow.tx, [child_id], today).get(child_id, [])
    if pickups.was_added_by(uow.tx, request.id) or one_called(listed, asked["first_name"], asked["last_name"]):
        return
    names = asked["last_name"], asked["first_name"]
    pickups.add_person(uow.tx, child_id, names, asked.get("phone") or None, asked["relation"], today, request.id)


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()
