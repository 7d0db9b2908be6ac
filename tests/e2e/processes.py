"""The real command, in processes of its own."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.e2e.forking import Forked, Surroundings

COMMAND = Path(sys.executable).with_name("cantine")
_WATCH = Path(__file__).with_name("watch")

START = 60.0
"""Seconds a start may take on a busy machine."""

STOP = 20.0
"""Seconds a stop may take on a busy machine."""

_LOOK = 0.02


class Cantine:
    """``cantine`` with arguments, in a folder; ``settings`` are its ``CANTINE_…``. It starts, and is not waited for.

    ``installed``: the command itself as it is installed, of which the start takes seconds; else a fork of one.
    Whatever was set for the tests themselves is kept from it, and so is every address beyond this machine.
    """

    def __init__(self, folder: Path, *args: str, installed: bool = False, **settings: str) -> None:
        self._traces = Path(tempfile.mkdtemp(prefix=f"{args[0]}-", dir=folder))
        self.temporary = self._traces / "temporary"
        self.temporary.mkdir()
        self._output, self._errors = self._traces / "output", self._traces / "errors"
        self._connections = self._traces / "connections"
        self._output.touch()
        self._errors.touch()
        start: Callable[[Sequence[str], Surroundings], subprocess.Popen[bytes] | Forked]
        start = _execute if installed else Forked
        self._process = start(args, Surroundings(folder, self._environment(settings), self._output, self._errors))

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CANTINE_")}
        own = {"TMPDIR": str(self.temporary), "CONNECTIONS": str(self._connections), "PYTHONPATH": str(_WATCH)}
        return inherited | own | {f"CANTINE_{name}": value for name, value in settings.items()}

    @property
    def output(self) -> str:
        """What was written on standard output."""
        return self._output.read_text("utf-8")

    @property
    def log(self) -> str:
        """What was written on standard error."""
        return self._errors.read_text("utf-8")

    @property
    def hosts(self) -> set[str]:
        """The hosts it turned to, and the paths of sockets."""
        return set(self._connections.read_text("utf-8").split())

    async def says(self, pattern: str) -> str:
        """The first group of a pattern, once it is found on standard output."""
        deadline = time.monotonic() + START
        while (found := re.search(pattern, self.output)) is None:
            assert (code := self._process.poll()) is None, f"ended with {code}\n{self.output}{self.log}"
            assert time.monotonic() < deadline, f"never said {pattern!r}\n{self.output}{self.log}"
            await asyncio.sleep(_LOOK)
        return found[1]

    async def ended(self, within: float = START) -> int:
        """The exit code, once there is one."""
        deadline = time.monotonic() + within
        while (code := self._process.poll()) is None:
            assert time.monotonic() < deadline, f"still running after {within} s\n{self.log}"
            await asyncio.sleep(_LOOK)
        return code

    async def interrupted(self) -> int:
        """Press Ctrl-C; the exit code."""
        self._process.send_signal(signal.SIGINT)
        return await self.ended(STOP)

    async def terminated(self) -> int:
        """Ask it to end, as a service manager does; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended(STOP)

    def kill(self) -> None:
        """End it on the spot, whatever it is doing. Does nothing to one that has ended."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _execute(args: Sequence[str], around: Surroundings) -> subprocess.Popen[bytes]:
    with around.output.open("a") as output, around.errors.open("a") as errors:
        return subprocess.Popen(
            [COMMAND, *args], cwd=around.folder, env=dict(around.environment), stdout=output, stderr=errors
        )


async def run(folder: Path, *args: str, **settings: str) -> str:
    """Run a command to its end, which must be a good one; what it wrote on standard output."""
    process = Cantine(folder, *args, installed=False, **settings)
    code = await process.ended()
    assert code == 0, process.log
    return process.output
