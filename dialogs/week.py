"""A week of a child, as a grid of keys: services in rows, days in columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram_dialog import DialogManager

from core.model.planning import CellState, Refusal, Service
from core.usecases.planning import CellView, Week, read_week
from dialogs.presses import UnreadablePressError, day_of, number_of, parts_of, written
from dialogs.symbols import SYMBOLS, meaning_of
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Rows, columns
from locales import Translator

_WEEK = timedelta(days=7)
_SATURDAY = 5


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def coming_monday(visit: Visit) -> date:
    """The Monday of this week; of the next one at the weekend."""
    today = visit.now.astimezone(visit.tz).date()
    return monday_of(today) + (_WEEK if today.weekday() >= _SATURDAY else timedelta())


@dataclass(frozen=True, slots=True)
class Shown:
    """Which week of which child a dialog shows; of the first child where it says none."""

    child_id: int | None
    monday: date

    @classmethod
    def of(cls, manager: DialogManager) -> "Shown":
        """As the dialog keeps it."""
        kept = manager.dialog_data
        monday = date.fromisoformat(kept["monday"]) if "monday" in kept else coming_monday(visit_of(manager))
        return cls(kept.get("child"), monday)


async def read_shown(manager: DialogManager) -> Week | None:
    """The week that a dialog shows; ``None`` for a guardian without children."""
    visit, shown = visit_of(manager), Shown.of(manager)
    return await visit.read(read_week, visit.guardian, shown.child_id, shown.monday, visit.now)


async def turn(manager: DialogManager, press: str) -> None:
    """Another week, or another child."""
    kind, value = parts_of(press, 2)
    if kind == "week":
        manager.dialog_data["monday"] = day_of(value).isoformat()
    elif kind == "child":
        manager.dialog_data["child"] = number_of(value)


def grid(
    t: Translator,
    week: Week,
    row_press: Callable[[Service], str],
    cell_press: Callable[[Service, date, CellView], str],
) -> Rows:
    """The head with the days, then a row for each service."""
    head = (Key("🗓", "head"), *(Key(t.narrow_day(day), f"day.{written(day)}") for day in week.days))
    return head, *(_row(week, service, row_press, cell_press) for service in week.services)


def _row(
    week: Week,
    service: Service,
    row_press: Callable[[Service], str],
    cell_press: Callable[[Service, date, CellView], str],
) -> tuple[Key, ...]:
    views = [(day, week.cells[service.id, day]) for day in week.days]
    cells = (Key(SYMBOLS[meaning_of(view)], cell_press(service, day, view)) for day, view in views)
    return Key(service.terms.symbol, row_press(service)), *cells


def navigation(t: Translator, week: Week, monday: date) -> Rows:
    """The weeks before and after, and the other children."""
    others = (
        Key(f"👤 {child.first_name}", f"child.{child.id}") for child in week.children if child.id != week.child.id
    )
    return week_keys(t, monday), *columns(others, 2)


def week_keys(t: Translator, monday: date) -> tuple[Key, ...]:
    """The weeks before and after."""
    before, after = monday - _WEEK, monday + _WEEK
    return Key(f"◀️ {t.span(before)}", f"week.{written(before)}"), Key(f"{t.span(after)} ▶️", f"week.{written(after)}")


def title(t: Translator, message: str, week: Week, monday: date) -> str:
    """``Planning de Lou``, the week, and which symbol is which service."""
    services = "\n".join(
        t.html("service-line", symbol=service.terms.symbol, service=service.terms.label.in_(t.locale))
        for service in week.services
    )
    head = t.html(message, child=week.child.first_name, week=t.week(monday))
    return f"{head}\n\n{services}" if services else f"{head}\n\n{t.html('week-no-service')}"


def legend(t: Translator, week: Week) -> str:
    """The symbols this week shows, in words."""
    shown = {meaning_of(view) for view in week.cells.values()}
    words = [f"{symbol} {t.text(f'legend-{meaning}')}" for meaning, symbol in SYMBOLS.items() if meaning in shown]
    return " · ".join(words)


def heading(visit: Visit, week: Week, monday: date, press: str) -> str:
    """What the head of the grid, a day or a service says of itself when pressed. Raises ``UnreadablePressError``."""
    if press == "head":
        return visit.t.text("week-shown", week=visit.t.week(monday))
    kind, value = parts_of(press, 2)
    if kind == "day":
        return visit.t.day(day_of(value))
    if kind == "service":
        return _hours(visit.t, service_in(week, number_of(value)))
    raise UnreadablePressError(press)


def _hours(t: Translator, service: Service) -> str:
    hours = {"starts": t.clock(service.terms.starts), "ends": t.clock(service.terms.ends)}
    return t.text("service-hours", service=service.terms.label.in_(t.locale), **hours)


def service_in(week: Week, service_id: int) -> Service:
    """A service of the week. Raises ``UnreadablePressError`` for any other."""
    for service in week.services:
        if service.id == service_id:
            return service
    raise UnreadablePressError(service_id)


def view_in(week: Week, service_id: int, day: date) -> CellView:
    """A cell of the week. Raises ``UnreadablePressError`` for any other."""
    view = week.cells.get((service_id, day))
    if view is None:
        raise UnreadablePressError(service_id, day)
    return view


def explain(visit: Visit, refusal: Refusal, view: CellView) -> str:
    """Why a cell cannot be asked for, as a sentence."""
    is_booked = refusal is Refusal.PAST_CUTOFF and view.state is CellState.BOOKED  # then an absence remains
    return visit.t.text(
        "refusal-past-cutoff-booked" if is_booked else f"refusal-{refusal.replace('_', '-')}",
        deadline=visit.t.deadline(view.deadline, visit.tz) if view.deadline else "",
        phone=visit.policy.contact.phone,
    )
