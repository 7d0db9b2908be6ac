"""What guardians are told of the requests about their files that were decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.db import family_requests
from core.db.deliveries import Leased
from core.model.family import FamilyRequest, FamilyRequestState
from core.model.yearly import YearlyOutcome
from core.organisation import UnitOfWork
from core.rules.school_years import school_year
from core.usecases.yearly import read_yearly_outcomes

_DECIDED = frozenset({FamilyRequestState.APPROVED, FamilyRequestState.REFUSED})


@dataclass(frozen=True, slots=True)
class FamilyAnswer:
    """A decided request; ``outcome``: what one for the year came to."""

    request: FamilyRequest
    outcome: YearlyOutcome | None = None


def read_family_answers(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, FamilyAnswer]:
    """The answer that each delivery tells. A few queries, whatever the number of deliveries."""
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    known = family_requests.requests_known(uow.tx, {one.facts["request"] for one in leased}, year)
    decided = {key: request for key, request in known.items() if request.state in _DECIDED}
    operations = {request.operation_id for request in decided.values() if request.operation_id is not None}
    outcomes = read_yearly_outcomes(uow, operations)
    return {
        one.id: FamilyAnswer(request, outcomes.get(request.operation_id or 0))
        for one in leased
        if (request := decided.get(one.facts["request"]))
    }
