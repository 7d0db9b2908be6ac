"""Words to write a fact of the trade with: a service, a calendar, a deadline, a moment in Paris."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from core.model.planning import Closure, Service
from core.model.policy import CalendarPolicy, Cutoff, ServicePolicy
from core.rules.calendar import SchoolCalendar, school_calendar
from core.rules.cutoffs import cutoff_instant

PARIS = ZoneInfo("Europe/Paris")
SCHOOL_DAYS = "mon tue thu fri"
EVERY_DAY = "mon tue wed thu fri sat sun"

_CUTOFF: TypeAdapter[Cutoff] = TypeAdapter(Cutoff)


def paris(text: str) -> datetime:
    """A moment on the clocks of Paris ("2026-11-26 23:59:59"), in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def shown_in_paris(instant: datetime | None) -> str:
    """What the clocks of Paris show, for people: "Fri 2026-11-27 00:00"."""
    assert instant is not None
    return f"{instant.astimezone(PARIS):%a %Y-%m-%d %H:%M}"


def weekly(weekday: str, time: str, weeks_before: int = 1) -> Cutoff:
    return _CUTOFF.validate_python({"kind": "weekly", "weekday": weekday, "time": time, "weeks_before": weeks_before})


def days_before(days: int, time: str, unit: str = "calendar") -> Cutoff:
    return _CUTOFF.validate_python({"kind": "days_before", "days": days, "time": time, "unit": unit})


def table(**rows: str) -> Cutoff:
    """``table(mon="fri 09:00")``: Monday is asked for by Friday at 9."""
    moments = {day: dict(zip(("weekday", "time"), moment.split(), strict=True)) for day, moment in rows.items()}
    return _CUTOFF.validate_python({"kind": "table", "rows": moments})


def a_service(
    weekdays: str = SCHOOL_DAYS,
    *,
    service_id: int = 1,
    school_id: int = 1,
    starts: str = "11:30",
    in_holidays: bool = False,
) -> Service:
    terms = ServicePolicy.model_validate(
        {
            "key": "cantine",
            "label": {"fr": "Cantine", "en": "Canteen"},
            "symbol": "🍽",
            "weekdays": weekdays.split(),
            "starts": starts,
            "ends": "23:59",
            "runs_in_holidays": in_holidays,
        }
    )
    return Service(id=service_id, school_id=school_id, terms=terms, capacity=None)


def a_calendar(*closures: Closure, zone: str = "A", **policy: object) -> SchoolCalendar:
    return school_calendar(CalendarPolicy.model_validate({"zone": zone, **policy}), closures)


def closed_on(first: str, last: str | None = None, *, school: int | None = None, service: int | None = None) -> Closure:
    return Closure(day(first), day(last or first), school_id=school, service_id=service)


def asked_by(cutoff: Cutoff, asked_for: str, calendar: SchoolCalendar | None = None) -> str:
    """Until when a day is asked for, as the clocks of Paris show it."""
    return shown_in_paris(cutoff_instant(cutoff, day(asked_for), calendar or a_calendar(), PARIS))
