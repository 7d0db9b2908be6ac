"""People, alone with the bot or in a group, played over the simulator's HTTP API: for tests of the whole way."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

JsonObject = dict[str, Any]

PATIENCE = 5.0  # seconds to wait for the bot


@dataclass(frozen=True)
class Button:
    """An inline button; `data` is None when it opens a link."""

    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class SeenMessage:
    """A message as the person sees it; `text` is the caption of a file. Dates are Unix times.

    `author` is the name of the member of a group who wrote it; `service` what a message tells that nobody wrote, in the
    Bot API's words ("new_chat_members").
    """

    message_id: int
    from_bot: bool
    text: str
    html: str
    date: int
    edit_date: int | None
    keyboard: tuple[tuple[Button, ...], ...]
    reply_keyboard: tuple[tuple[str, ...], ...]
    document: JsonObject | None
    photo: JsonObject | None
    author: str | None
    service: str | None

    @classmethod
    def from_json(cls, seen: JsonObject) -> Self:
        return cls(
            seen["message_id"],
            seen["from_bot"],
            seen["text"] or seen["caption"] or "",
            seen["html"],
            seen["date"],
            seen["edit_date"],
            tuple(tuple(Button(**button) for button in row) for row in seen["keyboard"] or []),
            tuple(map(tuple, seen["reply_keyboard"] or [])),
            seen["document"],
            seen["photo"],
            seen["author"] and seen["author"]["name"],
            seen["service"],
        )

    def buttons(self) -> Iterator[Button]:
        return (button for row in self.keyboard for button in row)

    def __str__(self) -> str:
        file = self.document or self.photo
        name = f"[{file.get('file_name', 'photo')}] " if file else ""
        rows = "".join("\n    " + " ".join(f"[{button.text}]" for button in row) for row in self.keyboard)
        author = "bot" if self.from_bot else self.author or "me "
        return f"{author} #{self.message_id}: {name}{self.text or self.service or ''}{rows}"


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot answered to a pressed button."""

    text: str | None
    show_alert: bool
    url: str | None


class Participant:
    """The person with this id, in a chat at the simulator's address. What does not come within `patience` seconds is an
    AssertionError that shows the chat."""

    def __init__(self, address: str, id: int, chat_path: str, patience: float = PATIENCE) -> None:  # noqa: A002
        self.id = id
        self.address = address
        self._chat_url = address + chat_path
        self._patience = patience

    async def send(self, text: str, reply_to: int | None = None) -> int:
        """Say something, perhaps in reply to a message; the id of the message."""
        body = {"text": text} | ({} if reply_to is None else {"reply_to": reply_to})
        return int((await self._post("text", body))["message_id"])

    async def send_file(self, file_name: str, content: bytes, content_type: str, caption: str = "") -> int:
        """Send a document or a photo; the id of the message."""
        form = aiohttp.FormData({"caption": caption, "person": str(self.id)}, quote_fields=False)
        form.add_field("file", content, filename=file_name, content_type=content_type)
        async with aiohttp.ClientSession() as session, session.post(self._url("document"), data=form) as response:
            return int((await _read(response))["message_id"])

    async def press(self, label_or_data: str) -> CallbackAnswer:
        """Press a button of the newest message that has it, once one has: by its exact label, its callback data, or
        a part of its label, in this order. Returns when the bot has answered."""
        found: list[tuple[SeenMessage, Button]] = []

        def offered(chat: list[SeenMessage]) -> bool:
            found[:] = [hit for message in reversed(chat) if (hit := _find(message, label_or_data))][:1]
            return bool(found)

        await self._until(offered, f"no button {label_or_data!r}")
        message, button = found[0]
        pressed = await self._post("press", {"message_id": message.message_id, "data": button.data})
        return await self._answer_to(pressed["callback_query_id"], button.text)

    async def chat(self) -> list[SeenMessage]:
        """All messages, the oldest first."""
        return [SeenMessage.from_json(seen) for seen in (await self._get("chat"))["messages"]]

    async def last(self) -> SeenMessage:
        """The newest message of the bot."""
        said = [message for message in await self.chat() if message.from_bot]
        assert said, await self._shown("the bot has said nothing")
        return said[-1]

    async def wait_for(self, text: str) -> SeenMessage:
        """The newest message of the bot that holds this text, once there is one."""
        chat = await self._until(lambda chat: any(_says(message, text) for message in chat), f"no message {text!r}")
        return next(message for message in reversed(chat) if _says(message, text))

    async def download(self, message: SeenMessage) -> bytes:
        """The file of a message."""
        file = message.document or message.photo
        assert file is not None, await self._shown(f"message {message.message_id} has no file")
        async with aiohttp.ClientSession() as session, session.get(self.address + file["url"]) as response:
            assert response.status == 200, await response.text()  # noqa: PLR2004
            return await response.read()

    async def _until(self, happy: Callable[[list[SeenMessage]], bool], lack: str) -> list[SeenMessage]:
        deadline = asyncio.get_running_loop().time() + self._patience
        since = ""
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            seen = await self._get(f"chat?since={since}&timeout={left}")
            since = str(seen["version"])
            chat = [SeenMessage.from_json(message) for message in seen["messages"]]
            if happy(chat):
                return chat
        raise AssertionError(await self._shown(lack))

    async def _answer_to(self, query_id: str, label: str) -> CallbackAnswer:
        async with aiohttp.ClientSession() as session:
            path = f"/people/{self.id}/answers/{query_id}?timeout={self._patience}"
            async with session.get(self.address + path) as response:
                answer = await _read(response)
        answered = answer.pop("answered")
        assert answered, await self._shown(f"no answer to the button {label!r}")
        return CallbackAnswer(**answer)

    async def _shown(self, lack: str) -> str:
        lines = "\n".join(f"  {message}" for message in await self.chat())
        return f"{lack} within {self._patience} s, in the chat of person {self.id}:\n{lines or '  (empty)'}"

    def _url(self, path: str) -> str:
        return f"{self._chat_url}/{path}"

    async def _get(self, path: str) -> JsonObject:
        async with aiohttp.ClientSession() as session, session.get(self._url(path)) as response:
            return await _read(response)

    async def _post(self, path: str, body: JsonObject) -> JsonObject:
        body = {"person": self.id} | body
        async with aiohttp.ClientSession() as session, session.post(self._url(path), json=body) as response:
            return await _read(response)


