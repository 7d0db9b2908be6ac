"""The policy files: two presets, and how a file becomes a ``Policy``."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from core.model.policy import Policy
from core.policy.problems import PolicyError, PolicyProblem, problems_of

__all__ = ["PRESETS", "PolicyError", "PolicyProblem", "load_policy", "preset", "preset_text"]

PRESETS: tuple[str, ...] = ("peaugres", "epagny")
"""The two services of the first families, as files to start from."""


def load_policy(path: Path) -> Policy:
    """The policy a TOML file holds; ``PolicyError`` with every problem where it cannot be read or is none."""
    try:
        # A byte order mark is what Windows editors add; TOML forbids it.
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(str(path), f"a file that can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _unreadable(str(path), "a file saved as UTF-8") from error
    return _parsed(text, str(path))


@cache
def preset(name: str) -> Policy:
    """The policy of a preset; ``PolicyError`` where there is none of this name."""
    return _parsed(preset_text(name), f"{name}.toml")


def preset_text(name: str) -> str:
    """The text of a preset, to be copied and edited; ``PolicyError`` where there is none of this name."""
    if name not in PRESETS:
        raise _unreadable(name, "a preset: " + " or ".join(PRESETS))
    return files(__name__).joinpath(f"{name}.toml").read_text("utf-8")


def _parsed(text: str, file: str) -> Policy:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(file, f"TOML ({error})") from error
    try:
        return Policy.model_validate(document)
    except ValidationError as error:
        raise PolicyError(problems_of(error, file, document)) from error


def _unreadable(file: str, expected: str) -> PolicyError:
    return PolicyError([PolicyProblem(file, key="", expected=expected)])
