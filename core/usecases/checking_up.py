"""What ``cantine doctor`` looks at in the database: whether it is sound, and what is missing for the service to run."""

from dataclasses import dataclass
from datetime import date, datetime

from core.db import checkup
from core.db.checkup import Guardians, is_damage
from core.organisation import UnitOfWork
from core.rules.calendar import school_calendar
from core.rules.school_years import school_year
from core.usecases.retaining import survey

__all__ = ["CheckUp", "Guardians", "check_up", "find_damage", "is_damage"]


@dataclass(frozen=True, slots=True)
class CheckUp:
    """``year``: the school year ``classes`` and ``pupils`` are counted in.

    ``unused``: keys of the services nobody is enrolled in that year; ``unpriced``: of those without a rate, where the
    service bills others or has invoices. ``overdue``: rows the policy keeps no longer. ``known_until``: the last day
    the calendar knows.
    """

    year: int
    schools: int
    classes: int
    pupils: int
    unused: tuple[str, ...]
    unpriced: tuple[str, ...]
    guardians: Guardians
    has_manager: bool
    overdue: int
    known_until: date


def find_damage(uow: UnitOfWork) -> list[str]:
    """What is broken in the database, in its own words."""
    return checkup.damage_of(uow.tx)


def check_up(uow: UnitOfWork, now: datetime) -> CheckUp:
    """Everything else, in a database that is sound."""
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    used = checkup.services_enrolled_in(uow.tx, year)
    return CheckUp(
        year,
        checkup.count_schools(uow.tx),
        checkup.count_classes(uow.tx, year),
        checkup.count_pupils(uow.tx, year),
        tuple(service.key for service in uow.policy.services if service.key not in used),
        _unpriced(uow),
        checkup.count_guardians(uow.tx),
        checkup.has_manager(uow.tx),
        sum(due.count for due in survey(uow, now)),
        school_calendar(uow.policy.calendar).known_until,
    )


def _unpriced(uow: UnitOfWork) -> tuple[str, ...]:
    priced = [service.key for service in uow.policy.services if service.rates]
    if not priced and not checkup.has_invoices(uow.tx):
        return ()
    return tuple(service.key for service in uow.policy.services if service.key not in priced)
