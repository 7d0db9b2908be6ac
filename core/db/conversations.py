"""Where the conversation of a chat stands: what lives in no other table, such as which screen is open."""

from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from core.db.tables import conversations
from core.db.transaction import Transaction
from core.db.upserts import upsert_in
from core.model.conversations import Conversation

_CONVERSATION_OF = select(conversations.c.state, conversations.c.recent_updates).where(
    conversations.c.telegram_id == bindparam("telegram_id")
)


def load_conversation(tx: Transaction, telegram_id: int) -> Conversation:
    """The conversation of a chat; an empty one where there is none."""
    row = tx.execute(_CONVERSATION_OF, {"telegram_id": telegram_id}).one_or_none()
    return Conversation(*row) if row is not None else Conversation()


def save_conversation(tx: Transaction, telegram_id: int, conversation: Conversation, now: datetime) -> None:
    """Store the conversation of a chat."""
    values = {
        "telegram_id": telegram_id,
        "state": conversation.state,
        "recent_updates": conversation.recent_updates,
        "updated_at": now,
    }
    tx.execute(_replace(tx.dialect.name), values)


@cache
def _replace(dialect: str) -> postgresql.Insert | sqlite.Insert:
    insert = upsert_in(dialect, conversations)
    new = {name: insert.excluded[name] for name in ("state", "recent_updates", "updated_at")}
    return insert.on_conflict_do_update(index_elements=[conversations.c.telegram_id], set_=new)
