"""The policy files: two presets, and how a file becomes a ``Policy``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from core.model.expected import Argument, Expected
from core.model.policy import Policy
from core.policy.problems import PolicyError, PolicyProblem, problems_of

__all__ = ["PRESETS", "PolicyError", "PolicyProblem", "load_policy", "policy_of", "preset", "preset_text"]

PRESETS: tuple[str, ...] = ("peaugres", "epagny")
"""The two services of the first families, as files to start from."""

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
"""Where a file is no TOML, as ``tomllib`` says it; else it ends too soon."""


def load_policy(path: Path) -> Policy:
    """The policy a TOML file holds; ``PolicyError`` with every problem where it cannot be read or is none."""
    try:
        # A byte order mark is what Windows editors add; TOML forbids it.
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(str(path), Expected.READABLE, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(str(path), Expected.UTF8) from error
    return policy_of(text, str(path))


@cache
def preset(name: str) -> Policy:
    """The policy of a preset; ``PolicyError`` where there is none of this name."""
    return policy_of(preset_text(name), f"{name}.toml")


def preset_text(name: str) -> str:
    """The text of a preset, to be copied and edited; ``PolicyError`` where there is none of this name."""
    if name not in PRESETS:
        raise _unreadable(name, Expected.PRESET, known=PRESETS)
    return files(__name__).joinpath(f"{name}.toml").read_text("utf-8")


def policy_of(text: str, file: str) -> Policy:
    """The policy a text holds; ``PolicyError``, which names the file, with every problem where it is none."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, error) from error
    try:
        return Policy.model_validate(document)
    except ValidationError as error:
        raise PolicyError(problems_of(error, file, document)) from error


def _not_toml(file: str, error: tomllib.TOMLDecodeError) -> PolicyError:
    place = _PLACE.search(str(error))
    if place is None:
        return _unreadable(file, Expected.TOML_END)
    return _unreadable(file, Expected.TOML, line=int(place[1]), column=int(place[2]))


def _unreadable(file: str, expected: Expected, **args: Argument) -> PolicyError:
    return PolicyError([PolicyProblem(file, "", expected, args)])
