"""The quotients of families, each from a day on."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from core.db.tables import quotients
from core.db.transaction import Transaction
from core.db.upserts import upsert_into

History = Mapping[int, list[tuple[date, int]]]
"""What the quotient of each family was, each from a day on, in order."""


def quotients_until(tx: Transaction, last_day: date) -> History:
    """The quotients of every family up to a day."""
    query = (
        select(quotients.c.family_id, quotients.c.first_day, quotients.c.value)
        .where(quotients.c.first_day <= last_day)
        .order_by(quotients.c.family_id, quotients.c.first_day)
    )
    found: dict[int, list[tuple[date, int]]] = {}
    for family_id, first_day, value in tx.execute(query):
        found.setdefault(family_id, []).append((first_day, value))
    return found


def put_quotients(tx: Transaction, values: Mapping[int, tuple[date, int]]) -> None:
    """Write the quotient of families, by id, each from a day on; one written for the same day is replaced."""
    if not values:
        return
    statement = upsert_into(tx, quotients)
    replaced = statement.on_conflict_do_update(
        index_elements=["family_id", "first_day"], set_={"value": statement.excluded.value}
    )
    rows = [{"family_id": family, "first_day": day, "value": value} for family, (day, value) in values.items()]
    tx.execute(replaced, rows)
