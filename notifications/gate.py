"""The rate gate: every call to Telegram of this process passes here, replies to a press before notices.

Telegram's limits (Bots FAQ, "My bot is hitting limits"): about 30 messages a second in all, one a second to a chat but
for short bursts, 20 a minute to a group. It does not say where its seconds begin, so no second of any kind holds more.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count

WINDOW = 1.02
"""Seconds in which ``overall_per_second`` calls may pass. More than one, as calls that leave a second apart may arrive
a little closer."""

GROUP_WINDOW = 61.0
"""Seconds in which ``group_per_minute`` calls may pass to a group."""

SHORTEST_NAP = 0.001
"""Seconds. A nap may end a rounding error too early; without this the gate would spin until the clock has moved."""

CATCH_UP = 0.1
"""Seconds of its even pace that may be caught up, since no nap ends to the millisecond."""

FEW_LANES = 64


class Priority(IntEnum):
    """Who goes first. The outbox stores these numbers."""

    INTERACTIVE = 0
    """A reply to somebody who is waiting."""
    URGENT = 1
    BULK = 2


class _Lane:
    """What has passed to one chat."""

    __slots__ = ("_burst", "_full_at", "_interval", "_recent", "parked", "paused_until", "waiting")

    def __init__(self, burst: int, per_second: float, group_limit: int | None) -> None:
        self.paused_until = 0.0
        self.parked: list[_Waiter] = []
        self.waiting = 0
        self._burst = burst
        self._interval = 1 / per_second
        self._full_at = 0.0  # when the bucket is full again; each pass puts it off by an interval
        self._recent: deque[float] | None = None if group_limit is None else deque(maxlen=group_limit)

    def opens_at(self) -> float:
        """The instant from which the next call may pass."""
        at = max(self.paused_until, self._full_at - (self._burst - 1) * self._interval)
        if self._recent is not None and len(self._recent) == self._recent.maxlen:
            at = max(at, self._recent[0] + GROUP_WINDOW)
        return at

    def passed(self, now: float) -> None:
        """A call passes."""
        self._full_at = max(self._full_at, now) + self._interval
        if self._recent is not None:
            self._recent.append(now)

    def is_forgettable(self, now: float) -> bool:
        """Whether a new lane would behave no differently."""
        rested = not self._recent or self._recent[-1] + GROUP_WINDOW <= now
        return not self.waiting and rested and max(self.paused_until, self._full_at) <= now


class _Waiter:
    """A call that wants to pass."""

    __slots__ = ("lane", "order", "passing")

    def __init__(self, order: tuple[Priority, int], lane: _Lane | None) -> None:
        self.order = order
        self.lane = lane
        self.passing: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def __lt__(self, other: "_Waiter") -> bool:
        return self.order < other.order


class Gate:
    """One per process. ``await gate.wait(chat_id, priority)`` before each call; ``gate.refused(…)`` after a 429.

    Instants are those of ``clock``, in seconds. Within a priority, first come first served, but nobody waits for a chat
    that is not theirs.
    """

    def __init__(
        self,
        overall_per_second: int = 30,
        chat_burst: int = 10,
        chat_per_second: float = 1.0,
        group_per_minute: int = 20,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._chat_burst = chat_burst
        self._chat_per_second = chat_per_second
        self._group_per_minute = group_per_minute
        self._clock = clock
        self._sleep = sleep
        self._pace = WINDOW / overall_per_second
        self._paced_at = 0.0  # when the next notice may pass
        self._recent: deque[float] = deque(maxlen=overall_per_second)
        self._paused_until = 0.0
        self._lanes: dict[int | str, _Lane] = {}
        self._sweep_at = FEW_LANES
        self._arrivals = count()
        self._ready: list[_Waiter] = []  # whose chat is open, as far as is known
        self._parked: list[tuple[float, int, _Lane]] = []  # chats to look at again, when they open
        self._nap: asyncio.Task[None] | None = None
        self._nap_ends = 0.0

    async def wait(self, chat_id: int | str | None, priority: Priority) -> None:
        """Return when a call may leave, and count it. ``None`` for one that is to no chat. May be cancelled."""
        lane = None if chat_id is None else self._lane(chat_id)
        waiter = _Waiter((priority, next(self._arrivals)), lane)
        heappush(self._ready, waiter)
        if lane is not None:
            lane.waiting += 1
        try:
            self._admit()
            await waiter.passing
        finally:
            if lane is not None:
                lane.waiting -= 1

    def pause(self, seconds: float, chat_id: int | str | None = None) -> None:
        """Let nothing pass for a while, or nothing to one chat. A pause is only ever made longer."""
        until = self._clock() + seconds
        if chat_id is None:
            self._paused_until = max(self._paused_until, until)
        else:
            lane = self._lane(chat_id)
            lane.paused_until = max(lane.paused_until, until)

    def refused(self, retry_after: float, chat_id: int | str | None) -> None:
        """Obey a 429. One for a group is taken for the group's own limit; any other may be the bot's, and halts all."""
        self.pause(retry_after, chat_id if chat_id is not None and _is_group(chat_id) else None)

    def pause_left(self, chat_id: int | str | None) -> float:
        """Seconds for which a call to a chat is certain to wait because of a pause."""
        lane = None if chat_id is None else self._lanes.get(_key(chat_id))
        until = max(self._paused_until, lane.paused_until if lane else 0.0)
        return max(0.0, until - self._clock())

    def _lane(self, chat_id: int | str) -> _Lane:
        key = _key(chat_id)
        if key not in self._lanes:
            self._sweep()
            limit = self._group_per_minute if _is_group(chat_id) else None
            self._lanes[key] = _Lane(self._chat_burst, self._chat_per_second, limit)
        return self._lanes[key]

    def _sweep(self) -> None:
        """Forget chats at rest, whenever their number has doubled since the last time."""
        if len(self._lanes) < self._sweep_at:
            return
        now = self._clock()
        self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.is_forgettable(now)}
        self._sweep_at = max(FEW_LANES, 2 * len(self._lanes))

    def _admit(self) -> None:
        """Let pass whoever may, and see to it that the next is not forgotten."""
        now = self._clock()
        self._unpark(now)
        while self._ready:
            waiter = self._ready[0]
            if waiter.passing.done():  # cancelled
                heappop(self._ready)
            elif waiter.lane is not None and waiter.lane.opens_at() > now:
                self._park(heappop(self._ready), waiter.lane)
            elif self._opens_at(waiter.order[0]) > now:
                break
            else:
                self._let_pass(heappop(self._ready), now)
        self._nap_until_next(now)

    def _let_pass(self, waiter: _Waiter, now: float) -> None:
        self._recent.append(now)
        self._paced_at = max(self._paced_at, now - CATCH_UP) + self._pace
        if waiter.lane is not None:
            waiter.lane.passed(now)
        waiter.passing.set_result(None)

    def _opens_at(self, priority: Priority) -> float:
        """Notices keep an even pace, so that a reply finds a place within one pace, not at the end of the second."""
        at = self._paused_until
        if len(self._recent) == self._recent.maxlen:
            at = max(at, self._recent[0] + WINDOW)
        if priority is not Priority.INTERACTIVE:
            at = max(at, self._paced_at)
        return at

    def _park(self, waiter: _Waiter, lane: _Lane) -> None:
        if not lane.parked:
            heappush(self._parked, (lane.opens_at(), waiter.order[1], lane))
        lane.parked.append(waiter)

    def _unpark(self, now: float) -> None:
        while self._parked and self._parked[0][0] <= now:
            lane = heappop(self._parked)[2]
            for waiter in lane.parked:
                heappush(self._ready, waiter)
            lane.parked.clear()

    def _nap_until_next(self, now: float) -> None:
        ends = [self._parked[0][0]] if self._parked else []
        if self._ready:
            ends.append(self._opens_at(self._ready[0].order[0]))
        if ends and self._nap is not None and self._nap_ends <= min(ends):
            return
        if self._nap is not None:
            self._nap.cancel()
            self._nap = None
        if not ends:
            return
        self._nap_ends = min(ends)
        self._nap = asyncio.create_task(self._wake_after(max(self._nap_ends - now, SHORTEST_NAP)))

    async def _wake_after(self, seconds: float) -> None:
        await self._sleep(seconds)
        self._nap = None
        self._admit()


def _key(chat_id: int | str) -> int | str:
    """A number written as text is the same chat."""
    text = str(chat_id)
    return int(text) if text.removeprefix("-").isdecimal() else text


def _is_group(chat_id: int | str) -> bool:
    """Groups have negative ids; channels are named."""
    key = _key(chat_id)
    return isinstance(key, str) or key < 0
