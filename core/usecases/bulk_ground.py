"""What an order for many cells stands on: whom it may be given for, its children, services and days, and what is known
of each cell. Read by preview and run alike, so that they cannot differ.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product

from core.db import bulk, directory
from core.db.billed import billed_among
from core.db.bulk import PupilRow, Span
from core.db.cells import places_taken
from core.db.services import closures_of
from core.model.errors import NotAuthorisedError
from core.model.operations import BulkOrder, OperationKind
from core.model.people import Guardianship, Permission, StaffActor
from core.model.planning import Service
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may
from core.rules.bulk import (
    Days,
    Judged,
    Key,
    Known,
    by_preference,
    judge_bookings,
    judge_removals,
    judge_restoring,
    wanted_days,
)
from core.rules.calendar import school_calendar
from core.rules.names import folded
from core.rules.school_years import days_of, school_year

LONGEST = 366
"""Days of the longest order."""

BULK = frozenset({OperationKind.ENROL, OperationKind.BOOK, OperationKind.REMOVE})


@dataclass(frozen=True, slots=True)
class Ground:
    """An order that may be given: its children by name, its services in the policy's order."""

    order: BulkOrder
    pupils: tuple[PupilRow, ...]
    services: tuple[Service, ...]

    @property
    def child_ids(self) -> list[int]:
        """The children, in the order in which they get places."""
        return [pupil.child_id for pupil in self.pupils]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """``(child, service)``, every one."""
        return [(child_id, service.id) for child_id in self.child_ids for service in self.services]


def may_plan(uow: UnitOfWork, actor: StaffActor) -> None:
    """Raise ``NotAuthorisedError`` for whoever plans for nobody."""
    if not may(uow.policy, actor.role, Permission.PLAN):
        raise NotAuthorisedError


def by_name(pupil: PupilRow) -> tuple[str, str, int]:
    """How pupils are sorted."""
    return folded(pupil.last_name), folded(pupil.first_name), pupil.child_id


def services_at(uow: UnitOfWork, school_id: int) -> tuple[Service, ...]:
    """The services of a school that the policy knows, in its order."""
    rows = {key: (service_id, places) for service_id, key, places in bulk.services_with_places(uow.tx, school_id)}
    known = ((terms, *rows[terms.key]) for terms in uow.policy.services if terms.key in rows)
    return tuple(Service(service_id, school_id, terms, places or terms.capacity) for terms, service_id, places in known)


def check_scope(uow: UnitOfWork, actor: StaffActor, order: BulkOrder) -> None:
    """Raise ``NotAuthorisedError`` unless all that an order names is looked after, and of its school."""
    may_plan(uow, actor)
    if order.school_id not in directory.schools_known(uow.tx):
        raise NotAuthorisedError
    classes = bulk.schools_of_classes(uow.tx, order.class_ids)
    if any(classes.get(class_id) != order.school_id for class_id in order.class_ids):
        raise NotAuthorisedError
    if not looks_after(uow, actor, order):
        raise NotAuthorisedError


def looks_after(uow: UnitOfWork, actor: StaffActor, order: BulkOrder) -> bool:
    """Whether a member of staff looks after the school of an order, or else after all classes it is about."""
    if covers(actor.scopes, order.school_id, None):
        return True
    named = order.class_ids or {one.class_id for one in _pupils(uow, order) if one.child_id in order.child_ids}
    return bool(named) and all(covers(actor.scopes, order.school_id, class_id) for class_id in named)


def _named(uow: UnitOfWork, order: BulkOrder) -> list[PupilRow]:
    """The children an order names one by one. Raises ``NotAuthorisedError`` for one who is not at its school."""
    known = {one.child_id: one for one in _pupils(uow, order)} if order.child_ids else {}
    if not order.child_ids <= known.keys():
        raise NotAuthorisedError
    return [known[child_id] for child_id in order.child_ids]


def _pupils(uow: UnitOfWork, order: BulkOrder) -> list[PupilRow]:
    return bulk.pupils_of(uow.tx, school_year(order.first_day), school_id=order.school_id)


def read_ground(uow: UnitOfWork, actor: StaffActor, order: BulkOrder) -> Ground:
    """Check an order, and read whom it is about. Raises ``NotAuthorisedError``, or ``ValueError`` for what is none."""
    _check(order)
    check_scope(uow, actor, order)
    services = services_at(uow, order.school_id)
    if not order.service_keys <= {service.terms.key for service in services}:
        raise NotAuthorisedError
    pupils = _named(uow, order) if order.child_ids else _pupils(uow, order)
    if order.class_ids:
        members = bulk.members_of(uow.tx, order.class_ids)
        pupils = [pupil for pupil in pupils if pupil.child_id in members]
    wanted = tuple(service for service in services if service.terms.key in order.service_keys)
    return Ground(order, tuple(sorted(pupils, key=by_name)), wanted)


