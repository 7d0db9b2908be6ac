"""What becomes of a call over aiohttp, told to python-telegram-bot."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import NetworkError, TimedOut

from notifications.telegram_request import AiohttpRequest, NotSentError

LONG = 5.0


def a_request(read_timeout: float = LONG, connections: int = 8) -> AiohttpRequest:
    return AiohttpRequest(
        connect_timeout=LONG,
        write_timeout=LONG,
        read_timeout=read_timeout,
        pool_timeout=LONG,
        connections=connections,
    )


async def answer(request: web.Request) -> web.Response:
    if request.path == "/moved":
        raise web.HTTPFound("/")
    await asyncio.sleep(float(request.query.get("after", 0)))
    return web.Response(body=b"content")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """Of a server that answers ``?after=`` so many seconds."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(application) as server:
        yield str(server.make_url("/"))


async def test_a_call_that_finds_all_connections_taken_was_not_sent(url: str) -> None:
    async with a_request(connections=1) as request:
        taking = asyncio.create_task(request.retrieve(f"{url}?after=0.2"))
        await asyncio.sleep(0.01)
        with pytest.raises(NotSentError) as caught:
            await request.retrieve(f"{url}secret", connect_timeout=0.01, pool_timeout=0.01)
        assert await taking == b"content"
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None, "aiohttp's own error quotes the URL"


async def test_a_call_may_have_time_outs_of_its_own(url: str) -> None:
    async with a_request(read_timeout=0.02) as request:
        assert request.read_timeout == 0.02
        with pytest.raises(TimedOut):
            await request.retrieve(f"{url}?after=0.1")
        assert await request.retrieve(f"{url}?after=0.1", read_timeout=LONG) == b"content"
        assert await request.retrieve(f"{url}?after=0.1", read_timeout=None) == b"content"


async def test_a_redirection_is_not_followed(url: str) -> None:
    async with a_request() as request:
        with pytest.raises(NetworkError, match="302"):
            await request.retrieve(f"{url}moved")


async def test_a_url_that_is_none_was_not_called() -> None:
    async with a_request() as request:
        with pytest.raises(NotSentError) as caught:
            await request.retrieve("http://[secret")
    assert "secret" not in str(caught.value)


async def test_what_was_closed_may_be_opened_again(url: str) -> None:
    request = a_request()
    assert await request.retrieve(url) == b"content"
    await request.shutdown()
    await request.shutdown()
    assert await request.retrieve(url) == b"content"
    await request.shutdown()
