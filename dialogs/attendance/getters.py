"""The list of a service and day, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.attendance import Adults, AttendanceSheet, Hour, SheetLine
from core.model.planning import Cell
from core.model.policy import Unexpected
from core.rules.attendance import wanted_of
from core.usecases.sheets import read_sheet
from dialogs.attendance.listing import Listing, Marking, Mode, today_of
from dialogs.attendance.symbols import signs_of
from dialogs.attendance.words import (
    MODES,
    adults_words,
    heading,
    is_short_of_adults,
    legend,
    mode_words,
    problem_words,
    short_clock,
    totals_words,
)
from dialogs.presses import written
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns
from locales import Translator

PER_PAGE = 30
MOST_ADULTS = 99
_MARKING = (Mode.PRESENT, Mode.ABSENT_BILLED, Mode.ABSENT_EXCUSED)
_TIMING = (Mode.ARRIVED, Mode.DEPARTED, Mode.HOURS)


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children, each with what a press makes of them, and the totals."""
    visit, listing = visit_of(dialog_manager), Listing.of(dialog_manager)
    sheet = await visit.read(read_sheet, visit.staff, listing.key, visit.now, everyone=listing.everyone)
    page = Page.of(dialog_manager, len(sheet.lines), PER_PAGE)
    return {
        "body": _body(visit, listing, sheet),
        "modes": mode_keys(listing.mode, visit.t, times=sheet.service.terms.hours is not None),
        "rows": columns((_child_key(visit, listing, line) for line in sheet.lines[page.start : page.stop]), 2),
        "pages": page.keys(),
        "whole": _keys_of_all(visit, listing, sheet, undo="undo" in dialog_manager.dialog_data),
        "adults": _adult_keys(visit.t, listing, sheet.adults),
        "shown": ((Key(visit.t.text(_shown(listing)), str(int(not listing.everyone))),),),
        "takes_unexpected": takes_unexpected(visit, sheet),
    }


def _shown(listing: Listing) -> str:
    return "attendance-only-booked" if listing.everyone else "attendance-everyone"


def _body(visit: Visit, listing: Listing, sheet: AttendanceSheet) -> str:
    t, day = visit.t, listing.key.day
    when = t.text("attendance-today", day=t.day(day)) if day == today_of(visit) else t.day(day)
    head = [heading(sheet, when, t)]
    head.append(mode_words(listing.mode, t) if sheet.problem is None else f"⛔ {problem_words(sheet.problem, t)}")
    totals = [*totals_words(sheet.totals, t), t.html("attendance-adults-line", adults=adults_words(sheet.adults, t))]
    parts = ["\n".join(head), "\n".join(totals)]
    if not sheet.lines:
        parts.append(t.html("attendance-nobody" if takes_unexpected(visit, sheet) else "attendance-nobody-booked"))
    return "\n\n".join(parts)


def takes_unexpected(visit: Visit, sheet: AttendanceSheet) -> bool:
    """Whether a child without a booking may be marked present there."""
    return visit.policy.attendance.unexpected is not Unexpected.NEVER and sheet.problem is None


def mode_keys(chosen: Mode, t: Translator, *, times: bool) -> Rows:
    """The ways to mark; below them, where hours are noted, the ways to note them."""
    rows = (_MARKING, _TIMING) if times else (_MARKING,)
    return tuple(tuple(_mode_key(mode, mode is chosen, t) for mode in row) for row in rows)


def _mode_key(mode: Mode, is_chosen: bool, t: Translator) -> Key:
    return Key(f"{'● ' if is_chosen else ''}{t.text(f'attendance-short-{MODES[mode]}')}", mode)


def _child_key(visit: Visit, listing: Listing, line: SheetLine) -> Key:
    hour = listing.mode.hour
    minute = _minute(line, hour) if hour else None
    noted = f" {short_clock(minute, visit.t)}" if minute is not None else ""
    label = f"{signs_of(line)} {line.name}{noted}"
    if hour is None and listing.mode is not Mode.HOURS:
        return Key(label, f"m.{marking_of(listing, line).written()}")
    is_stamped = hour is not None and minute is None and listing.key.day == today_of(visit)
    what = f"t.{listing.mode}" if is_stamped else "w"
    return Key(label, f"{what}.{line.child_id}.{listing.key.service_id}.{written(listing.key.day)}")


def _minute(line: SheetLine, hour: Hour) -> int | None:
    return line.arrived if hour is Hour.ARRIVED else line.departed


def marking_of(listing: Listing, line: SheetLine) -> Marking:
    """What a press on a child says in the mode that is chosen."""
    cell = Cell(line.child_id, listing.key.service_id, listing.key.day)
    return Marking(cell, wanted_of(line.mark, listing.mode.mark), line.mark)


def _keys_of_all(visit: Visit, listing: Listing, sheet: AttendanceSheet, *, undo: bool) -> Rows:
    """« Tout pointer », and, once it was pressed, its undoing."""
    left = sum(line.is_booked and line.mark is None and not line.is_declared_absent for line in sheet.lines)
    keys = []
    if left and sheet.problem is None:
        keys.append(Key(visit.t.text("attendance-mark-all", count=left), f"all.{listing.tag()}"))
    if undo:
        keys.append(Key(visit.t.text("attendance-undo"), f"undo.{listing.tag()}"))
    return (tuple(keys),) if keys else ()


def _adult_keys(t: Translator, listing: Listing, adults: Adults) -> Rows:
    counted = adults.counted or 0
    symbol = "⚠️" if is_short_of_adults(adults) else "🧑"
    shown = t.text("attendance-adults-key", symbol=symbol, counted="–" if adults.counted is None else str(counted))
    keys = [Key(shown, f"told.{listing.tag()}")]
    keys = [Key("−", f"{counted - 1}.{listing.tag()}"), *keys] if counted else keys
    keys = [*keys, Key("+", f"{counted + 1}.{listing.tag()}")] if counted < MOST_ADULTS else keys
    return (tuple(keys),)


async def read_legend(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What the symbols mean, and how a mark is removed."""
    t = visit_of(dialog_manager).t
    return {"body": "\n\n".join([t.html("attendance-legend"), legend(t), t.html("attendance-how")])}
