"""An update is received: who it is from, what they were at, the dialogs, and what is kept of it."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from logging import getLogger
from weakref import WeakValueDictionary

from aiogram import Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.types import Chat, Update, User

from bot.conversations import ConversationStorage
from core.model.conversations import Conversation
from core.organisation import Organisation, UnitOfWork
from core.usecases.conversing import keep_conversation, open_conversation
from dialogs import include_dialogs
from dialogs.answering import answered
from dialogs.entry.groups import Team
from dialogs.visit import Visit

logger = getLogger(__name__)

REMEMBERED = 16
"""How many updates of a chat are known again. Telegram repeats those it was not told of: a batch at most."""

UPDATES = ["message", "callback_query", "my_chat_member"]
"""The kinds of update that are asked of Telegram."""

_SPOKEN_TO = {ChatType.PRIVATE, ChatType.GROUP, ChatType.SUPERGROUP}


class Reception:
    """Hands updates to the dialogs, those of one chat one after the other.

    An update may come twice (Telegram repeats what was not confirmed). Use cases do not mind; a conversation that it
    has changed already is left as it is.
    """

    def __init__(self, organisation: Organisation, bot: Bot, clock: Callable[[], datetime]) -> None:
        self.bot = bot
        self._organisation = organisation
        self._clock = clock
        self._storage = ConversationStorage()
        self._team = Team(organisation, bot)
        self._dispatcher = Dispatcher(storage=self._storage)
        include_dialogs(self._dispatcher)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def start(self) -> None:
        """Let the dialogs find each other; once, before the first update."""
        await self._dispatcher.emit_startup(bot=self.bot)

    async def receive(self, update: Update) -> None:
        """Handle one update. Dialogs are for private chats; in a group little is heard, in a channel nothing.

        What goes wrong while it is handled is logged, and told to the person. What the database raises before or after
        it, or while it is away, is raised: then the update must come again.
        """
        chat, user = _origin(update)
        if chat is None or chat.type not in _SPOKEN_TO:
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            if chat.type == ChatType.PRIVATE:
                await self._handle(update, chat.id, _locale(user))
            else:
                await self._hear(update, _locale(user))

    async def _hear(self, update: Update, locale: str) -> None:
        """A press in a group does nothing, but no spinner turns for it.

        What fails though the database is there would fail again, and nobody else be heard until then: it is given up.
        """
        async with answered(self.bot, update.callback_query):
            try:
                await self._tell_team(update, locale)
            except Exception:
                await self._organisation.read(_look)
                logger.exception("update %s was given up", update.update_id)
                if update.message:
                    await self._team.apologise(update.message, locale)

    async def _tell_team(self, update: Update, locale: str) -> None:
        if update.message:
            await self._team.hear(update.message, locale, self._clock())
        elif update.my_chat_member:
            await self._team.note(update.my_chat_member, self._clock())

    async def _handle(self, update: Update, chat_id: int, locale: str) -> None:
        now = self._clock()
        opening = await self._organisation.read(open_conversation, chat_id, locale)
        conversation = opening.conversation
        async with answered(self.bot, update.callback_query):
            if update.update_id in conversation.recent_updates:
                return
            before = json.dumps(conversation.state)
            visit = Visit(self._organisation, opening.identity, now)
            await self._converse(update, conversation, visit)
            is_changed = visit.keeps_conversation and json.dumps(conversation.state) != before
            if is_changed and (conversation.state or visit.identity.is_linked):
                await self._keep(chat_id, conversation, update.update_id, now)

    async def _converse(self, update: Update, conversation: Conversation, visit: Visit) -> None:
        """Let the dialogs answer. Where even their apology fails, the conversation stays where it was."""
        try:
            with self._storage.holding(conversation):
                await self._dispatcher.feed_update(self.bot, update, visit=visit)
        except Exception:
            visit.keeps_conversation = False
            logger.exception("update %s was given up", update.update_id)

    async def _keep(self, chat_id: int, conversation: Conversation, update_id: int, now: datetime) -> None:
        conversation.recent_updates = [*conversation.recent_updates, update_id][-REMEMBERED:]
        await self._organisation.write_unsynced(keep_conversation, chat_id, conversation, now)


def _look(_uow: UnitOfWork) -> None:
    """Nothing but a look whether the database is there."""


def _origin(update: Update) -> tuple[Chat | None, User | None]:
    if update.message:
        return update.message.chat, update.message.from_user
    if update.callback_query:
        message = update.callback_query.message
        return message.chat if message else None, update.callback_query.from_user
    if update.my_chat_member:
        return update.my_chat_member.chat, update.my_chat_member.from_user
    return None, None


def _locale(user: User | None) -> str:
    """French first; English to those whose Telegram speaks it."""
    return "en" if user and (user.language_code or "").startswith("en") else "fr"
