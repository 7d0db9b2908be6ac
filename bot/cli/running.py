"""``cantine serve``, ``cantine demo``."""

import asyncio
from contextlib import suppress

import click

from bot.cli.speech import Command, Option, fail, listed, say

DEMO_PORT = 8410
PARTS = ("bot", "notifications")
_LARGEST_PORT = 65535


class Preset(click.ParamType[str]):
    """The name of a preset."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself; a usage error lists the presets there are."""
        from core.policy import PRESETS  # noqa: PLC0415

        if value not in PRESETS:
            self.fail(say("cli-preset-unknown", name=value, known=listed(PRESETS)), param, ctx)
        return value


@click.command(cls=Command, help="help-demo")
@click.option("--preset", cls=Option, type=Preset(), default="peaugres", show_default=True, help="help-preset")
@click.option(
    "--port", cls=Option, type=click.IntRange(0, _LARGEST_PORT), default=DEMO_PORT, show_default=True, help="help-port"
)
@click.option("--host", cls=Option, default="127.0.0.1", show_default=True, help="help-host")
def demo(preset: str, port: int, host: str) -> None:
    """Run the demo until Ctrl-C."""
    with suppress(KeyboardInterrupt):
        from bot.demo.run import run_demo  # noqa: PLC0415 (slow: Ctrl-C may come before it is there)

        asyncio.run(run_demo(preset=preset, host=host, port=port))


@click.command(cls=Command, help="help-serve")
@click.option("--only", cls=Option, type=click.Choice(PARTS), help="help-only")
def serve(only: str | None) -> None:
    """Run the bot and the notices, or one of them, until it is stopped."""
    from bot.cli.opening import migrate, read_policy  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    if settings.bot_token is None and only == "notifications" and settings.smtp_url is None:
        fail("cli-no-channel")
    if settings.bot_token is None and only != "notifications":
        fail("cli-no-token")
    read_policy(settings.config)
    asyncio.run(migrate(settings.database_url))
    with suppress(KeyboardInterrupt):
        from bot.serve import Part  # noqa: PLC0415 (slow: after everything that may refuse)
        from bot.serve import serve as run  # noqa: PLC0415

        asyncio.run(run(settings, [Part(part) for part in PARTS if only in (None, part)]))
