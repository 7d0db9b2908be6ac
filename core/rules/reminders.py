"""Whom to remind of a deadline to book, and of what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.model.people import Custody
from core.model.planning import CellFacts, RequestState
from core.rules.authorisation import has_custody
from core.rules.requests import may_book

Place = tuple[int, date]
"""A service, by its id, on a day."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a deadline (aware, UTC) governs, both included, and the services whose deadline it is."""

    deadline: datetime
    first_day: date
    last_day: date
    service_keys: frozenset[str]


def open_places(facts: Mapping[Place, CellFacts], period: Period, now: datetime) -> frozenset[Place]:
    """The places that whoever is enrolled may still book, and of which this is the deadline."""
    return frozenset(
        place for place, known in facts.items() if known.book_by == period.deadline and may_book(known, now) is None
    )


def is_spoken_for(state: RequestState) -> bool:
    """Whether a request shows that its family has thought of the day.

    What was refused or withdrawn left the day as it was. A cancellation that was approved did not: nobody is to come.
    """
    return state in {RequestState.PENDING, RequestState.APPROVED}


def left_to_book(enrolled: Iterable[Place], custody: Custody, spoken_for: Collection[date]) -> tuple[Place, ...]:
    """What a guardian may still book for a child, of the open places it is enrolled in: by day, then service.

    Nothing for a child that has been thought of: where anything is booked or asked for on a day of the period in the
    guardian's own weeks, the other days were left out on purpose.
    """
    if any(has_custody(custody, day) for day in spoken_for):
        return ()
    mine = (place for place in enrolled if has_custody(custody, place[1]))
    return tuple(sorted(mine, key=lambda place: (place[1], place[0])))
