"""A chat is linked to the person it belongs to by a code, and unlinked again.

A code that came by letter or e-mail also asks for the birth date of a child of theirs, as whoever opened the envelope
need not be the one it is for (``docs/decisions/0013-what-a-code-in-a-letter-asks.md``).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.db import audit, chats, deliveries, erasing, invitations
from core.db.chats import LinkCode
from core.db.outbox import enqueue_link_alerts
from core.model.people import Actor, GuardianActor, Identity, StaffActor
from core.organisation import UnitOfWork
from core.rules.codes import digest, normalise

WRONG_ANSWERS = 5
"""After so many wrong birth dates, from whichever chats, a code is void: few days of a year can be tried."""

_ALERT_EXPIRES = timedelta(days=7)


class LinkFailure(StrEnum):
    """Why a code links nobody."""

    MALFORMED = "malformed"
    """Not a code at all; it is no attempt at guessing one, and not counted."""
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    VOID = "void"
    """Too many wrong birth dates were given for it."""
    WRONG_BIRTH_DATE = "wrong_birth_date"
    """No child of the guardian was born that day; another may be tried."""
    TOO_MANY = "too_many"
    """Whoever typed it has typed too many wrong codes in the last hour; no code is looked at."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The chat is linked. ``is_new`` is false where the same code had linked the same chat before."""

    identity: Identity
    is_new: bool


@dataclass(frozen=True, slots=True)
class NeedsBirthDate:
    """The code is good, and links whoever knows when a child of theirs was born: ``confirm_link``.

    ``digest``: of the code, which alone is kept meanwhile. Whose it is is not told.
    """

    digest: str


def link_chat(
    uow: UnitOfWork, telegram_id: int, code: str, locale: str, now: datetime
) -> Linked | NeedsBirthDate | LinkFailure:
    """Link a chat to the guardian or member of staff whose code was typed. Other guardians of the children are told.

    A failure is returned, not raised: the attempt must be counted, and a raised error would roll it back.
    """
    known = normalise(code)
    if known is None:
        return LinkFailure.MALFORMED
    if _has_tried_enough(uow, telegram_id, now):
        return LinkFailure.TOO_MANY
    link = chats.find_code(uow.tx, digest(known))
    if link and (identity := _linked_before(uow, telegram_id, link)):
        return Linked(identity, is_new=False)
    if link is None or not _is_good(link, now):
        return _fail(uow, telegram_id, link, now)
    if link.asks_birth_date:
        return NeedsBirthDate(link.digest)
    return _link(uow, telegram_id, link, locale, now)


def confirm_link(
    uow: UnitOfWork, telegram_id: int, code_digest: str, birth_date: date, locale: str, now: datetime
) -> Linked | LinkFailure:
    """Link a chat by a code that was typed before (``NeedsBirthDate``) and the birth date of a child of the guardian.

    A wrong date counts as an attempt of the chat, and on the code. Nobody else is told of one: the code is void before
    the date can be found, and a letter in the wrong hands is for the service to replace.
    """
    if _has_tried_enough(uow, telegram_id, now):
        return LinkFailure.TOO_MANY
    link = chats.find_code(uow.tx, code_digest)
    if link and (identity := _linked_before(uow, telegram_id, link)):
        return Linked(identity, is_new=False)
    if link is None or link.guardian_id is None or not _is_good(link, now):
        return _fail(uow, telegram_id, link, now)
    if chats.is_birth_date_of_child(uow.tx, link.guardian_id, birth_date):
        return _link(uow, telegram_id, link, locale, now)
    chats.record_attempt(uow.tx, telegram_id, now)
    if chats.count_wrong_answer(uow.tx, link.digest) < WRONG_ANSWERS:
        return LinkFailure.WRONG_BIRTH_DATE
    chats.void_code(uow.tx, link.digest, now)
    audit.record(uow.tx, GuardianActor(link.guardian_id), "void_code", now)
    return LinkFailure.VOID


def _has_tried_enough(uow: UnitOfWork, telegram_id: int, now: datetime) -> bool:
    tried = chats.attempts_since(uow.tx, telegram_id, now - timedelta(hours=1))
    return tried >= uow.policy.link.attempts_per_hour


def _is_good(link: LinkCode, now: datetime) -> bool:
    return link.used_at is None and now < link.expires_at


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


def _fail(uow: UnitOfWork, telegram_id: int, link: LinkCode | None, now: datetime) -> LinkFailure:
    chats.record_attempt(uow.tx, telegram_id, now)
    if link is None:
        return LinkFailure.UNKNOWN
    if link.used_at is None:
        return LinkFailure.EXPIRED
    return LinkFailure.VOID if link.used_by is None else LinkFailure.USED


def _link(uow: UnitOfWork, telegram_id: int, link: LinkCode, locale: str, now: datetime) -> Linked:
    known = chats.identity_of(uow.tx, telegram_id)
    holder = {"guardian_id": link.guardian_id} if link.guardian_id is not None else {"staff_id": link.staff_id}
    if known and known.guardian and link.guardian_id not in {None, known.guardian.guardian_id}:
        _tell_otherwise(uow, telegram_id, now)
    chats.put_chat(
        uow.tx, telegram_id, locale=known.locale if known else locale, linked_at=now, blocked_at=None, **holder
    )
    chats.use_code(uow.tx, link.digest, telegram_id, now)
    if link.guardian_id is not None:  # a code that came twice, or that another guardian had made, is not needed now
        invitations.end_other_codes(uow.tx, link.digest, link.guardian_id, now)
        erasing.undo_erasure(uow.tx, link.guardian_id)  # by a letter that was written before: they come back
    identity = chats.identity_of(uow.tx, telegram_id) or Identity(telegram_id, locale)
    actor: Actor | None = identity.guardian if link.guardian_id is not None else identity.staff
    audit.record(uow.tx, actor, "link_chat", now, school_id=_school(actor))
    if isinstance(actor, GuardianActor):
        enqueue_link_alerts(uow.tx, actor.guardian_id, now, now + _ALERT_EXPIRES, telegram_id)
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
