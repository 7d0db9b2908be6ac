"""Who may do what, to whom."""

from datetime import date

from core.model.people import Custody, Permission, Role, Scope
from core.model.policy import Policy


def may(policy: Policy, role: Role, permission: Permission) -> bool:
    """Whether a role carries a permission; for whom is what ``covers`` says."""
    return permission in policy.roles.of(role)


def roles_that_may(policy: Policy, permission: Permission) -> tuple[Role, ...]:
    """The roles that carry a permission."""
    return tuple(role for role in Role if may(policy, role, permission))


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
