"""What may be announced, from which day it holds, until when it is worth telling."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from core.model.announcements import LONGEST_SPAN, LONGEST_TEXT, Order, OrderProblem
from core.model.notices import AnnouncementKind
from core.model.policy import ServicePolicy

_DAY = timedelta(days=1)
_INFORMATION_LIVES = timedelta(days=7)

_OFTEN, _SOMETIMES, _RARELY = timedelta(seconds=3), timedelta(minutes=1), timedelta(minutes=10)
_OFTEN_FOR, _SOMETIMES_FOR = timedelta(minutes=10), timedelta(hours=1)


def order_problems(
    order: Order,
    school_ids: Collection[int],
    services: Iterable[ServicePolicy],
    now: datetime,
    tz: ZoneInfo,
    *,
    covers_all: bool,
) -> tuple[OrderProblem, ...]:
    """Why an order to some schools, about some services, cannot be announced, in the order in which it is asked for.

    ``covers_all``: its author looks after every school. That nobody would be told is for the database to say.
    """
    found = [*_about_schools(order, school_ids, covers_all=covers_all), *_about_days(order, services, now, tz)]
    if not order.text.strip() and order.kind is AnnouncementKind.GENERAL:
        found.append(OrderProblem.NO_TEXT)
    if len(order.text) > LONGEST_TEXT:
        found.append(OrderProblem.TEXT_TOO_LONG)
    return tuple(found)


def _about_schools(order: Order, school_ids: Collection[int], *, covers_all: bool) -> Iterable[OrderProblem]:
    if not school_ids or not (order.audience.school_ids or covers_all):
        yield OrderProblem.NO_SCHOOL
    if order.kind is AnnouncementKind.STRIKE and not order.modes.keys() >= set(school_ids):
        yield OrderProblem.NO_SCHOOL_MODE


def _about_days(order: Order, services: Iterable[ServicePolicy], now: datetime, tz: ZoneInfo) -> Iterable[OrderProblem]:
    """Days are asked for, but of an information to all enrolled."""
    first, last = order.audience.first_day, order.audience.last_day
    if first is None or last is None:
        if order.kind is not AnnouncementKind.GENERAL or order.audience.only_booked or (first or last):
            yield OrderProblem.NO_DAY
        return
    if last < first:
        yield OrderProblem.DAYS_REVERSED
    elif (last - first).days >= LONGEST_SPAN:
        yield OrderProblem.TOO_LONG_SPAN
    elif all(first_day_left(terms, first, now, tz) > last for terms in services):
        yield OrderProblem.PAST_DAY


def first_day_left(terms: ServicePolicy, first: date, now: datetime, tz: ZoneInfo) -> date:
    """The first day, from ``first`` on, on which a service is not over yet."""
    return _first_before(terms.ends, first, now, tz)


def first_day_to_come(terms: ServicePolicy, first: date, now: datetime, tz: ZoneInfo) -> date:
    """The first day, from ``first`` on, on which a service has not begun yet."""
    return _first_before(terms.starts, first, now, tz)


def _first_before(moment: time, first: date, now: datetime, tz: ZoneInfo) -> date:
    local = now.astimezone(tz)
    return max(first, local.date() if local.time() < moment else local.date() + _DAY)


def worth_telling_until(kind: AnnouncementKind, last_day: date | None, now: datetime, tz: ZoneInfo) -> datetime:
    """When an announcement comes to nothing: at the end of its last day; an information lives a week. Aware, UTC."""
    if kind is AnnouncementKind.GENERAL or last_day is None:
        return now + _INFORMATION_LIVES
    return datetime.combine(last_day + _DAY, time(), tz).astimezone(UTC)


def progress_interval(age: timedelta) -> timedelta:
    """How often the author's message is looked after: often at first, rarely for what quiet hours hold back."""
    if age < _OFTEN_FOR:
        return _OFTEN
    return _SOMETIMES if age < _SOMETIMES_FOR else _RARELY


def seconds_left(done: int, waiting: int, elapsed: timedelta) -> int | None:
    """How long the rest takes at the rate until now; ``None`` where that cannot be told."""
    if not done or not waiting:
        return None
    return ceil(waiting * max(elapsed.total_seconds(), 1) / done)
