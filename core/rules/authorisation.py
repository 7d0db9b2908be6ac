"""Who may do what, to whom."""

from datetime import date
from enum import StrEnum

from core.model.people import Custody, Role, Scope


class Permission(StrEnum):
    """What a member of staff may be allowed to do."""

    DECIDE_REQUESTS = "decide_requests"
    ANNOUNCE = "announce"


_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    # "Ces demandes sont validées par la directrice ou le gestionnaire du périscolaire" (Peaugres).
    Role.MANAGER: frozenset({Permission.DECIDE_REQUESTS, Permission.ANNOUNCE}),
    Role.DIRECTOR: frozenset({Permission.DECIDE_REQUESTS, Permission.ANNOUNCE}),
    Role.TEACHER: frozenset(),
    Role.CARER: frozenset(),
    Role.KITCHEN: frozenset(),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role carries a permission; for whom is what ``covers`` says."""
    return permission in _PERMISSIONS[role]


def covers(scopes: tuple[Scope, ...], school_id: int, class_id: int | None) -> bool:
    """Whether any scope holds a class (``None``: the whole school).

    No scope covers nothing, whatever the role; ``Scope()`` covers everything; one class never covers its school.
    """
    return any(scope.school_id in (None, school_id) and scope.class_id in (None, class_id) for scope in scopes)


def has_custody(custody: Custody, day: date) -> bool:
    """Whether a guardian decides for a child on a day.

    By the number of the ISO week, as families agree it: week 53 and week 1 are both odd, and follow each other.
    """
    if custody is Custody.ALWAYS:
        return True
    is_even = day.isocalendar().week % 2 == 0
    return is_even is (custody is Custody.EVEN_WEEKS)
