"""``cantine serve --only notifications`` in a process of its own, to be killed, and started again."""

import os
from pathlib import Path

from tests.e2e.forking import Forked, Surroundings


class Life:
    """The service in a folder; ``settings`` are its ``CANTINE_…``. It starts, and is not waited for."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CANTINE_")}
        own = {f"CANTINE_{name}": value for name, value in settings.items()}
        log = folder / "log"
        self._process = Forked(("serve", "--only", "notifications"), Surroundings(folder, inherited | own, log, log))

    @property
    def is_over(self) -> bool:
        """Whether it ended of itself."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End it on the spot, whatever it is doing."""
        self._process.kill()
        self._process.wait()
