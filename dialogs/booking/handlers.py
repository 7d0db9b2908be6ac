"""A week is booked: cells pressed, the draft checked and sent."""

from datetime import date

from aiogram.types import CallbackQuery
from aiogram_dialog import Data, DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.planning import Cell, RequestKind
from core.usecases.drafting import clear_draft, copy_last_week, set_wish, want_all_week
from core.usecases.planning import Week, first_bookable_week, read_week
from core.usecases.requesting import submit_draft
from dialogs.answering import say
from dialogs.booking.getters import told
from dialogs.presses import UnreadablePressError, choice_of, day_of, number_of, parts_of
from dialogs.states import Booking
from dialogs.visit import Visit, visit_of
from dialogs.week import Shown, coming_monday, explain, heading, monday_of, read_shown, view_in

WISHES = {"book": RequestKind.BOOK, "cancel": RequestKind.CANCEL, "none": None}


async def open_booking(start_data: Data, manager: DialogManager) -> None:
    """Begin with the child and week the dialog was started with; with no week before the first that can be booked."""
    visit = visit_of(manager)
    if isinstance(start_data, dict):
        manager.dialog_data.update(start_data)
    first = await visit.read(first_bookable_week, visit.guardian, visit.now) or coming_monday(visit)
    manager.dialog_data["monday"] = max(manager.dialog_data.get("monday", ""), first.isoformat())


async def press_grid(manager: DialogManager, press: str) -> None:
    """Want something of a cell or of a whole row; what cannot be asked for says why."""
    visit, monday = visit_of(manager), Shown.of(manager).monday
    if press.startswith("cell."):
        await _want_cell(visit, press)
        return
    week = await read_shown(manager)
    if week is None:
        raise UnreadablePressError(press)
    if press.startswith("row."):
        await _want_row(visit, week, monday, press)
    else:
        say(heading(visit, week, monday, press))


async def _want_row(visit: Visit, week: Week, monday: date, press: str) -> None:
    _kind, service_id, wanted = parts_of(press, 3)
    wish = choice_of(wanted, WISHES)
    await visit.write(want_all_week, visit.guardian, week.child.id, number_of(service_id), monday, wish, visit.now)


async def _want_cell(visit: Visit, press: str) -> None:
    _kind, child_id, service_id, day, wanted = parts_of(press, 5)
    cell = Cell(number_of(child_id), number_of(service_id), day_of(day))
    refusal = None
    if wanted != "why":
        refusal = await visit.write(set_wish, visit.guardian, cell, choice_of(wanted, WISHES), visit.now)
        if refusal is None:
            return
    week = await visit.read(read_week, visit.guardian, cell.child_id, monday_of(cell.day), visit.now)
    if week is None:
        raise UnreadablePressError(press)
    view = view_in(week, cell.service_id, cell.day)
    if refusal := refusal or view.refusal:
        say(explain(visit, refusal, view), alert=True)


async def like_last_week(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Want what was booked in the last week that had bookings."""
    visit = visit_of(manager)
    count = await visit.write(copy_last_week, visit.guardian, Shown.of(manager).monday, visit.now)
    say(visit.t.text("copied", count=count))


async def send(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Send the draft. A second press finds the confirmation of the first one; a second phone, that nothing is left."""
    visit = visit_of(manager)
    submission = await visit.write(submit_draft, visit.guardian, visit.now)
    manager.dialog_data["sent"] = told(visit, submission)
    await manager.switch_to(Booking.sent)


async def forget(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Want nothing any more."""
    visit = visit_of(manager)
    await visit.write(clear_draft, visit.guardian)
    await manager.switch_to(Booking.week)
