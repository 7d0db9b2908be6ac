"""aiogram and python-telegram-bot against the simulator, as our bot and our pushes use them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram as ptb
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Message,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter

from simulator.faults import Fault
from simulator.person import Person
from simulator.server import Simulator
from tests.simulator.conftest import ALIX, NINA, TOKEN
from tests.simulator.test_files import png

ME = ALIX.id


@pytest.fixture
async def aiogram_bot(telegram: Simulator) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.address))
    async with Bot(TOKEN, session, DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(telegram: Simulator) -> AsyncIterator[ptb.Bot]:
    bot = ptb.Bot(TOKEN, base_url=f"{telegram.address}/bot", base_file_url=f"{telegram.address}/file/bot")
    async with bot:
        yield bot


def yes_or_no() -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton(text=text, callback_data=text) for text in ("Oui", "Non")]
    return InlineKeyboardMarkup(inline_keyboard=[buttons])


def eater() -> Dispatcher:
    """A bot that asks a question and edits it into its answer."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def ask(message: Message) -> None:
        await message.answer("Manger ?", reply_markup=yes_or_no())

    @dispatcher.callback_query()
    async def note(query: CallbackQuery) -> None:
        await query.answer("C'est noté")
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"<b>{query.data}</b> 🍎")

    return dispatcher


async def test_an_aiogram_dispatcher_polls_edits_and_answers(aiogram_bot: Bot, alix: Person) -> None:
    dispatcher = eater()
    polling = asyncio.create_task(dispatcher.start_polling(aiogram_bot, handle_signals=False))
    answer = await alix.press("Oui")
    assert answer.text == "C'est noté"
    edited = await alix.wait_for("Oui 🍎")
    assert edited.html == "<b>Oui</b> 🍎"
    assert edited.keyboard == ()
    await dispatcher.stop_polling()
    await asyncio.wait_for(polling, 5)


async def test_aiogram_sees_each_error_as_its_own(telegram: Simulator, aiogram_bot: Bot, alix: Person) -> None:
    with pytest.raises(TelegramForbiddenError, match="can't initiate"):
        await aiogram_bot.send_message(NINA.id, "a")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(999, "a")
    sent = await aiogram_bot.send_message(ME, "a")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_text("a")
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=3))
    with pytest.raises(TelegramRetryAfter) as later:
        await aiogram_bot.send_message(ME, "a")
    assert later.value.retry_after == 3
    telegram.faults.arm(Fault("bad_gateway", "sendMessage"))
    with pytest.raises(ClientDecodeError):
        await aiogram_bot.send_message(ME, "a")
    telegram.faults.arm(Fault("drop_after_accept", "sendMessage"))
    with pytest.raises(TelegramNetworkError):
        await aiogram_bot.send_message(ME, "perdu ?")
    assert (await alix.last()).text == "perdu ?"


async def test_aiogram_sees_a_second_poller_and_a_wrong_token(telegram: Simulator, aiogram_bot: Bot) -> None:
    polling = asyncio.create_task(aiogram_bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    await aiogram_bot.get_updates()
    with pytest.raises(TelegramConflictError, match="only one bot instance"):
        await polling
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.address))
    async with Bot("4242:other", session) as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


async def test_aiogram_uploads_and_downloads(aiogram_bot: Bot, alix: Person) -> None:
    sent = await aiogram_bot.send_document(ME, BufferedInputFile(b"menu", "Été d'Alix.txt"), caption="<i>ici</i>")
    assert sent.document is not None
    assert sent.document.file_name == "Été d'Alix.txt"
    downloaded = await aiogram_bot.download(sent.document)
    assert downloaded is not None
    assert downloaded.read() == b"menu"
    photo = await aiogram_bot.send_photo(ME, BufferedInputFile(png(6, 4), "a.png"))
    assert photo.photo is not None
    assert photo.photo[0].width == 6
    assert (await alix.last()).photo is not None
    place = await aiogram_bot.send_location(ME, 45.25, 4.7)
    assert place.location is not None
    assert (place.location.latitude, place.location.longitude) == (45.25, 4.7)
    shown = await alix.last()
    assert shown.text == "📍 45.25, 4.7"
    assert 'href="https://www.openstreetmap.org/?mlat=45.25&amp;mlon=4.7#map=17"' in shown.html
    with pytest.raises(TelegramBadRequest, match="no text in the message"):
        await aiogram_bot.edit_message_text("a", chat_id=ME, message_id=place.message_id)
    await aiogram_bot.edit_message_caption(
        chat_id=ME, message_id=sent.message_id, caption="là", reply_markup=yes_or_no()
    )


