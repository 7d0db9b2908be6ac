"""Faults by switch: what a network and a busy server do to a bot."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["too_many_requests", "bad_gateway", "drop_after_accept", "drop_before_accept", "delay"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)


@dataclass
class Fault:
    """Spoils the next `times` calls of `method` ("*": of any), to `chat_id` only when it is given.

    What is delayed or dropped after acceptance was done all the same: it is the answer that comes late or never.
    """

    kind: Kind
    method: str = "*"
    times: int = 1
    retry_after: int = 1
    seconds: float = 0.0
    chat_id: int | None = None

    def strikes(self, method: str, chat_id: object) -> bool:
        """Whether this call is one of those to spoil."""
        mine = self.method in ("*", method) and self.chat_id in (None, chat_id)
        return self.times > 0 and mine


class Faults:
    """The armed faults, the oldest first; each call is struck by one at most."""

    def __init__(self) -> None:
        self.armed: list[Fault] = []

    def arm(self, fault: Fault) -> int:
        """How many faults are armed now."""
        self.armed.append(fault)
        return len(self.armed)

    def disarm(self) -> None:
        self.armed.clear()

    def next(self, method: str, chat_id: object) -> Fault | None:
        """The fault that strikes this call, which is thereby used up once."""
        fault = next((fault for fault in self.armed if fault.strikes(method, chat_id)), None)
        if fault is not None:
            fault.times -= 1
            self.armed = [armed for armed in self.armed if armed.times > 0]
        return fault
