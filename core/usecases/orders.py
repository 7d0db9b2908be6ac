"""An order to announce, worked out: which schools, services and cells it is about, and who is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.db import audiences, directory
from core.db.audiences import Target, Told
from core.db.closures import Cells, ClosedSpan, count_bookings, count_requests
from core.db.services import services_of
from core.model.announcements import Order, OrderProblem, Preview, SchoolChoice
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, Notice, StrikeMode
from core.model.people import Permission, Scope, StaffActor
from core.model.policy import ServicePolicy
from core.organisation import UnitOfWork
from core.rules.announcements import first_day_left, order_problems
from core.rules.authorisation import covers, may
from core.rules.school_years import school_year
from core.rules.ways import by_ways

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an order comes to.

    ``spans``: the closures to write. ``problems``: all but that nobody would be told.
    """

    order: Order
    author_id: int
    school_ids: frozenset[int]
    class_ids: frozenset[int]
    target: Target
    spans: tuple[ClosedSpan, ...]
    problems: tuple[OrderProblem, ...]

    def facts(self) -> dict[str, object]:
        """What is kept of whom it is for. ``everywhere``: in every school, whichever those are."""
        return {
            "schools": sorted(self.school_ids),
            "everywhere": not self.order.audience.school_ids,
            "classes": sorted(self.class_ids),
            "services": sorted(self.order.audience.service_keys),
            "only_booked": self.order.audience.only_booked,
            "modes": {str(school_id): mode for school_id, mode in sorted(self.order.modes.items())},
        }


def looks_after_all(actor: StaffActor) -> bool:
    """Whether a member of staff looks after every school."""
    return Scope() in actor.scopes


