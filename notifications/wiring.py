"""The notification service, put together."""

import asyncio
import os
import socket
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from core.organisation import Organisation
from notifications.email_sender import EmailSender
from notifications.gate import Gate
from notifications.progress import Progress
from notifications.relay import PLACES, Relay, Told
from notifications.scheduler import Scheduler
from notifications.telegram_sender import TelegramSender
from notifications.ticks import Ticks, Work
from notifications.transport import Sender

TICK = timedelta(seconds=1)

EMAIL_PLACES = 4
"""E-mails under way at once: they pass one connection, one after the other."""


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """Where e-mail is handed over (see ``EmailSender``), and whom it is from."""

    url: str
    sender_address: str


class Service:
    """Sends what is due until it is stopped."""

    def __init__(
        self,
        works: Mapping[str, Work],
        relays: Mapping[str, Relay],
        senders: Collection[Sender],
        tick: timedelta,
        beat: Callable[[str], None],
    ) -> None:
        self._senders = senders
        self._stopping = asyncio.Event()
        self._ticks = Ticks()
        self._beat = beat
        for name, work in works.items():
            self._every(tick, name, work)
        for name, relay in relays.items():
            self._every(tick, name, partial(relay.drain, self._stopping))

    def _every(self, tick: timedelta, name: str, work: Work) -> None:
        async def alive() -> None:
            await work()
            self._beat(name)

        self._ticks.every(tick, name, alive)

    async def start(self) -> None:
        """Begin; Telegram need not be there yet."""
        self._ticks.start()

    async def stop(self) -> None:
        """Finish what is being sent, then close the connections."""
        self._stopping.set()
        await self._ticks.stop()
        for sender in self._senders:
            await sender.close()


def build(
    organisation: Organisation,
    token: str | None,
    api_url: str,
    *,
    gate: Gate,
    clock: Callable[[], datetime],
    email: EmailSettings | None = None,
    places: int = PLACES,
    tick: timedelta = TICK,
    beat: Callable[[str], None] = lambda _name: None,
    told: Told = lambda _leased, _outcome: None,
) -> Service:
    """The service of an organisation, which passes the gate it shares with the bot of this process.

    Without a token nothing goes to chats, without ``email`` nothing by e-mail: it waits for a service that has it.
    Each channel has a relay of its own, so that a slow mail server holds up no chat. ``beat`` hears of each part that
    has just done its round, by name: scheduler, progress, telegram, email.
    """
    works: dict[str, Work] = {"scheduler": Scheduler(organisation, clock).run_once}
    senders: dict[str, tuple[Sender, int]] = {}
    if token is not None:
        telegram = TelegramSender(token, api_url, gate)
        senders["telegram"] = telegram, places
        works["progress"] = Progress(organisation, telegram, clock).run_once
    if email is not None:
        contact = organisation.policy.contact
        mail = EmailSender(email.url, email.sender_address, organisation.policy.name, contact.email)
        senders["email"] = mail, EMAIL_PLACES
    relays = {
        channel: Relay(organisation, {channel: sender}, clock, _owner(), places=room, told=told)
        for channel, (sender, room) in senders.items()
    }
    return Service(works, relays, [sender for sender, _ in senders.values()], tick, beat)


def _owner() -> str:
    """This relay, to people and to other relays."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
