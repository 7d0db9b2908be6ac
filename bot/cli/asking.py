"""Questions at a terminal: a proposal that Enter keeps, and a sentence for what is not understood."""

import sys
import unicodedata
from collections.abc import Callable
from types import EllipsisType
from typing import TypeVar, cast

from rich.cells import cell_len
from rich.console import Console
from rich.prompt import InvalidResponse, PromptBase
from rich.text import Text

from bot.cli.speech import say

T = TypeVar("T")


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def fold(text: Text, width: int) -> Text:
    """The same in lines of at most ``width`` cells, broken at plain spaces alone: « midi » keeps its signs."""
    signs, start, space = list(text.plain), 0, None
    for index, sign in enumerate(signs):
        if sign == "\n":
            start, space = index + 1, None
        elif sign == " " and any(not one.isspace() for one in signs[start:index]):
            space = index
        if space is not None and cell_len("".join(signs[start : index + 1])) > width:
            signs[space] = "\n"
            start, space = space + 1, None
    folded = text.copy()
    folded.plain = "".join(signs)
    return folded


def _cleaned(answer: str) -> str:
    """Without the signs that nobody sees and a copied text brings along, and with plain spaces."""
    return " ".join("".join(sign for sign in answer if unicodedata.category(sign) != "Cf").split())


class _Question(PromptBase[T]):
    """Asks until it understands."""

    prompt_suffix = "\N{NO-BREAK SPACE}: "
    response_type = object  # else only proposals of text are shown

    def __init__(
        self,
        prompt: Text,
        console: Console,
        understand: Callable[[str], T | None],
        shown: Callable[[T], str],
        wrong: str,
        *,
        is_hidden: bool,
    ) -> None:
        super().__init__(prompt, console=console, password=is_hidden)
        self._understand = understand
        self._shown = shown
        self._wrong = wrong

    def make_prompt(self, default: object) -> Text:
        """The question, in the lines of this terminal."""
        return fold(super().make_prompt(cast("T", default)), self.console.width - 1)

    def render_default(self, default: object) -> Text:
        """The proposal, as a person would write it."""
        shown = self._shown(cast("T", default))
        return Text(f"[{shown}]", "prompt.default")

    def process_response(self, value: str) -> T:
        """What was meant; asked again where that is not clear."""
        answer = value.strip() if self.password else _cleaned(value)
        understood = self._understand(answer) if answer.isprintable() else None
        if understood is None:
            raise InvalidResponse(fold(Text(f"  {self._wrong}", "red"), self.console.width - 1))
        return understood


class Asker:
    """Asks at a console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def tell(self, message: str, **args: str | int) -> None:
        """Say something in between."""
        self.console.print(fold(Text(say(message, **args)), self.console.width - 1))

    def ask(
        self,
        message: str,
        understand: Callable[[str], T | None],
        wrong: str,
        proposal: T | EllipsisType = ...,
        shown: Callable[[T], str] = str,
        *,
        is_hidden: bool = False,
        **args: str,
    ) -> T:
        """What a person answers to a sentence; ``wrong`` names the one said where it is not understood."""
        question = _Question(
            Text(say(message, **args)), self.console, understand, shown, say(wrong), is_hidden=is_hidden
        )
        question.show_default = proposal is not ... and bool(shown(proposal))
        return cast("T", question(default=proposal))

    def agrees(self, message: str, *, proposal: bool, **args: str) -> bool:
        """Yes or no."""
        return self.ask(message, _yes_or_no, "init-wrong-yes", proposal, _yes_or_no_shown, is_hidden=False, **args)


def _yes_or_no(answer: str) -> bool | None:
    word = answer.casefold()
    if word in {"o", "oui", "y", "yes"}:
        return True
    return False if word in {"n", "non", "no"} else None


def _yes_or_no_shown(answer: bool) -> str:
    return say("init-yes" if answer else "init-no")
