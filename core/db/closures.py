"""What closing does to the planning, and what reopening undoes. As sets: a handful of statements for a whole town."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
    update,
)

from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    cancelled_bookings,
    class_members,
    closures,
    draft_cells,
    operations,
    school_classes,
    services,
)
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.planning import AbsenceOutcome, Mark, RequestKind, RequestState

_CELL = ("child_id", "service_id", "day")
_request = booking_requests.c
_cancelled = cancelled_bookings.c


@dataclass(frozen=True, slots=True)
class Cells:
    """Services by id, each from a day on; until ``last_day``, included."""

    since: tuple[tuple[date, frozenset[int]], ...]
    last_day: date

    @classmethod
    def of(cls, since: Mapping[int, date], last_day: date) -> "Cells":
        """The cells of services from the day of each on, those without a day left out."""
        days = sorted({day for day in since.values() if day <= last_day})
        spans = ((day, frozenset(service for service, first in since.items() if first == day)) for day in days)
        return cls(tuple(spans), last_day)

    def within(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that are about these cells."""
        spans = (
            and_(table.c.service_id.in_(ids), table.c.day.between(first, self.last_day)) for first, ids in self.since
        )
        return or_(false(), *spans)


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """Days on which a school (``None``: every school), or one service of it, is closed."""

    school_id: int | None
    service_id: int | None
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Restoring:
    """What an announcement closed and is to be open again.

    ``cells``: what has not begun yet. ``year``: the school year. ``places``: of a service by its key, where its row
    does not say; a key that is not there has no limit.
    """

    announcement_id: int
    decision_id: int | None
    cells: Cells
    year: int
    places: Mapping[str, int]


def _same_cell(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in _CELL))


def _unmarked(table: Table) -> ColumnElement[bool]:
    """A day that was marked has happened."""
    return ~exists().where(_same_cell(attendance, table)).correlate(table)


# --- closing


def count_bookings(tx: Transaction, cells: Cells) -> int:
    """How many bookings closing would cancel."""
    query = select(func.count()).select_from(bookings).where(cells.within(bookings), _unmarked(bookings))
    return tx.execute(query).scalar_one()


def count_requests(tx: Transaction, cells: Cells) -> int:
    """How many pending requests closing would refuse."""
    concerned = cells.within(booking_requests), PENDING, _unmarked(booking_requests)
    return tx.execute(select(func.count()).select_from(booking_requests).where(*concerned)).scalar_one()


def close(tx: Transaction, announcement_id: int, spans: Sequence[ClosedSpan], label: str) -> None:
    """Write the closures of an announcement."""
    common = {"announcement_id": announcement_id, "label": label}
    rows = [
        {
            "school_id": span.school_id,
            "service_id": span.service_id,
            "first_day": span.first_day,
            "last_day": span.last_day,
            **common,
        }
        for span in spans
    ]
    if rows:
        tx.execute(insert(closures), rows)


def refuse_requests(tx: Transaction, cells: Cells, decision_id: int, refusal: str | None, now: datetime) -> int:
    """Refuse what is pending on cells; how many. No result message: the announcement tells it.

    Held first, in the order of ids as every decision does: what an approval has not finished yet is waited for, and
    what it booked is there to be cancelled afterwards.
    """
    concerned = cells.within(booking_requests), PENDING, _unmarked(booking_requests)
    held = select(_request.id).where(*concerned).order_by(_request.id).with_for_update().subquery("held")
    tx.execute(select(func.count()).select_from(held))
    decided = {"state": RequestState.REFUSED, "decision_id": decision_id, "decided_at": now, "refusal": refusal}
    return tx.execute(update(booking_requests).where(*concerned).values(decided)).rowcount


