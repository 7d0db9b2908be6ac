"""Which rows are kept no longer, table by table, in an order in which none is left that refers to nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, FromClause, Table, and_, false, func, or_, select

from core.db.leaving import IS_ANSWERED, IS_DELIVERED, Condition, Leaving, among, answer_is_old, request_stays
from core.db.occurrences import STARTED
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
    closures,
    conversations,
    deliveries,
    documents,
    draft_cells,
    enrolments,
    families,
    family_accounts,
    family_requests,
    group_codes,
    guardians,
    guardianships,
    invoice_lines,
    link_attempts,
    link_codes,
    muted_kinds,
    occurrences,
    operations,
    outbox,
    photos,
    pickup_persons,
    quotients,
    removed_bookings,
    staff_counts,
    tax_notices,
)
from core.model.privacy import Kept

# What goes by its own day


def _by_day(table: Table) -> Callable[[Leaving], Condition]:
    return lambda on: table.c.day <= on.ends.attendance


def _request(on: Leaving) -> Condition:
    return ~request_stays(on.ends)


def _answer(on: Leaving) -> Condition:
    return answer_is_old(on.ends)


def _message(on: Leaving) -> Condition:
    return and_(outbox.c.created_at < on.ends.messages_at, IS_DELIVERED)


def _delivery(on: Leaving) -> Condition:
    return deliveries.c.outbox_id.in_(select(outbox.c.id).where(_message(on)))


def _is_past(on: Leaving, told: FromClause) -> Condition:
    day = on.ends.messages
    return and_(told.c.created_at < on.ends.messages_at, func.coalesce(told.c.last_day, day) <= day)


def _read(on: Leaving) -> Condition:
    past = select(announcements.c.id).where(_is_past(on, announcements))
    return announcement_reads.c.announcement_id.in_(past)


def _code(on: Leaving) -> Condition:
    return func.coalesce(link_codes.c.used_at, link_codes.c.expires_at) < on.ends.messages_at


def _attempt(on: Leaving) -> Condition:
    return link_attempts.c.at < on.ends.messages_at


def _group_code(on: Leaving) -> Condition:
    return group_codes.c.expires_at < on.ends.messages_at


def _event(on: Leaving) -> Condition:
    return audit_events.c.at < on.ends.audit_at


def _conversation(on: Leaving) -> Condition:
    return conversations.c.updated_at < on.ends.conversations_at


def _strange_chat(on: Leaving) -> Condition:
    """Nobody's, and nobody wrote from it: what is left of it is a language."""
    speaks = select(conversations.c.telegram_id).where(~_conversation(on))
    return and_(chats.c.guardian_id.is_(None), chats.c.staff_id.is_(None), chats.c.telegram_id.not_in(speaks))


# What goes with children that left, their guardians and families


def _message_of_gone(on: Leaving) -> Condition:
    whose = or_(
        func.coalesce(among(outbox.c.guardian_id, on.guardians), false()),
        func.coalesce(among(outbox.c.family_id, on.bare), false()),
    )
    return and_(IS_DELIVERED, whose, ~_message(on))


def _delivery_of_gone(on: Leaving) -> Condition:
    of_message = deliveries.c.outbox_id.in_(select(outbox.c.id).where(_message_of_gone(on)))
    of_guardian = func.coalesce(among(deliveries.c.guardian_id, on.guardians), false())
    return and_(or_(of_message, of_guardian), ~_delivery(on))


def _read_by_gone(on: Leaving) -> Condition:
    return and_(among(announcement_reads.c.guardian_id, on.guardians), ~_read(on))


def _code_of_gone(on: Leaving) -> Condition:
    return and_(among(link_codes.c.guardian_id, on.guardians), ~_code(on))


def _chat_of_gone(on: Leaving) -> Condition:
    return and_(among(chats.c.guardian_id, on.guardians), chats.c.staff_id.is_(None))


def _conversation_of_gone(on: Leaving) -> Condition:
    theirs = conversations.c.telegram_id.in_(select(chats.c.telegram_id).where(_chat_of_gone(on)))
    return and_(theirs, ~_conversation(on))


def _draft_of_gone(on: Leaving) -> Condition:
    whose = or_(among(draft_cells.c.child_id, on.children), among(draft_cells.c.guardian_id, on.guardians))
    return and_(whose, draft_cells.c.day > on.ends.attendance)


def _answer_of_gone(on: Leaving) -> Condition:
    return and_(IS_ANSWERED, on.of_gone(), ~_answer(on))


def _pickup(on: Leaving) -> Condition:
    return or_(among(pickup_persons.c.child_id, on.left), pickup_persons.c.ended_on <= on.ends.files)


def _of_left(table: Table) -> Callable[[Leaving], Condition]:
    return lambda on: among(table.c.child_id, on.left)


def _of_bare(table: Table) -> Callable[[Leaving], Condition]:
    return lambda on: among(table.c.family_id, on.bare)


def _mute(on: Leaving) -> Condition:
    return among(muted_kinds.c.guardian_id, on.guardians)


def _child(on: Leaving) -> Condition:
    return among(children.c.id, on.children)


def _guardian(on: Leaving) -> Condition:
    return among(guardians.c.id, on.guardians)


def _family(on: Leaving) -> Condition:
    return among(families.c.id, on.families)


# What goes once nothing refers to it


def _message_stays(on: Leaving) -> Condition:
    return and_(~_message(on), ~_message_of_gone(on))


def _occurrence(on: Leaving) -> Condition:
    """But for the first there is, before which nothing was due."""
    column = outbox.c.occurrence_id
    staying = select(column).where(column.is_not(None), _message_stays(on))
    is_free = occurrences.c.id.not_in(staying)
    return and_(occurrences.c.due_at < on.ends.messages_at, occurrences.c.kind != STARTED, is_free)


