"""A crowd of families, each with a chat, and messages that wait for them: what every fault is let loose on."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Row, select, update

from core.db import tables as t
from core.db.outbox import NewNotice, enqueue, enqueue_results
from core.model.notices import Notice
from core.model.planning import RequestState
from core.organisation import Organisation, UnitOfWork
from notifications.gate import Priority
from notifications.relay import Relay
from notifications.transport import Envelope, Receipt, Sender
from simulator.server import Simulator
from simulator.world import User
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW

TOKEN = "4242:test_token"
FIRST_CHAT = 1001
LIFE = timedelta(days=7)

_REFERENCE = re.compile(r"Message nº\s(\d+)")

Told = Counter[tuple[str, str]]
"""How often each message was seen in each chat, by address and reference."""


def reference_in(text: str) -> str:
    """The number by which a message is known to the person who reads it."""
    found = _REFERENCE.search(text)
    assert found, f"no reference in:\n{text}"
    return found[1]


class StillClock:
    """Stands still until it is moved, also backwards."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        self.now += step


async def _at_once() -> None:
    await asyncio.sleep(0)


@dataclass
class Post:
    """A channel that takes all it is given; ``meanwhile`` happens while it does, once the message has arrived."""

    meanwhile: Callable[[], Awaitable[None]] = _at_once
    taken: list[Envelope] = field(default_factory=list)

    async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
        self.taken.append(envelope)
        await self.meanwhile()
        return Receipt(len(self.taken))

    async def close(self) -> None:
        """Holds nothing open."""

    @property
    def told(self) -> Told:
        """What arrived where."""
        return Counter((envelope.address, reference_in(envelope.message.html)) for envelope in self.taken)


def crowd(uow: UnitOfWork, count: int) -> list[Family]:
    """Families of one guardian and one child, with a chat each, from ``FIRST_CHAT`` on."""
    families = Town(uow).families(count)
    for chat, family in enumerate(families, FIRST_CHAT):
        family.town.linked(chat, family.actor())
    return families


def answer(uow: UnitOfWork, families: Sequence[Family], now: datetime = NOW, day: date = MONDAY) -> None:
    """Each family asked for a meal, and gets it: a result for each is due."""
    opened = enqueue_results(uow.tx, [family.id for family in families], now, now, now + LIFE)
    for family in families:
        granted = family.town.requested(family.cell("Charlie", "cantine", day), state=RequestState.APPROVED)
        told = update(t.booking_requests).where(t.booking_requests.c.id.in_(granted))
        uow.tx.execute(told.values(result_id=opened[family.id]))


def answered_crowd(uow: UnitOfWork, count: int, now: datetime = NOW) -> None:
    """A crowd that waits for its answers."""
    answer(uow, crowd(uow, count), now)


def alert(uow: UnitOfWork, families: Sequence[Family], waves: int, now: datetime = NOW) -> None:
    """Several messages for each family: somebody linked a chat, again and again."""
    people = [family.actor().guardian_id for family in families]
    facts = {"guardian_id": people[0], "at": now.isoformat()}
    for _ in range(waves):
        enqueue(uow.tx, NewNotice(Notice.LINK_ALERT, facts, now, now, now + LIFE), guardians=people)


def states(uow: UnitOfWork) -> Counter[str]:
    """How many deliveries are in each state."""
    return Counter(uow.tx.scalars(select(t.deliveries.c.state)))


def due(uow: UnitOfWork) -> set[tuple[str, str]]:
    """Every delivery there is: its address and the reference of its message."""
    query = select(t.deliveries.c.address, t.deliveries.c.outbox_id)
    return {(address, str(outbox_id)) for address, outbox_id in uow.tx.execute(query)}


def occurrences(uow: UnitOfWork) -> list[Row[str, str, str, int]]:
    """Kind, scope, state and messages of what was due, in order; not that a scheduler has begun."""
    what = t.occurrences.c
    query = select(what.kind, what.scope, what.state, what.messages).where(what.kind != "started")
    return list(uow.tx.execute(query.order_by(what.due_at, what.kind, what.scope)))


def relay(
    organisation: Organisation, sender: Sender, clock: Callable[[], datetime], owner: str = "relay", places: int = 8
) -> Relay:
    """A relay to chats."""
    return Relay(organisation, {"telegram": sender}, clock, owner, places=places, jitter=lambda: 0.5)


def start_chats(telegram: Simulator, chats: Iterable[int]) -> None:
    """People whom the bot may write to."""
    for chat in chats:
        telegram.world.add(User(chat, f"Sacha {chat}")).started = True


def told_at(telegram: Simulator) -> Told:
    """What the people of a simulated Telegram read, message by message."""
    return Counter(
        (str(chat.id), reference_in(message.formatted.text))
        for chat in telegram.world.chats.values()
        for message in chat.messages.values()
        if message.from_bot
    )
