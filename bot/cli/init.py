"""``cantine init``: the policy of a service, from a preset or from a clerk's answers; and the database."""

import asyncio
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.running import Preset
from bot.cli.speech import Command, Option, fail, note, say

if TYPE_CHECKING:
    from bot.cli.asking import Asker
    from bot.settings import Settings

_ENV = Path(".env")


@click.command(cls=Command, help="help-init")
@click.option("--preset", cls=Option, type=Preset(), help="help-preset")
def init(preset: str | None) -> None:
    """Write the policy file, from a preset as it is or from answers, and create the database."""
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    if settings.config.exists():
        fail("cli-policy-exists", file=str(settings.config))
    if preset is None:
        _interview(settings)
    else:
        from core.policy import preset_text  # noqa: PLC0415

        _found(settings, preset_text(preset))
    note("cli-initialised", file=str(settings.config))


def _found(settings: "Settings", text: str, env: str = "") -> None:
    """Create the database, then write the policy, and ``.env`` where there is something to write in it."""
    from bot.cli.opening import migrate  # noqa: PLC0415

    asyncio.run(migrate(settings.database_url))
    with settings.config.open("x", encoding="utf-8") as file:
        file.write(text)
    if env:
        with os.fdopen(os.open(_ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(env)
        note("init-env-written", file=str(_ENV))


def _interview(settings: "Settings") -> None:
    """Ask everything first: nothing is written before the last answer."""
    from rich.console import Console  # noqa: PLC0415

    from bot.cli import asking  # noqa: PLC0415
    from bot.cli.interview import Interview  # noqa: PLC0415
    from bot.cli.opening import now  # noqa: PLC0415
    from core.policy.writing import policy_text  # noqa: PLC0415

    if not asking.is_terminal():
        raise click.UsageError(say("init-no-terminal"))
    _check_writable(settings)
    asker = asking.Asker(Console(markup=False, emoji=False, highlight=False))
    interview = Interview(asker, now())
    try:
        name = interview.preset()
        text = policy_text(name, interview.policy(name))
        env = _ask_env(asker, settings)
    except (KeyboardInterrupt, EOFError):
        asker.console.print()
        fail("init-stopped")
    _found(settings, text, env)


def _check_writable(settings: "Settings") -> None:
    """Fail before the first question where what is asked could not be written."""
    import migrations  # noqa: PLC0415

    if not os.access(settings.config.parent, os.W_OK):
        code = errno.EACCES if settings.config.parent.exists() else errno.ENOENT
        raise OSError(code, os.strerror(code), str(settings.config))
    asyncio.run(migrations.level(settings.database_url))


def _ask_env(asker: "Asker", settings: "Settings") -> str:
    """The text of ``.env``; empty where there is one already, or nothing to put in it."""
    from bot.cli.accounts import ask_mail_server, ask_token  # noqa: PLC0415

    if _ENV.exists():
        asker.tell("init-env-exists", file=str(_ENV))
        return ""
    asker.tell("init-env", file=str(_ENV))
    answers = {
        "CANTINE_BOT_TOKEN": "" if settings.bot_token else ask_token(asker),
        "CANTINE_SMTP_URL": "" if settings.smtp_url else ask_mail_server(asker),
    }
    return "".join(f"{name}={value}\n" for name, value in answers.items() if value)
