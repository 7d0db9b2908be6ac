"""All that is kept of a guardian, of their children and families, as they may see it.

Of a child with two families only what is of the guardian's own: neither family sees the other's bookings or bills. Of
one who lives with each in turn only the days of the guardian's own weeks, as in the planning.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select, tuple_

from core.db.tables import (
    announcement_reads,
    announcements,
    attendance,
    audit_events,
    booking_requests,
    bookings,
    cancelled_bookings,
    chats,
    child_records,
    children,
    class_members,
    deliveries,
    draft_cells,
    enrolments,
    families,
    family_accounts,
    family_requests,
    guardians,
    guardianships,
    invoice_lines,
    invoices,
    link_codes,
    muted_kinds,
    operations,
    outbox,
    payments,
    photos,
    pickup_persons,
    quotients,
    removed_bookings,
    school_classes,
    schools,
    services,
    tax_notices,
)
from core.db.transaction import Transaction
from core.model.people import Custody
from core.rules.authorisation import has_custody

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Whose:
    """A guardian, and the ``(child, family)`` they are a guardian of, and for."""

    guardian_id: int
    pairs: frozenset[tuple[int, int]]

    def of_pair(self, table: Table) -> ColumnElement[bool]:
        """Rows of a child of theirs, for the family they act for."""
        return tuple_(table.c.child_id, table.c.family_id).in_(sorted(self.pairs))

    def of_child(self, table: Table) -> ColumnElement[bool]:
        """Rows of a child of theirs, whatever the family."""
        return table.c.child_id.in_(sorted({child for child, _ in self.pairs}))

    def of_family(self, table: Table) -> ColumnElement[bool]:
        """Rows of a family they act for."""
        return table.c.family_id.in_(sorted({family for _, family in self.pairs}))


def whose(tx: Transaction, guardian_id: int) -> Whose:
    """The children and families of a guardian."""
    query = select(guardianships.c.child_id, guardianships.c.family_id)
    rows = tx.execute(query.where(guardianships.c.guardian_id == guardian_id))
    return Whose(guardian_id, frozenset((child, family) for child, family in rows))


def sections_of(tx: Transaction, own: Whose) -> Mapping[str, Rows]:
    """Every section of ``SECTIONS`` with its rows, by the names of their columns."""
    found = {name: [dict(row) for row in tx.execute(query(own)).mappings()] for name, query in SECTIONS.items()}
    custody = {row["child"]: Custody(row["custody"]) for row in found["children"]}
    theirs = {name: [row for row in found[name] if has_custody(custody[row["child"]], row["day"])] for name in _OF_DAYS}
    return {**found, **theirs}


_OF_DAYS = ("bookings", "requests", "attendance", "cancelled_bookings", "removed_bookings")


def _guardian(own: Whose) -> Select[Any]:
    columns = guardians.c
    fields = ("last_name", "first_name", "email", "email_refused_at", "phone", "address", "channel")
    quiet = columns.quiet_from, columns.quiet_until
    return select(*(columns[name] for name in fields), *quiet).where(columns.id == own.guardian_id)


def _mutes(own: Whose) -> Select[Any]:
    return select(muted_kinds.c.kind, muted_kinds.c.until).where(muted_kinds.c.guardian_id == own.guardian_id)


def _children(own: Whose) -> Select[Any]:
    child = children.c
    return (
        select(
            child.id.label("child"),
            child.first_name,
            child.last_name,
            child.birth_date,
            families.c.name.label("family"),
            guardianships.c.custody,
        )
        .join(guardianships, guardianships.c.child_id == child.id)
        .join(families, families.c.id == guardianships.c.family_id)
        .where(guardianships.c.guardian_id == own.guardian_id)
        .order_by(child.birth_date, child.id)
    )


def _classes(own: Whose) -> Select[Any]:
    member = class_members.c
    return (
        select(
            member.child_id.label("child"),
            member.school_year,
            schools.c.name.label("school"),
            school_classes.c.name.label("class"),
            school_classes.c.level,
        )
        .join(school_classes, school_classes.c.id == member.class_id)
        .join(schools, schools.c.id == school_classes.c.school_id)
        .where(own.of_child(class_members))
        .order_by(member.school_year, member.child_id)
    )


def _enrolments(own: Whose) -> Select[Any]:
    enrolment = enrolments.c
    return (
        select(enrolment.child_id.label("child"), enrolment.school_year, services.c.key.label("service"))
        .join(services, services.c.id == enrolment.service_id)
        .where(own.of_child(enrolments))
        .order_by(enrolment.school_year, enrolment.child_id, enrolment.service_id)
    )


def _cells(table: Table, which: ColumnElement[bool], *columns: ColumnElement[Any]) -> Select[Any]:
    cell = table.c
    return (
        select(cell.day, cell.child_id.label("child"), services.c.key.label("service"), *columns)
        .join(services, services.c.id == cell.service_id)
        .where(which)
        .order_by(cell.day, cell.child_id, cell.service_id)
    )


def _bookings(own: Whose) -> Select[Any]:
    return _cells(bookings, own.of_pair(bookings))


def _requests(own: Whose) -> Select[Any]:
    request = booking_requests.c
    names = ("kind", "state", "reason", "outcome", "created_at", "decided_at", "refusal")
    return _cells(booking_requests, own.of_pair(booking_requests), *(request[name] for name in names))


def _draft(own: Whose) -> Select[Any]:
    return _cells(draft_cells, draft_cells.c.guardian_id == own.guardian_id, draft_cells.c.kind)


def _attendance(own: Whose) -> Select[Any]:
    """Marks of what is booked for their families, and of what is booked for none."""
    same = and_(*(bookings.c[name] == attendance.c[name] for name in ("child_id", "service_id", "day")))
    is_theirs = or_(bookings.c.family_id.is_(None), own.of_family(bookings))
    marked = attendance.c
    query = _cells(attendance, own.of_child(attendance), marked.mark, marked.arrived, marked.departed)
    return query.outerjoin(bookings, same).where(is_theirs)


def _cancelled(own: Whose) -> Select[Any]:
    return _cells(cancelled_bookings, own.of_pair(cancelled_bookings), cancelled_bookings.c.restored_at)


def _removed(own: Whose) -> Select[Any]:
    query = _cells(removed_bookings, own.of_pair(removed_bookings), operations.c.created_at.label("removed_at"))
    return query.join(operations, operations.c.id == removed_bookings.c.operation_id)


def _of_family(own: Whose, table: Table, *names: str) -> Select[Any]:
    query = select(families.c.name.label("family"), *(table.c[name] for name in names))
    return query.join(families, families.c.id == table.c.family_id).where(own.of_family(table))


def _accounts(own: Whose) -> Select[Any]:
    names = ("caf_number", "iban_end", "mandate", "mandate_since", "updated_at")
    is_responsible = (family_accounts.c.responsible_id == own.guardian_id).label("is_responsible")
    return _of_family(own, family_accounts, *names).add_columns(is_responsible)


def _quotients(own: Whose) -> Select[Any]:
    return _of_family(own, quotients, "first_day", "value").order_by(quotients.c.first_day)


def _tax_notices(own: Whose) -> Select[Any]:
    return _of_family(own, tax_notices, "year", "income", "shares").order_by(tax_notices.c.year)


def _invoices(own: Whose) -> Select[Any]:
    names = ("number", "label", "issued_on", "due_on", "amount")
    return _of_family(own, invoices, *names).order_by(invoices.c.issued_on, invoices.c.id)


def _invoice_lines(own: Whose) -> Select[Any]:
    line = invoice_lines.c
    return (
        select(
            invoices.c.number,
            line.child_id.label("child"),
            line.label,
            line.quantity,
            line.unit_price,
            line.amount,
        )
        .join(invoices, invoices.c.id == line.invoice_id)
        .where(own.of_family(invoices))
        .order_by(invoices.c.issued_on, line.invoice_id, line.position)
    )


def _payments(own: Whose) -> Select[Any]:
    query = _of_family(own, payments, "reference", "paid_on", "amount", "means")
    query = query.add_columns(invoices.c.number).outerjoin(invoices, invoices.c.id == payments.c.invoice_id)
    return query.order_by(payments.c.paid_on, payments.c.id)


def _of_child(own: Whose, table: Table, *names: str) -> Select[Any]:
    return select(table.c.child_id.label("child"), *(table.c[name] for name in names)).where(own.of_child(table))


def _pickup_persons(own: Whose) -> Select[Any]:
    names = ("last_name", "first_name", "phone", "relation", "since", "ended_on")
    return _of_child(own, pickup_persons, *names).order_by(pickup_persons.c.child_id, pickup_persons.c.id)


def _records(own: Whose) -> Select[Any]:
    query = _of_child(own, child_records, "field", "value", "updated_at")
    return query.order_by(child_records.c.child_id, child_records.c.field)


def _photos(own: Whose) -> Select[Any]:
    return _of_child(own, photos, "content", "updated_at")


def _file_requests(own: Whose) -> Select[Any]:
    names = ("kind", "state", "before", "after", "comment", "created_at", "decided_at", "refusal")
    request = family_requests.c
    query = select(request.child_id.label("child"), *(request[name] for name in names))
    return query.where(request.guardian_id == own.guardian_id).order_by(request.id)


def _chats(own: Whose) -> Select[Any]:
    chat = chats.c
    return select(chat.telegram_id, chat.locale, chat.linked_at, chat.blocked_at).where(
        chat.guardian_id == own.guardian_id
    )


def _codes(own: Whose) -> Select[Any]:
    """When, and never what they were: not even we know."""
    code = link_codes.c
    whose_code = or_(code.guardian_id == own.guardian_id, code.made_by == own.guardian_id)
    return select(code.created_at, code.expires_at, code.mailed_at, code.used_at).where(whose_code)


def _messages(own: Whose) -> Select[Any]:
    delivery = deliveries.c
    return (
        select(outbox.c.created_at, outbox.c.kind, delivery.channel, delivery.address, delivery.state)
        .add_columns(delivery.finished_at)
        .join(outbox, outbox.c.id == delivery.outbox_id)
        .where(delivery.guardian_id == own.guardian_id)
        .order_by(delivery.id)
    )


def _reads(own: Whose) -> Select[Any]:
    read = announcement_reads.c
    return (
        select(announcements.c.created_at, announcements.c.kind, announcements.c.text, read.read_at)
        .join(announcements, announcements.c.id == read.announcement_id)
        .where(read.guardian_id == own.guardian_id)
        .order_by(announcements.c.id)
    )


def _journal(own: Whose) -> Select[Any]:
    event = audit_events.c
    return select(event.at, event.action).where(event.guardian_id == own.guardian_id).order_by(event.id)


SECTIONS: Mapping[str, Callable[[Whose], Select[Any]]] = {
    "guardian": _guardian,
    "mutes": _mutes,
    "children": _children,
    "classes": _classes,
    "enrolments": _enrolments,
    "bookings": _bookings,
    "requests": _requests,
    "draft": _draft,
    "attendance": _attendance,
    "cancelled_bookings": _cancelled,
    "removed_bookings": _removed,
    "accounts": _accounts,
    "quotients": _quotients,
    "tax_notices": _tax_notices,
    "invoices": _invoices,
    "invoice_lines": _invoice_lines,
    "payments": _payments,
    "pickup_persons": _pickup_persons,
    "records": _records,
    "photos": _photos,
    "file_requests": _file_requests,
    "chats": _chats,
    "codes": _codes,
    "messages": _messages,
    "announcements_read": _reads,
    "journal": _journal,
}
"""The sections of what is handed out, by the names ``docs/privacy.md`` gives them; those are stable."""
