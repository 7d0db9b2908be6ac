"""A chat speaks: who it is, and where its conversation stood."""

from dataclasses import dataclass
from datetime import datetime

from core.db import chats
from core.db.conversations import load_conversation, save_conversation
from core.model.conversations import Conversation
from core.model.people import Identity
from core.organisation import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of a chat when an update of it arrives."""

    identity: Identity
    conversation: Conversation


def open_conversation(uow: UnitOfWork, telegram_id: int, locale: str) -> Opening:
    """Read who is behind a chat and its conversation; ``locale`` is spoken to a chat never seen."""
    identity = chats.identity_of(uow.tx, telegram_id) or Identity(telegram_id, locale)
    return Opening(identity, load_conversation(uow.tx, telegram_id))


def keep_conversation(uow: UnitOfWork, telegram_id: int, conversation: Conversation, now: datetime) -> None:
    """Store where the conversation of a chat stands."""
    save_conversation(uow.tx, telegram_id, conversation, now)


def welcome_back(uow: UnitOfWork, telegram_id: int) -> None:
    """A chat that had blocked the bot writes again: it may be written to."""
    chats.unblock_chat(uow.tx, telegram_id)


def note_blocked(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """A chat has blocked the bot: nothing can be sent to it."""
    chats.block_chat(uow.tx, telegram_id, now)
