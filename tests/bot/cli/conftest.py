"""A folder of its own to run commands in, and a Bot API that knows the bot."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import Settings
from simulator.clock import Clock
from simulator.server import Simulator

TOKEN = "4242:cli_test_token"


class Terminal:
    """A person at the command line, in an empty folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._kept = kept

    def set(self, name: str, value: str) -> None:
        """Set ``CANTINE_<name>``."""
        self._monkeypatch.setenv(f"CANTINE_{name}", value)

    async def run(self, *args: str, fails: int = 0) -> Result:
        """Run ``cantine`` with arguments; it ends with the exit code ``fails``."""
        result = await asyncio.to_thread(CliRunner().invoke, main, args, catch_exceptions=False)
        assert result.exit_code == fails, result.output
        return result

    async def initialised(self) -> "Terminal":
        """After ``cantine init``: what it made the first time, since a migration takes half a second."""
        is_empty = not any(self.folder.iterdir())
        if is_empty and self._kept.exists():
            shutil.copytree(self._kept, self.folder, dirs_exist_ok=True)
            return self
        await self.run("init", "--preset", "peaugres")
        if is_empty:
            shutil.copytree(self.folder, self._kept)
        return self

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file; its path."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first folder is kept that ``cantine init`` has filled."""
    return tmp_path_factory.mktemp("initialised") / "folder"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Terminal:
    """A terminal where nothing is set but an API address at which nobody answers."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CANTINE_{name.upper()}", raising=False)
    monkeypatch.setenv("CANTINE_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, monkeypatch, kept)


@pytest.fixture
async def bot_api() -> AsyncIterator[Simulator]:
    """The simulator, whose bot is @cantine_test_bot."""
    async with Simulator(TOKEN, "cantine_test_bot", Clock(datetime.now(UTC)), web=False) as simulator:
        yield simulator


@pytest.fixture
def connected(terminal: Terminal, bot_api: Simulator) -> Terminal:
    """A terminal with a token and a Bot API that answers."""
    terminal.set("BOT_TOKEN", TOKEN)
    terminal.set("TELEGRAM_API_URL", bot_api.address)
    return terminal