def cancel_bookings(tx: Transaction, cells: Cells, announcement_id: int) -> int:
    """Move the bookings of cells, but for marked ones, to those an announcement cancelled; how many.

    Held first: two closures at once, and each booking is cancelled by one. What is deleted is what was kept.
    """
    columns = [*_CELL, "family_id"]
    concerned = cells.within(bookings), _unmarked(bookings)
    held = select(bookings.c.id).where(*concerned).order_by(bookings.c.id).with_for_update().subquery("held")
    tx.execute(select(func.count()).select_from(held))
    kept_of = [*(bookings.c[name] for name in columns), bookings.c.operation_id]
    moved = select(literal(announcement_id, _cancelled.id.type), *kept_of).where(*concerned).order_by(bookings.c.id)
    tx.execute(insert(cancelled_bookings).from_select(["announcement_id", *columns, "made_by"], moved))
    kept = select(bookings.c.id).join(cancelled_bookings, _same_cell(cancelled_bookings, bookings))
    gone = delete(bookings).where(bookings.c.id.in_(kept.where(_cancelled.announcement_id == announcement_id)))
    return tx.execute(gone).rowcount


def excuse_absences(tx: Transaction, cells: Cells, now: datetime) -> None:
    """Bill no absence that was declared on cells, and approved as billed: the service would not have been there.

    Marked anew at ``now``, by which ``bill_absences`` knows them.
    """
    billed = select(*(bookings.c[name] for name in _CELL)).where(cells.within(bookings), _declared_billed())
    _mark_again(tx, billed, (Mark.ABSENT_BILLED, Mark.ABSENT_EXCUSED), true(), now)


def _declared_billed() -> ColumnElement[bool]:
    approved = _request.state == RequestState.APPROVED, _request.outcome == AbsenceOutcome.BILLED
    return exists().where(_same_cell(booking_requests, bookings), *approved).correlate(bookings)


def _mark_again(
    tx: Transaction,
    which: Select[*tuple[Any, ...]],
    change: tuple[Mark, Mark],
    only: ColumnElement[bool],
    now: datetime,
) -> None:
    before, after = change
    cell = tuple_(*(attendance.c[name] for name in _CELL))
    marks = update(attendance).where(cell.in_(which), attendance.c.mark == before, only)
    tx.execute(marks.values(mark=after, marked_at=now))


def forget_wishes(tx: Transaction, cells: Cells) -> None:
    """Take cells out of every draft."""
    tx.execute(delete(draft_cells).where(cells.within(draft_cells)))


# --- reopening


def spans_of(tx: Transaction, announcement_id: int) -> list[ClosedSpan]:
    """What an announcement closed and nobody has reopened."""
    query = select(closures.c.school_id, closures.c.service_id, closures.c.first_day, closures.c.last_day).where(
        closures.c.announcement_id == announcement_id, closures.c.reopened_at.is_(None)
    )
    return [ClosedSpan(*row) for row in tx.execute(query.order_by(closures.c.id))]


def lift(tx: Transaction, announcement_id: int, yesterday: date, now: datetime) -> None:
    """Lift the closures of an announcement; the days until ``yesterday`` stay closed, as they were."""
    columns = ["school_id", "service_id", "first_day", "label", "announcement_id"]
    of_it = closures.c.announcement_id == announcement_id, closures.c.reopened_at.is_(None)
    begun = select(*(closures.c[name] for name in columns)).where(*of_it, closures.c.first_day <= yesterday)
    past = [{**row, "last_day": yesterday} for row in tx.execute(begun).mappings()]
    tx.execute(update(closures).where(*of_it).values(reopened_at=now))
    if past:
        tx.execute(insert(closures), past)


def count_restorable(tx: Transaction, restoring: Restoring) -> tuple[int, int, int]:
    """How many bookings would be restored, how many requests be pending again, and how many of both would not."""

    def count(rows: Subquery) -> int:
        return tx.execute(select(func.count()).select_from(rows)).scalar_one()

    bookings_back, requests_back = count(_bookings_back(restoring)), count(_requests_back(restoring))
    cancelled = select(_cancelled.id).where(*_cancelled_by(restoring)).subquery("cancelled")
    refused = select(_request.id).where(*_refused_by(restoring)).subquery("refused")
    return bookings_back, requests_back, count(cancelled) + count(refused) - bookings_back - requests_back


