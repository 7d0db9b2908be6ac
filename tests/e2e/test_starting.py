"""What keeps a command from starting is said in a sentence; what passes is waited for."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

import bot.serve
from bot.cli import main
from bot.cli.refusals import sentences_of
from bot.serve import TokenRefusedError, WebhookAddressError
from bot.settings import Settings, load_settings
from core.policy import preset_text
from migrations import upgrade
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.server import Simulator
from simulator.world import User
from tests.e2e.phones import Phone

TOKEN = "42:starting"


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
async def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[pytest.MonkeyPatch]:
    """A token, a policy and a database; what ``serve`` does to its whole process is kept from this one."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CANTINE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANTINE_BOT_TOKEN", TOKEN)
    monkeypatch.setattr(bot.serve, "_log_to_stderr", lambda token: None)
    (tmp_path / "cantine.toml").write_text(preset_text("peaugres"), "utf-8")
    await upgrade("sqlite:///cantine.sqlite3")
    yield monkeypatch
    gc.unfreeze()


@asynccontextmanager
async def _serving(monkeypatch: pytest.MonkeyPatch, api_url: str) -> AsyncIterator[None]:
    """``serve`` at work; it ends as at Ctrl-C, without an error."""
    stop = asyncio.Event()
    monkeypatch.setattr(bot.serve, "stop_at_signal", lambda: stop)
    serving = asyncio.create_task(_serve(monkeypatch, api_url))
    yield
    stop.set()
    await serving


async def _serve(monkeypatch: pytest.MonkeyPatch, api_url: str) -> None:
    monkeypatch.setenv("CANTINE_TELEGRAM_API_URL", api_url)
    await bot.serve.serve(load_settings())


def _telegram(token: str = TOKEN) -> Simulator:
    return Simulator(token, "cantine_bot", Clock(), people=[User(1, "Anne")], web=False)


def test_a_demo_whose_port_is_taken_says_so(taken_port: int) -> None:
    result = CliRunner().invoke(main, ["demo", "--port", str(taken_port)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Le port {taken_port} est déjà pris")
    assert len(result.stderr.splitlines()) == 1


def test_a_demo_at_an_address_of_another_machine_says_so() -> None:
    result = CliRunner().invoke(main, ["demo", "--host", "192.0.2.1", "--port", "0"])
    assert result.exit_code == 1
    assert result.stderr.startswith("La page ne peut pas répondre à 192.0.2.1, port 0")


async def test_a_token_telegram_does_not_know_is_said(ready: pytest.MonkeyPatch) -> None:
    async with _telegram("43:another") as telegram:
        with pytest.raises(TokenRefusedError) as refused:
            await _serve(ready, telegram.address)
    (sentence,) = sentences_of(refused.value)
    assert "CANTINE_BOT_TOKEN" in sentence


async def test_a_webhook_port_that_is_taken_is_said(ready: pytest.MonkeyPatch, taken_port: int) -> None:
    for name, value in {"URL": "http://127.0.0.1/", "SECRET": "secret", "PORT": str(taken_port)}.items():
        ready.setenv(f"CANTINE_WEBHOOK_{name}", value)
    with pytest.raises(WebhookAddressError) as refused:
        await _serve(ready, "http://127.0.0.1:9")
    (sentence,) = sentences_of(refused.value)
    assert f"127.0.0.1:{taken_port}" in sentence


async def test_telegram_may_come_after_the_bot(ready: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    telegram = _telegram()
    await telegram.start()
    port = int(telegram.address.rpartition(":")[2])
    await telegram.stop()
    async with _serving(ready, f"http://127.0.0.1:{port}"):
        while "Telegram does not answer" not in caplog.text:  # noqa: ASYNC110 (a log has no event)
            await asyncio.sleep(0.01)
        telegram = _telegram()
        await telegram.start(port=port)
        await _is_welcome(telegram)
    await telegram.stop()


@pytest.mark.parametrize("method", ["deleteWebhook", "setMyCommands"])
async def test_a_page_that_is_not_json_does_not_keep_the_bot_from_starting(
    ready: pytest.MonkeyPatch, method: str
) -> None:
    async with _telegram() as telegram:
        telegram.faults.arm(Fault("bad_gateway", method))
        async with _serving(ready, telegram.address):
            await _is_welcome(telegram)


async def _is_welcome(telegram: Simulator) -> None:
    anne = Phone(telegram.address, 1, "Anne")
    await anne.send("/start")
    await anne.reads("Bienvenue")
