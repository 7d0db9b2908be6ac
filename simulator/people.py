"""The simulator's own HTTP API, which plays people and steers the world. JSON in, JSON out."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator import playing
from simulator.exchange import RequestError, demand, read_body, read_upload, replied_to, wait_while
from simulator.faults import KINDS, Fault
from simulator.gateway import Gateway
from simulator.shape import JsonObject
from simulator.showing import file_in, shown_chat, shown_group, shown_person
from simulator.world import Chat, User, World

PARIS: Final = ZoneInfo("Europe/Paris")


class Jump(NamedTuple):
    """A shortcut of the demo: move the clock to `now`."""

    label: str
    now: datetime


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
        """Everybody, and the groups they are in; a group that was upgraded is there no more."""
        profile, groups = self._world.profile, self._world.groups.values()
        answer: JsonObject = {
            "bot": {"username": profile.username, "first_name": profile.first_name},
            "people": [shown_person(chat) for chat in self._world.chats.values()],
            "groups": [shown_group(group) for group in groups if group.migrated_to is None],
        }
        return web.json_response(answer)

    async def _add(self, request: web.Request) -> web.Response:
        document = await read_body(request, id=int, first_name=str)
        document.pop("blocked", None)
        try:
            chat = self._world.add(User(**document))
        except (TypeError, ValueError) as error:
            raise RequestError(400, f"this person cannot be added: {error}") from None
        return web.json_response(shown_person(chat), status=201)

    async def _chat(self, request: web.Request) -> web.Response:
        chat, since = self._chat_of(request), request.query.get("since")
        await wait_while(request, chat.bell, lambda: since == str(chat.version) and not self._world.updates.closed)
        seen = shown_chat(self._world, chat, chat.user.language_code)
        return web.json_response(seen | {"blocked": chat.blocked})

    async def _text(self, request: web.Request) -> web.Response:
        document, chat = await read_body(request, text=str), self._chat_of(request)
        message = playing.say(self._world, chat, document["text"], reply_to=replied_to(document))
        return web.json_response({"message_id": message.message_id})

    async def _press(self, request: web.Request) -> web.Response:
        document = await read_body(request, message_id=int, data=str)
        query = playing.press(self._world, self._chat_of(request), document["message_id"], document["data"])
        return web.json_response({"callback_query_id": query.id})

    async def _query_answer(self, request: web.Request) -> web.Response:
        """What the bot answered to a button that this person pressed, in whatever chat."""
        chat = self._chat_of(request)
        query = self._world.queries.get(request.match_info["query"])
        if query is None or query.user_id != chat.user.id:
            raise RequestError(404, "this person asked no such query")
        await wait_while(request, chat.bell, lambda: query.answer is None and not self._world.updates.closed)
        answer = asdict(query.answer) if query.answer else {"text": None, "show_alert": False, "url": None}
        return web.json_response({"answered": query.answer is not None} | answer)

    async def _document(self, request: web.Request) -> web.Response:
        chat = self._chat_of(request)
        file, fields = await read_upload(request)
        message = playing.send_file(self._world, chat, file, fields.get("caption", ""))
        return web.json_response({"message_id": message.message_id})

    async def _file(self, request: web.Request) -> web.Response:
        return file_in(self._chat_of(request), request.match_info["unique"])

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
        document = await read_body(request)
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
        document = await read_body(request)
        if document.get("kind") not in KINDS:
            raise RequestError(400, f"a fault is one of {', '.join(KINDS)}")
        demand({"times": 1, "retry_after": 1} | document, times=int, retry_after=int)
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
