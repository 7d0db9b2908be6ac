"""Where a conversation stands: what lives in no other table, such as which screen is open."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Conversation:
    """The stored conversation of a chat. ``recent_updates``: ids of the last updates that changed it, newest last."""

    state: dict[str, Any] = field(default_factory=dict)
    recent_updates: list[int] = field(default_factory=list)
