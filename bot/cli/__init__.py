"""The command line, ``cantine``. Whatever is slow to import is imported by the command that needs it."""

import click

from bot.cli import backup, doctor, importing, init, inviting, people, retention, running, status
from bot.cli.speech import Group

__all__ = ["main"]


@click.group(cls=Group, help="help-cantine", context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Entry point of ``cantine``."""


for _command in (
    running.demo,
    running.serve,
    init.init,
    importing.import_,
    inviting.invite,
    people.staff,
    people.unsubscribe,
    doctor.doctor,
    status.status,
    retention.retention,
    backup.backup,
    backup.restore,
):
    main.add_command(_command)
