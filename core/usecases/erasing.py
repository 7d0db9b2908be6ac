"""Erasing a guardian at their request: what it takes and leaves, asking for it, and doing it.

What was billed stays as long as the law wants (ten years: code de commerce, L123-22), and what is to be billed until
it was; so do the names, without which neither says anything. All else goes, but what is another guardian's too.
"""

from datetime import date, datetime, timedelta

from core.db import erasing
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequest, FamilyRequestKind, NewFamilyRequest
from core.model.people import GuardianActor
from core.model.privacy import ErasureScope
from core.organisation import UnitOfWork
from core.rules.retention import add_months
from core.rules.school_years import days_of, school_year
from core.usecases.filing import ask

SUBJECT = "erasure"

_FAREWELL_EXPIRES = timedelta(days=1)
"""The chat is nobody's by then, and might be somebody else's."""


def erasure_scope(uow: UnitOfWork, guardian_id: int, now: datetime) -> ErasureScope:
    """What an erasure takes and leaves of a guardian. Raises ``NotAuthorisedError`` where there is none.

    For whoever may know: the guardian (``own_erasure_scope``), and the staff who decide.
    """
    contacts = erasing.contacts_of(uow.tx, guardian_id)
    if contacts is None:
        raise NotAuthorisedError
    found = erasing.belongings_of(uow.tx, guardian_id)
    booked, last_day = found.bookings
    invoiced, last_invoice = found.invoices
    paid, last_payment = found.payments
    last_billed = max(filter(None, (last_invoice, last_payment)), default=None)
    return ErasureScope(
        guardian=contacts.name,
        chats=found.chats,
        has_email=contacts.has_email,
        has_phone=contacts.has_phone,
        has_address=contacts.has_address,
        drafts=found.drafts,
        pending=found.pending,
        children_alone=tuple(found.alone.values()),
        children_shared=tuple(found.shared.values()),
        bookings=booked,
        bookings_until=last_day and _after_year(last_day, uow.policy.retention.attendance),
        invoices=invoiced,
        payments=paid,
        invoices_until=last_billed and add_months(date(last_billed.year, 12, 31), uow.policy.retention.invoices),
    )


def _after_year(day: date, months: int) -> date:
    return add_months(days_of(school_year(day))[1], months)


def own_erasure_scope(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> ErasureScope:
    """What an erasure takes and leaves of the actor."""
    return erasure_scope(uow, actor.guardian_id, now)


def ask_erasure(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> int:
    """Ask the service to erase whatever may be erased of the actor; the id of the request.

    Raises ``NotAuthorisedError`` for who has no child here.
    """
    return ask(uow, actor, NewFamilyRequest(FamilyRequestKind.ERASURE, SUBJECT, {}, {}), now)


def apply_erasure(uow: UnitOfWork, request: FamilyRequest, now: datetime) -> None:
    """Erase whatever may be erased of the guardian who asked; nothing where it was done before.

    Before their chats are unlinked, each is sent the answer: it is the last thing they read there. An import that
    names them again brings back neither address nor number (``core.db.directory.set_contacts``).
    """
    guardian_id = request.guardian_id
    contacts = erasing.contacts_of(uow.tx, guardian_id)
    if contacts is None or contacts.is_erased:
        return
    alone = erasing.belongings_of(uow.tx, guardian_id).alone
    erasing.take_messages(uow.tx, guardian_id)
    erasing.say_farewell(uow.tx, guardian_id, {"request": request.id}, now, now + _FAREWELL_EXPIRES)
    erasing.unlink_chats(uow.tx, guardian_id)
    erasing.take_requests(uow.tx, guardian_id, request.id, now)
    erasing.take_child_files(uow.tx, alone)
    erasing.take_tax_notices(uow.tx, guardian_id)
    erasing.take_contacts(uow.tx, guardian_id, now)
