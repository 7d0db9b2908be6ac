"""When the office of the service is open. Anybody may know that: there is no actor."""

from datetime import datetime

from core.db.services import closures_of
from core.organisation import UnitOfWork
from core.rules.calendar import school_calendar
from core.rules.opening import Opening, opening_at


def read_opening(uow: UnitOfWork, now: datetime) -> Opening:
    """Whether the office is open, by the hours of the policy and the days the whole organisation is closed."""
    calendar = school_calendar(uow.policy.calendar, closures_of(uow.tx, ()))
    return opening_at(uow.policy.opening_hours, calendar, now, uow.policy.calendar.tz)
