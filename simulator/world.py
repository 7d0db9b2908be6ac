"""What the simulated Telegram remembers: people, their chats with the bot, groups, files, queries."""

import asyncio
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from simulator.bell import Bell
from simulator.clock import Clock
from simulator.formatting import FormattedText
from simulator.keyboards import Rows
from simulator.profile import Profile
from simulator.shape import JsonObject
from simulator.updates import UpdateQueue

TYPING_SECONDS = 5.0  # how long a chat action is shown, as documented for sendChatAction
# Where ids of groups and of supergroups begin, going down: the two kinds are told apart by their size, as in Telegram.
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001

BotStatus = Literal["left", "member", "kicked"]


@dataclass
class User:
    """A person; `id` is also the id of their private chat with the bot.

    `has_column`: whether the web chat shows that chat to who does not ask for it.
    """

    id: int
    first_name: str
    last_name: str | None = None
    language_code: str = "fr"
    about: str = ""
    start_payload: str | None = None
    has_column: bool = True

    def as_user(self) -> JsonObject:
        """A `User` of the Bot API."""
        return {"id": self.id, "is_bot": False, **self._names(), "language_code": self.language_code}

    def as_chat(self) -> JsonObject:
        """A `Chat` of the Bot API."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> JsonObject:
        return {"first_name": self.first_name} | ({"last_name": self.last_name} if self.last_name else {})


@dataclass(frozen=True)
class StoredFile:
    """A file sent by the bot or a person; `width` and `height` are 0 unless it is a photo."""

    file_id: str
    file_unique_id: str
    file_path: str
    file_name: str
    mime_type: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def is_photo(self) -> bool:
        return self.width > 0

    def as_document(self) -> JsonObject:
        """A `Document` of the Bot API."""
        return self._common() | {"file_name": self.file_name, "mime_type": self.mime_type}

    def as_photo(self) -> list[JsonObject]:
        """The `PhotoSize`s of a photo: one."""
        return [self._common() | {"width": self.width, "height": self.height}]

    def as_file(self) -> JsonObject:
        """A `File` of the Bot API, to be downloaded."""
        return self._common() | {"file_path": self.file_path}

    def _common(self) -> JsonObject:
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": len(self.content)}


@dataclass
class Message:
    """A message in a chat. `date` and `edit_date` are Unix times by the world's clock.

    `author` is the member of a group who wrote it, or did what it tells of; in a private chat it is known.
    """

    message_id: int
    from_bot: bool
    date: int
    formatted: FormattedText
    file: StoredFile | None = None
    keyboard: Rows | None = None
    reply_keyboard: Rows | None = None
    has_other_markup: bool = False
    reply_to: int | None = None
    edit_date: int | None = None
    author: User | None = None
    extra: JsonObject = field(default_factory=dict)

    @property
    def editable(self) -> bool:
        """Only messages of the bot, with an inline keyboard or none, can be edited."""
        return self.from_bot and self.reply_keyboard is None and not self.has_other_markup


@dataclass
class Answer:
    """What answerCallbackQuery said."""

    text: str | None
    show_alert: bool
    url: str | None


@dataclass
class Query:
    """A pressed button; `asked_at` is real (monotonic) time, in seconds."""

    id: str
    user_id: int
    message_id: int
    data: str
    asked_at: float
    answer: Answer | None = None


class Conversation(ABC):
    """What private chats and groups have in common. `version` grows with everything a person could see."""

    def __init__(self, id: int, ticks: Callable[[], float]) -> None:  # noqa: A002 - the Bot API's word
        self.id = id
        self.messages: dict[int, Message] = {}
        self.version = 1
        self.bell = Bell()
        self.typing_until = 0.0
        self.instance = str(secrets.randbits(62))
        self._ticks = ticks

    @abstractmethod
    def as_chat(self) -> JsonObject:
        """A `Chat` of the Bot API."""

    @abstractmethod
    def author_of(self, message: Message) -> User:
        """Who wrote a message that is not the bot's."""

    def changed(self) -> None:
        """Tell all who look at the chat."""
        self.version += 1
        self.bell.ring()

    def typing(self) -> bool:
        """Whether the bot has just said that it is busy and sent nothing since."""
        return self._ticks() < self.typing_until

    def show_typing(self) -> None:
        """For five seconds, or until the next message."""
        self.typing_until = self._ticks() + TYPING_SECONDS
        self.changed()
        asyncio.get_running_loop().call_later(TYPING_SECONDS, self.changed)

    def keep(self, message: Message) -> None:
        self.messages[message.message_id] = message
        self.typing_until = 0.0
        self.changed()


