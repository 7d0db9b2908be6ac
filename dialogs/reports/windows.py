"""Lists and reports."""

from aiogram import F
from aiogram_dialog import Dialog, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Cancel, Start, SwitchTo

from dialogs.reports.getters import (
    read_classes,
    read_filters,
    read_kinds,
    read_periods,
    read_rates,
    read_recap,
    read_schools,
    read_sent,
    read_services,
)
from dialogs.reports.handlers import (
    begin,
    choose_class,
    choose_format,
    choose_kind,
    choose_period,
    choose_rate,
    choose_school,
    choose_service,
    choose_way,
    draw,
    leave_filters,
    open_filter,
    sum_up,
    write_period,
)
from dialogs.states import Billing, Home, Reports
from dialogs.widgets import Keys, Say, Screen, turn_page


def reports_dialog() -> Dialog:
    """The reports, what one is of, the recap, and that it is coming."""
    return Dialog(*_asking(), *_choices(), *_ending(), on_start=begin)


def _asking() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("k", choose_kind),
            Start(Say("button-billing"), id="billing", state=Billing.months, when=F["bills"]),
            Cancel(Say("button-back")),
            state=Reports.kinds,
            getter=read_kinds,
        ),
        Screen(
            Keys("f", open_filter),
            Keys("o", choose_format, rows="formats"),
            Keys("w", choose_way, rows="ways"),
            Button(Say("button-draw-recap"), id="recap", on_click=sum_up),
            Button(Say("button-back"), id="back", on_click=leave_filters),
            state=Reports.filters,
            getter=read_filters,
        ),
    )


def _to_filters(button: str = "button-back") -> SwitchTo:
    return SwitchTo(Say(button), id="filters", state=Reports.filters)


def _choices() -> tuple[Screen, ...]:
    return (
        Screen(
            Keys("d", choose_period),
            MessageInput(write_period),
            _to_filters(),
            state=Reports.period,
            getter=read_periods,
            takes_text=True,
        ),
        Screen(
            Keys("s", choose_school),
            Keys("p", turn_page, rows="pages"),
            _to_filters(),
            state=Reports.school,
            getter=read_schools,
        ),
        Screen(
            Keys("c", choose_class),
            Keys("p", turn_page, rows="pages"),
            _to_filters(),
            state=Reports.classes,
            getter=read_classes,
        ),
        Screen(Keys("v", choose_service), _to_filters("button-go-on"), state=Reports.services, getter=read_services),
        Screen(Keys("r", choose_rate), _to_filters(), state=Reports.rate, getter=read_rates),
    )


def _ending() -> tuple[Screen, ...]:
    return (
        Screen(
            Button(Say("button-draw"), id="draw", on_click=draw, when=F["can_draw"]),
            _to_filters("button-draw-change"),
            state=Reports.recap,
            getter=read_recap,
        ),
        Screen(
            SwitchTo(Say("button-draw-more"), id="kinds", state=Reports.kinds),
            _to_filters("button-draw-again"),
            Start(Say("button-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK),
            state=Reports.sent,
            getter=read_sent,
        ),
    )
