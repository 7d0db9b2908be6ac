"""A guardian reads what the service has on file of them and of their families (« Mon compte »).

No more than a chat may hold: no figures of tax notices, quotients as bands, numbers by their end.
"""

from datetime import datetime

from core.db import accounts
from core.db.accounts import DetailRow, FamilyRow
from core.model.accounts import CORRECTABLE, Account, Debit, Detail, FamilyFile, QuotientOnFile
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequestKind, FamilyRequestState
from core.model.people import GuardianActor
from core.organisation import UnitOfWork
from core.rules.bands import band_of, limits_of
from core.rules.details import end_of, masked_phone
from core.rules.phones import phone_of
from core.usecases.filing import list_family_requests
from core.usecases.preferring import masked

_CAF_SHOWN = 3


def read_account(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> Account:
    """What is on file of a guardian and of each of their families, with the corrections that wait.

    Of other guardians of the same family no more than the name. Raises ``NotAuthorisedError`` for one who is not there
    any more.
    """
    row = own_details(uow, actor)
    pending = {
        request.kind: shown(request.kind, str(request.after[request.kind]))
        for request in list_family_requests(uow, actor, now)
        if request.state is FamilyRequestState.PENDING and request.kind in CORRECTABLE
    }
    today = now.astimezone(uow.policy.calendar.tz).date()
    files = accounts.family_files(uow.tx, actor.guardian_id, today)
    return Account(
        name=f"{row.first_name} {row.last_name}",
        details={kind: Detail(shown(kind, kept_of(row, kind)), pending.get(kind)) for kind in CORRECTABLE},
        email_refused=row.email_refused,
        families=tuple(_family_file(uow, actor, file) for file in files),
    )


def own_details(uow: UnitOfWork, actor: GuardianActor) -> DetailRow:
    """How a guardian is reached, as it is on file. Raises ``NotAuthorisedError`` for one who is not there any more."""
    row = accounts.details_of(uow.tx, actor.guardian_id) if isinstance(actor, GuardianActor) else None
    if row is None or row.is_erased:
        raise NotAuthorisedError
    return row


def kept_of(row: DetailRow, kind: FamilyRequestKind) -> str | None:
    """One of ``CORRECTABLE``, as it is on file."""
    return {
        FamilyRequestKind.ADDRESS: row.address,
        FamilyRequestKind.PHONE: row.phone,
        FamilyRequestKind.EMAIL: row.email,
    }[kind]


def shown(kind: FamilyRequestKind, detail: str | None) -> str | None:
    """One of ``CORRECTABLE``, as a chat may hold it: an address in full, of the rest enough to know it again."""
    if not detail or kind is FamilyRequestKind.ADDRESS:
        return detail or None
    return masked_phone(phone_of(detail) or detail) if kind is FamilyRequestKind.PHONE else masked(detail)


def _family_file(uow: UnitOfWork, actor: GuardianActor, row: FamilyRow) -> FamilyFile:
    others = dict(row.guardians)
    responsible = None if row.responsible_id is None else others.pop(row.responsible_id, None)
    if row.responsible_id != actor.guardian_id:
        others.pop(actor.guardian_id, None)
    return FamilyFile(
        family_id=row.id,
        family=row.name,
        children=tuple(row.children.values()),
        responsible=responsible,
        is_responsible=row.responsible_id == actor.guardian_id,
        others=tuple(others.values()),
        tax_year=row.tax_year,
        caf_end=end_of(row.caf_number, _CAF_SHOWN) if row.caf_number else None,
        quotient=_quotient(uow, row),
        debit=Debit(row.iban_end, row.mandate, row.mandate_since) if row.iban_end else None,
    )


def _quotient(uow: UnitOfWork, row: FamilyRow) -> QuotientOnFile | None:
    if row.quotient is None:
        return None
    since, value = row.quotient
    return QuotientOnFile(since, band_of(value, limits_of(uow.policy.services)))
