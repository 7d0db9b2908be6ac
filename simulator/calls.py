"""A call to the Bot API as it comes in over HTTP: query string, form, multipart or JSON."""

import json
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from simulator.errors import BotApiError, bad_request
from simulator.shape import JsonObject

UPLOAD_LIMIT: Final = 50 * 1024 * 1024
BODY_LIMIT: Final = UPLOAD_LIMIT + 1024 * 1024  # an upload and the fields beside it


@dataclass(frozen=True)
class Upload:
    """A file sent with a call."""

    file_name: str
    content_type: str
    content: bytes


@dataclass
class Call:
    """A call: its parameters as sent, until `BotApi.read` has typed and checked them, and its files by part name."""

    method: str
    params: JsonObject = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True)
class CallRecord:
    """A call that was answered, for tests to look at; `at` is a Unix time by the world's clock."""

    method: str
    params: JsonObject
    ok: bool
    description: str | None
    at: float

    def as_json(self) -> JsonObject:
        return vars(self)


async def read_call(request: web.Request, method: str) -> Call:
    """All the parameters of a request. Raises BotApiError when its body cannot be read or is too large."""
    if (request.content_length or 0) > BODY_LIMIT:
        raise BotApiError(413, "Request Entity Too Large")
    call = Call(method, dict(request.query))
    if request.method != "POST":
        return call
    if request.content_type.startswith("multipart/"):
        await read_parts(await request.multipart(), call)
    elif request.content_type == "application/json":
        call.params |= _json_object(await request.read())
    else:
        call.params |= dict(parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True))
    return call


async def read_parts(parts: MultipartReader, call: Call) -> None:
    """Add the parts of a form to a call: those with a file name are uploads."""
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse the multipart form")
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            call.params[part.name] = content.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            call.uploads[part.name] = Upload(part.filename, kind, content)


def _json_object(body: bytes) -> JsonObject:
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise bad_request("can't parse request body as a JSON object")
    return {name: value for name, value in document.items() if value is not None}
