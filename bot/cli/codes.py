"""Codes as a table that is opened in a spreadsheet, cut up and handed out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from bot.cli.speech import say

if TYPE_CHECKING:
    from bot.cli.telegram import Bot, Silence

_FORMULA = ("=", "+", "-", "@")


def print_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Lines of cells with tabs between them."""
    click.echo("\t".join(header))
    for row in rows:
        click.echo("\t".join(map(_cell, row)))


def _cell(text: str) -> str:
    """On one line, and never a formula."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def link_of(bot: "Bot | Silence", code: str) -> str | None:
    """The deep link of a code; ``None`` where the Bot API did not say who the bot is."""
    from bot.cli.telegram import Bot  # noqa: PLC0415 (slow: it speaks HTTP)

    return bot.link(code) if isinstance(bot, Bot) else None


def shown_link(bot: "Bot | Silence", code: str) -> str:
    """The deep link of a code, or that there is none."""
    return link_of(bot, code) or say("cli-no-link")