def _document(on: Leaving) -> Condition:
    column, past = announcements.c.document_id, _is_past(on, announcements)
    of_past, of_present = (select(column).where(column.is_not(None), which) for which in (past, ~past))
    return and_(documents.c.id.in_(of_past), documents.c.id.not_in(of_present))


def _announcement(on: Leaving) -> Condition:
    """Once no message, no cancelled booking and no reopening of it stays."""
    reopening = announcements.alias("reopening")
    staying = select(reopening.c.reopens_id).where(reopening.c.reopens_id.is_not(None), ~_is_done(on, reopening))
    return and_(_is_done(on, announcements), announcements.c.id.not_in(staying))


def _is_done(on: Leaving, told: FromClause) -> Condition:
    column, cancelled = outbox.c.announcement_id, cancelled_bookings.c
    of_message = select(column).where(column.is_not(None), _message_stays(on)).distinct()
    of_booking = select(cancelled.announcement_id).where(cancelled.day > on.ends.attendance).distinct()
    return and_(_is_past(on, told), told.c.id.not_in(of_message), told.c.id.not_in(of_booking))


def _operation(on: Leaving) -> Condition:
    day = on.ends.attendance
    referring = (
        (bookings.c.operation_id, bookings.c.day > day),
        (enrolments.c.operation_id, ~among(enrolments.c.child_id, on.children)),
        (removed_bookings.c.operation_id, removed_bookings.c.day > day),
        (removed_bookings.c.made_by, removed_bookings.c.day > day),
        (cancelled_bookings.c.made_by, cancelled_bookings.c.day > day),
        (family_requests.c.operation_id, on.answer_stays()),
    )
    staying = (select(column).where(column.is_not(None), stays).distinct() for column, stays in referring)
    is_free = (operations.c.id.not_in(ids) for ids in staying)
    return and_(operations.c.created_at < on.ends.attendance_at, *is_free)


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of a table to be deleted.

    ``drags``: columns that refer to them, whose rows go in the same transaction. ``frees``: columns that refer to them,
    whose rows stay and refer to nobody. ``is_slow``: each row is looked for in large tables without an index.
    """

    kept: Kept
    table: Table
    condition: Callable[[Leaving], Condition]
    drags: Sequence[Column[int]] = ()
    frees: Sequence[Column[int]] = ()
    is_slow: bool = False


_DECISIONS = (booking_requests.c.decision_id, announcements.c.decision_id, family_requests.c.decision_id)
_OF_CHILD = (class_members.c.child_id, enrolments.c.child_id, guardianships.c.child_id)
_OF_GUARDIAN = (
    audit_events.c.guardian_id,
    link_codes.c.made_by,
    family_accounts.c.responsible_id,
    chats.c.guardian_id,
)
_RESULTS = (booking_requests.c.result_id,)
_ASKED = (pickup_persons.c.request_id,)

STEPS = (
    *(
        Step(Kept.ATTENDANCE, table, _by_day(table))
        for table in (bookings, attendance, staff_counts, cancelled_bookings, removed_bookings, draft_cells)
    ),
    Step(Kept.ATTENDANCE, booking_requests, _request),
    Step(Kept.ATTENDANCE, family_requests, _answer, frees=_ASKED),
    Step(Kept.MESSAGES, deliveries, _delivery),
    Step(Kept.MESSAGES, outbox, _message, frees=_RESULTS),
    Step(Kept.MESSAGES, announcement_reads, _read),
    Step(Kept.MESSAGES, link_codes, _code),
    Step(Kept.MESSAGES, link_attempts, _attempt),
    Step(Kept.MESSAGES, group_codes, _group_code),
    Step(Kept.AUDIT, audit_events, _event, frees=_DECISIONS),
    Step(Kept.CONVERSATIONS, conversations, _conversation),
    Step(Kept.CONVERSATIONS, chats, _strange_chat),
    Step(Kept.FILES, deliveries, _delivery_of_gone),
    Step(Kept.FILES, outbox, _message_of_gone, frees=_RESULTS),
    Step(Kept.FILES, announcement_reads, _read_by_gone),
    Step(Kept.FILES, link_codes, _code_of_gone),
    Step(Kept.FILES, conversations, _conversation_of_gone),
    Step(Kept.FILES, chats, _chat_of_gone),
    Step(Kept.FILES, draft_cells, _draft_of_gone),
    Step(Kept.FILES, family_requests, _answer_of_gone, frees=_ASKED),
    Step(Kept.FILES, pickup_persons, _pickup),
    Step(Kept.FILES, child_records, _of_left(child_records)),
    Step(Kept.FILES, photos, _of_left(photos)),
    Step(Kept.FILES, muted_kinds, _mute),
    *(Step(Kept.FILES, table, _of_bare(table)) for table in (quotients, tax_notices, family_accounts)),
    Step(Kept.FILES, children, _child, drags=_OF_CHILD, frees=(invoice_lines.c.child_id,), is_slow=True),
    Step(Kept.FILES, guardians, _guardian, frees=_OF_GUARDIAN, is_slow=True),
    Step(Kept.FILES, families, _family, is_slow=True),
    Step(Kept.MESSAGES, occurrences, _occurrence),
    Step(Kept.MESSAGES, documents, _document, frees=(announcements.c.document_id,)),
    Step(Kept.MESSAGES, announcements, _announcement, frees=(closures.c.announcement_id,)),
    Step(Kept.ATTENDANCE, operations, _operation),
)
"""All that goes but invoices and payments, which go before."""
