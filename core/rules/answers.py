"""When a family may expect the answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.policy import Validation
from core.rules.calendar import instant_of


def answer_expected(validation: Validation, cutoff: datetime | None, now: datetime, tz: ZoneInfo) -> datetime:
    """The first moment of validation to come at which every request is in: after ``now``, not before ``cutoff``.

    Aware, UTC. It is what the service announces ("le vendredi matin, ces demandes sont validées"), holidays or not.
    """
    earliest = now if cutoff is None else max(now, cutoff)
    # From the day before: a moment of 24:00 falls on the day after its weekday.
    first_day = earliest.astimezone(tz).date() - timedelta(days=1)
    days = (first_day + timedelta(days=count) for count in range(10))
    moments = (instant_of(day, validation.time, tz) for day in days if day.isoweekday() == validation.weekday)
    return next(moment for moment in moments if moment >= earliest and moment > now)
