"""What only an import reads or writes: where guardians live, and pupils who leave a school."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, bindparam, delete, select, update

from core.db.tables import PENDING, booking_requests, bookings, class_members, guardians
from core.db.transaction import Transaction
from core.model.planning import RequestState


def addresses_known(tx: Transaction) -> dict[int, str]:
    """Postal addresses by guardian, of those whose is known."""
    query = select(guardians.c.id, guardians.c.address).where(guardians.c.address.is_not(None))
    return {guardian: str(address) for guardian, address in tx.execute(query)}


def erased_guardians(tx: Transaction) -> set[int]:
    """Those who asked for it and of whom nothing is kept but what must be: no file writes it back."""
    return set(tx.scalars(select(guardians.c.id).where(guardians.c.erased_at.is_not(None))))


def set_addresses(tx: Transaction, addresses: Mapping[int, str]) -> None:
    """Change guardians' postal addresses; not of those who had theirs erased."""
    if addresses:
        statement = update(guardians).where(guardians.c.id == bindparam("key"), guardians.c.erased_at.is_(None))
        statement = statement.values(address=bindparam("to_address"))
        tx.execute(statement, [{"key": key, "to_address": address} for key, address in addresses.items()])


def take_members(tx: Transaction, year: int, child_ids: Collection[int]) -> None:
    """Take children out of their class of a school year."""
    left = class_members.c.child_id.in_(child_ids)
    tx.execute(delete(class_members).where(class_members.c.school_year == year, left))


def take_bookings(tx: Transaction, child_ids: Collection[int], service_ids: Collection[int], first: date) -> int:
    """Remove bookings from a day on; how many there were."""
    return tx.execute(delete(bookings).where(*_from(bookings, child_ids, service_ids, first))).rowcount


def withdraw_requests(
    tx: Transaction, child_ids: Collection[int], service_ids: Collection[int], first: date, now: datetime
) -> None:
    """Withdraw what is pending from a day on."""
    of_them = _from(booking_requests, child_ids, service_ids, first)
    tx.execute(update(booking_requests).where(PENDING, *of_them).values(state=RequestState.WITHDRAWN, decided_at=now))


def _from(
    table: Table, child_ids: Collection[int], service_ids: Collection[int], first: date
) -> tuple[ColumnElement[bool], ...]:
    return table.c.child_id.in_(child_ids), table.c.service_id.in_(service_ids), table.c.day >= first
