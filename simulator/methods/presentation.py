"""How the bot presents itself, and whom it talks to."""

import re
from typing import Final

from simulator.calls import Call
from simulator.errors import bad_request
from simulator.links import check_https
from simulator.methods.addressing import chat_of, private_chat_of
from simulator.profile import DEFAULT_SCOPE, Scope
from simulator.shape import JsonObject
from simulator.world import World

COMMANDS_LIMIT: Final = 100


async def get_me(world: World, call: Call) -> JsonObject:
    return world.profile.as_me()


async def get_chat(world: World, call: Call) -> JsonObject:
    """A `ChatFullInfo`, with what is required of it."""
    no_gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return chat_of(world, call).as_chat() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(no_gifts, False),
    }


async def set_my_commands(world: World, call: Call) -> bool:
    commands = call.params["commands"]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if any(not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")) for command in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    world.profile.commands[_slot(world, call)] = [
        command | {"command": command["command"].removeprefix("/")} for command in commands
    ]
    for chat in world.conversations():
        chat.changed()
    return True


async def get_my_commands(world: World, call: Call) -> list[JsonObject]:
    return world.profile.commands.get(_slot(world, call), [])


async def delete_my_commands(world: World, call: Call) -> bool:
    world.profile.commands.pop(_slot(world, call), None)
    for chat in world.conversations():
        chat.changed()
    return True


async def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.params.get("menu_button") or {"type": "default"}
    if button["type"] == "web_app":
        check_https("menu button Web App URL", button["web_app"]["url"])
    if "chat_id" in call.params:
        private_chat_of(world, call).menu_button = None if button["type"] == "default" else button
    else:
        world.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
    return True


async def get_chat_menu_button(world: World, call: Call) -> JsonObject:
    own = private_chat_of(world, call).menu_button if "chat_id" in call.params else None
    return own or world.profile.menu_button


async def set_my_name(world: World, call: Call) -> bool:
    return _set(world.profile.names, call, "name")


async def get_my_name(world: World, call: Call) -> JsonObject:
    return {"name": _get(world.profile.names, call) or world.profile.first_name}


async def set_my_description(world: World, call: Call) -> bool:
    return _set(world.profile.descriptions, call, "description")


async def get_my_description(world: World, call: Call) -> JsonObject:
    return {"description": _get(world.profile.descriptions, call)}


async def set_my_short_description(world: World, call: Call) -> bool:
    return _set(world.profile.short_descriptions, call, "short_description")


async def get_my_short_description(world: World, call: Call) -> JsonObject:
    return {"short_description": _get(world.profile.short_descriptions, call)}


def _slot(world: World, call: Call) -> tuple[Scope, str]:
    scope = call.params.get("scope") or {"type": "default"}
    if scope["type"] == "default":
        return DEFAULT_SCOPE, _language(call)
    if "chat_id" not in scope:
        return (scope["type"], 0), _language(call)
    if scope["type"] != "chat":
        raise bad_request("chat not found")  # the others are for administrators and members of groups: not kept here
    chat = chat_of(world, Call(call.method, {"chat_id": scope["chat_id"]}))
    return ("chat", chat.id), _language(call)


def _language(call: Call) -> str:
    """A two-letter ISO 639-1 code, or "" for all. Raises BotApiError."""
    language = str(call.params.get("language_code", ""))
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _set(texts: dict[str, str], call: Call, name: str) -> bool:
    texts[_language(call)] = call.params.get(name, "")
    return True


def _get(texts: dict[str, str], call: Call) -> str:
    return texts.get(_language(call)) or texts.get("", "")
