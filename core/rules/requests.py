"""What a family may ask for a cell, and what the cell shows.

A refusal names what the person most needs to hear: first what no one can change (the service is closed), then what
concerns the child, then what the family itself has done already, and at last that it comes too late or finds no place.
"""

from collections.abc import Callable
from datetime import datetime

from core.model.planning import CellFacts, CellState, Closed, Mark, Refusal, RequestKind
from core.rules.cutoffs import is_late


def may_book(facts: CellFacts, now: datetime) -> Refusal | None:
    """Why a place cannot be asked for now, or ``None`` where it can."""
    refusal = _out_of_reach(facts, now) or _already_under_way(facts)
    if refusal:
        return refusal
    if facts.is_booked:
        return Refusal.ALREADY_BOOKED
    if facts.book_by is not None and is_late(now, facts.book_by):
        return Refusal.PAST_CUTOFF
    return Refusal.FULL if facts.places_left is not None and facts.places_left <= 0 else None


def may_cancel(facts: CellFacts, now: datetime) -> Refusal | None:
    """Why a booking cannot be cancelled now, or ``None`` where it can. Past the deadline, an absence remains."""
    refusal = may_declare_absence(facts, now)
    if refusal:
        return refusal
    return Refusal.PAST_CUTOFF if facts.cancel_by is not None and is_late(now, facts.cancel_by) else None


def may_declare_absence(facts: CellFacts, now: datetime) -> Refusal | None:
    """Why an absence cannot be declared now, or ``None`` where it can: however late, until the service begins."""
    refusal = _out_of_reach(facts, now) or _already_under_way(facts)
    if refusal:
        return refusal
    return None if facts.is_booked else Refusal.NOT_BOOKED


def may_request(kind: RequestKind, facts: CellFacts, now: datetime) -> Refusal | None:
    """Why a request of this kind cannot be made now, or ``None`` where it can."""
    return _MAY[kind](facts, now)


_MAY: dict[RequestKind, Callable[[CellFacts, datetime], Refusal | None]] = {
    RequestKind.BOOK: may_book,
    RequestKind.CANCEL: may_cancel,
    RequestKind.ABSENCE: may_declare_absence,
}


def _out_of_reach(facts: CellFacts, now: datetime) -> Refusal | None:
    """What no family can change. A booking outlives the enrolment: it must stay possible to give it back."""
    if facts.closed is not None:
        return Refusal.CALENDAR_UNKNOWN if facts.closed is Closed.UNKNOWN else Refusal.CLOSED
    if not facts.is_enrolled and not facts.is_booked:
        return Refusal.NOT_ENROLLED
    if not facts.in_custody:
        return Refusal.OTHER_CUSTODY
    return Refusal.PAST if _has_begun(facts, now) else None


def _already_under_way(facts: CellFacts) -> Refusal | None:
    if facts.mark is not None:
        return Refusal.ALREADY_MARKED
    return Refusal.ALREADY_PENDING if facts.pending is not None else None


def _has_begun(facts: CellFacts, now: datetime) -> bool:
    return facts.starts_at is not None and now >= facts.starts_at


def state_of(facts: CellFacts, now: datetime) -> CellState:
    """What a cell shows.

    What happened (a mark) stands even where the day was closed since; in the other guardian's weeks nothing else shows.
    """
    if not facts.in_custody:
        return CellState.CLOSED if facts.closed else CellState.OTHER_CUSTODY
    if facts.mark is not None:
        return CellState.MARKED if facts.mark is Mark.PRESENT and not facts.is_booked else _MARKED[facts.mark]
    if facts.closed is not None:
        return CellState.CLOSED
    if facts.pending is not None:
        return _PENDING[facts.pending]
    return CellState.BOOKED if facts.is_booked else _state_of_unbooked(facts, now)


def _state_of_unbooked(facts: CellFacts, now: datetime) -> CellState:
    if not facts.is_enrolled:
        return CellState.NOT_ENROLLED
    if facts.last_refused:
        return CellState.REFUSED
    return CellState.PAST if _has_begun(facts, now) else CellState.FREE


_MARKED = {
    Mark.PRESENT: CellState.PRESENT,
    Mark.ABSENT_EXCUSED: CellState.ABSENT_EXCUSED,
    Mark.ABSENT_BILLED: CellState.ABSENT_BILLED,
}
_PENDING = {
    RequestKind.BOOK: CellState.PENDING_BOOK,
    RequestKind.CANCEL: CellState.PENDING_CANCEL,
    RequestKind.ABSENCE: CellState.PENDING_ABSENCE,
}
