"""Requests for the rest of the school year: when one may be sent, and what is left of it when it is accepted.

« Concernant les demandes d'inscription ou d'annulation annuelles, il convient de prévenir directement le service par
mail » (Epagny Metz-Tessy).
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from core.model.operations import Skip
from core.model.planning import Service
from core.model.yearly import LONGEST_COMMENT, Wish, YearlyOrder, YearlyProblem
from core.rules.school_years import days_of, school_year

_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)

_SETTLED = {Wish.ENROL: Skip.ALREADY_BOOKED, Wish.CANCEL: Skip.NOT_BOOKED}
"""Cells that are as wished already."""
_NOT_ASKED = frozenset({Skip.PAST, Skip.OTHER_FAMILY})


def subject_of(child_id: int, wish: Wish) -> str:
    """What a request is about: a guardian has one pending for a child and a wish."""
    return f"yearly:{child_id}:{wish}"


def as_facts(order: YearlyOrder) -> dict[str, Any]:
    """As the request keeps it."""
    return {
        "wish": order.wish,
        "services": sorted(order.services),
        "weekdays": sorted(order.weekdays),
        "first_day": order.first_day.isoformat(),
        "last_day": last_day_of(order).isoformat(),
    }


def order_of(facts: Mapping[str, Any]) -> YearlyOrder:
    """As ``as_facts`` wrote it."""
    return YearlyOrder(
        Wish(facts["wish"]),
        frozenset(facts["services"]),
        frozenset(facts["weekdays"]),
        date.fromisoformat(facts["first_day"]),
    )


def last_day_of(order: YearlyOrder) -> date:
    """The end of the school year."""
    return days_of(school_year(order.first_day))[1]


def offered_wishes(services: Collection[tuple[Service, bool]]) -> list[Wish]:
    """Those that make sense: nothing is cancelled of who is enrolled in nothing."""
    return [wish for wish in Wish if offered_services(services, wish)]


def offered_services(services: Collection[tuple[Service, bool]], wish: Wish) -> list[Service]:
    """Those that may be named: all to enrol, those enrolled in to cancel."""
    return [service for service, is_enrolled in services if is_enrolled or wish is Wish.ENROL]


def offered_weekdays(services: Collection[Service], keys: Collection[str]) -> list[int]:
    """The weekdays on which any of the services named runs."""
    return sorted({weekday for one in services if one.terms.key in keys for weekday in one.terms.weekdays})


def problem_of(
    order: YearlyOrder, comment: str, services: Collection[tuple[Service, bool]], today: date
) -> YearlyProblem | None:
    """Why a request is not sent; it may be from tomorrow on, whatever the deadlines, since people decide."""
    offered = offered_services(services, order.wish)
    if not order.services or not order.services <= {one.terms.key for one in offered}:
        return YearlyProblem.NO_SERVICE
    if not order.weekdays or not order.weekdays <= set(offered_weekdays(offered, order.services)):
        return YearlyProblem.NO_WEEKDAY
    if problem := problem_of_day(order.first_day, today):
        return problem
    return YearlyProblem.TOO_LONG if len(comment) > LONGEST_COMMENT else None


def problem_of_day(first_day: date, today: date) -> YearlyProblem | None:
    """Why nothing may be asked from a day on."""
    if first_day <= today:
        return YearlyProblem.TOO_SOON
    return YearlyProblem.TOO_LATE if school_year(first_day) != school_year(today) else None


def offered_days(today: date) -> dict[str, date]:
    """The first days that may be picked instead of typed, by name, of this school year."""
    days = {
        "monday": today + (8 - today.isoweekday()) * _DAY,
        "month": (today.replace(day=1) + _MONTH).replace(day=1),
    }
    return {name: day for name, day in days.items() if school_year(day) == school_year(today)}


def days_left(order: YearlyOrder, today: date) -> tuple[date, date] | None:
    """The first and last day that can still be changed when it is accepted, late perhaps; ``None``: none is left."""
    last = last_day_of(order)
    return (max(order.first_day, today), last) if today <= last else None


def told_to_family(skipped: Mapping[Skip, int]) -> dict[Skip, int]:
    """What was left out of what was asked, but not how many days the other household has booked."""
    return {why: count for why, count in skipped.items() if why not in {Skip.NOT_BOOKED, *_NOT_ASKED}}


def is_settled(wish: Wish, skipped: Collection[Skip]) -> bool:
    """Whether an order that changes nothing leaves everything as it is wished, and hindered nowhere."""
    return _SETTLED[wish] in skipped and set(skipped) <= {_SETTLED[wish], *_NOT_ASKED}
