"""Which chat a call is for, and what no chat of ours takes."""

import re
from typing import Final

from simulator.calls import Call
from simulator.errors import BotApiError, bad_request, forbidden, not_served, upgraded
from simulator.world import Chat, Conversation, Group, World

# What the real server says of these in chats like ours, to a bot like ours; `None` where only we do not serve it.
REFUSED: Final[dict[str, str | None]] = {
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
    "message_effect_id": "EFFECT_ID_INVALID",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "inline_message_id": "MESSAGE_ID_INVALID",
    "direct_messages_topic_id": None,
    "ephemeral_message_parameters": None,
    "rich_message": None,
    "thumbnail": None,
    "certificate": None,
    "ip_address": None,
}


def refuse_unserved(call: Call) -> None:
    """Raises BotApiError for a parameter that means nothing here."""
    for name in (*call.params, *call.uploads):
        if name in REFUSED:
            raise _refusal_of(name)
    if call.params.get("allow_paid_broadcast"):
        raise bad_request("FLOODSKIP_NOT_ALLOWED")


def id_of(chat_id: object) -> object:
    """A chat's id as a number, however it was written; what is no number as it is."""
    is_number = isinstance(chat_id, str) and re.fullmatch(r"[+-]?\d{1,19}", chat_id.strip())
    return int(str(chat_id)) if is_number else chat_id


def private_chat_of(world: World, call: Call) -> Chat:
    """The chat with a person that `chat_id` names, whether the bot may write there or not. Raises BotApiError 400."""
    chat_id = id_of(call.params["chat_id"])
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def chat_of(world: World, call: Call) -> Conversation:
    """The chat that `chat_id` names, whether its person lets the bot write or not.

    Raises BotApiError 400, and for a group that the bot is not in 403.
    """
    chat_id = id_of(call.params["chat_id"])
    group = world.groups.get(chat_id) if isinstance(chat_id, int) else None
    return private_chat_of(world, call) if group is None else _joined(group)


def open_chat_of(world: World, call: Call) -> Conversation:
    """The chat that `chat_id` names, where the bot may write. Raises BotApiError 400 or 403."""
    chat = chat_of(world, call)
    if isinstance(chat, Chat) and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if isinstance(chat, Chat) and chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def _joined(group: Group) -> Group:
    """The group, if the bot is in it; of one it has never been in, it does not know."""
    if group.bot == "left":
        raise bad_request("chat not found")
    if group.migrated_to is not None:
        raise upgraded(group.migrated_to)
    if group.bot == "kicked":
        raise forbidden(f"bot was kicked from the {'supergroup' if group.is_super else 'group'} chat")
    return group


def _refusal_of(name: str) -> BotApiError:
    words = REFUSED[name]
    return bad_request(words) if words else not_served(name)
