"""Every sentence of the command line is there in both languages."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

import locales
from core.model.importing import ProblemKind
from core.usecases import staffing
from locales import LOCALES, translator
from migrations import DatabaseNewerError, DatabaseUnreachableError

ERRORS = [
    staffing.UnknownSchoolError,
    staffing.UnknownClassError,
    staffing.AmbiguousClassError,
    staffing.ScopeNeededError,
    staffing.EmailMalformedError,
    DatabaseNewerError,
    DatabaseUnreachableError,
]


def _messages(locale: str) -> set[str]:
    text = (Path(locales.__file__).parent / locale / "cli.ftl").read_text(encoding="utf-8")
    return {entry.id.name for entry in FluentParser().parse(text).body if isinstance(entry, Message)}


def test_both_languages_have_the_same_sentences() -> None:
    assert _messages("fr") == _messages("en")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_of_an_import_has_a_sentence(locale: str, kind: ProblemKind) -> None:
    assert translator(locale).text(f"import-{kind}", column="level", value="x", number=3, known="a")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("error", ERRORS)
def test_every_error_a_command_may_raise_has_a_sentence(
    locale: str, error: type[staffing.UnknownPlaceError | DatabaseNewerError]
) -> None:
    assert translator(locale).text(f"cli-{error.code}", name="x", known="y", detail="z")
