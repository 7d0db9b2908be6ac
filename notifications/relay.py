"""The relay: from rows of facts in the outbox to messages in people's chats and mailboxes."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from core.organisation import Organisation, UnitOfWork
from core.usecases.delivering import (
    OVERTAKEN,
    Expired,
    Leased,
    Outcome,
    RetryAt,
    Sent,
    address_due,
    expire_due,
    lease_due,
    record,
)
from locales import translator
from notifications.gate import Priority
from notifications.kinds import KINDS, Kind
from notifications.messages.frame import Stamp
from notifications.redaction import Redaction
from notifications.retry import next_step
from notifications.transport import Envelope, ErrorKind, Message, Receipt, Sender, TransportError

PLACES = 45
"""Deliveries under way at once: enough to keep a gate of 30 a second busy while the next are fetched."""

LEASE = timedelta(seconds=60)
LONGEST_TRY = timedelta(seconds=45)
"""For writing, waiting at the gate and sending: well within the lease, or another relay would send as well."""
PATIENCE = timedelta(seconds=5)
"""For waiting at the gate, of that."""
GATHERING = 0.01
"""Seconds for which outcomes are gathered before they are written: a disk takes its time for each transaction."""

UNREADABLE_PAUSE = timedelta(seconds=30)
"""Before what could not be read is tried again."""

_log = logging.getLogger(__name__)

Told = Callable[[Leased, Outcome], None]


class Relay:
    """Sends what is due, by the sender of each channel.

    Any number of relays may run side by side; ``owner`` tells them apart, at most 64 characters. ``places``: how many
    deliveries are under way at once. ``told`` hears how each ended.

    A relay that dies between a send and its record leaves a lease that runs out: the message is then sent again, with
    the same reference. So each outcome is written at once, together with those that wait to be written meanwhile; what
    the database does not take is kept, and written when it does.
    """

    def __init__(
        self,
        organisation: Organisation,
        senders: Mapping[str, Sender],
        clock: Callable[[], datetime],
        owner: str,
        *,
        places: int = PLACES,
        jitter: Callable[[], float] = random.random,
        told: Told = lambda _leased, _outcome: None,
    ) -> None:
        self._organisation = organisation
        self._senders = senders
        self._clock = clock
        self._owner = owner
        self._places = places
        self._jitter = jitter
        self._told = told
        self._redaction = Redaction()
        self._unwritten: list[tuple[Leased, Outcome]] = []
        self._unrecorded: list[list[tuple[Leased, Outcome]]] = []  # the database did not take them
        self._writing = asyncio.Lock()

    async def drain(self, stop: asyncio.Event) -> int:
        """Send until nothing is due, or until ``stop``: what is under way then is finished. How many that were."""
        await self._catch_up()
        await self._organisation.write(expire_due, self._clock())
        under_way: dict[int, asyncio.Task[None]] = {}
        count = 0
        try:
            while not stop.is_set():
                leased = await self._lease(self._places - len(under_way))
                new = [delivery for delivery in leased if delivery.id not in under_way]  # the clock may have leapt
                count += len(new)
                self._forget_unrecorded(new)
                for delivery, deliver in await self._begun(new):
                    under_way[delivery.id] = asyncio.create_task(deliver)
                if not under_way:
                    break
                if not new or len(under_way) >= self._places:
                    await asyncio.wait(under_way.values(), return_when=asyncio.FIRST_COMPLETED)
                under_way = {delivery_id: task for delivery_id, task in under_way.items() if not task.done()}
        except asyncio.CancelledError:
            for task in under_way.values():
                task.cancel()
            raise
        finally:
            await asyncio.gather(*under_way.values(), return_exceptions=True)
        return count

    async def _lease(self, room: int) -> list[Leased]:
        """The next deliveries; not before a third of the places is free, so that they come in numbers."""
        if room < max(1, self._places // 3):
            return []
        while await self._organisation.write(address_due, self._clock()):
            pass
        return await self._organisation.write(lease_due, self._owner, list(self._senders), room, LEASE, self._clock())

    async def _begun(self, leased: Sequence[Leased]) -> list[tuple[Leased, Coroutine[Any, Any, None]]]:
        """Deliveries with what is left to do for each, in their order; their facts are read here, a kind at a time."""
        by_kind = groupby(sorted(leased, key=lambda delivery: delivery.kind), key=lambda delivery: delivery.kind)
        batches = [(KINDS.get(kind), list(batch)) for kind, batch in by_kind]
        facts = [await self._read_all(kind, batch) for kind, batch in batches]
        begun = {
            delivery.id: self._deliver(delivery, kind, known)
            for (kind, batch), known in zip(batches, facts, strict=True)
            for delivery in batch
        }
        return [(delivery, begun[delivery.id]) for delivery in leased]

    async def _read_all(self, kind: Kind | None, batch: Sequence[Leased]) -> Mapping[int, Any]:
        """The facts of a batch, by delivery; ``None`` where they could not be read, or a newer version has to.

        One that cannot be read must not keep those beside it from leaving: then each is read alone.
        """
        if kind is None:
            return dict.fromkeys(one.id for one in batch)
        try:
            read = self._organisation.read_apart if kind.is_slow else self._organisation.read
            return await read(_read_facts, kind, batch, self._clock())
        except Exception:
            _log.exception("deliveries %s cannot be read", [one.id for one in batch])
        if len(batch) == 1:
            return {batch[0].id: None}
        return {key: facts for one in batch for key, facts in (await self._read_all(kind, [one])).items()}

    async def _deliver(self, delivery: Leased, kind: Kind | None, facts: Mapping[int, Any]) -> None:
        """Nothing that goes wrong with one delivery may stop the others."""
        outcome = await self._outcome(delivery, kind, facts)
        try:
            await self._record(delivery, outcome)
        except Exception:
            self._log_unrecorded()

    async def _outcome(self, delivery: Leased, kind: Kind | None, facts: Mapping[int, Any]) -> Outcome:
        if delivery.id not in facts:
            return Expired(OVERTAKEN)
        if kind is None or facts[delivery.id] is None:
            return RetryAt(self._clock() + UNREADABLE_PAUSE, f"{delivery.kind}: its facts cannot be read")
        try:
            receipt = await self._try(delivery, kind, facts[delivery.id])
        except TransportError as error:
            _log.warning("delivery %d of message %d: %s", delivery.id, delivery.outbox_id, error)
            return next_step(
                error,
                delivery.attempts,
                kind.last_ambiguous_try,
                now=self._clock(),
                expires_at=delivery.expires_at,
                jitter=self._jitter(),
            )
        return Sent(receipt.message_id, receipt.moved_to)

    async def _try(self, delivery: Leased, kind: Kind, facts: Any) -> Receipt:
        """Send once. Raises ``TransportError``, without secrets, whatever happens."""
        try:
            async with asyncio.timeout(LONGEST_TRY.total_seconds()):
                message = await self._write(delivery, kind, facts)
                reference = f"{delivery.outbox_id}.{delivery.id}"
                envelope = Envelope(message, delivery.address, reference, delivery.locale)
                return await self._senders[delivery.channel].send(envelope, Priority(delivery.priority), PATIENCE)
        except TransportError as error:
            raise TransportError(
                self._redaction.redacted(str(error)), error.kind, retry_after=error.retry_after, is_dead=error.is_dead
            ) from None
        except Exception as error:
            _log.exception("delivery %d", delivery.id)
            raise TransportError(self._redaction.redacted(repr(error)), ErrorKind.UNKNOWN) from None

    async def _write(self, delivery: Leased, kind: Kind, facts: Any) -> Message:
        """The message. What fails here was not sent, and passes once it is mended."""
        words = translator(delivery.locale)
        stamp = Stamp(delivery.outbox_id, delivery.created_at)
        try:
            if kind.is_slow:
                return await asyncio.to_thread(kind.write, facts, stamp, words, self._organisation.policy)
            return kind.write(facts, stamp, words, self._organisation.policy)
        except Exception as error:
            _log.exception("delivery %d cannot be written", delivery.id)
            raise TransportError(f"cannot be written: {error!r}", ErrorKind.TRANSIENT) from error

    async def _record(self, delivery: Leased, outcome: Outcome) -> None:
        """Write an outcome. Whoever has the turn writes for all who wait for theirs."""
        self._unwritten.append((delivery, outcome))
        await asyncio.sleep(GATHERING)
        async with self._writing:
            if not self._unwritten:
                return
            outcomes, self._unwritten = self._unwritten, []
            await self._write_outcomes(outcomes)
        await self._catch_up()

    def _forget_unrecorded(self, leased: Sequence[Leased]) -> None:
        """What became of a try says nothing of the next."""
        again = {delivery.id for delivery in leased}
        kept = ([one for one in batch if one[0].id not in again] for batch in self._unrecorded)
        self._unrecorded = [batch for batch in kept if batch]

    async def _catch_up(self) -> None:
        """Write what the database did not take before; at the first that it does not take still, the rest waits."""
        async with self._writing:
            for _ in range(len(self._unrecorded)):
                try:
                    await self._write_outcomes(self._unrecorded.pop(0))
                except Exception:
                    self._log_unrecorded()
                    return

    def _log_unrecorded(self) -> None:
        late = [leased.id for batch in self._unrecorded for leased, _ in batch]
        _log.exception("deliveries %s: how they ended could not be recorded; it is tried again", late)

    async def _write_outcomes(self, outcomes: list[tuple[Leased, Outcome]]) -> None:
        """Write outcomes. What the database does not take is kept, in halves: one that it never takes is soon alone."""
        try:
            held = await self._organisation.write(record, self._owner, outcomes, self._clock())
        except Exception:
            middle = len(outcomes) // 2
            self._unrecorded += [half for half in (outcomes[:middle], outcomes[middle:]) if half]
            raise
        for leased, how in outcomes:
            if leased.id in held:
                self._told(leased, how)
            else:
                _log.warning("delivery %d: the lease ran out before %s was recorded", leased.id, how)


def _read_facts(uow: UnitOfWork, kind: Kind, batch: Sequence[Leased], now: datetime) -> Mapping[int, Any]:
    return kind.read(uow, batch, now)
