"""Updates on their way to the bot: kept until confirmed, handed out again until then."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from simulator.bell import Bell
from simulator.errors import conflict
from simulator.shape import JsonObject

KEPT_SECONDS: Final = 24 * 3600
MOST_AT_ONCE: Final = 100
LONGEST_POLL: Final = 50
# Not sent unless asked for by name, as documented for getUpdates.
ON_REQUEST: Final = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
TWO_POLLERS: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Webhook:
    """Where updates are delivered, and what became of the last deliveries."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error: JsonObject = field(default_factory=dict)


@dataclass(frozen=True)
class _Pending:
    update: JsonObject
    since: float

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


class UpdateQueue:
    """The bot's updates, in order, and the ways it may take them in: one poll at a time, or a webhook."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self.webhook: Webhook | None = None
        self.allowed: list[str] = []
        self.bell = Bell()
        self.closed = False
        self._pending: list[_Pending] = []
        self._ticks = ticks
        self._next_id = 100_000_001
        self._poll = 0
        self._ended = TWO_POLLERS

    def put(self, kind: str, body: JsonObject) -> None:
        """Hand in an update, unless the bot said that it does not want its kind."""
        if kind in self.allowed or (not self.allowed and kind not in ON_REQUEST):
            self._pending.append(_Pending({"update_id": self._next_id, kind: body}, self._ticks()))
            self._next_id += 1
            self.bell.ring()

    def pending(self) -> Sequence[JsonObject]:
        """All updates not yet confirmed and not too old."""
        oldest = self._ticks() - KEPT_SECONDS
        self._pending = [waiting for waiting in self._pending if waiting.since >= oldest]
        return [waiting.update for waiting in self._pending]

    def confirm_before(self, update_id: int) -> None:
        """Forget the updates with a lower id."""
        self._pending = [waiting for waiting in self._pending if waiting.id >= update_id]

    def forget_all(self) -> None:
        self._pending.clear()

    def end_poll(self, words: str = TWO_POLLERS) -> None:
        """Make a poll under way fail with 409."""
        self._poll += 1
        self._ended = words
        self.bell.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JsonObject]:
        """One getUpdates: some updates, or none after `seconds`. Raises BotApiError 409 when another one came."""
        self.end_poll()
        mine = self._poll
        self._apply(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(seconds, LONGEST_POLL)
        while not self.pending() and not self.closed and (left := deadline - loop.time()) > 0:
            await self.bell.wait(left)
            if mine != self._poll:
                raise conflict(self._ended)
        return list(self.pending()[:limit])

    def close(self) -> None:
        """Let all who wait go."""
        self.closed = True
        self.bell.ring()

    def _apply(self, offset: int) -> None:
        if offset > 0:
            self.confirm_before(offset)
        elif offset < 0:
            self._pending = self._pending[offset:]
