"""The way in: linking, the commands, buttons of messages that were pushed, and whatever nobody asked for."""

from collections.abc import Iterator
from contextlib import suppress

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from core.model.people import Permission, StaffActor
from core.rules.authorisation import may
from core.usecases.conversing import note_blocked, welcome_back
from dialogs.answering import keep_pressed_keyboard
from dialogs.contact.getters import contact_page
from dialogs.entry.announcements import note_read, reads
from dialogs.entry.linking import awaits_birth_date, forget_code, link, may_be_code, take_birth_date, welcome
from dialogs.privacy.page import privacy_page
from dialogs.states import (
    Announcements,
    Attendance,
    Audit,
    Contact,
    FamilyRequests,
    Home,
    Inbox,
    Planning,
    Privacy,
    Requests,
    Settings,
    Team,
)
from dialogs.visit import Visit

OPENED = {
    "open:home": Home.main,
    "open:planning": Planning.week,
    "open:requests": Requests.list,
    "open:files": FamilyRequests.list,
    "open:inbox": Inbox.groups,
    "open:announcements": Announcements.main,
    "open:attendance": Attendance.sheet,
}
"""What the buttons of pushed messages open, days later and from any process."""


async def start(
    message: Message, command: CommandObject, dialog_manager: DialogManager, visit: Visit, state: FSMContext
) -> None:
    """``/start``, with or without a code; without one, a code typed before is not waited for any more."""
    if command.args:
        await link(message, command.args, dialog_manager, visit)
        return
    await forget_code(state, visit)
    if visit.identity.is_linked:
        await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)
    else:
        await message.answer(welcome(visit))


async def show_help(message: Message, visit: Visit) -> None:
    """``/help``: what can be done here, and whom to call."""
    await message.answer(_help(visit) if visit.identity.is_linked else welcome(visit))


def _help(visit: Visit) -> str:
    contact = visit.policy.contact
    parts = [visit.t.html("help")]
    parts += [visit.t.html("help-for-family")] if visit.identity.guardian else []
    parts += ["\n".join(_help_for_staff(visit, visit.identity.staff))] if visit.identity.staff else []
    return "\n\n".join([*parts, visit.t.html("help-more", phone=contact.phone, email=contact.email)])


_HELP = {
    Permission.MARK: "help-for-marker",
    Permission.DECIDE_REQUESTS: "help-for-decider",
    Permission.REPORT: "help-for-reader",
    Permission.ANNOUNCE: "help-for-announcer",
    Permission.PLAN: "help-for-planner",
    Permission.BILL: "help-for-biller",
    Permission.MANAGE_STAFF: "help-for-team",
    Permission.READ_AUDIT: "help-for-journal",
}


def _help_for_staff(visit: Visit, staff: StaffActor) -> Iterator[str]:
    lines = [visit.t.html(key) for permission, key in _HELP.items() if may(visit.policy, staff.role, permission)]
    return iter(lines or [visit.t.html("help-for-told")])


