"""What a press on a list is answered with: nothing where it did the usual, else why not, or who was quicker."""

from core.model.attendance import ListKey, Marked, MarkProblem, SheetLine
from core.model.planning import Cell, Mark
from core.usecases.sheets import read_line
from dialogs.answering import say
from dialogs.attendance.listing import today_of
from dialogs.attendance.words import mark_words, problem_words
from dialogs.visit import Visit


async def tell_refusal(visit: Visit, cell: Cell, marked: Marked) -> bool:
    """Say why a mark was not taken; false where it was."""
    words = await refusal_words(visit, cell, marked)
    if words is not None:
        say(words, alert=True)
    return words is not None


async def refusal_words(visit: Visit, cell: Cell, marked: Marked) -> str | None:
    """Why a mark was not taken, as plain text; ``None`` where it was."""
    if marked.problem is MarkProblem.CHANGED:
        return await _who_was_quicker(visit, cell, marked)
    return problem_words(marked.problem, visit.t) if marked.problem is not None else None


async def _who_was_quicker(visit: Visit, cell: Cell, marked: Marked) -> str:
    """« Sacha Loriot a pointé Léa à 11 h 42 : présence. »"""
    t, child = visit.t, await name_of(visit, cell)
    if marked.by is None or marked.at is None:
        return t.text("attendance-unmarked-since", child=child)
    local = marked.at.astimezone(visit.tz)
    at = t.clock(local.time()) if local.date() == today_of(visit) else t.instant(marked.at, visit.tz)
    if marked.mark is None:
        return t.text("attendance-unmarked-by", child=child, by=marked.by, at=at)
    return t.text("attendance-marked-by", child=child, by=marked.by, at=at, mark=mark_words(marked.mark, t))


async def tell_removal(visit: Visit, cell: Cell, mark: Mark) -> None:
    """Say that a mark was removed by the mode of another, and what the next press does: no booking, no absence."""
    if (await _line_of(visit, cell)).is_booked:
        say(visit.t.text("attendance-removed", mark=mark_words(mark, visit.t)))
    else:
        say(visit.t.text("attendance-removed-unbooked"))


async def name_of(visit: Visit, cell: Cell) -> str:
    """The name of a child as lists show it."""
    return (await _line_of(visit, cell)).name


async def _line_of(visit: Visit, cell: Cell) -> SheetLine:
    key = ListKey(cell.service_id, cell.day)
    return await visit.read(read_line, visit.staff, key, cell.child_id, visit.now)
