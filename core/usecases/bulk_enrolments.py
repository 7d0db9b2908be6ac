"""The enrolments that an order for many cells makes, or ends, along with its bookings."""

from collections.abc import Collection
from datetime import date, datetime

from core.db import bulk
from core.db.bulk import Span
from core.db.services import closures_of
from core.model.operations import BulkOrder
from core.model.people import Custody
from core.organisation import UnitOfWork
from core.rules.bulk import Judged, runs_between
from core.rules.calendar import school_calendar
from core.rules.school_years import days_of, school_year
from core.usecases.bulk_ground import Ground

Pair = tuple[int, int]
"""Child and service."""


def new_pairs(uow: UnitOfWork, ground: Ground) -> list[Pair]:
    """The children of an order with the services they are not enrolled in, in the school year of its first day."""
    year = school_year(ground.order.first_day)
    enrolled = bulk.enrolled_of(uow.tx, ground.child_ids, [service.id for service in ground.services], [year])
    return [pair for pair in ground.pairs if (*pair, year) not in enrolled]


def idle_pairs(uow: UnitOfWork, ground: Ground, judged: Judged, now: datetime) -> list[Pair]:
    """The enrolments of which nothing is left once the bookings ``judged`` are removed.

    Kept are those of a service that still runs before the first day of the order, or on a weekday it does not name,
    and those of a child whom another household may book for as well.
    """
    today = now.astimezone(uow.policy.calendar.tz).date()
    over = _services_over(uow, ground, today)
    ties = bulk.guardianships_of(uow.tx, ground.child_ids)
    shared = {
        child_id
        for child_id, own in ties.items()
        if len({one.family_id for one in own}) > 1 or any(one.custody is not Custody.ALWAYS for one in own)
    }
    kept = {*new_pairs(uow, ground), *_in_use(uow, ground, judged, today)}
    pairs = (pair for pair in ground.pairs if pair not in kept)
    return [(child_id, service_id) for child_id, service_id in pairs if service_id in over and child_id not in shared]


def _services_over(uow: UnitOfWork, ground: Ground, today: date) -> set[int]:
    """The services of which an order leaves no day from today to the end of the school year."""
    order = ground.order
    if order.last_day < days_of(school_year(order.first_day))[1]:
        return set()
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, [order.school_id]))
    return {
        service.id
        for service in ground.services
        if (not order.weekdays or service.terms.weekdays <= order.weekdays)
        and not runs_between(calendar, service, today, order.first_day)
    }


def _in_use(uow: UnitOfWork, ground: Ground, judged: Judged, today: date) -> set[Pair]:
    """Of what is booked or asked for from today on, and stays."""
    _, last = days_of(school_year(ground.order.first_day))
    coming = Span(ground.child_ids, [service.id for service in ground.services], today, last)
    cells = {*bulk.booked_in(uow.tx, coming, hold=False), *bulk.pending_in(uow.tx, coming)} - judged.cells.keys()
    return {(child_id, service_id) for child_id, service_id, _ in cells}


def end_idle(uow: UnitOfWork, order: BulkOrder, pairs: Collection[Pair]) -> None:
    """End enrolments."""
    for child_id, service_id in sorted(pairs):
        bulk.end_enrolment(uow.tx, school_year(order.first_day), child_id, service_id)
