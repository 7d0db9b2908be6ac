"""From a decision to the parents' chats: the whole push, on both databases, over HTTP to the simulator."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import delete, insert, select, update

from core.db import tables as t
from core.db.outbox import NewNotice, enqueue, enqueue_link_alerts, enqueue_results
from core.model.notices import Notice
from core.model.planning import RequestState
from core.organisation import Organisation, UnitOfWork
from core.usecases.delivering import Leased, Outcome, address_due, lease_due, record
from notifications.gate import Gate, Priority
from notifications.relay import LEASE, LONGEST_TRY, PATIENCE, Relay
from notifications.telegram_sender import CONNECT_SECONDS, POOL_SECONDS, READ_SECONDS, WRITE_SECONDS, TelegramSender
from notifications.transport import Envelope, ErrorKind, Receipt, Sender, TransportError
from simulator.faults import Fault
from simulator.person import Person
from simulator.server import Simulator
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW, TUESDAY
from tests.notifications.conftest import ANNE, MARC

LIFE = timedelta(days=7)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        self.now += step


@pytest.fixture
def clock() -> Clock:
    return Clock()


def decided(uow: UnitOfWork) -> Family:
    """Anne (in French) and Marc (in English) have two children; one meal was granted, one refused."""
    family = Town(uow).family("Bruyère").guardian("Anne").guardian("Marc").child("Lou <b>").child("Noé")
    family.town.linked(ANNE, family.actor("Anne"))
    family.town.linked(MARC, family.actor("Marc"), locale="en")
    granted = family.town.requested(family.cell("Lou <b>", "cantine", MONDAY), state=RequestState.APPROVED)
    refused = family.town.requested(
        family.cell("Noé", "cantine", TUESDAY), state=RequestState.REFUSED, refusal="Plus de place"
    )
    opened = enqueue_results(uow.tx, [family.id], NOW, NOW, NOW + LIFE)
    told = update(t.booking_requests).where(t.booking_requests.c.id.in_([*granted, *refused]))
    uow.tx.execute(told.values(result_id=opened[family.id]))
    return family


def states(uow: UnitOfWork) -> dict[str, str]:
    """How each delivery stands, by chat."""
    columns = (t.deliveries.c.address, t.deliveries.c.state)
    return {row.address: row.state for row in uow.tx.execute(select(*columns))}


@dataclass
class Recorder:
    """A channel that does as it is told, and remembers."""

    fails: Callable[[str], Exception | None] = lambda _: None
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
        await asyncio.sleep(0)
        self.sent.append((envelope.address, envelope.message.html))
        error = self.fails(envelope.address)
        if error is not None:
            raise error
        return Receipt(len(self.sent))

    async def close(self) -> None:
        """Holds nothing open."""


def relay(organisation: Organisation, sender: Sender, clock: Clock, owner: str = "relay", places: int = 8) -> Relay:
    return Relay(organisation, {"telegram": sender}, clock, owner, places=places, jitter=lambda: 0.5)


async def test_each_parent_hears_the_answer_in_their_language(
    organisation: Organisation, sender: TelegramSender, clock: Clock, anne: Person, marc: Person
) -> None:
    await organisation.write(decided)
    assert await relay(organisation, sender, clock).drain(asyncio.Event()) == 2
    french, english = await anne.last(), await marc.last()
    assert "Lou <b>" in french.text
    assert "c’est réservé" in french.text
    assert "Plus de place" in french.text
    assert "booking refused" in english.text
    assert [button.data for button in french.buttons()] == ["open:planning", "open:requests"]
    assert await organisation.read(states) == {str(ANNE): "sent", str(MARC): "sent"}
    assert await relay(organisation, sender, clock).drain(asyncio.Event()) == 0


async def test_a_chat_unlinked_since_it_was_addressed_is_told_nothing(
    organisation: Organisation, sender: TelegramSender, clock: Clock, marc: Person
) -> None:
    await organisation.write(decided)
    await organisation.write(address_due, NOW)
    await organisation.write(lambda uow: uow.tx.execute(delete(t.chats).where(t.chats.c.telegram_id == MARC)).rowcount)
    await relay(organisation, sender, clock).drain(asyncio.Event())
    assert await organisation.read(states) == {str(ANNE): "sent", str(MARC): "failed"}
    assert len(await marc.chat()) == 1, "what he wrote himself"


async def test_a_guardian_hears_that_another_linked_a_chat(
    organisation: Organisation, sender: TelegramSender, clock: Clock, anne: Person, marc: Person
) -> None:
    def link(uow: UnitOfWork) -> None:
        family = Town(uow).family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
        family.town.linked(ANNE, family.actor("Anne"))
        enqueue_link_alerts(uow.tx, family.guardians["Marc"], NOW, NOW + LIFE, MARC)

    await organisation.write(link)
    await relay(organisation, sender, clock).drain(asyncio.Event())
    assert "Marc Bruyère" in (await anne.last()).text
    assert len(await marc.chat()) == 1


async def test_a_parent_who_blocked_the_bot_is_marked_and_the_other_hears(
    organisation: Organisation, sender: TelegramSender, clock: Clock, anne: Person, marc: Person
) -> None:
    await anne.block()
    await organisation.write(decided)
    await relay(organisation, sender, clock).drain(asyncio.Event())
    assert await organisation.read(states) == {str(ANNE): "failed", str(MARC): "sent"}
    blocked = await organisation.read(
        lambda uow: list(uow.tx.scalars(select(t.chats.c.telegram_id).where(t.chats.c.blocked_at == NOW)))
    )
    assert blocked == [ANNE]
    assert "Message no." in (await marc.last()).text


async def test_after_a_429_nothing_is_sent_before_its_time(
    organisation: Organisation, telegram: Simulator, clock: Clock, anne: Person
) -> None:
    async def drained_by_a_new_process() -> int:
        """Its own gate knows of no pause: what holds is the time in the database."""
        newborn = TelegramSender(telegram.token, telegram.address, Gate())
        await relay(organisation, newborn, clock).drain(asyncio.Event())
        await newborn.close()
        return len(telegram.calls)

    await organisation.write(decided)
    await organisation.write(lambda uow: uow.tx.execute(delete(t.chats).where(t.chats.c.telegram_id == MARC)).rowcount)
    telegram.faults.arm(Fault("too_many_requests", "sendMessage", retry_after=20, times=2))
    calls = []
    for step in (0, 19.999, 0.001, 19.999, 0.001):
        clock.advance(timedelta(seconds=step))
        calls.append(await drained_by_a_new_process())
    assert calls == [1, 1, 2, 2, 3]
    assert await organisation.read(states) == {str(ANNE): "sent"}
    assert len(await anne.chat()) == 2


async def test_a_crash_between_send_and_record_repeats_the_message_with_its_reference(
    organisation: Organisation, sender: TelegramSender, clock: Clock, anne: Person
) -> None:
    await organisation.write(decided)
    dying = relay(organisation, sender, clock, "dying")
    dying._record = AsyncMock()  # type: ignore[method-assign]  # killed before it records
    await dying.drain(asyncio.Event())

    heir = relay(organisation, sender, clock, "heir")
    assert await heir.drain(asyncio.Event()) == 0
    clock.advance(LEASE)
    assert await heir.drain(asyncio.Event()) == 2
    _, first, again = await anne.chat()
    assert (first.from_bot, first.text) == (True, again.text)
    assert "Message nº" in first.text
    assert await organisation.read(states) == {str(ANNE): "sent", str(MARC): "sent"}


async def test_a_relay_killed_while_it_sends_loses_nothing(organisation: Organisation, clock: Clock) -> None:
    class Hanging(Recorder):
        both = asyncio.Event()

        async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
            await super().send(envelope, priority, patience)
            if len(self.sent) == 2:
                self.both.set()
            return await asyncio.Future()

    await organisation.write(decided)
    hanging = Hanging()
    killed = asyncio.create_task(relay(organisation, hanging, clock, "killed").drain(asyncio.Event()))
    await hanging.both.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)

    clock.advance(LEASE)
    heir = Recorder()
    await relay(organisation, heir, clock, "heir").drain(asyncio.Event())
    assert sorted(heir.sent) == sorted(hanging.sent)
    assert set((await organisation.read(states)).values()) == {"sent"}


async def test_an_answer_that_is_lost_is_sent_again_and_is_known_as_a_repeat(
    organisation: Organisation, sender: TelegramSender, telegram: Simulator, clock: Clock, anne: Person
) -> None:
    await organisation.write(decided)
    telegram.faults.arm(Fault("drop_after_accept", "sendMessage", chat_id=ANNE))
    running = relay(organisation, sender, clock)
    await running.drain(asyncio.Event())
    assert await organisation.read(states) == {str(ANNE): "waiting", str(MARC): "sent"}
    clock.advance(timedelta(minutes=1))
    await running.drain(asyncio.Event())
    _, first, again = await anne.chat()
    assert first.text == again.text


async def test_one_bad_row_does_not_stop_the_others(organisation: Organisation, clock: Clock) -> None:
    def broken(uow: UnitOfWork) -> None:
        family = decided(uow)
        of_anne = {"guardian_id": family.guardians["Anne"], "priority": 1, "created_at": NOW}
        times = {"available_at": NOW - timedelta(hours=1), "expires_at": NOW + LIFE}
        uow.tx.execute(insert(t.outbox).values(kind="from_the_future", facts={}, **of_anne, **times))

    await organisation.write(broken)
    recorder = Recorder()
    running = relay(organisation, recorder, clock)
    await running.drain(asyncio.Event())
    rows = await organisation.read(
        lambda uow: uow.tx.execute(
            select(t.deliveries.c.state, t.deliveries.c.error).order_by(t.deliveries.c.priority)
        ).all()
    )
    assert rows[0].state == "waiting"
    assert "from_the_future" in rows[0].error
    assert [row.state for row in rows[1:]] == ["sent", "sent"]
    assert sorted(address for address, _ in recorder.sent) == [str(ANNE), str(MARC)]


async def test_an_error_nobody_foresaw_is_recorded_without_the_token(organisation: Organisation, clock: Clock) -> None:
    secret = "123456789:AAE_fake-token_fake-token_fake-tokenX"
    await organisation.write(decided)
    failing = Recorder(lambda address: RuntimeError(f"/bot{secret}/") if address == str(ANNE) else None)
    await relay(organisation, failing, clock).drain(asyncio.Event())
    assert await organisation.read(states) == {str(ANNE): "waiting", str(MARC): "sent"}
    errors = await organisation.read(lambda uow: list(uow.tx.scalars(select(t.deliveries.c.error))))
    assert [error for error in errors if error] == ["RuntimeError('/bot[redacted]/')"]


async def test_what_the_database_did_not_take_is_recorded_later_and_not_sent_again(
    organisation: Organisation, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    unlucky: list[int] = []

    def disk_is_full_once(
        uow: UnitOfWork, owner: str, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime
    ) -> set[int]:
        if not unlucky:
            unlucky.append(len(outcomes))
            raise OSError("disk full")
        return record(uow, owner, outcomes, now)

    await organisation.write(decided)
    monkeypatch.setattr("notifications.relay.record", disk_is_full_once)
    recorder = Recorder()
    running = relay(organisation, recorder, clock)
    await running.drain(asyncio.Event())
    assert sorted((await organisation.read(states)).values()) == ["waiting", "waiting"]
    assert "deliveries [" in caplog.text
    await running.drain(asyncio.Event())
    assert set((await organisation.read(states)).values()) == {"sent"}
    assert len(recorder.sent) == 2


async def test_a_relay_that_was_too_slow_does_not_overwrite_what_its_heir_recorded(
    organisation: Organisation, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    heir = Recorder()

    class Slow(Recorder):
        async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
            if not heir.sent:
                clock.advance(LEASE)
                await relay(organisation, heir, clock, "heir").drain(asyncio.Event())
            raise TransportError("blocked", ErrorKind.PERMANENT, is_dead=True)

    await organisation.write(decided)
    await relay(organisation, Slow(), clock, "slow", places=2).drain(asyncio.Event())
    assert set((await organisation.read(states)).values()) == {"sent"}
    assert "the lease ran out" in caplog.text


async def test_what_telegram_never_accepts_ends_as_expired(organisation: Organisation, clock: Clock) -> None:
    await organisation.write(decided)
    down = Recorder(lambda _: TransportError("down", ErrorKind.TRANSIENT))
    running = relay(organisation, down, clock)
    for _ in range(30):
        await running.drain(asyncio.Event())
        clock.advance(timedelta(hours=6))
    assert set((await organisation.read(states)).values()) == {"expired"}
    assert len(down.sent) == 2 * 28


async def test_four_relays_send_each_message_once(organisation: Organisation, clock: Clock) -> None:
    def town(uow: UnitOfWork) -> None:
        families = Town(uow).families(60)
        for chat, family in enumerate(families, 1000):
            family.town.linked(chat, family.actor())
        opened = enqueue_results(uow.tx, [family.id for family in families], NOW, NOW, NOW + LIFE)
        for family in families:
            family.town.requested(family.cell("Charlie", "cantine", MONDAY), state=RequestState.APPROVED)
        for family_id, outbox_id in opened.items():
            of_family = t.booking_requests.c.family_id == family_id
            uow.tx.execute(update(t.booking_requests).where(of_family).values(result_id=outbox_id))

    await organisation.write(town)
    recorder = Recorder()
    relays = [relay(organisation, recorder, clock, f"relay {number}") for number in range(4)]
    await asyncio.gather(*(each.drain(asyncio.Event()) for each in relays))
    assert sorted(int(address) for address, _ in recorder.sent) == list(range(1000, 1060))
    assert set((await organisation.read(states)).values()) == {"sent"}


async def test_at_the_end_what_is_under_way_is_finished_and_nothing_is_begun(
    organisation: Organisation, clock: Clock
) -> None:
    stop = asyncio.Event()

    def stops(address: str) -> None:
        stop.set()

    await organisation.write(decided)
    await organisation.write(
        lambda uow: enqueue_results(uow.tx, list(uow.tx.scalars(select(t.families.c.id))), NOW, NOW, NOW + LIFE)
    )
    await relay(organisation, Recorder(stops), clock).drain(stop)
    left = await organisation.write(lease_due, "another", ["telegram"], 10, LEASE, clock())
    assert set((await organisation.read(states)).values()) == {"sent"}
    assert left == []


def test_a_lease_outlives_the_longest_try() -> None:
    send = timedelta(seconds=CONNECT_SECONDS + WRITE_SECONDS + READ_SECONDS + POOL_SECONDS)
    assert PATIENCE + send < LONGEST_TRY < LEASE


async def test_one_row_that_cannot_be_read_keeps_none_of_its_kind_back(
    organisation: Organisation, clock: Clock
) -> None:
    def broken(uow: UnitOfWork) -> None:
        family = decided(uow)
        for guardian, facts in (("Anne", {}), ("Marc", {"guardian_id": family.guardians["Anne"]})):
            notice = NewNotice(Notice.LINK_ALERT, facts, NOW, NOW, NOW + LIFE, is_urgent=True)
            enqueue(uow.tx, notice, guardians=[family.guardians[guardian]])

    await organisation.write(broken)
    recorder = Recorder()
    await relay(organisation, recorder, clock).drain(asyncio.Event())
    assert [address for address, html in recorder.sent if "Anne Bruyère" in html] == [str(MARC)]
    ended = await organisation.read(lambda uow: list(uow.tx.scalars(select(t.deliveries.c.state))))
    assert sorted(ended) == ["sent", "sent", "sent", "waiting"]


async def test_one_outcome_the_database_never_takes_keeps_none_of_the_others_unrecorded(
    organisation: Organisation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_marcs(uow: UnitOfWork, owner: str, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime) -> set[int]:
        if any(leased.address == str(MARC) for leased, _ in outcomes):
            raise ValueError("no")
        return record(uow, owner, outcomes, now)

    await organisation.write(decided)
    monkeypatch.setattr("notifications.relay.record", never_marcs)
    recorder = Recorder()
    running = relay(organisation, recorder, clock)
    for _ in range(3):
        await running.drain(asyncio.Event())
    assert await organisation.read(states) == {str(ANNE): "sent", str(MARC): "waiting"}
    assert len(recorder.sent) == 2
