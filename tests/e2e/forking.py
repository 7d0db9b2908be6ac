"""``cantine`` in processes forked from one that has imported all of it: most of a start is that.

Each is a process of its own all the same, which a signal ends.
"""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(
    ["bot.serve", "bot.demo.run", "bot.cli.running", "bot.cli.opening", "bot.cli.people", "bot.cli.status", "click"]
)


@dataclass(frozen=True)
class Surroundings:
    """Where a process lives: its folder, its whole environment, and the files it writes at the end of."""

    folder: Path
    environment: Mapping[str, str]
    output: Path
    errors: Path


class Forked:
    """As much of ``subprocess.Popen`` as is asked for here."""

    def __init__(self, args: Sequence[str], surroundings: Surroundings) -> None:
        self._process = _FORKING.Process(target=_run, args=(tuple(args), surroundings), daemon=True)
        self._process.start()

    def poll(self) -> int | None:
        """The exit code, once there is one."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """The exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it on the spot, whatever it is doing."""
        self._process.kill()


def _run(args: Sequence[str], surroundings: Surroundings) -> None:
    os.chdir(surroundings.folder)
    os.environ.clear()
    os.environ.update(surroundings.environment)
    tempfile.tempdir = None
    for stream, path in ((1, surroundings.output), (2, surroundings.errors)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    if "CONNECTIONS" in os.environ:
        import_module("tests.e2e.watch.sitecustomize")  # as the interpreter of a new process does
    from bot.cli import main  # noqa: PLC0415 - in the process that runs it

    main(args, prog_name="cantine")
