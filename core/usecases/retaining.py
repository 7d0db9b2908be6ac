"""What is kept no longer is counted, and erased: batch by batch, so that nobody waits and a crash leaves no half."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.db import audit, retention
from core.db.erasable import STEPS, Step
from core.db.leaving import Ends, Leaving
from core.model.privacy import Due, Kept
from core.organisation import UnitOfWork
from core.rules.retention import OldAccounts, end_of, limits, old_accounts
from core.rules.school_years import school_year

BATCH = 5_000
"""How many rows go in one transaction, but for what goes with them."""

_SLOWER = 100
"""By how much fewer where each row takes long, so that no press waits for more than a moment."""

_FAMILIES = 100
"""Of how many families invoices and payments go in one transaction: of each, all or none."""

_EVERY = 10_000
"""Of how many families they are read at once to be counted."""


def survey(uow: UnitOfWork, now: datetime) -> list[Due]:
    """What would be erased now, by category; nothing is."""
    accounts, cleared = _count_accounts(uow, now)
    rows: dict[Kept, Counter[str]] = {kept: Counter() for kept in Kept}
    rows[Kept.INVOICES].update(accounts)
    leaving = Leaving(uow.tx, _ends(uow, now, cleared))
    for step in STEPS:
        rows[step.kept].update(retention.count(uow.tx, step, leaving))
    return _due(uow, rows, now)


@dataclass(frozen=True, slots=True)
class Erasing:
    """How far a run has come. It begins with no argument; it can be begun again at any time.

    ``rows``: what it erased, by category and table. ``events``: the lines of the journal that say so.
    """

    step: int = -1
    after_family: int = 0
    is_over: bool = False
    rows: Mapping[Kept, Mapping[str, int]] = field(default_factory=dict)
    events: Mapping[Kept, int] = field(default_factory=dict)


def erase_batch(uow: UnitOfWork, so_far: Erasing, now: datetime) -> Erasing:
    """Erase the next batch, to be called with the same ``now`` until it is over. Each is whole, or not at all."""
    if so_far.step < 0:
        return _erase_accounts(uow, so_far, now)
    leaving = Leaving(uow.tx, _ends(uow, now))
    for index in range(so_far.step, len(STEPS)):
        erased = retention.erase(uow.tx, STEPS[index], leaving, _limit(STEPS[index]))
        if any(erased.values()):
            noted = _note(uow, so_far, STEPS[index].kept, erased, now)
            return replace(noted, step=_next(STEPS[index], index, erased))
    return replace(so_far, is_over=True)


def _limit(step: Step) -> int:
    return max(1, BATCH // _SLOWER) if step.is_slow else BATCH


def _next(step: Step, index: int, erased: Mapping[str, int]) -> int:
    return index if erased[step.table.name] == _limit(step) else index + 1


def erased_by(uow: UnitOfWork, run: Erasing, now: datetime) -> list[Due]:
    """What a run has erased, by category."""
    return _due(uow, {kept: Counter(run.rows.get(kept, {})) for kept in Kept}, now)


def _due(uow: UnitOfWork, rows: Mapping[Kept, Counter[str]], now: datetime) -> list[Due]:
    until = limits(uow.policy.retention, _today(uow, now))
    return [Due(kept, until[kept], {table: n for table, n in sorted(rows[kept].items()) if n}) for kept in Kept]


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()


def _ends(uow: UnitOfWork, now: datetime, cleared: Iterable[int] = ()) -> Ends:
    tz = uow.policy.calendar.tz
    until = limits(uow.policy.retention, _today(uow, now))
    at = {kept: end_of(day, tz) for kept, day in until.items()}
    return Ends(
        attendance=until[Kept.ATTENDANCE],
        attendance_at=at[Kept.ATTENDANCE],
        files=until[Kept.FILES],
        school_year=school_year(until[Kept.FILES]),
        messages=until[Kept.MESSAGES],
        messages_at=at[Kept.MESSAGES],
        audit_at=at[Kept.AUDIT],
        conversations_at=at[Kept.CONVERSATIONS],
        cleared=frozenset(cleared),
    )


def _count_accounts(uow: UnitOfWork, now: datetime) -> tuple[dict[str, int], set[int]]:
    """How many rows of invoices and payments go, by table, and the families of which then none stays."""
    rows: Counter[str] = Counter()
    cleared: set[int] = set()
    after = 0
    while family_ids := _billed(uow, now, after, _EVERY):
        for family_id, (invoices, payments) in retention.accounts_of(uow.tx, family_ids).items():
            old = old_accounts(invoices, payments, _until(uow, now))
            rows["invoices"] += len(old.invoice_ids)
            rows["payments"] += len(old.payment_ids)
            rows["invoice_lines"] += retention.count_lines(uow.tx, old.invoice_ids) if old.invoice_ids else 0
            if (len(old.invoice_ids), len(old.payment_ids)) == (len(invoices), len(payments)):
                cleared.add(family_id)
        after = family_ids[-1]
    return dict(rows), cleared


def _erase_accounts(uow: UnitOfWork, so_far: Erasing, now: datetime) -> Erasing:
    family_ids = _billed(uow, now, so_far.after_family, _FAMILIES)
    if not family_ids:
        return replace(so_far, step=0)
    accounts = retention.accounts_of(uow.tx, family_ids).values()
    old = [old_accounts(invoices, payments, _until(uow, now)) for invoices, payments in accounts]
    both = OldAccounts(
        frozenset(key for one in old for key in one.invoice_ids),
        frozenset(key for one in old for key in one.payment_ids),
    )
    erased = retention.erase_accounts(uow.tx, both)
    noted = _note(uow, so_far, Kept.INVOICES, erased, now) if any(erased.values()) else so_far
    return replace(noted, after_family=family_ids[-1])


def _billed(uow: UnitOfWork, now: datetime, after: int, limit: int) -> list[int]:
    return retention.families_billed(uow.tx, _until(uow, now), after, limit)


def _until(uow: UnitOfWork, now: datetime) -> date:
    return limits(uow.policy.retention, _today(uow, now))[Kept.INVOICES]


def _note(uow: UnitOfWork, so_far: Erasing, kept: Kept, erased: Mapping[str, int], now: datetime) -> Erasing:
    """One line of the journal for each category, which grows with every batch: true whenever the run may end."""
    rows = Counter(so_far.rows.get(kept, {}))
    rows.update(erased)
    until = limits(uow.policy.retention, _today(uow, now))[kept]
    facts = {"category": kept, "rows": rows.total(), "until": until.isoformat()}
    event = so_far.events.get(kept)
    if event is None:
        event = audit.record(uow.tx, None, "retention", now, facts)
    else:
        audit.complete(uow.tx, event, facts)
    return replace(so_far, rows={**so_far.rows, kept: dict(rows)}, events={**so_far.events, kept: event})
