"""Requests of people's pages and of tests: read with care, refused in sentences."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote

from aiohttp import web

from simulator.bell import Bell
from simulator.calls import Call, Upload, read_parts
from simulator.errors import BotApiError
from simulator.playing import ImpossibleError
from simulator.shape import JsonObject

LONGEST_POLL: Final = 60.0
OPENED: Final = frozenset(("application/pdf", "image/png", "image/jpeg", "image/gif"))
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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


async def read_body(request: web.Request, **wanted: type) -> JsonObject:
    """The JSON object of a request, with what is wanted of it. Raises RequestError."""
    try:
        document = await request.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise RequestError(400, "the body must be a JSON object")
    return demand(document, **wanted)


def demand(document: JsonObject, **wanted: type) -> JsonObject:
    """The document, if it holds these fields of these types. Raises RequestError."""
    for name, kind in wanted.items():
        if not isinstance(document.get(name), kind) or (kind is int and isinstance(document[name], bool)):
            raise RequestError(400, f'"{name}" must be given, as {kind.__name__}')
    return document


def replied_to(document: JsonObject) -> int | None:
    """The message that a text is a reply to, if it is one. Raises RequestError."""
    reply_to: int | None = document.get("reply_to")
    return None if reply_to is None else int(demand(document, reply_to=int)["reply_to"])


async def read_upload(request: web.Request) -> tuple[Upload, JsonObject]:
    """The file of a form, and its other fields. Raises RequestError or BotApiError."""
    if not request.content_type.startswith("multipart/"):
        raise RequestError(400, "a file comes as multipart/form-data")
    form = Call("")
    await read_parts(await request.multipart(), form)
    if "file" not in form.uploads:
        raise RequestError(400, 'the form has no "file"')
    return form.uploads["file"], form.params


async def wait_while(request: web.Request, bell: Bell, unchanged: Callable[[], bool]) -> None:
    """Hold a request until something changes, or for the `timeout` in its query, in seconds. Raises RequestError."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _seconds(request)
    while unchanged() and (left := deadline - loop.time()) > 0:
        await bell.wait(left)


def file_response(content: bytes, file_name: str, mime_type: str) -> web.Response:
    """A file that opens in the browser if it is of a harmless kind, to be saved if not: HTML must not run here."""
    opens = mime_type in OPENED
    disposition = f"{'inline' if opens else 'attachment'}; filename*=UTF-8''{quote(file_name, safe='')}"
    kind = mime_type if opens else "application/octet-stream"
    return web.Response(body=content, content_type=kind, headers={"Content-Disposition": disposition})


def _seconds(request: web.Request) -> float:
    try:
        return min(float(request.query.get("timeout", 0)), LONGEST_POLL)
    except ValueError:
        raise RequestError(400, '"timeout" must be a number of seconds') from None
