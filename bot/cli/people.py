"""``cantine staff add``, ``cantine unsubscribe``: members of staff, and who wants no reminders."""

import asyncio

import click

from bot.cli.codes import print_table, shown_link
from bot.cli.speech import Command, Group, Option, fail, note, say
from core.model.people import Role


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
    print_table(("name", "role", "code", "link"), [(name, role, code, shown_link(bot, code))])
    if not isinstance(bot, Bot):
        note(f"cli-{bot}")
    note("cli-staff-added", days=organisation.policy.link.code_days)
