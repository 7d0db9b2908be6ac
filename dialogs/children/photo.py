"""The photo of a child, sent, shown and removed in the chat."""

import asyncio

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message, PhotoSize
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.children import LARGEST_PHOTO, PhotoProblem, PhotoRefusedError
from core.usecases.photos import keep_photo, read_photo, remove_photo
from core.usecases.portraits import portrait_of
from dialogs.answering import answer_now, say
from dialogs.children.getters import sheet_of
from dialogs.children.handlers import child_id, links
from dialogs.downloads import downloaded
from dialogs.visit import visit_of

_MEGABYTE = 1_000_000


async def take_photo(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Keep a photo, sent as one or as a file, or say why not."""
    if await links(message, manager):
        return
    t = visit_of(manager).t
    file = message.photo[-1] if message.photo else message.document
    if file is None:
        await message.answer(t.html("children-photo-awaited"))
        return
    try:
        kept = await _keep(file, manager)
    except PhotoRefusedError as error:
        problem = error.problem.replace("_", "-")
        await message.answer(t.html(f"children-photo-{problem}", megabytes=LARGEST_PHOTO // _MEGABYTE))
        return
    await message.answer(t.html("children-photo-kept" if kept else "children-photo-lost"))


async def _keep(file: Document | PhotoSize, manager: DialogManager) -> bool:
    """Fetch, shrink and keep a file; false where Telegram does not give it. Raises ``PhotoRefusedError``."""
    visit = visit_of(manager)
    if (file.file_size or 0) > LARGEST_PHOTO:
        raise PhotoRefusedError(PhotoProblem.TOO_BIG)
    await sheet_of(manager)  # nothing is fetched for a child that is not the guardian's
    content = await downloaded(manager.middleware_data["bot"], file)
    if content is None:
        return False
    portrait = await asyncio.to_thread(portrait_of, content)
    await visit.write(keep_photo, visit.guardian, child_id(manager), portrait, visit.now)
    return True


async def show_photo(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The photo, which cannot be forwarded from here, and the screen below it."""
    visit = visit_of(manager)
    jpeg = await visit.read(read_photo, visit.guardian, child_id(manager), visit.now)
    if jpeg is None or callback.message is None:
        say(visit.t.text("children-photo-gone"), alert=True)
        return
    bot: Bot = manager.middleware_data["bot"]
    await answer_now(bot)
    child = await sheet_of(manager)
    picture = BufferedInputFile(jpeg, "photo.jpg")
    await bot.send_photo(
        callback.message.chat.id, picture, caption=child.first_name, parse_mode=None, protect_content=True
    )
    manager.show_mode = ShowMode.SEND


async def drop_photo(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Keep no photo any more."""
    visit = visit_of(manager)
    was_there = await visit.write(remove_photo, visit.guardian, child_id(manager), visit.now)
    say(visit.t.text("children-photo-removed" if was_there else "children-photo-gone"))
