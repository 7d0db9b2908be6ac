"""« Mes données »: a guardian has all that is kept of them sent to their own address, and nowhere else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.db import audit, child_files, outbox, own_data
from core.db.deliveries import Leased
from core.db.outbox import NewNotice
from core.model.children import Sending
from core.model.notices import Notice
from core.model.people import GuardianActor
from core.model.privacy import OwnData
from core.organisation import UnitOfWork

_LIVES = timedelta(days=1)
_AT_ONCE = timedelta(minutes=10)
"""Within which they come once, however often they are asked for."""


def send_own_data(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> Sending:
    """Have the actor's data sent by e-mail; or why they cannot be. Asked for twice in ten minutes, they come once."""
    email, is_refused = child_files.email_of(uow.tx, actor.guardian_id)
    if not email:
        return Sending.NO_EMAIL
    if is_refused:
        return Sending.EMAIL_REFUSED
    if not child_files.is_on_its_way(uow.tx, Notice.OWN_DATA, actor.guardian_id, {}, now - _AT_ONCE):
        notice = NewNotice(Notice.OWN_DATA, {}, now, now, now + _LIVES, is_urgent=True)
        outbox.enqueue(uow.tx, notice, guardians=[actor.guardian_id])
        audit.record(uow.tx, actor, "own_data", now)
    return Sending.COMES


def read_own_data(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, OwnData]:
    """The data of each guardian as they are now, by delivery; none but by e-mail.

    One guardian after the other: few ask, and each asks for much.
    """
    return {
        one.id: OwnData(now, own_data.sections_of(uow.tx, own_data.whose(uow.tx, one.guardian_id)))
        for one in leased
        if one.guardian_id is not None and one.channel == "email"
    }
