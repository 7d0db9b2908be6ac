"""What messages have in common: the line by which a repeat is known, the buttons, the room there is."""

from dataclasses import dataclass
from datetime import datetime

from core.model.policy import Policy
from locales import Translator
from notifications.transport import Button

LENGTH_LIMIT = 4096
"""Telegram's, in UTF-16 code units after the tags are taken out; held here with the tags in."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By which a repeated message is known: its number, and when it was caused (aware)."""

    reference: int
    at: datetime


def reference_line(stamp: Stamp, words: Translator, policy: Policy) -> str:
    """The last line of a message, HTML."""
    return words.html("notice-reference", reference=str(stamp.reference), at=instant(stamp, words, policy))


def instant(stamp: Stamp, words: Translator, policy: Policy) -> str:
    """When a message was caused, in words."""
    return words.instant(stamp.at, policy.calendar.tz)


def opens(target: str, words: Translator) -> Button:
    """The button that opens a screen, days later and from any process."""
    return Button(words.text(f"notice-button-{target}"), f"open:{target}")


def length(text: str) -> int:
    """In UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
