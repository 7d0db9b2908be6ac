"""A family asks for the rest of the school year; the service is told by mail, and applies it with one press.

« Concernant les demandes d'inscription ou d'annulation annuelles, il convient de prévenir directement le service par
mail » (Epagny Metz-Tessy).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.db import bulk, operations
from core.db.deliveries import Leased
from core.db.family_requests import email_of, find_pending, hold_file, requests_known
from core.db.operations import OperationRecord
from core.db.outbox import NewNotice, enqueue, take_back
from core.db.yearly import askers_of
from core.model.errors import NotAuthorisedError
from core.model.family import (
    FamilyRequest,
    FamilyRequestKind,
    FamilyRequestProblem,
    FamilyRequestRefusedError,
    FamilyRequestState,
    NewFamilyRequest,
)
from core.model.notices import Notice
from core.model.operations import BulkOrder, BulkPreview, OperationKind, Skip
from core.model.people import GuardianActor, Permission, StaffActor
from core.model.yearly import (
    Standing,
    Wish,
    YearlyChild,
    YearlyFiled,
    YearlyMail,
    YearlyOrder,
    YearlyOutcome,
    YearlyProblem,
)
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may
from core.rules.school_years import school_year
from core.rules.yearly import (
    as_facts,
    days_left,
    is_settled,
    order_of,
    problem_of,
    subject_of,
    told_to_family,
)
from core.usecases.bulk import preview_bulk, run_bulk
from core.usecases.bulk_ground import services_at
from core.usecases.filing import ask, list_family_requests
from core.usecases.ground import read_ground

_MAILED_FOR = timedelta(days=7)
"""After that the service has seen it in the chat."""

_KINDS = {Wish.ENROL: OperationKind.BOOK, Wish.CANCEL: OperationKind.REMOVE}


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()


# --- the family asks


def read_yearly(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> tuple[YearlyChild, ...]:
    """The actor's children who are in a school this year, and what is pending for each."""
    ground = read_ground(uow, actor, now)
    year = school_year(_today(uow, now))
    waiting = [
        one
        for one in list_family_requests(uow, actor, now)
        if one.kind is FamilyRequestKind.YEARLY and one.state is FamilyRequestState.PENDING
    ]
    return tuple(
        YearlyChild(
            child,
            tuple((one, (child.id, one.id, year) in ground.enrolled) for one in ground.services_for(child)),
            {order_of(one.after).wish: one for one in waiting if one.child_id == child.id},
        )
        for child in ground.children
        if child.school_id is not None
    )


def has_copy(uow: UnitOfWork, actor: GuardianActor) -> bool:
    """Whether the actor has an address, so that mails sent for them go there too."""
    return email_of(uow.tx, actor.guardian_id) is not None


def ask_yearly(
    uow: UnitOfWork, actor: GuardianActor, child_id: int, order: YearlyOrder, comment: str, now: datetime
) -> YearlyFiled | YearlyProblem:
    """Ask for the rest of the school year, and have the service told by mail; or why not.

    Asked again as it is pending, nothing is sent. Raises ``NotAuthorisedError`` for a child that is not the actor's, or
    in no school.
    """
    child = next((one for one in read_yearly(uow, actor, now) if one.child.id == child_id), None)
    if child is None:
        raise NotAuthorisedError
    comment = comment.strip()
    problem = problem_of(order, comment, child.services, _today(uow, now))
    if problem is not None:
        return problem
    hold_file(uow.tx, actor.guardian_id)
    subject = subject_of(child_id, order.wish)
    before = find_pending(uow.tx, actor.guardian_id, subject)
    new = NewFamilyRequest(FamilyRequestKind.YEARLY, subject, {}, as_facts(order), child_id, comment)
    request_id = ask(uow, actor, new, now)
    standing = Standing.SAME if request_id == before else Standing.NEW if before is None else Standing.REPLACED
    if standing is not Standing.SAME:
        _send(uow, request_id, before, now)
    return YearlyFiled(request_id, standing)


def _send(uow: UnitOfWork, request_id: int, before: int | None, now: datetime) -> None:
    """Have the mail sent. The one before it, where it has not left yet, does not."""
    replaces = before is not None
    for was_replacing in (False, True):
        if take_back(uow.tx, Notice.YEARLY_REQUEST, {"request": before, "replaces": was_replacing}):
            replaces = was_replacing
    facts = {"request": request_id, "replaces": replaces}
    notice = NewNotice(Notice.YEARLY_REQUEST, facts, now, now, now + _MAILED_FOR)
    enqueue(uow.tx, notice, mailboxes=[uow.policy.contact.email])


