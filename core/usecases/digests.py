"""What managers are told: the requests that wait for them, and the absences that come too late to cost nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.db import family_requests, outbox, teams
from core.db.decisions import Reach, count_pending
from core.db.deliveries import Leased
from core.db.digests import LateAbsenceRow, late_absences_from, late_absences_known
from core.db.outbox import NewNotice
from core.model.notices import Notice
from core.model.people import Permission, Scope
from core.model.planning import AbsenceOutcome, Cell
from core.model.requests import PendingCount, Selection
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, roles_that_may
from core.rules.occurrences import Occurrence, is_late
from core.rules.school_years import school_year

_LATE_ABSENCE_EXPIRES = timedelta(days=3)
"""After that, a manager has met it in the list of requests."""


@dataclass(frozen=True, slots=True)
class LateAbsence:
    """Days on which a child will not come to a service, and what that costs. Its reason is read where it is decided."""

    child_id: int
    last_name: str
    first_name: str
    school: str
    class_name: str | None
    service_key: str
    outcome: AbsenceOutcome
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LateAbsenceFacts:
    """What is still to be decided of a declaration: at least one absence, by child and service."""

    absences: tuple[LateAbsence, ...]


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """Requests that are pending, by day, school and class. ``day``: those of that day alone.

    ``files``: how many wait about families' files, which are of no day. There is at least one group, or one of these.
    """

    day: date | None
    due_at: datetime
    is_late: bool
    counts: tuple[PendingCount, ...]
    files: int = 0


def enqueue_late_absences(uow: UnitOfWork, cells: Collection[Cell], now: datetime) -> int:
    """Have those who decide told of the absences just declared for some cells; how many messages that is.

    One for each of them, of what they look after; of absences that are late, since the others cost nothing. It is
    urgent where the day is today or tomorrow.
    """
    if not cells:
        return 0
    today = _today(uow, now)
    by_requests: dict[tuple[int, ...], list[int]] = {}
    rows = late_absences_from(uow.tx, cells, school_year(today))
    for staff_id, scopes in _deciders(uow).items():
        of_manager = tuple(row.request_id for row in rows if covers(scopes, row.school_id, row.class_id))
        if of_manager:
            by_requests.setdefault(of_manager, []).append(staff_id)
    days = {row.request_id: row.day for row in rows}
    return sum(
        _tell_late(uow, requests, staff, now, is_urgent=min(days[one] for one in requests) <= today + timedelta(days=1))
        for requests, staff in by_requests.items()
    )


def _tell_late(
    uow: UnitOfWork, requests: Sequence[int], staff: Sequence[int], now: datetime, *, is_urgent: bool
) -> int:
    facts = {"requests": list(requests)}
    notice = NewNotice(Notice.LATE_ABSENCE, facts, now, now, now + _LATE_ABSENCE_EXPIRES, is_urgent=is_urgent)
    return outbox.enqueue(uow.tx, notice, staff=staff)


def read_late_absences(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, LateAbsenceFacts]:
    """What each declaration leaves to decide, by delivery. None once it is decided or withdrawn.

    Two queries, whatever the number of deliveries.
    """
    ids = {request_id for one in leased for request_id in one.facts["requests"]}
    rows = late_absences_known(uow.tx, ids, school_year(_today(uow, now)))
    deciders = _deciders(uow)
    found = {one.id: _absences(_of_reader(one, rows, deciders)) for one in leased}
    return {delivery_id: LateAbsenceFacts(absences) for delivery_id, absences in found.items() if absences}


def _of_reader(
    leased: Leased, rows: Iterable[LateAbsenceRow], deciders: Mapping[int, tuple[Scope, ...]]
) -> list[LateAbsenceRow]:
    """What was declared then, of what its reader looks after today."""
    requests = set(leased.facts["requests"])
    scopes = deciders.get(leased.staff_id, ()) if leased.staff_id is not None else ()
    return [row for row in rows if row.request_id in requests and covers(scopes, row.school_id, row.class_id)]


def _absences(rows: Iterable[LateAbsenceRow]) -> tuple[LateAbsence, ...]:
    """The days of the same child, service and cost together."""
    days: dict[tuple[int, str, AbsenceOutcome], list[date]] = {}
    child: dict[int, LateAbsenceRow] = {}
    for row in rows:
        child[row.child_id] = row
        days.setdefault((row.child_id, row.service_key, row.outcome), []).append(row.day)
    return tuple(
        LateAbsence(
            child_id=child_id,
            last_name=child[child_id].last_name,
            first_name=child[child_id].first_name,
            school=child[child_id].school,
            class_name=child[child_id].class_name,
            service_key=key,
            outcome=outcome,
            days=tuple(of_line),
        )
        for (child_id, key, outcome), of_line in days.items()
    )


def enqueue_validation_digest(uow: UnitOfWork, occurrence: Occurrence, occurrence_id: int, now: datetime) -> int:
    """Have those who decide told what is pending, of the day the occurrence is about or of all; how many messages.

    Only where anything is pending in what they look after.
    """
    facts = {
        "day": occurrence.day.isoformat() if occurrence.day else None,
        "due_at": occurrence.due_at.isoformat(),
        "late": is_late(occurrence, now),
    }
    pending, files = _pending(uow, occurrence.day, now), _open_files(uow, now)
    staff = [
        staff_id
        for staff_id, scopes in _deciders(uow).items()
        if _covered(scopes, pending) or _files(scopes, files, occurrence.day)
    ]
    notice = NewNotice(Notice.VALIDATION_DIGEST, facts, now, now, occurrence.until, occurrence_id=occurrence_id)
    return outbox.enqueue(uow.tx, notice, staff=staff)


def read_validation_digest(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, DigestFacts]:
    """What is pending now, by delivery. None where everything has been decided since.

    A query for each day asked about, one for the staff and one for files, whatever the number of deliveries.
    """
    deciders, files = _deciders(uow), _open_files(uow, now)
    pending = {day: _pending(uow, day, now) for day in {_day(one) for one in leased}}
    found = {}
    for one in leased:
        scopes = deciders.get(one.staff_id, ()) if one.staff_id is not None else ()
        counts, of_files = _covered(scopes, pending[_day(one)]), _files(scopes, files, _day(one))
        if counts or of_files:
            due_at = datetime.fromisoformat(one.facts["due_at"])
            found[one.id] = DigestFacts(_day(one), due_at, one.facts["late"], counts, of_files)
    return found


def _day(leased: Leased) -> date | None:
    day = leased.facts["day"]
    return None if day is None else date.fromisoformat(day)


def _pending(uow: UnitOfWork, day: date | None, now: datetime) -> list[PendingCount]:
    """Everywhere: each reader is told the part they look after."""
    selection = Selection(first_day=day, last_day=day)
    return count_pending(uow.tx, Reach(selection, (Scope(),), school_year(_today(uow, now))))


def _open_files(uow: UnitOfWork, now: datetime) -> Mapping[int | None, int]:
    return family_requests.open_by_school(uow.tx, school_year(_today(uow, now)))


def _covered(scopes: tuple[Scope, ...], pending: Iterable[PendingCount]) -> tuple[PendingCount, ...]:
    return tuple(group for group in pending if covers(scopes, group.school_id, group.class_id))


def _files(scopes: tuple[Scope, ...], files: Mapping[int | None, int], day: date | None) -> int:
    """How many requests about files wait for a reader; none beside those of one day."""
    if day is not None:
        return 0
    return sum(
        count
        for school_id, count in files.items()
        if Scope() in scopes or (school_id is not None and covers(scopes, school_id, None))
    )


def _deciders(uow: UnitOfWork) -> dict[int, tuple[Scope, ...]]:
    """What those who decide requests look after, by their id."""
    members = teams.members_of(uow.tx, roles_that_may(uow.policy, Permission.DECIDE_REQUESTS))
    return {staff_id: member.actor.scopes for staff_id, member in members.items()}


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()
