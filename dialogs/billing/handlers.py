"""A month is looked into, drawn, closed, opened again."""

from datetime import date

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from core.model.reports import ReportKind
from core.usecases.closing import close_month, months, reopen_month
from dialogs.answering import say
from dialogs.presses import choice_of, day_of, written
from dialogs.reports.questions import month_of
from dialogs.states import Billing, Reports
from dialogs.visit import visit_of


async def open_month(manager: DialogManager, press: str) -> None:
    """Look into a month."""
    visit = visit_of(manager)
    rows = await visit.read_apart(months, visit.staff, visit.now)
    manager.dialog_data["month"] = choice_of(press, {written(row.month): written(row.month) for row in rows})
    await manager.switch_to(Billing.month)


def _month(manager: DialogManager) -> date:
    return day_of(manager.dialog_data["month"])


async def draw_month(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """To the recap of the export of the month."""
    first, last = month_of(_month(manager))
    given = {"kind": ReportKind.BILLING.value, "first": written(first), "last": written(last)}
    await manager.start(Reports.recap, data=given)


async def close_it(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Close the month, or say why not."""
    visit, month = visit_of(manager), _month(manager)
    problem = await visit.write(close_month, visit.staff, month, visit.now)
    if problem is None:
        say(_about(manager, "billing-closed"))
    else:
        say(visit.t.text(f"billing-problem-{problem.replace('_', '-')}"), alert=True)
    await manager.switch_to(Billing.month)


async def reopen_it(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Open the month again."""
    visit = visit_of(manager)
    was_closed = await visit.write(reopen_month, visit.staff, _month(manager), visit.now)
    say(_about(manager, "billing-reopened" if was_closed else "billing-already-open"))
    await manager.switch_to(Billing.month)


def _about(manager: DialogManager, message: str) -> str:
    """A sentence that begins with the month."""
    t = visit_of(manager).t
    said = t.text(message, month=t.month(_month(manager)))
    return said[0].upper() + said[1:]
