"""How to be told is chosen, or another language, or the chat is unlinked."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.notices import Notice
from core.model.people import Identity
from core.usecases.linking import choose_language, unlink_chat
from core.usecases.preferring import choose_channel, choose_quiet_hours, mute, unmute
from dialogs.answering import say
from dialogs.entry.linking import link, may_be_code
from dialogs.presses import UnreadablePressError, choice_of, number_of, parts_of
from dialogs.settings.getters import WAYS
from dialogs.settings.hours import hours_of
from dialogs.states import Home
from dialogs.visit import Visit, visit_of
from locales import LOCALES


async def choose_way(manager: DialogManager, press: str) -> None:
    """Be told here, by e-mail, or both. The address may be gone since the screen was drawn."""
    visit = visit_of(manager)
    if not await visit.write(choose_channel, visit.guardian, choice_of(press, WAYS)):
        raise UnreadablePressError(press)


async def choose_reminders(manager: DialogManager, press: str) -> None:
    """Be reminded, or not."""
    visit = visit_of(manager)
    if choice_of(press, {"on": True, "off": False}):
        await visit.write(unmute, visit.guardian, Notice.REMINDER)
    else:
        await visit.write(mute, visit.guardian, Notice.REMINDER, None)


async def choose_night(manager: DialogManager, press: str) -> None:
    """Other quiet hours, or none."""
    hours = None
    if press != "none":
        starts, ends = parts_of(press, 2)
        hours = number_of(starts), number_of(ends)
    await _keep_quiet(visit_of(manager), hours)


async def _keep_quiet(visit: Visit, hours: tuple[int, int] | None) -> None:
    try:
        await visit.write(choose_quiet_hours, visit.guardian, hours)
    except ValueError as error:
        raise UnreadablePressError(hours) from error


async def take_hours(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Quiet hours may be written; a code still links, and anything else is told how."""
    visit, text = visit_of(manager), message.text or ""
    hours = hours_of(text)
    if visit.identity.guardian is not None and hours is not None:
        await _keep_quiet(visit, hours)
    elif may_be_code(text):
        await link(message, text, manager, visit)
    else:
        is_guardian = visit.identity.guardian is not None
        await message.answer(visit.t.html("settings-not-understood" if is_guardian else "not-understood"))


async def speak_here(manager: DialogManager, press: str) -> None:
    """Speak another language from now on, and go on from here."""
    await _speak(visit_of(manager), press)


async def speak(manager: DialogManager, press: str) -> None:
    """Speak another language from now on."""
    await _speak(visit_of(manager), press)
    await manager.start(Home.main, mode=StartMode.RESET_STACK)


async def _speak(visit: Visit, press: str) -> None:
    locale = choice_of(press, {locale: locale for locale in LOCALES})
    await visit.write(choose_language, visit.identity.chat_id, locale)
    visit.identity = replace(visit.identity, locale=locale)
    say(visit.t.text("language-chosen"))


async def unlink(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Unlink the chat; nothing stays on the screen but how to come back."""
    visit = visit_of(manager)
    await visit.write(unlink_chat, visit.identity, visit.now)
    visit.identity = Identity(visit.identity.chat_id, visit.identity.locale)
    if isinstance(callback.message, Message):
        await callback.message.edit_text(visit.t.html("stopped"))
    manager.current_stack().last_message_id = None
    await manager.reset_stack(remove_keyboard=False)
