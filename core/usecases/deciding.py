"""The service decides: it reads what is pending, approves, refuses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db import audit, decisions, effects
from core.db.decisions import Reach
from core.db.outbox import enqueue_results
from core.model.errors import NotAuthorisedError
from core.model.people import Permission, StaffActor
from core.model.planning import AbsenceOutcome
from core.model.requests import PendingCount, PendingRequest, Selection
from core.organisation import UnitOfWork
from core.rules.absences import mark_of
from core.rules.authorisation import may
from core.rules.school_years import school_year

_RESULT_EXPIRES = timedelta(days=7)
"""After that, a family reads its answers in its list."""

_MARKS = {outcome: mark for outcome in AbsenceOutcome if (mark := mark_of(outcome))}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision changed.

    ``left``: requests of the selection that are still pending, being the manager's to judge one by one.
    """

    decided: int
    families: int
    left: int


def _reach(uow: UnitOfWork, actor: StaffActor, selection: Selection, now: datetime) -> Reach:
    if not may(uow.policy, actor.role, Permission.DECIDE_REQUESTS):
        raise NotAuthorisedError
    return Reach(selection, actor.scopes, school_year(now.astimezone(uow.policy.calendar.tz).date()))


def _school(actor: StaffActor, selection: Selection) -> int | None:
    """The one school whose requests are decided, where that is known without looking at them."""
    return selection.school_id or audit.only(scope.school_id for scope in actor.scopes)


def count_pending(uow: UnitOfWork, actor: StaffActor, selection: Selection, now: datetime) -> list[PendingCount]:
    """Pending requests by day, school and class, within the actor's scope. Raises ``NotAuthorisedError``."""
    return decisions.count_pending(uow.tx, _reach(uow, actor, selection, now))


def list_pending(
    uow: UnitOfWork, actor: StaffActor, selection: Selection, limit: int, offset: int, now: datetime
) -> list[PendingRequest]:
    """A page of pending requests within the actor's scope, by day and name. Raises ``NotAuthorisedError``."""
    return decisions.list_pending(uow.tx, _reach(uow, actor, selection, now), limit, offset)


def approve(
    uow: UnitOfWork, actor: StaffActor, selection: Selection, now: datetime, undecided: AbsenceOutcome | None = None
) -> Decision:
    """Approve what is selected and still pending, and tell each family once.

    Late absences which the policy leaves to the manager are approved as ``undecided`` says (excused or billed);
    without it they stay pending. Raises ``NotAuthorisedError``, and ``ValueError`` for any other outcome.
    """
    if undecided not in {None, *_MARKS}:
        raise ValueError(f"a late absence is excused or billed, not {undecided}")
    reach = _reach(uow, actor, selection, now)
    held = decisions.hold_pending(uow.tx, reach)
    left = held.undecided if undecided is None else 0
    if held.count == left:
        return Decision(0, 0, left)
    if undecided is not None:
        decisions.settle_undecided(uow.tx, reach, undecided)
    decision_id = audit.record(uow.tx, actor, "approve", now, school_id=_school(actor, selection))
    approved = decisions.approve_pending(uow.tx, reach, decision_id, now)
    audit.complete(uow.tx, decision_id, {"requests": approved})
    effects.take_places(uow.tx, decision_id)
    effects.give_places_back(uow.tx, decision_id)
    effects.mark_absences(uow.tx, decision_id, _MARKS, actor.staff_id, now)
    return Decision(approved, _tell_families(uow, decision_id, now), left)


def refuse(uow: UnitOfWork, actor: StaffActor, selection: Selection, reason: str, now: datetime) -> Decision:
    """Refuse what is selected and still pending, with a reason its families read.

    Raises ``NotAuthorisedError``, and ``ValueError`` for a blank reason.
    """
    if not reason.strip():
        raise ValueError("a refusal needs a reason")
    reach = _reach(uow, actor, selection, now)
    held = decisions.hold_pending(uow.tx, reach)
    if held.count == 0:
        return Decision(0, 0, 0)
    decision_id = audit.record(uow.tx, actor, "refuse", now, school_id=_school(actor, selection))
    refused = decisions.refuse_pending(uow.tx, reach, reason, decision_id, now)
    audit.complete(uow.tx, decision_id, {"requests": refused})
    return Decision(refused, _tell_families(uow, decision_id, now), 0)


def _tell_families(uow: UnitOfWork, decision_id: int, now: datetime) -> int:
    families = decisions.families_decided(uow.tx, decision_id)
    available = now + timedelta(seconds=uow.policy.notices.result_grouping)
    enqueue_results(uow.tx, families, now, available, now + _RESULT_EXPIRES)
    decisions.join_results(uow.tx, decision_id)
    return len(families)
