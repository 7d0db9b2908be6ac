"""What the bot sends: messages, files, signs of life, answers to pressed buttons."""

from typing import Final

from simulator.calls import Call
from simulator.errors import bad_request, not_served
from simulator.files import DOWNLOAD_LIMIT, keep_document, keep_photo, stored_file
from simulator.formatting import FormattedText, formatted_caption, formatted_text
from simulator.keyboards import Markup, read_markup
from simulator.links import WrongLinkError, normal_link
from simulator.methods.addressing import id_of, open_chat_of
from simulator.shape import JsonObject
from simulator.world import Answer, Conversation, Group, Message, StoredFile, World

ACTIONS: Final = frozenset(
    (
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
        *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    )
)
QUERY_SECONDS: Final = 15.0
MOST_LATITUDE: Final = 90
MOST_LONGITUDE: Final = 180


async def send_message(world: World, call: Call) -> JsonObject:
    params = call.params
    chat = open_chat_of(world, call)
    formatted = formatted_text(params["text"], params.get("parse_mode"), params.get("entities"))
    extra: JsonObject = {}
    if preview := params.get("link_preview_options"):
        _check_preview(preview)
        extra["link_preview_options"] = preview
    return _send(world, call, chat, formatted, extra=extra)


async def send_document(world: World, call: Call) -> JsonObject:
    chat, caption = open_chat_of(world, call), _caption(call)
    return _send(world, call, chat, caption, file=_sent_file(world, call, "document"))


async def send_photo(world: World, call: Call) -> JsonObject:
    chat, caption = open_chat_of(world, call), _caption(call)
    extra: JsonObject = {"has_media_spoiler": True} if call.params.get("has_spoiler") else {}
    if call.params.get("show_caption_above_media"):
        extra["show_caption_above_media"] = True
    return _send(world, call, chat, caption, file=_sent_file(world, call, "photo"), extra=extra)


async def send_location(world: World, call: Call) -> JsonObject:
    params = call.params
    chat = open_chat_of(world, call)
    for name in params.keys() & {"live_period", "heading", "proximity_alert_radius"}:
        raise not_served(name)
    if not (abs(params["latitude"]) <= MOST_LATITUDE and abs(params["longitude"]) <= MOST_LONGITUDE):
        raise bad_request("Wrong location specified")
    names = ("latitude", "longitude", "horizontal_accuracy")
    location = {name: params[name] for name in names if name in params}
    return _send(world, call, chat, FormattedText(""), extra={"location": location})


async def send_chat_action(world: World, call: Call) -> bool:
    chat = open_chat_of(world, call)
    if call.params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.show_typing()
    return True


async def get_file(world: World, call: Call) -> JsonObject:
    known = world.files.get(call.params["file_id"])
    if known is None:
        raise bad_request("invalid file_id")
    if len(known.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return known.as_file()


async def answer_callback_query(world: World, call: Call) -> bool:
    """A query is answered once, and soon: the person's spinner stops by itself, in real time."""
    query = world.queries.get(call.params["callback_query_id"])
    if query is None or query.answer is not None or world.ticks() - query.asked_at > QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answer = _answer(world, call)
    world.chats[query.user_id].bell.ring()
    return True


def _answer(world: World, call: Call) -> Answer:
    params = call.params
    url = params.get("url")
    if url and not url.startswith((f"https://t.me/{world.profile.username}?start=", "tg://")):
        raise bad_request("URL_INVALID")
    return Answer(params.get("text") or None, bool(params.get("show_alert")), url or None)


def _send(
    world: World,
    call: Call,
    chat: Conversation,
    formatted: FormattedText,
    *,
    file: StoredFile | None = None,
    extra: JsonObject | None = None,
) -> JsonObject:
    markup: Markup = read_markup(call.params.get("reply_markup"), in_group=isinstance(chat, Group))
    reply_to = _replied_to(call, chat)
    message = Message(
        world.message_id_in(chat),
        from_bot=True,
        date=world.date(),
        formatted=formatted,
        file=file,
        keyboard=markup.inline,
        reply_keyboard=markup.reply,
        has_other_markup=markup.removed or markup.force_reply,
        reply_to=reply_to,
        extra=(extra or {}) | ({"has_protected_content": True} if call.params.get("protect_content") else {}),
    )
    chat.keep(message)
    return world.as_message(chat, message)


def _replied_to(call: Call, chat: Conversation) -> int | None:
    reply: JsonObject = call.params.get("reply_parameters") or {}
    if not reply:
        return None
    for name in reply.keys() - {"message_id", "chat_id", "allow_sending_without_reply"}:
        raise not_served(f"reply_parameters.{name}")
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    if reply["message_id"] in chat.messages and id_of(reply.get("chat_id", chat.id)) == chat.id:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _caption(call: Call) -> FormattedText:
    params = call.params
    return formatted_caption(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))


def _sent_file(world: World, call: Call, kind: str) -> StoredFile:
    reference = call.params.get(kind, "")
    upload = call.uploads.get(reference.removeprefix("attach://") or kind)
    if upload is None:
        return stored_file(world, reference, photo=kind == "photo")
    return keep_photo(world, upload) if kind == "photo" else keep_document(world, upload)


def _check_preview(options: JsonObject) -> None:
    try:
        if options.get("url"):
            normal_link(options["url"])
    except WrongLinkError:
        raise bad_request("WEBPAGE_URL_INVALID") from None
