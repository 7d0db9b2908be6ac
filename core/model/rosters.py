"""The roster (« fiche navette »): who is expected on a day, by school, class and service."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.people import Role


class Presence(StrEnum):
    """What a roster says of a child and a service. Why a child is absent is never in it: it can be a health fact."""

    EXPECTED = "expected"
    PENDING = "pending"
    """Asked for, and not answered yet."""
    DECLARED_ABSENT = "declared_absent"
    """Booked; the family has declared an absence that nobody has decided yet."""
    ABSENT = "absent"
    """Booked, and marked absent already."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many children of a class are on a service. ``booked`` counts ``declared_absent`` in, and ``absent`` out."""

    booked: int = 0
    pending: int = 0
    declared_absent: int = 0
    absent: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Of two classes together."""
        return Tally(
            self.booked + other.booked,
            self.pending + other.pending,
            self.declared_absent + other.declared_absent,
            self.absent + other.absent,
        )


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """The counts of a class, or of the children of a school who are in none: tallies by service key, in order."""

    school: str
    class_name: str | None
    tallies: dict[str, Tally]


@dataclass(frozen=True, slots=True)
class RosterChild:
    """A child of a roster, and what is said of the services it is on, by key."""

    last_name: str
    first_name: str
    presences: dict[str, Presence]


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """The children of a class, by name. ``service_keys``: those that run that day in the school, in order."""

    school: str
    class_name: str | None
    service_keys: tuple[str, ...]
    children: tuple[RosterChild, ...]


@dataclass(frozen=True, slots=True)
class NamedRoster:
    """The list of a day: one sheet a class."""

    day: date
    sheets: tuple[RosterSheet, ...]


class Names(StrEnum):
    """Where the list of names is, for whoever reads the counts."""

    NONE = "none"
    """Nowhere: the kitchen and teams are told numbers, and there may be nobody to name."""
    ATTACHED = "attached"
    BY_EMAIL = "by_email"
    NO_ADDRESS = "no_address"
    """It would go by e-mail, if there were an address."""


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What a roster message tells. ``roster`` is there where ``names`` is ``ATTACHED``. Instants are aware UTC."""

    day: date
    role: Role
    due_at: datetime
    is_late: bool
    groups: tuple[RosterGroup, ...]
    names: Names
    roster: NamedRoster | None
    read_at: datetime
