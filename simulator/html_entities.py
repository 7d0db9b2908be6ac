"""Telegram's HTML: the tags it knows, the four named entities, and its own words for what is wrong.

Offsets in errors are in UTF-8 bytes of the source, offsets of entities in UTF-16 code units of the text, as in the Bot
API. End tags may be empty (`</>`), attributes may lack a value, as the real parser has it.
"""

import re
import sys
from dataclasses import dataclass
from typing import Any, Final

from simulator.errors import BotApiError, bad_request
from simulator.links import WrongLinkError, normal_link

Entity = dict[str, Any]

TAGS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE: Final = re.compile(
    r"&(?:#x([0-9a-fA-F]{1,7})(?![0-9a-fA-F])|#([0-9]{1,8})(?![0-9])|(lt|gt|amp|quot)(?![a-zA-Z]));?"
)
SPACE: Final = " \t\r\n\v\f\0"
END: Final = "\0"
MAX_ID: Final = 2**63 - 1
# Wider first, and at equal width the order in which the server lists them.
PRIORITY: Final = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


def utf16_length(text: str) -> int:
    """How long Telegram takes a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sort_key(entity: Entity) -> tuple[int, int, int]:
    """The order of entities in a message."""
    return entity["offset"], -entity["length"], PRIORITY.get(entity["type"], 50)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text of an HTML source and its entities, in order. Raises BotApiError "can't parse entities: …"."""
    return _Reader(source).read()


@dataclass
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    start: int


class _Reader:
    def __init__(self, source: str) -> None:
        # A NUL ends the source, so that looking ahead needs no bounds; Telegram takes no NUL in a text.
        self._source = source.replace(END, " ") + END
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while (char := self._source[self._at]) != END:
            if char == "<":
                self._read_tag()
            else:
                self._keep(self._reference() or self._next())
        if self._open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self._entities:
            entity.pop("_language", None)
        text = "".join(self._text)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _unreadable(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            )
        return text, sorted(self._entities, key=sort_key)

    def _keep(self, char: str) -> None:
        self._text.append(char)
        self._offset += 1 + (char > "\uffff")

    def _next(self) -> str:
        self._at += 1
        return self._source[self._at - 1]

    def _reference(self) -> str | None:
        found = REFERENCE.match(self._source, self._at)
        if not found:
            return None
        if not found[3] and not 0 < (code := int(found[1] or found[2], 16 if found[1] else 10)) < sys.maxunicode:
            return None
        self._at = found.end()
        return NAMED[found[3]] if found[3] else chr(code)

    def _take_until(self, stops: str) -> str:
        start = self._at
        while self._source[self._at] not in stops and self._source[self._at] != END:
            self._at += 1
        return self._source[start : self._at]

    def _skip_spaces(self) -> None:
        while self._source[self._at] in SPACE and self._source[self._at] != END:
            self._at += 1

    def _byte(self, index: int) -> int:
        return len(self._source[:index].encode("utf-8", "surrogatepass"))

    def _read_tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._source[self._at] == "/":
            self._read_end(begin)
        else:
            self._read_start(begin)

    def _read_start(self, begin: int) -> None:
        name = self._take_until(SPACE + ">").lower()
        where = f"at byte offset {self._byte(begin)}"
        if self._source[self._at] == END:
            raise _unreadable(f"Unclosed start tag {where}")
        if name not in TAGS:
            raise _unreadable(f'Unsupported start tag "{name}" {where}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._source[self._at] == ">":
                break
            self._read_attribute(name, where, attributes)
        self._at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unreadable(f'Tag "span" must have class "tg-spoiler" {where}')
        self._open.append(_OpenTag(name, attributes, self._offset, len(self._text)))

    def _read_attribute(self, tag: str, where: str, attributes: dict[str, str]) -> None:
        name = self._take_until(SPACE + "=>")
        if not name and self._source[self._at] == "=":
            raise _unreadable(f'Empty attribute name in the tag "{tag}" {where}')
        self._skip_spaces()
        value = ""
        if self._source[self._at] == "=":
            self._at += 1
            self._skip_spaces()
            if self._source[self._at] == END:
                raise _unreadable(f'Unclosed start tag "{tag}" {where}')
            value = self._read_value()
        if self._source[self._at] == END:
            raise _unreadable(f"Unclosed start tag {where}")
        attributes.setdefault(name, value)

    def _read_value(self) -> str:
        quote = self._source[self._at]
        if quote not in "'\"":
            return self._read_token()
        self._at += 1
        value = []
        while self._source[self._at] not in (quote, END):
            value.append(self._reference() or self._next())
        if self._source[self._at] == quote:
            self._at += 1
        return "".join(value)

    def _read_token(self) -> str:
        begin = self._at
        while (char := self._source[self._at]).isascii() and (char.isalnum() or char in ".-"):
            self._at += 1
        if self._source[self._at] not in SPACE + ">":
            raise _unreadable(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self._source[begin : self._at].lower()

    def _read_end(self, begin: int) -> None:
        where = f"at byte offset {self._byte(begin)}"
        if not self._open:
            raise _unreadable(f"Unexpected end tag {where}")
        self._at += 1
        name = self._take_until(SPACE + ">").lower()
        self._skip_spaces()
        if self._source[self._at] != ">":
            raise _unreadable(f"Unclosed end tag {where}")
        self._at += 1
        tag = self._open.pop()
        if name and name != tag.name:
            raise _unreadable(f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{name}>"')
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity: Entity = {"type": TAGS[tag.name], "offset": tag.offset, "length": self._offset - tag.offset}
        match tag.name:
            case "a":
                link = _link_fields(tag.attributes.get("href") or "".join(self._text[tag.start :]))
                if link is None:
                    return
                entity |= link
            case "tg-emoji":
                entity["custom_emoji_id"] = _emoji_id(tag.attributes.get("emoji-id", ""))
            case "tg-time":
                entity |= _time_fields(tag.attributes)
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "pre" | "code":
                self._close_code(tag, entity)
                return
        self._entities.append(entity)

    def _close_code(self, tag: _OpenTag, entity: Entity) -> None:
        """`<pre><code class="language-…">` over the same text is one `pre` with a language, in either order."""
        language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
        inner = self._entities[-1] if self._entities else None
        same = inner is not None and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
        if inner is not None and same and {inner["type"], entity["type"]} == {"pre", "code"}:
            spoken = language or inner.get("_language")
            if spoken:
                inner.pop("_language", None)
                inner.update(type="pre", language=spoken)
                return
        if language and tag.attributes["class"].startswith("language-"):
            # For an enclosing <pre> only: gone once all is read.
            entity["_language"] = language
        self._entities.append(entity)


def _link_fields(link: str) -> Entity | None:
    if user := re.fullmatch(r"tg:(?://)?user\?id=(\d+)", link):
        return {"type": "text_mention", "user": {"id": int(user[1])}}
    try:
        return {"url": normal_link(link)}
    except WrongLinkError:
        return None  # the real server keeps the text and forgets the link


def _emoji_id(identifier: str) -> str:
    if not identifier.isdecimal() or not 0 < int(identifier) <= MAX_ID:
        raise _unreadable("Invalid custom emoji identifier specified")
    return identifier


def _time_fields(attributes: dict[str, str]) -> Entity:
    unix = attributes.get("unix", "")
    if not unix.isdecimal():
        raise _unreadable("Invalid Unix time specified")
    return {"unix_time": int(unix)} | ({"date_time_format": attributes["format"]} if attributes.get("format") else {})


def _unreadable(words: str) -> BotApiError:
    return bad_request(f"can't parse entities: {words}")
