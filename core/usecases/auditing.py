"""The journal: whatever anyone did, newest first, as far as its reader looks after the schools it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.db import audit, bulk, directory, staffing
from core.db.audit import NAMED, Reach
from core.db.bulk import PupilRow
from core.model.auditing import JournalFilter, JournalLine, JournalPage
from core.model.errors import NotAuthorisedError
from core.model.operations import Pupil
from core.model.people import Permission, Scope, StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may
from core.rules.names import folded, is_called, words_of
from core.rules.school_years import school_year
from core.usecases.bulk_ground import by_name

_DAY = timedelta(days=1)


def read_journal(
    uow: UnitOfWork,
    actor: StaffActor,
    chosen: JournalFilter,
    now: datetime,
    *,
    limit: int,
    offset: int = 0,
    up_to: int | None = None,
) -> JournalPage:
    """A page of the journal. ``up_to``: the newest line of the first page, so that the next ones stay as they were.

    Who looks after all schools reads everything, anyone else what is about their schools alone; of a class, nothing.
    Raises ``NotAuthorisedError``, also for a member of staff or a child who is not of these schools.
    """
    schools = _schools(uow, actor)
    member = None if chosen.staff_id is None else _member(uow, actor, chosen.staff_id)
    child = None if chosen.child_id is None else _child(uow, actor, chosen.child_id, now)
    reach = Reach(
        schools,
        chosen.staff_id,
        chosen.child_id,
        None if chosen.first_day is None else _midnight(uow, chosen.first_day),
        None if chosen.last_day is None else _midnight(uow, chosen.last_day + _DAY),
        up_to,
    )
    rows = audit.read_events(uow.tx, reach, limit + 1, offset)
    return JournalPage(_named(uow, rows[:limit]), len(rows) > limit, member, child)


def list_authors(uow: UnitOfWork, actor: StaffActor) -> tuple[tuple[int, str], ...]:
    """``(id, name)`` of the members of staff of the schools that the actor reads of, by name.

    Raises ``NotAuthorisedError``.
    """
    _check(uow, actor)
    return tuple(
        (member.id, member.name)
        for member in sorted(staffing.read_team(uow.tx), key=lambda one: folded(one.name))
        if any(_shares(actor, scope) for scope in member.scopes)
    )


def _shares(actor: StaffActor, scope: Scope) -> bool:
    """Whether somebody who looks after a scope works in a school the actor reads of."""
    if Scope() in actor.scopes or scope == Scope():
        return True
    return scope.school_id is not None and covers(actor.scopes, scope.school_id, None)


def find_children(uow: UnitOfWork, actor: StaffActor, text: str, now: datetime, limit: int) -> tuple[Pupil, ...]:
    """The children of this school year whose name contains every word of a text, by name; none without a letter.

    Raises ``NotAuthorisedError``.
    """
    _check(uow, actor)
    words = words_of(text)
    pupils = bulk.pupils_of(uow.tx, _year(uow, now)) if words else []
    found = (one for one in pupils if _reads_of(actor, one) and is_called(one.first_name, one.last_name, words))
    return tuple(
        Pupil(one.child_id, one.first_name, one.last_name, one.class_name, one.school_id, one.school)
        for one in sorted(found, key=by_name)[:limit]
    )


def _reads_of(actor: StaffActor, pupil: PupilRow) -> bool:
    return covers(actor.scopes, pupil.school_id, None)


def _member(uow: UnitOfWork, actor: StaffActor, staff_id: int) -> str:
    for author_id, name in list_authors(uow, actor):
        if author_id == staff_id:
            return name
    raise NotAuthorisedError


def _child(uow: UnitOfWork, actor: StaffActor, child_id: int, now: datetime) -> str:
    for pupil in bulk.pupils_of(uow.tx, _year(uow, now), child_id=child_id):
        if _reads_of(actor, pupil):
            return f"{pupil.first_name} {pupil.last_name}"
    raise NotAuthorisedError


def _schools(uow: UnitOfWork, actor: StaffActor) -> frozenset[int] | None:
    """The schools whose lines the actor reads; ``None`` for all, and what is about none."""
    _check(uow, actor)
    if Scope() in actor.scopes:
        return None
    return frozenset(one for one in directory.schools_known(uow.tx) if covers(actor.scopes, one, None))


def _named(uow: UnitOfWork, lines: Iterable[JournalLine]) -> tuple[JournalLine, ...]:
    """Lines with the names of what their facts refer to, in a number of queries that does not depend on theirs."""
    rows = tuple(lines)
    known = {what: audit.names_of(uow.tx, what, _ids(rows, what)) for what in NAMED}
    return tuple(replace(row, names={**row.names, **_names(row.facts, known)}) for row in rows)


def _ids(rows: Iterable[JournalLine], what: str) -> set[int]:
    return {one for row in rows if (one := _id(row.facts, what)) is not None}


def _id(facts: Mapping[str, object], what: str) -> int | None:
    """An id among facts of which other versions may have written anything."""
    fact = facts.get(what)
    return fact if isinstance(fact, int) and not isinstance(fact, bool) else None


def _names(facts: Mapping[str, object], known: Mapping[str, Mapping[int, str]]) -> dict[str, str]:
    found = {what: names.get(_id(facts, what) or 0) for what, names in known.items()}
    return {what: name for what, name in found.items() if name is not None}


def _midnight(uow: UnitOfWork, day: date) -> datetime:
    return datetime.combine(day, time(), uow.policy.calendar.tz)


def _year(uow: UnitOfWork, now: datetime) -> int:
    return school_year(now.astimezone(uow.policy.calendar.tz).date())


def _check(uow: UnitOfWork, actor: StaffActor) -> None:
    if not may(uow.policy, actor.role, Permission.READ_AUDIT):
        raise NotAuthorisedError
