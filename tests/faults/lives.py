"""``cantine serve --only notifications`` in a process of its own, to be killed, and started again.

Each life is forked from a process that has imported the program already: most of a start is that.
"""

import multiprocessing
import os
from pathlib import Path

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["bot.serve", "bot.cli.running", "bot.cli.opening"])


class Life:
    """The service in a folder; ``settings`` are its ``CANTINE_…``. It starts, and is not waited for."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._process = _FORKING.Process(target=_live, args=(folder, settings), daemon=True)
        self._process.start()

    @property
    def is_over(self) -> bool:
        """Whether it ended of itself."""
        return not self._process.is_alive()

    def kill(self) -> None:
        """End it on the spot, whatever it is doing."""
        self._process.kill()
        self._process.join()


def _live(folder: Path, settings: dict[str, str]) -> None:
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("CANTINE_")]:
        del os.environ[name]
    os.environ |= {f"CANTINE_{name}": value for name, value in settings.items()}
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    from bot.cli import main  # noqa: PLC0415 - in the process that runs it

    main(["serve", "--only", "notifications"])
