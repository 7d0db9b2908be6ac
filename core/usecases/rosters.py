"""The roster of the day: to whom it goes, and what it says when it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.db import directory, outbox, teams
from core.db.deliveries import Leased
from core.db.outbox import NewNotice
from core.db.rosters import RosterRow, roster_of
from core.db.services import closures_of, services_of
from core.db.teams import Member
from core.model.notices import Notice
from core.model.people import Role, Scope
from core.model.planning import Service
from core.model.rosters import (
    NamedRoster,
    Names,
    Presence,
    RosterChild,
    RosterFacts,
    RosterGroup,
    RosterSheet,
    Tally,
)
from core.organisation import UnitOfWork
from core.rules.authorisation import covers
from core.rules.calendar import school_calendar, why_closed
from core.rules.names import folded
from core.rules.occurrences import Occurrence, is_late
from core.rules.school_years import school_year

_TALLIES = {
    Presence.EXPECTED: Tally(booked=1),
    Presence.PENDING: Tally(pending=1),
    Presence.DECLARED_ABSENT: Tally(booked=1, declared_absent=1),
    Presence.ABSENT: Tally(absent=1),
}

_TOLD_NAMES = {Role.TEACHER, Role.CARER, Role.DIRECTOR}


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of the day, counted and by name."""

    school_id: int
    class_id: int | None
    group: RosterGroup
    sheet: RosterSheet


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a roster is for. ``has_email`` is ``None`` for a team, which is told no names."""

    scopes: tuple[Scope, ...]
    has_email: bool | None


def running_services(uow: UnitOfWork, day: date) -> dict[int, Service]:
    """The services that run on a day in any school, by id, in the policy's order."""
    schools = directory.schools_known(uow.tx)
    known = services_of(uow.tx, schools)
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, schools))
    services = (
        Service(service_id, school_id, terms, None)
        for terms in uow.policy.services
        for service_id, school_id, key in known
        if key == terms.key
    )
    return {service.id: service for service in services if why_closed(calendar, service, day) is None}


def enqueue_rosters(uow: UnitOfWork, occurrence: Occurrence, occurrence_id: int, now: datetime) -> int:
    """Have everybody of a role told who is expected on the day, and its teams how many; how many messages that is.

    Only where a service runs that day in a school they look after. It expires when the occurrence does.
    """
    if occurrence.day is None:
        raise ValueError("a roster is of a day")
    role = Role(occurrence.scope)
    schools = {service.school_id for service in running_services(uow, occurrence.day).values()}
    members = {staff_id: member.actor.scopes for staff_id, member in teams.members_of(uow.tx, [role]).items()}
    groups = {group_id: (scope,) for group_id, scope in teams.teams_of(uow.tx, role).items()}
    facts = {
        "day": occurrence.day.isoformat(),
        "role": role,
        "due_at": occurrence.due_at.isoformat(),
        "late": is_late(occurrence, now),
    }
    notice = NewNotice(Notice.ROSTER, facts, now, now, occurrence.until, occurrence_id=occurrence_id)
    return outbox.enqueue(uow.tx, notice, staff=_concerned(members, schools), groups=_concerned(groups, schools))


def _concerned(looked_after: Mapping[int, tuple[Scope, ...]], schools: set[int]) -> list[int]:
    return [
        one
        for one, scopes in looked_after.items()
        if any(scope.school_id in schools or (scope.school_id is None and schools) for scope in scopes)
    ]


def read_rosters(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, RosterFacts]:
    """What each roster tells, by delivery: as the day stands now. None for who is no longer in the role.

    A few queries for each day and role, whatever the number of deliveries.
    """
    days = {day: _classes_of(uow, day) for day in {_day(one) for one in leased}}
    roles = {_role(one) for one in leased}
    members = teams.members_of(uow.tx, roles)
    groups = {role: teams.teams_of(uow.tx, role) for role in roles}
    found = ((one, _reader(one, members, groups[_role(one)])) for one in leased)
    return {one.id: _facts(uow, one, reader, days[_day(one)], now) for one, reader in found if reader is not None}


def _day(leased: Leased) -> date:
    return date.fromisoformat(leased.facts["day"])


def _role(leased: Leased) -> Role:
    return Role(leased.facts["role"])


def _reader(leased: Leased, members: Mapping[int, Member], groups: Mapping[int, Scope]) -> _Reader | None:
    if leased.group_id is not None:
        return _Reader((groups[leased.group_id],), None) if leased.group_id in groups else None
    member = members.get(leased.staff_id) if leased.staff_id is not None else None
    if member is None or member.actor.role is not _role(leased):
        return None
    return _Reader(member.actor.scopes, member.has_email)


def _facts(uow: UnitOfWork, leased: Leased, reader: _Reader, classes: Sequence[_Class], now: datetime) -> RosterFacts:
    covered = [one for one in classes if covers(reader.scopes, one.school_id, one.class_id)]
    names = _names(uow, leased, reader) if covered else Names.NONE
    sheets = tuple(one.sheet for one in covered)
    return RosterFacts(
        day=_day(leased),
        role=_role(leased),
        due_at=datetime.fromisoformat(leased.facts["due_at"]),
        is_late=leased.facts["late"],
        groups=tuple(one.group for one in covered),
        names=names,
        roster=NamedRoster(_day(leased), sheets) if names is Names.ATTACHED else None,
        read_at=now,
    )


def _names(uow: UnitOfWork, leased: Leased, reader: _Reader) -> Names:
    if reader.has_email is None or _role(leased) not in _TOLD_NAMES:
        return Names.NONE
    if leased.channel == "email" or uow.policy.notices.names_in_chat:
        return Names.ATTACHED
    return Names.BY_EMAIL if reader.has_email else Names.NO_ADDRESS


def _classes_of(uow: UnitOfWork, day: date) -> list[_Class]:
    """Every class of a day, by school and name; the children who are in none come last."""
    running = running_services(uow, day)
    by_class: dict[tuple[str, bool, str, int, int | None], list[RosterRow]] = {}
    for row in roster_of(uow.tx, running, day, school_year(day)):
        place = row.school, row.class_id is None, row.class_name or "", row.school_id, row.class_id
        by_class.setdefault(place, []).append(row)
    return [_class(rows, running) for _, rows in sorted(by_class.items(), key=lambda item: item[0][:3])]


def _class(rows: Sequence[RosterRow], running: Mapping[int, Service]) -> _Class:
    first = rows[0]
    keys = tuple(service.terms.key for service in running.values() if service.school_id == first.school_id)
    children = _children(rows, running)
    tallies = {key: _tally(key, children) for key in keys}
    return _Class(
        first.school_id,
        first.class_id,
        RosterGroup(first.school, first.class_name, tallies),
        RosterSheet(first.school, first.class_name, keys, children),
    )


def _children(rows: Iterable[RosterRow], running: Mapping[int, Service]) -> tuple[RosterChild, ...]:
    presences: dict[tuple[str, str, int], dict[str, Presence]] = {}
    for row in rows:
        child = row.last_name, row.first_name, row.child_id
        presences.setdefault(child, {})[running[row.service_id].terms.key] = row.presence
    by_name = sorted(presences, key=lambda child: (folded(child[0]), folded(child[1]), child))
    return tuple(RosterChild(child[0], child[1], presences[child]) for child in by_name)


def _tally(key: str, children: Iterable[RosterChild]) -> Tally:
    found = (_TALLIES[child.presences[key]] for child in children if key in child.presences)
    return sum(found, Tally())
