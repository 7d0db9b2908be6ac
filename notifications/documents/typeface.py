"""The typeface of what is printed or drawn, and what it has glyphs for."""

import unicodedata
from functools import cache
from pathlib import Path

from font_roboto import Roboto, RobotoBold  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

REGULAR = Path(Roboto)
BOLD = Path(RobotoBold)

_UNDRAWABLE = "◊"
"""In place of what the font has no glyph for."""


def drawable(text: str) -> str:
    """A text in glyphs that both faces have, on one line. What only joins or colours others is left out."""
    return "".join(_drawable(one) for one in " ".join(unicodedata.normalize("NFC", text).split()))


@cache
def _glyphs() -> frozenset[int]:
    """Characters that both faces have."""
    with TTFont(REGULAR) as regular, TTFont(BOLD) as bold:
        return frozenset(regular.getBestCmap()) & frozenset(bold.getBestCmap())


@cache
def _drawable(one: str) -> str:
    kind = unicodedata.category(one)[0]
    if kind != "C" and ord(one) in _glyphs():
        return one
    return "" if kind in "MC" else _UNDRAWABLE
