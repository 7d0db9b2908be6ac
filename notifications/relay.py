"""The relay: from rows of facts in the outbox to messages in people's chats."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.organisation import Organisation
from core.usecases.delivering import LINK_ALERT, RESULT, Leased, address_due, expire_due, lease_due, record
from core.usecases.results import read_guardian_name, read_result
from notifications.gate import Priority
from notifications.messages import Stamp, link_alert_message, result_message
from notifications.redaction import Redaction
from notifications.retry import next_step
from notifications.transport import ErrorKind, Message, Sender, TransportError

BATCH = 30
"""Deliveries under way at once: about what Telegram accepts in a second."""

LEASE = timedelta(seconds=60)
LONGEST_TRY = timedelta(seconds=45)
"""For reading, waiting at the gate and sending: well within the lease, or another relay would send as well."""
PATIENCE = timedelta(seconds=5)
"""For waiting at the gate, of that."""

_log = logging.getLogger(__name__)


class Relay:
    """Sends what is due. Any number of relays may run side by side; ``owner`` tells them apart, at most 64 characters.

    A relay that dies between a send and its record leaves a lease that runs out: the message is then sent again, with
    the same reference.
    """

    def __init__(
        self,
        organisation: Organisation,
        sender: Sender,
        clock: Callable[[], datetime],
        owner: str,
        *,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._organisation = organisation
        self._sender = sender
        self._clock = clock
        self._owner = owner
        self._jitter = jitter
        self._redaction = Redaction()

    async def drain(self, stop: asyncio.Event) -> None:
        """Send until nothing is due, or until ``stop``: what is under way then is finished."""
        while not stop.is_set() and await self.run_once():
            pass

    async def run_once(self) -> int:
        """Address what may leave, then send a batch and record how it went; how many that was."""
        await self._organisation.write(address_due, self._clock())
        await self._organisation.write(expire_due, self._clock())
        leased = await self._organisation.write(lease_due, self._owner, BATCH, LEASE, self._clock())
        async with asyncio.TaskGroup() as group:
            for delivery in leased:
                group.create_task(self._deliver(delivery))
        return len(leased)

    async def _deliver(self, delivery: Leased) -> None:
        """Nothing that goes wrong with one delivery may stop the others."""
        error = await self._try(delivery)
        if error is not None:
            _log.warning("delivery %d of message %d: %s", delivery.id, delivery.outbox_id, error)
        now = self._clock()
        outcome = next_step(
            error, delivery.kind, delivery.attempts, now=now, expires_at=delivery.expires_at, jitter=self._jitter()
        )
        try:
            if not await self._organisation.write(record, delivery.id, self._owner, outcome, now):
                _log.warning("delivery %d: the lease ran out before %s was recorded", delivery.id, outcome)
        except Exception:
            _log.exception("delivery %d: %s could not be recorded; it is tried again", delivery.id, outcome)

    async def _try(self, delivery: Leased) -> TransportError | None:
        try:
            async with asyncio.timeout(LONGEST_TRY.total_seconds()):
                message = await self._compose(delivery)
                await self._sender.send(message, delivery.address, Priority(delivery.priority), PATIENCE)
        except TransportError as error:
            return TransportError(
                self._redaction.redacted(str(error)), error.kind, retry_after=error.retry_after, blocked=error.blocked
            )
        except Exception as error:
            _log.exception("delivery %d", delivery.id)
            return TransportError(self._redaction.redacted(repr(error)), ErrorKind.UNKNOWN)
        return None

    async def _compose(self, delivery: Leased) -> Message:
        """The message, from the facts as they are now. What fails here was not sent, and passes once it is mended."""
        try:
            return await _COMPOSERS[delivery.kind](self._organisation, delivery)
        except TransportError:
            raise
        except Exception as error:
            _log.exception("delivery %d cannot be written", delivery.id)
            raise TransportError(f"cannot be written: {error!r}", ErrorKind.TRANSIENT) from error


async def _compose_result(organisation: Organisation, delivery: Leased) -> Message:
    facts = await organisation.read(read_result, delivery.outbox_id, int(delivery.address))
    if not facts.answers:
        raise TransportError("no answer is for this chat, or no longer", ErrorKind.PERMANENT)
    return result_message(facts, _stamp(delivery), delivery.locale, organisation.policy)


async def _compose_link_alert(organisation: Organisation, delivery: Leased) -> Message:
    guardian = await organisation.read(read_guardian_name, delivery.facts["guardian_id"])
    return link_alert_message(guardian, _stamp(delivery), delivery.locale, organisation.policy)


def _stamp(delivery: Leased) -> Stamp:
    return Stamp(delivery.outbox_id, delivery.created_at)


_COMPOSERS: dict[str, Callable[[Organisation, Leased], Awaitable[Message]]] = {
    RESULT: _compose_result,
    LINK_ALERT: _compose_link_alert,
}
