"""``cantine import``: what a file would change; with ``--apply`` it does."""

import asyncio
from pathlib import Path

import click

from bot.cli.speech import Command, Option, say
from core.model.importing import ImportOptions


@click.command("import", cls=Command, help="help-import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--school", cls=Option, help="help-import-school")
@click.option("--services", cls=Option, default="", help="help-import-services")
@click.option("--apply", "applies", is_flag=True, cls=Option, help="help-import-apply")
@click.option("--leavers", is_flag=True, cls=Option, help="help-import-leavers")
def import_(file: Path, school: str | None, services: str, *, applies: bool, leavers: bool) -> None:
    """Import children, guardians, invoices, payments, accounts, records."""
    if not file.is_file():
        raise click.BadParameter(say("cli-no-file", file=str(file)), param_hint="FILE")
    wanted = tuple(filter(None, map(str.strip, services.replace("|", ",").split(","))))
    asyncio.run(_import(file.read_bytes(), ImportOptions(school, wanted, leavers), applies=applies))


async def _import(content: bytes, options: ImportOptions, *, applies: bool) -> None:
    from bot.cli.import_drawing import draw  # noqa: PLC0415
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from core.usecases.importing import import_file, preview_import  # noqa: PLC0415

    async with opened() as (organisation, _):
        if applies:
            draw(await organisation.write(import_file, content, now(), options), options)
        else:
            draw(await organisation.read(preview_import, content, now(), options), options)
