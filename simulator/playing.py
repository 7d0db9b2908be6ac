"""What people do in their chats, and what the bot hears of it."""

import secrets

from simulator.calls import Upload
from simulator.files import keep_document, keep_photo, picture_size
from simulator.formatting import FormattedText, plain
from simulator.shape import JsonObject
from simulator.world import Chat, Message, Query, StoredFile, World


class ImpossibleError(Exception):
    """A person cannot do this in the chat as it is; the message says why."""


def say(world: World, chat: Chat, text: str) -> Message:
    """Send a text. Raises ImpossibleError when there is nothing to send or the bot is blocked."""
    formatted = plain(text)
    if not formatted.text:
        raise ImpossibleError("there is no text to send")
    return _send(world, chat, formatted, None)


def send_file(world: World, chat: Chat, upload: Upload, caption: str) -> Message:
    """Send a photo if it is a picture, a document otherwise. Raises ImpossibleError or BotApiError."""
    keep = keep_photo if picture_size(upload.content) else keep_document
    return _send(world, chat, plain(caption), keep(world, upload))


def press(world: World, chat: Chat, message_id: int, data: str) -> Query:
    """Press the button with this callback data. Raises ImpossibleError when the message shows no such button."""
    _refuse_blocked(chat)
    message = chat.messages.get(message_id)
    buttons = [button for row in (message.keyboard or [] if message else []) for button in row]
    if message is None or not any(button.get("callback_data") == data for button in buttons):
        raise ImpossibleError("there is no such button in this message")
    query = Query(str(secrets.randbits(62)), chat.user.id, message_id, data, world.ticks())
    world.queries[query.id] = query
    body: JsonObject = {
        "id": query.id,
        "from": chat.user.as_user(),
        "message": world.as_message(chat, message),
        "chat_instance": chat.instance,
        "data": data,
    }
    world.updates.put("callback_query", body)
    return query


def set_blocked(world: World, chat: Chat, blocked: bool) -> None:
    """Block the bot or let it back in; the bot hears of a change."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = world.profile.as_user()
    member: JsonObject = {"status": "member", "user": bot}
    banned: JsonObject = {"status": "kicked", "user": bot, "until_date": 0}
    old, new = (member, banned) if blocked else (banned, member)
    world.updates.put(
        "my_chat_member",
        {
            "chat": chat.user.as_chat(),
            "from": chat.user.as_user(),
            "date": world.date(),
            "old_chat_member": old,
            "new_chat_member": new,
        },
    )
    chat.changed()


def _send(world: World, chat: Chat, formatted: FormattedText, file: StoredFile | None) -> Message:
    _refuse_blocked(chat)
    chat.started = True
    message = Message(world.next_message_id(), from_bot=False, date=world.date(), formatted=formatted, file=file)
    chat.keep(message)
    world.updates.put("message", world.as_message(chat, message))
    return message


def _refuse_blocked(chat: Chat) -> None:
    if chat.blocked:
        raise ImpossibleError("the bot is blocked: unblock it first")
