"""``cantine status``: what waits to be sent, what failed and why, what is due next."""

import asyncio
from contextlib import suppress

import click

from bot.cli.speech import Command, Option


@click.command(cls=Command, help="help-status")
@click.option("--watch", is_flag=True, cls=Option, help="help-watch")
@click.option("--bounced", is_flag=True, cls=Option, help="help-bounced")
@click.option("--json", "as_json", is_flag=True, cls=Option, help="help-json")
def status(*, watch: bool, bounced: bool, as_json: bool) -> None:
    """Print how the queue is, once or until Ctrl-C; or the addresses that bounced."""
    with suppress(KeyboardInterrupt):
        from bot.cli.looking import look, look_at_bounced  # noqa: PLC0415 (slow: Ctrl-C may come before it is there)

        asyncio.run(look_at_bounced(as_json=as_json) if bounced else look(watch=watch, as_json=as_json))
