"""People with their phones, at the address of a simulator; its clock, and what the bot asked of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import aiohttp

from locales import translator
from simulator.person import Button, CallbackAnswer, Person, SeenMessage

PATIENCE = 60.0
"""Seconds a screen may take on a busy machine, where a process that starts is waited for."""


class Phone(Person):
    """A person who reads before pressing on."""

    def __init__(self, address: str, id: int, first_name: str, code: str | None = None) -> None:  # noqa: A002
        super().__init__(address, id, PATIENCE)
        self.first_name = first_name
        self.code = code

    async def reads(self, *words: str) -> SeenMessage:
        """The newest message of the bot that holds all these words, once there is one."""
        return await self._once(lambda message: all(word in message.text for word in words), f"no {words} to be read")

    async def sees(self, symbol: str, service: str, day: date) -> SeenMessage:
        """The newest message with a planning, once it shows this symbol for the service (its own symbol) and day."""

        def shows(message: SeenMessage) -> bool:
            found = _cell(message, service, day)
            return found is not None and symbol in found.text

        return await self._once(shows, f"{symbol} not seen at {service} {day}")

    async def presses(self, *labels: str) -> SeenMessage:
        """Press buttons one after the other, each once the one before has changed the screen; the last screen."""
        seen = await self.last()
        for label in labels:
            before = await self.chat()
            await self.press(label)
            seen = await self._once(_new_since(before), f"nothing changed by {label!r}")
        return seen

    async def asks(self, words: str) -> SeenMessage:
        """Say something that brings a screen; the screen."""
        before = await self.chat()
        await self.send(words)
        return await self._once(_new_since(before), f"no screen for {words!r}")

    async def turns_to(self, day: date) -> None:
        """Go to the week of a day, from one that is near."""
        while weeks := _weeks_from(await self._once(_turns, "no week to turn"), day):
            await self.presses("▶️" if weeks > 0 else "◀️")

    async def presses_cell(self, service: str, day: date) -> CallbackAnswer:
        """Press the cell of a service (its symbol) and a day in the newest planning; what the bot answered."""
        message = await self._once(lambda message: _cell(message, service, day) is not None, f"no {service} {day}")
        button = _cell(message, service, day)
        assert button is not None
        assert button.data is not None
        return await self.press(button.data)

    async def told(self, words: str) -> list[SeenMessage]:
        """Every message of the bot that holds these words."""
        return [message for message in await self.chat() if message.from_bot and words in message.text]

    async def _once(self, fits: Callable[[SeenMessage], bool], lack: str) -> SeenMessage:
        def newest(chat: list[SeenMessage]) -> SeenMessage | None:
            return next((message for message in reversed(chat) if message.from_bot and fits(message)), None)

        found = newest(await self._until(lambda chat: newest(chat) is not None, lack))
        assert found is not None
        return found


def _turns(message: SeenMessage) -> bool:
    return any("▶️" in button.text for button in message.buttons())


def _weeks_from(message: SeenMessage, day: date) -> int:
    """How many weeks a day comes after the week that a message shows."""
    monday = day - timedelta(days=day.weekday())
    weeks = {translator("fr").week(monday - timedelta(weeks=count)): count for count in range(-5, 6)}
    return next(count for week, count in weeks.items() if week in message.text)


def _new_since(before: list[SeenMessage]) -> Callable[[SeenMessage], bool]:
    """Whether a message is a screen that was not there, or not so."""
    known = {message.message_id: (message.text, message.keyboard) for message in before}
    return lambda message: bool(message.keyboard) and known.get(message.message_id) != (message.text, message.keyboard)


def _cell(message: SeenMessage, service: str, day: date) -> Button | None:
    """A cell of the planning a message shows: days are named in the first row, services at the head of the others."""
    rows = [row for row in message.keyboard if row[0].text == service]
    columns = [
        index
        for row in message.keyboard[:1]
        for index, head in enumerate(row)
        if re.search(rf"\b{day.day}\b", head.text)
    ]
    return rows[0][columns[0]] if rows and columns else None


@dataclass(frozen=True)
class Telegram:
    """The simulator, from outside."""

    address: str

    async def phones(self) -> dict[str, Phone]:
        """The people there are, by first name."""
        people = (await self._ask("GET", "/people"))["people"]
        return {
            person["first_name"]: Phone(self.address, person["id"], person["first_name"], person["start_payload"])
            for person in people
        }

    async def bot_name(self) -> str:
        """What the bot is called in the chats."""
        return str((await self._ask("GET", "/people"))["bot"]["first_name"])

    async def jump(self, label: str) -> None:
        """Take the way through time that the web chat offers under this label."""
        jumps = {jump["label"]: jump["now"] for jump in await self._ask("GET", "/jumps")}
        assert label in jumps, jumps
        await self.move_to(jumps[label])

    async def move_to(self, now: str) -> None:
        """Move the clock to an instant in ISO form; without an offset, on the clocks of Paris."""
        await self._ask("POST", "/clock", {"now": now})

    async def wait(self, seconds: float) -> None:
        """Let time go by on the clock."""
        await self._ask("POST", "/clock", {"advance_seconds": seconds})

    async def arm(self, **fault: object) -> None:
        """Spoil calls to come."""
        await self._ask("POST", "/faults", fault)

    async def calls(self) -> list[dict[str, Any]]:
        """What the bot asked, and how it went."""
        calls: list[dict[str, Any]] = await self._ask("GET", "/calls")
        return calls

    async def refused(self) -> list[dict[str, Any]]:
        """The calls that were not valid, or not possible; but a screen may be drawn again as it is."""
        return [call for call in await self.calls() if not call["ok"] and "is not modified" not in call["description"]]

    async def _ask(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, self.address + path, json=body) as response,
        ):
            assert response.ok, await response.text()
            return await response.json()
