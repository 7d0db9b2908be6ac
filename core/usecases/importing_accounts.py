"""What is on file of families, from a file of the town's own software. What the file does not say stays as it is."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal

from core.db import account_files, directory
from core.db.account_files import AccountRow, Member
from core.db.audit import record
from core.imports.accounts import read_accounts
from core.imports.cells import compact
from core.imports.register import Families
from core.model.filed import FiledAccount
from core.model.importing import (
    Change,
    ImportKind,
    ImportOptions,
    ImportPlan,
    ImportRefusedError,
    Prepared,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from core.organisation import UnitOfWork

_FIELDS = {
    "responsible_id": "responsible",
    "caf_number": "caf",
    "iban_end": "bank",
    "mandate": "mandate",
    "mandate_since": "mandate",
}
"""What a change of a column is called. None of the values is shown."""


def prepare_accounts(uow: UnitOfWork, sheet: Sheet, _options: ImportOptions, now: datetime) -> Prepared:
    """What a file of accounts would change.

    A line of a family that is not known, or whose responsible person is none of its guardians, is left out. Raises
    ``ImportRefusedError``.
    """
    filed, problems = read_accounts(sheet, now.astimezone(uow.policy.calendar.tz).date())
    if problems:
        raise ImportRefusedError(problems)
    filing = _Filing(uow)
    for one in filed:
        filing.take(one)
    plan = ImportPlan(tuple(filing.changes), {Subject.ACCOUNT: filing.unchanged}, tuple(filing.unmatched))

    def write() -> None:
        account_files.put_accounts(uow.tx, filing.accounts, now)
        account_files.put_tax_notices(uow.tx, filing.notices)
        account_files.put_addresses(uow.tx, filing.addresses)
        if plan.changes:
            record(uow.tx, None, "import", now, {"kind": ImportKind.ACCOUNTS, "lines": len(filed)})

    return Prepared(plan, write)


class _Filing:
    """The lines of a file against what is known, one after the other."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.changes: list[Change] = []
        self.unmatched: list[Problem] = []
        self.unchanged = 0
        self.accounts: dict[int, AccountRow] = {}
        self.notices: dict[tuple[int, int], tuple[int, Decimal]] = {}
        self.addresses: dict[int, str] = {}
        self._families = Families(directory.families_known(uow.tx))
        self._members = account_files.members_known(uow.tx)
        self._known = account_files.accounts_known(uow.tx)
        self._known_notices = account_files.tax_notices_known(uow.tx)

    def take(self, one: FiledAccount) -> None:
        """A line: what it changes, or why it is left out."""
        family_id = self._families.find(one.family)
        if family_id is None:
            self.unmatched.append(Problem(one.number, ProblemKind.UNKNOWN_FAMILY, "family", one.family))
            return
        before = self._known.get(family_id)
        responsible = self._responsible(one, family_id, before)
        if isinstance(responsible, Problem):
            self.unmatched.append(responsible)
            return
        found = [*self._account(one, family_id, before, responsible), *self._notice(one, family_id)]
        found += self._address(one, responsible)
        self.changes += found
        self.unchanged += not found

    def _responsible(self, one: FiledAccount, family_id: int, before: AccountRow | None) -> Member | Problem | None:
        """Whom the file names, else whoever is on file; nobody may be, but for a line with an address."""
        members = self._members.get(family_id, [])
        if one.responsible is None:
            on_file = next((one for one in members if before and one.id == before.responsible_id), None)
            if on_file is None and one.address is not None:
                return Problem(one.number, ProblemKind.MISSING_VALUE, "responsible_last_name")
            return on_file
        name = tuple(map(compact, one.responsible))
        named = [member for member in members if (compact(member.last_name), compact(member.first_name)) == name]
        if not named:
            return Problem(one.number, ProblemKind.UNKNOWN_GUARDIAN, "responsible_last_name", " ".join(one.responsible))
        return named[0]

    def _account(
        self, one: FiledAccount, family_id: int, before: AccountRow | None, responsible: Member | None
    ) -> Iterator[Change]:
        known = before or AccountRow()
        row = replace(
            known,
            responsible_id=known.responsible_id if one.responsible is None or responsible is None else responsible.id,
            caf_number=one.caf_number or known.caf_number,
            iban_end=one.iban_end or known.iban_end,
            mandate=one.mandate or known.mandate,
            mandate_since=one.mandate_since or known.mandate_since,
        )
        if before is None:
            self.accounts[family_id] = row
            yield Change(Subject.ACCOUNT, Step.ADDED, one.family)
        elif row != before:
            self.accounts[family_id] = row
            moved = (field.name for field in fields(row) if getattr(row, field.name) != getattr(before, field.name))
            for what in dict.fromkeys(_FIELDS[name] for name in moved):
                yield Change(Subject.ACCOUNT, Step.CHANGED, one.family, what)

    def _notice(self, one: FiledAccount, family_id: int) -> Iterator[Change]:
        if one.tax is None:
            return
        year, income, shares = one.tax
        if self._known_notices.get((family_id, year)) != (income, shares):
            self.notices[family_id, year] = income, shares
            if family_id in self._known:
                yield Change(Subject.ACCOUNT, Step.CHANGED, one.family, "tax")

    def _address(self, one: FiledAccount, responsible: Member | None) -> Iterator[Change]:
        if one.address is None or responsible is None or responsible.address == one.address:
            return
        self.addresses[responsible.id] = one.address
        name = f"{responsible.last_name} {responsible.first_name}"
        before = " / ".join((responsible.address or "").splitlines())
        yield Change(Subject.GUARDIAN, Step.CHANGED, name, "address", before, " / ".join(one.address.splitlines()))
