"""A week to be booked, the draft in words, and what became of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from aiogram_dialog import DialogManager

from core.model.planning import CellState, Refusal, Service
from core.usecases.drafting import DraftLine, read_draft
from core.usecases.planning import CellView, Week
from core.usecases.requesting import Outcome, Submission
from dialogs.presses import written
from dialogs.visit import Visit, visit_of
from dialogs.week import Shown, grid, legend, navigation, read_shown, title


async def read_booking(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The week of a child with what the draft wants of it; each key says what a press of it wants."""
    visit, monday = visit_of(dialog_manager), Shown.of(dialog_manager).monday
    week = await read_shown(dialog_manager)
    if week is None:
        return {"body": visit.t.html("home-no-child"), "rows": (), "navigation": (), "drafted": 0}
    parts = (
        title(visit.t, "booking-title", week, monday),
        visit.t.html("booking-how") if week.services else "",
        _deadline(visit, week),
        legend(visit.t, week),
    )
    return {
        "body": "\n\n".join(part for part in parts if part),
        "rows": grid(visit.t, week, partial(_row_press, week), partial(_cell_press, week)),
        "navigation": navigation(visit.t, week, monday),
        "drafted": week.drafted,
    }


def _cell_press(week: Week, service: Service, day: date, view: CellView) -> str:
    return f"cell.{week.child.id}.{service.id}.{written(day)}.{_wanted(view)}"


def _wanted(view: CellView) -> str:
    """What a press wants: nothing any more, a booking, a cancellation; or to know why it cannot be asked for."""
    if view.wish is not None:
        return "none"
    if view.refusal is not None:
        return "why"
    return "cancel" if view.state is CellState.BOOKED else "book"


def _row_press(week: Week, service: Service) -> str:
    """A service is wanted on every day that can be booked; once it is so, on none; else it tells its hours."""
    views = [week.cells[service.id, day] for day in week.days]
    if any(_wanted(view) == "book" for view in views):
        return f"row.{service.id}.book"
    return f"row.{service.id}.none" if any(view.wish for view in views) else f"service.{service.id}"


def _deadline(visit: Visit, week: Week) -> str:
    """Until when the cells that can be asked for can be; or that it is too late, if that is why none can."""
    askable = [view.deadline for view in week.cells.values() if view.refusal is None and view.deadline]
    if askable:
        return visit.t.html("booking-deadline", at=visit.t.deadline(min(askable), visit.tz))
    is_late = any(view.refusal is Refusal.PAST_CUTOFF for view in week.cells.values())
    return visit.t.html("booking-too-late") if is_late else ""


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The draft in words, by child and day."""
    visit = visit_of(dialog_manager)
    lines = await visit.read(read_draft, visit.guardian, visit.now)
    if not lines:
        return {"body": visit.t.html("recap-empty"), "drafted": 0}
    by_child = groupby(lines, key=lambda line: line.child)
    parts = [_of_child(visit, child.first_name, list(of_child)) for child, of_child in by_child]
    return {"body": "\n\n".join([visit.t.html("recap-title"), *parts]), "drafted": len(lines)}


def _of_child(visit: Visit, child: str, lines: Sequence[DraftLine]) -> str:
    by_day = groupby(lines, key=lambda line: line.day)
    days = (
        visit.t.html("recap-day", day=visit.t.day(day), wishes=visit.t.listed(_wish(visit, line) for line in of_day))
        for day, of_day in by_day
    )
    return "\n".join([visit.t.html("recap-child", child=child), *days])


def _wish(visit: Visit, line: DraftLine) -> str:
    wish = visit.t.text(f"wish-{line.kind}", service=line.service.terms.label.in_(visit.t.locale))
    return wish if line.refusal is None else f"{wish} (⚠️ {short_refusal(visit, line.refusal)})"


def short_refusal(visit: Visit, refusal: Refusal) -> str:
    """Why a cell was refused, in a few words."""
    return visit.t.text(f"short-{refusal.replace('_', '-')}")


def told(visit: Visit, submission: Submission) -> str:
    """What became of a draft, in words."""
    t = visit.t
    parts = []
    if submission.answer_by:
        answer = t.instant(submission.answer_by, visit.tz)
        parts.append(t.html("sent-accepted", count=submission.accepted, answer=answer))
    refused = [_refused(visit, outcome, outcome.refusal) for outcome in submission.outcomes if outcome.refusal]
    if refused:
        parts.append("\n".join([t.html("sent-refused", count=len(refused)), *refused]))
    return "\n\n".join(parts) or t.html("sent-nothing")


def _refused(visit: Visit, outcome: Outcome, refusal: Refusal) -> str:
    return visit.t.html(
        "sent-line",
        child=outcome.child.first_name,
        day=visit.t.day(outcome.cell.day),
        service=outcome.service.terms.label.in_(visit.t.locale),
        why=short_refusal(visit, refusal),
    )


async def read_sent(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The confirmation, as it was written when the draft was sent."""
    return {"body": dialog_manager.dialog_data["sent"]}
