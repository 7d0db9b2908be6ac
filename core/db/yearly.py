"""Who asks for the rest of the school year, as the mail to the service says it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from core.db.tables import family_requests, guardians, guardianships
from core.db.transaction import Transaction
from core.model.people import Custody


@dataclass(frozen=True, slots=True)
class Asker:
    """How a guardian is reached, and when the child is theirs. An address that bounced is none."""

    phone: str | None
    email: str | None
    custody: Custody


def askers_of(tx: Transaction, request_ids: Collection[int]) -> dict[int, Asker]:
    """Who asks, by request; nobody where the child is not the guardian's any more."""
    request, person = family_requests.c, guardians.c
    query = (
        select(request.id, person.phone, person.email, person.email_refused_at, guardianships.c.custody)
        .join(guardians, person.id == request.guardian_id)
        .join(
            guardianships,
            (guardianships.c.guardian_id == request.guardian_id)
            & (guardianships.c.child_id == request.child_id)
            & (guardianships.c.family_id == request.family_id),
        )
        .where(request.id.in_(request_ids))
    )
    return {
        row.id: Asker(row.phone, row.email if row.email_refused_at is None else None, Custody(row.custody))
        for row in tx.execute(query)
    }
