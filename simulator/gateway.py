"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio

from aiohttp import web

from simulator.calls import Call, CallRecord, read_call
from simulator.errors import BotApiError, too_many_requests
from simulator.faults import Fault, Faults
from simulator.methods import METHODS
from simulator.methods.addressing import id_of, refuse_unserved
from simulator.rate_limit import RateLimit
from simulator.shape import BotApi
from simulator.world import World

BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


class Gateway:
    """Takes calls in, spoils some on demand, and records them all in `calls`."""

    def __init__(self, world: World, rate_limit: RateLimit | None) -> None:
        self.calls: list[CallRecord] = []
        self.faults = Faults()
        self._world = world
        self._rate_limit = rate_limit
        self._api = BotApi()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", r"/bot{token:[^/]+}/{method:[^/]*}", self._answer),
            web.get(r"/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    async def perform(self, call: Call) -> object:
        """Check and carry out a call; its result, as JSON. Never raises: a refusal is a result with `ok` false."""
        try:
            result = await self._result_of(call)
        except BotApiError as refusal:
            self._record(call, refusal)
            return refusal.body()
        self._record(call, None)
        return {"ok": True, "result": result}

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = Call(request.match_info["method"])
        try:
            if request.match_info["token"] != self._world.token:
                raise BotApiError(401, "Unauthorized")
            call = await read_call(request, self._api.method_named(call.method))
            return await self._answer_spoilt(request, call)
        except BotApiError as refusal:
            self._record(call, refusal)
            return _refused(refusal)

    async def _answer_spoilt(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self.faults.next(call.method, id_of(call.params.get("chat_id")))
        if fault is not None:
            spoilt = self._spoil(request, call, fault)
            if spoilt is not None:
                return spoilt
        answer = await self.perform(call)
        if fault is not None and fault.kind == "drop_after_accept":
            return _dropped(request)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        return _json(answer)

    def _spoil(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """What a fault answers instead of the server, or nothing when the call goes through."""
        match fault.kind:
            case "too_many_requests":
                raise too_many_requests(fault.retry_after)
            case "bad_gateway":
                self._record(call, BotApiError(502, "Bad Gateway"))
                return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
            case "drop_before_accept":
                self._record(call, BotApiError(0, "connection dropped"))
                return _dropped(request)
        return None

    async def _result_of(self, call: Call) -> object:
        call.method = self._api.method_named(call.method)
        call.params = self._api.read(call.method, call.params, frozenset(call.uploads))
        refuse_unserved(call)
        if self._rate_limit is not None:
            self._rate_limit.count(call.method, id_of(call.params.get("chat_id")))
        return await METHODS[call.method](self._world, call)

    def _record(self, call: Call, refusal: BotApiError | None) -> None:
        words = refusal.description if refusal else None
        at = self._world.clock.now().timestamp()
        self.calls.append(CallRecord(call.method, call.params, refusal is None, words, at))

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._world.token:
            return _refused(BotApiError(401, "Unauthorized"))
        for file in self._world.files.values():
            if file.file_path == request.match_info["path"]:
                return web.Response(body=file.content, content_type="application/octet-stream")
        return _refused(BotApiError(404, "Not Found"))


def _refused(refusal: BotApiError) -> web.Response:
    return _json(refusal.body())


def _json(answer: object) -> web.Response:
    code = answer.get("error_code", 200) if isinstance(answer, dict) else 200
    return web.json_response(answer, status=code)


def _dropped(request: web.Request) -> web.Response:
    """Cut the connection; the response goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