async def show_privacy(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """``/privacy``: what is kept, why, and whom to ask; whoever asks. Telegram's terms require it."""
    if visit.identity.is_linked:
        await _open_above_home(dialog_manager, Privacy.main)
    else:
        await message.answer(privacy_page(visit))


async def choose_language(_message: Message, dialog_manager: DialogManager) -> None:
    """``/language``."""
    await dialog_manager.start(Settings.language, mode=StartMode.RESET_STACK)


async def open_settings(_message: Message, dialog_manager: DialogManager) -> None:
    """``/settings``."""
    await dialog_manager.start(Settings.main, mode=StartMode.RESET_STACK)


async def show_contact(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """``/contact``: how the service is reached, and when; whoever asks."""
    if visit.identity.is_linked:
        await _open_above_home(dialog_manager, Contact.main)
    else:
        await message.answer(await contact_page(visit))


async def open_team(_message: Message, dialog_manager: DialogManager) -> None:
    """``/qui``: who may do what, for those who look after access."""
    await _open_above_home(dialog_manager, Team.list)


async def open_journal(_message: Message, dialog_manager: DialogManager) -> None:
    """``/journal``: who did what, for those who may read it."""
    await _open_above_home(dialog_manager, Audit.list)


async def _open_above_home(dialog_manager: DialogManager, state: State) -> None:
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(state, show_mode=ShowMode.SEND)


async def stop(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """``/stop``: unlink, once confirmed."""
    if visit.identity.is_linked:
        await dialog_manager.start(Settings.stop, mode=StartMode.RESET_STACK)
    else:
        await message.answer(welcome(visit))


async def take_code(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """Whatever a chat without an owner writes is read as its code."""
    if message.text:
        await link(message, message.text, dialog_manager, visit)
    else:
        await message.answer(welcome(visit))


async def begin_again(message: Message, dialog_manager: DialogManager, visit: Visit) -> None:
    """A linked chat without an open screen writes: a code, or something else, which gets help and the home screen."""
    if may_be_code(message.text):
        await link(message, message.text or "", dialog_manager, visit)
        return
    await message.answer(visit.t.html("not-understood"))
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)


async def open_pushed(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """A button of a pushed message: its screen comes as a new message, below the one that was pushed.

    The pushed message keeps its buttons; the screen that was open until now loses them, unless it stays open since the
    other one is not this person's.
    """
    await open_below(callback, dialog_manager, OPENED[callback.data or ""])


async def open_below(
    callback: CallbackQuery, dialog_manager: DialogManager, state: State, kept: dict[str, str] | None = None
) -> None:
    """Open a screen below a pushed message, with what its dialog is to keep from the start."""
    before = dialog_manager.current_stack().last_message_id
    keep_pressed_keyboard()
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    if state is not Home.main:
        await dialog_manager.start(state, data=dict(kept or {}))
        dialog_manager.dialog_data.update({**(kept or {}), **dialog_manager.dialog_data})
    dialog_manager.show_mode = ShowMode.SEND
    await dialog_manager.show()
    await _close_screen(callback, before)


async def _close_screen(callback: CallbackQuery, screen: int | None) -> None:
    if screen is None or callback.message is None or callback.bot is None:
        return
    with suppress(TelegramBadRequest):  # it has no buttons any more, or was deleted
        await callback.bot.edit_message_reply_markup(chat_id=callback.message.chat.id, message_id=screen)


async def begin_at_press(_callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """A button nobody knows: the home screen takes its place."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)


async def note_membership(change: ChatMemberUpdated, visit: Visit) -> None:
    """The person blocked the bot, or came back."""
    if change.new_chat_member.status == ChatMemberStatus.KICKED:
        await visit.write(note_blocked, visit.identity.chat_id, visit.now)
    else:
        await visit.write(welcome_back, visit.identity.chat_id)


def entry_router() -> Router:
    """What comes before the dialogs."""
    router = Router(name="entry")
    router.message.register(start, CommandStart())
    router.message.register(show_help, Command("help", "aide"))
    router.message.register(show_privacy, Command("privacy", "confidentialite"))
    router.message.register(choose_language, Command("language", "langue"))
    router.message.register(open_settings, Command("settings", "reglages"))
    router.message.register(show_contact, Command("contact"))
    router.message.register(open_team, Command("qui", "team"))
    router.message.register(open_journal, Command("journal", "audit"))
    router.message.register(stop, Command("stop"))
    router.message.register(take_birth_date, awaits_birth_date)
    router.message.register(take_code, _is_unlinked)
    router.callback_query.register(open_pushed, _opens)
    router.callback_query.register(note_read, reads)
    router.my_chat_member.register(note_membership)
    return router


def fallback_router() -> Router:
    """What comes after the dialogs: whatever none of them took."""
    router = Router(name="fallback")
    router.message.register(begin_again)
    router.callback_query.register(begin_at_press)
    return router


async def _is_unlinked(_message: Message, visit: Visit) -> bool:
    return not visit.identity.is_linked


async def _opens(callback: CallbackQuery) -> bool:
    return callback.data in OPENED
