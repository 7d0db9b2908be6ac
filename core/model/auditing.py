"""The journal as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which lines: of a member of staff, about a child, between two days (both included); ``None`` for any."""

    staff_id: int | None = None
    child_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One audit event. ``staff`` or ``guardian``: the name of who did it; neither for the command line.

    ``names``: of what ``facts`` and the event refer to by id, under the same words (``child``, ``class``, ``school``,
    ``service``: its key in the policy, ``staff``).
    """

    id: int
    at: datetime
    action: str
    staff: str | None
    guardian: str | None
    facts: Mapping[str, object]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Lines, the newest first, and whether there are older ones. The names are those of the filter."""

    lines: tuple[JournalLine, ...]
    has_older: bool
    staff: str | None = None
    child: str | None = None
