"""Who acts, and what ties them to a child."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is there for; what each may do is in the policy."""

    MANAGER = "manager"
    DIRECTOR = "director"
    TEACHER = "teacher"
    CARER = "carer"
    KITCHEN = "kitchen"


class Permission(StrEnum):
    """What a member of staff may be allowed to do; the policy says which roles are (``core.model.policy.Roles``)."""

    DECIDE_REQUESTS = "decide_requests"
    ANNOUNCE = "announce"
    MARK = "mark"
    """Mark attendance, of the classes looked after."""
    REPORT = "report"
    """Draw lists and reports, of the classes looked after."""
    PLAN = "plan"
    """Enrol, book and remove on behalf of families, and move classes up."""
    BILL = "bill"
    """Draw what is to be billed, and close a month."""
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"


class Custody(StrEnum):
    """The weeks in which a guardian decides for a child, by ISO week number."""

    ALWAYS = "always"
    EVEN_WEEKS = "even_weeks"
    ODD_WEEKS = "odd_weeks"


@dataclass(frozen=True, slots=True)
class Guardianship:
    """A guardian decides for a child, on behalf of a family, in the weeks of custody."""

    guardian_id: int
    child_id: int
    family_id: int
    custody: Custody


@dataclass(frozen=True, slots=True)
class Scope:
    """What a member of staff looks after: a school, or one class of it; ``None`` means all of them."""

    school_id: int | None = None
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class GuardianActor:
    """A guardian, known by the linked chat."""

    guardian_id: int


@dataclass(frozen=True, slots=True)
class StaffActor:
    """A member of staff, known by the linked chat."""

    staff_id: int
    role: Role
    scopes: tuple[Scope, ...]


Actor = GuardianActor | StaffActor


@dataclass(frozen=True, slots=True)
class Identity:
    """Whoever is behind a chat: a guardian, a member of staff, both (a teacher with children here) or nobody."""

    chat_id: int
    locale: str
    guardian: GuardianActor | None = None
    staff: StaffActor | None = None
    first_name: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether the chat belongs to anyone."""
        return self.guardian is not None or self.staff is not None


@dataclass(frozen=True, slots=True)
class Child:
    """A child as one guardian knows it in one school year."""

    id: int
    first_name: str
    last_name: str
    family_id: int
    custody: Custody
    school_id: int | None
    class_name: str | None
