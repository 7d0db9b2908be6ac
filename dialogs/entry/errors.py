"""What a person reads when a press or a message could not be handled."""

from contextlib import suppress
from logging import getLogger

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState
from aiogram_dialog.utils import remove_intent_id

from core.model.errors import CantineError, NotAuthorisedError
from core.usecases.refusing import note_refused
from dialogs.answering import say
from dialogs.presses import UnreadablePressError
from dialogs.states import Home
from dialogs.visit import Visit

logger = getLogger(__name__)


async def draw_afresh(_event: ErrorEvent, dialog_manager: DialogManager, visit: Visit) -> None:
    """A button of an older screen: the current one takes its place; the home screen where there is none."""
    say(visit.t.text("screen-refreshed"))
    if dialog_manager.has_context() and visit.identity.is_linked:
        with suppress(CantineError):  # what it showed is not this person's any more
            await dialog_manager.show()
            return
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK)


async def refuse(event: ErrorEvent, dialog_manager: DialogManager, visit: Visit) -> None:
    """What is not allowed, or not known, in a sentence; whoever tried what is not theirs stands in the journal."""
    visit.keeps_conversation = False
    code = event.exception.code if isinstance(event.exception, CantineError) else CantineError.code
    await _tell(event, visit, f"error-{code}" if visit.t.has(f"error-{code}") else "error-unexpected")
    if isinstance(event.exception, NotAuthorisedError) and visit.identity.is_linked:
        await visit.write(note_refused, visit.identity, _tried(event, dialog_manager), visit.now)


def _tried(event: ErrorEvent, dialog_manager: DialogManager) -> str:
    """The screen, and what the press says; nothing that was written."""
    screen = str(dialog_manager.current_context().state.state) if dialog_manager.has_context() else ""
    callback = event.update.callback_query
    _, press = remove_intent_id(callback.data or "") if callback else (None, "")
    return f"{screen} {press}".strip()


async def apologise(event: ErrorEvent, visit: Visit) -> None:
    """Anything else is ours to mend: log it whole, and say that nothing was lost."""
    visit.keeps_conversation = False
    logger.error("an update could not be handled", exc_info=event.exception)
    await _tell(event, visit, "error-unexpected")


async def _tell(event: ErrorEvent, visit: Visit, sentence: str) -> None:
    phone = visit.policy.contact.phone
    if say(visit.t.text(sentence, phone=phone), alert=True):
        return
    callback = event.update.callback_query
    message = callback.message if callback else event.update.message
    if message is not None:
        await message.answer(visit.t.html(sentence, phone=phone))


def error_router() -> Router:
    """The handlers of errors, the most telling first."""
    router = Router(name="errors")
    stale = ExceptionTypeFilter(OutdatedIntent, UnknownIntent, UnknownState, UnreadablePressError)
    router.error.register(draw_afresh, stale)
    router.error.register(refuse, ExceptionTypeFilter(CantineError))
    router.error.register(apologise)
    return router
