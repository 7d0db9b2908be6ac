"""The ids of open dialogs.

aiogram-dialog 2.6 makes them of the second and one of a hundred numbers: of two dialogs opened within a second, one in
a hundred takes the other's id, and both are lost at the next press.
"""

from secrets import token_urlsafe

from aiogram_dialog.api.entities import stack

_BYTES = 6
"""Eight characters of the 64 that the data of a button may have."""


def new_intent() -> str:
    """An id that no other dialog has."""
    return token_urlsafe(_BYTES)


def use_own_intents() -> None:
    """Let every dialog that is opened from now on have such an id."""
    stack.new_id = new_intent
