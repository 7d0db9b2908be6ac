"""Individual enrolment (« Inscription individuelle »): a pupil is found by name, enrolled in a service, or no more."""

from datetime import date, datetime

from core.db import audit, bulk
from core.db.bulk import PupilRow, Span
from core.db.services import hold_off_closures, lock_places
from core.model.errors import NotAuthorisedError
from core.model.operations import EnrolmentProblem, Pupil, PupilEnrolments, PupilService
from core.model.people import StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import covers
from core.rules.names import is_called, words_of
from core.rules.school_years import days_of, school_year
from core.usecases.bulk_ground import by_name, may_plan, services_at


def find_pupils(uow: UnitOfWork, actor: StaffActor, text: str, now: datetime, limit: int = 20) -> tuple[Pupil, ...]:
    """The pupils looked after whose name contains every word of a text, by name; none for a text without a letter.

    Raises ``NotAuthorisedError``.
    """
    may_plan(uow, actor)
    words = words_of(text)
    if not words:
        return ()
    pupils = bulk.pupils_of(uow.tx, school_year(_today(uow, now)))
    found = (one for one in pupils if _looks_after(actor, one) and is_called(one.first_name, one.last_name, words))
    return tuple(_pupil(one) for one in sorted(found, key=by_name)[:limit])


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()


def _looks_after(actor: StaffActor, pupil: PupilRow) -> bool:
    return covers(actor.scopes, pupil.school_id, pupil.class_id)


def _pupil(row: PupilRow) -> Pupil:
    return Pupil(row.child_id, row.first_name, row.last_name, row.class_name, row.school_id, row.school)


def read_enrolments(uow: UnitOfWork, actor: StaffActor, child_id: int, now: datetime) -> PupilEnrolments:
    """What a pupil is enrolled in this school year. Raises ``NotAuthorisedError``."""
    pupil = _own(uow, actor, child_id, now)
    today = _today(uow, now)
    year = school_year(today)
    services = services_at(uow, pupil.school_id)
    enrolled = bulk.enrolled_of(uow.tx, [child_id], [service.id for service in services], [year])
    coming = bulk.count_bookings(uow.tx, child_id, today, days_of(year)[1])
    return PupilEnrolments(
        _pupil(pupil),
        year,
        tuple(PupilService(one, (child_id, one.id, year) in enrolled, coming.get(one.id, 0)) for one in services),
    )


def _own(uow: UnitOfWork, actor: StaffActor, child_id: int, now: datetime) -> PupilRow:
    may_plan(uow, actor)
    for pupil in bulk.pupils_of(uow.tx, school_year(_today(uow, now)), child_id=child_id):
        if _looks_after(actor, pupil):
            return pupil
    raise NotAuthorisedError


def set_enrolment(
    uow: UnitOfWork, actor: StaffActor, child_id: int, service_id: int, *, wanted: bool, now: datetime
) -> EnrolmentProblem | None:
    """Enrol a pupil in a service of the school this school year, or end it; why it is not ended, if so.

    Raises ``NotAuthorisedError``.
    """
    pupil = _own(uow, actor, child_id, now)
    if service_id not in {service.id for service in services_at(uow, pupil.school_id)}:
        raise NotAuthorisedError
    hold_off_closures(uow.tx)
    lock_places(uow.tx, [service_id])
    year = school_year(_today(uow, now))
    if wanted:
        _record(
            uow, actor, pupil, service_id, now, has_changed=bulk.enrol(uow.tx, year, child_id, service_id), is_on=True
        )
        return None
    problem = _why_not_ended(uow, child_id, service_id, now)
    if problem is None:
        ended = bulk.end_enrolment(uow.tx, year, child_id, service_id)
        _record(uow, actor, pupil, service_id, now, has_changed=ended, is_on=False)
    return problem


def _why_not_ended(uow: UnitOfWork, child_id: int, service_id: int, now: datetime) -> EnrolmentProblem | None:
    today = _today(uow, now)
    coming = Span([child_id], [service_id], today, days_of(school_year(today))[1])
    if bulk.families_in(uow.tx, coming):
        return EnrolmentProblem.HAS_BOOKINGS
    return EnrolmentProblem.PENDING if bulk.pending_in(uow.tx, coming) else None


def _record(
    uow: UnitOfWork,
    actor: StaffActor,
    pupil: PupilRow,
    service_id: int,
    now: datetime,
    *,
    has_changed: bool,
    is_on: bool,
) -> None:
    if has_changed:
        facts = {"child": pupil.child_id, "service": service_id, "enrolled": is_on}
        audit.record(uow.tx, actor, "enrol", now, facts, school_id=pupil.school_id)
