"""A message's text as safe HTML for the web chat."""

from html import escape
from itertools import pairwise
from typing import Final

from simulator.formatting import FormattedText
from simulator.html_entities import Entity, sort_key
from simulator.links import WrongLinkError, normal_link

TAGS: Final = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def draw(formatted: FormattedText) -> str:
    """Only the tags b, i, u, s, code, pre, a, tg-spoiler and blockquote, and text with <, >, & and quotes escaped."""
    units = formatted.text.encode("utf-16-le", "surrogatepass")
    drawn = [entity for entity in formatted.entities if _start_tag(entity, units)]
    edges = {0, len(units) // 2}
    edges |= {edge for e in drawn for edge in (e["offset"], e["offset"] + e["length"])}
    html: list[str] = []
    stack: list[Entity] = []
    points = sorted(edges)
    for start, end in pairwise(points):
        active = sorted((e for e in drawn if e["offset"] <= start and end <= e["offset"] + e["length"]), key=sort_key)
        _move(stack, active, units, html)
        html.append(escape(_slice(units, start, end)))
    _move(stack, [], units, html)
    return "".join(html)


def _move(stack: list[Entity], active: list[Entity], units: bytes, html: list[str]) -> None:
    """Close down to what both share, then open the rest."""
    shared = 0
    while shared < min(len(stack), len(active)) and stack[shared] is active[shared]:
        shared += 1
    while len(stack) > shared:
        html.append(f"</{_tag(stack.pop())}>")
    for entity in active[shared:]:
        html.append(_start_tag(entity, units))
        stack.append(entity)


def _tag(entity: Entity) -> str:
    return TAGS.get(entity["type"], "a")


def _start_tag(entity: Entity, units: bytes) -> str:
    """Empty for an entity that is not drawn."""
    if entity["type"] in TAGS:
        return f"<{_tag(entity)}>"
    if entity["type"] not in ("url", "text_link"):
        return ""
    link = entity.get("url") or _slice(units, entity["offset"], entity["offset"] + entity["length"])
    try:
        return f'<a href="{escape(normal_link(link))}">'
    except WrongLinkError:
        return ""


def _slice(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "replace")
