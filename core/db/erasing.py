"""A guardian's own: counted, and erased."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, select, update

from core.db.outbox import URGENT
from core.db.tables import (
    PENDING,
    announcement_reads,
    booking_requests,
    bookings,
    chats,
    child_records,
    children,
    conversations,
    deliveries,
    draft_cells,
    family_accounts,
    family_requests,
    guardians,
    guardianships,
    invoices,
    link_codes,
    muted_kinds,
    outbox,
    payments,
    photos,
    pickup_persons,
    tax_notices,
)
from core.db.transaction import Transaction
from core.model.family import FamilyRequestState
from core.model.notices import Channels, Notice
from core.model.planning import RequestState

_UNANSWERED = family_requests.c.state == FamilyRequestState.PENDING


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a guardian is called, and by which ways they are reached. ``is_erased``: none of them is kept any more."""

    name: str
    has_email: bool
    has_phone: bool
    has_address: bool
    is_erased: bool


def contacts_of(tx: Transaction, guardian_id: int) -> Contacts | None:
    """A guardian; ``None`` where there is none."""
    guardian = guardians.c
    query = select(
        guardian.first_name + " " + guardian.last_name,
        guardian.email.is_not(None),
        guardian.phone.is_not(None),
        guardian.address.is_not(None),
        guardian.erased_at.is_not(None),
    ).where(guardian.id == guardian_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else Contacts(*row)


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much there is of a guardian's own, and of the families they act for.

    ``alone`` and ``shared``: first names of children by id, those without another guardian and those with one.
    """

    chats: int
    drafts: int
    pending: int
    alone: dict[int, str]
    shared: dict[int, str]
    bookings: tuple[int, date | None]
    invoices: tuple[int, date | None]
    payments: tuple[int, date | None]


def belongings_of(tx: Transaction, guardian_id: int) -> Belongings:
    """Counts of what is a guardian's; of bookings, invoices and payments also the last day."""
    alone = _children(tx, guardian_id, is_alone=True)
    return Belongings(
        chats=_count(tx, select(func.count()).where(chats.c.guardian_id == guardian_id)),
        drafts=_count(tx, select(func.count()).where(draft_cells.c.guardian_id == guardian_id)),
        pending=_count(tx, select(func.count()).where(_asked_alone(guardian_id)))
        + _count(tx, select(func.count()).where(family_requests.c.guardian_id == guardian_id, _UNANSWERED)),
        alone=alone,
        shared=_children(tx, guardian_id, is_alone=False),
        bookings=_until(tx, bookings.c.day, bookings.c.family_id.in_(_families(guardian_id))),
        invoices=_until(tx, invoices.c.issued_on, invoices.c.family_id.in_(_families(guardian_id))),
        payments=_until(tx, payments.c.paid_on, payments.c.family_id.in_(_families(guardian_id))),
    )


def _asked_alone(guardian_id: int) -> ColumnElement[bool]:
    """Pending booking requests of a guardian, but for a child whose family has another guardian: it is theirs too."""
    tie, request = guardianships.c, booking_requests.c
    others = (
        exists()
        .where(tie.child_id == request.child_id, tie.family_id == request.family_id, tie.guardian_id != guardian_id)
        .where(tie.guardian_id == guardians.c.id, guardians.c.erased_at.is_(None))
    )
    return and_(request.guardian_id == guardian_id, PENDING, ~others)


def _families(guardian_id: int) -> Select[int]:
    return select(guardianships.c.family_id).where(guardianships.c.guardian_id == guardian_id).distinct()


def _count(tx: Transaction, query: Select[int]) -> int:
    return tx.execute(query).scalar_one()


def _until(tx: Transaction, day: ColumnElement[date], of: ColumnElement[bool]) -> tuple[int, date | None]:
    count, last = tx.execute(select(func.count(), func.max(day)).where(of)).one()
    return count, last


def _children(tx: Transaction, guardian_id: int, *, is_alone: bool) -> dict[int, str]:
    """Children whose other guardians, if any, are erased too; or the others."""
    own, other = guardianships.alias("own"), guardianships.alias("other")
    has_other = exists().where(
        other.c.child_id == own.c.child_id,
        other.c.guardian_id != guardian_id,
        other.c.guardian_id == guardians.c.id,
        guardians.c.erased_at.is_(None),
    )
    query = (
        select(children.c.id, children.c.first_name)
        .join(own, own.c.child_id == children.c.id)
        .where(own.c.guardian_id == guardian_id, ~has_other if is_alone else has_other)
        .order_by(children.c.birth_date, children.c.id)
    )
    return {child_id: str(name) for child_id, name in tx.execute(query)}


def say_farewell(tx: Transaction, guardian_id: int, facts: dict[str, Any], now: datetime, expires_at: datetime) -> None:
    """Have a last message sent to the chats of a guardian who is about to be nobody there.

    It is addressed at once, and to no guardian: those who are erased have no chat by which it could be.
    """
    query = select(chats.c.telegram_id, chats.c.staff_id, chats.c.locale)
    found = tx.execute(query.where(chats.c.guardian_id == guardian_id, chats.c.blocked_at.is_(None))).all()
    if not found:
        return
    times = {"available_at": now, "expires_at": expires_at, "priority": URGENT}
    message = {"kind": Notice.FAMILY_ANSWER, "facts": facts, "created_at": now, "state": "addressed", **times}
    outbox_id = tx.execute(insert(outbox).values(message).returning(outbox.c.id)).scalar_one()
    rows = [
        {
            "outbox_id": outbox_id,
            "channel": "telegram",
            "address": str(chat),
            "staff_id": staff,
            "locale": spoken,
            **times,
        }
        for chat, staff, spoken in found
    ]
    tx.execute(insert(deliveries), rows)


def unlink_chats(tx: Transaction, guardian_id: int) -> None:
    """Unlink every chat of a guardian, and forget what was said there; those of members of staff stay theirs."""
    theirs = select(chats.c.telegram_id).where(chats.c.guardian_id == guardian_id)
    tx.execute(delete(conversations).where(conversations.c.telegram_id.in_(theirs)))
    tx.execute(delete(chats).where(chats.c.guardian_id == guardian_id, chats.c.staff_id.is_(None)))
    tx.execute(update(chats).where(chats.c.guardian_id == guardian_id).values(guardian_id=None))


def take_messages(tx: Transaction, guardian_id: int) -> None:
    """Delete what was sent to a guardian or was to be, and their codes, with what says by which address."""
    tx.execute(delete(deliveries).where(deliveries.c.guardian_id == guardian_id))
    tx.execute(delete(outbox).where(outbox.c.guardian_id == guardian_id))
    tx.execute(delete(announcement_reads).where(announcement_reads.c.guardian_id == guardian_id))
    tx.execute(update(link_codes).where(link_codes.c.made_by == guardian_id).values(made_by=None))
    tx.execute(delete(link_codes).where(link_codes.c.guardian_id == guardian_id))


def take_requests(tx: Transaction, guardian_id: int, but: int, now: datetime) -> None:
    """Withdraw what waits for an answer and is nobody else's; of the requests about the file delete all but one, with
    all they say.
    """
    withdrawn = update(booking_requests).where(_asked_alone(guardian_id))
    tx.execute(withdrawn.values(state=RequestState.WITHDRAWN, decided_at=now))
    tx.execute(delete(draft_cells).where(draft_cells.c.guardian_id == guardian_id))
    others = and_(family_requests.c.guardian_id == guardian_id, family_requests.c.id != but)
    ids = select(family_requests.c.id).where(others)
    tx.execute(update(pickup_persons).where(pickup_persons.c.request_id.in_(ids)).values(request_id=None))
    tx.execute(delete(family_requests).where(others))


def take_child_files(tx: Transaction, child_ids: Collection[int]) -> None:
    """Delete photos, records and pick-up persons of children."""
    for table in (photos, child_records, pickup_persons):
        tx.execute(delete(table).where(table.c.child_id.in_(child_ids)))


def take_tax_notices(tx: Transaction, guardian_id: int) -> None:
    """Delete what a guardian's families earn, and their number at the CAF, where they have no other guardian."""
    theirs = guardianships.alias("theirs")
    others = (
        select(theirs.c.family_id)
        .join(guardians, guardians.c.id == theirs.c.guardian_id)
        .where(theirs.c.guardian_id != guardian_id, guardians.c.erased_at.is_(None))
    )
    alone = _families(guardian_id).where(guardianships.c.family_id.not_in(others))
    tx.execute(delete(tax_notices).where(tax_notices.c.family_id.in_(alone)))
    tx.execute(update(family_accounts).where(family_accounts.c.family_id.in_(alone)).values(caf_number=None))


def take_contacts(tx: Transaction, guardian_id: int, now: datetime) -> None:
    """Delete by which ways a guardian was reached and how they wanted to be; the name stays, for what was billed."""
    tx.execute(delete(muted_kinds).where(muted_kinds.c.guardian_id == guardian_id))
    nothing = dict.fromkeys(("email", "phone", "address", "email_refused_at", "quiet_from", "quiet_until"))
    erased = update(guardians).where(guardians.c.id == guardian_id)
    tx.execute(erased.values(**nothing, channel=Channels.AUTO, erased_at=now))


def undo_erasure(tx: Transaction, guardian_id: int) -> None:
    """Let a guardian be written to again; what was erased stays erased."""
    erased = (guardians.c.id == guardian_id, guardians.c.erased_at.is_not(None))
    tx.execute(update(guardians).where(*erased).values(erased_at=None))
