"""Who works here, and what each may see: added, limited, suspended and taken back by those who look after access.

Nobody gives more than they have: neither a place outside their own, nor a role that may do what theirs may not. Since
nobody limits or suspends themselves, somebody who looks after all access is always left.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.db import audit, chats, deliveries, directory, staffing
from core.model.errors import NotAuthorisedError
from core.model.people import Permission, Role, Scope, StaffActor
from core.model.staff import LONGEST_NAME, Added, Member, Place, Team, TeamProblem
from core.organisation import UnitOfWork
from core.rules import names
from core.rules.addresses import is_email
from core.rules.authorisation import may
from core.rules.codes import BITS, digest, new_code
from core.rules.school_years import school_year
from core.rules.team import EVERYWHERE, lies_within, may_give, may_look_after, with_place
from core.usecases.matching import folded

_LONGEST_EMAIL = 254


def read_team(uow: UnitOfWork, actor: StaffActor) -> Team:
    """The members whose access the actor looks after, and the actor. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    known = sorted(staffing.read_team(uow.tx), key=lambda one: (not one.is_active, names.folded(one.name)))
    members = [one for one in known if one.id == actor.staff_id or _is_own(uow, actor, one)]
    return Team(tuple(members), tuple(role for role in Role if may_give(uow.policy, actor, role)))


def read_member(uow: UnitOfWork, actor: StaffActor, staff_id: int) -> Member:
    """One of ``read_team``. Raises ``NotAuthorisedError`` for any other."""
    return _member(read_team(uow, actor).members, staff_id)


def _member(members: tuple[Member, ...], staff_id: int) -> Member:
    for member in members:
        if member.id == staff_id:
            return member
    raise NotAuthorisedError


