"""What is wrong in a policy file, as facts: which file, which key, what was expected there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.model.errors import CantineError
from core.model.expected import UNMET, Argument, Expected, Unmet
from core.model.policy import Policy
from core.model.terms import Term

Loc = Sequence[int | str]


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """``key`` is dotted and counts from 1, as a reader does: the second service is ``services.2``. Empty: the file."""

    file: str
    key: str
    code: Expected
    args: Mapping[str, Argument] = field(default_factory=dict)

    def __str__(self) -> str:
        """For a log: facts, not a sentence."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: expected {self.code}" + "".join(f" {name}={value!r}" for name, value in self.args.items())


class PolicyError(CantineError):
    """The policy file cannot be used; ``problems`` says why."""

    code = "policy"

    def __init__(self, problems: Iterable[PolicyProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


# By pydantic's own types of error; any other is told in its own words.
_CODES = {
    "missing": Expected.PRESENT,
    "union_tag_not_found": Expected.PRESENT,
    "extra_forbidden": Expected.KNOWN_KEY,
    "enum": Expected.CHOICE,
    "literal_error": Expected.CHOICE,
    "union_tag_invalid": Expected.CHOICE,
    "string_type": Expected.TEXT,
    "string_too_short": Expected.NOT_EMPTY,
    "string_too_long": Expected.SHORTER,
    "string_pattern_mismatch": Expected.WORD,
    "float_type": Expected.NUMBER,
    "int_type": Expected.WHOLE_NUMBER,
    "greater_than_equal": Expected.AT_LEAST,
    "less_than_equal": Expected.AT_MOST,
    "bool_type": Expected.TRUE_OR_FALSE,
    "date_type": Expected.DATE,
    "tuple_type": Expected.LIST,
    "frozen_set_type": Expected.LIST,
    "too_short": Expected.ENTRY,
    "model_type": Expected.TABLE,
    "dict_type": Expected.TABLE,
    "model_attributes_type": Expected.TABLE,
}
_LIMITS = {"max_length": "longest", "ge": "least", "le": "most"}
"""Arguments, by pydantic's names for them."""
_QUOTED = re.compile(r"'([^']*)'")


def problems_of(error: ValidationError, file: str, document: Mapping[str, object]) -> Iterator[PolicyProblem]:
    """Every problem of a document that is not a policy, in its order."""
    for details in error.errors(include_url=False):
        for unmet in _unfolded(details):
            yield PolicyProblem(file, _dotted(unmet.where, document), unmet.expected, unmet.args)


def _unfolded(details: ErrorDetails) -> Iterator[Unmet]:
    """What an error of pydantic says, from the top of the document."""
    loc, kind = details["loc"], details["type"]
    if kind == UNMET:
        for unmet in details["ctx"]["unmet"]:
            yield replace(unmet, where=(*loc, *unmet.where))
    else:
        # Where the kind of a cut-off is wrong, pydantic names the cut-off.
        where = (*loc, "kind") if kind.startswith("union_tag") else loc
        expected = _CODES.get(kind, Expected.OTHER)
        yield Unmet(where, expected, _args(expected, details))


def _args(expected: Expected, details: ErrorDetails) -> dict[str, Argument]:
    context = details.get("ctx", {})
    if expected is Expected.KNOWN_KEY:
        return {"known": _keys_known_at(details["loc"])}
    if expected is Expected.CHOICE:
        words: list[str] = _QUOTED.findall(context.get("expected") or context["expected_tags"])
        return {"known": tuple(f'"{word}"' for word in words)}
    if expected is Expected.OTHER:
        return {"detail": details["msg"]}
    return {ours: context[theirs] for theirs, ours in _LIMITS.items() if theirs in context}


def _keys_known_at(loc: Loc) -> tuple[str, ...]:
    """The keys of the table an unknown key stands in."""
    terms: set[type[Term]] = {Policy}
    for step in loc[:-1]:
        of_kind = {term for term in terms if step in get_args(_annotation(term, "kind"))}
        held = {inner for term in terms for inner in _terms_in(_annotation(term, step))}
        terms = of_kind or held or terms
    return tuple(name for term in terms for name in term.model_fields)


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
