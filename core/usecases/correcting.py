"""A guardian asks for their own address, phone number or e-mail address to be corrected; the service applies it."""

from datetime import datetime

from core.db import accounts
from core.model.accounts import CORRECTABLE, Correction, CorrectionProblem
from core.model.errors import NotAuthorisedError
from core.model.family import (
    FamilyRequest,
    FamilyRequestKind,
    FamilyRequestProblem,
    FamilyRequestRefusedError,
    NewFamilyRequest,
)
from core.model.people import GuardianActor
from core.organisation import UnitOfWork
from core.rules.details import detail_of, is_same
from core.usecases.accounts import kept_of, own_details, shown
from core.usecases.filing import ask

_PUT = {
    FamilyRequestKind.ADDRESS: accounts.put_address,
    FamilyRequestKind.PHONE: accounts.put_phone,
    FamilyRequestKind.EMAIL: accounts.put_email,
}


def read_correction(
    uow: UnitOfWork, actor: GuardianActor, kind: FamilyRequestKind, text: str
) -> Correction | CorrectionProblem:
    """What a guardian typed in, read as a detail of theirs, beside what is on file; or why it cannot be asked for.

    Raises ``NotAuthorisedError`` for what is not corrected so, and for a guardian who is not there any more.
    """
    if kind not in CORRECTABLE:
        raise NotAuthorisedError
    row = own_details(uow, actor)
    after = detail_of(kind, text)
    if after is None:
        return CorrectionProblem.UNREADABLE
    kept = kept_of(row, kind)
    is_mended = kind is FamilyRequestKind.EMAIL and row.email_refused  # a mailbox that takes mail again
    if kept and not is_mended and is_same(kind, kept, after):
        return CorrectionProblem.SAME
    return Correction(kind, shown(kind, kept), after)


def ask_correction(
    uow: UnitOfWork, actor: GuardianActor, kind: FamilyRequestKind, text: str, now: datetime
) -> int | CorrectionProblem:
    """Ask the service to correct a detail; the id of the request, or why it cannot be asked for.

    It takes the place of what was asked about the same detail and waits. Raises as ``read_correction`` and ``ask`` do.
    """
    correction = read_correction(uow, actor, kind, text)
    if isinstance(correction, CorrectionProblem):
        return correction
    kept = kept_of(own_details(uow, actor), kind)
    before = {kind.value: kept} if kept else {}
    return ask(uow, actor, NewFamilyRequest(kind, kind.value, before, {kind.value: correction.after}), now)


def apply_correction(uow: UnitOfWork, request: FamilyRequest, now: datetime) -> None:
    """Write what a request asks for; whoever calls it decides. Other guardians may have the same address.

    Raises ``FamilyRequestRefusedError`` where the guardian's file has been erased, and where what was asked for is no
    such detail.
    """
    row = accounts.details_of(uow.tx, request.guardian_id)
    if row is None or row.is_erased:
        raise FamilyRequestRefusedError(FamilyRequestProblem.GUARDIAN_GONE)
    after = detail_of(request.kind, str(request.after.get(request.kind, "")))
    if after is None:
        raise FamilyRequestRefusedError(FamilyRequestProblem.NOTHING_TO_APPLY)
    _PUT[request.kind](uow.tx, request.guardian_id, after)
