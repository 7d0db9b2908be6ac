"""Every screen there is, and every button on it."""

from collections.abc import Iterator

from aiogram import Dispatcher
from aiogram.fsm.state import State
from aiogram_dialog import Dialog
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.kbd import Cancel, Group, Keyboard, Start, SwitchTo

from dialogs import include_dialogs


def _dialogs() -> tuple[Dialog, ...]:
    dispatcher = Dispatcher()
    include_dialogs(dispatcher)
    routers = (router for router in dispatcher.sub_routers if isinstance(router, Dialog))
    return tuple(dialog for dialog in routers if dialog.states_group().__module__ == "dialogs.states")


def keyboard_of(dialog: Dialog, state: State) -> list[Keyboard]:
    """The buttons of a screen, those in groups among them."""
    return list(_flat(dialog.windows[state].keyboard))  # type: ignore[attr-defined]


def _flat(keyboard: Keyboard) -> Iterator[Keyboard]:
    if isinstance(keyboard, Group):
        for button in keyboard.buttons:
            yield from _flat(button)
    else:
        yield keyboard


DIALOGS = _dialogs()
STATES: dict[str, State] = {str(state.state): state for dialog in DIALOGS for state in dialog.states()}
"""Every screen, by its name."""

BUTTONS = {
    (state, str(button.widget_id))
    for dialog in DIALOGS
    for state in dialog.states()
    for button in keyboard_of(dialog, state)
}
"""Every button, by its screen and its id."""


def declared_ways(dialog: DialogProtocol) -> Iterator[tuple[State, State]]:
    """From which screen to which a dialog's buttons lead, as far as they declare it."""
    assert isinstance(dialog, Dialog)
    for state in dialog.states():
        for button in keyboard_of(dialog, state):
            if isinstance(button, Start | SwitchTo):
                yield state, button.state


def has_way_out(dialog: Dialog, state: State) -> bool:
    """Whether a screen can be left otherwise than by doing what it is for."""
    return any(
        isinstance(button, Cancel | Start | SwitchTo) or button.widget_id == "back"
        for button in keyboard_of(dialog, state)
    )
