"""Who a call is for, and what no private chat with a person takes."""

import re
from typing import Final

from simulator.calls import Call
from simulator.errors import BotApiError, bad_request, forbidden, not_served
from simulator.world import Chat, World

# What the real server says of these in a private chat, to a bot like ours; `None` where only we do not serve it.
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


def chat_of(world: World, call: Call) -> Chat:
    """The chat that `chat_id` names, whether the bot may write there or not. Raises BotApiError 400."""
    chat_id = call.params["chat_id"]
    if isinstance(chat_id, str):
        chat_id = int(chat_id) if re.fullmatch(r"[+-]?\d{1,19}", chat_id.strip()) else None
    chat = world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat_of(world: World, call: Call) -> Chat:
    """The chat that `chat_id` names, where the bot may write. Raises BotApiError 400 or 403."""
    chat = chat_of(world, call)
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def _refusal_of(name: str) -> BotApiError:
    words = REFUSED[name]
    return bad_request(words) if words else not_served(name)
