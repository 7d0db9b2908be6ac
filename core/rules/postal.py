"""Postal addresses, as people write them."""

import re

LENGTH = 250
"""The longest address, in characters (``guardians.address``)."""
_MOST_LINES = 5
_PLACE = re.compile(r"(?:[A-Z]{1,2}[- ])?(\d{4,5}|\d{2} \d{3})[ ,]+(?!\d)(\w.*)")
_RUN_ON = re.compile(r"(.*[^\s,\d][^,]*?)[ ,]+((?:\d{5}|\d{2} \d{3}) [^\d,][^\d]*)")


def address_of(text: str) -> str | None:
    """An address as it is kept, on two to five lines; ``None`` for what is none.

    A line after the first is postcode and place: five digits, or four abroad. One written on a single line is cut
    before its postcode, and at its commas.
    """
    lines = [" ".join(line.split()).strip(" ,") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        lines = _cut(lines[0])
    lines = [_with_whole_postcode(line) for line in lines]
    address = "\n".join(lines)
    has_place = any(_PLACE.fullmatch(line) for line in lines[1:])
    return address if has_place and len(lines) <= _MOST_LINES and len(address) <= LENGTH else None


def _cut(line: str) -> list[str]:
    found = _RUN_ON.fullmatch(line)
    if found is None:
        return [part.strip() for part in line.split(",")]
    return [*(part.strip() for part in found[1].split(",")), found[2]]


def _with_whole_postcode(line: str) -> str:
    return re.sub(r"^(\d{2}) (\d{3})\b", r"\1\2", line)
