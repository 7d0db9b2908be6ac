"""The service decides what families ask about their files: it reads what waits, accepts and applies it, or refuses."""

from datetime import datetime, timedelta

from core.db import audit, family_requests, outbox
from core.db.family_requests import Decided
from core.db.outbox import NewNotice
from core.model.errors import NotAuthorisedError
from core.model.family import (
    FamilyRequest,
    FamilyRequestKind,
    FamilyRequestProblem,
    FamilyRequestRefusedError,
    FamilyRequestState,
)
from core.model.notices import Notice
from core.model.people import Permission, Scope, StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may
from core.rules.school_years import school_year
from core.usecases.correcting import apply_correction
from core.usecases.erasing import apply_erasure
from core.usecases.pickups import apply_pickup
from core.usecases.yearly import apply_yearly

_ANSWER_EXPIRES = timedelta(days=7)
"""After that, a guardian reads the answer in their list."""


def count_family_requests(uow: UnitOfWork, actor: StaffActor, now: datetime) -> int:
    """How many requests wait for the actor. Raises ``NotAuthorisedError``."""
    return family_requests.count_open(uow.tx, _schools(uow, actor), _year(uow, now))


def list_open(uow: UnitOfWork, actor: StaffActor, now: datetime) -> list[FamilyRequest]:
    """The requests that wait for the actor, the oldest first. Raises ``NotAuthorisedError``."""
    return family_requests.open_requests(uow.tx, _schools(uow, actor), _year(uow, now))


def read_open(uow: UnitOfWork, actor: StaffActor, request_id: int, now: datetime) -> FamilyRequest:
    """A request that is the actor's to decide, or was: its state says so.

    Raises ``NotAuthorisedError`` for one of a school that is not the actor's, and for none.
    """
    schools = _schools(uow, actor)
    request = family_requests.requests_known(uow.tx, [request_id], _year(uow, now)).get(request_id)
    if request is None or not (schools is None or request.school_id in schools):
        raise NotAuthorisedError
    return request


def _schools(uow: UnitOfWork, actor: StaffActor) -> frozenset[int] | None:
    """The whole schools whose files the actor decides about; ``None`` for all of them, and for those of no school."""
    if not may(uow.policy, actor.role, Permission.DECIDE_REQUESTS):
        raise NotAuthorisedError
    if Scope() in actor.scopes:
        return None
    named = {scope.school_id for scope in actor.scopes if scope.school_id is not None}
    return frozenset(school for school in named if covers(actor.scopes, school, None))


def approve_family_request(
    uow: UnitOfWork, actor: StaffActor, request_id: int, now: datetime
) -> FamilyRequestProblem | None:
    """Accept a request, apply it and tell its guardian, all at once or not at all; why not, where it cannot be.

    Raises ``NotAuthorisedError``.
    """
    request = _hold(uow, actor, request_id, now)
    if problem := _decided(request) or _ground_gone(uow, request):
        return problem
    farewell_to = family_requests.email_of(uow.tx, request.guardian_id) if _erases(request) else None
    try:
        with family_requests.all_or_nothing(uow.tx):
            line = audit.record(uow.tx, actor, "family_approve", now, _facts(request), school_id=request.school_id)
            approved = Decided(FamilyRequestState.APPROVED, actor.staff_id, line)
            family_requests.decide_pending(uow.tx, request.id, approved, now)
            _apply(uow, actor, request, now)
    except FamilyRequestRefusedError as refused:
        return refused.problem
    _tell(uow, request, now, farewell_to)
    return None


def refuse_family_request(
    uow: UnitOfWork, actor: StaffActor, request_id: int, reason: str, now: datetime
) -> FamilyRequestProblem | None:
    """Refuse a request and tell its guardian why; why not, where it was decided or withdrawn meanwhile.

    Raises ``NotAuthorisedError``, and ``ValueError`` for a blank reason.
    """
    if not reason.strip():
        raise ValueError("a refusal needs a reason")
    request = _hold(uow, actor, request_id, now)
    if problem := _decided(request):
        return problem
    line = audit.record(uow.tx, actor, "family_refuse", now, _facts(request), school_id=request.school_id)
    refused = Decided(FamilyRequestState.REFUSED, actor.staff_id, line, reason)
    family_requests.decide_pending(uow.tx, request.id, refused, now)
    _tell(uow, request, now)
    return None


def _hold(uow: UnitOfWork, actor: StaffActor, request_id: int, now: datetime) -> FamilyRequest:
    """The request as it stands once whoever decides or withdraws it now is through."""
    family_requests.hold_file(uow.tx, read_open(uow, actor, request_id, now).guardian_id)
    return read_open(uow, actor, request_id, now)


def _decided(request: FamilyRequest) -> FamilyRequestProblem | None:
    return None if request.state is FamilyRequestState.PENDING else FamilyRequestProblem(request.state)


def _ground_gone(uow: UnitOfWork, request: FamilyRequest) -> FamilyRequestProblem | None:
    """What has changed since it was asked, so that it means nothing; whatever applies it knows of more."""
    if family_requests.is_erased(uow.tx, request.guardian_id):
        return FamilyRequestProblem.GUARDIAN_GONE
    tie = request.guardian_id, request.child_id, request.family_id
    if request.child_id is not None and not family_requests.is_guardian(uow.tx, *tie):
        return FamilyRequestProblem.CHILD_LEFT
    return None


def _erases(request: FamilyRequest) -> bool:
    return request.kind is FamilyRequestKind.ERASURE


def _facts(request: FamilyRequest) -> dict[str, object]:
    return {"request": request.id, "kind": request.kind, "child": request.child_id}


def _apply(uow: UnitOfWork, actor: StaffActor, request: FamilyRequest, now: datetime) -> None:
    match request.kind:
        case FamilyRequestKind.ADDRESS | FamilyRequestKind.PHONE | FamilyRequestKind.EMAIL:
            apply_correction(uow, request, now)
        case FamilyRequestKind.PICKUP_ADD | FamilyRequestKind.PICKUP_END:
            apply_pickup(uow, request, now)
        case FamilyRequestKind.YEARLY:
            operation_id = apply_yearly(uow, actor, request, now)
            family_requests.set_operation(uow.tx, request.id, operation_id)
        case FamilyRequestKind.ERASURE:
            apply_erasure(uow, request, now)


def _tell(uow: UnitOfWork, request: FamilyRequest, now: datetime, farewell_to: str | None = None) -> None:
    """Tell the guardian; one whose file has just been erased by the address they had, and in the chat by that."""
    notice = NewNotice(Notice.FAMILY_ANSWER, {"request": request.id}, now, now, now + _ANSWER_EXPIRES)
    if farewell_to is not None:
        outbox.enqueue(uow.tx, notice, mailboxes=[farewell_to])
    elif not family_requests.is_erased(uow.tx, request.guardian_id):
        outbox.enqueue(uow.tx, notice, guardians=[request.guardian_id])


def _year(uow: UnitOfWork, now: datetime) -> int:
    return school_year(now.astimezone(uow.policy.calendar.tz).date())
