"""Holds calls against the official shape of the Bot API, kept in `bot-api.json`.

Where the wording of the real server is known it is used; it is stricter than the real one in one thing: what is not in
the shape is refused, not ignored.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict

from simulator.errors import BotApiError, bad_request, not_served
from simulator.wording import MISSING, TOO_SHORT, UNREADABLE, WHILE_READING, WRONG_LENGTH, WRONG_UNION

JsonObject = dict[str, Any]


class Field(TypedDict):
    """A parameter or a field: its type in the Bot API's own notation, and its length (least, most, unit)."""

    type: str
    required: bool
    length: NotRequired[tuple[int, int, str]]


Fields = Mapping[str, Field]

ATOMS: Final[dict[str, type | tuple[type, ...]]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
    "True": bool,
}
# Types that are one of several others, told apart by their `type` or `status`.
UNIONS: Final = {
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
        "chat_member": "BotCommandScopeChatMember",
    },
    "MenuButton": {
        "default": "MenuButtonDefault",
        "commands": "MenuButtonCommands",
        "web_app": "MenuButtonWebApp",
    },
    "ChatMember": {"member": "ChatMemberMember", "left": "ChatMemberLeft", "kicked": "ChatMemberBanned"},
}
ALIASES: Final = {"MaybeInaccessibleMessage": "Message"}