class Member(Participant):
    """A person in the group with this id."""

    def __init__(self, address: str, id: int, group_id: int, patience: float = PATIENCE) -> None:  # noqa: A002
        super().__init__(address, id, f"/groups/{group_id}", patience)
        self.group_id = group_id

    async def add_bot(self) -> None:
        await self._post("bot", {"member": True})

    async def remove_bot(self) -> None:
        await self._post("bot", {"member": False})

    async def upgrade(self) -> Self:
        """Make a supergroup of the group; the same person there."""
        return type(self)(self.address, self.id, (await self._post("upgrade", {}))["id"], self._patience)


class Person(Participant):
    """The person with this id, alone with the bot."""

    def __init__(self, address: str, id: int, patience: float = PATIENCE) -> None:  # noqa: A002
        super().__init__(address, id, f"/people/{id}", patience)

    async def block(self) -> None:
        await self._post("block", {})

    async def unblock(self) -> None:
        await self._post("unblock", {})

    async def create_group(self, title: str, *others: int, with_bot: bool = False) -> Member:
        """Make a group with other people, and the bot if it is wanted; this person in it."""
        body = {"title": title, "members": [self.id, *others], "bot": with_bot}
        async with aiohttp.ClientSession() as session, session.post(f"{self.address}/groups", json=body) as response:
            return self.in_group((await _read(response))["id"])

    def in_group(self, group_id: int) -> Member:
        """This person in a group, if it is one of its members."""
        return Member(self.address, self.id, group_id, self._patience)


async def _read(response: aiohttp.ClientResponse) -> JsonObject:
    answer: JsonObject = await response.json()
    assert response.ok, f"{response.method} {response.url.path}: {answer['error']}"
    return answer


def _says(message: SeenMessage, text: str) -> bool:
    return message.from_bot and text in message.text


def _find(message: SeenMessage, label_or_data: str) -> tuple[SeenMessage, Button] | None:
    pressable = [button for button in message.buttons() if button.data is not None]
    matches: tuple[Callable[[Button], bool], ...] = (
        lambda button: button.text == label_or_data,
        lambda button: button.data == label_or_data,
        lambda button: label_or_data in button.text,
    )
    for fits in matches:
        for button in pressable:
            if fits(button):
                return message, button
    return None
