"""How often a bot may write, as Telegram's FAQ puts it: 30 messages a second in all, one a second to one chat, 20 a
minute to a group."""

import math
from collections import deque
from collections.abc import Callable
from typing import Final

from simulator.errors import too_many_requests

OVERALL: Final = 30.0  # messages a second, and as many at once
PER_CHAT: Final = 1.0  # a second
CHAT_BURST: Final = 5.0  # at once: "short bursts" are let through
GROUP_LIMIT: Final = 20
GROUP_SECONDS: Final = 60.0
COUNTED: Final = frozenset(
    (
        *("sendMessage", "sendDocument", "sendPhoto", "sendLocation"),
        *("editMessageText", "editMessageCaption", "editMessageReplyMarkup"),
    )
)


class _Bucket:
    def __init__(self, rate: float, most: float, now: float) -> None:
        self._rate, self._most, self._level, self._at = rate, most, most, now

    def wait(self, now: float) -> float:
        """Seconds until one more fits."""
        self._level = min(self._most, self._level + (now - self._at) * self._rate)
        self._at = now
        return max(0.0, (1 - self._level) / self._rate)

    def take(self) -> None:
        self._level -= 1


class _Window:
    """No minute of any kind holds more than the limit."""

    def __init__(self) -> None:
        self._taken: deque[float] = deque(maxlen=GROUP_LIMIT)

    def wait(self, now: float) -> float:
        """Seconds until one more fits."""
        full = len(self._taken) == GROUP_LIMIT
        return max(0.0, self._taken[0] + GROUP_SECONDS - now) if full else 0.0

    def take(self, now: float) -> None:
        self._taken.append(now)


class RateLimit:
    """Counts what the bot sends; edits share the budget."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._overall = _Bucket(OVERALL, OVERALL, ticks())
        self._chats: dict[object, _Bucket] = {}
        self._groups: dict[int, _Window] = {}

    def count(self, method: str, chat_id: object) -> None:
        """Raises BotApiError 429, with the whole seconds to wait, when this call is one too many."""
        if method not in COUNTED:
            return
        now = self._ticks()
        chat = self._chats.setdefault(chat_id, _Bucket(PER_CHAT, CHAT_BURST, now))
        group = self._group(chat_id)
        wait = max(self._overall.wait(now), chat.wait(now), group.wait(now) if group else 0.0)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._overall.take()
        chat.take()
        if group:
            group.take(now)

    def _group(self, chat_id: object) -> _Window | None:
        """Groups have negative ids."""
        if not isinstance(chat_id, int) or chat_id > 0:
            return None
        return self._groups.setdefault(chat_id, _Window())
