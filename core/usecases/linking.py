"""A chat is linked to the person it belongs to by a code, and unlinked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.db import audit, chats, deliveries
from core.db.chats import LinkCode
from core.db.outbox import enqueue_link_alerts
from core.model.people import Actor, GuardianActor, Identity, StaffActor
from core.organisation import UnitOfWork
from core.rules.codes import digest, normalise

_ALERT_EXPIRES = timedelta(days=7)


class LinkFailure(StrEnum):
    """Why a code links nobody."""

    MALFORMED = "malformed"
    """Not a code at all; it is no attempt at guessing one, and not counted."""
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY = "too_many"
    """Whoever typed it has typed too many wrong codes in the last hour; no code is looked at."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The chat is linked. ``is_new`` is false where the same code had linked the same chat before."""

    identity: Identity
    is_new: bool


def link_chat(uow: UnitOfWork, telegram_id: int, code: str, locale: str, now: datetime) -> Linked | LinkFailure:
    """Link a chat to the guardian or member of staff whose code was typed. Other guardians of the children are told.

    A failure is returned, not raised: the attempt must be counted, and a raised error would roll it back.
    """
    known = normalise(code)
    if known is None:
        return LinkFailure.MALFORMED
    limit = uow.policy.link.attempts_per_hour
    if chats.attempts_since(uow.tx, telegram_id, now - timedelta(hours=1)) >= limit:
        return LinkFailure.TOO_MANY
    link = chats.find_code(uow.tx, digest(known))
    if link and (identity := _linked_before(uow, telegram_id, link)):
        return Linked(identity, is_new=False)
    if link is not None and link.used_by is None and now < link.expires_at:
        return _link(uow, telegram_id, link, locale, now)
    chats.record_attempt(uow.tx, telegram_id, now)
    return _failure_of(link)


def _linked_before(uow: UnitOfWork, telegram_id: int, link: LinkCode) -> Identity | None:
    """Who is behind the chat, where this very code made it so."""
    if link.used_by != telegram_id:
        return None
    identity = chats.identity_of(uow.tx, telegram_id)
    is_holder = identity and (
        (identity.guardian is not None and identity.guardian.guardian_id == link.guardian_id)
        or (identity.staff is not None and identity.staff.staff_id == link.staff_id)
    )
    return identity if is_holder else None


def _failure_of(link: LinkCode | None) -> LinkFailure:
    if link is None:
        return LinkFailure.UNKNOWN
    return LinkFailure.EXPIRED if link.used_by is None else LinkFailure.USED


def _link(uow: UnitOfWork, telegram_id: int, link: LinkCode, locale: str, now: datetime) -> Linked:
    known = chats.identity_of(uow.tx, telegram_id)
    holder = {"guardian_id": link.guardian_id} if link.guardian_id is not None else {"staff_id": link.staff_id}
    if known and known.guardian and link.guardian_id not in {None, known.guardian.guardian_id}:
        _tell_otherwise(uow, telegram_id, now)
    chats.put_chat(
        uow.tx, telegram_id, locale=known.locale if known else locale, linked_at=now, blocked_at=None, **holder
    )
    chats.use_code(uow.tx, link.digest, telegram_id, now)
    identity = chats.identity_of(uow.tx, telegram_id) or Identity(telegram_id, locale)
    actor: Actor | None = identity.guardian if link.guardian_id is not None else identity.staff
    audit.record(uow.tx, actor, "link_chat", now, school_id=_school(actor))
    if isinstance(actor, GuardianActor):
        enqueue_link_alerts(uow.tx, actor.guardian_id, now, now + _ALERT_EXPIRES)
    return Linked(identity, is_new=True)


def unlink_chat(uow: UnitOfWork, identity: Identity, now: datetime) -> None:
    """Unlink one's own chat: it receives nothing more, and its conversation is forgotten.

    What was still to be sent there goes by e-mail, or to another chat.
    """
    was_known = chats.forget_chat(uow.tx, identity.chat_id)
    _tell_otherwise(uow, identity.chat_id, now)
    for actor in (identity.guardian, identity.staff):
        if actor is not None and was_known:
            audit.record(uow.tx, actor, "unlink_chat", now, school_id=_school(actor))


def _school(actor: Actor | None) -> int | None:
    """The one school that a member of staff works in."""
    return audit.only(scope.school_id for scope in actor.scopes) if isinstance(actor, StaffActor) else None


def _tell_otherwise(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """What was still to be sent to a chat goes by the other ways there are to those it was for."""
    for dropped in deliveries.drop(uow.tx, telegram_id, now):
        deliveries.fall_back(uow.tx, dropped, now)


def choose_language(uow: UnitOfWork, telegram_id: int, locale: str) -> None:
    """Speak another language to a chat, linked or not."""
    chats.put_chat(uow.tx, telegram_id, locale=locale)
