"""Guardians' own details, and what is on file of their families."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select, update

from core.db.tables import children, families, family_accounts, guardians, guardianships, quotients, tax_notices
from core.db.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DetailRow:
    """How a guardian is called and reached. ``is_erased``: all that may be erased of them was."""

    first_name: str
    last_name: str
    address: str | None
    phone: str | None
    email: str | None
    email_refused: bool
    is_erased: bool


@dataclass(slots=True)
class FamilyRow:
    """A family: its children by id, and by id the guardians who decide for them on its behalf.

    ``tax_year``: of the newest tax notice. ``quotient``: the one that holds, and since when.
    """

    id: int
    name: str
    children: dict[int, str] = field(default_factory=dict)
    guardians: dict[int, str] = field(default_factory=dict)
    responsible_id: int | None = None
    caf_number: str | None = None
    iban_end: str | None = None
    mandate: str | None = None
    mandate_since: date | None = None
    tax_year: int | None = None
    quotient: tuple[date, int] | None = None


def details_of(tx: Transaction, guardian_id: int) -> DetailRow | None:
    """How a guardian is reached; ``None`` where there is no such guardian."""
    guardian = guardians.c
    query = select(
        guardian.first_name,
        guardian.last_name,
        guardian.address,
        guardian.phone,
        guardian.email,
        guardian.email_refused_at.is_not(None),
        guardian.erased_at.is_not(None),
    ).where(guardian.id == guardian_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else DetailRow(*row)


def put_address(tx: Transaction, guardian_id: int, address: str | None) -> None:
    """Write a guardian's postal address."""
    tx.execute(update(guardians).where(guardians.c.id == guardian_id).values(address=address))


def put_phone(tx: Transaction, guardian_id: int, phone: str | None) -> None:
    """Write a guardian's phone number."""
    tx.execute(update(guardians).where(guardians.c.id == guardian_id).values(phone=phone))


def put_email(tx: Transaction, guardian_id: int, email: str | None) -> None:
    """Write a guardian's e-mail address, of which it is not known yet whether it takes mail."""
    change = update(guardians).where(guardians.c.id == guardian_id)
    tx.execute(change.values(email=email, email_refused_at=None))


def family_files(tx: Transaction, guardian_id: int, today: date) -> list[FamilyRow]:
    """The families on whose behalf a guardian decides, the eldest child's first."""
    found = _members(tx, guardian_id)
    for row in tx.execute(select(family_accounts).where(family_accounts.c.family_id.in_(found))).mappings():
        file = found[row["family_id"]]
        file.responsible_id, file.caf_number = row["responsible_id"], row["caf_number"]
        file.iban_end, file.mandate, file.mandate_since = row["iban_end"], row["mandate"], row["mandate_since"]
    for family_id, year in _tax_years(tx, found):
        found[family_id].tax_year = year
    for family_id, since, value in _quotients(tx, found, today):
        found[family_id].quotient = since, value
    return list(found.values())


def _members(tx: Transaction, guardian_id: int) -> dict[int, FamilyRow]:
    own = select(guardianships.c.family_id).where(guardianships.c.guardian_id == guardian_id)
    query = (
        select(
            families.c.id,
            families.c.name,
            children.c.id,
            children.c.first_name,
            guardians.c.id,
            guardians.c.first_name + " " + guardians.c.last_name,
            guardians.c.erased_at,
        )
        .join(guardianships, guardianships.c.family_id == families.c.id)
        .join(children, children.c.id == guardianships.c.child_id)
        .join(guardians, guardians.c.id == guardianships.c.guardian_id)
        .where(families.c.id.in_(own))
        .order_by(children.c.birth_date, children.c.id, guardians.c.id)
    )
    found: dict[int, FamilyRow] = {}
    for family_id, family, child_id, child, member_id, member, erased_at in tx.execute(query):
        file = found.setdefault(family_id, FamilyRow(family_id, family))
        file.children[child_id] = child
        if erased_at is None:
            file.guardians[member_id] = member
    return found


def _tax_years(tx: Transaction, family_ids: Collection[int]) -> list[tuple[int, int]]:
    notice = tax_notices.c
    query = select(notice.family_id, func.max(notice.year)).where(notice.family_id.in_(family_ids))
    return [(family_id, year) for family_id, year in tx.execute(query.group_by(notice.family_id))]


def _quotients(tx: Transaction, family_ids: Collection[int], today: date) -> list[tuple[int, date, int]]:
    """Those that began, in order."""
    quotient = quotients.c
    query = select(quotient.family_id, quotient.first_day, quotient.value).where(
        quotient.family_id.in_(family_ids), quotient.first_day <= today
    )
    return [(family_id, since, value) for family_id, since, value in tx.execute(query.order_by(quotient.first_day))]