def restore(tx: Transaction, restoring: Restoring, now: datetime) -> tuple[int, int]:
    """Restore what ``count_restorable`` counts; how many bookings and requests that was.

    Requests first: they are judged against the bookings that come back, and get only the places these leave.
    """
    pending = {"state": RequestState.PENDING, "decision_id": None, "decided_at": None, "refusal": None}
    again = select(_requests_back(restoring).c.id)
    requests = tx.execute(update(booking_requests).where(_request.id.in_(again)).values(pending)).rowcount
    back = select(_bookings_back(restoring).c.id)
    tx.execute(update(cancelled_bookings).where(_cancelled.id.in_(back)).values(restored_at=now))
    columns = [*_CELL, "family_id"]
    restored = select(*(_cancelled[name] for name in columns), _cancelled.made_by).where(
        _cancelled.announcement_id == restoring.announcement_id, _cancelled.restored_at == now
    )
    booking = upsert_into(tx, bookings).from_select([*columns, "operation_id"], restored)
    booked = tx.execute(booking.on_conflict_do_nothing())
    return booked.rowcount, requests


def hand_over(tx: Transaction, restoring: Restoring) -> None:
    """Bookings that did not come back since another announcement closes their day come back when that is reopened."""
    heir = (
        select(func.max(closures.c.announcement_id))
        .select_from(closures.join(services, true()))
        .where(
            services.c.id == _cancelled.service_id, *_closed_otherwise(cancelled_bookings, restoring.announcement_id)
        )
        .correlate(cancelled_bookings)
        .scalar_subquery()
    )
    left = update(cancelled_bookings).where(*_cancelled_by(restoring), heir.is_not(None))
    tx.execute(left.values(announcement_id=heir))


def bill_absences(tx: Transaction, restoring: Restoring, closed_at: datetime, now: datetime) -> None:
    """Bill again the absences that the closing, at ``closed_at``, excused, where nothing else closes the day."""
    billed = (
        select(*(bookings.c[name] for name in _CELL))
        .join(services, services.c.id == bookings.c.service_id)
        .where(restoring.cells.within(bookings), _declared_billed(), _is_open(bookings, restoring.announcement_id))
    )
    change = Mark.ABSENT_EXCUSED, Mark.ABSENT_BILLED
    _mark_again(tx, billed, change, attendance.c.marked_at == closed_at, now)


def _cancelled_by(restoring: Restoring) -> tuple[ColumnElement[bool], ...]:
    """Those that anybody still wants: staff have not undone the operation that had booked them."""
    of_it = _cancelled.announcement_id == restoring.announcement_id
    is_undone = exists().where(operations.c.id == _cancelled.made_by, operations.c.undone_at.is_not(None))
    is_left = _cancelled.restored_at.is_(None), ~is_undone.correlate(cancelled_bookings)
    return of_it, *is_left, restoring.cells.within(cancelled_bookings)


def _refused_by(restoring: Restoring) -> tuple[ColumnElement[bool], ...]:
    """Refused for the closure, and the last that was asked of the cell."""
    newer = booking_requests.alias("newer")
    is_last = ~exists().where(_same_cell(newer, booking_requests), newer.c.id > _request.id).correlate(booking_requests)
    is_refused = _request.state == RequestState.REFUSED
    of_it = _request.decision_id == restoring.decision_id
    return of_it, is_refused, restoring.cells.within(booking_requests), is_last


def _bookings_back(restoring: Restoring) -> Subquery:
    """``id`` and cell of the cancelled bookings that find a place, those first that were first."""
    place = func.row_number().over(partition_by=(_cancelled.service_id, _cancelled.day), order_by=_cancelled.id)
    is_booked = exists().where(_same_cell(bookings, cancelled_bookings)).correlate(cancelled_bookings)
    ranked = (
        _with_places(restoring, cancelled_bookings, _cancelled.id, *(_cancelled[name] for name in _CELL), place=place)
        .where(*_cancelled_by(restoring), ~is_booked)
        .subquery("ranked")
    )
    cell = (ranked.c[name] for name in ("id", *_CELL))
    return select(*cell).where(_fits(ranked)).subquery("bookings_back")


