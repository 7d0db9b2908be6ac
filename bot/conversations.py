"""aiogram's storage, over the conversation of the chat at hand: read once, written at most once an update."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from core.model.conversations import Conversation

_current: ContextVar[Conversation] = ContextVar("conversation")


class ConversationStorage(BaseStorage):
    """Keeps what aiogram and aiogram-dialog store by *destiny* in the conversation at hand; nothing between updates."""

    @contextmanager
    def holding(self, conversation: Conversation) -> Iterator[None]:
        """Handle an update of the chat whose conversation this is."""
        token = _current.set(conversation)
        try:
            yield
        finally:
            _current.reset(token)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep a state; ``None`` removes it."""
        name = state.state if isinstance(state, State) else state
        self._put(f"state:{key.destiny}", name)

    async def get_state(self, key: StorageKey) -> str | None:
        """The state that was kept, if any."""
        name: str | None = _current.get().state.get(f"state:{key.destiny}")
        return name

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep data; an empty mapping, which is how a closed dialog is written, removes them."""
        self._put(key.destiny, dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The data that were kept; the caller may change what it gets."""
        return deepcopy(_current.get().state.get(key.destiny, {}))

    async def close(self) -> None:
        """Nothing is open between updates."""

    @staticmethod
    def _put(name: str, value: object) -> None:
        if value:
            _current.get().state[name] = value
        else:
            _current.get().state.pop(name, None)
