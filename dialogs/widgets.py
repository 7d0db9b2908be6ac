"""Widgets of our own: sentences of ``locales``, rows of keys drawn from what a getter read, a screen never silent."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Keyboard
from aiogram_dialog.widgets.text import Text

from dialogs.answering import say
from dialogs.entry.linking import link, may_be_code
from dialogs.presses import number_of
from dialogs.visit import visit_of
from locales import Translator

MESSAGE_LENGTH = 4096
"""The longest message, in UTF-16 units (Bot API, sendMessage)."""

OnKey = Callable[[DialogManager, str], Awaitable[None]]


class Say(Text):
    """A sentence of ``locales`` as plain text, its arguments taken from what the getter read: for a button."""

    def __init__(self, message: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.message = message

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        args = {name: value for name, value in data.items() if isinstance(value, str | int)}
        return visit_of(manager).t.text(self.message, **args)


class Body(Text):
    """The HTML under the name ``body`` in what the getter read, cut to what a message holds."""

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return fitted(str(data["body"]), visit_of(manager).t)


def fitted(body: str, t: Translator) -> str:
    """HTML as long as a message may be: of longer one the last lines are only counted. No tag may span lines."""
    lines = body.split("\n")
    cuts = (
        "\n".join([*lines[:shown], t.html("and-others", count=len(lines) - shown)])
        for shown in range(len(lines) - 1, -1, -1)
    )
    return next(text for text in chain([body], cuts) if _length(text) <= MESSAGE_LENGTH)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Key:
    """A button: what it shows, and what a press of it says should be."""

    label: str
    press: str


Rows = tuple[tuple[Key, ...], ...]


class Keys(Keyboard):
    """Rows of keys (``tuple[tuple[Key, ...], ...]``) under the name ``rows`` in what the getter read."""

    def __init__(self, id: str, on_key: OnKey, rows: str = "rows", when: WhenCondition = None) -> None:  # noqa: A002 - aiogram-dialog's word
        super().__init__(id=id, when=when)
        self.on_key = on_key
        self.rows = rows

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        rows: Sequence[Sequence[Key]] = data[self.rows]
        return [
            [InlineKeyboardButton(text=key.label, callback_data=self._item_callback_data(key.press)) for key in row]
            for row in rows
        ]

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await self.on_key(manager, data)
        return True


def columns(keys: Iterable[Key], count: int) -> Rows:
    """Keys in rows of ``count``."""
    listed = list(keys)
    return tuple(tuple(listed[start : start + count]) for start in range(0, len(listed), count))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its rank and that of the last one, from 0."""

    rank: int
    last: int
    size: int

    @classmethod
    def of(cls, manager: DialogManager, count: int, size: int) -> "Page":
        """The page a dialog shows of ``count`` things; the last one where there are fewer pages by now."""
        last = max(0, count - 1) // size
        return cls(min(int(manager.dialog_data.get("page", 0)), last), last, size)

    @property
    def start(self) -> int:
        """The rank of its first thing."""
        return self.rank * self.size

    @property
    def stop(self) -> int:
        """The rank after its last thing."""
        return self.start + self.size

    def keys(self) -> Rows:
        """The pages before and after; nothing for a single page."""
        if not self.last:
            return ()
        before = (Key("◀️", str(self.rank - 1)),) if self.rank else ()
        after = (Key("▶️", str(self.rank + 1)),) if self.rank < self.last else ()
        return ((*before, Key(f"{self.rank + 1}/{self.last + 1}", str(self.rank)), *after),)


async def turn_page(manager: DialogManager, press: str) -> None:
    """Another page; the key between the two says which one this is."""
    page = number_of(press)
    if page == manager.dialog_data.get("page", 0):
        say(visit_of(manager).t.text("page-shown", page=page + 1))
    manager.dialog_data["page"] = page


async def _take_unasked(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    visit = visit_of(manager)
    if may_be_code(message.text):
        await link(message, message.text or "", manager, visit)
    else:
        await message.answer(visit.t.html("not-understood"))


class Screen(Window):
    """A window whose text is the ``body`` its getter wrote.

    What nobody asked for gets help, and the screen again; but a code links, as when a teacher here has children here.
    """

    def __init__(self, *widgets: Any, takes_text: bool = False, **kwargs: Any) -> None:
        fallback = () if takes_text else (MessageInput(_take_unasked),)
        super().__init__(Body(), *widgets, *fallback, **kwargs)
