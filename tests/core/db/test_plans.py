"""What runs often, or while everybody waits, finds its rows by an index, as SQLite says itself: years are kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from core.db import closures, reminding, rosters, tallies
from core.db.transaction import Transaction
from core.organisation import Organisation, UnitOfWork
from tests.clock import MONDAY, NOW

SERVICES = [1, 2, 3]
FRIDAY = MONDAY + timedelta(days=4)
WEEK = closures.Cells.of(dict.fromkeys(SERVICES, MONDAY), FRIDAY)
TOWN = reminding.Span(SERVICES, MONDAY, FRIDAY)

KEPT = {"attendance", "booking_requests", "bookings", "deliveries", "outbox"}
"""What grows for as long as the service runs."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def read_whole(tx: Transaction, query: Callable[[Transaction], object]) -> set[str]:
    """The tables of which a query reads every row."""
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        steps = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plans.extend(step[3] for step in steps)

    event.listen(tx, "before_cursor_execute", explain)
    query(tx)
    event.remove(tx, "before_cursor_execute", explain)
    assert plans, "nothing was asked"
    return {plan.split()[1] for plan in plans if plan.startswith("SCAN")}


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(lambda tx: tallies.followed(tx, NOW), id="announcements going out"),
        pytest.param(lambda tx: tallies.author_messages(tx, [1]), id="their authors' messages"),
        pytest.param(lambda tx: rosters.roster_of(tx, SERVICES, MONDAY, 2026), id="a roster"),
        pytest.param(lambda tx: rosters.unmarked_on(tx, SERVICES, MONDAY, 2026), id="missing attendance"),
        pytest.param(lambda tx: reminding.cells_spoken_of(tx, TOWN), id="a town's bookings and requests"),
        pytest.param(lambda tx: closures.cancel_bookings(tx, WEEK, 1), id="bookings of a closed week"),
        pytest.param(lambda tx: closures.excuse_absences(tx, WEEK, NOW), id="absences of a closed week"),
    ],
)
async def test_no_query_reads_all_that_was_ever_written(
    organisation: Organisation, query: Callable[[Transaction], object]
) -> None:
    def scanned(uow: UnitOfWork) -> set[str]:
        return read_whole(uow.tx, query)

    assert await organisation.read(scanned) & KEPT == set()
