"""A team's chat is linked by a code that a manager made, and unlinked again."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db import audit, chats, deliveries, directory, groups, teams
from core.db.groups import GroupCode, GroupRow
from core.model.errors import NotAuthorisedError
from core.model.people import Permission, Role, Scope, StaffActor
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may, roles_that_may
from core.rules.codes import BITS, digest, new_code, normalise
from core.usecases.linking import LinkFailure

__all__ = [
    "CODE_HOURS",
    "GroupLinked",
    "GroupRow",
    "Place",
    "group_places",
    "link_group",
    "list_groups",
    "make_group_code",
    "note_membership",
    "note_migration",
    "remove_group",
    "unlink_group",
]

CODE_HOURS = 24
"""How long a code for a group is valid."""

TITLE_LENGTH = 255
"""The longest title of a group that is kept, in characters."""


@dataclass(frozen=True, slots=True)
class GroupLinked:
    """The group is linked. ``is_new`` is false where the same code had linked the same group before."""

    group: GroupRow
    is_new: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What a group may be linked for: a school, or (both ``None``) all of them at once."""

    school_id: int | None
    name: str | None


def group_places(uow: UnitOfWork, actor: StaffActor) -> tuple[Place, ...]:
    """The schools the actor may make codes for, by name; all of them at once first. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    known = directory.schools_known(uow.tx)
    schools = tuple(
        Place(school_id, name) for school_id, name in known.items() if covers(actor.scopes, school_id, None)
    )
    return (Place(None, None), *schools) if _covers(actor, None) else schools


def make_group_code(uow: UnitOfWork, actor: StaffActor, role: Role, school_id: int | None, now: datetime) -> str:
    """A fresh code for the group of a team, as shown; it is stored hashed, and so known only here and now.

    ``school_id``: ``None`` for the team of all schools. Raises ``NotAuthorisedError`` for a school out of scope.
    """
    _check(uow, actor)
    if not _covers(actor, school_id) or school_id not in {None, *directory.schools_known(uow.tx)}:
        raise NotAuthorisedError
    code = new_code(secrets.randbits(BITS))
    expires_at = now + timedelta(hours=CODE_HOURS)
    groups.add_code(uow.tx, digest(code), role, school_id, actor.staff_id, expires_at)
    audit.record(uow.tx, actor, "make_group_code", now, {"role": role, "school": school_id}, school_id=school_id)
    return code


def link_group(
    uow: UnitOfWork, telegram_id: int, title: str, person: int, code: str, locale: str, now: datetime
) -> GroupLinked | LinkFailure:
    """Link a group to the team of a code that ``person`` (by Telegram's id) wrote in it.

    A failure is returned, not raised: the attempt must be counted, and a raised error would roll it back.
    """
    known = normalise(code)
    if known is None:
        return LinkFailure.MALFORMED
    limit = uow.policy.link.attempts_per_hour
    if chats.attempts_since(uow.tx, person, now - timedelta(hours=1)) >= limit:
        return LinkFailure.TOO_MANY
    link = _code(uow, digest(known))
    if link and link.used_by == telegram_id and (group := groups.group_of(uow.tx, telegram_id)):
        return GroupLinked(group, is_new=False)
    if link is not None and link.used_by is None and now < link.expires_at:
        return _link(uow, telegram_id, title, link, locale, now)
    chats.record_attempt(uow.tx, person, now)
    return _failure_of(link)


def _code(uow: UnitOfWork, hashed: str) -> GroupCode | None:
    """A code whose maker could make it still: who may announce no more, or elsewhere, brings nobody in."""
    link = groups.find_code(uow.tx, hashed)
    makers = teams.members_of(uow.tx, roles_that_may(uow.policy, Permission.ANNOUNCE))
    maker = makers.get(link.created_by) if link else None
    return link if link and maker and _covers(maker.actor, link.school_id) else None


def _failure_of(link: GroupCode | None) -> LinkFailure:
    if link is None:
        return LinkFailure.UNKNOWN
    return LinkFailure.EXPIRED if link.used_by is None else LinkFailure.USED


def _link(uow: UnitOfWork, telegram_id: int, title: str, link: GroupCode, locale: str, now: datetime) -> GroupLinked:
    group = groups.put_group(uow.tx, telegram_id, title[:TITLE_LENGTH], locale, link, now)
    groups.use_code(uow.tx, link.digest, telegram_id)
    facts = {"group": telegram_id, "role": link.role, "school": link.school_id, "made_by": link.created_by}
    audit.record(uow.tx, None, "link_group", now, facts, school_id=link.school_id)
    return GroupLinked(group, is_new=True)


def list_groups(uow: UnitOfWork, actor: StaffActor) -> list[GroupRow]:
    """The linked groups of the schools that the actor looks after, by title. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    return [group for group in groups.groups_known(uow.tx) if _covers(actor, group.school_id)]


def remove_group(uow: UnitOfWork, actor: StaffActor, group_id: int, now: datetime) -> bool:
    """Unlink a group of the actor's schools; whether it was linked still. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    group = next((group for group in groups.groups_known(uow.tx) if group.id == group_id), None)
    if group is None:
        return False
    if not _covers(actor, group.school_id):
        raise NotAuthorisedError
    _unlink(uow, group, actor, now)
    return True


def unlink_group(uow: UnitOfWork, telegram_id: int, now: datetime) -> bool:
    """The group itself wants no more messages; whether it was linked. Anyone in it may say so."""
    group = groups.group_of(uow.tx, telegram_id)
    if group is not None:
        _unlink(uow, group, None, now)
    return group is not None


def _unlink(uow: UnitOfWork, group: GroupRow, actor: StaffActor | None, now: datetime) -> None:
    deliveries.drop(uow.tx, group.telegram_id, now)
    groups.forget_group(uow.tx, group.id)
    facts = {"group": group.telegram_id, "role": group.role, "school": group.school_id}
    audit.record(uow.tx, actor, "unlink_group", now, facts, school_id=group.school_id)


def note_membership(uow: UnitOfWork, telegram_id: int, now: datetime, *, is_member: bool) -> None:
    """The bot was put out of a group, or let in again."""
    groups.set_blocked(uow.tx, telegram_id, None if is_member else now)


def note_migration(uow: UnitOfWork, old: int, new: int) -> None:
    """A group has become a supergroup, and has another id from now on."""
    groups.move_group(uow.tx, old, new)


def _check(uow: UnitOfWork, actor: StaffActor) -> None:
    if not may(uow.policy, actor.role, Permission.ANNOUNCE):
        raise NotAuthorisedError


def _covers(actor: StaffActor, school_id: int | None) -> bool:
    """Whether the actor looks after a school; after all of them where it is ``None``."""
    return Scope() in actor.scopes if school_id is None else covers(actor.scopes, school_id, None)
