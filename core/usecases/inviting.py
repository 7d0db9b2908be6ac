"""Codes with which guardians link their chat: handed over, in a letter, or by e-mail.

What is handed over in person needs no more than the code. What may be read on the way (a letter, an e-mail) also asks
for a child's birth date, and lives longer (``docs/decisions/0013-what-a-code-in-a-letter-asks.md``).
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db import deliveries, invitations
from core.db.audit import only, record
from core.db.invitations import InvitedChild, Invitee
from core.model.people import Scope
from core.organisation import UnitOfWork
from core.rules.codes import BITS, digest, new_code
from core.rules.school_years import school_year
from core.usecases.staffing import find_place


@dataclass(frozen=True, slots=True)
class Invitation:
    """A guardian, their families, and the code to hand over. It is stored hashed, and so known only here and now.

    ``address``: the lines of where they live; none where that is not known. ``child``: the one in whose class the
    letter is handed out then. ``expires_at`` is aware.
    """

    guardian_id: int
    family: str
    guardian: str
    code: str
    expires_at: datetime
    email: str | None
    address: tuple[str, ...]
    child: InvitedChild


@dataclass(frozen=True, slots=True)
class Mailing:
    """Whom to write to, who has no address that takes mail, and how many have been written to already."""

    invitations: tuple[Invitation, ...]
    without_address: tuple[Invitation, ...]
    mailed_before: int


def invite_guardians(
    uow: UnitOfWork, now: datetime, *, school: str | None = None, class_: str | None = None
) -> list[Invitation]:
    """A fresh code for each guardian without a linked chat, by family; an earlier unused code is replaced.

    ``school``, ``class_``: of those with a child there alone. Raises ``UnknownPlaceError``.
    """
    place = find_place(uow, school, class_, now)
    invited = _drafted(uow, place, now, uow.policy.link.code_days)
    _replace(uow, invited, now, asks_birth_date=False)
    _record(uow, invited, now)
    return invited


def draft_letters(
    uow: UnitOfWork, now: datetime, *, school: str | None = None, class_: str | None = None, by_email_too: bool = False
) -> list[Invitation]:
    """What letters say to each guardian without a linked chat. The codes link nobody until ``keep_letters``.

    ``by_email_too``: others are written to by e-mail, and only who has no address is sent a letter. Raises
    ``UnknownPlaceError``.
    """
    place = find_place(uow, school, class_, now)
    drafted = _drafted(uow, place, now, uow.policy.link.letter_days)
    return [one for one in drafted if one.email is None or not by_email_too]


def keep_letters(uow: UnitOfWork, letters: Sequence[Invitation], now: datetime) -> None:
    """Let the codes of letters link whom they are for, in place of any earlier unused one."""
    _replace(uow, letters, now, asks_birth_date=True)
    _record(uow, letters, now)


def plan_mailing(
    uow: UnitOfWork, now: datetime, *, school: str | None = None, class_: str | None = None, again: bool = False
) -> Mailing:
    """Whom to write to by e-mail: not, unless ``again``, who was sent a code that is good still.

    Raises ``UnknownPlaceError``.
    """
    place = find_place(uow, school, class_, now)
    drafted = _drafted(uow, place, now, uow.policy.link.letter_days)
    mailed = set() if again else invitations.guardians_mailed(uow.tx, now)
    reached = [one for one in drafted if one.email is not None]
    return Mailing(
        tuple(one for one in reached if one.guardian_id not in mailed),
        tuple(one for one in drafted if one.email is None),
        sum(one.guardian_id in mailed for one in reached),
    )


def begin_mail(uow: UnitOfWork, invitation: Invitation, now: datetime) -> None:
    """The code is about to leave: it links from now on, and so do the earlier ones until it has left."""
    invitations.add_mailed_code(uow.tx, digest(invitation.code), invitation.guardian_id, now, invitation.expires_at)


def end_mail(uow: UnitOfWork, invitation: Invitation, now: datetime) -> None:
    """The code has left: no earlier one links any more."""
    invitations.settle_mailed_code(uow.tx, digest(invitation.code), invitation.guardian_id, now)


def drop_mail(uow: UnitOfWork, invitation: Invitation, now: datetime, *, is_dead: bool) -> None:
    """The code did not leave, and the earlier ones hold. ``is_dead``: the address takes nothing."""
    invitations.withdraw_code(uow.tx, digest(invitation.code))
    if is_dead and invitation.email is not None:
        deliveries.close_address(uow.tx, "email", invitation.email, now)


def note_mailing(uow: UnitOfWork, mailed: Collection[Invitation], now: datetime) -> None:
    """Write down who was invited by e-mail."""
    _record(uow, mailed, now)


def _drafted(uow: UnitOfWork, place: Scope, now: datetime, days: int) -> list[Invitation]:
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    expires_at = now + timedelta(days=days)
    waiting = invitations.guardians_without_chat(uow.tx, year)
    return [
        _invitation(one, place, expires_at) for one in waiting if any(_is_in(child, place) for child in one.children)
    ]


def _is_in(child: InvitedChild, place: Scope) -> bool:
    return place.school_id in (None, child.school_id) and place.class_id in (None, child.class_id)


def _invitation(invitee: Invitee, place: Scope, expires_at: datetime) -> Invitation:
    """Of several children, the youngest that is in a class: the letter is handed out there."""
    in_place = [child for child in invitee.children if _is_in(child, place)]
    in_class = [child for child in in_place if child.class_id is not None]
    return Invitation(
        invitee.id,
        ", ".join(invitee.families),
        f"{invitee.first_name} {invitee.last_name}",
        new_code(secrets.randbits(BITS)),
        expires_at,
        invitee.email,
        tuple(filter(None, (" ".join(line.split()) for line in (invitee.address or "").splitlines()))),
        (in_class or in_place)[-1],
    )


def _replace(uow: UnitOfWork, invited: Sequence[Invitation], now: datetime, *, asks_birth_date: bool) -> None:
    if invited:
        hashes = {one.guardian_id: digest(one.code) for one in invited}
        invitations.replace_codes(uow.tx, hashes, now, invited[0].expires_at, asks_birth_date=asks_birth_date)


def _record(uow: UnitOfWork, invited: Collection[Invitation], now: datetime) -> None:
    if invited:
        facts = {"guardians": sorted(one.guardian_id for one in invited)}
        record(uow.tx, None, "invite", now, facts, school_id=only(one.child.school_id for one in invited))