class Chat(Conversation):
    """The private chat of one person with the bot; it has the person's id."""

    def __init__(self, user: User, ticks: Callable[[], float]) -> None:
        super().__init__(user.id, ticks)
        self.user = user
        self.started = False
        self.blocked = False
        self.menu_button: JsonObject | None = None

    def as_chat(self) -> JsonObject:
        return self.user.as_chat()

    def author_of(self, message: Message) -> User:
        return self.user


class Group(Conversation):
    """Several people, and the bot while `bot` is "member"; "left" is a bot that has never been there.

    A group that was upgraded to a supergroup, `migrated_to`, is empty from then on.
    """

    def __init__(self, id: int, title: str, members: Sequence[User], ticks: Callable[[], float]) -> None:  # noqa: A002
        super().__init__(id, ticks)
        self.title = title
        self.members = list(members)
        self.bot: BotStatus = "left"
        self.migrated_to: int | None = None
        self.migrated_from: int | None = None
        self._last_message_id = 0

    @property
    def is_super(self) -> bool:
        return self.id <= FIRST_SUPERGROUP

    def as_chat(self) -> JsonObject:
        return {"id": self.id, "type": "supergroup" if self.is_super else "group", "title": self.title}

    def author_of(self, message: Message) -> User:
        if message.author is None:
            raise ValueError("a message in a group has an author")
        return message.author

    def next_message_id(self) -> int:
        """Message ids of a supergroup are its own."""
        self._last_message_id += 1
        return self._last_message_id


class World:
    """Everything the Bot API methods and the people's API work on.

    `ticks` is real, monotonic time in seconds: the age of queries, updates and rate limits goes by it.
    """

    def __init__(
        self, token: str, bot_username: str, clock: Clock, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self.token = token
        self.clock = clock
        self.ticks = ticks
        self.profile = Profile(int(token.partition(":")[0]), bot_username)
        self.chats: dict[int, Chat] = {}
        self.groups: dict[int, Group] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.updates = UpdateQueue(ticks)
        self._last_message_id = 0

    def add(self, user: User) -> Chat:
        """Let a person into the world. Raises ValueError when the id is taken or not positive."""
        if user.id in self.chats or user.id <= 0 or user.id == self.profile.id:
            raise ValueError(f"a person with the id {user.id} cannot be added")
        self.chats[user.id] = Chat(user, self.ticks)
        return self.chats[user.id]

    def add_group(self, title: str, members: Iterable[int], *, is_super: bool = False) -> Group:
        """Let people into a group, without the bot. Raises KeyError for a person there is not."""
        first = FIRST_SUPERGROUP if is_super else FIRST_GROUP
        people = [self.chats[member].user for member in dict.fromkeys(members)]
        group = Group(first - len(self.groups), title, people, self.ticks)
        self.groups[group.id] = group
        return group

    def conversations(self) -> Iterable[Conversation]:
        return chain(self.chats.values(), self.groups.values())

    def date(self) -> int:
        """Now, as the Bot API writes dates."""
        return int(self.clock.now().timestamp())

    def next_message_id(self) -> int:
        """Message ids of all private chats and groups of a bot form one sequence."""
        self._last_message_id += 1
        return self._last_message_id

    def message_id_in(self, chat: Conversation) -> int:
        """The id of the next message of a chat."""
        return chat.next_message_id() if isinstance(chat, Group) and chat.is_super else self.next_message_id()

    def as_message(self, chat: Conversation, message: Message, *, nested: bool = False) -> JsonObject:
        """A `Message` of the Bot API; a `nested` one does not show what it replies to."""
        sender = self.profile.as_user() if message.from_bot else chat.author_of(message).as_user()
        shown: JsonObject = {
            "message_id": message.message_id,
            "from": sender,
            "chat": chat.as_chat(),
            "date": message.date,
            **_content(message),
            **message.extra,
        }
        if message.edit_date is not None:
            shown["edit_date"] = message.edit_date
        if message.keyboard:
            shown["reply_markup"] = {"inline_keyboard": message.keyboard}
        if not nested and message.reply_to in chat.messages:
            shown["reply_to_message"] = self.as_message(chat, chat.messages[message.reply_to], nested=True)
        return shown


def _content(message: Message) -> JsonObject:
    words, entities = ("text", "entities") if message.file is None else ("caption", "caption_entities")
    content: JsonObject = {}
    if message.file is not None:
        kind = "photo" if message.file.is_photo else "document"
        content[kind] = message.file.as_photo() if message.file.is_photo else message.file.as_document()
    if message.formatted.text:
        content[words] = message.formatted.text
    if message.formatted.entities:
        content[entities] = message.formatted.entities
    return content
