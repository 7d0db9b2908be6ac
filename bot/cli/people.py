"""``cantine import``, ``cantine invite``, ``cantine staff add``: who is known, and how they come in."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import click

from bot.cli.speech import Command, Group, Option, fail, note, say
from core.model.people import Role

_FORMULA = ("=", "+", "-", "@")


@click.command("import", cls=Command, help="help-import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Import children, guardians and enrolments."""
    if not file.is_file():
        raise click.BadParameter(say("cli-no-file", file=str(file)), param_hint="FILE")
    asyncio.run(_import(file.read_bytes()))


async def _import(content: bytes) -> None:
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from core.usecases.importing import import_file  # noqa: PLC0415

    async with opened() as (organisation, _):
        report = await organisation.write(import_file, content, now())
    click.echo(say("cli-imported", lines=report.lines))
    for what in ("families", "guardians", "children"):
        tally = getattr(report, what)
        counts = {"added": tally.added, "changed": tally.changed, "unchanged": tally.unchanged}
        click.echo(say(f"cli-imported-{what}", **counts))


@click.command(cls=Command, help="help-invite")
def invite() -> None:
    """Make link codes for guardians."""
    asyncio.run(_invite())


async def _invite() -> None:
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from bot.cli.telegram import Bot, ask_bot  # noqa: PLC0415
    from core.usecases.inviting import invite_guardians  # noqa: PLC0415

    async with opened() as (organisation, settings):
        bot = await ask_bot(settings)  # before the codes: once made, they are shown whatever happens
        invitations = await organisation.write(invite_guardians, now())
    _table(
        ("family", "guardian", "code", "link"),
        ((i.family, i.guardian, i.code, _link(bot, i.code)) for i in invitations),
    )
    if not isinstance(bot, Bot):
        note(f"cli-{bot}")
    days = organisation.policy.link.code_days
    note("cli-invited", count=len(invitations), days=days)


def _link(bot: object, code: str) -> str:
    from bot.cli.telegram import Bot  # noqa: PLC0415

    return bot.link(code) if isinstance(bot, Bot) else say("cli-no-link")


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    click.echo("\t".join(header))
    for row in rows:
        click.echo("\t".join(map(_cell, row)))


def _cell(text: str) -> str:
    """On one line, and never a formula: the table is made to be opened in a spreadsheet."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


@click.command(cls=Command, help="help-unsubscribe")
@click.argument("email")
def unsubscribe(email: str) -> None:
    """Send nothing optional to an address any more."""
    asyncio.run(_unsubscribe(email.strip()))


async def _unsubscribe(email: str) -> None:
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from core.usecases.preferring import unsubscribe as mute  # noqa: PLC0415

    async with opened() as (organisation, _):
        count = await organisation.write(mute, email, now())
    if not count:
        fail("cli-nobody-unsubscribed", email=email)
    click.echo(say("cli-unsubscribed", count=count))


@click.group(cls=Group, help="help-staff")
def staff() -> None:
    """Members of staff."""


@staff.command("add", cls=Command, help="help-staff-add")
@click.argument("name")
@click.option("--role", cls=Option, type=click.Choice([role.value for role in Role]), required=True, help="help-role")
@click.option("--school", cls=Option, help="help-school")
@click.option("--class", "class_", cls=Option, help="help-class")
@click.option("--email", cls=Option, help="help-email")
def add(name: str, role: str, school: str | None, class_: str | None, email: str | None) -> None:
    """Write a member of staff, and make a link code."""
    if not name.strip():
        raise click.BadParameter(say("cli-no-name"), param_hint="NAME")
    asyncio.run(_add(name, Role(role), school, class_, email))


async def _add(name: str, role: Role, school: str | None, class_: str | None, email: str | None) -> None:
    from bot.cli.opening import now, opened  # noqa: PLC0415
    from bot.cli.telegram import Bot, ask_bot  # noqa: PLC0415
    from core.usecases.staffing import add_staff  # noqa: PLC0415

    async with opened() as (organisation, settings):
        bot = await ask_bot(settings)
        code = await organisation.write(add_staff, name, role, school=school, class_=class_, email=email, now=now())
    _table(("name", "role", "code", "link"), [(name, role, code, _link(bot, code))])
    if not isinstance(bot, Bot):
        note(f"cli-{bot}")
    note("cli-staff-added", days=organisation.policy.link.code_days)
