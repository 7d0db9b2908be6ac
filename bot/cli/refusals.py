"""Errors as sentences for whoever runs a command."""

from bot.cli.speech import listed, say
from bot.settings import SettingsError
from core.import_file import ImportRefusedError, Problem
from core.model.errors import CantineError
from core.policy import PolicyError
from core.usecases.staffing import UnknownPlaceError

_SHOWN = 60
"""Characters of a wrong value that are repeated."""


def sentences_of(error: CantineError) -> list[str]:
    """One sentence for each thing to mend."""
    if isinstance(error, SettingsError):
        return settings_sentences(error)
    if isinstance(error, PolicyError):
        return [say("cli-policy"), *map(str, error.problems)]
    if isinstance(error, ImportRefusedError):
        return [*map(_line_sentence, error.problems), say("cli-import-refused", count=len(error.problems))]
    if isinstance(error, UnknownPlaceError):
        known = listed(error.known) if error.known else say("cli-none")
        return [say(f"cli-{error.code}", name=error.name, known=known)]
    return [say(f"cli-{error.code}", detail=str(error))]


def settings_sentences(error: SettingsError) -> list[str]:
    """A sentence for each setting that cannot be used."""
    return [say(f"setting-{problem.code}", variable=problem.variable) for problem in error.problems]


def _line_sentence(problem: Problem) -> str:
    """Numbers go in as text: ``1204`` is looked for in an editor, where ``1 204`` is not found."""
    value = problem.value if len(problem.value) <= _SHOWN else problem.value[:_SHOWN] + "…"
    what = say(
        f"import-{problem.kind}",
        column=problem.column,
        value=value,
        number=str(problem.number),
        known=listed(problem.known),
    )
    return say("import-line", line=str(problem.line), what=what)
