"""A request for the rest of the school year (« demande annuelle »)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.family import FamilyRequest
from core.model.operations import Skip
from core.model.people import Child, Custody
from core.model.planning import Service

LONGEST_COMMENT = 400
"""Characters. Each may take six once escaped, and a sentence takes 2,500 of them."""


class Wish(StrEnum):
    """What is asked for."""

    ENROL = "enrol"
    """To come on these weekdays for the rest of the school year."""
    CANCEL = "cancel"
    """To come on these weekdays no more."""


@dataclass(frozen=True, slots=True)
class YearlyOrder:
    """What is asked: services by key and ISO weekdays, from ``first_day`` to the end of its school year."""

    wish: Wish
    services: frozenset[str]
    weekdays: frozenset[int]
    first_day: date


class YearlyProblem(StrEnum):
    """Why a request is not sent."""

    NO_SERVICE = "no_service"
    """None is named, or one that the child's school does not have, or of which there is nothing to cancel."""
    NO_WEEKDAY = "no_weekday"
    """None is named, or one on which none of the services runs."""
    TOO_SOON = "too_soon"
    """From today on, or earlier: that is for the service to be called about."""
    TOO_LATE = "too_late"
    """After this school year."""
    TOO_LONG = "too_long"
    """The comment has more characters than ``LONGEST_COMMENT``."""


class Standing(StrEnum):
    """What sending a request came to."""

    NEW = "new"
    REPLACED = "replaced"
    """Another one, of the same child and for the same wish, was withdrawn for it."""
    SAME = "same"
    """It was pending already as it is: nothing was sent."""


@dataclass(frozen=True, slots=True)
class YearlyFiled:
    """A request that is pending."""

    request_id: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class YearlyChild:
    """A child for whom may be asked. ``services``: of the school, in the policy's order, and whether enrolled in each.

    ``pending``: what its guardian has asked, and is not decided.
    """

    child: Child
    services: tuple[tuple[Service, bool], ...]
    pending: Mapping[Wish, FamilyRequest]


@dataclass(frozen=True, slots=True)
class YearlyMail:
    """What the mail to the service says. ``phone`` and ``email``: of who asks; an address that bounced is none.

    ``replaces``: an earlier mail about the same.
    """

    request: FamilyRequest
    order: YearlyOrder
    phone: str | None
    email: str | None
    custody: Custody
    replaces: bool


@dataclass(frozen=True, slots=True)
class YearlyOutcome:
    """What an accepted request came to: ``days`` booked or removed, ``enrolments`` made or ended; what was left out,
    but nothing of the other household.
    """

    wish: Wish
    days: int
    enrolments: int
    skipped: Mapping[Skip, int]