def _requests_back(restoring: Restoring) -> Subquery:
    """``id`` of the refused requests that make sense again: for a place that is left, or about a booking restored."""
    back = _bookings_back(restoring)
    taken_back = (
        select(back.c.service_id, back.c.day, func.count().label("count"))
        .group_by(back.c.service_id, back.c.day)
        .subquery("taken_back")
    )
    rank = func.row_number().over(partition_by=(_request.service_id, _request.day, _request.kind), order_by=_request.id)
    of_back = and_(*(back.c[name] == _request[name] for name in _CELL))
    of_taken_back = and_(taken_back.c.service_id == _request.service_id, taken_back.c.day == _request.day)
    ranked = (
        _with_places(
            restoring,
            booking_requests,
            _request.id,
            _request.kind,
            back.c.id.is_not(None).label("is_back"),
            place=rank + func.coalesce(taken_back.c.count, 0),
        )
        .outerjoin(back, of_back)
        .outerjoin(taken_back, of_taken_back)
        .where(*_refused_by(restoring))
        .subquery("asked")
    )
    books = ranked.c.kind == RequestKind.BOOK
    sensible = or_(and_(books, _fits(ranked)), and_(~books, ranked.c.is_back))
    return select(ranked.c.id).where(sensible).subquery("requests_back")


def _fits(ranked: Subquery) -> ColumnElement[bool]:
    return or_(ranked.c.limit.is_(None), ranked.c.place + ranked.c.taken <= ranked.c.limit)


def _with_places(
    restoring: Restoring, table: Table, *columns: ColumnElement[Any], place: ColumnElement[int]
) -> Select[*tuple[Any, ...]]:
    """Rows about cells that nothing else closes, of children still in the school, with ``place``, ``taken``, ``limit``.

    ``limit``: null where places are not counted.
    """
    taken = _taken(restoring.cells)
    of_taken = and_(taken.c.service_id == table.c.service_id, taken.c.day == table.c.day)
    own = [(services.c.key == key, places) for key, places in restoring.places.items()]
    limit = func.coalesce(services.c.capacity, case(*own, else_=null())) if own else services.c.capacity
    return (
        select(*columns, place.label("place"), func.coalesce(taken.c.count, 0).label("taken"), limit.label("limit"))
        .select_from(table)
        .join(services, services.c.id == table.c.service_id)
        .outerjoin(taken, of_taken)
        .where(_in_school(table, restoring.year), _is_open(table, restoring.announcement_id))
    )


def _taken(cells: Cells) -> Subquery:
    """Places taken by service and day: by bookings, and by pending requests to book."""
    held = union_all(
        select(bookings.c.service_id, bookings.c.day).where(cells.within(bookings)),
        select(_request.service_id, _request.day).where(
            cells.within(booking_requests), PENDING, _request.kind == RequestKind.BOOK
        ),
    ).subquery()
    counted = select(held.c.service_id, held.c.day, func.count().label("count"))
    return counted.group_by(held.c.service_id, held.c.day).subquery("taken")


def _in_school(table: Table, year: int) -> ColumnElement[bool]:
    """Whether the child of a row is still in the school of its service, which the query has joined."""
    member = class_members.join(school_classes, school_classes.c.id == class_members.c.class_id)
    is_member = class_members.c.child_id == table.c.child_id, class_members.c.school_year == year
    in_school = exists().select_from(member).where(*is_member, school_classes.c.school_id == services.c.school_id)
    return in_school.correlate(table, services)


def _is_open(table: Table, announcement_id: int) -> ColumnElement[bool]:
    """Whether no other closure holds for the day of a row and its service, which the query has joined."""
    return ~exists().where(*_closed_otherwise(table, announcement_id)).correlate(table, services)


def _closed_otherwise(table: Table, announcement_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        closures.c.reopened_at.is_(None),
        closures.c.announcement_id.is_distinct_from(announcement_id),
        or_(closures.c.school_id.is_(None), closures.c.school_id == services.c.school_id),
        or_(closures.c.service_id.is_(None), closures.c.service_id == services.c.id),
        table.c.day.between(closures.c.first_day, closures.c.last_day),
    )
