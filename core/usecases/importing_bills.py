"""Invoices and payments, from the files of the town's own software.

A number or reference that is known and says the same is unchanged, one that says otherwise is changed. What a file does
not name stays: nothing is deleted. An invoice never becomes another family's: its number was used twice, or it takes a
credit note and a new one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from core.db import directory, invoicing
from core.db.audit import record
from core.db.invoicing import NewInvoice, NewPayment
from core.imports.invoices import read_invoices
from core.imports.payments import read_payments
from core.imports.register import Children, Families
from core.model.filed import FiledInvoice, FiledPayment
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

_FIELDS: Mapping[Subject, tuple[str, ...]] = {
    Subject.INVOICE: ("amount", "due-on", "issued-on", "label", "lines"),
    Subject.PAYMENT: ("family", "amount", "invoice", "paid-on", "means"),
}
"""What may change, the most important first."""
_SHOWN = frozenset({"amount", "due-on", "issued-on", "label", "paid-on", "means"})
"""Fields of which both values are shown as they are; ids mean nothing to people."""


def prepare_invoices(uow: UnitOfWork, sheet: Sheet, _options: ImportOptions, now: datetime) -> Prepared:
    """What a file of invoices would change.

    An invoice of a family that is not known, or whose number is that of another family's, is left out. A line of a
    child that is not known is of no child, and told.
    Raises ``ImportRefusedError``.
    """
    filed, problems = read_invoices(sheet)
    if problems:
        raise ImportRefusedError(problems)
    matching = _Matching(uow)
    known = invoicing.all_invoices(uow.tx)
    added: list[NewInvoice] = []
    changed: dict[int, NewInvoice] = {}
    changes: list[Change] = []
    for one in filed:
        invoice = matching.invoice(one)
        if invoice is None:
            continue
        invoice_id, before = known.get(invoice.number, (0, None))
        if before is None:
            added.append(invoice)
            changes.append(Change(Subject.INVOICE, Step.ADDED, one.key, one.family))
            continue
        if before.family_id != invoice.family_id:
            matching.leave_out(one, ProblemKind.OTHER_FAMILY, "number", one.key)
            continue
        after = _with_known_lines(invoice, before)
        if after != before:
            changed[invoice_id] = after
            changes.append(matching.changed(Subject.INVOICE, one.key, before, after))
    unchanged = len(filed) - len(changes) - matching.left_out
    plan = ImportPlan(tuple(changes), {Subject.INVOICE: unchanged}, tuple(matching.unmatched))

    def write() -> None:
        invoicing.put_invoices(uow.tx, added, changed)
        _note(uow, ImportKind.INVOICES, plan, now)

    return Prepared(plan, write)


def prepare_payments(uow: UnitOfWork, sheet: Sheet, _options: ImportOptions, now: datetime) -> Prepared:
    """What a file of payments would change. One of a family or for an invoice that is not known is left out.

    Raises ``ImportRefusedError``.
    """
    filed, problems = read_payments(sheet)
    if problems:
        raise ImportRefusedError(problems)
    matching = _Matching(uow)
    invoices = {number: (key, row.family_id) for number, (key, row) in invoicing.all_invoices(uow.tx).items()}
    known = invoicing.all_payments(uow.tx)
    added: list[NewPayment] = []
    changed: dict[int, NewPayment] = {}
    changes: list[Change] = []
    for one in filed:
        payment = matching.payment(one, invoices)
        if payment is None:
            continue
        payment_id, before = known.get(payment.reference, (0, None))
        if before is None:
            added.append(payment)
            changes.append(Change(Subject.PAYMENT, Step.ADDED, one.key, one.family))
        elif payment != before:
            changed[payment_id] = payment
            changes.append(matching.changed(Subject.PAYMENT, one.key, before, payment))
    unchanged = len(filed) - len(changes) - matching.left_out
    plan = ImportPlan(tuple(changes), {Subject.PAYMENT: unchanged}, tuple(matching.unmatched))

    def write() -> None:
        invoicing.put_payments(uow.tx, added, changed)
        _note(uow, ImportKind.PAYMENTS, plan, now)

    return Prepared(plan, write)


def _note(uow: UnitOfWork, kind: ImportKind, plan: ImportPlan, now: datetime) -> None:
    if plan.changes:
        record(uow.tx, None, "import", now, {"kind": kind, "lines": len(plan.changes)})


class _Matching:
    """Names of a file become ids; what is meant by none is noted. ``left_out``: how many invoices or payments are."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.unmatched: list[Problem] = []
        self.left_out = 0
        self._names = directory.families_known(uow.tx)
        self._families = Families(self._names)
        self._children = Children(directory.children_known(uow.tx))
        self._of_family: dict[int, set[int]] = {}
        for (_, child), family in directory.guardianships_known(uow.tx).items():
            self._of_family.setdefault(family, set()).add(child)

    def invoice(self, one: FiledInvoice) -> NewInvoice | None:
        """An invoice of a family that is known."""
        family_id = self._family(one)
        if family_id is None:
            return None
        lines = tuple(self._lines(one, family_id))
        return NewInvoice(one.key, family_id, one.label, one.issued_on, one.due_on, one.amount, lines)

    def _lines(self, one: FiledInvoice, family_id: int) -> Iterator[invoicing.LineContent]:
        own = self._of_family.get(family_id, set())
        for line in one.lines:
            child = line.child
            found = child and self._children.find(child.last_name, child.first_name, child.born, own)
            if child is not None and isinstance(found, ProblemKind):
                self.unmatched.append(Problem(line.number, found, "child_last_name", child.name))
            child_id = found if isinstance(found, int) else None
            yield child_id, line.label, line.quantity, line.unit_price, line.amount

    def payment(self, one: FiledPayment, invoices: Mapping[str, tuple[int, int]]) -> NewPayment | None:
        """A payment of a family that is known, for an invoice of that family or on account."""
        family_id = self._family(one)
        if family_id is None:
            return None
        invoice_id, of_family = invoices.get(one.invoice, (None, None))
        if one.invoice and of_family != family_id:
            self.leave_out(one, ProblemKind.UNKNOWN_INVOICE, "invoice", one.invoice)
            return None
        return NewPayment(one.key, family_id, invoice_id, one.paid_on, one.amount, one.means)

    def _family(self, one: FiledInvoice | FiledPayment) -> int | None:
        family_id = self._families.find(one.family)
        if family_id is None:
            self.leave_out(one, ProblemKind.UNKNOWN_FAMILY, "family", one.family)
        return family_id

    def leave_out(self, one: FiledInvoice | FiledPayment, kind: ProblemKind, column: str, value: str) -> None:
        """Note an invoice or a payment that is not imported, and why."""
        self.left_out += 1
        self.unmatched.append(Problem(one.number, kind, column, value))

    def changed(
        self, subject: Subject, name: str, before: NewInvoice | NewPayment, after: NewInvoice | NewPayment
    ) -> Change:
        """The most important thing that changes."""
        field, old, new = next(
            (field, old, new)
            for field in _FIELDS[subject]
            if (old := getattr(before, _column(field))) != (new := getattr(after, _column(field)))
        )
        if field == "family":
            return Change(subject, Step.CHANGED, name, field, self._names[old], self._names[new])
        shown = (str(old or "—"), str(new or "—")) if field in _SHOWN else ("", "")
        return Change(subject, Step.CHANGED, name, field, *shown)


def _with_known_lines(invoice: NewInvoice, before: NewInvoice) -> NewInvoice:
    """A file without lines leaves those there are, unless they add up to the amount no more."""
    if invoice.lines or sum((amount for *_, amount in before.lines), Decimal()) != invoice.amount:
        return invoice
    return NewInvoice(
        invoice.number,
        invoice.family_id,
        invoice.label,
        invoice.issued_on,
        invoice.due_on,
        invoice.amount,
        before.lines,
    )


def _column(field: str) -> str:
    return f"{field}_id" if field in {"family", "invoice"} else field.replace("-", "_")
