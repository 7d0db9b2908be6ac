"""What is on file of families: who is responsible, their address, CAF, tax notice, direct debit. A row each."""

from datetime import date
from decimal import Decimal

from core.imports.cells import compact
from core.imports.reading import Reading
from core.model.filed import FiledAccount
from core.model.importing import Problem, ProblemKind, Sheet
from core.rules.ibans import end_of, is_iban
from core.rules.postal import address_of

LIMITS = {
    "family": 120,
    "responsible_last_name": 80,
    "responsible_first_name": 80,
    "address": 250,
    "caf_number": 15,
    "tax_year": 4,
    "tax_income": 12,
    "tax_shares": 6,
    "iban": 42,
    "mandate": 35,
    "mandate_since": 10,
}
"""How many characters each column holds."""

_TAX = ("tax_year", "tax_income", "tax_shares")
_OLDEST_YEAR = 2000
_HIGHEST_INCOME = 100_000_000


def read_accounts(sheet: Sheet, today: date) -> tuple[tuple[FiledAccount, ...], tuple[Problem, ...]]:
    """The accounts of a file, and what is wrong in it. Of a bank account the end alone is read on, nor repeated."""
    found: dict[str, FiledAccount] = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        reading = Reading(sheet, row, LIMITS, private=("iban",))
        account = _account(reading, today)
        earlier = found.setdefault(compact(account.family), account)
        if earlier is not account:
            reading.note(ProblemKind.DUPLICATE_LINE, "family", account.family, earlier.number)
        problems += reading.problems
    return tuple(found.values()) if not problems else (), tuple(problems)


def _account(reading: Reading, today: date) -> FiledAccount:
    return FiledAccount(
        reading.number,
        reading.text("family"),
        _responsible(reading),
        _address(reading),
        reading.text("caf_number", needed=False),
        _tax(reading, today),
        _iban_end(reading),
        reading.text("mandate", needed=False),
        reading.day("mandate_since", needed=False),
    )


def _responsible(reading: Reading) -> tuple[str, str] | None:
    if not reading.has("responsible_last_name", "responsible_first_name"):
        return None
    return reading.text("responsible_last_name"), reading.text("responsible_first_name")


def _address(reading: Reading) -> str | None:
    text = reading.text("address", needed=False)
    address = address_of(text.replace("|", "\n")) if text else None
    if text and address is None:
        reading.note(ProblemKind.BAD_ADDRESS, "address", text)
    return address


def _tax(reading: Reading, today: date) -> tuple[int, int, Decimal] | None:
    if not reading.has(*_TAX):
        return None
    year = reading.whole("tax_year", _OLDEST_YEAR, today.year)
    income = reading.whole("tax_income", 0, _HIGHEST_INCOME)
    shares = reading.decimal("tax_shares")
    return None if year is None or income is None or shares is None else (year, income, shares)


def _iban_end(reading: Reading) -> str:
    text = reading.text("iban", needed=False)
    if text and not is_iban(text):
        reading.note(ProblemKind.BAD_IBAN, "iban")
        return ""
    return end_of(text) if text else ""
