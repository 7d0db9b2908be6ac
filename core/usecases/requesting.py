"""A family asks for what it drafted, follows its requests, and withdraws them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.db import audit, drafts, requests
from core.db.services import hold_off_closures, lock_places
from core.model.people import Child, GuardianActor
from core.model.planning import Cell, CellFacts, Refusal, RequestKind, Service
from core.model.requests import NewRequest, RequestRow
from core.organisation import UnitOfWork
from core.rules.answers import answer_expected
from core.rules.authorisation import has_custody
from core.rules.requests import may_request
from core.usecases.ground import Ground, read_facts, read_ground

_DECIDED_FOR = timedelta(days=30)
"""How long a decided request about a past day is still listed."""

_LISTED = 60
"""How many decided requests are listed at most; the pending ones always are, since each may be withdrawn."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cell: accepted for decision, or refused at once and why."""

    child: Child
    service: Service
    cell: Cell
    kind: RequestKind
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a draft, cell by cell.

    ``answer_by``: when the service answers; ``None`` where nothing was accepted.
    """

    outcomes: tuple[Outcome, ...]
    answer_by: datetime | None

    @property
    def accepted(self) -> int:
        """How many cells were accepted for decision."""
        return sum(outcome.refusal is None for outcome in self.outcomes)


def submit_draft(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> Submission:
    """Turn the draft into requests, each cell judged on its own, and empty it. An empty draft gives no outcome."""
    hold_off_closures(uow.tx)
    ground = read_ground(uow, actor, now)
    draft = drafts.read_draft(uow.tx, actor.guardian_id)
    wishes = {cell: kind for cell, kind in draft.items() if ground.has(cell)}
    limited = {service.id for service in ground.services if service.capacity is not None}
    lock_places(uow.tx, limited & {cell.service_id for cell in wishes})
    facts = read_facts(uow, ground, wishes)
    refusals = judge(wishes, facts, now)
    asked = [cell for cell, refusal in refusals.items() if refusal is None]
    written = _ask(uow, actor, ground, {cell: wishes[cell] for cell in asked}, now)
    refusals |= {cell: Refusal.ALREADY_PENDING for cell in asked if cell not in written}
    drafts.take_from_draft(uow.tx, actor.guardian_id, draft)
    outcomes = tuple(
        Outcome(ground.child(cell.child_id), ground.service_of(cell), cell, wish, refusals[cell])
        for cell, wish in wishes.items()
    )
    return Submission(outcomes, _answer_by(uow, [deadline_of(wishes[cell], facts[cell]) for cell in written], now))


def _ask(
    uow: UnitOfWork, actor: GuardianActor, ground: Ground, wishes: dict[Cell, RequestKind], now: datetime
) -> Collection[Cell]:
    asked = [NewRequest(cell, kind, ground.child(cell.child_id).family_id) for cell, kind in wishes.items()]
    written = requests.insert_pending(uow.tx, actor.guardian_id, asked, now)
    if written:
        schools = audit.only(ground.service_of(cell).school_id for cell in written)
        facts = {"cells": len(written), "child": audit.only(cell.child_id for cell in written)}
        audit.record(uow.tx, actor, "request", now, facts, school_id=schools)
    return written


def judge(wishes: dict[Cell, RequestKind], facts: dict[Cell, CellFacts], now: datetime) -> dict[Cell, Refusal | None]:
    """The refusal of each cell, if any; siblings in one draft share the places that are left."""
    refusals: dict[Cell, Refusal | None] = {}
    taken: Counter[tuple[int, date]] = Counter()
    for cell, kind in wishes.items():
        refusal = may_request(kind, facts[cell], now)
        if refusal is None and kind is RequestKind.BOOK:
            place = (cell.service_id, cell.day)
            left = facts[cell].places_left
            refusal = Refusal.FULL if left is not None and taken[place] >= left else None
            taken[place] += refusal is None
        refusals[cell] = refusal
    return refusals


def deadline_of(kind: RequestKind, facts: CellFacts) -> datetime | None:
    """The deadline that a request of this kind has to meet; ``None`` where there is none."""
    return facts.book_by if kind is RequestKind.BOOK else facts.cancel_by


def _answer_by(uow: UnitOfWork, deadlines: Collection[datetime | None], now: datetime) -> datetime | None:
    """When the service answers: at the validation after the last of the deadlines."""
    if not deadlines:
        return None
    last = max((deadline for deadline in deadlines if deadline), default=None)
    return answer_expected(uow.policy.validation, last, now, uow.policy.calendar.tz)


def withdraw(uow: UnitOfWork, actor: GuardianActor, request_ids: Collection[int], now: datetime) -> int:
    """Take back pending requests for one's own children, in one's own weeks; how many were still pending."""
    custody = requests.custody_of(uow.tx, actor.guardian_id)
    pending = requests.pending_of(uow.tx, actor.guardian_id)
    mine = [
        request_id
        for request_id in request_ids
        if (cell := pending.get(request_id)) and has_custody(custody[cell.child_id], cell.day)
    ]
    withdrawn = requests.withdraw_pending(uow.tx, actor.guardian_id, mine, now)
    if withdrawn:
        child_id = audit.only(pending[request_id].child_id for request_id in withdrawn)
        audit.record(uow.tx, actor, "withdraw", now, {"requests": sorted(withdrawn), "child": child_id})
    return len(withdrawn)


def list_requests(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> list[RequestRow]:
    """The requests for one's own children, in one's own weeks: the pending ones by day, then those decided lately or
    about days to come, the latest decision first.
    """
    custody = requests.custody_of(uow.tx, actor.guardian_id)
    today = now.astimezone(uow.policy.calendar.tz).date()
    rows = requests.requests_of(uow.tx, actor.guardian_id, now - _DECIDED_FOR, today, _LISTED)
    return [row for row in rows if has_custody(custody[row.cell.child_id], row.cell.day)]
