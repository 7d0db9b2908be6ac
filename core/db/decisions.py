"""Deciding pending requests, as sets: a handful of statements however many there are.

What an approval does to the planning is in ``core.db.effects``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import eq, ge, le
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal_column, or_, select, true, update

from core.db.tables import (
    PENDING,
    booking_requests,
    children,
    class_members,
    outbox,
    school_classes,
    schools,
    services,
)
from core.db.transaction import Transaction
from core.model.people import Scope
from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.requests import PendingCount, PendingRequest, Selection


@dataclass(frozen=True, slots=True)
class Reach:
    """A selection, as far as scopes cover it. ``year``: the school year whose classes are meant."""

    selection: Selection
    scopes: tuple[Scope, ...]
    year: int


@dataclass(frozen=True, slots=True)
class Held:
    """How many requests are held until the end of the transaction, and how many of them are ``undecided`` absences."""

    count: int
    undecided: int


_request = booking_requests.c
_UNDECIDED = _request.outcome == AbsenceOutcome.UNDECIDED
_OPEN_RESULT = and_(outbox.c.kind == literal_column("'result'"), outbox.c.state == literal_column("'waiting'"))
"""Spelt out, not bound, or neither database would use the partial index of open results."""


def _pending(reach: Reach, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    in_class = and_(class_members.c.child_id == _request.child_id, class_members.c.school_year == reach.year)
    source = (
        booking_requests.join(services, services.c.id == _request.service_id)
        .join(schools, schools.c.id == services.c.school_id)
        .join(children, children.c.id == _request.child_id)
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    )
    covered = or_(false(), *map(_covered, reach.scopes))
    return select(*columns).select_from(source).where(PENDING, *_fits(reach.selection), covered)


def _covered(scope: Scope) -> ColumnElement[bool]:
    """The requests that a scope covers, as ``core.rules.authorisation.covers`` says it for one class."""
    return and_(
        true() if scope.school_id is None else services.c.school_id == scope.school_id,
        true() if scope.class_id is None else class_members.c.class_id == scope.class_id,
    )


def _fits(selection: Selection) -> list[ColumnElement[bool]]:
    """The conditions of the fields that are set."""
    wanted = (
        (ge, _request.day, selection.first_day),
        (le, _request.day, selection.last_day),
        (eq, services.c.school_id, selection.school_id),
        (eq, func.coalesce(class_members.c.class_id, 0), selection.class_id),
        (le, _request.id, selection.up_to),
    )
    fits = [compare(column, value) for compare, column, value in wanted if value is not None]
    return fits if selection.ids is None else [*fits, _request.id.in_(selection.ids)]


def count_pending(tx: Transaction, reach: Reach) -> list[PendingCount]:
    """Pending requests counted by day, school and class, in that order."""
    group = (_request.day, schools.c.id, schools.c.name, class_members.c.class_id, school_classes.c.name)
    counts = (func.count(), func.count().filter(_UNDECIDED), func.max(_request.id))
    query = (
        _pending(reach, *group, *counts).group_by(*group).order_by(_request.day, schools.c.name, school_classes.c.name)
    )
    return [PendingCount(*row) for row in tx.execute(query)]


def list_pending(tx: Transaction, reach: Reach, limit: int, offset: int) -> list[PendingRequest]:
    """Pending requests one by one: by day, then by name."""
    columns = (
        _request.id,
        children.c.first_name,
        children.c.last_name,
        school_classes.c.name.label("class_name"),
        services.c.key.label("service_key"),
        _request.day,
        _request.kind,
        _request.reason,
        _request.outcome,
    )
    query = (
        _pending(reach, *columns)
        .order_by(_request.day, children.c.last_name, children.c.first_name, children.c.id, services.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_pending_request(row) for row in tx.execute(query).mappings()]


def _pending_request(row: Mapping[Any, Any]) -> PendingRequest:
    outcome = row["outcome"]
    typed = {"kind": RequestKind(row["kind"]), "outcome": AbsenceOutcome(outcome) if outcome else None}
    return PendingRequest(**{**row, **typed})


def hold_pending(tx: Transaction, reach: Reach) -> Held:
    """Hold what is selected and still pending: until the end of the transaction nobody else decides or withdraws it.

    PostgreSQL: row locks in the order of ids, so that two such calls wait for one another and never in a circle. What
    was decided while we waited is no longer pending, and left out. On SQLite writers take turns.
    """
    held = _pending(reach, _request.outcome).order_by(_request.id).with_for_update(of=booking_requests).subquery("held")
    undecided = func.count().filter(held.c.outcome == AbsenceOutcome.UNDECIDED)
    count, of_them = tx.execute(select(func.count(), undecided).select_from(held)).one()
    return Held(count, of_them)


def settle_undecided(tx: Transaction, reach: Reach, outcome: AbsenceOutcome) -> None:
    """Say what the selected late absences left to the manager cost."""
    matching = _pending(reach, _request.id).where(_UNDECIDED)
    tx.execute(update(booking_requests).where(_request.id.in_(matching), PENDING).values(outcome=outcome))


def approve_pending(tx: Transaction, reach: Reach, decision_id: int, now: datetime) -> int:
    """Approve what is selected and pending; how many. Late absences left to the manager stay.

    More than was held, where a request has come since.
    """
    matching = _pending(reach, _request.id).where(_request.outcome.is_distinct_from(AbsenceOutcome.UNDECIDED))
    decided = {"state": RequestState.APPROVED, "decision_id": decision_id, "decided_at": now}
    return tx.execute(update(booking_requests).where(_request.id.in_(matching), PENDING).values(decided)).rowcount


def refuse_pending(tx: Transaction, reach: Reach, refusal: str, decision_id: int, now: datetime) -> int:
    """Refuse what is selected and pending; how many, as in ``approve_pending``."""
    matching = _pending(reach, _request.id)
    decided = {"state": RequestState.REFUSED, "decision_id": decision_id, "decided_at": now, "refusal": refusal}
    return tx.execute(update(booking_requests).where(_request.id.in_(matching), PENDING).values(decided)).rowcount


def families_decided(tx: Transaction, decision_id: int) -> list[int]:
    """The families a decision concerns."""
    query = select(_request.family_id).where(_request.decision_id == decision_id).distinct()
    return sorted(tx.execute(query).scalars())


def join_results(tx: Transaction, decision_id: int) -> None:
    """Put the decided requests into their family's open result message, which must be there."""
    tx.execute(
        update(booking_requests)
        .where(_request.decision_id == decision_id, outbox.c.family_id == _request.family_id, _OPEN_RESULT)
        .values(result_id=outbox.c.id)
    )