def choices(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[SchoolChoice, ...]:
    """The schools an actor may announce to, by name: those looked after whole. Raises ``NotAuthorisedError``."""
    if not may(uow.policy, actor.role, Permission.ANNOUNCE):
        raise NotAuthorisedError
    names = {
        school_id: name
        for school_id, name in directory.schools_known(uow.tx).items()
        if covers(actor.scopes, school_id, None)
    }
    classes = directory.classes_of_year(uow.tx, school_year(now.astimezone(uow.policy.calendar.tz).date()))
    order = {terms.key: place for place, terms in enumerate(uow.policy.services)}
    services = sorted(
        (row for row in services_of(uow.tx, names) if row[2] in order), key=lambda row: (order[row[2]], row[0])
    )
    return tuple(
        SchoolChoice(
            school_id,
            name,
            tuple((row.id, row.name) for row in classes if row.school_id == school_id),
            tuple((service_id, key) for service_id, of_school, key in services if of_school == school_id),
        )
        for school_id, name in names.items()
    )


def plan_of(uow: UnitOfWork, actor: StaffActor, order: Order, now: datetime) -> Plan:
    """Work an order out. Raises ``NotAuthorisedError`` for what is not the actor's to announce to.

    Classes narrow an information alone: a school closes whole.
    """
    known = {choice.id: choice for choice in choices(uow, actor, now)}
    schools = _named(order, known, {terms.key for terms in uow.policy.services})
    tz = uow.policy.calendar.tz
    terms = {one.key: one for one in uow.policy.services if one.key in (order.audience.service_keys or {one.key})}
    concerned = {service_id: terms[key] for school in schools for service_id, key in school.services if key in terms}
    problems = order_problems(
        order, [school.id for school in schools], terms.values(), now, tz, covers_all=looks_after_all(actor)
    )
    first, last = order.audience.first_day, order.audience.last_day
    today = now.astimezone(tz).date()
    class_ids = order.audience.class_ids if order.kind is AnnouncementKind.GENERAL else frozenset()
    spans: tuple[ClosedSpan, ...] = ()
    closed = booked = Cells((), today)
    if first and last:
        since = {service_id: first_day_left(one, first, now, tz) for service_id, one in concerned.items()}
        closing = [school for school in schools if _closes(order, school)]
        spans = tuple(_spans(order, closing, since, max(first, today), last))
        closed = Cells.of(_of_schools(since, closing), last)
        booked = Cells.of(since, last)
    target = Target(
        year=school_year(max(first or today, today)),
        service_ids=frozenset(concerned),
        class_ids=class_ids,
        booked=booked if order.audience.only_booked else None,
        closed=closed,
    )
    return Plan(order, actor.staff_id, frozenset(school.id for school in schools), class_ids, target, spans, problems)


def _named(order: Order, known: Mapping[int, SchoolChoice], keys: set[str]) -> list[SchoolChoice]:
    """The schools that an order names, or all. Raises ``NotAuthorisedError`` for what is not known here."""
    ids = order.audience.school_ids or known.keys()
    classes = {class_id for school_id in ids if school_id in known for class_id, _ in known[school_id].classes}
    is_known = ids <= known.keys() and order.modes.keys() <= ids
    if not is_known or not order.audience.class_ids <= classes or not order.audience.service_keys <= keys:
        raise NotAuthorisedError
    return [school for school_id, school in known.items() if school_id in ids]


def _closes(order: Order, school: SchoolChoice) -> bool:
    if order.kind is AnnouncementKind.STRIKE:
        return order.modes.get(school.id) is StrikeMode.CLOSED
    return order.kind is AnnouncementKind.CLOSURE


def _of_schools(since: Mapping[int, date], schools: Iterable[SchoolChoice]) -> dict[int, date]:
    ids = {service_id for school in schools for service_id, _ in school.services}
    return {service_id: day for service_id, day in since.items() if service_id in ids}


def _spans(
    order: Order, closing: Iterable[SchoolChoice], since: Mapping[int, date], first: date, last: date
) -> Iterator[ClosedSpan]:
    """The closures: of services where some are named; else of schools, or of everything, once no service is over
    that day, and until then of the services that are not.
    """
    closing = list(closing)
    is_everywhere = order.kind is AnnouncementKind.CLOSURE and not order.audience.school_ids
    by_service = bool(order.audience.service_keys)
    whole = max(_of_schools(since, closing).values(), default=first)
    if not by_service and whole <= last:
        for school_id in [None] if is_everywhere else [school.id for school in closing]:
            yield ClosedSpan(school_id, None, whole, last)
    until = last if by_service else min(last, whole - _DAY)
    for school in closing:
        for service_id, day in _of_schools(since, [school]).items():
            if day <= until:
                yield ClosedSpan(school.id, service_id, day, until)


def preview_of(uow: UnitOfWork, plan: Plan, told: Iterable[Told]) -> Preview:
    """Who is told and what is undone, counted."""
    told = list(told)
    ways = {
        one.guardian_id: by_ways(Notice.ANNOUNCEMENT, one.wanted, has_chat=one.has_chat, has_email=one.has_email)
        for one in told
    }
    by_chat = sum(chat for chat, _ in ways.values())
    by_email = sum(email and not chat for chat, email in ways.values())
    return Preview(
        families=len({one.family_id for one in told}),
        guardians=len(ways),
        by_chat=by_chat,
        by_email=by_email,
        unreachable=len(ways) - by_chat - by_email,
        staff=len(audiences.staff_told(uow.tx, plan.school_ids, plan.class_ids, plan.author_id)),
        bookings=count_bookings(uow.tx, plan.target.closed),
        requests=count_requests(uow.tx, plan.target.closed),
    )


def terms_by_service(uow: UnitOfWork) -> dict[int, tuple[int, ServicePolicy]]:
    """``(school, terms)`` of every service that the policy knows, by id."""
    terms = {one.key: one for one in uow.policy.services}
    rows = services_of(uow.tx, directory.schools_known(uow.tx))
    return {service_id: (school_id, terms[key]) for service_id, school_id, key in rows if key in terms}
