"""A guardian asks the service to change something in their file, follows what was asked, and takes it back."""

from datetime import datetime

from core.db import audit, family_requests
from core.db.families import guarded_by
from core.db.family_requests import Place
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequest, NewFamilyRequest
from core.model.people import GuardianActor
from core.organisation import UnitOfWork
from core.rules.school_years import school_year

_LISTED = 30
"""How many requests that wait no more are listed; the pending ones always are, since each may be withdrawn."""


def ask(uow: UnitOfWork, actor: GuardianActor, request: NewFamilyRequest, now: datetime) -> int:
    """Ask the service for a change; the id of the request.

    It takes the place of the pending one of the same subject, which is withdrawn: whoever was about to decide that one
    decides nothing unseen. The same asked twice is asked once. Raises ``NotAuthorisedError`` for a child that is not
    the actor's, and for who has none.
    """
    family_requests.hold_file(uow.tx, actor.guardian_id)
    place = _place(uow, actor, request.child_id, now)
    pending_id = family_requests.find_pending(uow.tx, actor.guardian_id, request.subject)
    if pending_id is not None:
        if _is_same(family_requests.requests_known(uow.tx, [pending_id], _year(uow, now))[pending_id], request):
            return pending_id
        family_requests.withdraw_pending(uow.tx, actor.guardian_id, pending_id, now)
    request_id = family_requests.insert_pending(uow.tx, actor.guardian_id, place, request, now)
    facts = {"request": request_id, "kind": request.kind, "child": request.child_id}
    audit.record(uow.tx, actor, "family_ask", now, facts, school_id=place.school_id)
    return request_id


def _place(uow: UnitOfWork, actor: GuardianActor, child_id: int | None, now: datetime) -> Place:
    """The actor's family for the child, and its school; without a child that of the first, and the school of all."""
    children = guarded_by(uow.tx, actor.guardian_id, _year(uow, now)).children
    if not children or child_id not in {None, *children}:
        raise NotAuthorisedError
    if child_id is not None:
        return Place(children[child_id].family_id, children[child_id].school_id)
    schools = (child.school_id for child in children.values() if child.school_id is not None)
    return Place(next(iter(children.values())).family_id, audit.only(schools))


def _is_same(pending: FamilyRequest, new: NewFamilyRequest) -> bool:
    was = (pending.kind, pending.child_id, dict(pending.before), dict(pending.after), pending.comment)
    return was == (new.kind, new.child_id, dict(new.before), dict(new.after), new.comment)


def list_family_requests(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> list[FamilyRequest]:
    """The actor's own requests: the pending ones, then what came of the last of the others; the latest first."""
    return family_requests.requests_of(uow.tx, actor.guardian_id, _year(uow, now), _LISTED)


def read_family_request(uow: UnitOfWork, actor: GuardianActor, request_id: int, now: datetime) -> FamilyRequest:
    """One of the actor's own requests. Raises ``NotAuthorisedError`` for any other."""
    request = family_requests.requests_known(uow.tx, [request_id], _year(uow, now)).get(request_id)
    if request is None or request.guardian_id != actor.guardian_id:
        raise NotAuthorisedError
    return request


def withdraw_family_request(uow: UnitOfWork, actor: GuardianActor, request_id: int, now: datetime) -> bool:
    """Take back a request; false where it was decided or withdrawn before.

    Raises ``NotAuthorisedError`` where it is not the actor's own.
    """
    family_requests.hold_file(uow.tx, actor.guardian_id)
    request = read_family_request(uow, actor, request_id, now)
    if not family_requests.withdraw_pending(uow.tx, actor.guardian_id, request_id, now):
        return False
    facts = {"request": request_id, "kind": request.kind, "child": request.child_id}
    audit.record(uow.tx, actor, "family_withdraw", now, facts, school_id=request.school_id)
    return True


def _year(uow: UnitOfWork, now: datetime) -> int:
    return school_year(now.astimezone(uow.policy.calendar.tz).date())
