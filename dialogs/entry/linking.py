"""A code that was typed, or came with a deep link."""

from aiogram.types import Message
from aiogram_dialog import DialogManager, StartMode

from core.rules.codes import normalise
from core.usecases.linking import Linked, LinkFailure, link_chat
from dialogs.states import Home
from dialogs.visit import Visit


def may_be_code(text: str | None) -> bool:
    """Whether a text has the form of a code."""
    return text is not None and normalise(text) is not None


async def link(message: Message, code: str, dialog_manager: DialogManager, visit: Visit) -> None:
    """Link the chat to whom the code was given to and show the home screen, or say why not."""
    result = await visit.write(link_chat, visit.identity.chat_id, code, visit.identity.locale, visit.now)
    if isinstance(result, LinkFailure):
        await message.answer(visit.t.html(f"link-{result.replace('_', '-')}", phone=visit.policy.contact.phone))
    else:
        await _arrive(message, result, dialog_manager, visit)


async def _arrive(message: Message, linked: Linked, dialog_manager: DialogManager, visit: Visit) -> None:
    visit.identity = linked.identity
    if linked.is_new:
        await message.answer(visit.t.html("link-done", name=linked.identity.first_name, service=visit.policy.name))
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)


def welcome(visit: Visit) -> str:
    """What somebody reads whom no code has linked yet."""
    contact = visit.policy.contact
    return visit.t.html("welcome", service=visit.policy.name, phone=contact.phone, email=contact.email)
