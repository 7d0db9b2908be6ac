"""Payments: a row each."""

from core.imports.cells import compact
from core.imports.reading import Reading
from core.model.filed import FiledPayment
from core.model.importing import Problem, ProblemKind, Sheet
from core.model.statements import Means

LIMITS = {"reference": 60, "family": 120, "invoice": 40, "paid_on": 10, "amount": 20, "means": 20}
"""How many characters each column holds."""

_MEANS = {
    Means.DEBIT: ("prelevement", "prelevementautomatique", "directdebit"),
    Means.CARD: ("cartebancaire", "carte", "cb", "tipi", "payfip"),
    Means.CHEQUE: ("check",),
    Means.CASH: ("especes", "numeraire"),
    Means.TRANSFER: ("virement", "banktransfer"),
    Means.VOUCHER: ("cesu", "chequecesu"),
}
_BY_NAME = {compact(means): means for means in Means} | {name: means for means in _MEANS for name in _MEANS[means]}


def read_payments(sheet: Sheet) -> tuple[tuple[FiledPayment, ...], tuple[Problem, ...]]:
    """The payments of a file, and what is wrong in it. Means without a word of their own stay as they are written."""
    found: dict[str, FiledPayment] = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        reading = Reading(sheet, row, LIMITS)
        payment = _payment(reading)
        if payment is not None:
            earlier = found.setdefault(payment.key, payment)
            if earlier is not payment:
                reading.note(ProblemKind.DUPLICATE_LINE, "reference", payment.key, earlier.number)
        problems += reading.problems
    return tuple(found.values()) if not problems else (), tuple(problems)


def _payment(reading: Reading) -> FiledPayment | None:
    key, family = reading.text("reference"), reading.text("family")
    invoice = reading.text("invoice", needed=False)
    paid_on, amount = reading.day("paid_on"), reading.amount("amount")
    means = reading.text("means")
    if paid_on is None or amount is None:
        return None
    return FiledPayment(reading.number, key, family, invoice, paid_on, amount, _BY_NAME.get(compact(means), means))
