"""The chat of a team: it is linked and unlinked by a command, and nothing else in it is heard.

No dialog is ever opened there, and no child is ever named there by an answer.
"""

import re
from collections.abc import Callable
from datetime import datetime
from logging import getLogger
from typing import Concatenate, ParamSpec, TypeVar

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import ChatMemberUpdated, Message

from core.model.people import Role
from core.organisation import Organisation, UnitOfWork
from core.usecases.grouping import (
    GroupLinked,
    GroupRow,
    link_group,
    note_membership,
    note_migration,
    unlink_group,
)
from locales import Translator, translator

logger = getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_COMMAND = re.compile(r"/(?P<name>link|unlink)(?:@(?P<bot>\w+))?(?:\s+(?P<code>.*))?", re.IGNORECASE | re.DOTALL)

TOLD_COUNTS = frozenset({Role.KITCHEN, Role.CARER, Role.TEACHER, Role.DIRECTOR})
"""Roles whose teams are told each school morning how many children are expected."""

_PUT_OUT = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}


class Team:
    """Hears what concerns the bot in the chats of teams.

    What the database raises is raised. Everything heard may be heard twice.
    """

    def __init__(self, organisation: Organisation, bot: Bot) -> None:
        self._organisation = organisation
        self._bot = bot

    async def hear(self, message: Message, locale: str, now: datetime) -> None:
        """A message in a group: a command of ours, or that the group has become a supergroup."""
        if message.migrate_to_chat_id:
            await self._write(note_migration, message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self._write(note_migration, message.migrate_from_chat_id, message.chat.id)
        elif command := _COMMAND.fullmatch((message.text or "").strip()):
            await self._obey(command, message, translator(locale), now)

    async def note(self, change: ChatMemberUpdated, now: datetime) -> None:
        """The bot was put out of a group, or let in."""
        is_member = change.new_chat_member.status not in _PUT_OUT
        await self._organisation.write(note_membership, change.chat.id, now, is_member=is_member)

    async def apologise(self, message: Message, locale: str) -> None:
        """A command of ours could not be obeyed."""
        if _COMMAND.fullmatch((message.text or "").strip()):
            phone = self._organisation.policy.contact.phone
            await self._answer(message, translator(locale).html("error-unexpected", phone=phone))

    async def _obey(self, command: re.Match[str], message: Message, t: Translator, now: datetime) -> None:
        if command["bot"] and not await self._is_me(command["bot"]):
            return
        if command["name"].lower() == "unlink":
            was_linked = await self._write(unlink_group, message.chat.id, now)
            await self._answer(message, t.html("group-unlinked" if was_linked else "group-not-linked"))
        else:
            await self._link(command["code"] or "", message, t, now)

    async def _is_me(self, name: str) -> bool:
        me = await self._bot.me()  # asked once
        return name.lower() == (me.username or "").lower()

    async def _link(self, code: str, message: Message, t: Translator, now: datetime) -> None:
        title = message.chat.title or ""
        result = await self._write(link_group, message.chat.id, title, _person(message), code, t.locale, now)
        if isinstance(result, GroupLinked):
            await self._answer(message, linked_sentence(result.group, t))
        else:
            await self._answer(message, t.html(f"group-{result.replace('_', '-')}"))

    async def _write(self, usecase: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._organisation.write(usecase, *args, **kwargs)

    async def _answer(self, message: Message, html: str) -> None:
        """What was asked for has been done; where the bot may not write in the group, that it was is not told."""
        try:
            await self._bot.send_message(message.chat.id, html)
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.warning("a group could not be answered: %s", error)


def _person(message: Message) -> int:
    """Who writes, by Telegram's id; of an anonymous administrator, whom all groups share, the chat they write for."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def linked_sentence(group: GroupRow, t: Translator) -> str:
    """What a group is linked for, and what it will be told."""
    linked = t.html("group-linked", team=team_name(group.role, group.school_name, t))
    told = t.html("group-told-counts" if group.role in TOLD_COUNTS else "group-told-notices")
    return f"{linked}\n\n{told}"


def team_name(role: Role, school: str | None, t: Translator) -> str:
    """``Cuisine, toutes les écoles``; plain text. ``school``: its name; ``None`` for all of them."""
    return t.text("group-team", role=t.text(f"group-role-{role}"), place=school or t.text("group-all"))
