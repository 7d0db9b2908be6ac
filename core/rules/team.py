"""Whose access somebody may look after, and which they may give: never more than their own."""

from core.model.people import Permission, Role, Scope, StaffActor
from core.model.policy import Policy
from core.rules.authorisation import may

EVERYWHERE = frozenset({Role.MANAGER, Role.KITCHEN})
"""Roles that may look after all schools at once; any other is given schools or classes."""


def lies_within(scope: Scope, scopes: tuple[Scope, ...]) -> bool:
    """Whether one of the scopes holds all of another; nothing but ``Scope()`` holds ``Scope()``."""
    return any(own.school_id in (None, scope.school_id) and own.class_id in (None, scope.class_id) for own in scopes)


def may_give(policy: Policy, actor: StaffActor, role: Role) -> bool:
    """Whether the actor looks after access, and lacks no permission of the role."""
    carries_all = policy.roles.of(role) <= policy.roles.of(actor.role)
    return may(policy, actor.role, Permission.MANAGE_STAFF) and carries_all


def may_look_after(policy: Policy, actor: StaffActor, role: Role, scopes: tuple[Scope, ...]) -> bool:
    """Whether a member of a role is the actor's to change: all they look after lies within what the actor does.

    Whoever looks after nothing is in no school, and left to those who look after all of them.
    """
    held = all(lies_within(scope, actor.scopes) for scope in scopes or (Scope(),))
    return may_give(policy, actor, role) and held


def with_place(scopes: tuple[Scope, ...], place: Scope, *, wanted: bool) -> tuple[Scope, ...]:
    """The scopes once a place is looked after, or no more.

    A class takes the place of its school, and a school of all of them, and the other way round: never both.
    """
    if not wanted:
        return tuple(scope for scope in scopes if scope != place)
    apart = (scope for scope in scopes if not lies_within(scope, (place,)) and not lies_within(place, (scope,)))
    return (*apart, place)