def read_yearly_mails(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, YearlyMail]:
    """What each mail to the service says; none of what was withdrawn since.

    A few queries, whatever the number of deliveries.
    """
    ids = {one.facts["request"] for one in leased}
    requests = requests_known(uow.tx, ids, school_year(_today(uow, now)))
    askers = askers_of(uow.tx, ids)
    return {
        one.id: YearlyMail(
            request, order_of(request.after), asker.phone, asker.email, asker.custody, one.facts["replaces"]
        )
        for one in leased
        if (request := requests.get(one.facts["request"])) and (asker := askers.get(request.id))
        if request.state is not FamilyRequestState.WITHDRAWN
    }


# --- the service applies it


def preview_yearly(uow: UnitOfWork, actor: StaffActor, request: FamilyRequest, now: datetime) -> BulkPreview:
    """What accepting a request would do, and what it leaves out.

    Raises ``NotAuthorisedError`` for who may not plan for the school, or not decide, and ``FamilyRequestRefusedError``
    where no day is left, or the child is not of the school any more.
    """
    return preview_bulk(uow, actor, _bulk_order(uow, actor, request, now), now)


def apply_yearly(uow: UnitOfWork, actor: StaffActor, request: FamilyRequest, now: datetime) -> int:
    """Do what a request asks, for the days of who asks alone, from its first day that is left; the operation's id.

    Once, whoever presses how often: its key is the request's. The other guardians concerned are told what changed; who
    asked is told by the answer. Raises as ``preview_yearly`` does, and ``FamilyRequestRefusedError`` where nothing can
    be done that is not done already.
    """
    order = _bulk_order(uow, actor, request, now)
    done = run_bulk(uow, actor, order, f"yearly.{request.id}", now, told=[request.guardian_id])
    skipped = _skipped(operations.records(uow.tx, [done.id])[done.id])
    if not done.done and not done.enrolments and not is_settled(order_of(request.after).wish, skipped):
        raise FamilyRequestRefusedError(FamilyRequestProblem.NOTHING_TO_APPLY)
    return done.id


def _skipped(record: OperationRecord) -> dict[Skip, int]:
    return {Skip(why): count for why, count in record.facts["skipped"].items()}


def _bulk_order(uow: UnitOfWork, actor: StaffActor, request: FamilyRequest, now: datetime) -> BulkOrder:
    """Booking and enrolling, or removing and ending the enrolments of which nothing is left."""
    if not all(may(uow.policy, actor.role, needed) for needed in (Permission.DECIDE_REQUESTS, Permission.PLAN)):
        raise NotAuthorisedError
    if request.kind is not FamilyRequestKind.YEARLY or request.child_id is None or request.school_id is None:
        raise NotAuthorisedError
    if not covers(actor.scopes, request.school_id, None):
        raise NotAuthorisedError
    order = order_of(request.after)
    days = days_left(order, _today(uow, now))
    keys = order.services & {one.terms.key for one in services_at(uow, request.school_id)}
    is_whole = keys == order.services or (order.wish is Wish.CANCEL and bool(keys))  # the child may have moved
    if days is None or not is_whole:
        raise FamilyRequestRefusedError(FamilyRequestProblem.NOTHING_TO_APPLY)
    year = school_year(order.first_day)
    if not bulk.pupils_of(uow.tx, year, school_id=request.school_id, child_id=request.child_id):
        raise FamilyRequestRefusedError(FamilyRequestProblem.CHILD_LEFT)
    return BulkOrder(
        kind=_KINDS[order.wish],
        school_id=request.school_id,
        service_keys=keys,
        first_day=days[0],
        last_day=days[1],
        weekdays=order.weekdays,
        child_ids=frozenset({request.child_id}),
        family_id=request.family_id,
        guardian_id=request.guardian_id,
        with_enrolment=True,
    )


def read_yearly_outcomes(uow: UnitOfWork, operation_ids: Collection[int]) -> Mapping[int, YearlyOutcome]:
    """What accepted requests came to, by their operations, as their families are told it."""
    wishes = {kind: wish for wish, kind in _KINDS.items()}
    return {
        one.id: YearlyOutcome(
            wishes[one.kind],
            one.facts["done"],
            len(one.facts["enrolments"]),
            told_to_family(_skipped(one)),
        )
        for one in operations.records(uow.tx, operation_ids).values()
        if one.kind in wishes and "skipped" in one.facts
    }
