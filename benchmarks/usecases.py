"""Meals per second at the use cases, on SQLite."""

import time
from datetime import timedelta

from sqlalchemy import insert

from benchmarks.town import DAYS, NOW, organisation
from core.db import tables as t
from core.model.people import GuardianActor, Role, Scope, StaffActor
from core.model.planning import RequestKind
from core.model.requests import Selection
from core.organisation import UnitOfWork
from core.usecases.deciding import approve
from core.usecases.requesting import submit_draft

MANAGER = StaffActor(1, Role.MANAGER, (Scope(),))
CANTEEN = 2
"""The second service of the preset."""


async def submitted_meals_per_second(families: int) -> float:
    """A week's request of 2 children × 4 days, by one family after the other."""
    async with organisation(children=2 * families) as town:
        await town.write(_draft, families)
        start = time.perf_counter()
        accepted = 0
        for family in range(1, families + 1):
            accepted += (await town.write(submit_draft, GuardianActor(family), NOW)).accepted
        seconds = time.perf_counter() - start
    assert accepted == families * 2 * len(DAYS)
    return accepted / seconds


def _draft(uow: UnitOfWork, families: int) -> None:
    rows = [
        {
            "guardian_id": (child + 1) // 2,
            "child_id": child,
            "service_id": CANTEEN,
            "day": day,
            "kind": RequestKind.BOOK,
        }
        for child in range(1, 2 * families + 1)
        for day in DAYS
    ]
    uow.tx.execute(insert(t.draft_cells), rows)


async def approved_meals_per_second(requests: int) -> float:
    """Approve so many pending requests in one go."""
    children = requests // len(DAYS)
    async with organisation(children) as town:
        await town.write(_pend, children)
        start = time.perf_counter()
        decision = await town.write(approve, MANAGER, Selection(), NOW + timedelta(days=3))
        seconds = time.perf_counter() - start
    assert decision.decided == requests
    return requests / seconds


def _pend(uow: UnitOfWork, children: int) -> None:
    rows = [
        {
            "child_id": child,
            "service_id": CANTEEN,
            "day": day,
            "kind": RequestKind.BOOK,
            "family_id": (child + 1) // 2,
            "guardian_id": (child + 1) // 2,
            "created_at": NOW,
        }
        for child in range(1, children + 1)
        for day in DAYS
    ]
    uow.tx.execute(insert(t.booking_requests), rows)
