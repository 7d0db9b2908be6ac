"""What the service tells, to whom, and by which way."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Notice(StrEnum):
    """The kinds of message, as the outbox and the preferences of guardians name them."""

    RESULT = "result"
    LINK_ALERT = "link_alert"
    REMINDER = "reminder"
    VALIDATION_DIGEST = "validation_digest"
    ROSTER = "roster"
    UNMARKED = "unmarked"
    """Attendance that nobody marked."""
    LATE_ABSENCE = "late_absence"
    ANNOUNCEMENT = "announcement"
    PROGRESS = "progress"
    """How an announcement goes out, to its author."""
    PLANNING_CHANGED = "planning_changed"
    """What staff booked, removed or enrolled on a family's behalf."""
    REPORT = "report"
    """A list or report, to whoever had it drawn."""
    FAMILY_ANSWER = "family_answer"
    """What the service decided about a family's file."""
    YEARLY_REQUEST = "yearly_request"
    """A request for the year, as a mail to the service's own mailbox."""
    CHILD_SHEET = "child_sheet"
    CHILD_RECORDS = "child_records"
    """The complementary and health data of a child, to its guardian."""
    INVOICE = "invoice"
    OWN_DATA = "own_data"
    """All that is kept of a guardian, to the guardian."""


BY_EMAIL_ALONE = frozenset({Notice.YEARLY_REQUEST, Notice.CHILD_RECORDS, Notice.OWN_DATA})
"""What no chat may hold: where there is no address it is not told at all."""


class Channels(StrEnum):
    """By which ways a guardian is told. ``AUTO``: the chat, and e-mail where there is none."""

    AUTO = "auto"
    CHAT = "chat"
    EMAIL = "email"
    BOTH = "both"


class AnnouncementKind(StrEnum):
    """What an announcement is about."""

    CLOSURE = "closure"
    STRIKE = "strike"
    GENERAL = "general"
    REOPENING = "reopening"


class StrikeMode(StrEnum):
    """What a school does on a day of strike (Lyon: normal, picnic or closed; minimum service by law)."""

    NORMAL = "normal"
    PICNIC = "picnic"
    MINIMUM = "minimum"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an announcement is for: an empty set means all of them.

    ``only_booked``: families whose children are booked on a day and service named, not all that are enrolled.
    """

    school_ids: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()
    service_keys: frozenset[str] = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    only_booked: bool = False
