"""What the families of a guardian owe and have paid, read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from aiogram_dialog import DialogManager

from core.model.statements import FamilyStatement, Payment, SettledInvoice
from core.usecases.statements import read_invoice, read_statements
from dialogs.statement.words import balance, invoice_key, invoice_line, invoice_parts, payment_line
from dialogs.visit import visit_of
from dialogs.widgets import Key, Page
from locales import Translator

INVOICES_PER_PAGE = 6
PAYMENTS_PER_PAGE = 12


async def read_statement(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The balance of each family, and its invoices, the newest first."""
    visit = visit_of(dialog_manager)
    t = visit.t
    statements = await visit.read(read_statements, visit.guardian, visit.now)
    shown = [(statement, one) for statement in statements for one in statement.invoices]
    page = Page.of(dialog_manager, len(shown), INVOICES_PER_PAGE)
    on_page = shown[page.start : page.stop]
    lines = {
        family: [invoice_line(t, one) for _, one in group]
        for family, group in groupby(on_page, key=lambda pair: pair[0].family_id)
    }
    parts = [t.html("statement-title"), *_families(t, statements, lines)]
    if not shown:
        parts.append(t.html("statement-none"))
    return {
        "body": "\n\n".join(parts),
        "rows": tuple((Key(invoice_key(t, one), str(one.invoice.id)),) for _, one in on_page),
        "pages": page.keys(),
        "has_payments": any(statement.payments for statement in statements),
    }


def _families(t: Translator, statements: Sequence[FamilyStatement], lines: dict[int, list[str]]) -> Iterator[str]:
    """A paragraph for each family: its name where there are several, its balance, the lines of this page."""
    for statement in statements:
        name = [t.html("statement-family", family=statement.family)] if len(statements) > 1 else []
        is_empty = not (statement.invoices or statement.payments)
        standing = [] if is_empty else [balance(t, statement)]
        if paragraph := [*name, *standing, *lines.get(statement.family_id, [])]:
            yield "\n".join(paragraph)


async def read_payments(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What each family has paid, the newest first."""
    visit = visit_of(dialog_manager)
    t = visit.t
    statements = await visit.read(read_statements, visit.guardian, visit.now)
    shown = [(statement, one) for statement in statements for one in statement.payments]
    page = Page.of(dialog_manager, len(shown), PAYMENTS_PER_PAGE)
    numbers = _numbers(one for statement in statements for one in statement.invoices)
    lines = {
        family: _payments(t, [one for _, one in group], numbers)
        for family, group in groupby(shown[page.start : page.stop], key=lambda pair: pair[0].family_id)
    }
    return {
        "body": "\n\n".join([t.html("payments-title"), *_families(t, statements, lines)]),
        "rows": page.keys(),
    }


def _numbers(invoices: Iterable[SettledInvoice]) -> dict[int, str]:
    return {one.invoice.id: one.invoice.number for one in invoices}


def _payments(t: Translator, payments: Sequence[Payment], numbers: dict[int, str]) -> list[str]:
    return [payment_line(t, payment, numbers) for payment in payments]


async def read_one_invoice(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """An invoice: its lines by child, amounts, payments."""
    visit = visit_of(dialog_manager)
    sheet = await visit.read(read_invoice, visit.guardian, dialog_manager.dialog_data["invoice"], visit.now)
    return {"body": "\n\n".join(invoice_parts(visit.t, sheet))}
