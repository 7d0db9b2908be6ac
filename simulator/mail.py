"""E-mails as their recipients read them, over the simulator's HTTP API: for tests of the whole way."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import aiohttp

from simulator.shape import JsonObject

PATIENCE = 5.0  # seconds to wait for an e-mail


@dataclass(frozen=True)
class MailFile:
    """An attachment; `url` is its path at the simulator."""

    file_name: str
    mime_type: str
    file_size: int
    url: str


@dataclass(frozen=True)
class Mail:
    """An e-mail. `recipients` are those of the envelope; a header that is repeated is here with its first value."""

    number: int
    received_at: datetime
    recipients: tuple[str, ...]
    subject: str
    headers: dict[str, str]
    text: str
    html: str | None
    files: tuple[MailFile, ...]

    @classmethod
    def from_json(cls, seen: JsonObject) -> Self:
        return cls(
            seen["number"],
            datetime.fromisoformat(seen["received_at"]),
            tuple(seen["recipients"]),
            seen["subject"],
            dict(reversed(seen["headers"])),
            seen["text"] or "",
            seen["html"],
            tuple(MailFile(**file) for file in seen["attachments"]),
        )


class Mailbox:
    """All e-mails that came to a simulator with a mail server. What does not come within `patience` seconds is an
    AssertionError that shows what came."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address = address
        self._patience = patience

    async def mails(self, to: str = "") -> list[Mail]:
        """Those whose envelope names this address, or all; the oldest first."""
        async with aiohttp.ClientSession() as session:
            listed = (await self._get(session, "/mails"))["mails"]
            numbers = [seen["number"] for seen in reversed(listed) if not to or to in seen["recipients"]]
            return [Mail.from_json(await self._get(session, f"/mails/{number}")) for number in numbers]

    async def wait_for(self, subject: str, to: str = "") -> Mail:
        """The newest e-mail whose subject holds these words, once there is one."""
        deadline = asyncio.get_running_loop().time() + self._patience
        since = ""
        async with aiohttp.ClientSession() as session:
            while (left := deadline - asyncio.get_running_loop().time()) > 0:
                seen = await self._get(session, f"/mails?since={since}&timeout={left}")
                since = str(seen["version"])
                for mail in seen["mails"]:
                    if subject in mail["subject"] and (not to or to in mail["recipients"]):
                        return Mail.from_json(await self._get(session, f"/mails/{mail['number']}"))
        lines = "\n".join(f"  {', '.join(mail.recipients)}: {mail.subject}" for mail in await self.mails())
        raise AssertionError(f"no e-mail {subject!r} within {self._patience} s:\n{lines or '  (empty)'}")

    async def download(self, file: MailFile) -> bytes:
        async with aiohttp.ClientSession() as session, session.get(self.address + file.url) as response:
            assert response.ok, await response.text()
            return await response.read()

    async def _get(self, session: aiohttp.ClientSession, path: str) -> JsonObject:
        async with session.get(self.address + path) as response:
            answer: JsonObject = await response.json()
            assert response.ok, f"{path}: {answer['error']}"
            return answer
