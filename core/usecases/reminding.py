"""Guardians are reminded of a deadline to book: those who have not, or have not sent what they prepared.

For a town as a whole, and for the messages of a batch alike: the number of queries does not depend on how many.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from core.db import outbox, reminding
from core.db.cells import places_taken
from core.db.deliveries import Leased
from core.db.reminding import Charge, Span, Wish
from core.db.services import closures_of
from core.model.notices import Notice
from core.model.people import GuardianActor
from core.model.planning import Cell, CellFacts, RequestKind, RequestState, Service
from core.model.terms import Label
from core.organisation import UnitOfWork
from core.rules.authorisation import has_custody
from core.rules.calendar import school_calendar, starts_at, why_closed
from core.rules.cutoffs import cutoff_instant
from core.rules.occurrences import Occurrence
from core.rules.reminders import Period, Place, is_spoken_for, left_to_book, open_places
from core.rules.requests import may_request
from core.rules.school_years import school_year
from core.usecases.drafting import copy_last_week, read_draft
from core.usecases.planning import first_bookable_week


@dataclass(frozen=True, slots=True)
class UnbookedChild:
    """A child for which nothing is booked: in the policy's order of services, the days that can still be."""

    first_name: str
    services: tuple[tuple[Label, tuple[date, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder tells a guardian: until when (aware, UTC), for which days, which children; and how many wishes
    of their draft, about these days and still to be asked for, they have not sent.
    """

    deadline: datetime
    first_day: date
    last_day: date
    children: tuple[UnbookedChild, ...]
    drafted: int


def enqueue_reminders(uow: UnitOfWork, occurrence: Occurrence, occurrence_id: int, now: datetime) -> int:
    """Have everyone reminded who may still book for the days of a deadline; how many messages that makes.

    Enrolment says who uses a service: also a family that has not booked for weeks is reminded.
    """
    period = _period_of(occurrence)
    to_tell = _to_tell(uow, period, now)
    notice = outbox.NewNotice(
        kind=Notice.REMINDER,
        facts=_facts_of(period),
        created_at=now,
        available_at=now,
        expires_at=period.deadline,
        occurrence_id=occurrence_id,
    )
    return outbox.enqueue(uow.tx, notice, guardians=to_tell.keys())


def read_reminders(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, ReminderFacts]:
    """What each reminder tells, by delivery, as things are now; one that has nothing left to tell is missing."""
    by_period: dict[Period, list[Leased]] = defaultdict(list)
    for delivery in leased:
        by_period[_period_from(delivery.facts)].append(delivery)
    told: dict[int, ReminderFacts] = {}
    for period, deliveries in by_period.items():
        guardian_ids = {delivery.guardian_id for delivery in deliveries if delivery.guardian_id is not None}
        to_tell = _to_tell(uow, period, now, guardian_ids)
        told |= {
            delivery.id: to_tell[delivery.guardian_id]
            for delivery in deliveries
            if delivery.guardian_id is not None and delivery.guardian_id in to_tell
        }
    return told


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of "same as last week": cells copied, wishes in the whole draft by now; ``is_over``: it is too late."""

    copied: int
    drafted: int
    is_over: bool


def prepare_like_last_week(uow: UnitOfWork, actor: GuardianActor, monday: date, now: datetime) -> Prepared:
    """Draft the week of ``monday`` as the last week with bookings was; nothing once it cannot be booked any more."""
    if is_too_late(uow, actor, monday, now):
        return Prepared(0, 0, is_over=True)
    copied = copy_last_week(uow, actor, monday, now)
    return Prepared(copied, len(read_draft(uow, actor, now)), is_over=False)


def is_too_late(uow: UnitOfWork, actor: GuardianActor, monday: date, now: datetime) -> bool:
    """Whether every day of a week is past its deadline to be booked."""
    first = first_bookable_week(uow, actor, now)
    return first is None or monday < first


def _period_of(occurrence: Occurrence) -> Period:
    if occurrence.deadline is None or occurrence.first_day is None or occurrence.last_day is None:
        raise ValueError(f"not a reminder: {occurrence}")
    return Period(occurrence.deadline, occurrence.first_day, occurrence.last_day, occurrence.service_keys)


def _facts_of(period: Period) -> dict[str, Any]:
    return {
        "deadline": period.deadline.isoformat(),
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "services": sorted(period.service_keys),
    }


def _period_from(facts: Mapping[str, Any]) -> Period:
    return Period(
        datetime.fromisoformat(facts["deadline"]),
        date.fromisoformat(facts["first_day"]),
        date.fromisoformat(facts["last_day"]),
        frozenset(facts["services"]),
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What is booked or asked for: by cell, and on which days of each child."""

    booked: set[Cell]
    pending: dict[Cell, RequestKind]
    days: dict[int, set[date]]


def _to_tell(
    uow: UnitOfWork, period: Period, now: datetime, guardian_ids: Collection[int] | None = None
) -> dict[int, ReminderFacts]:
    """What to remind each guardian of, some or (``None``) all. Who need not be, or does not want to, is missing."""
    services = _services(uow, period)
    facts = _facts(uow, period, services)
    span = Span(services.keys(), period.first_day, period.last_day, guardian_ids)
    spoken = _read_spoken(uow, span, facts, period)
    years = {school_year(period.first_day), school_year(period.last_day)}
    class_year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    charges = reminding.charges(uow.tx, span, years, class_year)
    places: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for service_id, day in open_places(facts, period, now):
        places[service_id, school_year(day)].append((service_id, day))
    unbooked = _unbooked(charges, places, spoken, services)
    drafted = _drafted(reminding.wishes(uow.tx, span), facts, spoken, charges, now)
    muted = reminding.muting(uow.tx, Notice.REMINDER, period.first_day)
    return {
        guardian_id: ReminderFacts(
            period.deadline,
            period.first_day,
            period.last_day,
            tuple(unbooked.get(guardian_id, ())),
            drafted.get(guardian_id, 0),
        )
        for guardian_id in (unbooked.keys() | drafted.keys()) - muted
    }


def _services(uow: UnitOfWork, period: Period) -> dict[int, Service]:
    """The services of the period in every school, by id, in the policy's order."""
    rows = reminding.services_of_keys(uow.tx, period.service_keys)
    return {
        service_id: Service(service_id, school_id, terms, capacity or terms.capacity)
        for terms in uow.policy.services
        for service_id, school_id, key, capacity in rows
        if key == terms.key
    }


def _facts(uow: UnitOfWork, period: Period, services: Mapping[int, Service]) -> dict[Place, CellFacts]:
    """The facts of each place for whoever is enrolled, in custody, and has neither booked nor asked."""
    tz = uow.policy.calendar.tz
    closures = closures_of(uow.tx, {service.school_id for service in services.values()})
    calendar = school_calendar(uow.policy.calendar, closures)
    limited = [service.id for service in services.values() if service.capacity is not None]
    taken = places_taken(uow.tx, limited, period.first_day, period.last_day) if limited else {}
    facts = {}
    for service in services.values():
        cutoffs = uow.policy.cutoffs_of(service.terms)
        for day in _days(period):
            facts[service.id, day] = CellFacts(
                closed=why_closed(calendar, service, day),
                places_left=None if service.capacity is None else service.capacity - taken.get((service.id, day), 0),
                book_by=cutoff_instant(cutoffs.book, day, calendar, tz),
                cancel_by=cutoff_instant(cutoffs.cancel, day, calendar, tz),
                starts_at=starts_at(service, day, tz),
            )
    return facts


def _days(period: Period) -> Iterator[date]:
    count = (period.last_day - period.first_day).days + 1
    return (period.first_day + timedelta(days=offset) for offset in range(count))


def _read_spoken(uow: UnitOfWork, span: Span, facts: Mapping[Place, CellFacts], period: Period) -> _Spoken:
    spoken = _Spoken(set(), {}, defaultdict(set))
    for cell, kind, state in reminding.cells_spoken_of(uow.tx, span):
        if kind is None or state is None:
            spoken.booked.add(cell)
        elif not is_spoken_for(state):
            continue
        elif state is RequestState.PENDING:
            spoken.pending[cell] = kind
        if facts[cell.service_id, cell.day].book_by == period.deadline:
            spoken.days[cell.child_id].add(cell.day)
    return spoken


def _unbooked(
    charges: Sequence[Charge],
    places: Mapping[tuple[int, int], Sequence[Place]],
    spoken: _Spoken,
    services: Mapping[int, Service],
) -> dict[int, list[UnbookedChild]]:
    """The children for which nothing is booked, by guardian."""
    enrolled: dict[tuple[int, int], tuple[Charge, list[Place]]] = {}
    for charge in charges:
        _, of_child = enrolled.setdefault((charge.guardian_id, charge.child_id), (charge, []))
        of_child += places.get((charge.service_id, charge.school_year), ())
    found: dict[int, list[UnbookedChild]] = defaultdict(list)
    for charge, of_child in enrolled.values():
        left = left_to_book(of_child, charge.custody, spoken.days.get(charge.child_id, ()))
        if left:
            found[charge.guardian_id].append(_child(charge, left, services))
    return found


def _child(charge: Charge, left: Sequence[Place], services: Mapping[int, Service]) -> UnbookedChild:
    days: dict[int, list[date]] = defaultdict(list)
    for service_id, day in left:
        days[service_id].append(day)
    by_service = (
        (service.terms.label, tuple(days[service_id])) for service_id, service in services.items() if service_id in days
    )
    return UnbookedChild(charge.first_name, tuple(by_service))


def _drafted(
    wishes: Sequence[Wish],
    facts: Mapping[Place, CellFacts],
    spoken: _Spoken,
    charges: Sequence[Charge],
    now: datetime,
) -> dict[int, int]:
    """How many wishes each guardian could still send."""
    enrolled = {(charge.child_id, charge.service_id, charge.school_year) for charge in charges}
    counts: dict[int, int] = defaultdict(int)
    for wish in wishes:
        cell = wish.cell
        known = replace(
            facts[cell.service_id, cell.day],
            is_enrolled=(cell.child_id, cell.service_id, school_year(cell.day)) in enrolled,
            in_custody=has_custody(wish.custody, cell.day),
            is_booked=cell in spoken.booked,
            pending=spoken.pending.get(cell),
        )
        if may_request(wish.kind, known, now) is None:
            counts[wish.guardian_id] += 1
    return counts