class BotApi:
    """The methods and types served, as the Bot API documents them."""

    def __init__(self) -> None:
        document = json.loads(Path(__file__).with_name("bot-api.json").read_text("utf-8"))
        self.version: str = document["version"]
        self.methods: dict[str, Fields] = document["methods"]
        self.types: dict[str, Fields] = document["types"]
        self._by_lower_case: dict[str, str] = {name.lower(): name for name in self.methods}

    def method_named(self, name: str) -> str:
        """The method's own spelling: the server reads it in any case. Raises BotApiError 404."""
        if name.lower() not in self._by_lower_case:
            raise BotApiError(404, "Not Found")
        return self._by_lower_case[name.lower()]

    def read(self, method: str, raw: JsonObject, uploads: frozenset[str] = frozenset()) -> JsonObject:
        """The parameters of a call, typed and checked. Raises BotApiError.

        `raw` holds JSON values, or strings as a form carries them; `uploads` names the files sent with it.
        """
        fields = self.methods[method]
        self._refuse_unknown(fields, raw, uploads)
        params = {name: self._decoded(name, fields[name]["type"], value) for name, value in raw.items()}
        for name, field in fields.items():
            if name in params and not (params[name] == "" and name in MISSING):
                self._check_parameter(method, name, field, params[name])
            elif field["required"] and name not in uploads:
                raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
        return params

    def check(self, kind: str, value: object, name: str = "") -> None:
        """Hold `value` against the type `kind`, `name` being the field it stands in. Raises BotApiError."""
        if kind.startswith("Array of "):
            self._check_array(kind, value, name)
        elif " or " in kind:
            self._check_any_of(kind.split(" or "), value, name)
        elif kind in ATOMS:
            _check_atom(kind, value, name)
        elif kind in UNIONS:
            self._check_union(kind, value)
        else:
            self._check_object(ALIASES.get(kind, kind), value, name)

    def _check_parameter(self, method: str, name: str, field: Field, value: object) -> None:
        self.check(field["type"], value, name)
        # Text and caption are measured once their entities are parsed: see `formatting`.
        if "length" in field and not (name in ("text", "caption") and "parse_mode" in self.methods[method]):
            _check_length(method, name, field["length"], str(value))

    def _refuse_unknown(self, fields: Fields, raw: JsonObject, uploads: frozenset[str]) -> None:
        attached = {v.removeprefix("attach://") for v in raw.values() if isinstance(v, str) and v.startswith("attach:")}
        takes_file = {name for name, field in fields.items() if "InputFile" in field["type"]}
        for name in (*(raw.keys() - fields.keys()), *(uploads - attached - takes_file)):
            raise bad_request(f"unknown parameter {name}")
        if attached - uploads:
            raise bad_request("there is no file in the request for " + ", ".join(sorted(attached - uploads)))

    def _decoded(self, name: str, kind: str, value: object) -> object:
        """What a string of a form or a query stands for, given the type expected."""
        if not isinstance(value, str) or kind in ("String", "InputFile or String", "InputFile"):
            return value
        if "Integer" in kind and " of " not in kind:
            return int(value) if re.fullmatch(r"\s*[+-]?\d{1,19}\s*", value) else value
        if kind == "Boolean":
            return {"true": True, "false": False, "1": True, "0": False}.get(value.lower(), value)
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_request(UNREADABLE.get(name, f"can't parse {name} JSON object")) from None

    def _check_array(self, kind: str, value: object, name: str) -> None:
        if not isinstance(value, list):
            raise _wrong_type(name, "Array")
        for item in value:
            self.check(kind.removeprefix("Array of "), item, name)

    def _check_any_of(self, kinds: list[str], value: object, name: str) -> None:
        if not isinstance(value, dict):
            simple = [kind for kind in kinds if kind in ATOMS]
            if not any(_is_atom(kind, value) for kind in simple):
                raise _wrong_type(name, " or ".join(simple)) if simple else bad_request(f"object expected as {name}")
            return None
        for kind in kinds:
            if any(field["required"] and own in value for own, field in self.types.get(kind, {}).items()):
                return self.check(kind, value, name)
        raise bad_request(f"object expected as {name.replace('_', ' ')}")

    def _check_union(self, base: str, value: object) -> None:
        if not isinstance(value, dict):
            raise bad_request(f"{base} must be an Object")
        tag = str(value.get("type", value.get("status", "")))
        kind = UNIONS[base].get(tag)
        if kind is None:
            raise bad_request(WHILE_READING.get(base, "") + WRONG_UNION.get(base, "Unsupported type specified"))
        self._check_object(kind, value, base)

    def _check_object(self, kind: str, value: object, name: str) -> None:
        if kind not in self.types:
            raise not_served(f"{name or kind} of type {kind}")
        reading = next((words for base, words in WHILE_READING.items() if kind.startswith(base)), "")
        if not isinstance(value, dict):
            raise bad_request(f"{reading}{kind} must be an Object")
        fields = self.types[kind]
        for unknown in value.keys() - fields.keys():
            raise bad_request(f'{reading}{kind} has no field "{unknown}"')
        for own, field in fields.items():
            if own in value:
                self._check_field(kind, own, field, value[own], reading)
            elif field["required"]:
                raise bad_request(f'{reading}Can\'t find field "{own}"')

    def _check_field(self, kind: str, name: str, field: Field, value: object, reading: str) -> None:
        if reading and field["type"] in ATOMS and not _is_atom(field["type"], value):
            raise bad_request(f'{reading}Field "{name}" must be of type {field["type"]}')
        self.check(field["type"], value, name)
        if "length" in field:
            _check_length(kind, name, field["length"], str(value))


def _is_atom(kind: str, value: object) -> bool:
    # In Python a bool is an int; in JSON it is not.
    return isinstance(value, ATOMS[kind]) and (isinstance(value, bool) == (kind in ("Boolean", "True")))


def _check_atom(kind: str, value: object, name: str) -> None:
    if not _is_atom(kind, value):
        raise _wrong_type(name, kind)
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        raise bad_request("strings must be encoded in UTF-8")
    if kind == "True" and value is not True:
        raise bad_request(f'field "{name}" must be true')


def _wrong_type(name: str, kind: str) -> BotApiError:
    return bad_request(f'field "{name}" must be of type {kind}')


def _check_length(owner: str, name: str, length: tuple[int, int, str], value: str) -> None:
    least, most, unit = length
    size = len(value.encode()) if unit == "bytes" else len(value)
    if size < least and owner != "CopyTextButton":
        raise bad_request(TOO_SHORT.get(name, f"{name} must be non-empty"))
    if not least <= size <= most:
        raise bad_request(WRONG_LENGTH.get(f"{owner}.{name}", WRONG_LENGTH.get(name, f"{name} is too long")))
