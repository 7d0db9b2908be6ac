"""A family's account: the statement, an invoice of it, and having that sent as a document.

Everybody sees the account of their own families alone: two families of a child are billed apart, and neither sees what
the other owes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.db import invoices as bills
from core.db import outbox
from core.db.deliveries import Leased
from core.db.invoices import Account, LineRow
from core.db.outbox import NewNotice
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.people import GuardianActor
from core.model.statements import (
    Debit,
    FamilyStatement,
    Invoice,
    InvoiceLine,
    InvoiceSheet,
    Payment,
)
from core.organisation import UnitOfWork
from core.rules.statements import balance_of, settled

_LIVES = timedelta(days=1)


def read_statements(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> tuple[FamilyStatement, ...]:
    """The account of each family the actor acts for, by name; none for whoever acts for none (any more)."""
    named = bills.ties_of(uow.tx, [actor.guardian_id]).families.get(actor.guardian_id, {})
    invoices, payments = _by_family(uow, named)
    today = _today(uow, now)
    return tuple(
        FamilyStatement(
            family_id,
            name,
            balance_of(invoices[family_id], payments[family_id]),
            settled(invoices[family_id], payments[family_id], today),
            payments[family_id],
        )
        for family_id, name in named.items()
    )


def read_invoice(uow: UnitOfWork, actor: GuardianActor, invoice_id: int, now: datetime) -> InvoiceSheet:
    """An invoice of a family of the actor. Raises ``NotAuthorisedError`` for any other, and for none."""
    sheet = _sheets(uow, {(actor.guardian_id, invoice_id)}, now).get((actor.guardian_id, invoice_id))
    if sheet is None:
        raise NotAuthorisedError
    return sheet


def order_invoice(uow: UnitOfWork, actor: GuardianActor, invoice_id: int, now: datetime) -> bool:
    """Have an invoice sent to the actor as a PDF; false where it is on its way already. Raises as ``read_invoice``."""
    read_invoice(uow, actor, invoice_id, now)
    if bills.is_on_its_way(uow.tx, actor.guardian_id, invoice_id):
        return False
    notice = NewNotice(Notice.INVOICE, {"invoice": invoice_id}, now, now, now + _LIVES, is_urgent=True)
    outbox.enqueue(uow.tx, notice, guardians=[actor.guardian_id])
    return True


def read_invoices(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, InvoiceSheet]:
    """The invoices that are to be sent, by delivery; none to who does not act for its family any more."""
    asked = {one.id: (one.guardian_id, int(one.facts["invoice"])) for one in leased if one.guardian_id is not None}
    sheets = _sheets(uow, set(asked.values()), now)
    return {delivery: sheets[wanted] for delivery, wanted in asked.items() if wanted in sheets}


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()


def _by_family(
    uow: UnitOfWork, family_ids: Collection[int]
) -> tuple[dict[int, list[Invoice]], dict[int, list[Payment]]]:
    invoices: dict[int, list[Invoice]] = {family: [] for family in family_ids}
    payments: dict[int, list[Payment]] = {family: [] for family in family_ids}
    for invoice in bills.invoices_of(uow.tx, family_ids):
        invoices[invoice.family_id].append(invoice)
    for payment in bills.payments_of(uow.tx, family_ids):
        payments[payment.family_id].append(payment)
    return invoices, payments


def _sheets(uow: UnitOfWork, wanted: Collection[tuple[int, int]], now: datetime) -> dict[tuple[int, int], InvoiceSheet]:
    """Invoices as guardians read them, by ``(guardian, invoice)``; only those of their own families."""
    guardian_ids = {guardian for guardian, _ in wanted}
    ties = bills.ties_of(uow.tx, guardian_ids)
    known = bills.invoices_by_id(uow.tx, {invoice for _, invoice in wanted})
    theirs = [
        (guardian, known[invoice])
        for guardian, invoice in wanted
        if invoice in known and ties.acts_for(guardian, known[invoice].family_id)
    ]
    family_ids = {invoice.family_id for _, invoice in theirs}
    today = _today(uow, now)
    invoices, payments = _by_family(uow, family_ids)
    standing = {
        one.invoice.id: one for family in family_ids for one in settled(invoices[family], payments[family], today)
    }
    lines = bills.lines_of(uow.tx, {invoice.id for _, invoice in theirs})
    accounts = bills.accounts_of(uow.tx, family_ids)
    readers = bills.recipients_named(uow.tx, guardian_ids)
    sheets = {}
    for guardian, invoice in theirs:
        account = accounts.get(invoice.family_id)
        addressee, address = _addressed(account, readers[guardian])
        sheets[guardian, invoice.id] = InvoiceSheet(
            invoice=invoice,
            state=standing[invoice.id].state,
            left=standing[invoice.id].left,
            family=ties.families[guardian][invoice.family_id],
            lines=_shown(lines.get(invoice.id, ()), ties.children[guardian]),
            payments=[one for one in reversed(payments[invoice.family_id]) if one.invoice_id == invoice.id],
            addressee=addressee,
            address=address,
            debit=_debit(account, today),
        )
    return sheets


def _shown(lines: Sequence[LineRow], own: Collection[int]) -> tuple[InvoiceLine, ...]:
    """Lines as a guardian reads them: of a child that is not their ``own``, without the name."""
    return tuple(
        InvoiceLine(
            line.child if line.child_id in own else None, line.label, line.quantity, line.unit_price, line.amount
        )
        for line in lines
    )


def _addressed(account: Account | None, reader: tuple[str, str | None]) -> tuple[str, tuple[str, ...]]:
    """Whom an invoice is written to: the one responsible for the family, else whoever reads it.

    Guardians of one family may live apart: nobody reads an address that is not their own.
    """
    name, address = reader
    if account is not None and account.responsible is not None:
        name = account.responsible
        address = address if address == account.address else None
    return name, tuple(line for line in (address or "").splitlines() if line.strip())


def _debit(account: Account | None, today: date) -> Debit | None:
    """The mandate, where one is on file and holds by now."""
    if account is None or account.mandate is None or (account.mandate_since or today) > today:
        return None
    return Debit(account.mandate, account.iban_end)
