"""Delivery of updates to the bot's webhook: in order, each again and again until it is answered with a 2xx."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp

from simulator.calls import Call, read_parts
from simulator.errors import BotApiError
from simulator.shape import JsonObject
from simulator.updates import Webhook
from simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LONGEST_ANSWER = 60.0
SUCCESS = 2  # of 2xx


class Delivery:
    """Delivers while a webhook is set. `perform` carries out a method given in the answer, as the real server does.

    Unlike the real server it delivers one update at a time, whatever `max_connections` says.
    """

    def __init__(self, world: World, perform: Callable[[Call], Awaitable[object]], retry_seconds: float = 1.0) -> None:
        self._world = world
        self._perform = perform
        self._retry_seconds = retry_seconds

    async def run(self) -> None:
        """Until cancelled."""
        timeout = aiohttp.ClientTimeout(total=LONGEST_ANSWER)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                pending = self._world.updates.pending()
                webhook = self._world.updates.webhook
                if webhook is None or not pending:
                    await self._world.updates.bell.wait(LONGEST_ANSWER)
                elif await self._deliver(session, webhook, pending[0]):
                    self._world.updates.confirm_before(pending[0]["update_id"] + 1)
                else:
                    await asyncio.sleep(self._retry_seconds)

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, update: JsonObject) -> bool:
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers, allow_redirects=False) as response:
                if response.status // 100 == SUCCESS:
                    await self._perform_answer(response)
                    return True
                self._failed(webhook, f"Wrong response from the webhook: {response.status} {response.reason}")
        except TimeoutError:
            self._failed(webhook, "Read timeout expired")
        except aiohttp.ClientConnectorError:
            self._failed(webhook, "Connection refused")
        except aiohttp.ClientError:
            self._failed(webhook, "Connection reset by peer")
        return False

    def _failed(self, webhook: Webhook, words: str) -> None:
        webhook.last_error = {"last_error_date": self._world.date(), "last_error_message": words}

    async def _perform_answer(self, response: aiohttp.ClientResponse) -> None:
        """An answer may hold a method and its parameters; what becomes of it, the bot does not learn."""
        call = await _answered_call(response)
        if call is not None:
            await self._perform(call)


async def _answered_call(response: aiohttp.ClientResponse) -> Call | None:
    call = Call("")
    with suppress(ValueError, BotApiError):  # an answer that cannot be read is no call
        if response.content_type.startswith("multipart/"):
            await read_parts(aiohttp.MultipartReader(response.headers, response.content), call)
        elif response.content_type == "application/json":
            document = json.loads(await response.read())
            call.params |= document if isinstance(document, dict) else {}
    call.method = str(call.params.pop("method", ""))
    return call if call.method else None
