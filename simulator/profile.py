"""How the bot presents itself: names, descriptions, commands, menu button."""

from dataclasses import dataclass, field
from typing import Final

from simulator.shape import JsonObject

Scope = tuple[str, int]  # the type of a BotCommandScope, and its chat or 0
DEFAULT_SCOPE: Final[Scope] = ("default", 0)


@dataclass
class Profile:
    """The bot. Texts are kept by language; "" is the language of all others."""

    id: int
    username: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[JsonObject]] = field(default_factory=dict)
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})

    @property
    def first_name(self) -> str:
        return self.names.get("") or self.username

    def as_user(self) -> JsonObject:
        """A `User` of the Bot API."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def as_me(self) -> JsonObject:
        """The `User` that getMe answers."""
        return self.as_user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def commands_for(self, chat_id: int, language: str) -> list[JsonObject]:
        """The commands shown in a chat, by "Determining list of commands" of the Bot API; groups have negative ids."""
        for scope in (("chat", chat_id), ("all_private_chats" if chat_id > 0 else "all_group_chats", 0), DEFAULT_SCOPE):
            for spoken in (language, ""):
                if commands := self.commands.get((scope, spoken)):
                    return commands
        return []
