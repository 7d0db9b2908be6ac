"""Another language is chosen, or the chat is unlinked."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.kbd import Button

from core.model.people import Identity
from core.usecases.linking import choose_language, unlink_chat
from dialogs.answering import say
from dialogs.presses import choice_of
from dialogs.states import Home
from dialogs.visit import visit_of
from locales import LOCALES


async def speak(manager: DialogManager, press: str) -> None:
    """Speak another language from now on."""
    visit = visit_of(manager)
    locale = choice_of(press, {locale: locale for locale in LOCALES})
    await visit.write(choose_language, visit.identity.chat_id, locale)
    visit.identity = replace(visit.identity, locale=locale)
    say(visit.t.text("language-chosen"))
    await manager.start(Home.main, mode=StartMode.RESET_STACK)


async def unlink(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Unlink the chat; nothing stays on the screen but how to come back."""
    visit = visit_of(manager)
    await visit.write(unlink_chat, visit.identity, visit.now)
    visit.identity = Identity(visit.identity.chat_id, visit.identity.locale)
    if isinstance(callback.message, Message):
        await callback.message.edit_text(visit.t.html("stopped"))
    manager.current_stack().last_message_id = None
    await manager.reset_stack(remove_keyboard=False)
