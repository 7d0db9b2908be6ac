"""What a channel is asked, and how it says that it could not."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from notifications.gate import Priority


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; ``callback_data`` is 1 to 64 bytes."""

    text: str
    callback_data: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message in Telegram's HTML, at most 4,096 characters, and its rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


class ErrorKind(StrEnum):
    """What is known of a message that was not acknowledged."""

    PERMANENT = "permanent"
    """Refused, and would be again."""
    TRANSIENT = "transient"
    """Not sent; it may pass later."""
    UNKNOWN = "unknown"
    """Perhaps sent: the answer was lost."""


class TransportError(Exception):
    """A channel did not acknowledge a message. ``retry_after``: not before then; ``blocked``: by the person."""

    def __init__(
        self, reason: str, kind: ErrorKind, *, retry_after: timedelta | None = None, blocked: bool = False
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.retry_after = retry_after
        self.blocked = blocked


class Sender(Protocol):
    """One channel."""

    async def send(self, message: Message, address: str, priority: Priority, patience: timedelta) -> None:
        """Send, having waited for its turn for at most ``patience``. Raises ``TransportError``."""
