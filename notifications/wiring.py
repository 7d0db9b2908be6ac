"""The notification service, put together."""

import asyncio
import os
import socket
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from core.organisation import Organisation
from notifications.gate import Gate
from notifications.relay import Relay
from notifications.telegram_sender import TelegramSender
from notifications.ticks import Ticks

TICK = timedelta(seconds=2)


class Service:
    """Sends what is due until it is stopped."""

    def __init__(self, relay: Relay, sender: TelegramSender, tick: timedelta) -> None:
        self._sender = sender
        self._stopping = asyncio.Event()
        self._ticks = Ticks()
        self._ticks.every(tick, "relay", lambda: relay.drain(self._stopping))

    async def start(self) -> None:
        """Begin; Telegram need not be there yet."""
        self._ticks.start()

    async def stop(self) -> None:
        """Finish what is being sent, then close the connections."""
        self._stopping.set()
        await self._ticks.stop()
        await self._sender.close()


def build(
    organisation: Organisation,
    token: str,
    api_url: str,
    *,
    gate: Gate,
    clock: Callable[[], datetime],
    tick: timedelta = TICK,
) -> Service:
    """The service of an organisation, which passes the gate it shares with the bot of this process."""
    sender = TelegramSender(token, api_url, gate)
    return Service(Relay(organisation, sender, clock, _owner()), sender, tick)


def _owner() -> str:
    """This relay, to people and to other relays."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