def places_to_give(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[Place, ...]:
    """What the actor may have others look after: everything, schools, and this year's classes under their school.

    Raises ``NotAuthorisedError``.
    """
    _check(uow, actor)
    return tuple(place for place in _places(uow, _today(uow, now)) if lies_within(place.scope, actor.scopes))


def _places(uow: UnitOfWork, today: date) -> list[Place]:
    year = school_year(today)
    classes = directory.classes_of_year(uow.tx, year)
    places = [Place(Scope())]
    for school_id, school in directory.schools_known(uow.tx).items():
        places.append(Place(Scope(school_id), school))
        places += [
            Place(Scope(school_id, one.id), school, one.name, year) for one in classes if one.school_id == school_id
        ]
    return places


def add_member(
    uow: UnitOfWork, actor: StaffActor, name: str, role: Role, scopes: tuple[Scope, ...], now: datetime
) -> Added | TeamProblem:
    """Write a new member of staff and give a code; or why not.

    A name that is there with the same role and places, in service and linked nowhere, is the same person: a press that
    comes twice gives a fresh code in place of the first. Raises ``NotAuthorisedError`` for a role or a place that is
    not the actor's to give.
    """
    actor = _hold(uow, actor)
    name = " ".join(name.split())
    if problem := _name_problem(name) or _scope_problem(role, scopes):
        return problem
    given = {place.scope for place in places_to_give(uow, actor, now)}
    if not set(scopes) <= given or not may_give(uow.policy, actor, role):
        raise NotAuthorisedError
    known = next((one for one in staffing.read_team(uow.tx) if folded(one.name) == folded(name)), None)
    if known is not None and not _is_same(known, role, scopes):
        return TeamProblem.NAME_TAKEN
    staff_id = known.id if known else staffing.add_member(uow.tx, name, role, scopes)
    if known is None:
        facts = {"staff": staff_id, "role": role, "places": [[one.school_id, one.class_id] for one in scopes]}
        audit.record(uow.tx, actor, "staff_add", now, facts, school_id=audit.only(one.school_id for one in scopes))
    return Added(staff_id, _new_code(uow, staff_id, now))


def _name_problem(name: str) -> TeamProblem | None:
    if not any(letter.isalpha() for letter in name):
        return TeamProblem.NAME_EMPTY
    return TeamProblem.NAME_TOO_LONG if len(name) > LONGEST_NAME else None


def name_problem(uow: UnitOfWork, actor: StaffActor, name: str) -> TeamProblem | None:
    """Why nobody new can be called so. Raises ``NotAuthorisedError``."""
    _check(uow, actor)
    plain = " ".join(name.split())
    return _name_problem(plain)


def _scope_problem(role: Role, scopes: tuple[Scope, ...]) -> TeamProblem | None:
    if not scopes:
        return TeamProblem.PLACE_NEEDED
    return TeamProblem.SCHOOL_NEEDED if Scope() in scopes and role not in EVERYWHERE else None


def _is_same(member: Member, role: Role, scopes: tuple[Scope, ...]) -> bool:
    is_new = member.is_active and not member.chats
    return is_new and member.role is role and set(member.scopes) == set(scopes)


def give_code(uow: UnitOfWork, actor: StaffActor, staff_id: int, now: datetime) -> Added | TeamProblem:
    """A fresh code with which a member links another chat, in place of one not used yet.

    Raises ``NotAuthorisedError``.
    """
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    if not member.is_active:
        return TeamProblem.SUSPENDED
    _record(uow, actor, "staff_code", member, now)
    return Added(staff_id, _new_code(uow, staff_id, now))


def _new_code(uow: UnitOfWork, staff_id: int, now: datetime) -> str:
    code = new_code(secrets.randbits(BITS))
    expires_at = now + timedelta(days=uow.policy.link.code_days)
    directory.replace_staff_code(uow.tx, staff_id, digest(code), now, expires_at)
    return code


def set_role(uow: UnitOfWork, actor: StaffActor, staff_id: int, role: Role, now: datetime) -> TeamProblem | None:
    """Give a member another role; why not, if so. Raises ``NotAuthorisedError``."""
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    if not may_give(uow.policy, actor, role):
        raise NotAuthorisedError
    if member.role is role:
        return None
    if member.id == actor.staff_id:
        return TeamProblem.YOURSELF
    if problem := _scope_problem(role, member.scopes):
        return problem
    staffing.set_role(uow.tx, staff_id, role)
    _record(uow, actor, "staff_role", member, now, {"from": member.role, "to": role})
    return None


def set_place(
    uow: UnitOfWork, actor: StaffActor, staff_id: int, place: Scope, *, wanted: bool, now: datetime
) -> TeamProblem | None:
    """Have a member look after a place, or no more; why not, if so.

    A narrower place limits: it takes that of the wider one. Raises ``NotAuthorisedError``, also for a place that is
    not the actor's.
    """
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    given = {one.scope for one in places_to_give(uow, actor, now)}
    if place not in given and (wanted or place not in member.scopes):
        raise NotAuthorisedError
    if (place in member.scopes) is wanted:
        return None
    if member.id == actor.staff_id:
        return TeamProblem.YOURSELF
    scopes = with_place(member.scopes, place, wanted=wanted)
    if problem := _scope_problem(member.role, scopes):
        return problem
    staffing.put_scopes(uow.tx, staff_id, scopes)
    facts = {"school": place.school_id, "class": place.class_id, "wanted": wanted}
    told = replace(member, places=tuple(map(Place, (*scopes, place))))  # also of what is theirs no more
    _record(uow, actor, "staff_place", told, now, facts)
    return None


def set_suspended(
    uow: UnitOfWork, actor: StaffActor, staff_id: int, *, suspended: bool, now: datetime
) -> TeamProblem | None:
    """Take a member out of service, or back; why not, if so. It holds from the next press on.

    What waits to be sent to somebody suspended is not, and a code not used yet links nobody. Raises
    ``NotAuthorisedError``.
    """
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    if member.is_active is not suspended:
        return None
    if member.id == actor.staff_id:
        return TeamProblem.YOURSELF
    if suspended:
        staffing.suspend(uow.tx, staff_id, now)
        _record(uow, actor, "staff_suspend", member, now)
    else:
        staffing.restore(uow.tx, staff_id)
        _record(uow, actor, "staff_restore", member, now)
    return None


def set_email(
    uow: UnitOfWork, actor: StaffActor, staff_id: int, email: str | None, now: datetime
) -> TeamProblem | None:
    """Write the address of a member, or take it away; why not, if so. Raises ``NotAuthorisedError``."""
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    if email is not None and (len(email) > _LONGEST_EMAIL or not is_email(email)):
        return TeamProblem.EMAIL_MALFORMED
    if member.email == email and not member.email_refused:
        return None
    staffing.set_email(uow.tx, staff_id, email)
    _record(uow, actor, "staff_email", member, now, {"has_email": email is not None})
    return None


def unlink_member_chat(
    uow: UnitOfWork, actor: StaffActor, staff_id: int, chat_id: int, here: int, now: datetime
) -> TeamProblem | None:
    """Unlink one chat of a member, by our own id; a guardian whose chat it is too stays.

    ``here``: the chat (by Telegram's id) the actor writes from, which is not unlinked so. Raises
    ``NotAuthorisedError``.
    """
    actor = _hold(uow, actor)
    member = read_member(uow, actor, staff_id)
    chat = next((one for one in member.chats if one.id == chat_id), None)
    if chat is None:
        return None
    if chat.telegram_id == here:
        return TeamProblem.THIS_CHAT
    if staffing.release_chat(uow.tx, chat_id):
        chats.forget_chat(uow.tx, chat.telegram_id)
        for dropped in deliveries.drop(uow.tx, chat.telegram_id, now):
            deliveries.fall_back(uow.tx, dropped, now)
    _record(uow, actor, "staff_unlink", member, now)
    return None


def _record(
    uow: UnitOfWork,
    actor: StaffActor,
    action: str,
    member: Member,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    school_id = audit.only(scope.school_id for scope in member.scopes)
    audit.record(uow.tx, actor, action, now, {"staff": member.id, **(facts or {})}, school_id=school_id)


def _hold(uow: UnitOfWork, actor: StaffActor) -> StaffActor:
    """The actor as they are now that nobody else changes the team: two cannot suspend each other.

    Raises ``NotAuthorisedError`` where they may not any more.
    """
    directory.take_turns(uow.tx)
    for member in staffing.read_team(uow.tx):
        if member.id == actor.staff_id and member.is_active:
            held = StaffActor(member.id, member.role, member.scopes)
            _check(uow, held)
            return held
    raise NotAuthorisedError


def _check(uow: UnitOfWork, actor: StaffActor) -> None:
    if not may(uow.policy, actor.role, Permission.MANAGE_STAFF):
        raise NotAuthorisedError


def _is_own(uow: UnitOfWork, actor: StaffActor, member: Member) -> bool:
    return may_look_after(uow.policy, actor, member.role, member.scopes)


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()
