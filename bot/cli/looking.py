"""A look at the queue, beside whatever works on it. Changes nothing, and needs no token."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import NoReturn

import click
from rich.console import Console
from rich.live import Live

import migrations
from bot.cli.opening import now, read_policy
from bot.cli.speech import fail, language, say
from bot.cli.status_tables import Drawing, bounced_facts, status_facts
from bot.settings import load_settings
from core.db.transaction import open_database
from core.organisation import Organisation
from core.usecases.monitoring import list_bounced, read_status
from locales import translator

EVERY = 2.0
"""Seconds between two looks."""


async def look(*, watch: bool, as_json: bool) -> None:
    """Print the status; with ``watch`` again and again: in place on a terminal, as JSON a line each time."""
    async with _looking() as organisation:
        drawing, console = Drawing(translator(language()), organisation.policy), _console()
        if watch and console.is_terminal and not as_json:
            await _redraw(organisation, drawing, console)
        while True:
            seen = await organisation.read(read_status, now())
            if as_json:
                _print_json(status_facts(seen))
            else:
                console.print(drawing.status(seen))
            if not watch:
                return
            await asyncio.sleep(EVERY)


async def _redraw(organisation: Organisation, drawing: Drawing, console: Console) -> NoReturn:
    with Live(console=console, auto_refresh=False) as live:
        while True:
            live.update(drawing.status(await organisation.read(read_status, now())), refresh=True)
            await asyncio.sleep(EVERY)


async def look_at_bounced(*, as_json: bool) -> None:
    """Print whose address bounced: names, families and addresses, for whoever asks them for another."""
    async with _looking() as organisation:
        found = await organisation.read(list_bounced)
        if as_json:
            _print_json([bounced_facts(one) for one in found])
        elif found:
            _console().print(Drawing(translator(language()), organisation.policy).bounced(found))
        else:
            click.echo(say("status-none-bounced"))


def _print_json(facts: dict[str, object] | Sequence[dict[str, object]]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False))


def _console() -> Console:
    """What is in brackets, or looks like an emoji's name, is printed as it is."""
    return Console(markup=False, emoji=False, highlight=False)


@asynccontextmanager
async def _looking() -> AsyncIterator[Organisation]:
    """The organisation, and a database of the program's own level: one who only looks brings it to none."""
    settings = load_settings()
    policy = read_policy(settings.config)
    level = await migrations.level(settings.database_url)
    if level is None:
        fail("doctor-database-empty")
    if level != migrations.head():
        fail("cli-database-other", level=level, head=migrations.head())
    database = open_database(settings.database_url)
    try:
        with migrations.within_reach():
            yield Organisation(database, policy)
    finally:
        await database.close()
