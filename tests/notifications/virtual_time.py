"""An event loop whose time passes at once: when nothing is left to do, it is the instant of the next timer."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits, and no timer is set"
        self.now += max(timeout, 0.0)
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, selector: _Selector) -> None:
        super().__init__(selector)
        self._passing = selector

    def time(self) -> float:
        return self._passing.now


def run(scenario: Callable[[Callable[[], float]], Coroutine[Any, Any, T]]) -> T:
    """Run a scenario, which is given the clock, from second 0 on. ``asyncio.sleep`` takes virtual time only."""
    loop = _Loop(_Selector())
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(scenario(loop.time))
