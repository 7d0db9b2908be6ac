"""``cantine retention``: what is kept no longer, and erasing it."""

import asyncio
import json
from collections.abc import Iterable

import click

from bot.cli.speech import Command, Option, language, note, say
from core.model.privacy import Due


@click.command(cls=Command, help="help-retention")
@click.option("--apply", "is_applied", is_flag=True, cls=Option, help="help-retention-apply")
@click.option("--json", "as_json", is_flag=True, cls=Option, help="help-json")
def retention(*, is_applied: bool, as_json: bool) -> None:
    """Print what is kept no longer by the periods of the policy, and erase it where that is asked."""
    found = asyncio.run(_retain(is_applied=is_applied))
    if as_json:
        click.echo(json.dumps([_facts(due) for due in found], ensure_ascii=False))
    else:
        _print(found)
    if any(due.count for due in found):
        note("cli-retention-erased" if is_applied else "cli-retention-apply")
    else:
        note("cli-retention-nothing")


async def _retain(*, is_applied: bool) -> list[Due]:
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from core.usecases.retaining import Erasing, erase_batch, erased_by, survey  # noqa: PLC0415

    async with opened() as (organisation, _):
        at = now()
        if not is_applied:
            return await organisation.read(survey, at)
        so_far = Erasing()
        while not so_far.is_over:
            so_far = await organisation.write(erase_batch, so_far, at)
        return await organisation.read(erased_by, so_far, at)


def _facts(due: Due) -> dict[str, object]:
    return {"category": due.kept, "until": due.until.isoformat(), "rows": due.count, "tables": dict(due.rows)}


def _print(found: Iterable[Due]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from locales import translator  # noqa: PLC0415

    t = translator(language())
    table = Table()
    for column in ("category", "until", "rows", "tables"):
        table.add_column(say(f"retention-{column}"), justify="right" if column == "rows" else "left")
    for due in found:
        tables = ", ".join(f"{name} {count}" for name, count in due.rows.items())
        until = f"{t.day(due.until)} {due.until.year}"
        table.add_row(say(f"retention-kept-{due.kept}"), until, str(due.count), tables)
    Console(markup=False, emoji=False, highlight=False).print(table)
