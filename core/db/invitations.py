"""Guardians who have no chat yet, and the codes that are handed, sent or given to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from core.db.tables import (
    chats,
    children,
    class_members,
    families,
    guardians,
    guardianships,
    link_codes,
    school_classes,
    schools,
)
from core.db.transaction import Transaction

_UNUSED = link_codes.c.used_at.is_(None)


@dataclass(frozen=True, slots=True)
class InvitedChild:
    """A child of somebody to be invited, and where it is this school year."""

    name: str
    school_id: int | None
    school: str | None
    class_id: int | None
    class_name: str | None


@dataclass(frozen=True, slots=True)
class Invitee:
    """A guardian without a linked chat. ``email`` takes messages as far as is known; ``address``: lines.

    ``children``: the youngest last.
    """

    id: int
    last_name: str
    first_name: str
    email: str | None
    address: str | None
    families: tuple[str, ...]
    children: tuple[InvitedChild, ...]


def guardians_without_chat(tx: Transaction, year: int) -> list[Invitee]:
    """Every guardian who has a child here and no linked chat, by family; the classes are those of a school year."""
    linked = select(chats.c.guardian_id).where(chats.c.guardian_id.is_not(None))
    of_year = and_(class_members.c.child_id == children.c.id, class_members.c.school_year == year)
    query = (
        select(
            guardians.c.id,
            guardians.c.last_name,
            guardians.c.first_name,
            guardians.c.email,
            guardians.c.email_refused_at,
            guardians.c.address,
            families.c.name.label("family"),
            (children.c.first_name + " " + children.c.last_name).label("child"),
            schools.c.id.label("school_id"),
            schools.c.name.label("school"),
            school_classes.c.id.label("class_id"),
            school_classes.c.name.label("class_name"),
        )
        .join(guardianships, guardianships.c.guardian_id == guardians.c.id)
        .join(families, families.c.id == guardianships.c.family_id)
        .join(children, children.c.id == guardianships.c.child_id)
        .outerjoin(class_members, of_year)
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
        .outerjoin(schools, schools.c.id == school_classes.c.school_id)
        .where(guardians.c.id.not_in(linked), guardians.c.erased_at.is_(None))
        .order_by(
            families.c.name,
            guardians.c.last_name,
            guardians.c.first_name,
            guardians.c.id,
            children.c.birth_date,
            children.c.id,
        )
    )
    found: dict[int, Invitee] = {}
    for row in tx.execute(query):
        known = found.get(row.id)
        child = InvitedChild(row.child, row.school_id, row.school, row.class_id, row.class_name)
        found[row.id] = Invitee(
            row.id,
            row.last_name,
            row.first_name,
            row.email if row.email_refused_at is None else None,
            row.address,
            tuple(dict.fromkeys((*(known.families if known else ()), row.family))),
            (*(known.children if known else ()), child),
        )
    return list(found.values())


def guardians_mailed(tx: Transaction, now: datetime) -> set[int]:
    """Who was sent a code that is good still."""
    query = select(link_codes.c.guardian_id).where(
        link_codes.c.guardian_id.is_not(None),
        link_codes.c.mailed_at.is_not(None),
        _UNUSED,
        link_codes.c.expires_at > now,
    )
    return set(tx.execute(query).scalars())


def replace_codes(
    tx: Transaction, hashes: Mapping[int, str], now: datetime, expires_at: datetime, *, asks_birth_date: bool = False
) -> None:
    """Give guardians a new code, in place of any unused one. Used codes stay: whoever tries one is told so."""
    if not hashes:
        return
    stale = delete(link_codes).where(link_codes.c.guardian_id == bindparam("holder"), _UNUSED)
    tx.execute(stale, [{"holder": guardian} for guardian in hashes])
    rows = (_row(code_hash, guardian, now, expires_at) for guardian, code_hash in hashes.items())
    tx.execute(insert(link_codes), [{**row, "asks_birth_date": asks_birth_date} for row in rows])


def end_other_codes(tx: Transaction, code_hash: str, guardian_id: int, now: datetime) -> None:
    """A guardian was let in by a code: no other one that waits for them lets anybody in any more.

    One that is being used at this moment is left: two that waited for each other would wait for ever.
    """
    others = link_codes.c.guardian_id == guardian_id, link_codes.c.code_hash != code_hash, _UNUSED
    free = (
        select(link_codes.c.code_hash).where(*others, link_codes.c.expires_at > now).with_for_update(skip_locked=True)
    )
    hashes = list(tx.execute(free).scalars())
    tx.execute(update(link_codes).where(link_codes.c.code_hash.in_(hashes)).values(expires_at=now))


def _row(code_hash: str, guardian_id: int, now: datetime, expires_at: datetime) -> dict[str, object]:
    return {"code_hash": code_hash, "guardian_id": guardian_id, "created_at": now, "expires_at": expires_at}


# --- by e-mail


def add_mailed_code(tx: Transaction, code_hash: str, guardian_id: int, now: datetime, expires_at: datetime) -> None:
    """A code that is about to leave; those before it hold until it has."""
    tx.execute(insert(link_codes), {**_row(code_hash, guardian_id, now, expires_at), "asks_birth_date": True})


def settle_mailed_code(tx: Transaction, code_hash: str, guardian_id: int, now: datetime) -> None:
    """The code has left: no other unused one of this guardian holds any more; one that has replaced it does."""
    mailed = update(link_codes).where(link_codes.c.code_hash == code_hash).values(mailed_at=now)
    if tx.execute(mailed).rowcount:
        others = link_codes.c.guardian_id == guardian_id, link_codes.c.code_hash != code_hash, _UNUSED
        tx.execute(delete(link_codes).where(*others))


def withdraw_code(tx: Transaction, code_hash: str) -> None:
    """A code that reached nobody."""
    tx.execute(delete(link_codes).where(link_codes.c.code_hash == code_hash, _UNUSED))


# --- made by a guardian


def count_made_codes(tx: Transaction, guardian_id: int, since: datetime) -> int:
    """How many codes a guardian has made; the guardian is held until the end of the transaction."""
    # Without its key: whoever links a chat with a code that is replaced after this needs that.
    tx.execute(select(guardians.c.id).where(guardians.c.id == guardian_id).with_for_update(key_share=True))
    query = select(func.count()).where(link_codes.c.made_by == guardian_id, link_codes.c.created_at > since)
    return tx.execute(query).scalar_one()


def replace_made_code(
    tx: Transaction, code_hash: str, guardian_id: int, made_by: int, now: datetime, expires_at: datetime
) -> None:
    """A code that a guardian makes, in place of the unused one made before for the same person, which ends now."""
    former = link_codes.c.guardian_id == guardian_id, link_codes.c.made_by.is_not(None), _UNUSED
    tx.execute(update(link_codes).where(*former, link_codes.c.expires_at > now).values(expires_at=now))
    tx.execute(insert(link_codes), {**_row(code_hash, guardian_id, now, expires_at), "made_by": made_by})


@dataclass(frozen=True, slots=True)
class Tie:
    """One of the ties between a guardian of some families and a child."""

    guardian_id: int
    first_name: str
    last_name: str
    child_id: int
    family_id: int
    custody: str
    has_chat: bool


def ties_of_households(tx: Transaction, guardian_id: int) -> Iterator[Tie]:
    """Every tie, to whichever family, of those who are guardians in a family of this guardian.

    Who was erased is nobody.
    """
    theirs = select(guardianships.c.family_id).where(guardianships.c.guardian_id == guardian_id)
    people = select(guardianships.c.guardian_id).where(guardianships.c.family_id.in_(theirs))
    has_chat = select(chats.c.id).where(chats.c.guardian_id == guardians.c.id).exists()
    query = (
        select(
            guardians.c.id,
            guardians.c.first_name,
            guardians.c.last_name,
            guardianships.c.child_id,
            guardianships.c.family_id,
            guardianships.c.custody,
            has_chat,
        )
        .join(guardianships, guardianships.c.guardian_id == guardians.c.id)
        .where(guardians.c.id.in_(people), guardians.c.erased_at.is_(None))
        .order_by(guardians.c.first_name, guardians.c.id, guardianships.c.child_id)
    )
    for other_id, first_name, last_name, child_id, family_id, custody, is_linked in tx.execute(query):
        yield Tie(other_id, first_name, last_name, child_id, family_id, custody, bool(is_linked))
