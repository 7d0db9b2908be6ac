"""What the service announces: the order, what it comes to, and how it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.model.notices import AnnouncementKind, Audience, StrikeMode

LONGEST_TEXT = 1_500
"""Characters of an author's words."""

LONGEST_SPAN = 60
"""Days that one closure covers at most."""

LARGEST_DOCUMENT = 5_000_000
"""Bytes."""


class OrderProblem(StrEnum):
    """Why an order cannot be announced as it is."""

    NO_SCHOOL = "no_school"
    """Whoever does not look after every school must name those it is about."""
    NO_SCHOOL_MODE = "no_school_mode"
    """It is not said of each school what it does on the day of the strike."""
    NO_DAY = "no_day"
    DAYS_REVERSED = "days_reversed"
    PAST_DAY = "past_day"
    """All that it is about is over."""
    TOO_LONG_SPAN = "too_long_span"
    NO_TEXT = "no_text"
    TEXT_TOO_LONG = "text_too_long"
    NOBODY = "nobody"
    """It would be told to no one."""


class OrderRefusedError(ValueError):
    """An order cannot be announced; ``problems`` says why."""

    def __init__(self, problems: tuple[OrderProblem, ...]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Order:
    """What someone wants announced.

    ``key``: of the confirmation, at most 64 characters: a second confirmation announces nothing. ``text``: the author's
    words, at most ``LONGEST_TEXT``; a closure or a strike may do without. ``modes``: of a strike, by school id.
    """

    key: str
    kind: AnnouncementKind
    audience: Audience
    text: str = ""
    modes: Mapping[int, StrikeMode] = field(default_factory=dict)
    is_urgent: bool = True
    asks_reading: bool = False
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Who will be told, and what will be undone.

    ``guardians`` is the sum of ``by_chat`` (the chat, perhaps an e-mail too), ``by_email`` (that alone) and
    ``unreachable``. ``staff``: other than the author. ``bookings`` will be cancelled, ``requests`` refused.
    """

    families: int = 0
    guardians: int = 0
    by_chat: int = 0
    by_email: int = 0
    unreachable: int = 0
    staff: int = 0
    bookings: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement made; ``is_new``: by this call, not by an earlier one."""

    id: int
    is_new: bool
    preview: Preview


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """An announcement in a list. ``can_reopen``: days of it are still to come, and closed."""

    id: int
    kind: AnnouncementKind
    created_at: datetime
    text: str
    first_day: date | None
    last_day: date | None
    school_names: tuple[str, ...]
    is_reopened: bool
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class ReopeningPreview:
    """What reopening would do.

    ``days``: from which closures are lifted, in order. ``bookings`` would be restored, ``requests`` be pending again;
    ``lost``: bookings and requests that would not, the place being taken or closed otherwise, or the child elsewhere.
    ``families`` would be told.
    """

    days: tuple[date, ...]
    bookings: int
    requests: int
    lost: int
    families: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """Someone whom an announcement did not reach; what is not known is empty."""

    name: str
    phone: str
    family: str


@dataclass(frozen=True, slots=True)
class Report:
    """How an announcement went out, in recipients: guardians, staff, teams.

    ``total`` is ``delivered`` + ``failed`` + ``waiting`` + ``unknown``. ``by_email``: of those delivered, by e-mail
    and not by chat. ``failed``: refused, too late, or no address; ``not_reached`` names them, by family and name.
    ``seconds_left``: at the rate until now, where it can be told.
    """

    total: int
    delivered: int
    by_email: int
    failed: int
    waiting: int
    unknown: int
    reads: int
    seconds_left: int | None
    not_reached: tuple[Unreached, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Bounced:
    """A guardian whose e-mail address takes nothing."""

    name: str
    family: str
    email: str
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    """A school that can be announced to: its classes of this year as ``(id, name)``, its services as ``(id, key)``."""

    id: int
    name: str
    classes: tuple[tuple[int, str], ...]
    services: tuple[tuple[int, str], ...]
