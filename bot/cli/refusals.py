"""Errors as sentences for whoever runs a command."""

from bot.cli.speech import listed, say
from bot.settings import SettingsError
from core.model.errors import CantineError
from core.model.importing import ImportRefusedError, Problem
from core.policy import PolicyError, PolicyProblem
from core.usecases.staffing import UnknownPlaceError

_SHOWN = 60
"""Characters of a wrong value that are repeated."""


def sentences_of(error: CantineError) -> list[str]:
    """One sentence for each thing to mend."""
    if isinstance(error, SettingsError):
        return settings_sentences(error)
    if isinstance(error, PolicyError):
        return [say("cli-policy"), *policy_sentences(error)]
    if isinstance(error, ImportRefusedError):
        return [*map(problem_sentence, error.problems), say("cli-import-refused", count=len(error.problems))]
    if isinstance(error, UnknownPlaceError):
        known = listed(error.known) if error.known else say("cli-none")
        return [say(f"cli-{error.code}", name=error.name, known=known)]
    return [say(f"cli-{error.code}", detail=str(error))]


def settings_sentences(error: SettingsError) -> list[str]:
    """A sentence for each setting that cannot be used."""
    return [say(f"setting-{problem.code}", variable=problem.variable) for problem in error.problems]


def policy_sentences(error: PolicyError) -> list[str]:
    """A sentence for each thing to mend in the policy file."""
    return list(map(_policy_sentence, error.problems))


def _policy_sentence(problem: PolicyProblem) -> str:
    args = {name: listed(arg) if isinstance(arg, tuple) else str(arg) for name, arg in problem.args.items()}
    where = "cli-policy-key" if problem.key else "cli-policy-file"
    return say(where, file=problem.file, key=problem.key, what=say(f"policy-{problem.code}", **args))


def problem_sentence(problem: Problem) -> str:
    """A sentence for what is wrong with a file, a line of it, or what was asked.

    Numbers go in as text: ``1204`` is looked for in an editor, where ``1 204`` is not found.
    """
    value = problem.value if len(problem.value) <= _SHOWN else problem.value[:_SHOWN] + "…"
    what = say(
        f"import-{problem.kind}",
        column=problem.column,
        value=value,
        number=str(problem.number),
        known=listed(problem.known) if problem.known else say("cli-none"),
    )
    return say("import-line", line=str(problem.line), what=what) if problem.line else what
