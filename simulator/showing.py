"""Chats as people see them, in JSON."""

from dataclasses import asdict
from typing import Final

from aiohttp import web

from simulator.drawing import draw
from simulator.exchange import RequestError, file_response
from simulator.formatting import FormattedText
from simulator.shape import JsonObject
from simulator.world import Chat, Conversation, Group, Message, StoredFile, World

# What a service message tells of, in the Bot API's own words.
SERVICE: Final = (
    *("group_chat_created", "new_chat_members", "left_chat_member"),
    *("migrate_to_chat_id", "migrate_from_chat_id"),
)


def shown_person(chat: Chat) -> JsonObject:
    return asdict(chat.user) | {"blocked": chat.blocked}


def shown_group(group: Group) -> JsonObject:
    return {
        "id": group.id,
        "title": group.title,
        "type": group.as_chat()["type"],
        "members": [member.id for member in group.members],
        "bot": group.bot,
        "migrated_to": group.migrated_to,
        "migrated_from": group.migrated_from,
    }


def shown_chat(world: World, chat: Conversation, language: str) -> JsonObject:
    """All of a chat: messages, the oldest first, commands, whether the bot is typing."""
    commands = world.profile.commands_for(chat.id, language)
    return {
        "version": chat.version,
        "messages": [_message(chat, message) for message in sorted(chat.messages.values(), key=_by_id)],
        "commands": [{name: command[name] for name in ("command", "description")} for command in commands],
        "typing": chat.typing(),
    }


def file_in(chat: Conversation, unique: str) -> web.Response:
    """A file of a chat, to be opened or saved. Raises RequestError."""
    for message in chat.messages.values():
        file = message.file
        if file and file.file_unique_id == unique:
            return file_response(file.content, file.file_name, file.mime_type)
    raise RequestError(404, "there is no such file in this chat")


def _by_id(message: Message) -> int:
    return message.message_id


def _message(chat: Conversation, message: Message) -> JsonObject:
    formatted = _written(message)
    file, words = message.file, formatted.text or None
    return {
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "author": _author(message),
        "service": next((kind for kind in SERVICE if kind in message.extra), None),
        "date": message.date,
        "edit_date": message.edit_date,
        "html": draw(formatted),
        "text": words if file is None else None,
        "caption": words if file is not None else None,
        "keyboard": message.keyboard and [[_button(button) for button in row] for row in message.keyboard],
        "reply_keyboard": message.reply_keyboard and [[b["text"] for b in row] for row in message.reply_keyboard],
        "document": _document(chat, file) if file and not file.is_photo else None,
        "photo": _photo(chat, file) if file and file.is_photo else None,
    }


def _written(message: Message) -> FormattedText:
    """What a message says; a location is shown as its coordinates, which open a map."""
    if "location" not in message.extra:
        return message.formatted
    place = message.extra["location"]
    text = f"{place['latitude']}, {place['longitude']}"
    url = f"https://www.openstreetmap.org/?mlat={place['latitude']}&mlon={place['longitude']}#map=17"
    return FormattedText(f"📍 {text}", [{"type": "text_link", "offset": 3, "length": len(text), "url": url}])


def _author(message: Message) -> JsonObject | None:
    author = message.author
    if author is None:
        return None
    return {"id": author.id, "name": " ".join(filter(None, (author.first_name, author.last_name)))}


def _button(button: JsonObject) -> JsonObject:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _document(chat: Conversation, file: StoredFile) -> JsonObject:
    size = {"file_size": len(file.content), "url": _url(chat, file)}
    return {"file_id": file.file_id, "file_name": file.file_name, "mime_type": file.mime_type} | size


def _photo(chat: Conversation, file: StoredFile) -> JsonObject:
    return {"file_id": file.file_id, "url": _url(chat, file), "width": file.width, "height": file.height}


def _url(chat: Conversation, file: StoredFile) -> str:
    return f"/{'groups' if isinstance(chat, Group) else 'people'}/{chat.id}/files/{file.file_unique_id}"
