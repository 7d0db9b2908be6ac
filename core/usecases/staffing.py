"""Members of staff, what they look after, and the code with which they link their chat."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.db import directory
from core.db.audit import record
from core.db.directory import SchoolClass
from core.model.errors import CantineError
from core.model.people import Role, Scope
from core.organisation import UnitOfWork
from core.rules.addresses import is_email
from core.rules.codes import BITS, digest, new_code
from core.rules.school_years import school_year
from core.rules.team import EVERYWHERE
from core.usecases.matching import folded


class UnknownPlaceError(CantineError):
    """No school, or no class of this school year, has this name; ``known`` lists those there are."""

    code = "place-unknown"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(name)


class UnknownSchoolError(UnknownPlaceError):
    """No school has this name."""

    code = "school-unknown"


class UnknownClassError(UnknownPlaceError):
    """No class of this school year has this name, in the school if one is given."""

    code = "class-unknown"


class AmbiguousClassError(UnknownPlaceError):
    """Several schools have a class of this name; ``known`` lists them."""

    code = "class-ambiguous"


class ScopeNeededError(CantineError):
    """This role looks after a school or a class, and none was given."""

    code = "scope-needed"


class EmailMalformedError(CantineError):
    """No mail can be sent to this address."""

    code = "email-malformed"


def add_staff(
    uow: UnitOfWork,
    name: str,
    role: Role,
    *,
    school: str | None,
    class_: str | None,
    now: datetime,
    email: str | None = None,
) -> str:
    """Write a member of staff and give a fresh code, as shown to people.

    A name already there is the same person, who gets the new role and scope, and a new code; chats linked stay linked.
    ``email``: where rosters go; without it, the address known before. Raises ``UnknownSchoolError``,
    ``UnknownClassError``, ``AmbiguousClassError``, ``ScopeNeededError`` or ``EmailMalformedError``.
    """
    if email is not None and not is_email(email):
        raise EmailMalformedError
    directory.take_turns(uow.tx)
    scope = _scope(uow, role, school, class_, now)
    name = " ".join(name.split())
    known = {folded(other): staff_id for staff_id, other in directory.staff_known(uow.tx).items()}
    staff_id = directory.put_staff(uow.tx, known.get(folded(name)), name, role, scope, email)
    code = new_code(secrets.randbits(BITS))
    expires_at = now + timedelta(days=uow.policy.link.code_days)
    directory.replace_staff_code(uow.tx, staff_id, digest(code), now, expires_at)
    facts = {"staff": staff_id, "role": role, "school": scope.school_id, "class": scope.class_id}
    record(uow.tx, None, "staff_add", now, facts, school_id=scope.school_id)
    return code


def _scope(uow: UnitOfWork, role: Role, school: str | None, class_: str | None, now: datetime) -> Scope:
    scope = find_place(uow, school, class_, now)
    if scope == Scope() and role not in EVERYWHERE:
        raise ScopeNeededError
    return scope


def find_place(uow: UnitOfWork, school: str | None, class_: str | None, now: datetime) -> Scope:
    """The school, or class of this school year, of these names; everything where there are none.

    Raises ``UnknownSchoolError``, ``UnknownClassError`` or ``AmbiguousClassError``.
    """
    schools = directory.schools_known(uow.tx)
    school_id = None if school is None else _school(schools, school)
    if class_ is None:
        return Scope(school_id)
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    classes = [row for row in directory.classes_of_year(uow.tx, year) if school_id in (None, row.school_id)]
    found = _class(classes, class_, schools)
    return Scope(found.school_id, found.id)


def _school(schools: dict[int, str], name: str) -> int:
    for school_id, known in schools.items():
        if folded(known) == folded(name.strip()):
            return school_id
    raise UnknownSchoolError(name, list(schools.values()))


def _class(classes: Sequence[SchoolClass], name: str, schools: dict[int, str]) -> SchoolClass:
    named = [row for row in classes if folded(row.name) == folded(name.strip())]
    if not named:
        raise UnknownClassError(name, sorted({row.name for row in classes}))
    if len(named) > 1:
        raise AmbiguousClassError(name, [schools[row.school_id] for row in named])
    return named[0]
