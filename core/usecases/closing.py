"""Months are closed once they are billed: what they hold is not changed any more."""

from datetime import date, datetime, timedelta

from core.db import audit, billed
from core.db.billing import Span, count_pending, count_unmarked
from core.db.directory import schools_known
from core.db.services import services_of, wait_to_close
from core.model.billing import ClosingProblem, MonthRow
from core.model.errors import NotAuthorisedError
from core.model.people import Permission, Scope, StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import may
from core.rules.billing import last_day_of

_MONTHS = 6
_DAY = timedelta(days=1)


def months(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[MonthRow, ...]:
    """This month and the five before, the latest first. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    today = _today(uow, now)
    firsts = [today.replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.append((firsts[-1] - _DAY).replace(day=1))
    closed = billed.billed_since(uow.tx, firsts[-1])
    services = frozenset(service_id for service_id, _, _ in services_of(uow.tx, schools_known(uow.tx)))
    return tuple(_row(uow, month, closed.get(month), services, today) for month in firsts)


def _row(
    uow: UnitOfWork, month: date, closed: billed.BilledMonth | None, service_ids: frozenset[int], today: date
) -> MonthRow:
    last = last_day_of(month)
    return MonthRow(
        month=month,
        is_over=last < today,
        unmarked=0 if closed else count_unmarked(uow.tx, Span(service_ids, month, min(last, today - _DAY))),
        pending=count_pending(uow.tx, month, last),
        closed_at=closed.closed_at if closed else None,
        closed_by=closed.closed_by if closed else None,
    )


def close_month(uow: UnitOfWork, actor: StaffActor, month: date, now: datetime) -> ClosingProblem | None:
    """Close a month, by its first day; why it cannot be. One that is closed already stays as it is.

    Raises ``NotAuthorisedError``, and ``ValueError`` for a day that begins no month.
    """
    _check(uow, actor)
    last = last_day_of(month)
    wait_to_close(uow.tx)
    if billed.is_billed(uow.tx, month):
        return None
    if last >= _today(uow, now):
        return ClosingProblem.NOT_OVER
    if count_pending(uow.tx, month, last):
        return ClosingProblem.PENDING
    if billed.add_billed(uow.tx, month, actor.staff_id, now):
        audit.record(uow.tx, actor, "close_month", now, {"month": month.isoformat()})
    return None


def reopen_month(uow: UnitOfWork, actor: StaffActor, month: date, now: datetime) -> bool:
    """Open a month again, by its first day; whether it was closed. Raises as ``close_month`` does."""
    _check(uow, actor)
    last_day_of(month)
    wait_to_close(uow.tx)
    was_closed = billed.take_billed(uow.tx, month)
    if was_closed:
        audit.record(uow.tx, actor, "reopen_month", now, {"month": month.isoformat()})
    return was_closed


def _check(uow: UnitOfWork, actor: StaffActor) -> None:
    """A month is closed for every school at once."""
    if not may(uow.policy, actor.role, Permission.BILL) or Scope() not in actor.scopes:
        raise NotAuthorisedError


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()
