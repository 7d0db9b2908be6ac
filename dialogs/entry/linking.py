"""A code that was typed, or came with a deep link, and the birth date that one from a letter asks for.

Between the code and the date its digest alone is kept, in the conversation: it survives a restart.
"""

from datetime import date

from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from aiogram_dialog import DialogManager, StartMode

from core.rules.codes import normalise
from core.usecases.linking import Linked, LinkFailure, NeedsBirthDate, confirm_link, link_chat
from dialogs.entry.birth_dates import birth_date_of
from dialogs.states import Home
from dialogs.visit import Visit

_DIGEST = "link"
"""Under which the digest of a code is kept that waits for a birth date."""
_TO_TRY_AGAIN = (LinkFailure.WRONG_BIRTH_DATE, LinkFailure.TOO_MANY)
"""After which the code may link yet."""


def may_be_code(text: str | None) -> bool:
    """Whether a text has the form of a code."""
    return text is not None and normalise(text) is not None


async def link(message: Message, code: str, dialog_manager: DialogManager, visit: Visit) -> None:
    """Link the chat to whom the code was given to and show the home screen, or ask what is missing, or say why not."""
    result = await visit.write(link_chat, visit.identity.chat_id, code, visit.identity.locale, visit.now)
    if isinstance(result, NeedsBirthDate):
        await _state_of(dialog_manager).update_data({_DIGEST: result.digest})
        await message.answer(visit.t.html("link-birth-date"))
        return
    await _conclude(message, result, dialog_manager, visit)


async def awaits_birth_date(_message: Message, state: FSMContext) -> bool:
    """Whether a code was typed that asks for a birth date."""
    return bool((await state.get_data()).get(_DIGEST))


async def take_birth_date(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """The birth date of a child, after a code that asks for it; or another code, with which all begins anew.

    A date first: « 12 mars 2019 » has the form of a code.
    """
    text = message.text or ""
    birth_date = birth_date_of(text)
    if birth_date is not None and birth_date <= visit.now.astimezone(visit.tz).date():
        await _confirm(message, birth_date, dialog_manager, visit)
    elif may_be_code(text):
        await link(message, text, dialog_manager, visit)
    else:
        await message.answer(visit.t.html("link-birth-date-unread"))


async def _confirm(message: Message, birth_date: date, dialog_manager: DialogManager, visit: Visit) -> None:
    digest = str((await _state_of(dialog_manager).get_data())[_DIGEST])
    identity = visit.identity
    result = await visit.write(confirm_link, identity.chat_id, digest, birth_date, identity.locale, visit.now)
    await _conclude(message, result, dialog_manager, visit)


async def _conclude(
    message: Message, result: Linked | LinkFailure, dialog_manager: DialogManager, visit: Visit
) -> None:
    if isinstance(result, Linked):
        visit.identity = result.identity
    if result not in _TO_TRY_AGAIN:
        await forget_code(_state_of(dialog_manager), visit)
    if isinstance(result, LinkFailure):
        await message.answer(visit.t.html(f"link-{result.replace('_', '-')}", phone=visit.policy.contact.phone))
        return
    if result.is_new:
        await message.answer(visit.t.html("link-done", name=result.identity.first_name, service=visit.policy.name))
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)


async def forget_code(state: FSMContext, visit: Visit) -> None:
    """Wait for no birth date any more.

    A chat without an owner keeps that it waits for none: an empty conversation of such a chat is not stored.
    """
    if (await state.get_data()).get(_DIGEST):
        await state.set_data({} if visit.identity.is_linked else {_DIGEST: None})


def _state_of(dialog_manager: DialogManager) -> FSMContext:
    state: FSMContext = dialog_manager.middleware_data["state"]
    return state


def welcome(visit: Visit) -> str:
    """What somebody reads whom no code has linked yet."""
    contact = visit.policy.contact
    return visit.t.html("welcome", service=visit.policy.name, phone=contact.phone, email=contact.email)
