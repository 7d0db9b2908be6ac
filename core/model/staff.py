"""Members of staff as those who look after access see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.people import Role, Scope

LONGEST_NAME = 120
"""Characters of a name."""


class TeamProblem(StrEnum):
    """Why something about a member of staff is not done."""

    YOURSELF = "yourself"
    """Nobody limits or suspends themselves."""
    THIS_CHAT = "this_chat"
    """The chat somebody writes from is unlinked by ``/stop``."""
    SUSPENDED = "suspended"
    """A code would link nobody."""
    NAME_TAKEN = "name_taken"
    NAME_EMPTY = "name_empty"
    NAME_TOO_LONG = "name_too_long"
    PLACE_NEEDED = "place_needed"
    """Whoever sees nothing is suspended instead."""
    SCHOOL_NEEDED = "school_needed"
    """This role looks after schools or classes, not after all of them at once."""
    EMAIL_MALFORMED = "email_malformed"


@dataclass(frozen=True, slots=True)
class Place:
    """A scope with the names of its school and class. ``school_year``: of the class."""

    scope: Scope
    school: str | None = None
    class_name: str | None = None
    school_year: int | None = None


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """A chat of a member of staff, by our own id. ``is_blocked``: it takes no messages."""

    id: int
    telegram_id: int
    linked_at: datetime | None
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff. ``email_refused``: the address bounced."""

    id: int
    name: str
    role: Role
    is_active: bool
    email: str | None
    email_refused: bool
    places: tuple[Place, ...]
    chats: tuple[LinkedChat, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What they look after."""
        return tuple(place.scope for place in self.places)


@dataclass(frozen=True, slots=True)
class Team:
    """The members somebody looks after, in service first, by name. ``roles``: which they may give."""

    members: tuple[Member, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A member of staff and the code to hand over; it is stored hashed, and so known only here and now."""

    staff_id: int
    code: str