def _check(order: BulkOrder) -> None:
    if order.kind not in BULK:
        raise ValueError(f"{order.kind} is not done to cells")
    if not order.service_keys:
        raise ValueError("an order names a service")
    if not timedelta() <= order.last_day - order.first_day < timedelta(days=LONGEST):
        raise ValueError(f"an order is for 1 to {LONGEST} days")


def judge_cells(uow: UnitOfWork, ground: Ground, now: datetime, *, hold: bool) -> tuple[Judged, int]:
    """What booking or removing comes to, cell by cell; and how many days are closed.

    ``hold``: it is about to be done.
    """
    order = ground.order
    days = _days(uow, ground.services, order.school_id, (order.first_day, order.last_day), order.weekdays, now)
    span = _span(ground.child_ids, days)
    if order.kind is OperationKind.REMOVE:
        judged = judge_removals(ground.child_ids, days, _known_to_remove(uow, ground, span, hold=hold))
    else:
        judged = judge_bookings(ground.child_ids, days, _known_to_book(uow, ground, span))
    return judged, days.closed


def _days(
    uow: UnitOfWork,
    services: Collection[Service],
    school_id: int,
    period: tuple[date, date],
    weekdays: frozenset[int],
    now: datetime,
) -> Days:
    first, last = period
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, [school_id]))
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    billed = billed_among(uow.tx, first, last)
    return wanted_days(services, days, weekdays, calendar, billed, now, uow.policy.calendar.tz)


def _span(child_ids: Collection[int], days: Days) -> Span | None:
    """The cells to be read: of the days on which anything may change. ``None`` where there is none."""
    open_days = [day for running in days.running.values() for day in running]
    return Span(child_ids, list(days.running), min(open_days), max(open_days)) if open_days else None


def _known(uow: UnitOfWork, span: Span | None, *, hold: bool = False) -> Known:
    if span is None:
        return Known()
    return Known(
        booked=bulk.booked_in(uow.tx, span, hold=hold),
        pending=bulk.pending_in(uow.tx, span),
        marked=bulk.marked_in(uow.tx, span),
    )


def _known_to_remove(uow: UnitOfWork, ground: Ground, span: Span | None, *, hold: bool) -> Known:
    order, known = ground.order, _known(uow, span, hold=hold)
    if order.family_id is None:
        return known
    ties = bulk.guardianships_of(uow.tx, ground.child_ids)
    return replace(known, family_id=order.family_id, guardian_id=order.guardian_id, guardianships=ties)


def _known_to_book(uow: UnitOfWork, ground: Ground, span: Span | None) -> Known:
    if span is None:
        return Known()
    return replace(
        _known(uow, span),
        family_id=ground.order.family_id,
        guardian_id=ground.order.guardian_id,
        enrolled=_enrolled(uow, ground.order, span),
        places=_places(uow, ground.services, span),
        guardianships=_preferred(uow, span),
    )


def _enrolled(uow: UnitOfWork, order: BulkOrder, span: Span) -> set[tuple[int, int, int]]:
    """The enrolments there are, or will be by then."""
    years = {school_year(span.first), school_year(span.last)}
    if order.with_enrolment:
        return set(product(span.child_ids, span.service_ids, years))
    return bulk.enrolled_of(uow.tx, span.child_ids, span.service_ids, years)


def _places(uow: UnitOfWork, services: Collection[Service], span: Span) -> dict[tuple[int, date], int]:
    """The places left on every day of services whose places are counted."""
    limited = {service.id: service.capacity for service in services if service.capacity is not None}
    if not limited:
        return {}
    taken = places_taken(uow.tx, limited, span.first, span.last)
    days = [span.first + timedelta(days=count) for count in range((span.last - span.first).days + 1)]
    return {
        (service_id, day): capacity - taken.get((service_id, day), 0)
        for service_id, capacity in limited.items()
        for day in days
    }


def _preferred(uow: UnitOfWork, span: Span) -> dict[int, list[Guardianship]]:
    """Who decides for each child, those first whose family has booked for it in the school year."""
    ties = bulk.guardianships_of(uow.tx, span.child_ids)
    shared = [child_id for child_id, own in ties.items() if len({one.family_id for one in own}) > 1]
    first, _ = days_of(school_year(span.first))
    booked = bulk.families_in(uow.tx, Span(shared, span.service_ids, first, span.last)) if shared else set()
    return {child_id: by_preference(own, booked) for child_id, own in ties.items()}


def judge_put_back(uow: UnitOfWork, order: BulkOrder, removed: Mapping[Key, int], now: datetime) -> dict[Key, int]:
    """Which of the bookings that an order removed are put back, and the family of each."""
    ids = {service_id for _, service_id, _ in removed}
    services = [service for service in services_at(uow, order.school_id) if service.id in ids]
    days = _days(uow, services, order.school_id, (order.first_day, order.last_day), frozenset(), now)
    span = _span({child_id for child_id, _, _ in removed}, days)
    if span is None:
        return {}
    known = _known(uow, span)
    places = _places(uow, services, span)
    return judge_restoring(removed, days, replace(known, places=places))
