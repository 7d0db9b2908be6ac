"""What is wrong in a policy file, in words its author understands: which file, which key, what was expected there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.model.errors import CantineError
from core.model.policy import Policy, Term

Loc = Sequence[int | str]


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """``key`` is dotted and counts from 1, as a reader does: the second service is ``services.2``. Empty: the file."""

    file: str
    key: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: expected {self.expected}"


class PolicyError(CantineError):
    """The policy file cannot be used; ``problems`` says why."""

    code = "policy"

    def __init__(self, problems: Iterable[PolicyProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


# By pydantic's own types of error; its other messages are shown as they are.
_EXPECTED = {
    "missing": "a value, but the key is missing",
    "string_type": "a text between quotes",
    "string_too_short": "a text that is not empty",
    "string_too_long": "a text of at most {max_length} characters",
    "string_pattern_mismatch": "lower-case letters without accents, digits and _, beginning with a letter (at most 32)",
    "int_type": "a whole number",
    "greater_than_equal": "a number from {ge} up",
    "less_than_equal": "a number up to {le}",
    "bool_type": "true or false",
    "date_type": "a date without quotes, such as 2026-12-24",
    "tuple_type": "a list",
    "frozen_set_type": "a list between [ and ]",
    "too_short": "at least one entry",
    "model_type": "a table of keys and values",
    "dict_type": "a table of keys and values",
    "model_attributes_type": "a table of keys and values",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "union_tag_invalid": "one of {expected_tags}",
    "union_tag_not_found": "a value, but the key is missing",
}


def problems_of(error: ValidationError, file: str, document: Mapping[str, object]) -> Iterator[PolicyProblem]:
    """Every problem of a document that is not a policy, in its order."""
    for details in error.errors(include_url=False):
        for loc, expected in _unfolded(details):
            yield PolicyProblem(file, _dotted(loc, document), expected)


def _unfolded(details: ErrorDetails) -> Iterator[tuple[Loc, str]]:
    loc, kind, context = details["loc"], details["type"], details.get("ctx", {})
    if kind == "unmet":
        for where, expected in context["problems"]:
            yield (*loc, *where), expected
    elif kind == "value_error":
        yield loc, str(context["error"])
    elif kind == "extra_forbidden":
        yield loc, "a key known here: " + _keys_known_at(loc)
    else:
        # Where the kind of a cut-off is wrong, pydantic names the cut-off.
        key = (*loc, "kind") if kind.startswith("union_tag") else loc
        expected = _EXPECTED[kind].format_map(context) if kind in _EXPECTED else details["msg"]
        yield key, expected.replace("'", '"')


def _keys_known_at(loc: Loc) -> str:
    """The keys of the table an unknown key stands in."""
    terms: set[type[Term]] = {Policy}
    for step in loc[:-1]:
        of_kind = {term for term in terms if step in get_args(_annotation(term, "kind"))}
        held = {inner for term in terms for inner in _terms_in(_annotation(term, step))}
        terms = of_kind or held or terms
    return ", ".join(name for term in terms for name in term.model_fields)


def _annotation(term: type[Term], key: int | str) -> object:
    field = term.model_fields.get(str(key))
    return field.annotation if field else None


def _terms_in(annotation: object) -> set[type[Term]]:
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return {annotation}
    return {term for part in get_args(annotation) for term in _terms_in(part)}


def _dotted(loc: Loc, document: object) -> str:
    """The key as it stands in the file, without the steps pydantic adds: the kind of a cut-off, "[key]"."""
    steps: list[str] = []
    here = document
    for step in loc:
        if isinstance(step, int):
            steps.append(str(step + 1))
            here = here[step] if isinstance(here, list) else None
        elif step != "[key]" and not (isinstance(here, dict) and step not in here and here.get("kind") == step):
            steps.append(step)
            here = here.get(step) if isinstance(here, dict) else None
    return ".".join(steps)
