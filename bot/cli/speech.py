"""What the command line says: sentences from ``locales/``, in the language of ``CANTINE_LANGUAGE``."""

import os
from typing import NoReturn

import click
from dotenv import dotenv_values

from core.model.errors import CantineError
from locales import translator

_VARIABLE = "CANTINE_LANGUAGE"


def language() -> str:
    """The language to speak. Read apart from the other settings, since what is wrong with those must be said in it."""
    try:
        written = os.environ.get(_VARIABLE) or dotenv_values(".env").get(_VARIABLE)
    except (OSError, UnicodeDecodeError):
        written = None
    return written or "fr"


def say(message: str, **args: str | int) -> str:
    """A sentence of ``cli.ftl``."""
    return translator(language()).text(message, **args)


def listed(items: tuple[str, ...]) -> str:
    """``a, b et c``."""
    return translator(language()).listed(items)


def note(message: str, **args: str | int) -> None:
    """Tell the person, apart from the results on standard output."""
    click.echo(say(message, **args), err=True)


class Failure(click.ClickException):
    """Ends a command with sentences on standard error and exit code 1."""

    def show(self, file: object = None) -> None:
        """Print the sentences as they are."""
        del file
        click.echo(self.message, err=True)


def fail(message: str, **args: str | int) -> NoReturn:
    """End the command with a sentence of ``cli.ftl``."""
    raise Failure(say(message, **args))


class Spoken:
    """Mixin of a click command or option whose ``help`` is the name of a sentence, said when it is shown."""

    @property
    def help(self) -> str | None:
        """The sentence."""
        return say(self._help) if self._help else None

    @help.setter  # noqa: A003 (click's own name)
    def help(self, message: str | None) -> None:
        self._help = message


class Option(Spoken, click.Option):
    """An option."""


class SpokenCommand(Spoken, click.Command):
    """A command, whose help is not cut short in a list of commands."""

    def get_short_help_str(self, limit: int = 0) -> str:
        """The whole sentence."""
        del limit
        return self.help or ""


class Group(SpokenCommand, click.Group):
    """A group of commands."""


class Command(SpokenCommand):
    """A command. What a person can mend is said in sentences, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and turn the errors it may raise into a ``Failure``."""
        try:
            return super().invoke(ctx)
        except CantineError as error:
            from bot.cli.refusals import sentences_of  # noqa: PLC0415 (it knows every module that refuses)

            raise Failure("\n".join(sentences_of(error))) from error
        except OSError as error:
            fail("cli-os", file=str(error.filename or ""), reason=error.strerror or str(error))
