"""What the bot changes or takes back."""

from dataclasses import replace
from typing import Final

from simulator.calls import Call
from simulator.errors import bad_request
from simulator.formatting import formatted_caption, formatted_text
from simulator.keyboards import read_markup
from simulator.methods.addressing import chat_of, open_chat_of
from simulator.shape import JsonObject
from simulator.world import Conversation, Group, Message, World

DELETABLE_SECONDS: Final = 48 * 3600  # by the world's clock: a jump of a week makes messages too old, as a week does
MOST_AT_ONCE: Final = 100
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


async def edit_message_text(world: World, call: Call) -> JsonObject:
    """Without `reply_markup` the keyboard goes, as with the other edits."""
    params = call.params
    chat, message = _edited(world, call)
    if message.file is not None or "location" in message.extra:
        raise bad_request("there is no text in the message to edit")
    formatted = formatted_text(params.get("text", ""), params.get("parse_mode"), params.get("entities"))
    return _change(world, call, chat, message, replace(message, formatted=formatted))


async def edit_message_caption(world: World, call: Call) -> JsonObject:
    params = call.params
    chat, message = _edited(world, call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    caption = formatted_caption(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    return _change(world, call, chat, message, replace(message, formatted=caption))


async def edit_message_reply_markup(world: World, call: Call) -> JsonObject:
    chat, message = _edited(world, call)
    return _change(world, call, chat, message, replace(message))


async def delete_message(world: World, call: Call) -> bool:
    chat = chat_of(world, call)
    _delete(world, chat, _existing(chat, call.params["message_id"], "delete"))
    return True


async def delete_messages(world: World, call: Call) -> bool:
    """Those that cannot be found are skipped."""
    chat, ids = chat_of(world, call), call.params["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        if message_id in chat.messages:
            _delete(world, chat, chat.messages[message_id])
    return True


def _edited(world: World, call: Call) -> tuple[Conversation, Message]:
    if "chat_id" not in call.params:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = open_chat_of(world, call)
    message = _existing(chat, call.params["message_id"], "edit")
    if not message.editable:
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, call: Call, chat: Conversation, old: Message, new: Message) -> JsonObject:
    new.keyboard = read_markup(call.params.get("reply_markup"), in_group=isinstance(chat, Group)).inline
    if (new.formatted, new.keyboard) == (old.formatted, old.keyboard):
        raise bad_request(NOT_MODIFIED)
    new.edit_date = world.date()
    chat.keep(new)
    return world.as_message(chat, new)


def _existing(chat: Conversation, message_id: int, purpose: str) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def _delete(world: World, chat: Conversation, message: Message) -> None:
    """In a group, a bot that is no administrator deletes its own messages only."""
    if isinstance(chat, Group) and not message.from_bot:
        raise bad_request("message can't be deleted")
    if world.date() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    chat.changed()
