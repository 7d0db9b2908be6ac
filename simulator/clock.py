"""The time the simulated Telegram lives in."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that ticks in step with real time, from an instant that can be moved.

    `start` is aware; without it the clock shows real time until it is moved. Going backwards is allowed.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self.moved = False
        self._set(start or datetime.now(UTC))
        self.moved = start is not None

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        return self._origin + timedelta(seconds=time.monotonic() - self._origin_ticks)

    def move_to(self, instant: datetime) -> None:
        """Go on ticking from `instant`. Raises ValueError when it is naive."""
        self._set(instant)
        self.moved = True

    def advance(self, step: timedelta) -> None:
        """Go on ticking from `step` later, or earlier when it is negative."""
        self.move_to(self.now() + step)

    def _set(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("the clock needs an aware datetime")
        self._origin = instant.astimezone(UTC)
        self._origin_ticks = time.monotonic()
