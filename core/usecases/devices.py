"""The chats of a guardian: looked at, unlinked, and another one let in by a code of the guardian's own making.

A code may be made for oneself, and for another guardian only where it opens nothing new to whoever makes it: for one
who has no chat yet, no child in a family that is not theirs too, and no weeks of custody that are not theirs.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.db import audit, chats, deliveries, invitations
from core.db.chats import ChatRow
from core.db.invitations import Tie
from core.model.errors import NotAuthorisedError
from core.model.people import Custody, GuardianActor
from core.organisation import UnitOfWork
from core.rules.codes import BITS, digest, new_code

CODES_A_DAY = 3
"""How many codes a guardian makes in twenty-four hours."""


@dataclass(frozen=True, slots=True)
class Device:
    """A linked chat; ``id`` is our own. ``is_here``: it is the one that asks. ``is_blocked``: it takes no messages."""

    id: int
    locale: str
    linked_at: datetime | None
    is_blocked: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class CoGuardian:
    """Another guardian, for whom a code may be made."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Devices:
    """The chats of a guardian, the oldest link first, and for whom else they may make a code."""

    chats: tuple[Device, ...]
    others: tuple[CoGuardian, ...]


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A code, known only here and now. ``name``: of the other guardian it is for; ``None`` for one's own."""

    code: str
    name: str | None
    expires_at: datetime


class DeviceProblem(StrEnum):
    """Why no code is made."""

    TOO_MANY_CODES = "too_many_codes"


def read_devices(uow: UnitOfWork, actor: GuardianActor, here: int) -> Devices:
    """The actor's chats. ``here``: the chat (by Telegram's id) the actor writes from."""
    rows = chats.chats_of(uow.tx, actor.guardian_id)
    return Devices(tuple(_device(row, here) for row in rows), _others(uow, actor))


def read_device(uow: UnitOfWork, actor: GuardianActor, chat_id: int, here: int) -> Device | None:
    """One of the actor's chats, by our own id; ``None`` where it is linked no more.

    Raises ``NotAuthorisedError`` for somebody else's.
    """
    row = _own_chat(uow, actor, chat_id)
    return None if row is None else _device(row, here)


def _device(row: ChatRow, here: int) -> Device:
    return Device(row.id, row.locale, row.linked_at, row.blocked_at is not None, row.telegram_id == here)


def _own_chat(uow: UnitOfWork, actor: GuardianActor, chat_id: int) -> ChatRow | None:
    row = chats.find_chat(uow.tx, chat_id)
    if row is not None and row.guardian_id != actor.guardian_id:
        raise NotAuthorisedError
    return row


def unlink_device(uow: UnitOfWork, actor: GuardianActor, chat_id: int, now: datetime) -> bool:
    """Unlink one of the actor's chats, by our own id; whether it was linked.

    What was still to be sent there goes by other ways. A member of staff whose chat it is too stays. Raises
    ``NotAuthorisedError`` for somebody else's.
    """
    row = _own_chat(uow, actor, chat_id)
    if row is None:
        return False
    if chats.release_guardian(uow.tx, row.id):
        chats.forget_chat(uow.tx, row.telegram_id)
        for dropped in deliveries.drop(uow.tx, row.telegram_id, now):
            deliveries.fall_back(uow.tx, dropped, now)
    audit.record(uow.tx, actor, "unlink_chat", now)
    return True


def make_code(uow: UnitOfWork, actor: GuardianActor, guardian_id: int, now: datetime) -> MadeCode | DeviceProblem:
    """A code for another phone of one's own, or for another guardian, in place of the one made before.

    It is handed over by whoever made it and lives for hours, and so asks for nothing more. Raises
    ``NotAuthorisedError`` for whom the actor may make none.
    """
    names = {other.id: other.name for other in _others(uow, actor)}
    if guardian_id != actor.guardian_id and guardian_id not in names:
        raise NotAuthorisedError
    if invitations.count_made_codes(uow.tx, actor.guardian_id, now - timedelta(days=1)) >= CODES_A_DAY:
        return DeviceProblem.TOO_MANY_CODES
    code = new_code(secrets.randbits(BITS))
    expires_at = now + timedelta(hours=uow.policy.link.shared_hours)
    invitations.replace_made_code(uow.tx, digest(code), guardian_id, actor.guardian_id, now, expires_at)
    kind = "own" if guardian_id == actor.guardian_id else "other"
    audit.record(uow.tx, actor, "make_code", now, {"kind": kind, "guardian": guardian_id})
    return MadeCode(code, names.get(guardian_id), expires_at)


def _others(uow: UnitOfWork, actor: GuardianActor) -> tuple[CoGuardian, ...]:
    ties: dict[int, list[Tie]] = {}
    for tie in invitations.ties_of_households(uow.tx, actor.guardian_id):
        ties.setdefault(tie.guardian_id, []).append(tie)
    own = ties.pop(actor.guardian_id, [])
    return tuple(
        CoGuardian(guardian_id, f"{theirs[0].first_name} {theirs[0].last_name}")
        for guardian_id, theirs in ties.items()
        if _opens_nothing_new(own, theirs)
    )


def _opens_nothing_new(own: Sequence[Tie], theirs: Iterable[Tie]) -> bool:
    """Whether somebody who had the other's chat would see no more than in their own."""
    known = {(tie.child_id, tie.family_id) for tie in own if tie.custody == Custody.ALWAYS}
    return all((tie.child_id, tie.family_id) in known and not tie.has_chat for tie in theirs)
