"""A cell of the week is explained, or the week booked."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.usecases.planning import Week
from dialogs.answering import say
from dialogs.presses import UnreadablePressError, day_of, number_of, parts_of
from dialogs.states import Booking
from dialogs.symbols import symbol_of
from dialogs.visit import Visit, visit_of
from dialogs.week import Shown, heading, read_shown, service_in, view_in


async def tell_cell(manager: DialogManager, press: str) -> None:
    """What a cell, a day or a service means, in words."""
    visit, week = visit_of(manager), await read_shown(manager)
    if week is None:
        raise UnreadablePressError(press)
    is_cell = press.startswith("cell.")
    say(_cell(visit, week, press) if is_cell else heading(visit, week, Shown.of(manager).monday, press))


def _cell(visit: Visit, week: Week, press: str) -> str:
    _kind, service_id, day = parts_of(press, 3)
    service = service_in(week, number_of(service_id))
    state = view_in(week, service.id, day_of(day)).state
    return visit.t.text(
        "cell-shown",
        symbol=symbol_of(state),
        service=service.terms.label.in_(visit.t.locale),
        day=visit.t.day(day_of(day)),
        state=visit.t.text(f"state-{state.replace('_', '-')}"),
    )


async def book_this_week(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Go and book for the child that is shown, and in the week that is shown."""
    kept = {name: manager.dialog_data[name] for name in ("child", "monday") if name in manager.dialog_data}
    await manager.start(Booking.week, data=kept)
