"""The Fluent files: complete, in both languages alike, and set as French is set."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.telegram import COMMANDS
from core.model.errors import CantineError, NotAuthorisedError, UnknownReasonError
from core.model.family import FamilyRequestKind, FamilyRequestProblem, FamilyRequestState
from core.model.planning import AbsenceOutcome, CellState, Refusal, RequestKind, RequestState
from core.usecases.linking import LinkFailure
from dialogs.answering import ANSWER_LENGTH
from dialogs.inbox.filtering import LEVELS
from dialogs.symbols import SYMBOLS
from locales import LOCALES, translator
from locales.translator import Translator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "locales"
CODE = ("bot", "dialogs", "notifications", "locales")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the visitor's own way
        self.found.add(node.id.name)


def _entries(locale: str) -> Iterator[Message | Junk]:
    for path in sorted((FOLDER / locale).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, Message | Junk):
                yield entry


@cache
def messages(locale: str) -> dict[str, frozenset[str]]:
    """Every message of a language, and the variables in it."""
    found = {}
    for entry in _entries(locale):
        if isinstance(entry, Message):
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.found)
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_is_fluent(locale: str) -> None:
    assert [entry.content for entry in _entries(locale) if isinstance(entry, Junk)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_is_written_twice(locale: str) -> None:
    """The second would silently take the place of the first, or not."""
    names = Counter(entry.id.name for entry in _entries(locale) if isinstance(entry, Message))
    assert [name for name, count in names.items() if count > 1] == []


def test_both_languages_say_the_same_things() -> None:
    assert messages("fr").keys() == messages("en").keys()


def test_a_message_takes_the_same_variables_in_both_languages() -> None:
    english = messages("en")
    assert {name for name, variables in messages("fr").items() if english.get(name) != variables} == set()


# --- used and there


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for part in CODE for path in (ROOT / part).rglob("*.py"))


def _said() -> Iterator[str]:
    """The messages that code names in full where it speaks."""
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _speaks(node.func):
                first = node.args[0]
                choices = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                yield from (str(part.value) for part in choices if isinstance(part, ast.Constant))


def _speaks(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in {"text", "html"}
    return isinstance(called, ast.Name) and called.id == "Say"


def _patterns() -> Iterator[str]:
    """What may name a message: every string, and every string with holes in it as a regular expression."""
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield _with_holes(node.values)
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
                yield re.escape(str(node.left.value)) + ".+"


def _with_holes(values: Iterable[ast.expr]) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in values)


def test_what_is_said_is_written() -> None:
    assert {name for name in _said() if "-" in name} - messages("fr").keys() == set()


def test_what_is_written_is_said() -> None:
    patterns = {pattern for pattern in _patterns() if re.match(r"[a-z]+(\\-|$)", pattern)}
    is_said = re.compile("|".join(sorted(patterns))).fullmatch
    assert {name for name in messages("fr") if not is_said(name)} == set()


FAMILIES = {
    "state": CellState,
    "refusal": Refusal,
    "short": Refusal,
    "request": (*RequestKind, *RequestState),
    "inbox": RequestKind,
    "cost": AbsenceOutcome,
    "inbox-cost": AbsenceOutcome,
    "wish": (RequestKind.BOOK, RequestKind.CANCEL),
    "link": LinkFailure,
    "legend": SYMBOLS,
    "filing": FamilyRequestKind,
    "filing-problem": FamilyRequestProblem,
    "filing-state": FamilyRequestState,
    "inbox-by": LEVELS,
    "command": COMMANDS,
    "error": [error.code for error in (CantineError, NotAuthorisedError, UnknownReasonError)],
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_one_of_a_kind_has_its_words(locale: str, family: str) -> None:
    wanted = {f"{family}-{str(one).replace('_', '-')}" for one in FAMILIES[family]}
    assert wanted - messages(locale).keys() == set()


# --- how it is set


@cache
def _lines() -> tuple[str, ...]:
    """The lines of the French files, but for comments."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((FOLDER / "fr").glob("*.ftl")))
    return tuple(line for text in texts for line in text.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param(r"(?<=\S) [;!?:»]", id="a plain space before ; ! ? : »"),
        pytest.param(r"« ", id="a plain space after «"),
        pytest.param(r"(?<![\u202f\s])[!?](?![\w=])", id="no space before ! ?"),
        pytest.param(r"'", id="a straight apostrophe"),
        pytest.param(r"\.\.\.", id="three dots"),
        pytest.param(r"\u00a0[;!?]|\u202f[:»]|«\u202f", id="the space of another mark"),
    ],
)
def test_french_is_set_as_french(mistake: str) -> None:
    assert [line for line in _lines() if re.search(mistake, line)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_answers_a_press_is_short_enough(locale: str) -> None:
    t = translator(locale)
    longest: dict[str, str | int] = {"deadline": "mercredi 30 septembre à 23 h 59", "phone": "04 75 34 80 74"}
    longest |= {"count": 99, "page": 99}
    longest |= {"service": "Accueil de loisirs du mercredi", "starts": "11 h 30", "ends": "13 h 30"}
    longest |= {
        "week": "du 28 septembre au 2 octobre",
        "symbol": "🍽",
        "day": "mercredi 30 septembre",
        "state": "x" * 40,
    }
    answers = [f"refusal-{str(refusal).replace('_', '-')}" for refusal in Refusal]
    answers += ["refusal-past-cutoff-booked", "service-hours", "week-shown", "cell-shown", "page-shown", "copied"]
    answers += ["error-unexpected", "error-not-authorised", "error-reason-unknown", "screen-refreshed", "inbox-choose"]
    answers += ["withdrawn", "withdraw-too-late", "language-chosen", "absence-choose-day"]
    assert {name for name in answers if len(_said_with(t, name, longest)) > ANSWER_LENGTH} == set()


def _said_with(t: Translator, name: str, args: dict[str, str | int]) -> str:
    return t.text(name, **{key: value for key, value in args.items() if key in messages(t.locale)[name]})


@pytest.mark.parametrize("locale", LOCALES)
def test_no_tag_spans_lines(locale: str) -> None:
    """A message too long is cut between lines."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / locale).glob("*.ftl"))
    for line in text.splitlines():
        for tag in ("b", "i", "code"):
            assert line.count(f"<{tag}>") == line.count(f"</{tag}>"), line
