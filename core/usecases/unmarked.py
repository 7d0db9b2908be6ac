"""Attendance that nobody marked: who should have, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.db import outbox, teams
from core.db.deliveries import Leased
from core.db.outbox import NewNotice
from core.db.rosters import UnmarkedRow, unmarked_on
from core.model.notices import Notice
from core.model.people import Permission, Role, StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, roles_that_may
from core.rules.occurrences import Occurrence
from core.rules.school_years import school_year
from core.usecases.rosters import running_services

_MARKERS = (Role.CARER, Role.TEACHER)


@dataclass(frozen=True, slots=True)
class UnmarkedClass:
    """Of the ``booked`` children of a class (``None``: those in none), how many are not marked."""

    school: str
    class_name: str | None
    unmarked: int
    booked: int


@dataclass(frozen=True, slots=True)
class UnmarkedFacts:
    """What is not marked of a service and day: at least one class, by school and name."""

    service_key: str
    day: date
    classes: tuple[UnmarkedClass, ...]


def enqueue_unmarked(uow: UnitOfWork, occurrence: Occurrence, occurrence_id: int, now: datetime) -> int:
    """Ask those who should have marked attendance for it; how many they are.

    Carers and teachers who look after a class; for a class that nobody does, those who run the service.
    """
    if occurrence.day is None:
        raise ValueError("attendance is of a day")
    facts = {"service": occurrence.scope, "day": occurrence.day.isoformat()}
    notice = NewNotice(Notice.UNMARKED, facts, now, now, occurrence.until, occurrence_id=occurrence_id)
    return outbox.enqueue(uow.tx, notice, staff=_asked(uow, occurrence.scope, occurrence.day))


def read_unmarked(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, UnmarkedFacts]:
    """What each of them is asked for, by delivery: as it stands now. None where nothing is left to mark.

    A few queries for each service and day, whatever the number of deliveries.
    """
    of_delivery = {one.id: (str(one.facts["service"]), date.fromisoformat(one.facts["day"])) for one in leased}
    asked = {(key, day): _asked(uow, key, day) for key, day in set(of_delivery.values())}
    return {
        one.id: UnmarkedFacts(*of_delivery[one.id], tuple(asked[of_delivery[one.id]][one.staff_id]))
        for one in leased
        if one.staff_id in asked[of_delivery[one.id]]
    }


def _asked(uow: UnitOfWork, service_key: str, day: date) -> dict[int, list[UnmarkedClass]]:
    """What to ask of each member of staff."""
    running = [one.id for one in running_services(uow, day).values() if one.terms.key == service_key]
    rows = unmarked_on(uow.tx, running, day, school_year(day))
    if not rows:
        return {}
    roles = {*_MARKERS, *roles_that_may(uow.policy, Permission.DECIDE_REQUESTS)}
    members = [member.actor for member in teams.members_of(uow.tx, roles).values()]
    asked: dict[int, list[UnmarkedClass]] = {}
    for row in rows:
        unmarked = UnmarkedClass(row.school, row.class_name, row.unmarked, row.booked)
        for staff_id in _in_charge(row, members):
            asked.setdefault(staff_id, []).append(unmarked)
    return asked


def _in_charge(row: UnmarkedRow, members: Iterable[StaffActor]) -> list[int]:
    covering = [member for member in members if covers(member.scopes, row.school_id, row.class_id)]
    markers = [member.staff_id for member in covering if member.role in _MARKERS]
    return markers or [member.staff_id for member in covering]
