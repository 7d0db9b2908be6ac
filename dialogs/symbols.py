"""The symbols of the planning. What each means is said by the message ``legend-<meaning>``."""

from core.model.planning import CellState, Refusal, RequestKind
from core.usecases.planning import CellView

SYMBOLS = {
    "closed": "·",
    "not-enrolled": "–",
    "other-custody": "👥",
    "free": "⬜",
    "late": "🔒",
    "full": "⛔",
    "pending": "🚧",
    "booked": "✅",
    "refused": "❌",
    "past": "▫️",
    "marked": "☑️",
    "present": "✔️",
    "absent-excused": "💤",
    "absent-billed": "💶",
    "wish-book": "🟢",
    "wish-cancel": "🔴",
}
"""By meaning, in the order of a legend."""

KINDS = {RequestKind.BOOK: "🟢", RequestKind.CANCEL: "🔴", RequestKind.ABSENCE: "🏠"}

_PENDING = {CellState.PENDING_BOOK, CellState.PENDING_CANCEL, CellState.PENDING_ABSENCE}
_BARRED = {Refusal.PAST_CUTOFF: "late", Refusal.FULL: "full"}


def meaning_of(view: CellView) -> str:
    """What a cell shows: what the draft wants of it, why a free one cannot be booked any more, or its state."""
    if view.wish is not None:
        return f"wish-{view.wish}"
    if view.state is CellState.FREE and view.refusal in _BARRED:
        return _BARRED[view.refusal]
    return _meaning(view.state)


def _meaning(state: CellState) -> str:
    return "pending" if state in _PENDING else state.replace("_", "-")


def symbol_of(state: CellState) -> str:
    """The symbol of a state."""
    return SYMBOLS[_meaning(state)]


def box(is_chosen: bool) -> str:
    """Whether something is chosen."""
    return "☑️" if is_chosen else "⬜"
