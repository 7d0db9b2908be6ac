"""The command line, ``cantine``. Whatever is slow to import is imported by the command that needs it."""

import click

from bot.cli import doctor, people, running, status
from bot.cli.speech import Group

__all__ = ["main"]


@click.group(cls=Group, help="help-cantine", context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Entry point of ``cantine``."""


for _command in (
    running.demo,
    running.serve,
    running.init,
    people.import_,
    people.invite,
    people.staff,
    people.unsubscribe,
    doctor.doctor,
    status.status,
):
    main.add_command(_command)
