"""A message's text and caption: entities read, text trimmed, lengths held to."""

import re
from dataclasses import dataclass, field
from typing import Final

from simulator.errors import bad_request, not_served
from simulator.html_entities import Entity, parse_html, sort_key, utf16_length
from simulator.links import check_link

# Of the real server's two limits, counted after parsing, in UTF-16 code units: the stricter reading of "characters".
TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
# Those Telegram finds by itself: an entity of these types says nothing that the text does not.
FOUND: Final = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("url", re.compile(r"(?<!\w)https?://[^\s<>\"]*[^\s<>\".,;:!?'()]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?!\w)")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
STYLES: Final = frozenset(
    ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre")
)
TYPES: Final = STYLES | {
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
    *("text_link", "text_mention", "custom_emoji", "date_time"),
}
HIGH_SURROGATES: Final = tuple(bytes([byte]) for byte in range(0xD8, 0xDC))  # their upper byte
NEEDS: Final = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


@dataclass(frozen=True)
class FormattedText:
    """A text as Telegram keeps it; offsets and lengths of entities are in UTF-16 code units."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def plain(text: str) -> FormattedText:
    """A text typed by a person: trimmed, with the entities Telegram finds in it."""
    return _settled(_cleaned(text), [])


def formatted_text(text: str, parse_mode: str | None, entities: list[Entity] | None) -> FormattedText:
    """The text of a message from a bot. Raises BotApiError when it cannot be read, is empty or too long."""
    if not text:
        raise bad_request("message text is empty")
    result = _formatted(text, parse_mode, entities)
    if not result.text:
        raise bad_request("text must be non-empty")
    if utf16_length(result.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return result


def formatted_caption(caption: str, parse_mode: str | None, entities: list[Entity] | None) -> FormattedText:
    """The caption of a file from a bot; may be empty. Raises BotApiError."""
    result = _formatted(caption, parse_mode, entities)
    if utf16_length(result.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return result


def _formatted(text: str, parse_mode: str | None, entities: list[Entity] | None) -> FormattedText:
    text = _cleaned(text)
    match (parse_mode or "").lower():
        case "":
            return _settled(text, [_checked(entity, text) for entity in entities or []])
        case "html":
            return _settled(*parse_html(text))
        case "markdown" | "markdownv2":
            raise not_served(f"parse_mode {parse_mode}")
        case _:
            raise bad_request("unsupported parse_mode")


def _cleaned(text: str) -> str:
    """Control characters become spaces and carriage returns go, as the real server has it."""
    return re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))


def _checked(entity: Entity, text: str) -> Entity:
    """An entity given by the bot itself. Raises BotApiError."""
    offset, length, kind = entity["offset"], entity["length"], entity["type"]
    size = utf16_length(text)
    if kind not in TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if (needed := NEEDS.get(kind)) and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > size:
        end = offset + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if _splits_a_character(text, offset) or _splits_a_character(text, offset + length):
        raise bad_request(f"entity beginning at UTF-16 offset {offset} begins or ends in a middle of a UTF-16 symbol")
    return {**entity, "url": check_link("entity URL", entity["url"])} if kind == "text_link" else dict(entity)


def _splits_a_character(text: str, offset: int) -> bool:
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return head[-1:] in HIGH_SURROGATES


def _settled(text: str, entities: list[Entity]) -> FormattedText:
    """Trim, clip what stood over the trimmed part, keep code plain, add what Telegram finds by itself."""
    entities = [entity for entity in entities if entity["type"] in STYLES or entity["type"] in NEEDS]
    leading = utf16_length(text) - utf16_length(text.lstrip())
    first = min((entity["offset"] for entity in entities), default=leading)
    # Leading blanks go, but not those inside an entity.
    cut = min(leading, first)
    text = text[cut:].rstrip()
    clipped = [_clipped(entity, cut, utf16_length(text)) for entity in entities]
    code = [entity for entity in clipped if entity["type"] in ("code", "pre")]
    kept = [e for e in clipped if e["length"] > 0 and (e in code or not any(_overlap(e, c) for c in code))]
    return FormattedText(text, sorted(kept + _found(text, kept), key=sort_key))


def _clipped(entity: Entity, cut: int, size: int) -> Entity:
    offset = entity["offset"] - cut
    return {**entity, "offset": offset, "length": min(entity["length"], size - offset)}


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _found(text: str, entities: list[Entity]) -> list[Entity]:
    taken = [e for e in entities if e["type"] in ("code", "pre", "text_link", "text_mention")]
    found: list[Entity] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
            if not any(_overlap(entity, other) for other in taken + found):
                found.append(entity)
    return found