async def test_aiogram_presents_itself(aiogram_bot: Bot, alix: Person) -> None:
    menu = [BotCommand(command="menu", description="Le menu")]
    assert await aiogram_bot.set_my_commands(menu, language_code="fr")
    assert await aiogram_bot.set_my_commands(menu * 2, scope=BotCommandScopeChat(chat_id=ME))
    (shown,) = await aiogram_bot.get_my_commands(language_code="fr")
    assert (shown.command, shown.description) == ("menu", "Le menu")
    assert await aiogram_bot.get_my_commands() == []
    assert await aiogram_bot.set_chat_menu_button(ME, MenuButtonCommands())
    assert (await aiogram_bot.get_chat_menu_button(ME)).type == "commands"
    assert await aiogram_bot.set_my_name("Cantine")
    assert (await aiogram_bot.me()).username == "cantine_bot"
    assert (await aiogram_bot.get_my_name()).name == "Cantine"
    assert await aiogram_bot.set_my_description("Les repas")
    assert (await aiogram_bot.get_my_description()).description == "Les repas"
    assert await aiogram_bot.set_my_short_description("Repas", language_code="fr")
    assert (await aiogram_bot.get_my_short_description(language_code="fr")).short_description == "Repas"
    assert (await aiogram_bot.get_chat(ME)).first_name == "Alix"
    assert await aiogram_bot.send_chat_action(ME, "typing")
    assert len(await alix.chat()) == 1


async def test_python_telegram_bot_sends_everything_we_push(ptb_bot: ptb.Bot, alix: Person) -> None:
    assert (await ptb_bot.get_me()).username == "cantine_bot"
    keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Oui", callback_data="o")]])
    sent = await ptb_bot.send_message(
        ME, "<b>🍎 Zoé &lt;b&gt;</b>", parse_mode="HTML", reply_markup=keyboard, disable_notification=True
    )
    assert sent.parse_entities() == {sent.entities[0]: "🍎 Zoé <b>"}
    await ptb_bot.edit_message_text("b", chat_id=ME, message_id=sent.message_id)
    document = await ptb_bot.send_document(ME, b"menu", filename="Été d'Alix.txt", caption="ici")
    assert document.document is not None
    assert document.document.file_name == "Été d'Alix.txt"
    file = await ptb_bot.get_file(document.document)
    assert bytes(await file.download_as_bytearray()) == b"menu"
    await ptb_bot.send_photo(ME, png(3, 3))
    await ptb_bot.delete_messages(ME, [sent.message_id])
    assert [str(message)[:9] for message in await alix.chat()] == ["me  #1: /", "bot #3: [", "bot #4: ["]


async def test_python_telegram_bot_sees_each_error_as_its_own(
    telegram: Simulator, ptb_bot: ptb.Bot, alix: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # or it warns of what will change
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb_bot.send_message(999, "a")
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=3))
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await ptb_bot.send_message(ME, "a")
    telegram.faults.arm(Fault("bad_gateway", "sendMessage"))
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await ptb_bot.send_message(ME, "a")
    telegram.faults.arm(Fault("drop_before_accept", "sendMessage"))
    with pytest.raises(NetworkError):
        await ptb_bot.send_message(ME, "a")
    assert len(await alix.chat()) == 1
    await alix.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb_bot.send_message(ME, "a")
    await ptb_bot.set_webhook("http://127.0.0.1:9/", secret_token="s")
    with pytest.raises(Conflict):
        await ptb_bot.get_updates()


async def test_both_libraries_are_told_where_a_group_went(aiogram_bot: Bot, ptb_bot: ptb.Bot, alix: Person) -> None:
    group = await alix.create_group("Équipe cuisine", with_bot=True)
    large = await group.upgrade()
    with pytest.raises(TelegramMigrateToChat) as moved:
        await aiogram_bot.send_message(group.group_id, "a")
    with pytest.raises(ChatMigrated) as gone:
        await ptb_bot.send_message(group.group_id, "a")
    assert moved.value.migrate_to_chat_id == gone.value.new_chat_id == large.group_id
    await large.remove_bot()
    with pytest.raises(Forbidden, match="kicked from the supergroup chat"):
        await ptb_bot.send_message(large.group_id, "a")
