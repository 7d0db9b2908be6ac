"""What is on file of all families, as a file of the town brings it: accounts, tax notices, addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, select, update

from core.db.tables import family_accounts, guardians, guardianships, tax_notices
from core.db.transaction import Transaction
from core.db.upserts import upsert_into


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What is on file of a family but for its tax notices."""

    responsible_id: int | None = None
    caf_number: str | None = None
    iban_end: str | None = None
    mandate: str | None = None
    mandate_since: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A guardian of a family."""

    id: int
    last_name: str
    first_name: str
    address: str | None


def accounts_known(tx: Transaction) -> dict[int, AccountRow]:
    """What is on file, by family."""
    account = family_accounts.c
    query = select(
        account.family_id,
        account.responsible_id,
        account.caf_number,
        account.iban_end,
        account.mandate,
        account.mandate_since,
    )
    return {family_id: AccountRow(*row) for family_id, *row in tx.execute(query)}


def tax_notices_known(tx: Transaction) -> dict[tuple[int, int], tuple[int, Decimal]]:
    """Income and shares, by family and year."""
    notice = tax_notices.c
    query = select(notice.family_id, notice.year, notice.income, notice.shares)
    return {(family_id, year): (income, shares) for family_id, year, income, shares in tx.execute(query)}


def members_known(tx: Transaction) -> dict[int, list[Member]]:
    """The guardians of each family; not those whose file was erased."""
    query = (
        select(
            guardianships.c.family_id,
            guardians.c.id,
            guardians.c.last_name,
            guardians.c.first_name,
            guardians.c.address,
        )
        .join(guardians, guardians.c.id == guardianships.c.guardian_id)
        .where(guardians.c.erased_at.is_(None))
        .distinct()
        .order_by(guardianships.c.family_id, guardians.c.id)
    )
    found: dict[int, list[Member]] = {}
    for family_id, *row in tx.execute(query):
        found.setdefault(family_id, []).append(Member(*row))
    return found


def put_accounts(tx: Transaction, rows: Mapping[int, AccountRow], now: datetime) -> None:
    """Write what is on file of families, in place of what was."""
    if not rows:
        return
    statement = upsert_into(tx, family_accounts)
    columns = ("responsible_id", "caf_number", "iban_end", "mandate", "mandate_since", "updated_at")
    replaced = statement.on_conflict_do_update(
        index_elements=["family_id"], set_={column: statement.excluded[column] for column in columns}
    )
    tx.execute(
        replaced,
        [
            {
                "family_id": family_id,
                "responsible_id": row.responsible_id,
                "caf_number": row.caf_number,
                "iban_end": row.iban_end,
                "mandate": row.mandate,
                "mandate_since": row.mandate_since,
                "updated_at": now,
            }
            for family_id, row in rows.items()
        ],
    )


def put_tax_notices(tx: Transaction, rows: Mapping[tuple[int, int], tuple[int, Decimal]]) -> None:
    """Write income and shares by family and year, in place of what was."""
    if not rows:
        return
    statement = upsert_into(tx, tax_notices)
    replaced = statement.on_conflict_do_update(
        index_elements=["family_id", "year"],
        set_={"income": statement.excluded.income, "shares": statement.excluded.shares},
    )
    tx.execute(
        replaced,
        [
            {"family_id": family_id, "year": year, "income": income, "shares": shares}
            for (family_id, year), (income, shares) in rows.items()
        ],
    )


def put_addresses(tx: Transaction, addresses: Mapping[int, str]) -> None:
    """Write the postal addresses of guardians, by id."""
    if addresses:
        statement = update(guardians).where(guardians.c.id == bindparam("key")).values(address=bindparam("to"))
        tx.execute(statement, [{"key": key, "to": address} for key, address in addresses.items()])
