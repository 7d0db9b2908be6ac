"""A file that goes with an announcement, sent by the manager in the chat."""

from aiogram.types import CallbackQuery, Document, Message, PhotoSize
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.announcements import LARGEST_DOCUMENT
from core.usecases.announcing import keep_document
from dialogs.announcements.draft import Draft
from dialogs.downloads import downloaded
from dialogs.states import Announcements
from dialogs.visit import visit_of

KINDS = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG": ("image/png", ".png"),
}
"""What a file begins with, and so is, whatever it is called: its media type and the end of its name."""

NAME_LENGTH = 120


async def take_document(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Keep the PDF or photo, or say why not."""
    visit = visit_of(manager)
    file = message.document or (message.photo[-1] if message.photo else None)
    if file is None:
        await message.answer(visit.t.html("announce-document-awaited"))
        return
    if (file.file_size or 0) > LARGEST_DOCUMENT:
        await message.answer(visit.t.html("announce-document-too-big", megabytes=LARGEST_DOCUMENT // 1_000_000))
        return
    problem = await _keep(file, manager)
    if problem is not None:
        await message.answer(visit.t.html(problem, megabytes=LARGEST_DOCUMENT // 1_000_000))
        return
    await manager.switch_to(Announcements.recap)


async def _keep(file: Document | PhotoSize, manager: DialogManager) -> str | None:
    """Fetch and keep a file; which message says why not."""
    visit = visit_of(manager)
    content = await downloaded(manager.middleware_data["bot"], file)
    if content is None:
        return "announce-document-lost"
    if len(content) > LARGEST_DOCUMENT:
        return "announce-document-too-big"
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    if kind is None:
        return "announce-document-unknown"
    media_type, ending = kind
    name = _name(file, ending, visit.t.text("announce-document-name"))
    draft = Draft.of(manager)
    draft.document_id = await visit.write(keep_document, visit.staff, name, media_type, content)
    draft.document_name = name
    draft.keep(manager)
    return None


def _name(file: Document | PhotoSize, ending: str, otherwise: str) -> str:
    """What the file is called, so that it opens as what it is."""
    given = (file.file_name if isinstance(file, Document) else None) or otherwise
    stem = " ".join(given.removesuffix(ending).split()) or otherwise
    return stem[: NAME_LENGTH - len(ending)] + ending


async def drop_document(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """No file goes with it."""
    draft = Draft.of(manager)
    draft.document_id, draft.document_name = None, ""
    draft.keep(manager)
    await manager.switch_to(Announcements.recap)
