"""What people do in their chats, and what the bot hears of it.

In a group, `author` says who of its members acts; a private chat has one person, who needs no naming.
"""

import re
import secrets

from simulator.calls import Upload
from simulator.files import keep_document, keep_photo, picture_size
from simulator.formatting import FormattedText, plain
from simulator.shape import JsonObject
from simulator.world import BotStatus, Chat, Conversation, Group, Message, Query, StoredFile, User, World


class ImpossibleError(Exception):
    """A person cannot do this in the chat as it is; the message says why."""


def say(
    world: World, chat: Conversation, text: str, *, author: User | None = None, reply_to: int | None = None
) -> Message:
    """Send a text. Raises ImpossibleError when there is nothing to send, or the chat does not let the person."""
    formatted = plain(text)
    if not formatted.text:
        raise ImpossibleError("there is no text to send")
    if reply_to is not None and reply_to not in chat.messages:
        raise ImpossibleError("there is no message to reply to")
    return _send(world, chat, formatted, None, author, reply_to)


def send_file(world: World, chat: Conversation, upload: Upload, caption: str, *, author: User | None = None) -> Message:
    """Send a photo if it is a picture, a document otherwise. Raises ImpossibleError or BotApiError."""
    keep = keep_photo if picture_size(upload.content) else keep_document
    return _send(world, chat, plain(caption), keep(world, upload), author, None)


def press(world: World, chat: Conversation, message_id: int, data: str, *, author: User | None = None) -> Query:
    """Press the button with this callback data. Raises ImpossibleError when the message shows no such button."""
    user = _actor(chat, author)
    if isinstance(chat, Group) and chat.bot != "member":
        raise ImpossibleError("the bot is not in this group")
    message = chat.messages.get(message_id)
    buttons = [button for row in (message.keyboard or [] if message else []) for button in row]
    if message is None or not any(button.get("callback_data") == data for button in buttons):
        raise ImpossibleError("there is no such button in this message")
    query = Query(str(secrets.randbits(62)), user.id, message_id, data, world.ticks())
    world.queries[query.id] = query
    body: JsonObject = {
        "id": query.id,
        "from": user.as_user(),
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
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    tell_membership(world, chat, chat.user, old, new)
    chat.changed()


def tell_membership(world: World, chat: Conversation, by: User, old: str, new: str) -> None:
    """The bot hears that somebody changed its standing in a chat."""
    world.updates.put(
        "my_chat_member",
        {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": world.date(),
            "old_chat_member": _standing(world, old),
            "new_chat_member": _standing(world, new),
        },
    )


def put_message(world: World, chat: Conversation, message: Message) -> None:
    """Show a message of a person in a chat, and to the bot if it is for the bot."""
    chat.keep(message)
    if _reaches_bot(world, chat, message):
        world.updates.put("message", world.as_message(chat, message))


def _standing(world: World, status: BotStatus | str) -> JsonObject:
    """A `ChatMember` of the Bot API: the bot's."""
    banned: JsonObject = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": world.profile.as_user()} | banned


def _send(
    world: World,
    chat: Conversation,
    formatted: FormattedText,
    file: StoredFile | None,
    author: User | None,
    reply_to: int | None,
) -> Message:
    _actor(chat, author)
    if isinstance(chat, Chat):
        chat.started = True
    message = Message(
        world.message_id_in(chat),
        from_bot=False,
        date=world.date(),
        formatted=formatted,
        file=file,
        author=author,
        reply_to=reply_to,
    )
    put_message(world, chat, message)
    return message


def _reaches_bot(world: World, chat: Conversation, message: Message) -> bool:
    """In a group the bot is in privacy mode: it sees what happens to the group, commands, and replies to itself."""
    if not isinstance(chat, Group):
        return True
    replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    is_reply = replied is not None and replied.from_bot
    is_for_bot = bool(message.extra) or is_reply or _is_command(message.formatted, world.profile.username)
    return chat.bot == "member" and is_for_bot


def _is_command(formatted: FormattedText, username: str) -> bool:
    """Whether a text begins with a command, and names no other bot."""
    begins = any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in formatted.entities)
    addressee = re.match(r"/\w+@(\w+)", formatted.text)
    return begins and (addressee is None or addressee[1].lower() == username.lower())


def _actor(chat: Conversation, author: User | None) -> User:
    """Who acts. Raises ImpossibleError when the chat does not let them."""
    if isinstance(chat, Chat):
        if chat.blocked:
            raise ImpossibleError("the bot is blocked: unblock it first")
        return chat.user
    if isinstance(chat, Group) and chat.migrated_to is not None:
        raise ImpossibleError("this group has become a supergroup")
    if author is None or not isinstance(chat, Group) or author not in chat.members:
        raise ImpossibleError("only members of a group act in it")
    return author
