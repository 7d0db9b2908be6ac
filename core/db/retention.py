"""Counting and erasing what is kept no longer."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, delete, func, or_, select, tuple_, update

from core.db.erasable import Step
from core.db.leaving import Leaving
from core.db.tables import invoice_lines, invoices, payments
from core.db.transaction import Transaction
from core.rules.retention import Invoiced, OldAccounts, Paid


def count(tx: Transaction, step: Step, leaving: Leaving) -> dict[str, int]:
    """How many rows a step would delete, by table."""
    condition = step.condition(leaving)
    keys = select(*step.table.primary_key).where(condition)
    counted = {column.table.name: _count(tx, column.table, column.in_(keys)) for column in step.drags}
    return {**counted, step.table.name: _count(tx, step.table, condition)}


def _count(tx: Transaction, table: FromClause, condition: ColumnElement[bool]) -> int:
    return tx.execute(select(func.count()).select_from(table).where(condition)).scalar_one()


def erase(tx: Transaction, step: Step, leaving: Leaving, limit: int) -> dict[str, int]:
    """Delete at most ``limit`` rows of a step and what they drag along; how many that was, by table."""
    key, condition = list(step.table.primary_key), step.condition(leaving)
    if len(key) > 1:
        chosen = select(*key).where(condition).limit(limit)
        return {step.table.name: tx.execute(delete(step.table).where(tuple_(*key).in_(chosen))).rowcount}
    query = select(key[0]).where(condition).order_by(_order(step.table, key[0])).limit(limit)
    ids = list(tx.execute(query).scalars())
    if not ids:
        return {}
    for column in step.frees:
        tx.execute(update(column.table).where(column.in_(ids)).values({column: None}))
    return {column.table.name: _delete(tx, column, ids) for column in (*step.drags, key[0])}


def _delete(tx: Transaction, column: Column[Any], values: list[Any]) -> int:
    return tx.execute(delete(column.table).where(column.in_(values))).rowcount


def _order(table: Table, key: Column[int]) -> ColumnElement[int]:
    """Of rows that refer to older ones of their own table, the newest first; else the oldest, found sooner."""
    refers = any(reference.column.table is table for reference in table.foreign_keys)
    return key.desc() if refers else key.asc()


def families_billed(tx: Transaction, until: date, after: int, limit: int | None) -> list[int]:
    """Families with an invoice or payment of up to a day, in the order of their ids, from after one on."""
    billed = select(invoices.c.family_id).where(invoices.c.issued_on <= until, invoices.c.family_id > after)
    paid = select(payments.c.family_id).where(payments.c.paid_on <= until, payments.c.family_id > after)
    both = billed.union(paid).subquery()
    return list(tx.execute(select(both.c.family_id).order_by(both.c.family_id).limit(limit)).scalars())


Accounts = Mapping[int, tuple[list[Invoiced], list[Paid]]]


def accounts_of(tx: Transaction, family_ids: Collection[int]) -> Accounts:
    """All invoices of families, and all payments: theirs, and whatever pays one of their invoices."""
    found: dict[int, tuple[list[Invoiced], list[Paid]]] = {key: ([], []) for key in family_ids}
    billed = select(invoices.c.family_id, invoices.c.id, invoices.c.issued_on, invoices.c.amount)
    for family_id, *invoice in tx.execute(billed.where(invoices.c.family_id.in_(family_ids))):
        found[family_id][0].append(Invoiced(*invoice))
    whose = func.coalesce(invoices.c.family_id, payments.c.family_id)
    paid = (
        select(whose, payments.c.id, payments.c.invoice_id, payments.c.paid_on, payments.c.amount)
        .outerjoin(invoices, invoices.c.id == payments.c.invoice_id)
        .where(or_(payments.c.family_id.in_(family_ids), invoices.c.family_id.in_(family_ids)))
    )
    for family_id, *payment in tx.execute(paid):
        if family_id in found:
            found[family_id][1].append(Paid(*payment))
    return found


def count_lines(tx: Transaction, invoice_ids: Collection[int]) -> int:
    """How many lines invoices have."""
    query = select(func.count()).select_from(invoice_lines).where(invoice_lines.c.invoice_id.in_(invoice_ids))
    return tx.execute(query).scalar_one()


def erase_accounts(tx: Transaction, old: OldAccounts) -> dict[str, int]:
    """Delete invoices with their lines, and payments; how many rows that was, by table."""
    in_order = (
        (invoice_lines, invoice_lines.c.invoice_id.in_(old.invoice_ids)),
        (payments, payments.c.id.in_(old.payment_ids)),
        (invoices, invoices.c.id.in_(old.invoice_ids)),
    )
    return {table.name: tx.execute(delete(table).where(condition)).rowcount for table, condition in in_order}
