"""What there is to choose from: services, weekdays, periods."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from core.model.operations import BulkPlace, OperationKind
from core.model.planning import Service
from core.model.policy import Policy
from core.rules.calendar import school_calendar, why_closed
from core.rules.school_years import days_of, school_year

_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)

Span = tuple[date, date]


def services_of(policy: Policy, place: BulkPlace) -> list[str]:
    """The services of a school by key, in the policy's order."""
    return [terms.key for terms in policy.services if terms.key in place.service_keys]


def weekdays_of(policy: Policy, services: Collection[str]) -> list[int]:
    """The weekdays on which any of the services runs."""
    return sorted({weekday for terms in policy.services if terms.key in services for weekday in terms.weekdays})


def periods(policy: Policy, kind: OperationKind, services: Collection[str], today: date) -> dict[str, Span]:
    """What can be picked instead of typed, by name: ``bulk-period-<name>`` says it.

    Enrolments are of a school year: of this one, or of the next.
    """
    year = school_year(today)
    if kind is OperationKind.ENROL:
        return {"this-year": days_of(year), "next-year": days_of(year + 1)}
    next_month = (today.replace(day=1) + _MONTH).replace(day=1)
    month_after = (next_month + _MONTH).replace(day=1)
    return {
        "year-end": (today, _last_running_day(policy, services, today, days_of(year)[1])),
        "this-month": (today, next_month - _DAY),
        "next-month": (next_month, month_after - _DAY),
    }


def _last_running_day(policy: Policy, services: Collection[str], first: date, last: date) -> date:
    """The last day until ``last`` on which any of the services runs in the usual way."""
    calendar = school_calendar(policy.calendar)
    chosen = [Service(0, 0, terms, None) for terms in policy.services if terms.key in services]
    days = _backwards(last, first)
    return next((day for day in days if any(why_closed(calendar, one, day) is None for one in chosen)), last)


def _backwards(last: date, first: date) -> Iterator[date]:
    return (last - count * _DAY for count in range((last - first).days + 1))
