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
class Attachment:
    """A file; ``media_type`` as in ``application/pdf``.

    ``says``: what a picture shows, in plain text of at most 1,024 characters, for who cannot see it.
    """

    name: str
    media_type: str
    content: bytes
    says: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, not kept."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Message:
    """A message for any channel: Telegram's HTML, at most 4,096 characters, and its rows of buttons.

    ``subject``: one line of plain text that says it all, for e-mail. ``attachments`` follow it, in their order.
    ``is_optional``: a notice that people may do without, by e-mail with a way to say so. ``copy_to`` and ``reply_to``:
    addresses of an e-mail that somebody has us send; one that is none is left out.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    subject: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_optional: bool = False
    copy_to: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one address. ``reference`` is the same at every try, and no other message's."""

    message: Message
    address: str
    reference: str
    locale: str = "fr"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel accepted: the message's id in its chat, and the address to use from now on where it changed."""

    message_id: int | None = None
    moved_to: str | None = None


class ErrorKind(StrEnum):
    """What is known of a message that was not acknowledged."""

    PERMANENT = "permanent"
    """Refused, and would be again."""
    TRANSIENT = "transient"
    """Not sent; it may pass later."""
    UNKNOWN = "unknown"
    """Perhaps sent: the answer was lost."""


class TransportError(Exception):
    """A channel did not acknowledge a message. ``retry_after``: not before then.

    ``is_dead``: the address takes nothing, whatever the message: a bot that was blocked, a chat or a mailbox that is
    not there.
    """

    def __init__(
        self, reason: str, kind: ErrorKind, *, retry_after: timedelta | None = None, is_dead: bool = False
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.retry_after = retry_after
        self.is_dead = is_dead


class Sender(Protocol):
    """One channel."""

    async def send(self, envelope: Envelope, priority: Priority, patience: timedelta) -> Receipt:
        """Send, having waited for its turn for at most ``patience``. Raises ``TransportError``."""

    async def close(self) -> None:
        """Close every connection."""
