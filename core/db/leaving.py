"""Who is kept no longer: children that left, and whoever was known on their behalf.

Each set holds who goes once all that goes is gone, so that it is the same before the first row went and between two
batches: a child counts the bookings that stay, a guardian the children that stay.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    union,
)

from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    cancelled_bookings,
    children,
    class_members,
    deliveries,
    enrolments,
    families,
    family_requests,
    guardians,
    guardianships,
    invoices,
    outbox,
    payments,
    photos,
    removed_bookings,
)
from core.db.transaction import Transaction
from core.model.family import FamilyRequestState

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Ends:
    """Up to when each category goes: days and years are included, instants are not.

    ``cleared``: families of whose invoices and payments nothing stays.
    """

    attendance: date
    attendance_at: datetime
    files: date
    school_year: int
    messages: date
    messages_at: datetime
    audit_at: datetime
    conversations_at: datetime
    cleared: frozenset[int] = frozenset()


def among(column: Column[int], ids: Collection[int]) -> Condition:
    """Whether a column holds one of many ids, which are written out: more than a statement may have parameters."""
    listed: BindParameter[int] = bindparam(None, sorted(ids), expanding=True, literal_execute=True)
    return column.in_(listed)


IS_ANSWERED = family_requests.c.state != FamilyRequestState.PENDING

_IS_WAITING = exists().where(deliveries.c.outbox_id == outbox.c.id, deliveries.c.state == "waiting")
IS_DELIVERED = and_(outbox.c.state != "waiting", ~_IS_WAITING)
"""Of a message: it was sent, or never will be."""


def request_stays(ends: Ends) -> Condition:
    """Of a booking request: it is not old, or has no answer."""
    return or_(booking_requests.c.day > ends.attendance, PENDING)


def answer_is_old(ends: Ends) -> Condition:
    """Of a request about a file: it was answered long ago."""
    answered_at = func.coalesce(family_requests.c.decided_at, family_requests.c.created_at)
    return and_(IS_ANSWERED, answered_at < ends.attendance_at)


class Leaving:
    """Who goes, by their ids; read once each, when first asked for."""

    def __init__(self, tx: Transaction, ends: Ends) -> None:
        self.ends = ends
        self._tx = tx

    def _ids(self, query: Select[int]) -> frozenset[int]:
        return frozenset(self._tx.execute(query).scalars())

    @cached_property
    def left(self) -> frozenset[int]:
        """Children who were in a class or enrolled, and not since the last school year of files."""
        tables = class_members, enrolments
        known = union(*(select(table.c.child_id) for table in tables))
        year = self.ends.school_year
        since = union(*(select(table.c.child_id).where(table.c.school_year > year) for table in tables))
        return self._ids(select(children.c.id).where(children.c.id.in_(known), children.c.id.not_in(since)))

    @cached_property
    def children(self) -> frozenset[int]:
        """Those who left and of whom no booking, request or mark stays."""
        staying = [
            select(table.c.child_id).where(table.c.day > self.ends.attendance).distinct()
            for table in (bookings, attendance, cancelled_bookings, removed_bookings)
        ]
        staying.append(select(booking_requests.c.child_id).where(request_stays(self.ends)).distinct())
        asked = family_requests.c.child_id
        staying.append(select(asked).where(asked.is_not(None), ~IS_ANSWERED))
        is_free = (children.c.id.not_in(ids) for ids in staying)
        return self._ids(select(children.c.id).where(among(children.c.id, self.left), *is_free))

    @cached_property
    def childless(self) -> frozenset[int]:
        """Guardians whose children all go, or who have none."""
        staying = select(guardianships.c.guardian_id).where(~among(guardianships.c.child_id, self.children))
        return self._ids(select(guardians.c.id).where(guardians.c.id.not_in(staying.distinct())))

    @cached_property
    def guardians(self) -> frozenset[int]:
        """Those without a child, of whom no request stays and to whom nothing is to be sent."""
        waiting = select(outbox.c.guardian_id).where(outbox.c.state == "waiting")
        leaving = select(deliveries.c.guardian_id).where(deliveries.c.state == "waiting")
        staying = (
            select(booking_requests.c.guardian_id).where(request_stays(self.ends)).distinct(),
            select(family_requests.c.guardian_id).where(~IS_ANSWERED),
            select(photos.c.guardian_id).where(~among(photos.c.child_id, self.left)),
            waiting.where(outbox.c.guardian_id.is_not(None)),
            leaving.where(deliveries.c.guardian_id.is_not(None)),
        )
        is_free = (guardians.c.id.not_in(ids) for ids in staying)
        return self._ids(select(guardians.c.id).where(among(guardians.c.id, self.childless), *is_free))

    @cached_property
    def bare(self) -> frozenset[int]:
        """Families of which no child stays."""
        staying = select(guardianships.c.family_id).where(~among(guardianships.c.child_id, self.children))
        return self._ids(select(families.c.id).where(families.c.id.not_in(staying.distinct())))

    def of_gone(self) -> Condition:
        """Of a request about a file: about a child that left, or by a guardian without one."""
        about = func.coalesce(among(family_requests.c.child_id, self.left), false())
        return or_(about, among(family_requests.c.guardian_id, self.childless))

    def answer_stays(self) -> Condition:
        """Of a request about a file: it is kept."""
        return ~and_(IS_ANSWERED, or_(answer_is_old(self.ends), self.of_gone()))

    @cached_property
    def families(self) -> frozenset[int]:
        """Those without a child, of which no booking, request, invoice or payment stays."""
        staying = [
            select(table.c.family_id).where(table.c.day > self.ends.attendance).distinct()
            for table in (bookings, cancelled_bookings, removed_bookings)
        ]
        staying.append(select(booking_requests.c.family_id).where(request_stays(self.ends)).distinct())
        staying.append(select(family_requests.c.family_id).where(self.answer_stays()))
        staying.append(select(outbox.c.family_id).where(outbox.c.family_id.is_not(None), ~IS_DELIVERED))
        is_billed = or_(*(exists().where(table.c.family_id == families.c.id) for table in (invoices, payments)))
        is_clear = or_(~is_billed, among(families.c.id, self.ends.cleared))
        is_free = (families.c.id.not_in(ids) for ids in staying)
        return self._ids(select(families.c.id).where(among(families.c.id, self.bare), is_clear, *is_free))
