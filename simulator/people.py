"""The simulator's own HTTP API, which plays people and steers the world. JSON in, JSON out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator import playing
from simulator.calls import Call, read_parts
from simulator.drawing import draw
from simulator.errors import BotApiError
from simulator.faults import KINDS, Fault
from simulator.gateway import Gateway
from simulator.playing import ImpossibleError
from simulator.shape import JsonObject
from simulator.world import Chat, Message, StoredFile, User, World

PARIS: Final = ZoneInfo("Europe/Paris")
LONGEST_POLL: Final = 60.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Jump(NamedTuple):
    """A shortcut of the demo: move the clock to `now`."""

    label: str
    now: datetime


class RequestError(Exception):
    """The request cannot be answered, for this reason."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@web.middleware
async def say_why(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what goes wrong into `{"error": "…"}`."""
    try:
        return await handler(request)
    except RequestError as problem:
        return web.json_response({"error": str(problem)}, status=problem.status)
    except ImpossibleError as problem:
        return web.json_response({"error": str(problem)}, status=409)
    except BotApiError as refusal:
        return web.json_response({"error": refusal.description}, status=400)


class People:
    """Handlers of the people's API."""

    def __init__(self, world: World, gateway: Gateway, jumps: Sequence[Jump]) -> None:
        self._world = world
        self._gateway = gateway
        self._jumps = jumps

    def routes(self) -> list[web.RouteDef]:
        person = r"/people/{id:\d+}"
        return [
            web.get("/people", self._people),
            web.post("/people", self._add),
            web.get(f"{person}/chat", self._chat),
            web.post(f"{person}/text", self._text),
            web.post(f"{person}/press", self._press),
            web.get(f"{person}/answers/{{query}}", self._query_answer),
            web.post(f"{person}/document", self._document),
            web.get(f"{person}/files/{{unique}}", self._file),
            web.post(f"{person}/block", self._block),
            web.post(f"{person}/unblock", self._unblock),
            web.get("/clock", self._clock),
            web.post("/clock", self._set_clock),
            web.get("/jumps", self._list_jumps),
            web.post("/faults", self._arm),
            web.delete("/faults", self._disarm),
            web.get("/calls", self._calls),
            web.delete("/calls", self._forget_calls),
        ]

    async def _people(self, request: web.Request) -> web.Response:
        bot = {"username": self._world.profile.username, "first_name": self._world.profile.first_name}
        return web.json_response({"bot": bot, "people": [_person(chat) for chat in self._world.chats.values()]})

    async def _add(self, request: web.Request) -> web.Response:
        document = await _body(request)
        document.pop("blocked", None)
        _demand(document, {"id": int, "first_name": str})
        try:
            chat = self._world.add(User(**document))
        except (TypeError, ValueError) as error:
            raise RequestError(400, f"this person cannot be added: {error}") from None
        return web.json_response(_person(chat), status=201)

    async def _chat(self, request: web.Request) -> web.Response:
        chat = self._chat_of(request)
        since = request.query.get("since")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _seconds(request)
        while since == str(chat.version) and not self._world.updates.closed and (left := deadline - loop.time()) > 0:
            await chat.bell.wait(left)
        return web.json_response(self._shown(chat))

    async def _text(self, request: web.Request) -> web.Response:
        document = _demand(await _body(request), {"text": str})
        message = playing.say(self._world, self._chat_of(request), document["text"])
        return web.json_response({"message_id": message.message_id})

    async def _press(self, request: web.Request) -> web.Response:
        document = _demand(await _body(request), {"message_id": int, "data": str})
        query = playing.press(self._world, self._chat_of(request), document["message_id"], document["data"])
        return web.json_response({"callback_query_id": query.id})

    async def _query_answer(self, request: web.Request) -> web.Response:
        chat = self._chat_of(request)
        query = self._world.queries.get(request.match_info["query"])
        if query is None or query.user_id != chat.user.id:
            raise RequestError(404, "this person asked no such query")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _seconds(request)
        while query.answer is None and not self._world.updates.closed and (left := deadline - loop.time()) > 0:
            await chat.bell.wait(left)
        answer = asdict(query.answer) if query.answer else {"text": None, "show_alert": False, "url": None}
        return web.json_response({"answered": query.answer is not None} | answer)

    async def _document(self, request: web.Request) -> web.Response:
        chat = self._chat_of(request)
        if not request.content_type.startswith("multipart/"):
            raise RequestError(400, "a file comes as multipart/form-data")
        form = Call("")
        await read_parts(await request.multipart(), form)
        if "file" not in form.uploads:
            raise RequestError(400, 'the form has no "file"')
        message = playing.send_file(self._world, chat, form.uploads["file"], form.params.get("caption", ""))
        return web.json_response({"message_id": message.message_id})

    async def _file(self, request: web.Request) -> web.Response:
        for message in self._chat_of(request).messages.values():
            if message.file and message.file.file_unique_id == request.match_info["unique"]:
                return _download(message.file)
        raise RequestError(404, "there is no such file in this chat")

    async def _block(self, request: web.Request) -> web.Response:
        return self._set_blocked(request, blocked=True)

    async def _unblock(self, request: web.Request) -> web.Response:
        return self._set_blocked(request, blocked=False)

    def _set_blocked(self, request: web.Request, *, blocked: bool) -> web.Response:
        playing.set_blocked(self._world, self._chat_of(request), blocked)
        return web.json_response({"blocked": blocked})

    async def _clock(self, request: web.Request) -> web.Response:
        clock = self._world.clock
        return web.json_response({"now": clock.now().astimezone(PARIS).isoformat("T", "seconds"), "moved": clock.moved})

    async def _set_clock(self, request: web.Request) -> web.Response:
        document = await _body(request)
        try:
            if "now" in document:
                instant = datetime.fromisoformat(document["now"])
                # The page's date field knows no offset: it means the school's own time.
                self._world.clock.move_to(instant if instant.tzinfo else instant.replace(tzinfo=PARIS))
            else:
                self._world.clock.advance(timedelta(seconds=document["advance_seconds"]))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise RequestError(400, 'the clock takes "now" in ISO form, or "advance_seconds"') from None
        return await self._clock(request)

    async def _list_jumps(self, request: web.Request) -> web.Response:
        jumps = [{"label": jump.label, "now": jump.now.astimezone(PARIS).isoformat()} for jump in self._jumps]
        return web.json_response(jumps)

    async def _arm(self, request: web.Request) -> web.Response:
        document = await _body(request)
        if document.get("kind") not in KINDS:
            raise RequestError(400, f"a fault is one of {', '.join(KINDS)}")
        _demand({"times": 1, "retry_after": 1} | document, {"times": int, "retry_after": int})
        try:
            fault = Fault(**document)
        except TypeError as error:
            raise RequestError(400, f"this is no fault: {error}") from None
        return web.json_response({"armed": self._gateway.faults.arm(fault)})

    async def _disarm(self, request: web.Request) -> web.Response:
        self._gateway.faults.disarm()
        return web.json_response({"armed": 0})

    async def _calls(self, request: web.Request) -> web.Response:
        return web.json_response([call.as_json() for call in self._gateway.calls])

    async def _forget_calls(self, request: web.Request) -> web.Response:
        self._gateway.calls.clear()
        return web.json_response([])

    def _chat_of(self, request: web.Request) -> Chat:
        chat = self._world.chats.get(int(request.match_info["id"]))
        if chat is None:
            raise RequestError(404, "there is no such person")
        return chat

    def _shown(self, chat: Chat) -> JsonObject:
        commands = self._world.profile.commands_for(chat.user.id, chat.user.language_code)
        return {
            "version": chat.version,
            "messages": [_message(chat, message) for message in sorted(chat.messages.values(), key=_by_id)],
            "commands": [{name: command[name] for name in ("command", "description")} for command in commands],
            "typing": chat.typing(),
            "blocked": chat.blocked,
        }


def _by_id(message: Message) -> int:
    return message.message_id


def _person(chat: Chat) -> JsonObject:
    return asdict(chat.user) | {"blocked": chat.blocked}


def _message(chat: Chat, message: Message) -> JsonObject:
    file, words = message.file, message.formatted.text or None
    return {
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "date": message.date,
        "edit_date": message.edit_date,
        "html": draw(message.formatted),
        "text": words if file is None else None,
        "caption": words if file is not None else None,
        "keyboard": message.keyboard and [[_button(button) for button in row] for row in message.keyboard],
        "reply_keyboard": message.reply_keyboard and [[b["text"] for b in row] for row in message.reply_keyboard],
        "document": _document(chat, file) if file and not file.is_photo else None,
        "photo": _photo(chat, file) if file and file.is_photo else None,
    }


def _button(button: JsonObject) -> JsonObject:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _document(chat: Chat, file: StoredFile) -> JsonObject:
    size = {"file_size": len(file.content), "url": _url(chat, file)}
    return {"file_id": file.file_id, "file_name": file.file_name, "mime_type": file.mime_type} | size


def _photo(chat: Chat, file: StoredFile) -> JsonObject:
    return {"file_id": file.file_id, "url": _url(chat, file), "width": file.width, "height": file.height}


def _url(chat: Chat, file: StoredFile) -> str:
    return f"/people/{chat.user.id}/files/{file.file_unique_id}"


def _download(file: StoredFile) -> web.Response:
    """A photo is shown, anything else only saved: a sent HTML file must not run beside the chat."""
    shown = "inline" if file.is_photo else f"attachment; filename*=UTF-8''{quote(file.file_name, safe='')}"
    kind = file.mime_type if file.is_photo else "application/octet-stream"
    return web.Response(body=file.content, content_type=kind, headers={"Content-Disposition": shown})


async def _body(request: web.Request) -> JsonObject:
    try:
        document = await request.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise RequestError(400, "the body must be a JSON object")
    return document


def _demand(document: JsonObject, wanted: dict[str, type]) -> JsonObject:
    for name, kind in wanted.items():
        if not isinstance(document.get(name), kind) or isinstance(document.get(name), bool):
            raise RequestError(400, f'"{name}" must be given, as {kind.__name__}')
    return document


def _seconds(request: web.Request) -> float:
    try:
        return min(float(request.query.get("timeout", 0)), LONGEST_POLL)
    except ValueError:
        raise RequestError(400, '"timeout" must be a number of seconds') from None
