"""Telegram refuses, breaks down or hangs: everybody is told, in the chat or by e-mail, and nobody waits for another."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.db import tables as t
from core.organisation import Organisation, UnitOfWork
from core.usecases.delivering import Leased, Outcome
from notifications.email_sender import EmailSender
from notifications.gate import Gate
from notifications.relay import Relay
from notifications.telegram_sender import TelegramSender
from simulator import faults
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.mailbox import MailServer
from simulator.server import Simulator
from tests.clock import NOW
from tests.faults.crowd import (
    FIRST_CHAT,
    TOKEN,
    StillClock,
    answered_crowd,
    due,
    reference_in,
    relay,
    start_chats,
    states,
    told_at,
)

BLOCKED, GONE, WELL, ALONE = PEOPLE = range(FIRST_CHAT, FIRST_CHAT + 4)
HANGS = 0.6
"""Seconds after which a silent Telegram is given up."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """It knows all of the crowd but one."""
    async with Simulator(TOKEN, "cantine_bot", Clock(NOW), web=False) as simulator:
        start_chats(simulator, [chat for chat in PEOPLE if chat != GONE])
        yield simulator


@pytest.fixture
async def chats(telegram: Simulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramSender]:
    """A sender to it that has little patience."""
    monkeypatch.setattr("notifications.telegram_sender.READ_SECONDS", HANGS)
    sender = TelegramSender(TOKEN, telegram.address, Gate(overall_per_second=1000))
    yield sender
    await sender.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[MailServer]:
    """An SMTP server."""
    server = MailServer(Clock(NOW))
    await server.start()
    yield server
    server.stop()


@pytest.fixture
async def mails(mailbox: MailServer) -> AsyncIterator[EmailSender]:
    """A sender to it."""
    sender = EmailSender(mailbox.url, "cantine@example.org", "Cantine")
    yield sender
    await sender.close()


def _with_mailboxes(uow: UnitOfWork) -> None:
    """Each has an e-mail address beside the chat, but for one."""
    answered_crowd(uow, len(PEOPLE))
    for chat in set(PEOPLE) - {ALONE}:
        holder = select(t.chats.c.guardian_id).where(t.chats.c.telegram_id == chat).scalar_subquery()
        uow.tx.execute(update(t.guardians).where(t.guardians.c.id == holder).values(email=f"{chat}@example.org"))


async def test_who_cannot_be_told_in_the_chat_is_told_by_email_in_the_same_round(
    organisation: Organisation, telegram: Simulator, chats: TelegramSender, mailbox: MailServer, mails: EmailSender
) -> None:
    """403 and 400; who has no address but that of the chat is one whom the service has to call."""
    await organisation.write(_with_mailboxes)
    for chat in (BLOCKED, ALONE):
        telegram.world.chats[chat].blocked = True
    await Relay(organisation, {"telegram": chats, "email": mails}, StillClock(), "relay").drain(asyncio.Event())
    written = {mail.recipients[0]: reference_in(mail.text or "") for mail in mailbox.mails}
    assert written == {f"{BLOCKED}@example.org": "1", f"{GONE}@example.org": "2"}
    assert told_at(telegram) == {(str(WELL), "3"): 1}
    assert await organisation.read(states) == {"failed": 3, "sent": 3}


@pytest.mark.parametrize(
    ("kind", "copies"),
    [("bad_gateway", 1), ("drop_before_accept", 1), ("drop_after_accept", 2), ("delay", 2)],
)
async def test_what_telegram_breaks_off_is_told_at_the_next_try(
    organisation: Organisation, telegram: Simulator, chats: TelegramSender, kind: faults.Kind, copies: int
) -> None:
    """Only what may have arrived can come twice; an error page (5xx, not JSON) says that it did not."""
    start_chats(telegram, [GONE])
    await organisation.write(answered_crowd, len(PEOPLE))
    telegram.faults.arm(Fault(kind, "sendMessage", times=len(PEOPLE), seconds=3 * HANGS))
    clock = StillClock()
    running = relay(organisation, chats, clock)
    await running.drain(asyncio.Event())
    assert await organisation.read(states) == {"waiting": len(PEOPLE)}
    clock.advance(timedelta(minutes=1))
    await running.drain(asyncio.Event())
    assert await organisation.read(states) == {"sent": len(PEOPLE)}
    assert told_at(telegram) == Counter(dict.fromkeys(await organisation.read(due), copies))


async def test_nobody_waits_for_one_whose_message_hangs(
    organisation: Organisation, telegram: Simulator, chats: TelegramSender
) -> None:
    start_chats(telegram, [GONE])
    await organisation.write(answered_crowd, len(PEOPLE))
    telegram.faults.arm(Fault("delay", "sendMessage", seconds=3 * HANGS, chat_id=BLOCKED))
    ended: list[tuple[str, str]] = []

    def told(leased: Leased, outcome: Outcome) -> None:
        ended.append((leased.address, type(outcome).__name__))

    await Relay(organisation, {"telegram": chats}, StillClock(), "relay", places=2, told=told).drain(asyncio.Event())
    assert dict(ended) == {str(GONE): "Sent", str(WELL): "Sent", str(ALONE): "Sent", str(BLOCKED): "RetryAt"}
    names = [address for address, _ in ended]
    assert names.index(str(WELL)) < names.index(str(BLOCKED)), "of two places one was free"
